"""The public pages of the tranches: for anyone, without an account."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request, session
from werkzeug.wrappers import Response

from subsidie.accounts.toegang import kijker, openbaar
from subsidie.dossier.openbaar import (
    get_bekende_verdeling,
    get_openbaar,
    list_openbaar,
    openbare_tabel,
)
from subsidie.kern.fouten import NietGevonden
from subsidie.platform.tabel import als_csv, als_xlsx
from subsidie.tranches.woorden import ZEKERHEDEN
from subsidie.verdeling.bestanden import bevroren_json, invoer_json, uitkomst_json
from subsidie.verdeling.queries import kenmerk_van
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("openbaar", __name__)

BEWAREN = 60
"""Seconds that a cache may keep a page: short, since an outcome is looked at on the day it is notified."""


@bp.get("/")
@openbaar
def tranches() -> Response:
    """Every tranche: window, ceiling, where it stands, and the outcome once notified."""
    lijst = list_openbaar(nu=nu())
    markeer_voorbeeld(any(overzicht.is_voorbeeld for overzicht, _ in lijst))
    return _pagina("openbaar/tranches.html", tranches=lijst)


@bp.get("/openbaar/<code>")
@openbaar
def tranche(code: str) -> Response:
    """One tranche: ceilings with their source, the commitment before the draw, and the outcome once notified."""
    gevonden = get_openbaar(code, nu=nu())
    uitvoer = request.args.get("uitvoer", "")
    if uitvoer in ("xlsx", "csv"):
        if gevonden.uitkomst is None:
            raise NietGevonden("Van deze tranche is nog geen uitkomst bekendgemaakt.")
        tabel = openbare_tabel(gevonden, gevonden.uitkomst)
        moment = gevonden.uitkomst.verdeling.vastgesteld_op or gevonden.uitkomst.verdeling.bevroren_op
        inhoud = als_csv(tabel) if uitvoer == "csv" else als_xlsx(tabel, moment=moment)
        return download(inhoud, f"uitkomst-{gevonden.code}.{uitvoer}", uitvoer)
    markeer_voorbeeld(gevonden.is_voorbeeld, oefening=gevonden.is_oefening)
    return _pagina("openbaar/tranche.html", tranche=gevonden, zekerheden=ZEKERHEDEN)


@bp.get("/openbaar/<code>/invoer.json")
@openbaar
def invoer(code: str) -> Response:
    """The input with the seed, from which anyone computes the outcome; only once every decision was notified."""
    verdeling = get_bekende_verdeling(code)
    return download(invoer_json(verdeling), f"invoer-{kenmerk_van(verdeling)}.json", "json")


@bp.get("/openbaar/<code>/bevroren-invoer.json")
@openbaar
def bevroren(code: str) -> Response:
    """The text of which the hash was published before the draw, to the byte."""
    verdeling = get_bekende_verdeling(code)
    return download(bevroren_json(verdeling), f"bevroren-invoer-{kenmerk_van(verdeling)}.json", "json")


@bp.get("/openbaar/<code>/uitkomst.json")
@openbaar
def uitkomst(code: str) -> Response:
    """The outcome as the rules gave it."""
    verdeling = get_bekende_verdeling(code)
    return download(uitkomst_json(verdeling), f"uitkomst-{kenmerk_van(verdeling)}.json", "json")


def _pagina(sjabloon: str, **waarden: object) -> Response:
    """A page that caches may keep for a while, unless it was made for one person (logged in, or a message)."""
    voor_iedereen = kijker() is None and not session
    antwoord = make_response(render_template(sjabloon, **waarden))
    if voor_iedereen:
        antwoord.headers["Cache-Control"] = f"public, max-age={BEWAREN}"
        antwoord.add_etag()
        antwoord.make_conditional(request)
    return antwoord
