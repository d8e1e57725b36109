"""One award as its page shows it: what was promised, what stands, each part with its milestones, and what is next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.realisatie.bevestiging import (
    Jaarstand,
    bestemmingsjaren,
    jaarstanden,
    list_bevestigingen,
    te_bevestigen_jaren,
)
from subsidie.realisatie.delen import TELT, list_delen
from subsidie.realisatie.leveringmodellen import Levering, Woonruimte
from subsidie.realisatie.mijlpaalregels import ZELF_TE_MELDEN, opmerkingen
from subsidie.realisatie.mijlpalen import bereikte_dagen, list_mijlpaalmeldingen
from subsidie.realisatie.oordelen import MIJLPAALWOORDEN, Melding
from subsidie.realisatie.plan import eerste_plan, geldend_plan, list_planregels
from subsidie.realisatie.planmodellen import (
    Meldingstand,
    Mijlpaal,
    Mijlpaalmelding,
    Planregel,
    Prognose,
    Projectdeel,
    Realisatieplan,
)
from subsidie.realisatie.plichten import Verplichtingsdag
from subsidie.realisatie.prognoses import lees_prognoses, uiterlijk_voor
from subsidie.realisatie.projecten import lopend
from subsidie.realisatie.stand import PerAard, Realisatiestand, lees_stand
from subsidie.realisatie.verleend import list_vastgestelde
from subsidie.realisatie.verplichtingen import uiterste_dagen
from subsidie.realisatie.volgende import Feiten, Volgende, wat_nu
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels
from subsidie.web.db import db

SOORTWOORDEN: Final = {
    Woonruimtesoort.ZELFSTANDIG: "zelfstandig",
    Woonruimtesoort.ONZELFSTANDIG: "onzelfstandig",
    Woonruimtesoort.STANDPLAATS: "standplaats",
    Woonruimtesoort.VERBLIJFSRUIMTE: "verblijfsruimte",
}


@dataclass(frozen=True, slots=True)
class Planrij:
    """One target group and kind of home: what holds now, what was first awarded, and what was accepted."""

    doelgroep: str
    soort: str
    beloofd: PerAard
    eerst: PerAard
    geleverd: PerAard

    @property
    def gewijzigd(self) -> bool:
        """Whether what holds now is not what was first awarded."""
        return self.beloofd != self.eerst


@dataclass(frozen=True, slots=True)
class Mijlpaalcel:
    """One milestone of one part: its report if there is one, else what is expected; and the last day of it."""

    mijlpaal: Mijlpaal
    naam: str
    melding: Mijlpaalmelding | None
    prognose: Prognose | None
    uiterlijk: date | None
    opmerkingen: tuple[str, ...]

    @property
    def telt(self) -> bool:
        """Whether a report was accepted."""
        return self.melding is not None and self.melding.stand is Meldingstand.AANVAARD

    @property
    def te_melden(self) -> bool:
        """Whether a municipality can report it here now."""
        return self.mijlpaal in ZELF_TE_MELDEN and (
            self.melding is None or self.melding.stand is Meldingstand.AFGEWEZEN
        )

    @property
    def te_laat(self) -> bool:
        """Whether it is expected after the last day."""
        return (
            not self.telt
            and self.prognose is not None
            and self.uiterlijk is not None
            and self.prognose.verwacht_op > self.uiterlijk
        )


@dataclass(frozen=True, slots=True)
class Deelbeeld:
    """One part: its milestones in order, and how many of its homes were accepted and wait."""

    deel: Projectdeel
    mijlpalen: tuple[Mijlpaalcel, ...]
    geleverd: int
    gemeld: int


@dataclass(frozen=True, slots=True)
class Realisatiebeeld:
    """Everything of the page about one award."""

    aanvraag: Aanvraag
    plan: Realisatieplan
    eerste: Realisatieplan
    stand: Realisatiestand
    rijen: tuple[Planrij, ...]
    delen: tuple[Deelbeeld, ...]
    verplichtingen: tuple[Verplichtingsdag, ...]
    jaren: tuple[Jaarstand, ...]
    volgende: tuple[Volgende, ...]

    @property
    def gewijzigd(self) -> bool:
        """Whether something was changed since the first award."""
        return self.plan.id != self.eerste.id

    @property
    def deelverschil(self) -> int:
        """How many homes of the plan stand in no part; negative when the parts hold more than the plan."""
        return self.stand.beloofd.totaal - sum(een.deel.aantal for een in self.delen)


def lees_beeld(aanvraag: Aanvraag, vandaag: date) -> Realisatiebeeld | None:
    """The award on ``aanvraag`` as its page shows it on ``vandaag``; ``None`` without one. Constant in its queries."""
    plan, eerste = geldend_plan(aanvraag), eerste_plan(aanvraag)
    if plan is None or eerste is None:
        return None
    stand, dagen = lees_stand(aanvraag.id), uiterste_dagen(aanvraag)
    meldingen = list_mijlpaalmeldingen(aanvraag)
    leveringen = _leveringen(aanvraag)
    prognoses = lees_prognoses([aanvraag.id]).get(aanvraag.id, {})
    per_deel = _per_deel(aanvraag)
    verleend = eerste.beschikking.bekendgemaakt_op
    delen = tuple(
        Deelbeeld(
            deel, _cellen(deel, meldingen, prognoses.get(deel.id, {}), dagen, verleend),
            *per_deel.get(deel.id, (0, 0)),
        )
        for deel in list_delen(aanvraag)
    )  # fmt: skip
    bevestigingen = list_bevestigingen(aanvraag)
    jaren = jaarstanden(
        [jaar for jaar in te_bevestigen_jaren(stand, bestemmingsjaren(aanvraag)) if jaar <= vandaag.year],
        bevestigingen, vandaag,
    )  # fmt: skip
    alle: list[Melding] = [*meldingen, *leveringen, *bevestigingen]
    open_vragen = [een for een in alle if een.stand is Meldingstand.VRAAG]
    vastgesteld = aanvraag.id in list_vastgestelde([aanvraag.id])
    feiten = Feiten(
        stand=stand, verplichtingen=lopend(dagen, vastgesteld=vastgesteld),
        vragen=tuple(open_vragen), jaren=tuple(jaren),
        delen=tuple(
            (een.deel.volgnummer, een.deel.naam, een.geleverd + een.gemeld,
             {cel.mijlpaal for cel in een.mijlpalen if cel.melding and cel.melding.stand in TELT},
             {cel.mijlpaal: cel.prognose.verwacht_op for cel in een.mijlpalen if cel.prognose})
            for een in delen
        ),
        vandaag=vandaag, vastgesteld=vastgesteld,
    )  # fmt: skip
    return Realisatiebeeld(
        aanvraag=aanvraag, plan=plan, eerste=eerste, stand=stand,
        rijen=_rijen(aanvraag, list_planregels(plan), list_planregels(eerste)), delen=delen,
        verplichtingen=tuple(dagen), jaren=tuple(jaren), volgende=tuple(wat_nu(feiten)),
    )  # fmt: skip


def groepsnamen(tranche: Tranche) -> dict[str, str]:
    """The names of the target groups of a tranche by their code."""
    regelset = regels(tranche)
    if not regelset.heeft("doelgroepen"):
        return {}
    return {een.code: een.naam for een in regelset.doelgroepen.waarde or ()}


def _cellen(
    deel: Projectdeel, meldingen: Sequence[Mijlpaalmelding], prognoses: Mapping[Mijlpaal, Prognose],
    dagen: Iterable[Verplichtingsdag], verleend_op: date | None,
) -> tuple[Mijlpaalcel, ...]:  # fmt: skip
    dagen = list(dagen)
    bereikt = bereikte_dagen(meldingen, deel.id)
    cellen = []
    for mijlpaal in Mijlpaal:
        # The newest says how it stands; what was taken back is as if it was never there.
        melding = next(
            (
                een
                for een in reversed(meldingen)
                if (een.deel_id, een.mijlpaal) == (deel.id, mijlpaal)
                and een.stand is not Meldingstand.INGETROKKEN
            ),
            None,
        )
        uiterlijk = uiterlijk_voor(mijlpaal, dagen)
        zinnen = (
            opmerkingen(
                mijlpaal, melding.bereikt_op, verleend_op=verleend_op, uiterlijk=uiterlijk,
                bereikt={ander: dag for ander, dag in bereikt.items() if ander is not mijlpaal},
            )
            if melding is not None and melding.stand in TELT
            else ()
        )  # fmt: skip
        cellen.append(
            Mijlpaalcel(
                mijlpaal,
                MIJLPAALWOORDEN[mijlpaal],
                melding,
                prognoses.get(mijlpaal),
                uiterlijk,
                tuple(zinnen),
            )
        )
    return tuple(cellen)


def _rijen(
    aanvraag: Aanvraag, nu_geldend: Sequence[Planregel], eerst: Sequence[Planregel]
) -> tuple[Planrij, ...]:
    namen = groepsnamen(aanvraag.tranche)
    beloofd, was, geleverd = _per_rij(nu_geldend), _per_rij(eerst), _geleverd_per_rij(aanvraag)
    wijzen = dict.fromkeys((*beloofd, *was, *geleverd))
    leeg = PerAard()
    return tuple(
        Planrij(
            namen.get(groep, groep), SOORTWOORDEN[soort], beloofd.get((groep, soort), leeg),
            was.get((groep, soort), leeg), geleverd.get((groep, soort), leeg),
        )
        for groep, soort in wijzen
    )  # fmt: skip


def _per_rij(planregels: Iterable[Planregel]) -> dict[tuple[str, Woonruimtesoort], PerAard]:
    gevonden: dict[tuple[str, Woonruimtesoort], PerAard] = {}
    for regel in planregels:
        rij = (regel.doelgroep, regel.soort)
        gevonden[rij] = gevonden.get(rij, PerAard()) + PerAard(**{regel.aard.value: regel.aantal})
    return gevonden


def _geleverd_per_rij(aanvraag: Aanvraag) -> dict[tuple[str, Woonruimtesoort], PerAard]:
    vraag = (
        select(Woonruimte.doelgroep, Woonruimte.soort, Woonruimte.aard, func.count())
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .where(
            Woonruimte.aanvraag_id == aanvraag.id,
            ~Woonruimte.vervallen,
            Levering.stand == Meldingstand.AANVAARD,
        )
        .group_by(Woonruimte.doelgroep, Woonruimte.soort, Woonruimte.aard)
        .order_by(Woonruimte.doelgroep, Woonruimte.soort)
    )
    gevonden: dict[tuple[str, Woonruimtesoort], PerAard] = {}
    for groep, soort, aard, aantal in db.session.execute(vraag):
        rij = (groep, soort)
        gevonden[rij] = gevonden.get(rij, PerAard()) + PerAard(**{Woonruimteaard(aard).value: aantal})
    return gevonden


def _leveringen(aanvraag: Aanvraag) -> list[Levering]:
    return list(
        db.session.scalars(
            select(Levering)
            .where(Levering.aanvraag_id == aanvraag.id, Levering.stand == Meldingstand.VRAAG)
            .order_by(Levering.id)
        )
    )


def _per_deel(aanvraag: Aanvraag) -> dict[int, tuple[int, int]]:
    """Per part how many homes were accepted, and how many wait."""
    vraag = (
        select(Levering.deel_id, Levering.stand, func.count(Woonruimte.id))
        .join(Woonruimte, Woonruimte.levering_id == Levering.id)
        .where(Levering.aanvraag_id == aanvraag.id, Levering.stand.in_(TELT), ~Woonruimte.vervallen)
        .group_by(Levering.deel_id, Levering.stand)
    )
    gevonden: dict[int, tuple[int, int]] = {}
    for deel_id, stand, aantal in db.session.execute(vraag):
        geleverd, gemeld = gevonden.get(deel_id, (0, 0))
        telt = stand is Meldingstand.AANVAARD
        gevonden[deel_id] = (geleverd + aantal, gemeld) if telt else (geleverd, gemeld + aantal)
    return gevonden
