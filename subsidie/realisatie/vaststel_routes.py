"""The page of a settlement: the sum with its sources, the view, the decision and the recovery, one step at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import get_aanvraag, niet_gevonden
from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.accounts.toegang import vereis_kijker, voor_rollen
from subsidie.beoordeling.zienswijze import standaarddag
from subsidie.beschikkingen.models import Besluitstatus
from subsidie.beschikkingen.terugnemen import kan_terug
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.afreken_forms import (
    Berekenformulier,
    Besluitformulier,
    Stapformulier,
    Terugvorderformulier,
    Zienswijzeformulier,
)
from subsidie.realisatie.terugvorderen import stel_terugvordering_op
from subsidie.realisatie.vaststelbeeld import Stap, Vaststelbeeld, lees_beeld, lees_gemeentebeeld
from subsidie.realisatie.vaststellen import leg_berekening_vast, stel_vaststelling_op, vraag_zienswijze
from subsidie.tranches.merk import markeer
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens

bp = Blueprint("vaststelling", __name__, url_prefix="/aanvragen")

FORMULIEREN: Final[dict[Stap, type[Stapformulier]]] = {
    Stap.BEREKENEN: Berekenformulier,
    Stap.ZIENSWIJZE_VRAGEN: Zienswijzeformulier,
    Stap.BESLUIT: Besluitformulier,
    Stap.TERUGVORDEREN: Terugvorderformulier,
}
GEDAAN: Final = {
    Stap.BEREKENEN: "De berekening is vastgelegd.",
    Stap.ZIENSWIJZE_VRAGEN: "De zienswijze is gevraagd. De gemeente heeft een brief gekregen.",
    Stap.BESLUIT: "De vaststelling is opgesteld. Een beslisser tekent haar.",
    Stap.TERUGVORDEREN: "De terugvordering is opgesteld. Een beslisser tekent haar.",
}
VERANDERD: Final = (
    "Intussen is er iets veranderd: de volgende stap is nu een andere. Bekijk de pagina opnieuw."
)


@bp.get("/<nummer>/vaststelling")
@voor_rollen(*GEMEENTE, *HELE_TRANCHE)
def pagina(nummer: str) -> str:
    """Of the ministry: the sum of now and the next step. Of the municipality: what was settled and is to be paid."""
    ik, vandaag = vereis_kijker(), dag_in_amsterdam(nu())
    aanvraag = _aanvraag(nummer, ik)
    if aanvraag.gm_code in ik.gemeenten:
        beeld = lees_gemeentebeeld(aanvraag, vandaag)
        if beeld is None:
            raise niet_gevonden()
        return render_template("vaststelling/gemeente.html", aanvraag=aanvraag, beeld=beeld, vandaag=vandaag)
    beeld_ = lees_beeld(aanvraag, vandaag)
    return _toon(
        aanvraag, beeld_, _formulier(beeld_, aanvraag, vandaag) if ik.heeft(Rol.BEHANDELAAR) else None
    )


@bp.post("/<nummer>/vaststelling/stap")
@voor_rollen(Rol.BEHANDELAAR)
def doe(nummer: str) -> Response | tuple[str, int]:
    """Do the step that the person saw, as long as it still is the next one."""
    ik, vandaag = vereis_kijker(), dag_in_amsterdam(nu())
    aanvraag = _aanvraag(nummer, ik)
    beeld = lees_beeld(aanvraag, vandaag)
    formulier = _formulier(beeld, aanvraag, vandaag)
    if formulier is None or request.form.get("stap") != beeld.stap:
        flash(VERANDERD, "let_op")
        return redirect(url_for("vaststelling.pagina", nummer=nummer))
    if formulier.validate() and _voer_uit(formulier, lambda: _doe(aanvraag, formulier, ik)):
        flash(GEDAAN[beeld.stap], "goed")
        return redirect(url_for("vaststelling.pagina", nummer=nummer))
    aanvraag = _aanvraag(nummer, ik)
    return _toon(aanvraag, lees_beeld(aanvraag, vandaag), formulier), 422


def _aanvraag(nummer: str, ik: Kijker) -> Aanvraag:
    aanvraag = get_aanvraag(nummer, voor=ik)
    if not aanvraag.huidige_versie:
        raise niet_gevonden()
    markeer(aanvraag.tranche)
    return aanvraag


def _formulier(beeld: Vaststelbeeld, aanvraag: Aanvraag, vandaag: date) -> Stapformulier | None:
    soort = FORMULIEREN.get(beeld.stap)
    if soort is None:
        return None
    formulier = soort()
    formulier.stap.data = beeld.stap.value
    if isinstance(formulier, Zienswijzeformulier) and not formulier.is_submitted():
        formulier.termijn_tot.data = standaarddag(aanvraag, vandaag)
    return formulier


def _doe(aanvraag: Aanvraag, formulier: Stapformulier, ik: Kijker) -> None:
    door, moment = ik.gebruiker, nu()
    match formulier:
        case Berekenformulier():
            reden = formulier.zonder_sisa.data or ""
            leg_berekening_vast(aanvraag, zonder_sisa=reden, door=door, nu=moment)
        case Zienswijzeformulier():
            vraag_zienswijze(
                aanvraag, toelichting=formulier.toelichting.data or "", termijn_tot=formulier.termijn_tot.data,
                door=door, nu=moment,
            )  # fmt: skip
        case Besluitformulier():
            stel_vaststelling_op(
                aanvraag, toelichting=formulier.toelichting.data or "", reactie=formulier.reactie.data or "",
                door=door, nu=moment,
            )  # fmt: skip
        case Terugvorderformulier():
            stel_terugvordering_op(
                aanvraag, toelichting=formulier.toelichting.data or "", door=door, nu=moment
            )


def _toon(aanvraag: Aanvraag, beeld: Vaststelbeeld, formulier: Stapformulier | None) -> str:
    onderweg = beeld.keten.onderweg if beeld.keten is not None else None
    kan = onderweg is not None and onderweg.status is Besluitstatus.CONCEPT and kan_terug(onderweg.soort)
    return render_template(
        "vaststelling/pagina.html", aanvraag=aanvraag, beeld=beeld, formulier=formulier, Stap=Stap,
        terug_te_nemen=kan and vereis_kijker().heeft(Rol.BEHANDELAAR),
        vandaag=dag_in_amsterdam(nu()),
    )  # fmt: skip


def _voer_uit(formulier: Stapformulier, stap: Callable[[], object]) -> bool:
    """Do ``stap`` in one transaction; what the domain refuses is shown in the form."""
    try:
        with schrijfgrens():
            stap()
    except (NietGevonden, NietBevoegd):
        raise
    except Domeinfout as fout:
        formulier.toon(fout)
        return False
    return True
