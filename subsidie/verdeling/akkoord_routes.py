"""Agreeing to an allocation: what it rests on, each assumption accepted by name, and two people."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.forms import Formulier
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.verdeling.akkoord import geef_akkoord, lees_akkoord, vraag_ontbrekende_stukken_aan
from subsidie.verdeling.bestanden import get_stukken
from subsidie.verdeling.engine import ENGINE_VERSIE
from subsidie.verdeling.gereedheid import verschil_met_vorige
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.queries import get_verdeling_nummer, kenmerk_van
from subsidie.verdeling.rangpagina import cijfers_van, lees_rijen
from subsidie.verdeling.service import bevestig_aanname
from subsidie.verdeling.verdelen_forms import Aannameformulier, Akkoordformulier
from subsidie.verdeling.verloop import get_verloop, in_een_zin
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("akkoord", __name__)

EEN: Final = "/tranches/<code>/verdelingen/<int(min=1, max=999999):volgnummer>/akkoord"


@bp.route(EEN, methods=["GET", "POST"])
@voor_rollen(Rol.BESLISSER)
def akkoord(code: str, volgnummer: int) -> str | Response | tuple[str, int]:
    """What the allocation rests on, computed again now; then the first or the second agreement."""
    formulier = Akkoordformulier()
    if formulier.is_submitted():
        if formulier.validate():
            try:
                with schrijfgrens():
                    vast = geef_akkoord(
                        get_verdeling_nummer(tranche_op_adres(code), volgnummer), stap=formulier.stap.data or "",
                        gezien=formulier.gezien.data or "", door=vereis_kijker().gebruiker, nu=nu(),
                    ).status is Verdelingstatus.VASTGESTELD  # fmt: skip
            except Domeinfout as fout:
                formulier.toon(fout)
            else:
                if not vast:
                    flash("Uw akkoord is vastgelegd. Een tweede beslisser stelt de verdeling vast.", "goed")
                    return redirect(url_for("akkoord.akkoord", code=code, volgnummer=volgnummer))
                flash("De verdeling staat vast.", "goed")
                _vraag_stukken(code, volgnummer)
                return redirect(url_for("verdelen.overzicht", code=code))
        return _pagina(code, volgnummer, formulier), 422
    return _pagina(code, volgnummer, formulier)


@bp.post(f"{EEN}/aanname")
@voor_rollen(Rol.BESLISSER)
def aanname(code: str, volgnummer: int) -> Response:
    """Accept one assumption by name."""
    formulier = Aannameformulier()
    if not formulier.validate_on_submit():
        flash("Dat ging niet goed. Probeer het nog eens.", "fout")
    else:
        try:
            with schrijfgrens():
                bevestig_aanname(
                    get_verdeling_nummer(tranche_op_adres(code), volgnummer), formulier.sleutel.data or "",
                    door=vereis_kijker().gebruiker, nu=nu(),
                )  # fmt: skip
        except Domeinfout as fout:
            flash(str(fout), "fout")
    return redirect(url_for("akkoord.akkoord", code=code, volgnummer=volgnummer, _anchor=formulier.anker))


@bp.post(f"{EEN}/stukken")
@voor_rollen(Rol.BESLISSER)
def stukken(code: str, volgnummer: int) -> Response:
    """Ask for the protocol and the ranking list of a fixed allocation, where that did not happen yet."""
    if not Formulier().validate_on_submit():
        flash("Dat ging niet goed. Probeer het nog eens.", "fout")
    else:
        _vraag_stukken(code, volgnummer)
    return redirect(url_for("verdelen.overzicht", code=code))


def _vraag_stukken(code: str, volgnummer: int) -> None:
    """In a transaction of its own: that a paper cannot be made is no reason to undo a decision."""
    try:
        with schrijfgrens():
            gevraagd = vraag_ontbrekende_stukken_aan(
                get_verdeling_nummer(tranche_op_adres(code), volgnummer),
                door=vereis_kijker().gebruiker,
                nu=nu(),
            )
    except Domeinfout as fout:
        flash(f"De stukken kunnen nog niet worden gemaakt. {fout}", "let_op")
    else:
        if gevraagd:
            flash("De stukken worden gemaakt. Ze staan op deze pagina zodra ze klaar zijn.", "info")


def _pagina(code: str, volgnummer: int, formulier: Akkoordformulier) -> str:
    tranche = tranche_op_adres(code)
    markeer(tranche)
    gevonden: Verdeling = get_verdeling_nummer(tranche, volgnummer)
    beeld = lees_akkoord(gevonden, voor=vereis_kijker().gebruiker, nu=nu())
    formulier.stap.data, formulier.gezien.data = beeld.stap, gevonden.uitkomst_sha256 or ""
    rijen, narekening = lees_rijen(gevonden)
    return render_template(
        "verdelen/akkoord.html",
        tranche=tranche, verdeling=gevonden, kenmerk=kenmerk_van(gevonden), formulier=formulier, beeld=beeld,
        kan=gevonden.status is Verdelingstatus.GETROKKEN, zin=in_een_zin(gevonden, get_verloop(gevonden)),
        narekening=narekening, cijfers=cijfers_van(rijen, narekening.uitslag), engine_nu=ENGINE_VERSIE,
        vorige=verschil_met_vorige(gevonden) if gevonden.uitkomst else None,
        stukken=get_stukken(gevonden),
    )  # fmt: skip
