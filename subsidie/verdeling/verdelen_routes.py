"""The steps of an allocation for who decides: is it ready, freeze, draw, let lapse (agreeing: ``akkoord_routes``)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.kern.fouten import Domeinfout
from subsidie.tranches.adres import tranche_op_adres
from subsidie.tranches.merk import markeer
from subsidie.tranches.models import Tranche
from subsidie.verdeling.bestanden import get_stukken
from subsidie.verdeling.gereedheid import bevries_gezien, lees_gereedheid, verschil_met_vorige
from subsidie.verdeling.lotingpagina import Lotingpagina, lotingpagina
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.queries import get_verdeling_nummer, kenmerk_van, list_koppen, zoek_verdeling
from subsidie.verdeling.service import laten_vervallen, trekken
from subsidie.verdeling.vaststellen import waarom_vervalt
from subsidie.verdeling.verdelen_forms import Bevriesformulier, Houdformulier, Trekformulier, Vervalformulier
from subsidie.verdeling.verloop import get_verloop, in_een_zin
from subsidie.verdeling.voorstadium import stappen_van
from subsidie.verdeling.woorden import STATUSSEN
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("verdelen", __name__)

EEN: Final = "/tranches/<code>/verdelingen/<int(min=1, max=999999):volgnummer>"


@bp.get("/tranches/<code>/verdelen")
@voor_rollen(*HELE_TRANCHE)
def overzicht(code: str) -> str:
    """Where the allocation is, what is open, and the one next step."""
    tranche, moment, ik = _tranche(code), nu(), vereis_kijker()
    gevonden = zoek_verdeling(tranche)
    bezig = gevonden if gevonden is not None and gevonden.status is not Verdelingstatus.VASTGESTELD else None
    stand = None if bezig is not None else lees_gereedheid(tranche, nu=moment)
    return render_template(
        "verdelen/overzicht.html",
        tranche=tranche,
        verdeling=gevonden,
        bezig=bezig,
        kenmerk=kenmerk_van(gevonden) if gevonden else "",
        zin=in_een_zin(gevonden, get_verloop(gevonden)) if gevonden else "",
        status=STATUSSEN[gevonden.status] if gevonden else None,
        stappen=stappen_van(
            tranche.status,
            klaar=bezig is not None or bool(stand and stand.gereed),
            bevroren=bezig is not None,
            getrokken=bezig is not None and bezig.uitkomst is not None,
        ),
        stand=stand,
        seed_kan=bezig is not None and _seed_kan(bezig, moment),
        vervalt=_vervalt(bezig, moment),
        vorige=verschil_met_vorige(gevonden) if gevonden and gevonden.uitkomst else None,
        stukken=get_stukken(gevonden) if gevonden and bezig is None else None,
        vervallen=[kop for kop in list_koppen(tranche) if kop.status is Verdelingstatus.VERVALLEN],
        mag=ik.heeft(Rol.BESLISSER),
        mag_besluiten=ik.heeft(*(HELE_TRANCHE - {Rol.FINANCIEEL})),
    )


@bp.route("/tranches/<code>/verdelen/bevriezen", methods=["GET", "POST"])
@voor_rollen(Rol.BESLISSER)
def bevriezen(code: str) -> str | Response | tuple[str, int]:
    """What would be frozen, and where the seed will come from; then its hash is on the public page."""
    tranche = _tranche(code)
    stand = lees_gereedheid(tranche, nu=nu())
    houdt = stand.gereed is not None and stand.gereed.seed_van is not None
    formulier = Houdformulier() if houdt else Bevriesformulier()
    if formulier.is_submitted():
        if formulier.validate():
            try:
                volgnummer = _bevries(code, formulier)
            except Domeinfout as fout:
                formulier.toon(fout)
            else:
                flash("De lijst is bevroren. De hash staat op de openbare pagina.", "goed")
                return redirect(url_for("verdelen.trek", code=code, volgnummer=volgnummer))
        return _bevriespagina(code, formulier), 422
    return _bevriespagina(code, formulier)


def _bevries(code: str, formulier: Bevriesformulier | Houdformulier) -> int:
    bron = formulier.seed_bron.data if isinstance(formulier, Bevriesformulier) else None
    verwacht = formulier.seed_verwacht_op.als_moment() if isinstance(formulier, Bevriesformulier) else None
    with schrijfgrens():
        return bevries_gezien(
            tranche_op_adres(code), gezien=formulier.gezien.data or "", seed_bron=bron, seed_verwacht_op=verwacht,
            door=vereis_kijker().gebruiker, nu=nu(),
        ).volgnummer  # fmt: skip


def _bevriespagina(code: str, formulier: Bevriesformulier | Houdformulier) -> str:
    tranche = _tranche(code)
    stand, gevonden = lees_gereedheid(tranche, nu=nu()), zoek_verdeling(tranche)
    bezig = gevonden if gevonden is not None and gevonden.status is not Verdelingstatus.VASTGESTELD else None
    formulier.gezien.data = stand.gereed.sha256 if stand.gereed else ""
    return render_template(
        "verdelen/bevriezen.html",
        tranche=tranche, stand=stand, formulier=formulier, bezig=bezig, kenmerk=kenmerk_van(bezig) if bezig else "",
        zin=in_een_zin(bezig, get_verloop(bezig)) if bezig else "",
        seed_van=kenmerk_van(stand.gereed.seed_van) if stand.gereed and stand.gereed.seed_van else "",
    )  # fmt: skip


@bp.route(f"{EEN}/trekken", methods=["GET", "POST"])
@voor_rollen(Rol.BESLISSER)
def trek(code: str, volgnummer: int) -> str | Response | tuple[str, int]:
    """What was published, and entering the seed once it is there; where nothing is drawn, computing without one."""
    gevonden, formulier = _verdeling(code, volgnummer), Trekformulier()
    pagina = lotingpagina(gevonden, {})
    if formulier.is_submitted():
        if formulier.validate() and (_zonder_seed(gevonden, pagina, formulier) or formulier.eis_seed()):
            try:
                with schrijfgrens():
                    trekken(
                        get_verdeling_nummer(tranche_op_adres(code), volgnummer), seed=formulier.seed.data or None,
                        seed_bekend_op=formulier.seed_bekend_op.als_moment(), door=vereis_kijker().gebruiker, nu=nu(),
                    )  # fmt: skip
            except Domeinfout as fout:
                formulier.toon(fout)
            else:
                flash("De verdeling is berekend. Twee beslissers stellen haar nog vast.", "goed")
                return redirect(url_for("akkoord.akkoord", code=code, volgnummer=volgnummer))
        return _trekpagina(_verdeling(code, volgnummer), formulier), 422
    return _trekpagina(gevonden, formulier)


def _zonder_seed(gevonden: Verdeling, pagina: Lotingpagina, formulier: Trekformulier) -> bool:
    """Whether this can be computed with both fields empty."""
    leeg = not formulier.seed.data and not formulier.seed_bekend_op.data
    return leeg and (gevonden.seed_van_id is not None or not pagina.te_loten)


def _trekpagina(gevonden: Verdeling, formulier: Trekformulier) -> str:
    moment = nu()
    return render_template(
        "verdelen/trekken.html",
        verdeling=gevonden, tranche=gevonden.tranche, kenmerk=kenmerk_van(gevonden), formulier=formulier,
        pagina=lotingpagina(gevonden, {}), verloop=get_verloop(gevonden), kan=_seed_kan(gevonden, moment),
        kan_nog=gevonden.status is Verdelingstatus.BEVROREN, zin=in_een_zin(gevonden, get_verloop(gevonden)),
        seed_van=kenmerk_van(gevonden.seed_van) if gevonden.seed_van else "",
    )  # fmt: skip


@bp.route(f"{EEN}/vervallen", methods=["GET", "POST"])
@voor_rollen(Rol.BESLISSER)
def vervallen(code: str, volgnummer: int) -> str | Response | tuple[str, int]:
    """Give up an allocation that is not fixed, with a reason, after one question more."""
    formulier = Vervalformulier()
    if formulier.is_submitted():
        if formulier.validate():
            try:
                with schrijfgrens():
                    laten_vervallen(
                        get_verdeling_nummer(tranche_op_adres(code), volgnummer), reden=formulier.reden.data or "",
                        door=vereis_kijker().gebruiker, nu=nu(),
                    )  # fmt: skip
            except Domeinfout as fout:
                formulier.toon(fout)
            else:
                flash(f"Verdeling {volgnummer} is vervallen. U kunt de lijst opnieuw bevriezen.", "goed")
                return redirect(url_for("verdelen.overzicht", code=code))
        return _vervalpagina(_verdeling(code, volgnummer), formulier), 422
    return _vervalpagina(_verdeling(code, volgnummer), formulier)


def _vervalpagina(gevonden: Verdeling, formulier: Vervalformulier) -> str:
    moment = nu()
    redenen = _vervalt(gevonden, moment)
    return render_template(
        "verdelen/vervallen.html",
        verdeling=gevonden, tranche=gevonden.tranche, kenmerk=kenmerk_van(gevonden), formulier=formulier,
        vervalt=redenen, zin=in_een_zin(gevonden, get_verloop(gevonden)),
        kan=gevonden.status is Verdelingstatus.BEVROREN
        or (gevonden.status is Verdelingstatus.GETROKKEN and bool(redenen)),
        terug=url_for("verdelen.overzicht", code=gevonden.tranche.code),
    )  # fmt: skip


def _vervalt(gevonden: Verdeling | None, moment: datetime) -> tuple[str, ...]:
    if gevonden is None or gevonden.status not in (Verdelingstatus.BEVROREN, Verdelingstatus.GETROKKEN):
        return ()
    return waarom_vervalt(gevonden, nu=moment)


def _seed_kan(gevonden: Verdeling, moment: datetime) -> bool:
    """Whether the announced moment has come, or there is no moment to wait for."""
    return gevonden.seed_van_id is not None or gevonden.seed_verwacht_op <= moment


def _tranche(code: str) -> Tranche:
    tranche = tranche_op_adres(code)
    markeer(tranche)
    return tranche


def _verdeling(code: str, volgnummer: int) -> Verdeling:
    return get_verdeling_nummer(_tranche(code), volgnummer)
