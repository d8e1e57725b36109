"""Pages about payment orders: the list, drawing up for a tranche, approving a selection, one order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.forms import Formulier
from subsidie.accounts.gemeente_rekening import leesbaar
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import mag_openen, vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.lijst import lees_staat
from subsidie.platform.lijstdownload import lijst_als_download
from subsidie.realisatie import betaalopdrachten as opdrachten
from subsidie.realisatie.betaal_forms import Btwformulier, Gezienformulier, Vervalformulier
from subsidie.realisatie.betaalbeeld import (
    Opdrachtbeeld,
    lees_goed_te_keuren,
    lees_opdracht,
    lees_opstelbeeld,
)
from subsidie.realisatie.betaallijst import als_rijen, betalingenlijst, toont_voorbeeld
from subsidie.realisatie.betaalmodellen import Opdrachtstatus
from subsidie.realisatie.betaalwoorden import BELETSELEN, SOORTEN, STATUSSEN, wat
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.transactie import schrijfgrens
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("betalingen", __name__)

MENU = (
    Menukeuze(
        "Betalingen", "betalingen.lijst", frozenset({Rol.FINANCIEEL.value, Rol.AUDITOR.value}), 76,
        onder=("betalingen", "betaalbestanden"),
    ),
)  # fmt: skip

LANGSTE_KENMERK: Final = 60
MEESTE_GEKOZEN: Final = 1_000

Pagina = str | Response | tuple[str, int]


@bp.get("/betalingen")
@voor_rollen(*HELE_TRANCHE)
def lijst() -> str | Response:
    """Every payment order, what is to be paid first on top."""
    ik, moment = vereis_kijker(), nu()
    overzicht = betalingenlijst(ik, dag_in_amsterdam(moment))
    staat = lees_staat(overzicht.lijst, request.args)
    if staat.uitvoer:
        regels = overzicht.alles(staat)
        return lijst_als_download(
            overzicht.lijst, staat, als_rijen(regels), naam="betalingen", voorbeeld=toont_voorbeeld(regels)
        )
    pagina, som_cent = overzicht.pagina(staat)
    markeer_voorbeeld(toont_voorbeeld(pagina.rijen))
    return render_template(
        "betalingen/lijst.html", lijst=overzicht.lijst, staat=staat, pagina=pagina, som_cent=som_cent,
        soorten=SOORTEN, mag=ik.heeft(Rol.FINANCIEEL),
    )  # fmt: skip


@bp.route("/tranches/<code>/betalingen/opstellen", methods=["GET", "POST"])
@voor_rollen(Rol.FINANCIEEL)
def opstellen(code: str) -> Pagina:
    """What is due in a tranche and what stands in the way; drawing up what is shown (``aanvraag=`` narrows it).

    Two forms: of what is complete, and of what needs somebody to look at the VAT first (``groep=btw``).
    """
    tranche = _tranche(code)
    met_btw = request.form.get("groep") == "btw"
    gewoon, btw = Gezienformulier(formdata=None), Btwformulier(formdata=None)
    if request.method != "POST":
        return _opstelpagina(tranche, gewoon, btw)
    formulier: Gezienformulier = Btwformulier() if met_btw else Gezienformulier()
    if formulier.validate():
        try:
            with schrijfgrens():
                tranche = tranche_op_adres(code)
                beeld = lees_opstelbeeld(tranche, nu(), alleen=_alleen())
                voorstellen = beeld.zonder_btw if met_btw else beeld.klaar
                gedaan = opdrachten.stel_op(
                    tranche, gezien=formulier.gezien.data or "", door=vereis_kijker().gebruiker, nu=nu(),
                    zonder_btw_akkoord=met_btw, alleen=[een.aanvraag.id for een in voorstellen],
                )  # fmt: skip
                n, over = len(gedaan.opdrachten), gedaan.overgeslagen
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            _meld_opgesteld(n, over)
            return redirect(url_for("betalingen.lijst", tranche=code, status=Opdrachtstatus.OPGESTELD.value))
    pagina = _opstelpagina(_tranche(code), gewoon if met_btw else formulier, formulier if met_btw else btw)
    return pagina, 422


@bp.post("/tranches/<code>/betalingen/rekeningen")
@voor_rollen(Rol.FINANCIEEL)
def rekeningen(code: str) -> Response:
    """Ask the municipalities without an accepted account for one."""
    if not Formulier().validate_on_submit():
        flash("Dat ging niet goed. Probeer het nog eens.", "fout")
    else:
        try:
            with schrijfgrens():
                gevraagd = opdrachten.vraag_rekeningen(
                    tranche_op_adres(code), door=vereis_kijker().gebruiker, nu=nu()
                )
        except Domeinfout as fout:
            flash(str(fout), "fout")
        else:
            flash(f"Gevraagd om een rekeningnummer: {aantal(gevraagd, 'gemeente', 'gemeenten')}.", "goed")
    return redirect(url_for("betalingen.opstellen", code=code))


@bp.route("/betalingen/goedkeuren", methods=["GET", "POST"])
@voor_rollen(Rol.FINANCIEEL)
def goedkeuren() -> Pagina:
    """The orders that a colleague drew up: choose which to approve."""
    formulier = Formulier()
    if not formulier.is_submitted():
        return _goedkeurpagina(formulier, gekozen=(), alles=request.args.get("alles") == "ja")
    gekozen = tuple(dict.fromkeys(een[:LANGSTE_KENMERK] for een in request.form.getlist("opdracht")))
    if formulier.validate():
        if not gekozen or len(gekozen) > MEESTE_GEKOZEN:
            formulier.form_errors.append(
                f"Kies ten minste één opdracht, en hoogstens {MEESTE_GEKOZEN} tegelijk."
            )
        else:
            try:
                with schrijfgrens():
                    n = opdrachten.keur_goed(
                        [opdrachten.get_opdracht(een) for een in gekozen], door=vereis_kijker().gebruiker, nu=nu()
                    )  # fmt: skip
            except Domeinfout as fout:
                formulier.toon(fout)
            else:
                flash(f"Goedgekeurd: {aantal(n, 'opdracht', 'opdrachten')}.", "goed")
                return redirect(url_for("betalingen.lijst", status=Opdrachtstatus.GOEDGEKEURD.value))
    return _goedkeurpagina(formulier, gekozen=gekozen), 422


@bp.get("/betalingen/<kenmerk>")
@voor_rollen(*HELE_TRANCHE)
def opdracht(kenmerk: str) -> str:
    """One order: to whom, how much, why, who drew it up and who approved it."""
    return render_template("betalingen/opdracht.html", **_beeld(kenmerk))


@bp.route("/betalingen/<kenmerk>/vervallen", methods=["GET", "POST"])
@voor_rollen(Rol.FINANCIEEL)
def vervallen(kenmerk: str) -> Pagina:
    """Withdraw an order, after one question more."""
    formulier = Vervalformulier()
    if formulier.validate_on_submit():
        try:
            with schrijfgrens():
                opdrachten.laat_vervallen(
                    opdrachten.get_opdracht(kenmerk[:LANGSTE_KENMERK]), reden=formulier.reden.data or "",
                    door=vereis_kijker().gebruiker, nu=nu(),
                )  # fmt: skip
        except NietGevonden:
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(f"Betaalopdracht {kenmerk} is vervallen.", "goed")
            return redirect(url_for("betalingen.opdracht", kenmerk=kenmerk))
    pagina = render_template(
        "betalingen/vervallen.html", formulier=formulier, **_beeld(kenmerk),
        terug=url_for("betalingen.opdracht", kenmerk=kenmerk),
    )  # fmt: skip
    return (pagina, 422) if formulier.is_submitted() else pagina


def _alleen() -> frozenset[str]:
    return frozenset(een[:LANGSTE_KENMERK] for een in request.args.getlist("aanvraag"))


def _opstelpagina(tranche: Tranche, gewoon: Formulier, btw: Formulier) -> str:
    alleen = _alleen()
    return render_template(
        "betalingen/opstellen.html", tranche=tranche, gewoon=gewoon, btw=btw, alleen=sorted(alleen),
        beeld=lees_opstelbeeld(tranche, nu(), alleen=alleen), beletselen=BELETSELEN, soorten=SOORTEN, wat=wat,
        leesbaar=leesbaar,
    )  # fmt: skip


def _goedkeurpagina(formulier: Formulier, *, gekozen: Sequence[str], alles: bool = False) -> str:
    beeld = lees_goed_te_keuren(vereis_kijker().gebruiker)
    markeer_voorbeeld(any(een.aanvraag.tranche.aard is not Trancheaard.ECHT for een in beeld.alle))
    return render_template(
        "betalingen/goedkeuren.html", formulier=formulier, beeld=beeld, gekozen=gekozen, alles=alles,
        soorten=SOORTEN, wat=wat, leesbaar=leesbaar,
    )  # fmt: skip


def _beeld(kenmerk: str) -> dict[str, Any]:
    ik, moment = vereis_kijker(), nu()
    beeld: Opdrachtbeeld = lees_opdracht(kenmerk[:LANGSTE_KENMERK], ik, dag_in_amsterdam(moment))
    markeer(beeld.opdracht.aanvraag.tranche)
    return {
        "beeld": beeld, "opdracht": beeld.opdracht, "soorten": SOORTEN, "stand": STATUSSEN[beeld.opdracht.status],
        "mag_bestand": mag_openen("betaalbestanden.bestand"),
    }  # fmt: skip


def _meld_opgesteld(n: int, overgeslagen: Sequence[tuple[str, str]]) -> None:
    if n:
        flash(
            f"Opgesteld: {aantal(n, 'betaalopdracht', 'betaalopdrachten')}. Een collega keurt ze goed.",
            "goed",
        )
    for nummer, reden in overgeslagen[:5]:
        flash(f"Niet opgesteld voor {nummer}: {reden}", "let_op")
    if len(overgeslagen) > 5:
        flash(f"En nog {len(overgeslagen) - 5} aanvragen. Vraag het een collega.", "let_op")


def _tranche(code: str) -> Tranche:
    tranche = tranche_op_adres(code)
    markeer(tranche)
    return tranche
