"""The test beforehand: for anyone, without an account. Nothing is stored; the answers stand in the address."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from subsidie.aanvragen.vooraf import toets
from subsidie.aanvragen.voorafformulier import formulier_voor
from subsidie.aanvragen.voorafplan import Moment
from subsidie.aanvragen.voorafwoorden import OORDELEN, SLOTSOM
from subsidie.accounts.gemeentekeuze import list_keuzen
from subsidie.accounts.toegang import openbaar
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.lezen import als_definitie
from subsidie.tranches.merk import markeer
from subsidie.tranches.overzicht import stand_van
from subsidie.tranches.vraagservice import staat_open_voor_vragen
from subsidie.tranches.woorden import ZEKERHEDEN
from subsidie.web.klok import nu

bp = Blueprint("vooraf", __name__)


@bp.get("/vooraf/<code>")
@openbaar
def vooraf(code: str) -> str | tuple[str, int]:
    """A few questions, and whether the plan can qualify under the rules of this tranche."""
    tranche, moment = tranche_op_adres(code), nu()
    markeer(tranche)
    definitie = als_definitie(tranche)
    if not definitie.regels.kent_aanvragen:
        return render_template("vooraf/geen_aanvragen.html", tranche=tranche)
    venster = definitie.tijdvakken[-1] if definitie.tijdvakken else None
    opent, sluit = (venster.opent, venster.sluit) if venster else (None, None)
    vandaag = dag_in_amsterdam(moment)
    formulier = formulier_voor(definitie.regels, request.args)
    gevraagd = any(veld.name in request.args for veld in formulier)
    goed = gevraagd and formulier.validate()
    uitkomst = None
    if goed:
        dagen = Moment(
            vandaag, dag_in_amsterdam(opent) if opent else None, dag_in_amsterdam(sluit) if sluit else None
        )
        uitkomst = toets(formulier.plan(), definitie.regels, dagen)
    return render_template(
        "vooraf/toets.html", tranche=tranche, formulier=formulier, uitkomst=uitkomst, oordelen=OORDELEN,
        slotsom=SLOTSOM, zekerheden=ZEKERHEDEN, gemeenten=list_keuzen(vandaag),
        stand=stand_van(tranche.status, opent, sluit, nu=moment), kan_aanvragen=staat_open_voor_vragen(tranche),
    ), 422 if gevraagd and not goed else 200  # fmt: skip
