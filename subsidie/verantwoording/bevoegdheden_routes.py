"""Access rights and their history, for the auditor."""

from __future__ import annotations

from flask import Blueprint, Response

from subsidie.accounts.beheer_bp import toon_lijst
from subsidie.accounts.groepen import CONTROLE
from subsidie.accounts.toegang import voor_rollen
from subsidie.verantwoording.bevoegdheden import (
    SOORTEN,
    als_cellen,
    bevoegdheidlijst,
    bevoegdheidvraag,
    in_woorden,
    laatste_dag,
)

bp = Blueprint("bevoegdheden", __name__, url_prefix="/controle/bevoegdheden")


@bp.get("")
@voor_rollen(*CONTROLE)
def lijst() -> str | Response:
    """Who could do what: filtered by day, sorted, a page at a time, or all of it as a file."""
    return toon_lijst(
        "verantwoording/bevoegdheden.html", bevoegdheidlijst(), bevoegdheidvraag(),
        lambda rijen, _nu: map(als_cellen, rijen), "bevoegdheden",
        lambda _: {"soorten": SOORTEN, "in_woorden": in_woorden, "laatste_dag": laatste_dag},
    )  # fmt: skip
