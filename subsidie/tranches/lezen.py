"""Reading tranches, their histories and the rules that hold, from the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, TypeVar

from sqlalchemy import bindparam, select

from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import NietGevonden
from subsidie.tranches.definitie import PlafondDefinitie, PotDefinitie, TijdvakDefinitie, TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.models import InstellingWaarde, Plafond, Pot, Tijdvak, Tranche
from subsidie.tranches.regels import Regels
from subsidie.tranches.schema import Niveau, zoek
from subsidie.web.db import db

R = TypeVar("R", Plafond, Tijdvak)

# Made once: whoever files asks it while others wait.
_TIJDVAKKEN: Final = (
    select(Tijdvak)
    .where(Tijdvak.tranche_id == bindparam("tranche_id"))
    .order_by(Tijdvak.volgnummer, Tijdvak.versie)
)

VERVALLEN: Final = canonieke_json({"vervallen": True}).decode()
"""What stands in ``waarde`` of a key that no longer belongs to the tranche (another method, say)."""


def zoek_tranche(code: str) -> Tranche | None:
    """The tranche with this code, if any."""
    return db.session.scalar(select(Tranche).where(Tranche.code == code))


def get_tranche(code: str) -> Tranche:
    """The tranche with this code; raises ``NietGevonden``."""
    tranche = zoek_tranche(code)
    if tranche is None:
        raise NietGevonden(f"Er is geen tranche ‘{code}’.")
    return tranche


def vergrendel_tranche(tranche: Tranche) -> None:
    """Hold the row of ``tranche`` until the end of the transaction; who asks second, waits.

    Between a check on the applications of a tranche and the commit of what rests on it (an allocation, a
    decision) nobody else can move one of them. SQLite has one writer at a time and needs no row lock.
    """
    # Not FOR UPDATE: that would also hold up every row elsewhere that refers to the tranche.
    slot = select(Tranche.id).where(Tranche.id == tranche.id).with_for_update(key_share=True)
    db.session.execute(slot)


def list_tranches() -> list[Tranche]:
    """Every tranche, by code."""
    return list(db.session.scalars(select(Tranche).order_by(Tranche.code)))


def pots(tranche: Tranche) -> list[Pot]:
    """The pots of a tranche in order of processing."""
    return list(db.session.scalars(select(Pot).where(Pot.tranche_id == tranche.id).order_by(Pot.volgorde)))


def get_pot(tranche: Tranche, code: str) -> Pot:
    """The pot with this code; raises ``NietGevonden``."""
    pot = db.session.scalar(select(Pot).where(Pot.tranche_id == tranche.id, Pot.code == code))
    if pot is None:
        raise NietGevonden(f"De tranche ‘{tranche.code}’ heeft geen pot ‘{code}’.")
    return pot


def list_plafonds(pot: Pot) -> list[Plafond]:
    """The ceilings of a pot in the order in which they were set, each as last corrected."""
    rijen = db.session.scalars(
        select(Plafond).where(Plafond.pot_id == pot.id).order_by(Plafond.volgnummer, Plafond.versie)
    )
    return _laatste_versies(rijen)


def list_tijdvakken(tranche: Tranche) -> list[Tijdvak]:
    """The windows of a tranche in the order in which they were set, each as last corrected."""
    return _laatste_versies(db.session.scalars(_TIJDVAKKEN, {"tranche_id": tranche.id}))


def plafond_op(pot: Pot, moment: datetime) -> Plafond:
    """The ceiling of a pot that holds at ``moment``: the last amount that is known.

    An amendment without ``geldt_vanaf`` was made, but nobody found when: it counts at any moment. One with an
    unknown amount does not take the place of an amount that is known. Raises ``NietGevonden`` when
    nothing holds at that moment; ``bedrag_cent`` is empty only when no amount was ever known.
    """
    rijen = _geldig_op(list_plafonds(pot), moment)
    if not rijen:
        raise NietGevonden(f"Voor pot ‘{pot.code}’ geldt op dat moment geen plafond.")
    return next((rij for rij in reversed(rijen) if rij.bedrag_cent is not None), rijen[-1])


def laatste_plafond(pot: Pot) -> Plafond:
    """The last known ceiling of the whole history, also when it holds later. Raises ``NietGevonden``."""
    rijen = list_plafonds(pot)
    if not rijen:
        raise NietGevonden(f"Pot ‘{pot.code}’ heeft geen plafond.")
    return next((rij for rij in reversed(rijen) if rij.bedrag_cent is not None), rijen[-1])


def tijdvak_op(tranche: Tranche, moment: datetime) -> Tijdvak | None:
    """The window as it stood at ``moment`` (extensions included that had been decided by then).

    As with ``plafond_op`` an extension of unknown date counts at any moment. ``None`` when the tranche has no
    window (fixed amounts).
    """
    rijen = _geldig_op(list_tijdvakken(tranche), moment)
    return rijen[-1] if rijen else None


def regels(tranche: Tranche, op: datetime | None = None) -> Regels:
    """The settings that hold now or, with ``op``, that were on record at that moment."""
    return als_definitie(tranche, op).regels


def als_definitie(tranche: Tranche, op: datetime | None = None) -> TrancheDefinitie:
    """The tranche as the database has it, in the form of a file: for checking and comparing."""
    per_pot: dict[int | None, dict[str, Instelling[Any]]] = {}
    for rij in nieuwste_waarden(tranche, op):
        if rij.waarde != VERVALLEN:
            per_pot.setdefault(rij.pot_id, {})[rij.sleutel] = als_instelling(rij)
    return TrancheDefinitie(
        code=tranche.code,
        tijdvakken=tuple(als_tijdvakdefinitie(rij) for rij in list_tijdvakken(tranche)),
        potten=tuple(
            PotDefinitie(
                code=pot.code,
                plafonds=tuple(als_plafonddefinitie(rij) for rij in list_plafonds(pot)),
                instellingen=MappingProxyType(per_pot.get(pot.id, {})),
            )
            for pot in pots(tranche)
        ),
        instellingen=MappingProxyType(per_pot.get(None, {})),
    )


def nieuwste_waarden(tranche: Tranche, op: datetime | None = None) -> list[InstellingWaarde]:
    """Per key the newest row (recorded at ``op`` at the latest), in the order in which keys appeared."""
    vraag = select(InstellingWaarde).where(InstellingWaarde.tranche_id == tranche.id)
    if op is not None:
        vraag = vraag.where(InstellingWaarde.vanaf <= op)
    nieuwste: dict[tuple[int | None, str], InstellingWaarde] = {}
    for rij in db.session.scalars(vraag.order_by(InstellingWaarde.volgnummer, InstellingWaarde.id)):
        nieuwste[rij.pot_id, rij.sleutel] = rij
    return list(nieuwste.values())


def als_instelling(rij: InstellingWaarde) -> Instelling[Any]:
    """A row of the history as a typed setting."""
    sleutel = zoek(Niveau.POT if rij.pot_id else Niveau.TRANCHE, rij.sleutel)
    if sleutel is None:
        raise LookupError(f"setting {rij.sleutel!r} in the database is not in the registry")
    ruw = None if rij.waarde is None else json.loads(rij.waarde)
    waarde = None if ruw is None else sleutel.type.van_json(ruw)
    return Instelling(rij.sleutel, waarde, rij.bron, rij.zekerheid, rij.toelichting)


def als_json(niveau: Niveau, instelling: Instelling[Any]) -> str | None:
    """The value of a setting as canonical JSON (``null``: there is none), ``None`` when it is unknown."""
    if instelling.is_onbekend:
        return None
    sleutel = zoek(niveau, instelling.sleutel)
    if sleutel is None:
        raise LookupError(f"setting {instelling.sleutel!r} is not in the registry")
    waarde = None if instelling.waarde is None else sleutel.type.naar_json(instelling.waarde)
    return canonieke_json(waarde).decode()


def als_plafonddefinitie(rij: Plafond) -> PlafondDefinitie:
    """A row of the history of ceilings as plain values."""
    return PlafondDefinitie(rij.bedrag_cent, rij.geldt_vanaf, rij.bron, rij.zekerheid, rij.toelichting)


def als_tijdvakdefinitie(rij: Tijdvak) -> TijdvakDefinitie:
    """A row of the history of windows as plain values."""
    return TijdvakDefinitie(rij.opent, rij.sluit, rij.geldt_vanaf, rij.bron, rij.zekerheid, rij.toelichting)


def _laatste_versies(rijen: Iterable[R]) -> list[R]:
    per_nummer: dict[int, R] = {}
    for rij in rijen:
        per_nummer[rij.volgnummer] = rij
    return list(per_nummer.values())


def _geldig_op(rijen: Sequence[R], moment: datetime) -> list[R]:
    return [rij for rij in rijen if rij.geldt_vanaf is None or rij.geldt_vanaf <= moment]
