"""The rules of a tranche, remembered by the process: reading and typing all settings costs more than a page.

Whether anything changed is read in the statement of the page itself: ``select(..., *STAND)``. The histories are only
added to, so their highest keys say it; and every change leaves an event of the tranche in the audit chain, in the order
in which changes were committed, which keys on PostgreSQL are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Label, func, literal_column, select

from subsidie.audit.models import Gebeurtenis
from subsidie.tranches.definitie import TrancheDefinitie
from subsidie.tranches.lezen import als_definitie
from subsidie.tranches.models import InstellingWaarde, Plafond, Tijdvak, Tranche
from subsidie.tranches.regels import Regels
from subsidie.web.db import db, schrijvend

STAND: Final[tuple[Label[Any], ...]] = (
    *(
        select(func.max(model.id)).scalar_subquery().label(f"stand_{model.__tablename__}")
        for model in (InstellingWaarde, Tijdvak, Plafond)
    ),
    select(func.max(Gebeurtenis.volgnummer))
    .where(Gebeurtenis.object_soort == literal_column("'tranche'"))
    .scalar_subquery()
    .label("stand_gebeurtenis"),
)
"""Columns for a statement that reads something of a tranche; together they are ``stand``."""


@dataclass(frozen=True, slots=True, eq=False)
class Regelstand:
    """A tranche as it was read: the same object until something changes, so that it can be a key of what follows;
    so can ``regels``, its settings."""

    definitie: TrancheDefinitie
    regels: Regels


_onthouden: WeakKeyDictionary[Engine, dict[int, tuple[tuple[Any, ...], Regelstand]]] = WeakKeyDictionary()


def definitie_van(tranche_id: int, stand: Sequence[Any]) -> TrancheDefinitie:
    """The tranche as the database has it when ``STAND`` reads ``stand``; as ``regelstand_van``."""
    return regelstand_van(tranche_id, stand).definitie


def regelstand_van(tranche_id: int, stand: Sequence[Any]) -> Regelstand:
    """The tranche as the database has it when ``STAND`` reads ``stand``; raises ``LookupError`` without such a tranche.

    No query when nothing was added since it was last asked. What it gives is frozen and shared.
    """
    if schrijvend.get():
        return _lees(tranche_id)  # what may still be undone is not remembered
    gemeten = tuple(stand)
    per_tranche = _onthouden.setdefault(db.engine, {})
    gevonden = per_tranche.get(tranche_id)
    if gevonden is None or gevonden[0] != gemeten:
        gevonden = per_tranche[tranche_id] = (gemeten, _lees(tranche_id))
    return gevonden[1]


def _lees(tranche_id: int) -> Regelstand:
    tranche = db.session.get(Tranche, tranche_id)
    if tranche is None:
        raise LookupError(f"there is no tranche {tranche_id}")
    definitie = als_definitie(tranche)
    return Regelstand(definitie, definitie.regels)
