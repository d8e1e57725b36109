"""Accounts of municipalities for the ministry: ``financieel`` accepts or rejects, the auditor reads along."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Antwoord

from subsidie.accounts.beheer_bp import toon_lijst, voer_uit
from subsidie.accounts.forms import Formulier
from subsidie.accounts.gemeente_forms import Afwijsformulier
from subsidie.accounts.gemeente_rekening import (
    Rekeningstand,
    get_rekening,
    get_rekeningnummer,
    keur_goed,
    stand_van,
    wijs_af,
)
from subsidie.accounts.gemeente_rekeningcontrole import (
    cellen_rekeningen,
    lijst_rekeningen,
    opvallend,
    toon_iban,
    vraag_rekeningen,
)
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.accounts.woorden import REKENINGSTANDEN
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze

LEZEN: Final = (Rol.FINANCIEEL, Rol.AUDITOR, Rol.BEHEERDER)
HEEL: Final = (Rol.FINANCIEEL, Rol.AUDITOR)
"""Who sees a number in full; a manager of accounts needs no more than to recognise it."""

bp = Blueprint("rekeningen", __name__, url_prefix="/rekeningnummers")

MENU = (
    Menukeuze("Rekeningnummers", "rekeningen.lijst", frozenset(rol.value for rol in LEZEN), 78, onder=("rekeningen",)),
)  # fmt: skip

Pagina = str | Antwoord | tuple[str, int]


@bp.get("")
@voor_rollen(*LEZEN)
def lijst() -> str | Response:
    """Every number, what waits for ``financieel`` first, with what is odd about it."""
    moment, heel = nu(), vereis_kijker().heeft(*HEEL)
    return toon_lijst(
        "accounts/rekeningnummers.html", lijst_rekeningen(), vraag_rekeningen(),
        partial(cellen_rekeningen, heel=heel), "rekeningnummers",
        bij=lambda pagina: {
            "valt_op": opvallend([rij.Rekeningnummer for rij in pagina.rijen], nu=moment),
            "stand_van": stand_van, "standen": REKENINGSTANDEN, "toon_iban": partial(toon_iban, heel=heel),
        },
    )  # fmt: skip


@bp.get("/<int(max=2147483647):nummer>")
@voor_rollen(*LEZEN)
def rekening(nummer: int) -> str:
    """One number: who entered and confirmed it, what it replaces and what is odd."""
    ik = vereis_kijker()
    return render_template(
        "accounts/rekeningnummer.html", **_beeld(nummer), mag_beslissen=ik.heeft(Rol.FINANCIEEL)
    )


@bp.route("/<int(max=2147483647):nummer>/goedkeuren", methods=["GET", "POST"])
@voor_rollen(Rol.FINANCIEEL)
def goedkeuren(nummer: int) -> Pagina:
    """From now on this is the account of the municipality."""
    ik, formulier = vereis_kijker(), Formulier()
    een = get_rekeningnummer(nummer)
    if formulier.validate_on_submit():
        voer_uit(formulier, lambda: keur_goed(een, door=ik.gebruiker, nu=nu()))
        if not formulier.errors:
            flash(f"Het rekeningnummer van {een.gemeente.naam} is goedgekeurd.", "goed")
            return redirect(url_for("rekeningen.rekening", nummer=nummer))
    return _vraag("accounts/rekeningnummer_goedkeuren.html", nummer, formulier)


@bp.route("/<int(max=2147483647):nummer>/afwijzen", methods=["GET", "POST"])
@voor_rollen(Rol.FINANCIEEL)
def afwijzen(nummer: int) -> Pagina:
    """The number before this one stays; the municipality reads why."""
    ik, formulier = vereis_kijker(), Afwijsformulier()
    een = get_rekeningnummer(nummer)
    if formulier.validate_on_submit():
        voer_uit(formulier, lambda: wijs_af(een, reden=formulier.reden.data, door=ik.gebruiker, nu=nu()))
        if not formulier.errors:
            flash(f"Het rekeningnummer van {een.gemeente.naam} is afgewezen.", "goed")
            return redirect(url_for("rekeningen.rekening", nummer=nummer))
    return _vraag("accounts/rekeningnummer_afwijzen.html", nummer, formulier)


def _beeld(nummer: int) -> dict[str, Any]:
    een = get_rekeningnummer(nummer)
    geldend = get_rekening(een.gm_code, nu())
    heel = vereis_kijker().heeft(*HEEL)
    return {
        "rekening": een,
        "stand": REKENINGSTANDEN[stand_van(een)],
        "wacht": stand_van(een) is Rekeningstand.BEVESTIGD,
        "valt_op": opvallend([een], nu=nu())[een.id],
        "geldend": geldend if geldend is not None and geldend.id != een.id else None,
        "toon_iban": partial(toon_iban, heel=heel),
    }


def _vraag(sjabloon: str, nummer: int, formulier: Formulier) -> tuple[str, int]:
    return render_template(
        sjabloon, formulier=formulier, **_beeld(nummer), terug=url_for("rekeningen.rekening", nummer=nummer)
    ), 422 if formulier.is_submitted() else 200
