"""The public page of the tranches, and what a monitor asks."""

from __future__ import annotations

from flask import Blueprint, render_template

from subsidie.dossier.openbaar import list_openbaar

bp = Blueprint("dossier", __name__)


@bp.get("/")
def tranches() -> str:
    """Every tranche: ceilings with their source, the commitment before the draw, the outcome once notified."""
    return render_template("dossier/tranches.html", tranches=list_openbaar())
