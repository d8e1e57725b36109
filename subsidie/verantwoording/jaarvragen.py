"""What stood at the end of a day, per award of a tranche: for a report of a year, whenever it is asked.

What was promised is the plan that worked on that day; what was delivered is what the ministry accepted since, by the
day of delivery. So a report of an old year changes only when something of that year is accepted later.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select

from subsidie.aanvragen.models import Aanvraag, Project
from subsidie.beschikkingen.models import Beschikking
from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Levering, Woonruimte
from subsidie.realisatie.planmodellen import Meldingstand, Planregel, Realisatieplan
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.models import Tranche
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Jaarregel:
    """One award. Homes by number; ``in_jaar``: delivered from 1 January to the day itself."""

    nummer: str
    gemeente: str
    project: str
    beloofd_permanent: int
    beloofd_flexibel: int
    geleverd_permanent: int
    geleverd_flexibel: int
    in_jaar: int
    in_gebruik: int
    niet_gehouden: int

    @property
    def beloofd(self) -> int:
        """Permanent and flexible together."""
        return self.beloofd_permanent + self.beloofd_flexibel

    @property
    def geleverd(self) -> int:
        """Permanent and flexible together."""
        return self.geleverd_permanent + self.geleverd_flexibel


def lees_jaarregels(tranche: Tranche, peildatum: date) -> list[Jaarregel]:
    """Every award that worked on ``peildatum``, by number. Two queries."""
    geleverd = _geleverd(tranche.id, peildatum)
    gevonden = []
    for id_, nummer, gemeente, project, permanent, flexibel in db.session.execute(
        _plannen(tranche.id, peildatum)
    ):
        gevonden.append(
            Jaarregel(
                nummer,
                gemeente,
                project,
                int(permanent or 0),
                int(flexibel or 0),
                *geleverd.get(id_, (0,) * 5),
            )
        )
    return gevonden


def eerste_jaar(tranche: Tranche) -> int | None:
    """The year in which the first plan of ``tranche`` came to work; ``None`` while there is none."""
    dag = db.session.scalar(
        select(func.min(Beschikking.bekendgemaakt_op))
        .join(Realisatieplan, Realisatieplan.beschikking_id == Beschikking.id)
        .join(Aanvraag, Aanvraag.id == Realisatieplan.aanvraag_id)
        .where(Aanvraag.tranche_id == tranche.id)
    )
    return dag.year if dag else None


def _plannen(tranche_id: int, peildatum: date) -> Any:
    laatste = (
        select(
            Realisatieplan.aanvraag_id.label("aanvraag_id"), func.max(Realisatieplan.volgnummer).label("volgnummer")
        )
        .join(Beschikking, Beschikking.id == Realisatieplan.beschikking_id)
        .where(Beschikking.bekendgemaakt_op <= peildatum)
        .group_by(Realisatieplan.aanvraag_id)
        .subquery()
    )  # fmt: skip
    som = [
        func.sum(case((Planregel.aard == aard, Planregel.aantal), else_=0))
        for aard in (Woonruimteaard.PERMANENT, Woonruimteaard.FLEXIBEL)
    ]
    return (
        select(Aanvraag.id, Aanvraag.nummer, Gemeente.naam, Project.naam, *som)
        .join(laatste, laatste.c.aanvraag_id == Aanvraag.id)
        .join(
            Realisatieplan,
            and_(
                Realisatieplan.aanvraag_id == Aanvraag.id,
                Realisatieplan.volgnummer == laatste.c.volgnummer,
            ),
        )
        .join(Gemeente, Gemeente.gm_code == Aanvraag.gm_code)
        .join(Project, Project.id == Aanvraag.project_id)
        .outerjoin(Planregel, Planregel.plan_id == Realisatieplan.id)
        .where(Aanvraag.tranche_id == tranche_id)
        .group_by(Aanvraag.id, Aanvraag.nummer, Gemeente.naam, Project.naam)
        .order_by(Aanvraag.nummer)
    )


def _geleverd(tranche_id: int, peildatum: date) -> dict[int, tuple[int, int, int, int, int]]:
    weg = Bestemmingseinde.per <= peildatum
    gevallen = (
        Woonruimte.aard == Woonruimteaard.PERMANENT,
        Woonruimte.aard == Woonruimteaard.FLEXIBEL,
        Levering.opgeleverd_op >= date(peildatum.year, 1, 1),
        and_(Woonruimte.in_gebruik_op <= peildatum, func.coalesce(weg, False).is_(False)),
        weg,
    )
    vraag = (
        select(Woonruimte.aanvraag_id, *(func.sum(case((geval, 1), else_=0)) for geval in gevallen))
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .join(Aanvraag, Aanvraag.id == Levering.aanvraag_id)
        .outerjoin(Bestemmingseinde, Bestemmingseinde.woonruimte_id == Woonruimte.id)
        .where(
            Aanvraag.tranche_id == tranche_id, Levering.stand == Meldingstand.AANVAARD, ~Woonruimte.vervallen,
            Levering.opgeleverd_op <= peildatum,
        )
        .group_by(Woonruimte.aanvraag_id)
    )  # fmt: skip
    gevonden: dict[int, tuple[int, int, int, int, int]] = defaultdict(lambda: (0, 0, 0, 0, 0))
    for id_, *aantallen in db.session.execute(vraag):
        permanent, flexibel, in_jaar, in_gebruik, niet = (int(een or 0) for een in aantallen)
        gevonden[id_] = (permanent, flexibel, in_jaar, in_gebruik, niet)
    return gevonden
