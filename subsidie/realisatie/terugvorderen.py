"""Reclaiming what was paid too much: the decision, and the claim that exists once it is notified.

A claim rests on a settlement that was notified, and on an article: where the tranche does not know on which
(``terugvordering.grond`` is ``onbekend``) nothing can be reclaimed. From its notification it must be paid within six
weeks (Awb 4:86, 4:87).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.aanvultekst import LANGSTE_ANTWOORD, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.losse import stel_los_op
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.termijnen import betaaltermijn
from subsidie.realisatie.afrekenketen import Keten, lees_keten
from subsidie.realisatie.bezwaargevolg import betaald_aan
from subsidie.realisatie.vaststelregels import te_veel_betaald
from subsidie.realisatie.vorderingen import lees_beweging
from subsidie.realisatie.vorderingmodellen import Vaststellingsberekening, Vordering, Vorderingstermijn
from subsidie.tranches.service import regels
from subsidie.web.db import db

GEVOLG: Final = "vorderingen"


@dataclass(frozen=True, slots=True)
class Terugstand:
    """How much is to be reclaimed now (eurocents), and why it cannot be done; empty when it can."""

    te_vorderen_cent: int
    waarom_niet: str = ""


def terugstand(aanvraag: Aanvraag, keten: Keten | None) -> Terugstand:
    """What the settlement that holds leaves to reclaim of the municipality, less what was claimed before."""
    if keten is None or keten.vaststelling is None:
        return Terugstand(0, "De uitkering is nog niet vastgesteld.")
    uitkomst = uitkomst_van(aanvraag, keten.vaststelling)
    if uitkomst is None:
        return Terugstand(0, "Bij deze vaststelling is geen berekening. Leg eerst een nieuwe vast.")
    al, _ = lees_beweging(Aanvraag.id == aanvraag.id).get(aanvraag.id, (0, 0))
    over = max(0, int(uitkomst["terug_gemeente_cent"]) - al)
    if keten.onderweg is not None:
        return Terugstand(over, f"Besluit {keten.onderweg.kenmerk} is nog niet bekendgemaakt.")
    if not over:
        return Terugstand(0, "Er valt niets (meer) terug te vorderen.")
    if regels(aanvraag.tranche).terugvordering_grond.is_onbekend:
        return Terugstand(
            over,
            "De rechtsgrond van een terugvordering is in deze tranche onbekend (terugvordering.grond). Op een "
            "onbekende grond kan geen besluit rusten (artikel 3:47 van de Algemene wet bestuursrecht). Een beheerder "
            "kan de grond vastleggen, met de bron.",
        )
    return Terugstand(over)


def uitkomst_van(aanvraag: Aanvraag, vaststelling: Beschikking) -> dict[str, Any] | None:
    """What a settlement comes down to, as its letter states it; after an objection with the amount of that decision.

    ``None`` where nothing was ever computed.
    """
    if vaststelling.soort is Besluitsoort.VASTSTELLING:
        uitkomst: dict[str, Any] = json.loads(vaststelling.gegevens)["uitkomst"]
        return uitkomst
    berekening = db.session.scalar(
        select(Vaststellingsberekening)
        .join(Beschikking, Beschikking.id == Vaststellingsberekening.beschikking_id)
        .where(
            Vaststellingsberekening.aanvraag_id == aanvraag.id,
            Beschikking.status == Besluitstatus.BEKENDGEMAAKT,
        )
        .order_by(Beschikking.id.desc())
        .limit(1)
    )
    if berekening is None:
        return None
    eerst: dict[str, Any] = json.loads(berekening.opbouw)
    cent, betaald = vaststelling.verleend_cent, betaald_aan(aanvraag)
    gemeente, fonds = te_veel_betaald(cent, *betaald)
    return {
        **eerst, "vastgesteld_cent": cent, "betaald_cent": sum(betaald), "terug_gemeente_cent": gemeente,
        "terug_bcf_cent": fonds, "terug_cent": gemeente + fonds, "nog_te_betalen_cent": max(0, cent - sum(betaald)),
        "stappen": [
            *eerst["stappen"],
            f"Na bezwaar is de uitkering vastgesteld op {euro_kort(cent)} (besluit {vaststelling.kenmerk}). Betaald is "
            f"nu {euro_kort(sum(betaald))}: {euro_kort(gemeente + fonds)} te veel.",
        ],
    }  # fmt: skip


def stel_terugvordering_op(
    aanvraag: Aanvraag, *, toelichting: str, door: Gebruiker, nu: datetime
) -> Beschikking:
    """Draw up the decision to reclaim all that the settlement leaves to reclaim; the beslisser signs.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``toelichting``, and ``Domeinfout`` as ``terugstand`` says.
    """
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    keten = lees_keten(aanvraag)
    stand = terugstand(aanvraag, keten)
    if stand.waarom_niet or keten is None or keten.vaststelling is None:
        raise Domeinfout(stand.waarom_niet)
    tekst = schoon(toelichting)
    if gebreken := tekstgebreken("toelichting", tekst, hoogstens=LANGSTE_ANTWOORD, leeg=""):
        raise OngeldigeInvoer(gebreken)
    uitkomst = uitkomst_van(aanvraag, keten.vaststelling)
    return stel_los_op(
        aanvraag, soort=Besluitsoort.TERUGVORDERING, verleend_cent=keten.vaststelling.verleend_cent,
        vervangt=keten.geldend,
        inhoud={
            "hoofdsom_cent": stand.te_vorderen_cent, "vaststelling": keten.vaststelling.kenmerk,
            "uitkomst": uitkomst, "verlening": keten.verlening.kenmerk, "toelichting": tekst,
        },
        door=door, nu=nu,
    )  # fmt: skip


def na_bekendmaking(beschikking: Beschikking, door: Gebruiker, nu: datetime) -> None:
    """Make the claim that a notified recovery brings, with its first arrangement: all of it within six weeks."""
    if beschikking.soort is not Besluitsoort.TERUGVORDERING or beschikking.bekendgemaakt_op is None:
        return
    aanvraag = beschikking.aanvraag
    if db.session.scalar(select(Vordering.id).where(Vordering.beschikking_id == beschikking.id)):
        return
    aantal = db.session.scalar(
        select(func.count()).select_from(Vordering).where(Vordering.aanvraag_id == aanvraag.id)
    )
    hoofdsom = int(json.loads(beschikking.gegevens)["hoofdsom_cent"])
    uiterlijk = betaaltermijn(beschikking.bekendgemaakt_op)
    vordering = Vordering(
        kenmerk=f"{aanvraag.nummer}-V{(aantal or 0) + 1}", aanvraag_id=aanvraag.id, beschikking_id=beschikking.id,
        hoofdsom_cent=hoofdsom, ontstaan_op=beschikking.bekendgemaakt_op,
    )  # fmt: skip
    db.session.add(vordering)
    db.session.flush()
    db.session.add(
        Vorderingstermijn(
            vordering_id=vordering.id, regeling=1, volgnummer=1, bedrag_cent=hoofdsom, uiterlijk=uiterlijk,
            beschikking_id=beschikking.id, vastgelegd_op=nu, door_id=door.id,
        )
    )  # fmt: skip
    db.session.flush()
    leg_vast(
        "aanvraag:vordering_ontstaan", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "vordering": vordering.kenmerk, "besluit": beschikking.kenmerk, "bedrag_cent": hoofdsom,
            "uiterlijk": uiterlijk.isoformat(),
        },
    )  # fmt: skip
