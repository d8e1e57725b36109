"""The page of SiSa: per year what municipalities accounted for, what is known here beside it, reading and exporting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import InputRequired

from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.tabel import als_csv, als_xlsx
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.verantwoording.sisa_beeld import als_bijlage, lees_beeld, uitleg_van
from subsidie.verantwoording.sisa_inlezen import INLEZERS, lees_in, sjabloon
from subsidie.web.antwoord import download
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from subsidie.web.uploads import controleer_grootte, neemt_bestanden
from subsidie.web.voorbeeld import VOORBEELD

bp = Blueprint("sisa", __name__, url_prefix="/tranches")

Pagina = str | Response | tuple[str, int]
HOOGSTE_BESTAND: Final = 10_000_000
MEESTE_GEBREKEN: Final = 100


class Inleesformulier(Formulier):
    """A file of one year."""

    jaar = IntegerField("Verantwoording over het jaar", validators=[InputRequired("Vul een jaar in.")])
    bestand: Any = FileField(
        "Bestand", validators=[FileRequired("Kies een bestand.")],
        description="XLSX (met een blad ‘sisa’) of CSV. Begin met het lege formulier.",
    )  # fmt: skip


@bp.get("/<code>/sisa")
@voor_rollen(*HELE_TRANCHE)
def pagina(code: str) -> str | Response:
    """The rows of a year (``jaar=``), in the layout of the annex as XLSX or CSV (``uitvoer=``)."""
    tranche = _tranche(code)
    beeld = lees_beeld(tranche, _jaar(), dag_in_amsterdam(nu()))
    if (uitvoer := request.args.get("uitvoer")) in ("csv", "xlsx"):
        let_op = VOORBEELD if tranche.aard is not Trancheaard.ECHT else ""
        tabel = als_bijlage(beeld, tranche, let_op)
        inhoud = als_csv(tabel) if uitvoer == "csv" else als_xlsx(tabel, moment=nu())
        return download(inhoud, f"sisa-{tranche.code}-{beeld.jaar}.{uitvoer}", uitvoer)
    return _toon(tranche, Inleesformulier(formdata=None), ())


@bp.get("/<code>/sisa/sjabloon.xlsx")
@voor_rollen(*HELE_TRANCHE)
def leeg_formulier(code: str) -> Response:
    """A workbook to fill in, with the municipalities that account."""
    tranche = _tranche(code)
    return download(sjabloon(tranche, moment=nu()), f"sisa-{tranche.code}-leeg.xlsx", "xlsx")


@bp.post("/<code>/sisa/inlezen")
@voor_rollen(*INLEZERS)
@neemt_bestanden(HOOGSTE_BESTAND, bestanden=1)
def inlezen(code: str) -> Pagina:
    """Record a file of one year: all of it, or nothing with every fault named."""
    formulier = Inleesformulier()
    gebreken: Sequence[Gebrek] = ()
    if formulier.validate():
        bestand, jaar = formulier.bestand.data, formulier.jaar.data or 0
        try:
            controleer_grootte(bestand, waar="bestand")
            with schrijfgrens():
                lees_in(
                    tranche_op_adres(code), jaar, bestand.filename or "", bestand.read(),
                    door=vereis_kijker().gebruiker, nu=nu(),
                )  # fmt: skip
        except NietBevoegd:
            raise
        except OngeldigeInvoer as fout:
            op_veld = [een for een in fout.gebreken if een.waar in formulier]
            gebreken = [een for een in fout.gebreken if een.waar not in formulier]
            if op_veld:
                formulier.toon(OngeldigeInvoer(op_veld))
            if gebreken:
                formulier.form_errors.append("Er is niets vastgelegd. Verbeter wat hieronder staat.")
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(f"De verantwoording over {jaar} is ingelezen.", "goed")
            return redirect(url_for("sisa.pagina", code=code, jaar=jaar))
    return _toon(_tranche(code), formulier, gebreken), 422


def _toon(tranche: Tranche, formulier: Inleesformulier, gebreken: Sequence[Gebrek]) -> str:
    ik, vandaag = vereis_kijker(), dag_in_amsterdam(nu())
    beeld = lees_beeld(tranche, _jaar(), vandaag)
    if not formulier.is_submitted():
        formulier.jaar.data = beeld.jaar
    return render_template(
        "sisa/pagina.html", tranche=tranche, beeld=beeld, uitleg=uitleg_van(beeld), formulier=formulier,
        gebreken=gebreken[:MEESTE_GEBREKEN], meer=len(gebreken) - MEESTE_GEBREKEN, mag=ik.heeft(*INLEZERS),
    )  # fmt: skip


def _jaar() -> int:
    """The year in the address, or the last that is over."""
    gevraagd, vorig = request.args.get("jaar", ""), dag_in_amsterdam(nu()).year - 1
    if gevraagd.isascii() and gevraagd.isdecimal() and len(gevraagd) == 4 and 2020 <= int(gevraagd) <= vorig:
        return int(gevraagd)
    return vorig


def _tranche(code: str) -> Tranche:
    tranche = tranche_op_adres(code)
    markeer(tranche)
    return tranche
