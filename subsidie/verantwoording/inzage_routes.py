"""Who looked at personal data, for the auditor."""

from __future__ import annotations

from flask import Blueprint, Response

from subsidie.accounts.beheer_bp import toon_lijst
from subsidie.accounts.groepen import CONTROLE
from subsidie.accounts.toegang import voor_rollen
from subsidie.verantwoording.inzage import SOORTEN, als_cellen, inzagelijst, inzagevraag
from subsidie.verantwoording.plekken import plek_van

bp = Blueprint("inzage", __name__, url_prefix="/controle/inzage")


@bp.get("")
@voor_rollen(*CONTROLE)
def lijst() -> str | Response:
    """Every look: filtered, sorted, a page at a time, or all of it as a file."""
    return toon_lijst(
        "verantwoording/inzage.html", inzagelijst(), inzagevraag(), lambda rijen, _nu: map(als_cellen, rijen),
        "inzage", lambda _: {"soorten": SOORTEN, "plek_van": plek_van},
    )  # fmt: skip
