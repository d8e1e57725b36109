"""How far the homes of awards are: what was promised, reported, accepted, in use and not kept.

Everybody reads what was built from here. Only what the ministry accepted counts as delivered; what a municipality
reported and still waits stands beside it. All of it in a constant number of queries, summed by the database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased

from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Levering, Woonruimte
from subsidie.realisatie.planmodellen import (
    Meldingstand,
    Mijlpaal,
    Mijlpaalmelding,
    Planregel,
    Projectdeel,
    Realisatieplan,
)
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.web.db import db

Welke = Iterable[int] | Select[tuple[int]]
"""Which applications: their ids, or a query for those (for a whole tranche: nothing to list)."""

WACHT: Final = (Meldingstand.GEMELD, Meldingstand.VRAAG)


@dataclass(frozen=True, slots=True)
class PerAard:
    """A number of homes, permanent and flexible."""

    permanent: int = 0
    flexibel: int = 0

    @property
    def totaal(self) -> int:
        """Together."""
        return self.permanent + self.flexibel

    def __add__(self, ander: PerAard) -> PerAard:
        return PerAard(self.permanent + ander.permanent, self.flexibel + ander.flexibel)

    def van(self, aard: Woonruimteaard) -> int:
        """Of one of the two."""
        return self.permanent if aard is Woonruimteaard.PERMANENT else self.flexibel


NIETS: Final = PerAard()


@dataclass(frozen=True, slots=True)
class Mijlpaalstand:
    """Of how many parts a milestone was accepted, and the first and last day on which one passed it."""

    delen: int
    eerste: date
    laatste: date


@dataclass(frozen=True, slots=True)
class Realisatiestand:
    """One award. ``delen``: its parts that were not withdrawn; what never happened is 0 or ``None``."""

    aanvraag_id: int
    plannen: int = 0
    """How many plans there were: 0 without an award, more than 1 when it was changed."""
    oorspronkelijk: PerAard = NIETS
    beloofd: PerAard = NIETS
    """In the plan that holds now."""
    geleverd: PerAard = NIETS
    """Accepted; also what was not kept afterwards."""
    gemeld: PerAard = NIETS
    """Reported, and waiting for the ministry or for an answer."""
    in_gebruik: PerAard = NIETS
    """Accepted, used by the target group, and kept."""
    niet_gehouden: PerAard = NIETS
    """Accepted, and lost to the target group before the ten years were over."""
    eerste_levering: date | None = None
    laatste_levering: date | None = None
    """Of what was accepted."""
    delen: int = 0
    mijlpalen: Mapping[Mijlpaal, Mijlpaalstand] = field(default_factory=dict)

    @property
    def staat(self) -> PerAard:
        """What stands and still serves its target group: accepted less not kept."""
        return PerAard(
            self.geleverd.permanent - self.niet_gehouden.permanent,
            self.geleverd.flexibel - self.niet_gehouden.flexibel,
        )

    @property
    def te_leveren(self) -> int:
        """How many homes are still to be accepted, of both kinds; never below 0."""
        return max(0, self.beloofd.permanent - self.geleverd.permanent) + max(
            0, self.beloofd.flexibel - self.geleverd.flexibel
        )

    def bereikt(self, mijlpaal: Mijlpaal) -> bool:
        """Whether every part passed it: a delivery by its homes, any other by what was accepted."""
        if mijlpaal is Mijlpaal.OPLEVERING:
            return self.plannen > 0 and self.te_leveren == 0
        stand = self.mijlpalen.get(mijlpaal)
        return stand is not None and self.delen > 0 and stand.delen >= self.delen


def lees_standen(welke: Welke) -> dict[int, Realisatiestand]:
    """Per application id how far it is; every id of ``welke`` that has a plan, and every listed id. Four queries."""
    gevraagd = None if isinstance(welke, Select) else list(welke)
    if gevraagd is not None and not gevraagd:
        return {}
    waar: Any = welke if isinstance(welke, Select) else gevraagd
    velden: dict[int, dict[str, Any]] = defaultdict(dict)
    for id_ in gevraagd or ():
        velden[id_]
    _lees_plannen(waar, velden)
    _lees_woonruimten(waar, velden)
    _lees_delen(waar, velden)
    _lees_mijlpalen(waar, velden)
    return {id_: Realisatiestand(id_, **gevonden) for id_, gevonden in velden.items()}


def lees_stand(aanvraag_id: int) -> Realisatiestand:
    """As ``lees_standen``, for one."""
    return lees_standen([aanvraag_id])[aanvraag_id]


def _per_aard(kolom: Any, aard: Woonruimteaard, hoeveel: Any) -> Any:
    return func.sum(case((kolom == aard, hoeveel), else_=0))


def _lees_plannen(waar: Any, velden: dict[int, dict[str, Any]]) -> None:
    grenzen = aliased(
        select(
            Realisatieplan.aanvraag_id.label("aanvraag_id"),
            func.min(Realisatieplan.volgnummer).label("eerste"),
            func.max(Realisatieplan.volgnummer).label("laatste"),
        )
        .where(Realisatieplan.aanvraag_id.in_(waar))
        .group_by(Realisatieplan.aanvraag_id)
        .subquery()
    )
    vraag = (
        select(
            Realisatieplan.aanvraag_id, Realisatieplan.volgnummer, grenzen.c.eerste, grenzen.c.laatste,
            _per_aard(Planregel.aard, Woonruimteaard.PERMANENT, Planregel.aantal),
            _per_aard(Planregel.aard, Woonruimteaard.FLEXIBEL, Planregel.aantal),
        )
        .join(grenzen, grenzen.c.aanvraag_id == Realisatieplan.aanvraag_id)
        .outerjoin(Planregel, Planregel.plan_id == Realisatieplan.id)
        .where(Realisatieplan.volgnummer.in_((grenzen.c.eerste, grenzen.c.laatste)))
        .group_by(Realisatieplan.aanvraag_id, Realisatieplan.volgnummer, grenzen.c.eerste, grenzen.c.laatste)
    )  # fmt: skip
    for id_, volgnummer, eerste, laatste, permanent, flexibel in db.session.execute(vraag):
        aantal = PerAard(int(permanent or 0), int(flexibel or 0))
        velden[id_]["plannen"] = laatste
        if volgnummer == eerste:
            velden[id_]["oorspronkelijk"] = aantal
        if volgnummer == laatste:
            velden[id_]["beloofd"] = aantal


def _lees_woonruimten(waar: Any, velden: dict[int, dict[str, Any]]) -> None:
    aanvaard = Levering.stand == Meldingstand.AANVAARD
    weg = Bestemmingseinde.id.is_not(None)
    gebruikt = Woonruimte.in_gebruik_op.is_not(None)
    gevallen = {
        "geleverd": aanvaard,
        "gemeld": Levering.stand.in_(WACHT),
        "in_gebruik": aanvaard & gebruikt & ~weg,
        "niet_gehouden": aanvaard & weg,
    }
    kolommen = [func.sum(case((voorwaarde, 1), else_=0)) for voorwaarde in gevallen.values()]
    vraag = (
        select(
            Woonruimte.aanvraag_id, Woonruimte.aard,
            func.min(case((aanvaard, Levering.opgeleverd_op))), func.max(case((aanvaard, Levering.opgeleverd_op))),
            *kolommen,
        )
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .outerjoin(Bestemmingseinde, Bestemmingseinde.woonruimte_id == Woonruimte.id)
        .where(Woonruimte.aanvraag_id.in_(waar), ~Woonruimte.vervallen)
        .group_by(Woonruimte.aanvraag_id, Woonruimte.aard)
    )  # fmt: skip
    for id_, aard, eerste, laatste, *aantallen in db.session.execute(vraag):
        veld = velden[id_]
        for naam, aantal in zip(gevallen, aantallen, strict=True):
            veld[naam] = veld.get(naam, NIETS) + PerAard(**{Woonruimteaard(aard).value: int(aantal or 0)})
        if eerste is not None:
            veld["eerste_levering"] = min(eerste, veld.get("eerste_levering") or eerste)
            veld["laatste_levering"] = max(laatste, veld.get("laatste_levering") or laatste)


def _lees_delen(waar: Any, velden: dict[int, dict[str, Any]]) -> None:
    vraag = (
        select(Projectdeel.aanvraag_id, func.count())
        .where(Projectdeel.aanvraag_id.in_(waar), Projectdeel.vervallen_op.is_(None))
        .group_by(Projectdeel.aanvraag_id)
    )
    for id_, aantal in db.session.execute(vraag):
        velden[id_]["delen"] = aantal


def _lees_mijlpalen(waar: Any, velden: dict[int, dict[str, Any]]) -> None:
    vraag = (
        select(
            Mijlpaalmelding.aanvraag_id, Mijlpaalmelding.mijlpaal, func.count(), func.min(Mijlpaalmelding.bereikt_op),
            func.max(Mijlpaalmelding.bereikt_op),
        )
        .join(Projectdeel, Projectdeel.id == Mijlpaalmelding.deel_id)
        .where(
            Mijlpaalmelding.aanvraag_id.in_(waar), Mijlpaalmelding.stand == Meldingstand.AANVAARD,
            Projectdeel.vervallen_op.is_(None),
        )
        .group_by(Mijlpaalmelding.aanvraag_id, Mijlpaalmelding.mijlpaal)
    )  # fmt: skip
    for id_, mijlpaal, aantal, eerste, laatste in db.session.execute(vraag):
        velden[id_].setdefault("mijlpalen", {})[Mijlpaal(mijlpaal)] = Mijlpaalstand(aantal, eerste, laatste)
