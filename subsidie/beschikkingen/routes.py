"""The page with decisions."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request

from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beschikkingen.queries import besluitenlijst, toont_voorbeeld
from subsidie.platform.lijst import bestand_van, lees_staat
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.voorbeeld import VOORBEELD, markeer_voorbeeld

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
        let_op = VOORBEELD if toont_voorbeeld(regels) else ""
        inhoud = bestand_van(overzicht.lijst, staat, overzicht.als_rijen(regels), let_op=let_op, nu=nu())
        return download(inhoud, f"besluiten.{staat.uitvoer}", staat.uitvoer)
    pagina, totalen = overzicht.pagina(staat)
    markeer_voorbeeld(toont_voorbeeld(pagina.rijen))
    return render_template(
        "beschikkingen/lijst.html", lijst=overzicht.lijst, staat=staat, pagina=pagina, totalen=totalen
    )
