"""What a version of an application changed, for both sides."""

from __future__ import annotations

from flask import Blueprint, render_template

from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.aanvragen.versielezer import vergelijk
from subsidie.accounts.groepen import AANVRAGEN_LEZEN
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.tranches.merk import markeer
from subsidie.tranches.service import regels

bp = Blueprint("verschillen", __name__, url_prefix="/aanvragen")


@bp.get("/<nummer>/verschillen/<int(max=2147483647):versie>")
@voor_rollen(*AANVRAGEN_LEZEN)
def pagina(nummer: str, versie: int) -> str:
    """Version ``versie`` against the one before it, part by part."""
    aanvraag = get_aanvraag(nummer, voor=vereis_kijker())
    markeer(aanvraag.tranche)
    gevonden = vergelijk(aanvraag, versie, regels(aanvraag.tranche))
    return render_template("aanvullen/verschillen.html", aanvraag=aanvraag, vergelijking=gevonden)
