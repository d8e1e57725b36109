"""Reads what the rule of risk looks at, of many awards at once: a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, func, select

from subsidie.realisatie.bevestiging import te_bevestigen_jaren
from subsidie.realisatie.leveringmodellen import Bestemmingsbevestiging, Levering, Woonruimte
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaal, Mijlpaalmelding, Prognose, Projectdeel
from subsidie.realisatie.plichten import Bewijs, Verplichtingsdag
from subsidie.realisatie.risico import Bevestigd, Mijlpaalfeit, Projectfeiten
from subsidie.realisatie.stand import WACHT, Realisatiestand
from subsidie.realisatie.wijzigingmodellen import Verzoekstatus, Wijzigingsverzoek
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Geleverd:
    """Homes of one kind that were delivered on one day and accepted."""

    dag: date
    aard: Woonruimteaard
    aantal: int


@dataclass(slots=True)
class Deelfeiten:
    """One part: how many homes it holds and how many stand, what it passed, and its newest forecasts."""

    aantal: int
    geleverd: int = 0
    gemeld: int = 0
    aanvaard: dict[Mijlpaal, date] = field(default_factory=dict)
    wacht: set[Mijlpaal] = field(default_factory=set)
    prognoses: dict[Mijlpaal, date] = field(default_factory=dict)

    @property
    def staat(self) -> bool:
        """Whether all its homes were accepted."""
        return self.geleverd >= self.aantal

    def voorbij(self, mijlpaal: Mijlpaal) -> bool:
        """Whether it passed: a part that stands has passed everything before."""
        return self.staat or (mijlpaal is not Mijlpaal.OPLEVERING and mijlpaal in self.aanvaard)


@dataclass(frozen=True, slots=True)
class Bronnen:
    """By application id; what is not there did not happen."""

    delen: Mapping[int, Sequence[Deelfeiten]]
    geleverd: Mapping[int, Sequence[Geleverd]]
    bevestigingen: Mapping[int, Sequence[Bestemmingsbevestiging]]
    verzoeken: AbstractSet[int]
    """Applications of which a request to change waits for a decision."""


def lees_bronnen(ids: Sequence[int]) -> Bronnen:
    """Seven queries, of these applications."""
    if not ids:
        return Bronnen({}, {}, {}, frozenset())
    return Bronnen(_delen(ids), _geleverd(ids), _bevestigingen(ids), _verzoeken(ids))


def feiten_van(
    stand: Realisatiestand, plichten: Sequence[Verplichtingsdag], bronnen: Bronnen, vandaag: date
) -> Projectfeiten:
    """The facts of one award on ``vandaag``; ``plichten``: its obligations, with the day until which homes are kept."""
    id_ = stand.aanvraag_id
    delen, geleverd = bronnen.delen.get(id_, ()), bronnen.geleverd.get(id_, ())
    bevestigingen = bronnen.bevestigingen.get(id_, ())
    gehad = {een.jaar for een in bevestigingen}
    return Projectfeiten(
        beloofd=stand.beloofd.totaal,
        geleverd=stand.beloofd.totaal - stand.te_leveren,
        gemeld=min(stand.gemeld.totaal, stand.te_leveren),
        niet_gehouden=stand.niet_gehouden.totaal,
        laatste_levering=stand.laatste_levering,
        delen=max(1, len(delen)),
        mijlpalen={mijlpaal: _mijlpaal(mijlpaal, delen) for mijlpaal in Mijlpaal},
        onbevestigd=tuple(jaar for jaar in _voorbije_jaren(stand, plichten, vandaag) if jaar not in gehad),
        bevestigd=_laatst_bevestigd(bevestigingen, geleverd),
        verzoek_loopt=id_ in bronnen.verzoeken,
    )


def _voorbije_jaren(stand: Realisatiestand, plichten: Iterable[Verplichtingsdag], vandaag: date) -> list[int]:
    """The years that are over of which a confirmation is asked; none where no obligation asks to keep the homes."""
    einde = next((een.uiterlijk for een in plichten if een.bewijs is Bewijs.BESTEMMING), None)
    if einde is None or stand.laatste_levering is None:
        return []
    jaren = te_bevestigen_jaren(stand, einde.year - stand.laatste_levering.year)
    return [jaar for jaar in jaren if jaar < vandaag.year]


def laatste_prognose(mijlpaal: Mijlpaal, delen: Iterable[Deelfeiten]) -> date | None:
    """By when the last part that did not pass is expected, of those with a forecast; ``None`` when none has one."""
    return max(
        (een.prognoses[mijlpaal] for een in delen if mijlpaal in een.prognoses and not een.voorbij(mijlpaal)),
        default=None,
    )


def _mijlpaal(mijlpaal: Mijlpaal, delen: Sequence[Deelfeiten]) -> Mijlpaalfeit:
    dagen = [een.aanvaard[mijlpaal] for een in delen if mijlpaal in een.aanvaard]
    return Mijlpaalfeit(
        aanvaard=sum(1 for een in delen if een.voorbij(mijlpaal)),
        gemeld=sum(1 for een in delen if mijlpaal in een.wacht and not een.voorbij(mijlpaal)),
        laatste=max(dagen, default=None),
        prognose=laatste_prognose(mijlpaal, delen),
    )


def _laatst_bevestigd(
    bevestigingen: Sequence[Bestemmingsbevestiging], geleverd: Sequence[Geleverd]
) -> Bevestigd | None:
    aanvaard = [een for een in bevestigingen if een.stand is Meldingstand.AANVAARD]
    if not aanvaard:
        return None
    laatste = max(aanvaard, key=lambda een: een.jaar)
    toen = sum(een.aantal for een in geleverd if een.dag <= laatste.peildatum)
    return Bevestigd(laatste.jaar, laatste.aantal, toen)


def _delen(ids: Sequence[int]) -> dict[int, list[Deelfeiten]]:
    per_deel: dict[int, Deelfeiten] = {}
    per_aanvraag: dict[int, list[Deelfeiten]] = defaultdict(list)
    levend = and_(Projectdeel.aanvraag_id.in_(ids), Projectdeel.vervallen_op.is_(None))
    vraag = (
        select(Projectdeel.id, Projectdeel.aanvraag_id, Projectdeel.aantal)
        .where(levend)
        .order_by(Projectdeel.id)
    )
    for deel_id, aanvraag_id, aantal in db.session.execute(vraag):
        per_deel[deel_id] = Deelfeiten(aantal)
        per_aanvraag[aanvraag_id].append(per_deel[deel_id])
    _tel_woonruimten(ids, per_deel)
    _lees_meldingen(ids, per_deel)
    nieuwste = (
        select(func.max(Prognose.id))
        .join(Projectdeel, Projectdeel.id == Prognose.deel_id)
        .where(levend)
        .group_by(Prognose.deel_id, Prognose.mijlpaal)
    )
    prognoses = select(Prognose.deel_id, Prognose.mijlpaal, Prognose.verwacht_op)
    for deel_id, mijlpaal, dag in db.session.execute(prognoses.where(Prognose.id.in_(nieuwste))):
        per_deel[deel_id].prognoses[mijlpaal] = dag
    return per_aanvraag


def _tel_woonruimten(ids: Sequence[int], per_deel: Mapping[int, Deelfeiten]) -> None:
    telt = (Meldingstand.AANVAARD, *WACHT)
    vraag = (
        select(Levering.deel_id, Levering.stand, func.count())
        .join(Woonruimte, Woonruimte.levering_id == Levering.id)
        .where(Levering.aanvraag_id.in_(ids), Levering.stand.in_(telt), ~Woonruimte.vervallen)
        .group_by(Levering.deel_id, Levering.stand)
    )
    for deel_id, stand, hoeveel in db.session.execute(vraag):
        if deel_id in per_deel and stand is Meldingstand.AANVAARD:
            per_deel[deel_id].geleverd += hoeveel
        elif deel_id in per_deel:
            per_deel[deel_id].gemeld += hoeveel


def _lees_meldingen(ids: Sequence[int], per_deel: Mapping[int, Deelfeiten]) -> None:
    melding = Mijlpaalmelding
    telt = (Meldingstand.AANVAARD, *WACHT)
    vraag = select(melding.deel_id, melding.mijlpaal, melding.stand, melding.bereikt_op).where(
        melding.aanvraag_id.in_(ids), melding.stand.in_(telt)
    )
    for deel_id, mijlpaal, stand, bereikt_op in db.session.execute(vraag):
        if deel_id not in per_deel:
            continue
        if stand is Meldingstand.AANVAARD:
            per_deel[deel_id].aanvaard[mijlpaal] = bereikt_op
        else:
            per_deel[deel_id].wacht.add(mijlpaal)


def _geleverd(ids: Sequence[int]) -> dict[int, list[Geleverd]]:
    vraag = (
        select(Levering.aanvraag_id, Levering.opgeleverd_op, Woonruimte.aard, func.count())
        .join(Woonruimte, Woonruimte.levering_id == Levering.id)
        .where(Levering.aanvraag_id.in_(ids), Levering.stand == Meldingstand.AANVAARD, ~Woonruimte.vervallen)
        .group_by(Levering.aanvraag_id, Levering.opgeleverd_op, Woonruimte.aard)
        .order_by(Levering.opgeleverd_op)
    )
    gevonden: dict[int, list[Geleverd]] = defaultdict(list)
    for aanvraag_id, dag, aard, hoeveel in db.session.execute(vraag):
        gevonden[aanvraag_id].append(Geleverd(dag, aard, hoeveel))
    return gevonden


def _bevestigingen(ids: Sequence[int]) -> dict[int, list[Bestemmingsbevestiging]]:
    telt = (Meldingstand.AANVAARD, *WACHT)
    vraag = select(Bestemmingsbevestiging).where(
        Bestemmingsbevestiging.aanvraag_id.in_(ids), Bestemmingsbevestiging.stand.in_(telt)
    )
    gevonden: dict[int, list[Bestemmingsbevestiging]] = defaultdict(list)
    for een in db.session.scalars(vraag):
        gevonden[een.aanvraag_id].append(een)
    return gevonden


def _verzoeken(ids: Sequence[int]) -> frozenset[int]:
    loopt = (Verzoekstatus.INGEDIEND, Verzoekstatus.IN_BEHANDELING, Verzoekstatus.VOORGELEGD)
    vraag = select(Wijzigingsverzoek.aanvraag_id).where(
        Wijzigingsverzoek.aanvraag_id.in_(ids), Wijzigingsverzoek.status.in_(loopt)
    )
    return frozenset(db.session.scalars(vraag))
