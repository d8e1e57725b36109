"""The annual report of a tranche and the progress letter over all of them: page, table and paper."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.documenten.models import Document
from subsidie.documenten.service import get_document, lees_bestand
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.tabel import als_xlsx
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.verantwoording import jaarbericht, voortgang
from subsidie.web.antwoord import download
from subsidie.web.app import instellingen_van
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from subsidie.web.voorbeeld import VOORBEELD, markeer_voorbeeld

bp = Blueprint("rapporten", __name__)


@bp.get("/tranches/<code>/jaarbericht")
@voor_rollen(*HELE_TRANCHE)
def jaar(code: str) -> str | Response:
    """What stood at the end of a year (``?jaar=``), of each award."""
    tranche, moment = tranche_op_adres(code), nu()
    markeer(tranche)
    bericht = jaarbericht.lees_jaarbericht(
        tranche, request.args.get("jaar", ""), vandaag=dag_in_amsterdam(moment)
    )
    if bericht is not None and request.args.get("uitvoer") == "xlsx":
        inhoud = als_xlsx(jaarbericht.jaartabel(tranche, bericht), moment=moment)
        return download(inhoud, f"jaarbericht-{tranche.code}-{bericht.jaar}.xlsx", "xlsx")
    return render_template(
        "verantwoording/jaarbericht.html", tranche=tranche, bericht=bericht,
        stukken=jaarbericht.list_stukken(tranche, bericht.jaar) if bericht else (),
        mag_vragen=vereis_kijker().heeft(*jaarbericht.VRAGERS),
    )  # fmt: skip


@bp.post("/tranches/<code>/jaarbericht/pdf")
@voor_rollen(*jaarbericht.VRAGERS)
def jaar_vragen(code: str) -> Response:
    """Freeze the figures of now and have a PDF made of them."""
    gekozen = request.form.get("jaar", "")
    _vraag(lambda: jaarbericht.vraag_jaarbericht_aan(
        tranche_op_adres(code), gekozen, door=vereis_kijker().gebruiker, nu=nu()
    ))  # fmt: skip
    return redirect(url_for("rapporten.jaar", code=code, jaar=gekozen or None, _anchor="stukken"))


@bp.get("/tranches/<code>/jaarbericht/<kenmerk>.pdf")
@voor_rollen(*HELE_TRANCHE)
def jaar_stuk(code: str, kenmerk: str) -> Response:
    """One of the papers of this tranche."""
    if not jaarbericht.is_jaarbericht(tranche_op_adres(code), kenmerk):
        raise NietGevonden("Dit stuk is er niet.")
    return _stuk(kenmerk)


@bp.get("/voortgang")
@voor_rollen(*HELE_TRANCHE)
def alles() -> str | Response:
    """All tranches together, with what was published."""
    moment = nu()
    stand = voortgang.lees_voortgang(nu=moment)
    is_voorbeeld = any(een.voorbeeld for een in stand.tranches)
    if request.args.get("uitvoer") == "xlsx":
        tabel = voortgang.voortgangtabel(stand, VOORBEELD if is_voorbeeld else "")
        return download(als_xlsx(tabel, moment=moment), "voortgang.xlsx", "xlsx")
    markeer_voorbeeld(is_voorbeeld)
    return render_template(
        "verantwoording/voortgang.html", stand=stand, stukken=voortgang.list_stukken(),
        mag_vragen=vereis_kijker().heeft(*voortgang.VRAGERS),
    )  # fmt: skip


@bp.post("/voortgang/pdf")
@voor_rollen(*voortgang.VRAGERS)
def alles_vragen() -> Response:
    """Freeze the figures of now and have a PDF made of them."""
    _vraag(lambda: voortgang.vraag_voortgang_aan(door=vereis_kijker().gebruiker, nu=nu()))
    return redirect(url_for("rapporten.alles", _anchor="stukken"))


@bp.get("/voortgang/<kenmerk>.pdf")
@voor_rollen(*HELE_TRANCHE)
def alles_stuk(kenmerk: str) -> Response:
    """One of the papers over all tranches."""
    if not kenmerk.startswith(voortgang.BEGIN):
        raise NietGevonden("Dit stuk is er niet.")
    return _stuk(kenmerk)


def _vraag(vraag) -> None:  # type: ignore[no-untyped-def]
    """Ask for a paper; how that went is told on the next page."""
    if not Formulier().validate_on_submit():
        flash("Dat ging niet goed. Probeer het nog eens.", "fout")
        return
    try:
        with schrijfgrens():
            stuk: Document = vraag()
            klaar = stuk.bestand_sha256 is not None
    except Domeinfout as fout:
        flash(str(fout), "fout")
    else:
        flash(
            "De PDF met deze cijfers was er al."
            if klaar
            else "De cijfers zijn vastgelegd. De PDF wordt gemaakt en staat straks op deze pagina.",
            "info",
        )


def _stuk(kenmerk: str) -> Response:
    document = get_document(kenmerk)
    inhoud = lees_bestand(document, LokaleOpslag(instellingen_van(current_app).opslag))
    return download(inhoud, f"{document.kenmerk}.pdf", "pdf")
