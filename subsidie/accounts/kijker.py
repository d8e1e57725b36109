"""Who looks at a page: the user with the roles of today, read in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, Select, and_, bindparam, inspect, or_, select

from subsidie.accounts.groepen import GEMEENTE, MINISTERIE
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.models import Gemeente
from subsidie.register.opvolging import ERFENIS
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Kijker:
    """A user as they are today.

    ``gemeenten``: the codes of which they see the files: of every municipality they work for, and of those that
    it took over. ``bij``: which role they have for which municipality, without what was taken over.
    ``erfenis``: the codes that were taken over, each with the municipality of theirs that has the files now.

    A municipality that went up in another has no college any more, and nobody acts for it: its rights and obligations
    are of its successor (Wet algemene regels herindeling, article 44). Who worked there keeps the role in ``bij``, but
    its code is in ``gemeenten`` of those of the successor only.
    """

    gebruiker: Gebruiker
    rollen: frozenset[Rol]
    gemeenten: frozenset[str] = frozenset()
    bij: frozenset[tuple[Rol, str]] = frozenset()
    erfenis: frozenset[tuple[str, str]] = frozenset()

    def heeft(self, *rollen: Rol) -> bool:
        """Whether the user has one of ``rollen`` today."""
        return not self.rollen.isdisjoint(rollen)

    def heeft_bij(self, gm_code: str, *rollen: Rol) -> bool:
        """Whether the user has one of ``rollen`` for ``gm_code`` itself (not: for its successor)."""
        return any(code == gm_code and rol in rollen for rol, code in self.bij)

    def heeft_voor(self, gm_code: str, *rollen: Rol) -> bool:
        """Whether the user has one of ``rollen`` for ``gm_code`` or for who took over its files."""
        codes = {gm_code, *(opvolger for voorganger, opvolger in self.erfenis if voorganger == gm_code)}
        return any(self.heeft_bij(code, *rollen) for code in codes & self.gemeenten)

    @property
    def eigen_gemeenten(self) -> tuple[str, ...]:
        """The municipalities for which the user has a role themselves, in order of their code."""
        return tuple(sorted({gm_code for _, gm_code in self.bij}))

    @property
    def is_gemeente(self) -> bool:
        """Whether the user works for a municipality."""
        return not self.rollen.isdisjoint(GEMEENTE)

    @property
    def is_ministerie(self) -> bool:
        """Whether the user works for the ministry, the auditor included."""
        return not self.rollen.isdisjoint(MINISTERIE)


_DAG: Final = bindparam("dag", type_=Roltoekenning.vanaf.type)
_OPGEGAAN: Final = and_(Gemeente.opvolger_gm_code.is_not(None), Gemeente.geldig_tot <= _DAG)
MET_ROLLEN: Final[Select[Gebruiker, Rol | None, str | None, str | None, str | None]] = (
    select(
        Gebruiker, Roltoekenning.rol, Roltoekenning.gm_code, ERFENIS.c.voorganger, Gemeente.opvolger_gm_code
    )
    .outerjoin(
        Roltoekenning,
        and_(
            Roltoekenning.gebruiker_id == Gebruiker.id,
            Roltoekenning.vanaf <= _DAG,
            or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > _DAG),
        ),
    )
    .outerjoin(ERFENIS, ERFENIS.c.gm_code == Roltoekenning.gm_code)
    .outerjoin(Gemeente, and_(Gemeente.gm_code == Roltoekenning.gm_code, _OPGEGAAN))
)
"""Users, each as often as they have roles on ``dag`` (for each predecessor of a municipality anew), and once when they
have none; at the end who took over the municipality of the role, if any. Made once: every page asks it."""


_VAN_GEBRUIKER: Final = MET_ROLLEN.where(Gebruiker.id == bindparam("gebruiker_id")).execution_options(
    populate_existing=True
)


def kijker_van(gebruiker: Gebruiker, *, nu: datetime) -> Kijker:
    """``gebruiker`` with the roles on the day of ``nu`` in Amsterdam, all of it read anew in one query."""
    # Its key as the session knows it: asking the object would read what was forgotten at the commit boundary.
    sleutel: tuple[Any, ...] | None = inspect(gebruiker).identity
    waarden = {"gebruiker_id": sleutel[0] if sleutel else gebruiker.id, "dag": dag_in_amsterdam(nu)}
    return kijker_uit(db.session.execute(_VAN_GEBRUIKER, waarden).all())


def kijker_uit(rijen: Iterable[Row[Gebruiker, Rol | None, str | None, str | None, str | None]]) -> Kijker:
    """The rows of one user from ``MET_ROLLEN`` as a ``Kijker``; there must be one at least."""
    gelezen = list(rijen)
    bij = frozenset((rol, code) for _, rol, code, _, _ in gelezen if rol is not None and code is not None)
    erfenis = frozenset(
        (eerder, code)
        for _, _, code, eerder, nu_van in gelezen
        if eerder is not None and code is not None and nu_van is None
    )
    bestaand = frozenset(code for _, _, code, _, nu_van in gelezen if code is not None and nu_van is None)
    return Kijker(
        gebruiker=gelezen[0][0],
        rollen=frozenset(rol for _, rol, _, _, _ in gelezen if rol is not None),
        gemeenten=bestaand | frozenset(eerder for eerder, _ in erfenis),
        bij=bij,
        erfenis=erfenis,
    )
