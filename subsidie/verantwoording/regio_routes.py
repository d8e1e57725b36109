"""The page where a beheerder brings a division of municipalities into regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired

from subsidie.accounts.forms import Formulier
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, OngeldigeInvoer
from subsidie.verantwoording.regio_inlezen import LANGSTE_BRON, LANGSTE_NAAM, lees_in, list_standen
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from subsidie.web.uploads import controleer_grootte, neemt_bestanden

bp = Blueprint("regios", __name__)

HOOGSTE_BESTAND: Final = 2_000_000
MEESTE_GEBREKEN: Final = 100


class Regioformulier(Formulier):
    """A division and its file."""

    naam = StringField(
        "Naam van de indeling", validators=[InputRequired("Geef de indeling een naam.")],
        description="Bijvoorbeeld: woondealregio.", render_kw={"maxlength": LANGSTE_NAAM},
    )  # fmt: skip
    jaar = IntegerField("Jaar", validators=[InputRequired("Vul een jaar in.")])
    bron = StringField(
        "Bron", validators=[InputRequired("Noem de bron.")], render_kw={"maxlength": LANGSTE_BRON}
    )
    bestand: Any = FileField(
        "Bestand", validators=[FileRequired("Kies een bestand.")],
        description="XLSX (met een blad ‘regio’) of CSV, met de kolommen gm_code en regio.",
    )  # fmt: skip


@bp.get("/beheer/regios")
@voor_rollen(Rol.BEHEERDER, Rol.AUDITOR)
def pagina() -> str:
    """What was read, and the form for another."""
    return _toon(Regioformulier(formdata=None), ())


@bp.post("/beheer/regios/inlezen")
@voor_rollen(Rol.BEHEERDER)
@neemt_bestanden(HOOGSTE_BESTAND, bestanden=1)
def inlezen() -> Response | tuple[str, int]:
    """Record a division: all of it, or nothing with every fault named."""
    formulier = Regioformulier()
    gebreken: Sequence[Gebrek] = ()
    if formulier.validate():
        bestand = formulier.bestand.data
        try:
            controleer_grootte(bestand, waar="bestand")
            with schrijfgrens():
                lees_in(
                    formulier.naam.data or "", formulier.jaar.data or 0, formulier.bron.data or "", bestand.read(),
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
            flash("De indeling is ingelezen. U kunt er in de monitor op optellen.", "goed")
            return redirect(url_for("regios.pagina"))
    return _toon(formulier, gebreken), 422


def _toon(formulier: Regioformulier, gebreken: Sequence[Gebrek]) -> str:
    return render_template(
        "verantwoording/regios.html", formulier=formulier, standen=list_standen(), gebreken=gebreken[:MEESTE_GEBREKEN],
        meer=len(gebreken) - MEESTE_GEBREKEN, mag=vereis_kijker().heeft(Rol.BEHEERDER),
    )  # fmt: skip
