"""Retention: how long each kind is kept, what is due, the lists with their decision, and the names of who left."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.beheer_bp import voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import BEHEER
from subsidie.accounts.models import Rol
from subsidie.accounts.service import get_gebruiker
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.tranches.lezen import list_tranches
from subsidie.verantwoording.bewaar_forms import JA, Besluitformulier
from subsidie.verantwoording.bewaaraccounts import list_vertrokken, pseudonimiseer, waarom_niet
from subsidie.verantwoording.bewaarbeeld import STANDEN, lees_bewaarbeeld
from subsidie.verantwoording.bewaarlijst import (
    BESLISSERS,
    besluit,
    get_lijst,
    list_regels,
    list_rijp,
    stel_voor,
    waarom_niet_besluiten,
)
from subsidie.verantwoording.bewaartermijnen import ACCOUNT, bewaartermijnen
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze

bp = Blueprint("bewaren", __name__, url_prefix="/beheer/bewaren")

LEZERS: Final = frozenset({Rol.BEHEERDER, Rol.BESLISSER, Rol.AUDITOR})
MENU = (
    Menukeuze("Bewaren", "bewaren.overzicht", frozenset(rol.value for rol in LEZERS), 88, onder=("bewaren",)),
)


@bp.get("")
@voor_rollen(*LEZERS)
def overzicht() -> str:
    """Every kind with its period, source and how many are due; then the lists."""
    return render_template(
        "bewaren/overzicht.html", beeld=lees_bewaarbeeld(dag_in_amsterdam(nu())), standen=STANDEN,
        mag_voorstellen=vereis_kijker().heeft(Rol.BEHEERDER),
        tranches=list_tranches() if vereis_kijker().heeft(Rol.BEHEERDER, Rol.AUDITOR) else (),
    )  # fmt: skip


@bp.route("/voorstellen", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def voorstellen() -> str | Response | tuple[str, int]:
    """What would come on a new list; and making it."""
    formulier, dag = Formulier(), dag_in_amsterdam(nu())
    if formulier.validate_on_submit():
        kenmerk = voer_uit(formulier, lambda: stel_voor(door=vereis_kijker().gebruiker, nu=nu()).kenmerk)
        if kenmerk is not None:
            flash(f"Lijst {kenmerk} is gemaakt. Een ander besluit erover.", "goed")
            return redirect(url_for("bewaren.lijst", kenmerk=kenmerk))
    return render_template(
        "bewaren/voorstellen.html", formulier=formulier, rijp=list_rijp(dag), termijnen=bewaartermijnen(),
        terug=url_for("bewaren.overzicht"),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.get("/lijsten/<kenmerk>")
@voor_rollen(*LEZERS)
def lijst(kenmerk: str) -> str:
    """One list: what is on it, who decided, and what became of it."""
    een, ik = get_lijst(kenmerk), vereis_kijker()
    return render_template(
        "bewaren/lijst.html", lijst=een, regels=list_regels(een), termijnen=bewaartermijnen(), standen=STANDEN,
        mag_besluiten=ik.heeft(*BESLISSERS), waarom_niet=waarom_niet_besluiten(een, ik.gebruiker),
    )  # fmt: skip


@bp.route("/lijsten/<kenmerk>/besluit", methods=["GET", "POST"])
@voor_rollen(*BESLISSERS)
def besluiten(kenmerk: str) -> str | Response | tuple[str, int]:
    """Decide on a list; what was destroyed does not come back."""
    een, ik, formulier = get_lijst(kenmerk), vereis_kijker(), Besluitformulier()
    if formulier.validate_on_submit():
        akkoord = formulier.akkoord.data == JA
        gedaan = voer_uit(
            formulier,
            lambda: besluit(
                    get_lijst(kenmerk), akkoord=akkoord, toelichting=formulier.toelichting.data or "",
                    door=vereis_kijker().gebruiker, nu=nu(),
                ),
        )  # fmt: skip
        if gedaan:
            flash(
                "De lijst is vastgesteld. Het programma vernietigt nu wat erop staat."
                if akkoord
                else "De lijst gaat niet door. Er wordt niets vernietigd.",
                "goed",
            )
            return redirect(url_for("bewaren.lijst", kenmerk=kenmerk))
        een = get_lijst(kenmerk)
    return render_template(
        "bewaren/besluit.html", formulier=formulier, lijst=een, regels=list_regels(een),
        waarom_niet=waarom_niet_besluiten(een, ik.gebruiker), terug=url_for("bewaren.lijst", kenmerk=kenmerk),
    ), 422 if formulier.is_submitted() else 200  # fmt: skip


@bp.get("/accounts")
@voor_rollen(*LEZERS)
def accounts() -> str:
    """Who left, and from when the name can be replaced."""
    dag = dag_in_amsterdam(nu())
    return render_template(
        "bewaren/accounts.html", vertrokken=list_vertrokken(dag), dag=dag, termijn=bewaartermijnen()[ACCOUNT],
        mag=vereis_kijker().heeft(Rol.BEHEERDER),
    )  # fmt: skip


@bp.route("/accounts/<sleutel>", methods=["GET", "POST"])
@voor_rollen(*BEHEER)
def naam_vervangen(sleutel: str) -> str | Response | tuple[str, int]:
    """Replace the name of someone who left; asks once more."""
    gebruiker, formulier = get_gebruiker(sleutel), Formulier()
    if formulier.validate_on_submit():
        gedaan = voer_uit(
            formulier,
            lambda: pseudonimiseer(get_gebruiker(sleutel), door=vereis_kijker().gebruiker, nu=nu()),
        )
        if gedaan:
            flash("De naam en het e-mailadres zijn vervangen.", "goed")
            return redirect(url_for("bewaren.accounts"))
        gebruiker = get_gebruiker(sleutel)
    return render_template(
        "bewaren/naam_vervangen.html", formulier=formulier, gebruiker=gebruiker,
        waarom_niet=waarom_niet(gebruiker, dag_in_amsterdam(nu())), terug=url_for("bewaren.accounts"),
    ), 422 if request.method == "POST" else 200  # fmt: skip
