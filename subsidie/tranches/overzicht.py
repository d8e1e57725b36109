"""All tranches at once, as a list shows them: where each stands, its window and its ceiling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.models import Plafond, Pot, Tijdvak, Tranche, Trancheaard, Tranchestatus
from subsidie.web.db import db

BIJNA: Final = 7
"""From how many days before the end a window is said to be nearly over."""


@dataclass(frozen=True, slots=True)
class Klokstand:
    """Time left in a window, as the macro ``klok`` takes it."""

    toestand: str
    dagen: int | None
    eindigt: date | None
    tekst: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a tranche is, in words, with the colour that repeats it; ``klok`` while one can apply."""

    tekst: str
    kleur: str
    klok: Klokstand | None = None


@dataclass(frozen=True, slots=True)
class Trancheoverzicht:
    """One tranche of a list. ``plafond_cent``: all pots together, ``None`` while one of them is unknown."""

    id: int
    code: str
    naam: str
    aard: Trancheaard
    status: Tranchestatus
    stand: Stand
    opent: datetime | None
    sluit: datetime | None
    plafond_cent: int | None

    @property
    def is_voorbeeld(self) -> bool:
        """Whether it holds invented data."""
        return self.aard is not Trancheaard.ECHT


def list_overzicht(*, nu: datetime) -> list[Trancheoverzicht]:
    """Every tranche, the newest first, in as many queries whatever their number."""
    tijdvakken = {
        rij.tranche_id: rij
        for rij in db.session.scalars(
            select(Tijdvak).order_by(Tijdvak.tranche_id, Tijdvak.volgnummer, Tijdvak.versie)
        )
    }
    plafonds = _plafonds(nu)
    gevonden = []
    for tranche in db.session.scalars(select(Tranche).order_by(Tranche.code.desc())):
        tijdvak = tijdvakken.get(tranche.id)
        opent, sluit = (tijdvak.opent, tijdvak.sluit) if tijdvak else (None, None)
        gevonden.append(
            Trancheoverzicht(
                id=tranche.id, code=tranche.code, naam=tranche.naam, aard=tranche.aard, status=tranche.status,
                opent=opent, sluit=sluit, plafond_cent=plafonds.get(tranche.id),
                stand=stand_van(tranche.status, opent, sluit, nu=nu),
            )
        )  # fmt: skip
    # By when one can apply; a tranche without a window (2020) is older than any that has one.
    return sorted(gevonden, key=lambda een: een.opent.timestamp() if een.opent else 0.0, reverse=True)


def _plafonds(nu: datetime) -> dict[int, int | None]:
    """Per tranche the ceilings that hold at ``nu`` together (``lezen.plafond_op``, for all at once)."""
    per_pot: dict[int, tuple[int, dict[int, Plafond]]] = {}
    rijen = db.session.execute(
        select(Plafond, Pot.tranche_id)
        .join(Pot, Plafond.pot_id == Pot.id)
        .order_by(Plafond.pot_id, Plafond.volgnummer, Plafond.versie)
    )
    for plafond, tranche_id in rijen:
        per_pot.setdefault(plafond.pot_id, (tranche_id, {}))[1][plafond.volgnummer] = plafond
    som: dict[int, int | None] = {}
    for tranche_id, per_nummer in per_pot.values():
        bedrag, tot_nu_toe = _geldig(per_nummer.values(), nu), som.get(tranche_id, 0)
        som[tranche_id] = None if bedrag is None or tot_nu_toe is None else tot_nu_toe + bedrag
    return som


def _geldig(rijen: Iterable[Plafond], nu: datetime) -> int | None:
    bekend = [
        rij.bedrag_cent
        for rij in rijen
        if rij.bedrag_cent is not None and (rij.geldt_vanaf is None or rij.geldt_vanaf <= nu)
    ]
    return bekend[-1] if bekend else None


def stand_van(
    status: Tranchestatus, opent: datetime | None, sluit: datetime | None, *, nu: datetime
) -> Stand:
    """Where a tranche with this status and window stands at ``nu``."""
    match status:
        case Tranchestatus.VOORBEREIDING:
            return Stand("in voorbereiding", "neutraal")
        case Tranchestatus.GESLOTEN:
            return Stand("gesloten", "neutraal")
        case Tranchestatus.AFGEROND:
            return Stand("afgerond", "goed")
    if opent is not None and nu < opent:
        return Stand(f"gaat open op {datum_nl(dag_in_amsterdam(opent))}", "info")
    if sluit is None:
        return Stand("open", "goed")
    if nu > sluit:
        return Stand("tijdvak voorbij, nog niet gesloten", "let_op")
    eindigt = dag_in_amsterdam(sluit)
    dagen = (eindigt - dag_in_amsterdam(nu)).days
    return Stand("open", "goed", Klokstand("bijna" if dagen <= BIJNA else "loopt", dagen, eindigt))
