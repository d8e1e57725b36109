"""The audit trail for the auditor: the list, one event, and the verification of the chain."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request

from subsidie.accounts.groepen import CONTROLE
from subsidie.accounts.toegang import voor_rollen
from subsidie.platform.lijst import lees_staat
from subsidie.platform.lijstdownload import lijst_als_download
from subsidie.verantwoording.ketenstand import verifieer
from subsidie.verantwoording.queries import controlespoor, get_gebeurtenis
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.voorbeeld import markeer_voorbeeld

bp = Blueprint("verantwoording", __name__, url_prefix="/controle")

MENU = (
    Menukeuze(
        "Controlespoor", "verantwoording.gebeurtenissen", frozenset(rol.value for rol in CONTROLE), 70,
        onder=("verantwoording",),
    ),
)  # fmt: skip

_EEN = "/gebeurtenissen/<int(min=1, max=2147483646):volgnummer>"


@bp.get("/gebeurtenissen")
@voor_rollen(*CONTROLE)
def gebeurtenissen() -> str | Response:
    """Every event: filtered, sorted, a page at a time, or all of them as a file."""
    spoor = controlespoor()
    staat = lees_staat(spoor.lijst, request.args)
    if staat.uitvoer:
        return lijst_als_download(
            spoor.lijst, staat, spoor.cellen(staat), naam="controlespoor", voorbeeld=spoor.voorbeeld
        )
    markeer_voorbeeld(spoor.voorbeeld)
    return render_template(
        "verantwoording/gebeurtenissen.html", spoor=spoor, staat=staat, pagina=spoor.pagina(staat)
    )


@bp.get(_EEN)
@voor_rollen(*CONTROLE)
def gebeurtenis(volgnummer: int) -> str:
    """One event whole, with what its hash is computed from."""
    return render_template("verantwoording/gebeurtenis.html", detail=get_gebeurtenis(volgnummer))


@bp.get(f"{_EEN}.json")
@voor_rollen(*CONTROLE)
def gebeurtenis_json(volgnummer: int) -> Response:
    """The very bytes of which the hash of an event is the SHA-256."""
    inhoud = get_gebeurtenis(volgnummer).tekst_om_te_hashen
    return download(inhoud, f"gebeurtenis-{volgnummer}.json", "json")


@bp.get("/keten")
@voor_rollen(*CONTROLE)
def keten() -> str:
    """Verify the whole chain now, and show the verdict."""
    moment = nu()
    stand = verifieer(current_app.extensions["instellingen"])
    return render_template("verantwoording/keten.html", stand=stand, nu=moment)
