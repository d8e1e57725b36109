"""Samples of the auditor: the list, drawing one, one sample with its findings, and the files of it."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import CONTROLE
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.documenten.service import get_document, lees_bestand
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.tabel import als_xlsx
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.lezen import list_tranches
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Trancheaard
from subsidie.verantwoording.controlemodellen import Bevindingoordeel, Steekproefwijze
from subsidie.verantwoording.steekproef import (
    als_bestand,
    get_steekproef,
    klopt,
    leg_bevinding_vast,
    list_bevindingen,
    list_posten,
    list_steekproeven,
    nieuw_zaad,
    opdracht_van,
    treffers_van,
    trek_steekproef,
)
from subsidie.verantwoording.steekproef_forms import Bevindingformulier, Steekproefformulier
from subsidie.verantwoording.steekproefpopulatie import SOORTEN
from subsidie.verantwoording.steekproefstuk import (
    OORDELEN,
    WIJZEN,
    list_werkpapieren,
    vraag_werkpapier_aan,
    werktabel,
)
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from subsidie.web.voorbeeld import VOORBEELD

bp = Blueprint("steekproeven", __name__, url_prefix="/controle/steekproeven")

_EEN: Final = "/<kenmerk>"


@bp.get("")
@voor_rollen(*CONTROLE)
def lijst() -> str:
    """Every sample that was drawn."""
    return render_template(
        "verantwoording/steekproeven.html", steekproeven=list_steekproeven(), wijzen=WIJZEN,
        treffers_van=treffers_van,
    )  # fmt: skip


@bp.route("/trekken", methods=["GET", "POST"])
@voor_rollen(*CONTROLE)
def trekken() -> str | Response | tuple[str, int]:
    """Choose out of what, and draw."""
    formulier = Steekproefformulier()
    tranches = list_tranches()
    formulier.tranche.choices = [SelectChoice(een.code, een.naam) for een in tranches]
    if request.method == "GET":
        formulier.tranche.data = request.args.get("tranche", "")
        formulier.wijze.data = Steekproefwijze.GELDEENHEID.value
    if formulier.validate_on_submit():
        kenmerk = voer_uit(formulier, lambda: _trek(formulier))
        if kenmerk:
            flash("De steekproef is getrokken. De populatie en de uitkomst staan vast.", "goed")
            return redirect(url_for("steekproeven.steekproef", kenmerk=kenmerk))
    bladzijde = render_template("verantwoording/steekproef_trekken.html", formulier=formulier)
    return (bladzijde, 422) if request.method == "POST" else bladzijde


def _trek(formulier: Steekproefformulier) -> str:
    return trek_steekproef(
        tranche_op_adres(formulier.tranche.data), soort=formulier.soort.data,
        wijze=Steekproefwijze(formulier.wijze.data), omvang=formulier.omvang.data,
        zaad=(formulier.zaad.data or "").strip() or nieuw_zaad(), doel=formulier.doel.data,
        door=vereis_kijker().gebruiker, nu=nu(),
    ).kenmerk  # fmt: skip


@bp.get(_EEN)
@voor_rollen(*CONTROLE)
def steekproef(kenmerk: str) -> str | Response:
    """One sample: how it was drawn, what was drawn, and what was found."""
    een = get_steekproef(kenmerk)
    posten = list_posten(een)
    if request.args.get("uitvoer") == "xlsx":
        let_op = VOORBEELD if een.tranche.aard is not Trancheaard.ECHT else ""
        return download(
            als_xlsx(werktabel(een, posten, let_op), moment=een.getrokken_op), f"{een.kenmerk}.xlsx", "xlsx"
        )
    markeer(een.tranche)
    opdracht = opdracht_van(een)
    return render_template(
        "verantwoording/steekproef.html", steekproef=een, posten=posten, opdracht=opdracht,
        soort=SOORTEN[opdracht.soort], klopt=klopt(een), stukken=list_werkpapieren(een), wijzen=WIJZEN,
        oordelen=OORDELEN,
    )  # fmt: skip


@bp.get(f"{_EEN}.json")
@voor_rollen(*CONTROLE)
def bestand(kenmerk: str) -> Response:
    """The population, the seed and the outcome: with which anyone draws it again."""
    een = get_steekproef(kenmerk)
    return download(als_bestand(een), f"{een.kenmerk}.json", "json")


@bp.route(f"{_EEN}/items/<stuk>", methods=["GET", "POST"])
@voor_rollen(*CONTROLE)
def item(kenmerk: str, stuk: str) -> str | Response | tuple[str, int]:
    """One item: what was found on it so far, and what is found now."""
    een = get_steekproef(kenmerk)
    treffer = next((treffer for treffer in treffers_van(een) if treffer.nummer == stuk), None)
    if treffer is None:
        raise NietGevonden("Dit item zit niet in de steekproef.")
    formulier = Bevindingformulier()
    if formulier.validate_on_submit():
        gedaan = voer_uit(
            formulier,
            lambda: leg_bevinding_vast(
                get_steekproef(kenmerk), stuk, oordeel=Bevindingoordeel(formulier.oordeel.data),
                tekst=formulier.tekst.data or "", door=vereis_kijker().gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if gedaan is not None:
            flash(f"De bevinding op {stuk} is vastgelegd.", "goed")
            return redirect(url_for("steekproeven.steekproef", kenmerk=kenmerk, _anchor="items"))
        een = get_steekproef(kenmerk)
    markeer(een.tranche)
    bladzijde = render_template(
        "verantwoording/steekproef_item.html", steekproef=een, treffer=treffer, formulier=formulier,
        bevindingen=list_bevindingen(een, stuk), oordelen=OORDELEN,
    )  # fmt: skip
    return (bladzijde, 422) if request.method == "POST" else bladzijde


@bp.post(f"{_EEN}/werkpapier")
@voor_rollen(*CONTROLE)
def werkpapier(kenmerk: str) -> Response:
    """Freeze the findings of now in a working paper."""
    if not Formulier().validate_on_submit():
        flash("Dat ging niet goed. Probeer het nog eens.", "fout")
    else:
        try:
            with schrijfgrens():
                stuk = vraag_werkpapier_aan(get_steekproef(kenmerk), door=vereis_kijker().gebruiker, nu=nu())
                klaar = stuk.bestand_sha256 is not None
        except NietGevonden:
            raise
        except Domeinfout as fout:
            flash(str(fout), "fout")
        else:
            flash(
                "Dit werkpapier was er al."
                if klaar
                else "Het werkpapier is vastgelegd. De PDF wordt gemaakt en staat straks op deze pagina.",
                "info",
            )
    return redirect(url_for("steekproeven.steekproef", kenmerk=kenmerk, _anchor="werkpapier"))


@bp.get(f"{_EEN}/werkpapier/<stuk>.pdf")
@voor_rollen(*CONTROLE)
def werkpapier_pdf(kenmerk: str, stuk: str) -> Response:
    """One of the working papers of this sample."""
    een = get_steekproef(kenmerk)
    if stuk not in {document.kenmerk for document in list_werkpapieren(een)}:
        raise NietGevonden("Dit werkpapier is er niet.")
    opslag = LokaleOpslag(current_app.extensions["instellingen"].opslag)
    return download(lees_bestand(get_document(stuk), opslag), f"{stuk}.pdf", "pdf")
