"""A round of signing while it runs: how far it is, rest, go on, stop, and again what failed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.forms import Formulier
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beschikkingen import ronde as ronden
from subsidie.beschikkingen.besluiten_routes import BESLUITEN_MAKEN
from subsidie.beschikkingen.besluitenbeeld import lees_ronde
from subsidie.beschikkingen.rondemodellen import Rondestatus, Tekenronde
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.taken import staat_stil
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("tekenronde", __name__, url_prefix="/tekenrondes")


@bp.get("/<kenmerk>")
@voor_rollen(*BESLUITEN_MAKEN)
def ronde(kenmerk: str) -> str:
    """How far the round is; with JavaScript it keeps itself up to date."""
    return render_template("besluiten/ronde.html", **_beeld(kenmerk))


@bp.get("/<kenmerk>/stand")
@voor_rollen(*BESLUITEN_MAKEN)
def stand(kenmerk: str) -> str:
    """Only the part of the page that changes."""
    return render_template("besluiten/rondestand.html", **_beeld(kenmerk))


@bp.post("/<kenmerk>/pauze")
@voor_rollen(Rol.BESLISSER)
def pauze(kenmerk: str) -> Response:
    """Let the round rest."""
    return _doe(kenmerk, ronden.pauzeer, "De tekenronde is gepauzeerd. Wat getekend is, blijft getekend.")


@bp.post("/<kenmerk>/hervat")
@voor_rollen(Rol.BESLISSER)
def hervat(kenmerk: str) -> Response:
    """Go on with it."""
    return _doe(kenmerk, ronden.hervat, "De tekenronde gaat verder.")


@bp.post("/<kenmerk>/opnieuw")
@voor_rollen(Rol.BESLISSER)
def opnieuw(kenmerk: str) -> Response:
    """Try what failed once more."""
    return _doe(kenmerk, ronden.probeer_opnieuw, "Wat niet lukte, wordt opnieuw geprobeerd.")


@bp.route("/<kenmerk>/stoppen", methods=["GET", "POST"])
@voor_rollen(Rol.BESLISSER)
def stoppen(kenmerk: str) -> str | Response | tuple[str, int]:
    """End it for good, after one question more."""
    gevonden, formulier = _ronde(kenmerk), Formulier()
    if formulier.is_submitted():
        if formulier.validate():
            try:
                with schrijfgrens():
                    ronden.stop(gevonden, door=vereis_kijker().gebruiker, nu=nu())
            except Domeinfout as fout:
                formulier.toon(fout)
            else:
                flash("De tekenronde is gestopt. Wat getekend is, blijft getekend.", "goed")
                return redirect(url_for("tekenronde.ronde", kenmerk=kenmerk))
        return _stoppagina(gevonden, formulier), 422
    return _stoppagina(gevonden, formulier)


def _stoppagina(gevonden: Tekenronde, formulier: Formulier) -> str:
    return render_template(
        "besluiten/stoppen.html", beeld=lees_ronde(gevonden), formulier=formulier,
        terug=url_for("tekenronde.ronde", kenmerk=gevonden.kenmerk),
    )  # fmt: skip


Stap = Callable[..., object]


def _doe(kenmerk: str, stap: Stap, gelukt: str) -> Response:
    gevonden, wie, moment = _ronde(kenmerk), vereis_kijker().gebruiker, nu()
    if Formulier().validate_on_submit():
        _voer_uit(gevonden, stap, gelukt, wie, moment)
    else:
        flash("Dat ging niet goed. Probeer het nog eens.", "fout")
    return redirect(url_for("tekenronde.ronde", kenmerk=kenmerk))


def _voer_uit(gevonden: Tekenronde, stap: Stap, gelukt: str, wie: Gebruiker, moment: datetime) -> None:
    try:
        with schrijfgrens():
            stap(gevonden, door=wie, nu=moment)
    except Domeinfout as fout:
        flash(str(fout), "fout")
    else:
        flash(gelukt, "goed")


def _beeld(kenmerk: str) -> dict[str, object]:
    gevonden, ik = _ronde(kenmerk), vereis_kijker()
    return {
        "beeld": lees_ronde(gevonden),
        "tranche": gevonden.tranche,
        "formulier": Formulier(),
        "staat_stil": gevonden.status is Rondestatus.LOOPT and staat_stil(nu()),
        "is_van_mij": gevonden.door_id == ik.gebruiker.id and ik.heeft(Rol.BESLISSER),
        "is_beslisser": ik.heeft(Rol.BESLISSER),
    }


def _ronde(kenmerk: str) -> Tekenronde:
    gevonden = ronden.get_ronde(kenmerk)
    markeer(gevonden.tranche)
    return gevonden
