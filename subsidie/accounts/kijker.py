"""Who looks at a page: the user with the roles of today, read in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Row, Select, and_, bindparam, or_, select

from subsidie.accounts.groepen import GEMEENTE, MINISTERIE
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Kijker:
    """A user as they are today; ``gemeenten`` are the codes for which they have a role of a municipality."""

    gebruiker: Gebruiker
    rollen: frozenset[Rol]
    gemeenten: frozenset[str] = frozenset()

    def heeft(self, *rollen: Rol) -> bool:
        """Whether the user has one of ``rollen`` today."""
        return not self.rollen.isdisjoint(rollen)

    @property
    def is_gemeente(self) -> bool:
        """Whether the user works for a municipality."""
        return not self.rollen.isdisjoint(GEMEENTE)

    @property
    def is_ministerie(self) -> bool:
        """Whether the user works for the ministry, the auditor included."""
        return not self.rollen.isdisjoint(MINISTERIE)


_DAG: Final = bindparam("dag", type_=Roltoekenning.vanaf.type)
MET_ROLLEN: Final[Select[Gebruiker, Rol | None, str | None]] = select(
    Gebruiker, Roltoekenning.rol, Roltoekenning.gm_code
).outerjoin(
    Roltoekenning,
    and_(
        Roltoekenning.gebruiker_id == Gebruiker.id,
        Roltoekenning.vanaf <= _DAG,
        or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > _DAG),
    ),
)
"""Users, each as often as they have roles on ``dag``, and once when they have none. Made once: every page asks it."""


def kijker_van(gebruiker: Gebruiker, *, nu: datetime) -> Kijker:
    """``gebruiker`` with the roles on the day of ``nu`` in Amsterdam."""
    vraag = MET_ROLLEN.where(Gebruiker.id == gebruiker.id)
    return kijker_uit(db.session.execute(vraag, {"dag": dag_in_amsterdam(nu)}).all())


def kijker_uit(rijen: Iterable[Row[Gebruiker, Rol | None, str | None]]) -> Kijker:
    """The rows of one user from ``MET_ROLLEN`` as a ``Kijker``; there must be one at least."""
    gelezen = list(rijen)
    return Kijker(
        gebruiker=gelezen[0][0],
        rollen=frozenset(rol for _, rol, _ in gelezen if rol is not None),
        gemeenten=frozenset(gm_code for _, _, gm_code in gelezen if gm_code is not None),
    )
