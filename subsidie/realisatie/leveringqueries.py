"""What deliveries rest on, read in a constant number of queries: the plan, the parts, what was reported, doubles."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.fouten import NietGevonden
from subsidie.realisatie.dubbelen import Bestaand
from subsidie.realisatie.leveringinvoer import Deelkeuze
from subsidie.realisatie.leveringmodellen import Bestemmingseinde, Levering, Vervolglocatie, Woonruimte
from subsidie.realisatie.plan import Planwijze, eerste_plan, geldend_plan, list_planregels, wijzen_van
from subsidie.realisatie.planmodellen import Meldingstand, Mijlpaal, Mijlpaalmelding, Projectdeel
from subsidie.realisatie.woonruimten import Adres, Wijzekeuze, keuzen_van
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels
from subsidie.web.db import db

_KENMERK: Final = re.compile(r"[A-Za-z0-9._-]{1,60}")
_HOOGSTE_REGEL: Final = 1_000_000
"""Anything else is never asked of the database, which refuses some of it."""

_TELT: Final = (Meldingstand.GEMELD, Meldingstand.VRAAG, Meldingstand.AANVAARD)
"""States in which homes take room in the plan."""


@dataclass(frozen=True, slots=True)
class Leverstand:
    """What holds for deliveries of one award. ``bezet``: accepted and waiting homes per kind.

    ``dicht``: why nothing can be reported (any more), in Dutch; empty when it can. ``groepsnamen``: by code.
    """

    verleend_op: date | None
    plan: Mapping[Planwijze, int]
    bezet: Mapping[Planwijze, tuple[int, int]]
    delen: tuple[Deelkeuze, ...]
    gepland_per_deel: Mapping[int, int]
    geleverd_per_deel: Mapping[int, int]
    start_per_deel: Mapping[int, date]
    groepsnamen: Mapping[str, str]
    keuzen: tuple[Wijzekeuze, ...]
    dicht: str = ""

    @property
    def namen(self) -> dict[Planwijze, str]:
        """How each kind is called."""
        return {een.wijze: een.naam for een in self.keuzen}


def lees_leverstand(aanvraag: Aanvraag, *, zonder: Levering | None = None) -> Leverstand:
    """What holds for a delivery of ``aanvraag``; ``zonder``: one whose homes are about to be replaced.

    The same number of queries however many homes there are.
    """
    eerste, geldend = eerste_plan(aanvraag), geldend_plan(aanvraag)
    plan = wijzen_van(list_planregels(geldend))
    bezet, per_deel = _lees_bezet(aanvraag, zonder)
    namen = groepsnamen_van(aanvraag.tranche)
    delen = list(
        db.session.scalars(
            select(Projectdeel)
            .where(Projectdeel.aanvraag_id == aanvraag.id, Projectdeel.vervallen_op.is_(None))
            .order_by(Projectdeel.volgnummer)
        )
    )
    return Leverstand(
        verleend_op=eerste.beschikking.bekendgemaakt_op if eerste is not None else None,
        plan=plan,
        bezet=bezet,
        delen=tuple(Deelkeuze(een.id, str(een.volgnummer), een.naam) for een in delen),
        gepland_per_deel={een.id: een.aantal for een in delen},
        geleverd_per_deel=per_deel,
        start_per_deel=_lees_start(aanvraag),
        groepsnamen=namen,
        keuzen=keuzen_van(list(dict.fromkeys((*plan, *bezet))), namen),
        dicht=_waarom_dicht(aanvraag, verleend=eerste is not None, woonruimten=sum(plan.values())),
    )


def groepsnamen_van(tranche: Tranche) -> dict[str, str]:
    """The names of the target groups of a tranche by code."""
    instellingen = regels(tranche)
    if not instellingen.heeft("doelgroepen"):
        return {}
    return {een.code: een.naam for een in instellingen.doelgroepen.waarde or ()}


def _waarom_dicht(aanvraag: Aanvraag, *, verleend: bool, woonruimten: int) -> str:
    if not verleend:
        return "Op deze aanvraag is geen subsidie verleend. Woonruimten melden kan pas na de verlening."
    if not woonruimten:
        return "De subsidie is ingetrokken: er zijn geen woonruimten meer om te melden."
    vastgesteld = exists().where(
        Beschikking.aanvraag_id == aanvraag.id,
        Beschikking.soort == Besluitsoort.VASTSTELLING,
        Beschikking.status == Besluitstatus.BEKENDGEMAAKT,
    )
    if db.session.scalar(select(vastgesteld)):
        return "De subsidie is vastgesteld. Daarna kunt u geen woonruimten meer melden."
    return ""


def _lees_bezet(
    aanvraag: Aanvraag, zonder: Levering | None
) -> tuple[dict[Planwijze, tuple[int, int]], dict[int, int]]:
    """Per kind how many homes were accepted and how many wait, and per part how many together."""
    aanvaard = func.sum(case((Levering.stand == Meldingstand.AANVAARD, 1), else_=0))
    vraag = (
        select(
            Woonruimte.doelgroep, Woonruimte.aard, Woonruimte.soort, Levering.deel_id, aanvaard, func.count()
        )
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .where(Woonruimte.aanvraag_id == aanvraag.id, ~Woonruimte.vervallen, Levering.stand.in_(_TELT))
        .group_by(Woonruimte.doelgroep, Woonruimte.aard, Woonruimte.soort, Levering.deel_id)
    )
    if zonder is not None:
        vraag = vraag.where(Levering.id != zonder.id)
    bezet: dict[Planwijze, tuple[int, int]] = {}
    per_deel: dict[int, int] = {}
    for doelgroep, aard, soort, deel_id, goed, alle in db.session.execute(vraag):
        eerder = bezet.get((doelgroep, aard, soort), (0, 0))
        bezet[doelgroep, aard, soort] = (eerder[0] + int(goed), eerder[1] + int(alle) - int(goed))
        per_deel[deel_id] = per_deel.get(deel_id, 0) + int(alle)
    return bezet, per_deel


def _lees_start(aanvraag: Aanvraag) -> dict[int, date]:
    rijen = db.session.execute(
        select(Mijlpaalmelding.deel_id, Mijlpaalmelding.bereikt_op).where(
            Mijlpaalmelding.aanvraag_id == aanvraag.id,
            Mijlpaalmelding.mijlpaal == Mijlpaal.START_BOUW,
            Mijlpaalmelding.stand.in_(_TELT),
        )
    )
    return {rij.deel_id: rij.bereikt_op for rij in rijen}


def list_bestaande(
    aanvraag: Aanvraag, adressen: Collection[Adres], *, zonder_levering: int | None = None,
    zonder_woonruimte: int | None = None,
) -> list[Bestaand]:  # fmt: skip
    """Homes reported before that may be one of ``adressen``, of tranches of the same nature; two queries.

    A flexible home that moved on stands here at every place where it was: its first address stays taken.
    """
    bag_ids = sorted({een.bag_id for een in adressen if een.bag_id is not None})
    postcodes = sorted({een.postcode for een in adressen})
    if not postcodes:
        return []
    uit = []
    for plek in (Woonruimte, Vervolglocatie):
        vraag = (
            select(
                plek.bag_id, plek.postcode, plek.huisnummer, plek.toevoeging, plek.ruimte, Woonruimte.tranche_id,
                Tranche.naam, Aanvraag.nummer, Aanvraag.gm_code, Levering.kenmerk, Woonruimte.regel,
            )
            .select_from(Woonruimte)
            .join(Levering, Levering.id == Woonruimte.levering_id)
            .join(Aanvraag, Aanvraag.id == Woonruimte.aanvraag_id)
            .join(Tranche, Tranche.id == Woonruimte.tranche_id)
            .where(
                ~Woonruimte.vervallen, Tranche.aard == aanvraag.tranche.aard,
                or_(plek.bag_id.in_(bag_ids), plek.postcode.in_(postcodes)),
            )
        )  # fmt: skip
        if plek is Vervolglocatie:
            vraag = vraag.join(Vervolglocatie, Vervolglocatie.woonruimte_id == Woonruimte.id)
        if zonder_levering is not None:
            vraag = vraag.where(Woonruimte.levering_id != zonder_levering)
        if zonder_woonruimte is not None:
            vraag = vraag.where(Woonruimte.id != zonder_woonruimte)
        uit += [
            Bestaand(Adres(*rij[:5]), rij[5], rij[6], rij[7], rij[8], rij[9], rij[10])
            for rij in db.session.execute(vraag)
        ]
    return uit


@dataclass(frozen=True, slots=True)
class Leverregel:
    """A delivery in a list, with how many homes of it count."""

    levering: Levering
    woonruimten: int
    in_gebruik: int


def list_leveringen(aanvraag: Aanvraag) -> list[Leverregel]:
    """Every delivery of an application, the newest first."""
    telt = ~Woonruimte.vervallen
    vraag = (
        select(
            Levering,
            func.sum(case((telt, 1), else_=0)),
            func.sum(case((and_(telt, Woonruimte.in_gebruik_op.is_not(None)), 1), else_=0)),
        )
        .outerjoin(Woonruimte, Woonruimte.levering_id == Levering.id)
        .where(Levering.aanvraag_id == aanvraag.id)
        .group_by(Levering.id)
        .order_by(Levering.id.desc())
        .options(joinedload(Levering.deel))
    )
    return [Leverregel(rij[0], int(rij[1] or 0), int(rij[2] or 0)) for rij in db.session.execute(vraag)]


def get_levering(aanvraag: Aanvraag, kenmerk: str) -> Levering:
    """The delivery of this application with this mark; raises ``NietGevonden``."""
    gevonden: Levering | None = None
    if _KENMERK.fullmatch(kenmerk):
        gevonden = db.session.scalar(
            select(Levering).where(Levering.aanvraag_id == aanvraag.id, Levering.kenmerk == kenmerk)
        )
    if gevonden is None:
        raise NietGevonden("Deze levering is er niet.")
    return gevonden


def get_woonruimte(levering: Levering, regel: int) -> Woonruimte:
    """The home on this line of a delivery; raises ``NietGevonden``."""
    gevonden: Woonruimte | None = None
    if regel <= _HOOGSTE_REGEL:
        gevonden = db.session.scalar(
            select(Woonruimte).where(Woonruimte.levering_id == levering.id, Woonruimte.regel == regel)
        )
    if gevonden is None:
        raise NietGevonden("Deze woonruimte is er niet.")
    return gevonden


def list_woonruimten(
    levering: Levering, *, hoogstens: int | None = None, ook_vervallen: bool = False
) -> list[Woonruimte]:
    """The homes of a delivery that count, by line; at most ``hoogstens``. ``ook_vervallen``: those that lapsed too."""
    vraag = select(Woonruimte).where(Woonruimte.levering_id == levering.id)
    if not ook_vervallen:
        vraag = vraag.where(~Woonruimte.vervallen)
    return list(db.session.scalars(vraag.order_by(Woonruimte.regel).limit(hoogstens)))


@dataclass(frozen=True, slots=True)
class Tellingen:
    """How many homes of a delivery there are, counting and lapsed, and of those that count what became of them."""

    woonruimten: int
    vervallen: int
    in_gebruik: int
    niet_gehouden: int
    wachten_op_gebruik: int


def tel_woonruimten(levering: Levering) -> Tellingen:
    """The numbers of one delivery, in one query."""
    telt, weg = ~Woonruimte.vervallen, Bestemmingseinde.id.is_not(None)
    gebruikt = Woonruimte.in_gebruik_op.is_not(None)
    gevallen = (telt, Woonruimte.vervallen, telt & gebruikt & ~weg, telt & weg, telt & ~gebruikt & ~weg)
    vraag = (
        select(*(func.sum(case((een, 1), else_=0)) for een in gevallen))
        .select_from(Woonruimte)
        .outerjoin(Bestemmingseinde, Bestemmingseinde.woonruimte_id == Woonruimte.id)
        .where(Woonruimte.levering_id == levering.id)
    )
    return Tellingen(*(int(een or 0) for een in db.session.execute(vraag).one()))


def adres_van(plek: Any) -> Adres:
    """The place of a home, or of where it went."""
    return Adres(plek.bag_id, plek.postcode, plek.huisnummer, plek.toevoeging, plek.ruimte)
