"""My own interests: everybody of the ministry registers them, and ends them from the next day."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.beheer_forms import Eigenbelangformulier
from subsidie.accounts.belanginvoer import registreer_uit
from subsidie.accounts.belangregister import (
    beeindig_eigen_belang,
    eerste_dag_zonder,
    get_belang,
    get_partijbelang,
)
from subsidie.accounts.forms import Formulier
from subsidie.accounts.gemeentekeuze import list_keuzen
from subsidie.accounts.groepen import MINISTERIE
from subsidie.accounts.models import Belang
from subsidie.accounts.queries import list_belangen_van, naam_van_gemeente
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.web.klok import nu

bp = Blueprint("belangen", __name__, url_prefix="/account/belangen")


@bp.get("")
@voor_rollen(*MINISTERIE)
def mijn() -> str:
    """My interests, those that are over too."""
    regels = list_belangen_van(vereis_kijker().gebruiker, dag=dag_in_amsterdam(nu()))
    return render_template("accounts/belangen.html", regels=regels)


@bp.route("/nieuw", methods=["GET", "POST"])
@voor_rollen(*MINISTERIE)
def nieuw() -> str | Response | tuple[str, int]:
    """Register an interest of my own."""
    ik, formulier = vereis_kijker().gebruiker, Eigenbelangformulier()
    if not formulier.is_submitted():
        formulier.vanaf.data = dag_in_amsterdam(nu())
    elif formulier.validate():
        belang = voer_uit(formulier, lambda: registreer_uit(formulier, ik, door=ik, nu=nu()))
        if belang is not None:
            flash("Uw belang staat in het register.", "goed")
            return redirect(url_for("belangen.mijn"))
    return render_template(
        "accounts/belang_nieuw.html", formulier=formulier, gemeenten=list_keuzen(dag_in_amsterdam(nu()))
    ), 422 if formulier.is_submitted() else 200


@bp.route("/<any(gemeente, partij):waarin>/<int(max=2147483647):nummer>/beeindigen", methods=["GET", "POST"])
@voor_rollen(*MINISTERIE)
def beeindigen(waarin: str, nummer: int) -> str | Response | tuple[str, int]:
    """End an interest of my own; another's does not exist here."""
    ik, formulier = vereis_kijker().gebruiker, Formulier()
    belang = get_belang(nummer, van=ik) if waarin == "gemeente" else get_partijbelang(nummer, van=ik)
    if formulier.validate_on_submit():
        tot = voer_uit(formulier, lambda: beeindig_eigen_belang(belang, door=ik, nu=nu()))
        if tot is not None:
            flash(f"Uw belang stopt op {datum_nl(tot)}. Tot die dag geldt het nog.", "goed")
            return redirect(url_for("belangen.mijn"))
    naam = f"gemeente {naam_van_gemeente(belang.gm_code)}" if isinstance(belang, Belang) else belang.partij
    return render_template(
        "accounts/belang_beeindigen.html", formulier=formulier, belang=belang, waarin=naam,
        tot=belang.tot or eerste_dag_zonder(belang, nu=nu()), terug=url_for("belangen.mijn"),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip
