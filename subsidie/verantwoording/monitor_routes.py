"""The monitor over tranches: where homes are asked, awarded and built; every view is an address."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.toegang import voor_rollen
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.tabel import als_csv, als_xlsx
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.verantwoording.monitor import MATEN
from subsidie.verantwoording.monitorbeeld import honderdsten, lees_monitor, monitortabel
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.voorbeeld import VOORBEELD, markeer_voorbeeld

bp = Blueprint("monitor", __name__)
MENU = (Menukeuze("Monitor", "monitor.pagina", HELE_TRANCHE, 60),)


@bp.get("/monitor")
@voor_rollen(*HELE_TRANCHE)
def pagina() -> str | Response:
    """The counts that the address asks, with the map; or the same as a file."""
    moment = nu()
    beeld = lees_monitor(request.args, dag=dag_in_amsterdam(moment))
    uitvoer = request.args.get("uitvoer", "")
    if uitvoer in ("csv", "xlsx"):
        tabel = monitortabel(beeld, VOORBEELD if beeld.is_voorbeeld else "")
        inhoud = als_csv(tabel) if uitvoer == "csv" else als_xlsx(tabel, moment=moment)
        return download(inhoud, f"monitor.{uitvoer}", uitvoer)
    markeer_voorbeeld(beeld.is_voorbeeld)
    return render_template(
        "verantwoording/monitor.html", beeld=beeld, maten=MATEN.items(), aarden=tuple(Woonruimteaard),
        honderdsten=honderdsten,
    )  # fmt: skip
