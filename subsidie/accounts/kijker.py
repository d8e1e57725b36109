"""Who looks at a page: the user with the roles of today, read in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, and_, or_, select

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


def kijker_van(gebruiker: Gebruiker, *, nu: datetime) -> Kijker:
    """``gebruiker`` with the roles on the day of ``nu`` in Amsterdam."""
    rijen = db.session.execute(met_rollen(nu).where(Gebruiker.id == gebruiker.id)).all()
    return kijker_uit(rijen)


def met_rollen(nu: datetime) -> Select[Gebruiker, Rol | None, str | None]:
    """Users, each as often as they have roles on the day of ``nu``, and once when they have none."""
    dag = dag_in_amsterdam(nu)
    geldig = and_(
        Roltoekenning.gebruiker_id == Gebruiker.id,
        Roltoekenning.vanaf <= dag,
        or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > dag),
    )
    return select(Gebruiker, Roltoekenning.rol, Roltoekenning.gm_code).outerjoin(Roltoekenning, geldig)


def kijker_uit(rijen: Iterable[Row[Gebruiker, Rol | None, str | None]]) -> Kijker:
    """The rows of one user from ``met_rollen`` as a ``Kijker``; there must be one at least."""
    gelezen = list(rijen)
    return Kijker(
        gebruiker=gelezen[0][0],
        rollen=frozenset(rol for _, rol, _ in gelezen if rol is not None),
        gemeenten=frozenset(gm_code for _, _, gm_code in gelezen if gm_code is not None),
    )
