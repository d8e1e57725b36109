"""The realisation of a tranche: what was promised, what stands, and which projects may not make it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.toegang import voor_rollen
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.lijst import lees_staat
from subsidie.platform.lijstdownload import lijst_als_download
from subsidie.realisatie.risico import VERSIE
from subsidie.realisatie.risicolijst import IN_GEVAAR, WOORDEN, als_rijen, kies, pagina_van, risicolijst
from subsidie.realisatie.tranchebeeld import lees_tranchebeeld
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Trancheaard
from subsidie.web.klok import nu

bp = Blueprint("trancherealisatie", __name__)


@bp.get("/tranches/<code>/realisatie")
@voor_rollen(*HELE_TRANCHE)
def pagina(code: str) -> str | Response:
    """Promised against delivered over time, and the projects by risk with the reasons."""
    tranche = tranche_op_adres(code)
    markeer(tranche)
    beeld = lees_tranchebeeld(tranche, dag_in_amsterdam(nu()))
    lijst = risicolijst(f"Realisatie {tranche.naam}", beeld.projecten)
    staat = lees_staat(lijst, request.args)
    gevonden = kies(beeld.projecten, staat)
    if staat.uitvoer:
        return lijst_als_download(
            lijst, staat, als_rijen(gevonden), naam=f"realisatie-{tranche.code}",
            voorbeeld=tranche.aard is not Trancheaard.ECHT,
        )  # fmt: skip
    return render_template(
        "realisatie/tranche.html", tranche=tranche, beeld=beeld, lijst=lijst, staat=staat,
        pagina=pagina_van(lijst, staat, gevonden), woorden=WOORDEN, versie=VERSIE,
        in_gevaar=[een.value for een in IN_GEVAAR],
        totalen=[("Nog te bouwen", sum(een.stand.te_leveren for een in gevonden)),
                 ("Voor wat er niet staat", sum(een.in_gevaar_cent for een in gevonden))],
    )  # fmt: skip
