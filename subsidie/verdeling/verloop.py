"""What happened to an allocation, in words for a page: by whom, when, and what is still to come."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.tekst import opsomming
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.queries import kenmerk_van
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Verloop:
    """The people and moments of an allocation; names are empty where that step was not taken.

    ``vervallen_op`` and ``vervallen_om`` come from the audit trail: an allocation itself keeps no reason.
    """

    bevroren_door: str
    getrokken_door: str
    akkoord_door: tuple[str, ...]
    vervallen_op: datetime | None = None
    vervallen_om: str = ""


def get_verloop(verdeling: Verdeling) -> Verloop:
    """Who froze, drew and agreed to ``verdeling``, and why it lapsed."""
    ids = (
        verdeling.bevroren_door_id,
        verdeling.getrokken_door_id,
        verdeling.eerste_akkoord_door_id,
        verdeling.tweede_akkoord_door_id,
    )
    rijen = db.session.execute(
        select(Gebruiker.id, Gebruiker.naam).where(Gebruiker.id.in_({een for een in ids if een is not None}))
    )
    namen = {rij.id: rij.naam for rij in rijen}
    bevroren, getrokken, *akkoord = (namen.get(een, "") for een in ids)
    op, om = _vervallen(verdeling) if verdeling.status is Verdelingstatus.VERVALLEN else (None, "")
    return Verloop(bevroren, getrokken, tuple(naam for naam in akkoord if naam), op, om)


def _vervallen(verdeling: Verdeling) -> tuple[datetime | None, str]:
    rij = db.session.execute(
        select(Gebeurtenis.moment, Gebeurtenis.gegevens).where(
            Gebeurtenis.object_soort == "verdeling",
            Gebeurtenis.object_id == kenmerk_van(verdeling),
            Gebeurtenis.soort == "verdeling:vervallen",
        )
    ).first()
    return (None, "") if rij is None else (rij.moment, str(json.loads(rij.gegevens).get("reden", "")))


def in_een_zin(verdeling: Verdeling, verloop: Verloop) -> str:
    """Where the allocation stands, in one or two sentences that name who did what, for the ministry."""
    match verdeling.status:
        case Verdelingstatus.VASTGESTELD:
            return f"Vastgesteld op {_dag(verdeling.vastgesteld_op)} door {opsomming(verloop.akkoord_door)}."
        case Verdelingstatus.GETROKKEN:
            return f"{_getrokken(verdeling)} {_akkoord(verdeling, verloop)}"
        case Verdelingstatus.BEVROREN:
            return f"Bevroren op {_dag(verdeling.bevroren_op)}. {_straks(verdeling)}"
        case Verdelingstatus.VERVALLEN:
            op = f" op {_dag(verloop.vervallen_op)}" if verloop.vervallen_op else ""
            reden = verloop.vervallen_om.rstrip(".")
            return f"Vervallen{op}{f': {reden}' if reden else ''}. Deze verdeling telt niet meer."


def _dag(moment: datetime | None) -> str:
    return datum_nl(dag_in_amsterdam(moment)) if moment else "een onbekende dag"


def _getrokken(verdeling: Verdeling) -> str:
    wat = "Getrokken" if verdeling.seed is not None else "Zonder loting verdeeld"
    return f"{wat} op {_dag(verdeling.getrokken_op)}."


def _akkoord(verdeling: Verdeling, verloop: Verloop) -> str:
    if not verloop.akkoord_door:
        return "Twee beslissers moeten de uitkomst nog vaststellen."
    return (
        f"{verloop.akkoord_door[0]} ging op {_dag(verdeling.eerste_akkoord_op)} akkoord. "
        "Een tweede beslisser moet nog vaststellen."
    )


def _straks(verdeling: Verdeling) -> str:
    if verdeling.seed_van is not None:
        return f"De loting houdt de tekst die is getrokken voor verdeling {kenmerk_van(verdeling.seed_van)}."
    return f"De tekst voor de loting is er op zijn vroegst op {moment_nl(verdeling.seed_verwacht_op)}."
