"""What each application was granted by the decisions on it: what holds now, what it was at most, and what is coming.

A decision works from its notification (Awb 3:40). Of a chain the last one that was notified holds; a decision on an
objection that left everything as it was is no link of it (``beschikkingen.models.laat_staan``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar
from subsidie.beschikkingen.heropening import is_afgedaan
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus, laat_staan
from subsidie.web.db import db

_OVER_HET_BEDRAG: Final = frozenset(Besluitsoort) - {Besluitsoort.TERUGVORDERING}
"""A claim leaves the amount as it was settled."""


@dataclass(frozen=True, slots=True)
class Besluit:
    """A notified decision: the mark, the version it rests on, the award it leaves (eurocents), its day."""

    id: int
    kenmerk: str
    soort: Besluitsoort
    versie_id: int
    verleend_cent: int
    bekendgemaakt_op: date


@dataclass(frozen=True, slots=True)
class Verleend:
    """The award of one application, in eurocents.

    ``geldend``: the notified decision that the amount rests on, ``None`` while nothing was notified; ``eerste``: the
    first that awarded money. ``boven_cent``: granted above the ceiling on objections. ``komt_cent``: the award after
    a decision that was drawn up or signed and not notified yet, ``None`` without one; ``komt_boven_cent`` of it above
    the ceiling.
    """

    aanvraag_id: int
    geldend: Besluit | None = None
    eerste: Besluit | None = None
    hoogste_cent: int = 0
    boven_cent: int = 0
    is_vastgesteld: bool = False
    komt_cent: int | None = None
    komt_boven_cent: int = 0

    @property
    def verleend_cent(self) -> int:
        """The award that holds now; after a settlement what was settled."""
        return self.geldend.verleend_cent if self.geldend is not None else 0


def list_vastgestelde(ids: Collection[int]) -> set[int]:
    """Which of these applications were settled, by a decision that was notified. One query."""
    vraag = select(Beschikking.aanvraag_id).where(
        Beschikking.aanvraag_id.in_(ids), Beschikking.soort == Besluitsoort.VASTSTELLING,
        Beschikking.status == Besluitstatus.BEKENDGEMAAKT,
    )  # fmt: skip
    return set(db.session.scalars(vraag))


def lees_verleend(waar: ColumnElement[bool]) -> dict[int, Verleend]:
    """By id the award of the applications for which ``waar`` (a condition on ``Aanvraag``) holds; one query.

    Applications without a decision are not in it.
    """
    rijen = db.session.execute(
        select(
            Beschikking.id, Beschikking.kenmerk, Beschikking.aanvraag_id, Beschikking.soort, Beschikking.status,
            Beschikking.verleend_cent, Beschikking.vervangt_id, Beschikking.versie_id, Beschikking.bekendgemaakt_op,
            Bezwaar.boven_plafond_cent,
        )
        .join(Aanvraag, Aanvraag.id == Beschikking.aanvraag_id)
        .outerjoin(Bezwaar, Bezwaar.beslissing_id == Beschikking.id)
        .where(waar, Beschikking.status != Besluitstatus.TERUGGENOMEN, ~is_afgedaan(Beschikking))
        .order_by(Beschikking.id)
    )  # fmt: skip
    uit: dict[int, Verleend] = {}
    for rij in rijen:
        if not laat_staan(rij.soort, rij.vervangt_id):
            uit[rij.aanvraag_id] = _volg(uit.get(rij.aanvraag_id, Verleend(rij.aanvraag_id)), rij)
    return uit


def lees_verleend_van(aanvraag_ids: Collection[int]) -> dict[int, Verleend]:
    """As ``lees_verleend``, of these applications."""
    return lees_verleend(Aanvraag.id.in_(sorted(aanvraag_ids)))


def _volg(tot_nu: Verleend, rij: Any) -> Verleend:
    """The chain with one decision more."""
    if rij.status is not Besluitstatus.BEKENDGEMAAKT:
        return replace(tot_nu, komt_cent=rij.verleend_cent, komt_boven_cent=rij.boven_plafond_cent or 0)
    besluit = Besluit(rij.id, rij.kenmerk, rij.soort, rij.versie_id, rij.verleend_cent, rij.bekendgemaakt_op)
    return replace(
        tot_nu,
        geldend=besluit if rij.soort in _OVER_HET_BEDRAG else tot_nu.geldend,
        eerste=tot_nu.eerste or (besluit if rij.verleend_cent else None),
        hoogste_cent=max(tot_nu.hoogste_cent, rij.verleend_cent),
        boven_cent=tot_nu.boven_cent + (rij.boven_plafond_cent or 0),
        is_vastgesteld=tot_nu.is_vastgesteld or rij.soort is Besluitsoort.VASTSTELLING,
        # What was drawn up before this one can go no further.
        komt_cent=None,
        komt_boven_cent=0,
    )
