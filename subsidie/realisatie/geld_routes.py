"""The money of a tranche: every euro of the ceiling in one part, and the rows behind each number."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, current_app, render_template, request, url_for

from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import mag_openen, vereis_kijker, voor_rollen
from subsidie.platform.tabel import als_csv, als_xlsx
from subsidie.realisatie.geldbeeld import NAMEN, UITLEG, VIEWBOX, Geldregel, geldtabel, lees_geldpagina
from subsidie.realisatie.geldregels import Gelddeel
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.voorbeeld import VOORBEELD

bp = Blueprint("geld", __name__)

MEESTE_RIJEN: Final = 200


@bp.get("/tranches/<code>/geld")
@voor_rollen(*HELE_TRANCHE)
def pagina(code: str) -> str | Response:
    """The flow, the sum that holds, and with ``?deel=`` the applications behind one number."""
    tranche, moment = tranche_op_adres(code), nu()
    markeer(tranche)
    geld = lees_geldpagina(tranche, moment)
    vorm = request.args.get("uitvoer")
    if geld is not None and vorm in ("xlsx", "csv"):
        let_op = VOORBEELD if tranche.aard is not Trancheaard.ECHT else ""
        tabel = geldtabel(tranche, geld, let_op)
        inhoud = als_csv(tabel) if vorm == "csv" else als_xlsx(tabel, moment=moment)
        return download(inhoud, f"geld-{tranche.code}.{vorm}", vorm)
    deel = next((een for een in Gelddeel if een.value == request.args.get("deel")), None)
    regels: tuple[Geldregel, ...] = ()
    if geld is not None:
        regels = geld.van(deel) if deel is not None else geld.met_geld
    ik = vereis_kijker()
    return render_template(
        "geld/pagina.html", tranche=tranche, geld=geld, deel=deel, regels=regels[:MEESTE_RIJEN],
        meer=max(0, len(regels) - MEESTE_RIJEN), namen=NAMEN, uitleg=UITLEG, viewbox=VIEWBOX,
        lijsten=_lijsten(tranche), mag_opstellen=ik.heeft(Rol.FINANCIEEL), vrij=Gelddeel.VRIJ,
    )  # fmt: skip


def _lijsten(tranche: Tranche) -> dict[str, str]:
    """Where the list behind each step of the flow is, as far as this program has it and the viewer may see it."""
    doelen: dict[str, tuple[str, dict[str, Any]]] = {
        "gevraagd": ("dossier.aanvragen", {"tranche": tranche.code}),
        "toegekend": (
            "beschikkingen.lijst",
            {"tranche": tranche.code, "status": "bekendgemaakt", "vervangen": "nee"},
        ),
        "betaald": ("betalingen.lijst", {"tranche": tranche.code, "status": "betaald"}),
        "gebouwd": ("trancherealisatie.pagina", {"code": tranche.code}),
        "vastgesteld": ("beschikkingen.lijst", {"tranche": tranche.code, "soort": "vaststelling"}),
        "vorderingen": ("vorderingen.lijst", {"tranche": tranche.code}),
        "cijfers": ("cijfers.pagina", {"code": tranche.code}),
    }
    return {
        naam: url_for(eindpunt, **waarden)
        for naam, (eindpunt, waarden) in doelen.items()
        if eindpunt in current_app.view_functions and mag_openen(eindpunt)
    }
