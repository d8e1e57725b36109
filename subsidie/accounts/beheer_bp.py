"""The blueprint of the pages about accounts, and what they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Response, current_app, render_template, request

from subsidie.accounts.forms import Formulier
from subsidie.accounts.lijsten import alle_rijen
from subsidie.config import Omgeving
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.lijst import Lijst, Pagina, bestand_van, lees_staat, pagina_van
from subsidie.web.antwoord import download
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from subsidie.web.voorbeeld import VOORBEELD

T = TypeVar("T")

bp = Blueprint("beheer", __name__, url_prefix="/beheer")


def voer_uit(formulier: Formulier, stap: Callable[[], T]) -> T | None:
    """Do ``stap`` in one transaction; what the domain refuses undoes it whole and is shown in the form.

    Raises ``NietGevonden``: what is not there is a page of its own.
    """
    try:
        with schrijfgrens():
            return stap()
    except NietGevonden:
        raise
    except Domeinfout as fout:
        formulier.toon(fout)
        return None


def toon_lijst(
    sjabloon: str, lijst: Lijst, vraag: Any, cellen: Callable[..., Any], naam: str,
    bij: Callable[[Pagina], dict[str, Any]] = lambda _: {},
) -> str | Response:  # fmt: skip
    """A list as a page, or the whole of it as a file when the address asks that.

    ``bij``: what the page shows besides, given the rows on it.
    """
    staat = lees_staat(lijst, request.args)
    if staat.uitvoer:
        rijen = list(cellen(alle_rijen(lijst, staat, vraag), nu()))
        is_demo = current_app.extensions["instellingen"].omgeving is Omgeving.DEMO
        inhoud = bestand_van(lijst, staat, rijen, let_op=VOORBEELD if is_demo else "", nu=nu())
        return download(inhoud, f"{naam}.{staat.uitvoer}", staat.uitvoer)
    pagina = pagina_van(db.session, lijst, staat, vraag)
    return render_template(sjabloon, lijst=lijst, staat=staat, pagina=pagina, **bij(pagina))
