"""Verifications for the auditor: what there is, asking for one, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.forms import Formulier
from subsidie.accounts.groepen import CONTROLE
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.platform.taken import staat_stil
from subsidie.verantwoording.controles import (
    Controle,
    get_controle,
    list_controles,
    soorten,
    tussenstand_van,
    vraag_controle,
)
from subsidie.verantwoording.personen import namen_van
from subsidie.web.klok import nu
from subsidie.web.menu import Menukeuze
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("controles", __name__, url_prefix="/controle")

MENU = (
    Menukeuze(
        "Controles", "controles.overzicht", frozenset(rol.value for rol in CONTROLE), 71,
        onder=("controles", "steekproeven", "inzage", "bevoegdheden"),
    ),
)  # fmt: skip


@bp.get("")
@voor_rollen(*CONTROLE)
def overzicht() -> str:
    """Every kind of verification with its last outcome, and the verifications so far."""
    gedaan = list_controles()
    laatste = {een.soort: een for een in reversed(gedaan) if een.klaar_op is not None}
    return render_template(
        "verantwoording/controles.html", soorten=soorten(), laatste=laatste, gedaan=gedaan,
        wachtend={een.soort for een in gedaan if een.klaar_op is None}, stil=staat_stil(nu()),
        namen=namen_van({een.door_sleutel for een in gedaan}), voortgang=_voortgang(gedaan),
        per_code={soort.code: soort for soort in soorten()},
    )  # fmt: skip


@bp.post("/uitvoeren/<soort>")
@voor_rollen(*CONTROLE)
def vraag(soort: str) -> Response:
    """Have one done by the worker."""
    if not Formulier().validate_on_submit():
        flash("Dat ging niet goed. Probeer het nog eens.", "fout")
        return redirect(url_for("controles.overzicht"))
    try:
        with schrijfgrens():
            kenmerk = vraag_controle(soort, door=vereis_kijker().gebruiker, nu=nu())
    except NietGevonden:
        raise
    except Domeinfout as fout:
        flash(str(fout), "fout")
        return redirect(url_for("controles.overzicht"))
    return redirect(url_for("controles.uitkomst", kenmerk=kenmerk))


@bp.get("/uitkomsten/<kenmerk>")
@voor_rollen(*CONTROLE)
def uitkomst(kenmerk: str) -> str:
    """One verification: who asked for it and when, and what was found."""
    een = get_controle(kenmerk)
    return render_template(
        "verantwoording/controle.html", controle=een, namen=namen_van({een.door_sleutel}),
        soort={soort.code: soort for soort in soorten()}.get(een.soort), stil=staat_stil(nu()),
        voortgang=_voortgang([een]).get(een.kenmerk),
    )  # fmt: skip


def _voortgang(controles: Iterable[Controle]) -> dict[str, tuple[int, int]]:
    """Of each verification that runs now: how many things were looked at, of how many."""
    wachtend = [een.kenmerk for een in controles if een.klaar_op is None]
    standen = {
        kenmerk: tussenstand_van(kenmerk, current_app.extensions["instellingen"]).lees()
        for kenmerk in wachtend
    }
    return {kenmerk: stand for kenmerk, stand in standen.items() if stand is not None}
