"""The page with the statutory rates of interest: which count, until when, and adding one."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import InputRequired

from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.rentebeheer import (
    bevestig,
    get_percentage,
    laat_vervallen,
    lees_tabel,
    list_ingevoerd,
    voer_in,
)
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("rentetabel", __name__, url_prefix="/wettelijke-rente")

MENU = (
    Menukeuze(
        "Wettelijke rente", "rentetabel.pagina", frozenset({Rol.BEHEERDER.value}), 95, onder=("rentetabel",)
    ),
)

Pagina = str | Response | tuple[str, int]
_DAG = "Vul een datum in, bijvoorbeeld 1-7-2026."


class Heelgetal(IntegerField):
    """A whole number, with a message in Dutch for anything else."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. Raises ``ValueError`` with the message."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Vul een heel getal in.") from None


class Percentageformulier(Formulier):
    """A rate with its source."""

    vanaf = DateField("Geldt vanaf", validators=[InputRequired(_DAG)])
    tot = DateField(
        "Bekend tot en met", validators=[InputRequired(_DAG)],
        description="De laatste dag waarvan de bron zegt dat dit percentage geldt.",
    )  # fmt: skip
    procent = Heelgetal("Percentage per jaar", validators=[InputRequired("Vul een heel getal in.")])
    bron = StringField(
        "Bron", validators=[InputRequired("Schrijf waar dit staat.")],
        description="Het besluit over de wettelijke rente, met het nummer van het Staatsblad.",
    )  # fmt: skip


class Stapformulier(Formulier):
    """A button: nothing but the token."""


@bp.get("")
@voor_rollen(*HELE_TRANCHE, Rol.BEHEERDER)
def pagina() -> str:
    """The rates that count, what waits for a second beheerder, and the form of who may add one."""
    return _toon(Percentageformulier(formdata=None))


@bp.post("/invoeren")
@voor_rollen(Rol.BEHEERDER)
def invoeren() -> Pagina:
    """Enter a rate; another beheerder confirms it."""
    formulier = Percentageformulier()
    if formulier.validate():
        try:
            vanaf, tot, procent = formulier.vanaf.data, formulier.tot.data, formulier.procent.data
            if vanaf is None or tot is None or procent is None:
                raise OngeldigeInvoer.van("vanaf", _DAG)
            with schrijfgrens():
                voer_in(
                    vanaf=vanaf, tot=tot, procent=procent, bron=formulier.bron.data or "",
                    door=vereis_kijker().gebruiker, nu=nu(),
                )  # fmt: skip
        except NietBevoegd:
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash("Het percentage is ingevoerd. Een andere beheerder bevestigt het.", "goed")
            return redirect(url_for("rentetabel.pagina"))
    return _toon(formulier), 422


@bp.post("/<int:nummer>/bevestigen")
@voor_rollen(Rol.BEHEERDER)
def bevestigen(nummer: int) -> Pagina:
    """Let a rate that another beheerder entered count."""
    return _stap(
        lambda: bevestig(get_percentage(nummer), door=vereis_kijker().gebruiker, nu=nu()),
        "Het percentage is bevestigd en telt mee.",
    )


@bp.post("/<int:nummer>/vervallen")
@voor_rollen(Rol.BEHEERDER)
def vervallen(nummer: int) -> Pagina:
    """Take back a rate that nobody confirmed."""
    return _stap(
        lambda: laat_vervallen(get_percentage(nummer), door=vereis_kijker().gebruiker, nu=nu()),
        "Het percentage is teruggenomen.",
    )


def _stap(stap: Callable[[], None], gedaan: str) -> Pagina:
    """One step in one transaction; what is refused stands above the list."""
    formulier = Stapformulier()
    if formulier.validate():
        try:
            with schrijfgrens():
                stap()
        except NietGevonden:
            raise
        except Domeinfout as fout:
            formulier.toon(fout)
        else:
            flash(gedaan, "goed")
            return redirect(url_for("rentetabel.pagina"))
    return _toon(Percentageformulier(formdata=None), formulier), 422


def _toon(formulier: Percentageformulier, stap: Formulier | None = None) -> str:
    ik, ingevoerd = vereis_kijker(), list_ingevoerd()
    return render_template(
        "vorderingen/rentetabel.html", tabel=lees_tabel(), vandaag=dag_in_amsterdam(nu()), formulier=formulier,
        stap=stap, open=[een for een in ingevoerd if een.bevestigd_op is None and not een.vervallen],
        eerder=[een for een in ingevoerd if een.bevestigd_op is not None or een.vervallen],
        mag=ik.heeft(Rol.BEHEERDER), wie_id=ik.gebruiker.id,
    )  # fmt: skip
