"""The pages of the tranches themselves: the list of all, and the rules of one."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from subsidie.accounts.toegang import ingelogd, vereis_kijker
from subsidie.platform.tabel import als_csv, als_xlsx
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.overzicht import list_overzicht
from subsidie.tranches.regelpagina import regelpagina, regeltabel
from subsidie.tranches.woorden import ZEKERHEDEN
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.toegang import INGELOGD
from subsidie.web.voorbeeld import VOORBEELD, markeer_voorbeeld

bp = Blueprint("tranches", __name__)

MENU = (
    Menukeuze("Tranches", "tranches.lijst", frozenset({INGELOGD}), 25, onder=("tranches", "dossier.tranche")),
)


@bp.get("/tranches")
@ingelogd
def lijst() -> str:
    """Every tranche: where it stands, its window and its ceiling."""
    tranches = list_overzicht(nu=nu())
    markeer_voorbeeld(any(tranche.is_voorbeeld for tranche in tranches))
    return render_template("tranches/lijst.html", tranches=tranches)


@bp.get("/tranches/<code>/regels")
@ingelogd
def regels(code: str) -> str | Response:
    """The rules of a tranche with source and certainty; the rules are public, who recorded them is not."""
    tranche = tranche_op_adres(code)
    is_voorbeeld = tranche.aard is not Trancheaard.ECHT
    pagina = regelpagina(tranche, request.args, met_namen=vereis_kijker().is_ministerie)
    if pagina.uitvoer:
        tabel = regeltabel(pagina, naam=tranche.naam, let_op=VOORBEELD if is_voorbeeld else "")
        inhoud = als_csv(tabel) if pagina.uitvoer == "csv" else als_xlsx(tabel, moment=nu())
        return download(inhoud, f"regels-{tranche.code}.{pagina.uitvoer}", pagina.uitvoer)
    markeer_voorbeeld(is_voorbeeld)
    return render_template(
        "tranches/regels.html", tranche=tranche, pagina=pagina, zekerheden=ZEKERHEDEN, alle=tuple(Zekerheid)
    )
