"""Promised against delivered over time, with what municipalities expect: the lines of a tranche. One query.

A forecast is given for a part, not for a kind of home. Where only one kind is still to come the parts are followed;
where both are, the rest counts on the day of the last part: never earlier than was said. A forecast that has passed
says nothing any more: those homes are counted beside the line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from sqlalchemy import case, func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.models import Beschikking
from subsidie.kern.tekst import aantal
from subsidie.realisatie.planmodellen import Mijlpaal, Planregel, Realisatieplan
from subsidie.realisatie.projecten import Projectstand
from subsidie.realisatie.stand import NIETS, PerAard
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.models import Tranche
from subsidie.web.beeld import Lijnen, Lijnreeks, Punt, lijnen
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Belofte:
    """What one decision made of the promise of one award: the homes before and after, by kind."""

    dag: date
    was: PerAard
    wordt: PerAard

    @property
    def is_eerste(self) -> bool:
        """Whether nothing had been promised before."""
        return self.was == NIETS


@dataclass(frozen=True, slots=True)
class Verloop:
    """The picture of one kind of home; ``noot``: what the line of the forecast leaves out, empty when nothing."""

    beeld: Lijnen
    noot: str


def lees_beloften(tranche: Tranche) -> list[Belofte]:
    """Every plan of every award of the tranche, in the order in which they came to work. One query."""

    def som(aard: Woonruimteaard) -> Any:
        return func.sum(case((Planregel.aard == aard, Planregel.aantal), else_=0))

    vraag = (
        select(
            Realisatieplan.aanvraag_id, Beschikking.bekendgemaakt_op, som(Woonruimteaard.PERMANENT),
            som(Woonruimteaard.FLEXIBEL),
        )
        .join(Aanvraag, Aanvraag.id == Realisatieplan.aanvraag_id)
        .join(Beschikking, Beschikking.id == Realisatieplan.beschikking_id)
        .outerjoin(Planregel, Planregel.plan_id == Realisatieplan.id)
        .where(Aanvraag.tranche_id == tranche.id)
        .group_by(
            Realisatieplan.aanvraag_id, Beschikking.bekendgemaakt_op, Realisatieplan.volgnummer, Realisatieplan.id
        )
        .order_by(Realisatieplan.aanvraag_id, Realisatieplan.volgnummer)
    )  # fmt: skip
    vorig: dict[int, PerAard] = {}
    gevonden = []
    for aanvraag_id, dag, permanent, flexibel in db.session.execute(vraag):
        wordt = PerAard(int(permanent or 0), int(flexibel or 0))
        gevonden.append(Belofte(dag, vorig.get(aanvraag_id, NIETS), wordt))
        vorig[aanvraag_id] = wordt
    return gevonden


def verwacht(
    projecten: Iterable[Projectstand], aard: Woonruimteaard, vandaag: date
) -> tuple[Mapping[date, int], int]:
    """By day how many homes of this kind municipalities expect, and how many of which they do not say it (any more)."""
    per_dag: Counter[date] = Counter()
    onbekend = 0
    for project in projecten:
        for dag, hoeveel in _van_project(project, aard):
            if dag is None or dag < vandaag:
                onbekend += hoeveel
            else:
                per_dag[dag] += hoeveel
    return per_dag, onbekend


def verloopbeeld(
    beloften: Sequence[Belofte], projecten: Sequence[Projectstand], aard: Woonruimteaard, vandaag: date
) -> Verloop | None:
    """The lines of one kind of home; ``None`` when none was ever promised."""
    stappen: Counter[date] = Counter()
    for belofte in beloften:
        stappen[belofte.dag] += belofte.wordt.van(aard) - belofte.was.van(aard)
    if not any(stappen.values()):
        return None
    geleverd: Counter[date] = Counter()
    for project in projecten:
        for een in project.geleverd:
            if een.aard is aard:
                geleverd[een.dag] += een.aantal
    komt, onbekend = verwacht(projecten, aard, vandaag)
    begin = min(stappen)
    uiterlijk = [
        een.uiterlijk_klaar for een in projecten if een.uiterlijk_klaar and een.stand.beloofd.van(aard)
    ]
    einde = max([vandaag, *stappen, *komt, *uiterlijk])
    er_is = sum(geleverd.values())
    reeksen = [
        Lijnreeks("beloofd", _trap(stappen, begin, einde)),
        Lijnreeks(
            "opgeleverd en aanvaard", _trap(geleverd, min([begin, *geleverd]), max([vandaag, *geleverd]))
        ),
    ]
    if komt:
        reeksen.append(
            Lijnreeks("eigen prognose van gemeenten", _trap(komt, vandaag, max(komt), vanaf=er_is))
        )
    titel = f"{'Permanente' if aard is Woonruimteaard.PERMANENT else 'Flexibele'} woonruimten, beloofd en opgeleverd"
    noot = (
        f"Van {aantal(onbekend, 'woonruimte', 'woonruimten')} is er geen prognose, of is die voorbij. Die staan "
        "niet in de lijn van de prognose."
        if onbekend
        else ""
    )
    beeld = lijnen(titel, reeksen, kenmerk=f"verloop-{aard.value}", vandaag=max(vandaag, begin))
    return Verloop(beeld, noot)


def _trap(stappen: Mapping[date, int], begin: date, einde: date, *, vanaf: int = 0) -> tuple[Punt, ...]:
    """Cumulative points from ``begin`` to ``einde``, both there; ``vanaf`` is what there is at the beginning."""
    dagen = sorted({begin, einde, *stappen})
    waarden = accumulate((stappen.get(dag, 0) for dag in dagen), initial=vanaf)
    next(waarden)
    return tuple(Punt(dag, max(0, waarde)) for dag, waarde in zip(dagen, waarden, strict=True))


def _van_project(project: Projectstand, aard: Woonruimteaard) -> Iterable[tuple[date | None, int]]:
    """Of the homes of this kind that are to come: when, as far as the municipality said."""
    rest = project.rest(aard)
    if rest == 0:
        return
    open_ = [een for een in project.delen if not een.staat]
    dagen = [een.prognoses.get(Mijlpaal.OPLEVERING) for een in open_]
    bekend = [dag for dag in dagen if dag is not None]
    if rest < sum(project.rest(een) for een in Woonruimteaard):
        yield (max(bekend) if bekend and len(bekend) == len(dagen) else None), rest
        return
    for dag, deel in sorted(
        zip(dagen, open_, strict=True), key=lambda paar: (paar[0] is None, paar[0] or date.max)
    ):
        hoeveel = min(rest, deel.aantal - deel.geleverd)
        rest -= hoeveel
        yield dag, hoeveel
    if rest:
        yield None, rest
