"""The page with decisions."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request

from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beschikkingen.queries import besluitenlijst, toont_voorbeeld
from subsidie.platform.lijst import lees_staat
from subsidie.platform.lijstdownload import lijst_als_download
from subsidie.web.menu import Menukeuze
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("beschikkingen", __name__)

BESLUITEN_LEZEN: Final = GEMEENTE | HELE_TRANCHE
"""Who reviews an application sees what was decided on it on its own page, not a list of decisions."""

MENU = (Menukeuze("Besluiten", "beschikkingen.lijst", BESLUITEN_LEZEN, 40),)


@bp.get("/besluiten")
@voor_rollen(*BESLUITEN_LEZEN)
def lijst() -> str | Response:
    """The decisions that the viewer may see: filtered, sorted, a page at a time, or all of them as a file."""
    overzicht = besluitenlijst(vereis_kijker())
    staat = lees_staat(overzicht.lijst, request.args)
    if staat.uitvoer:
        regels = overzicht.alles(staat)
        rijen = overzicht.als_rijen(regels)
        return lijst_als_download(
            overzicht.lijst, staat, rijen, naam="besluiten", voorbeeld=toont_voorbeeld(regels)
        )
    pagina, totalen = overzicht.pagina(staat)
    markeer_voorbeeld(toont_voorbeeld(pagina.rijen))
    return render_template(
        "beschikkingen/lijst.html", lijst=overzicht.lijst, staat=staat, pagina=pagina, totalen=totalen
    )
