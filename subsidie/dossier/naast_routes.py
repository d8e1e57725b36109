"""The page with what stands beside an application; nothing of it is for a municipality."""

from __future__ import annotations

from flask import Blueprint, render_template

from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.dossier.aanvraaggegevens import MEELEZERS
from subsidie.dossier.naast import zet_naast
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu

bp = Blueprint("naast", __name__, url_prefix="/aanvragen")


@bp.get("/<nummer>/naast")
@voor_rollen(*MEELEZERS)
def pagina(nummer: str) -> str:
    """Side by side: the version before, other applications of the municipality, the same place, other support."""
    ik = vereis_kijker()
    aanvraag = get_aanvraag(nummer, voor=ik)
    markeer(aanvraag.tranche)
    return render_template(
        "naast/pagina.html", aanvraag=aanvraag, naast=zet_naast(aanvraag, voor=ik, nu=nu())
    )
