"""Giving and ending roles of an account."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.accounts.beheer_bp import bp, voer_uit
from subsidie.accounts.beheer_forms import Eindeformulier, Rolformulier
from subsidie.accounts.beheren import beeindig_rol, get_roltoekenning
from subsidie.accounts.gemeentekeuze import lees_keuze, list_keuzen
from subsidie.accounts.groepen import BEHEER
from subsidie.accounts.models import Gebruiker, Roltoekenning
from subsidie.accounts.queries import eerste_einde, naam_van_gemeente
from subsidie.accounts.service import get_gebruiker, ken_rol_toe
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.accounts.woorden import ROLNAMEN
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.web.klok import nu


@bp.route("/accounts/<sleutel>/rollen/nieuw", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def nieuwe_rol(sleutel: str) -> str | Antwoord | tuple[str, int]:
    """Give somebody a role."""
    ik, gebruiker, formulier = vereis_kijker(), get_gebruiker(sleutel), Rolformulier()
    if not formulier.is_submitted():
        formulier.vanaf.data = dag_in_amsterdam(nu())
    elif formulier.validate():
        gegeven = voer_uit(formulier, lambda: _geef(formulier, gebruiker, ik.gebruiker))
        if gegeven is not None:
            flash(
                f"{gebruiker.naam} heeft de rol {ROLNAMEN[gegeven.rol]} vanaf {datum_nl(gegeven.vanaf)}.",
                "goed",
            )
            return redirect(url_for("beheer.account", sleutel=sleutel))
    return render_template(
        "beheer/rol_nieuw.html", formulier=formulier, gebruiker=gebruiker,
        gemeenten=list_keuzen(dag_in_amsterdam(nu())),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


def _geef(formulier: Rolformulier, gebruiker: Gebruiker, door: Gebruiker) -> Roltoekenning:
    gm_code = lees_keuze(formulier.gemeente.data or "")
    return ken_rol_toe(
        gebruiker, formulier.gekozen_rol, gm_code=gm_code, vanaf=formulier.vanaf.data, door=door, nu=nu()
    )


@bp.route("/accounts/<sleutel>/rollen/<int(max=2147483647):nummer>/beeindigen", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def rol_beeindigen(sleutel: str, nummer: int) -> str | Antwoord | tuple[str, int]:
    """End a role, from a day on."""
    ik, gebruiker, formulier = vereis_kijker(), get_gebruiker(sleutel), Eindeformulier()
    toekenning = get_roltoekenning(gebruiker, nummer)
    if not formulier.is_submitted():
        formulier.tot.data = eerste_einde(toekenning.vanaf, dag_in_amsterdam(nu()))
    elif formulier.validate():
        voer_uit(
            formulier, lambda: beeindig_rol(toekenning, tot=formulier.tot.data, door=ik.gebruiker, nu=nu())
        )
        if not formulier.errors:
            flash(f"De rol {ROLNAMEN[toekenning.rol]} stopt op {datum_nl(formulier.tot.data)}.", "goed")
            return redirect(url_for("beheer.account", sleutel=sleutel))
    return render_template(
        "beheer/rol_beeindigen.html", formulier=formulier, gebruiker=gebruiker, toekenning=toekenning,
        namen=ROLNAMEN, gemeente=naam_van_gemeente(toekenning.gm_code),
        terug=url_for("beheer.account", sleutel=sleutel),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip
