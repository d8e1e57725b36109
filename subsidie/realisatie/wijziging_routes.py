"""Requests to change: a municipality asks and follows; the ministry handles, advises and draws up the decision."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.lijsten import alle_rijen
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.lijst import bestand_van, lees_staat, pagina_van
from subsidie.realisatie import wijzigingen, wijzigingsbesluit
from subsidie.realisatie.wijzigingen import LOPEND, STATUSKLEUREN, STATUSWOORDEN
from subsidie.realisatie.wijzigingmodellen import Verzoekstatus, Wijzigingsverzoek
from subsidie.realisatie.wijzigingsformulieren import (
    TOESTAAN,
    Adviesformulier,
    Wijzigingsbesluitformulier,
    Wijzigingsformulier,
    maak_formulier,
)
from subsidie.realisatie.wijzigingsinhoud import Gevolg, bevries, lees_wijzigbaar, weeg, zinnen_van
from subsidie.realisatie.wijzigingslijst import (
    TE_DOEN,
    cellen_verzoeken,
    verzoekenlijst,
    vraag_verzoeken,
    wat,
)
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Trancheaard
from subsidie.web.antwoord import download
from subsidie.web.db import db
from subsidie.web.klok import nu, ontvangen_op
from subsidie.web.menu import Menukeuze
from subsidie.web.voorbeeld import VOORBEELD, markeer_voorbeeld

bp = Blueprint("wijzigingen", __name__)

MENU = (Menukeuze("Wijzigingen", "wijzigingen.lijst", frozenset({Rol.BEHANDELAAR}), 46, ("wijzigingen",)),)


@bp.route("/aanvragen/<nummer>/wijzigen", methods=["GET", "POST"])
@voor_rollen(*GEMEENTE)
def vragen(nummer: str) -> str | Antwoord | tuple[str, int]:
    """Ask for a change: first what it would do, then filing. Nothing is kept before it is filed."""
    ik = vereis_kijker()
    aanvraag = _eigen_aanvraag(nummer)
    mag_indienen = ik.heeft_voor(aanvraag.gm_code, Rol.TEKENBEVOEGDE)
    if waarom := wijzigingen.waarom_niet(aanvraag):
        status = 422 if request.method == "POST" else 200
        return render_template("wijziging/kan_niet.html", aanvraag=aanvraag, waarom=waarom), status
    formulier = maak_formulier(lees_wijzigbaar(aanvraag))
    gevolg = None
    if formulier.is_submitted() and formulier.validate():
        if mag_indienen and request.form.get("doe") == "indienen":
            verzoek = voer_uit(
                formulier,
                lambda: wijzigingen.dien_in(
                    aanvraag, formulier.vraag(), gezien=formulier.gezien.data or "", door=ik.gebruiker,
                    nu=ontvangen_op(),
                ),
            )  # fmt: skip
            if verzoek is not None:
                flash(f"Uw verzoek is ingediend. Het kenmerk is {verzoek.kenmerk}.", "goed")
                return redirect(url_for("wijzigingen.verzoek", nummer=nummer, kenmerk=verzoek.kenmerk))
        gevolg = _toon_gevolg(formulier)
    status = 422 if formulier.is_submitted() and (gevolg is None or formulier.errors) else 200
    return render_template(
        "wijziging/vragen.html", aanvraag=aanvraag, formulier=formulier, gevolg=gevolg, mag_indienen=mag_indienen,
    ), status  # fmt: skip


@bp.get("/aanvragen/<nummer>/wijziging/<kenmerk>")
@voor_rollen(*GEMEENTE)
def verzoek(nummer: str, kenmerk: str) -> str:
    """One request as the municipality follows it; nothing of what the ministry thinks of it."""
    het_verzoek = _eigen_verzoek(nummer, kenmerk)
    gevolg = Gevolg.van_json(het_verzoek.gevolg)
    return render_template(
        "wijziging/verzoek.html", aanvraag=het_verzoek.aanvraag, verzoek=het_verzoek, gevolg=gevolg,
        reden=wijzigingen.reden_van(het_verzoek),
        gevraagd=zinnen_van(het_verzoek.gegevens, gevolg),
        statuswoorden=wijzigingen.woorden_voor(gemeentekant=True), statuskleuren=STATUSKLEUREN,
        mag_intrekken=vereis_kijker().heeft_voor(het_verzoek.aanvraag.gm_code, Rol.TEKENBEVOEGDE)
        and het_verzoek.status in TE_DOEN,
        klaar=het_verzoek.status in (Verzoekstatus.INGEWILLIGD, Verzoekstatus.AFGEWEZEN),
    )  # fmt: skip


@bp.route("/aanvragen/<nummer>/wijziging/<kenmerk>/intrekken", methods=["GET", "POST"])
@voor_rollen(Rol.TEKENBEVOEGDE)
def intrekken(nummer: str, kenmerk: str) -> str | Antwoord | tuple[str, int]:
    """Take a request back: first the question, then the step."""
    het_verzoek, formulier = _eigen_verzoek(nummer, kenmerk), Formulier()
    if formulier.is_submitted() and formulier.validate():
        gelukt = voer_uit(
            formulier, lambda: wijzigingen.trek_in(het_verzoek, door=vereis_kijker().gebruiker, nu=nu())
        )
        if gelukt is not None:
            flash("Uw verzoek is ingetrokken.", "goed")
            return redirect(url_for("wijzigingen.verzoek", nummer=nummer, kenmerk=kenmerk))
    status = 422 if formulier.is_submitted() else 200
    return render_template(
        "wijziging/intrekken.html", aanvraag=het_verzoek.aanvraag, verzoek=het_verzoek, formulier=formulier
    ), status


@bp.get("/wijzigingen")
@voor_rollen(*HELE_TRANCHE)
def lijst() -> str | Response:
    """Every request; what waits first."""
    ik = vereis_kijker()
    overzicht, vraag = verzoekenlijst(ik), vraag_verzoeken(ik)
    staat = lees_staat(overzicht, request.args)
    if staat.uitvoer:
        rijen = alle_rijen(overzicht, staat, vraag)
        let_op = VOORBEELD if any(rij.aard is not Trancheaard.ECHT for rij in rijen) else ""
        inhoud = bestand_van(overzicht, staat, list(cellen_verzoeken(rijen)), let_op=let_op, nu=nu())
        return download(inhoud, f"wijzigingen.{staat.uitvoer}", staat.uitvoer)
    pagina = pagina_van(db.session, overzicht, staat, vraag)
    markeer_voorbeeld(any(rij.aard is not Trancheaard.ECHT for rij in pagina.rijen))
    return render_template(
        "wijziging/lijst.html", lijst=overzicht, staat=staat, pagina=pagina, wat=wat, statuswoorden=STATUSWOORDEN,
        statuskleuren=STATUSKLEUREN, te_doen=[een.value for een in TE_DOEN],
    )  # fmt: skip


@bp.get("/wijzigingen/<kenmerk>")
@voor_rollen(*HELE_TRANCHE)
def behandelen(kenmerk: str) -> tuple[str, int]:
    """One request for the ministry: what is asked beside what holds, the effect, the advice, and the next step."""
    return _behandelpagina(wijzigingen.get_verzoek(kenmerk, voor=vereis_kijker()))


@bp.post("/wijzigingen/<kenmerk>/oppakken")
@voor_rollen(Rol.BEHANDELAAR)
def oppakken(kenmerk: str) -> Antwoord | tuple[str, int]:
    """Handle it, or take it over."""
    ik, formulier = vereis_kijker(), Formulier()
    het_verzoek = wijzigingen.get_verzoek(kenmerk, voor=ik)
    if formulier.validate() and voer_uit(
        formulier, lambda: wijzigingen.pak_op(het_verzoek, door=ik.gebruiker, nu=nu())
    ):
        flash("U behandelt dit verzoek.", "goed")
        return redirect(url_for("wijzigingen.behandelen", kenmerk=kenmerk))
    return _behandelpagina(wijzigingen.get_verzoek(kenmerk, voor=ik), fout=formulier)


@bp.post("/wijzigingen/<kenmerk>/advies")
@voor_rollen(Rol.BEHANDELAAR)
def advies(kenmerk: str) -> Antwoord | tuple[str, int]:
    """Keep the advice to who decides."""
    ik, formulier = vereis_kijker(), Adviesformulier()
    het_verzoek = wijzigingen.get_verzoek(kenmerk, voor=ik)

    def stap() -> bool:
        tekst = formulier.advies.data or ""
        wijzigingen.bewaar_advies(het_verzoek, advies=tekst, door=ik.gebruiker, nu=nu())
        return True

    if formulier.validate() and voer_uit(formulier, stap):
        flash("Uw advies is bewaard.", "goed")
        return redirect(url_for("wijzigingen.behandelen", kenmerk=kenmerk))
    return _behandelpagina(
        wijzigingen.get_verzoek(kenmerk, voor=ik), adviesformulier=formulier, fout=formulier
    )


@bp.post("/wijzigingen/<kenmerk>/besluit")
@voor_rollen(Rol.BEHANDELAAR)
def besluit(kenmerk: str) -> Antwoord | tuple[str, int]:
    """Draw up consent or refusal."""
    ik, formulier = vereis_kijker(), Wijzigingsbesluitformulier()
    het_verzoek = wijzigingen.get_verzoek(kenmerk, voor=ik)
    if formulier.validate():
        opgesteld = voer_uit(
            formulier,
            lambda: wijzigingsbesluit.stel_besluit_op(
                het_verzoek, toestaan=formulier.uitkomst.data == TOESTAAN,
                motivering=formulier.motivering.data or "", voorwaarden=formulier.voorwaarden.data or "",
                door=ik.gebruiker, nu=nu(),
            ),
        )  # fmt: skip
        if opgesteld is not None:
            flash(f"Besluit {opgesteld.kenmerk} is opgesteld. Een beslisser tekent het.", "goed")
            return redirect(url_for("wijzigingen.behandelen", kenmerk=kenmerk))
    return _behandelpagina(
        wijzigingen.get_verzoek(kenmerk, voor=ik), besluitformulier=formulier, fout=formulier
    )


def _toon_gevolg(formulier: Wijzigingsformulier) -> Gevolg | None:
    """The effect of what was typed, and in ``gezien`` which one it is; its faults in the form."""
    try:
        vraag, gevolg = weeg(formulier.vraag(), formulier.nu_geldend)
    except Domeinfout as fout:
        formulier.toon(fout)
        return None
    formulier.gezien.data = wijzigingen.vingerafdruk(bevries(vraag, gevolg), gevolg)
    return gevolg


def _eigen_aanvraag(nummer: str) -> Aanvraag:
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    if not ik.heeft_voor(aanvraag.gm_code, *GEMEENTE):
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    return aanvraag


def _eigen_verzoek(nummer: str, kenmerk: str) -> Wijzigingsverzoek:
    """A request of the municipality of who looks; of another it does not exist."""
    _eigen_aanvraag(nummer)
    return wijzigingen.get_verzoek(kenmerk, voor=vereis_kijker(), nummer=nummer)


def _behandelpagina(
    het_verzoek: Wijzigingsverzoek, *, adviesformulier: Adviesformulier | None = None,
    besluitformulier: Wijzigingsbesluitformulier | None = None, fout: Formulier | None = None,
) -> tuple[str, int]:  # fmt: skip
    ik, gevolg = vereis_kijker(), Gevolg.van_json(het_verzoek.gevolg)
    markeer(het_verzoek.aanvraag.tranche)
    lopend = het_verzoek.status in LOPEND
    eigen = lopend and ik.heeft(Rol.BEHANDELAAR) and het_verzoek.behandelaar_id == ik.gebruiker.id
    waarom = kan_niet = ""
    if eigen and het_verzoek.status is Verzoekstatus.IN_BEHANDELING:
        waarom = wijzigingsbesluit.waarom_niet(het_verzoek)
        kan_niet = waarom or wijzigingsbesluit.waarom_niet_toestaan(het_verzoek)
    waarden: dict[str, Any] = {
        "mag_oppakken": lopend and not eigen and ik.heeft(Rol.BEHANDELAAR), "eigen": eigen, "waarom": waarom,
        "reden": wijzigingen.reden_van(het_verzoek),
        "kan_niet": "" if waarom else kan_niet, "gevraagd": zinnen_van(het_verzoek.gegevens, gevolg),
        "adviesformulier": adviesformulier or Adviesformulier(formdata=None, obj=het_verzoek),
        "besluitformulier": besluitformulier or Wijzigingsbesluitformulier(formdata=None),
    }  # fmt: skip
    return render_template(
        "wijziging/behandelen.html", verzoek=het_verzoek, aanvraag=het_verzoek.aanvraag, gevolg=gevolg, fout=fout,
        formulier=fout or Formulier(formdata=None), statuswoorden=STATUSWOORDEN, statuskleuren=STATUSKLEUREN, **waarden,
    ), 422 if fout is not None else 200  # fmt: skip
