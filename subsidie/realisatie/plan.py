"""The plan of homes of an award: made when a decision works, kept for ever, the newest holds.

A plan follows from what was decided, never from what a municipality types: the lines of the version that an award
rests on, or the lines that a decision names itself (``woonruimten`` in what it froze: a change).

A partial award obliges to every home that was asked. The allocation lowers an amount and knows no other number of homes
(docs/rekenregels, "verdeling": ``gedeeltelijk`` gives a ``bedrag_cent``; ``minimum_cent`` is the smallest contribution
with which the applicant still wants to build), and what is known of the regulation says nothing else. The letter names
the same homes. Who can build fewer for it asks a change.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from subsidie.aanvragen.models import Aanvraag, Woonruimteregel
from subsidie.aanvragen.service import vergrendel
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import lees_datum
from subsidie.realisatie.planmodellen import Mijlpaal, Planregel, Prognose, Projectdeel, Realisatieplan
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.web.db import db

VEGER: Final = "realisatieplannen"
LANGSTE_NAAM: Final = 120

Planwijze = tuple[str, Woonruimteaard, Woonruimtesoort]
"""Of which kind homes are: target group (its code), permanent or flexible, kind of home."""

_VERLENING: Final = (Besluitsoort.VERLENING, Besluitsoort.DEELVERLENING)
_NADIEN: Final = (Besluitsoort.WIJZIGING, Besluitsoort.INTREKKING)


@dataclass(frozen=True, slots=True)
class Planaantal:
    """So many homes of one kind."""

    doelgroep: str
    aard: Woonruimteaard
    soort: Woonruimtesoort
    aantal: int


def na_bekendmaking(beschikking: Beschikking, door: Gebruiker | None, nu: datetime) -> None:
    """Make the plan that follows from a decision that was notified just now; nothing for a decision without one.

    Plans of earlier decisions on the same application that are missing come first, so that the numbers follow the
    decisions. Again for the same decision changes nothing. ``door``: who notified, ``None`` for the program; ``nu``:
    aware. The caller holds the application. Raises ``Domeinfout`` when what the decision froze is no list of homes.
    """
    aanvraag = beschikking.aanvraag
    for eerder in _zonder_plan(aanvraag_id=aanvraag.id):
        if eerder.id < beschikking.id:
            _maak(eerder, door, nu)
    _maak(beschikking, door, nu)


def geldend_plan(aanvraag: Aanvraag) -> Realisatieplan | None:
    """What holds now; ``None`` while nothing was awarded."""
    return _plan(aanvraag, laatste=True)


def eerste_plan(aanvraag: Aanvraag) -> Realisatieplan | None:
    """The original award, which stays beside whatever changed it."""
    return _plan(aanvraag, laatste=False)


def list_planregels(plan: Realisatieplan | None) -> list[Planregel]:
    """The lines of a plan in order; none without a plan."""
    if plan is None:
        return []
    vraag = select(Planregel).where(Planregel.plan_id == plan.id).order_by(Planregel.regel)
    return list(db.session.scalars(vraag))


def totaal(plan: Realisatieplan | None) -> int:
    """How many homes a plan holds; 0 without a plan."""
    if plan is None:
        return 0
    return int(db.session.scalar(select(func.sum(Planregel.aantal)).where(Planregel.plan_id == plan.id)) or 0)


def ontbreekt() -> bool:
    """Whether an award was notified that has no plan; reads only."""
    return bool(_zonder_plan())


def maak_ontbrekende(nu: datetime) -> int:
    """Make every plan that is missing (awards from before there were plans); how many. Inside the commit boundary.

    By the program: nobody's name stands with it. Raises as ``na_bekendmaking``.
    """
    gemaakt = 0
    for beschikking in _zonder_plan():
        vergrendel(beschikking.aanvraag)
        gemaakt += _maak(beschikking, None, nu)
    return gemaakt


def regels_van(beschikking: Beschikking, nu_geldend: Realisatieplan | None) -> list[Planaantal] | None:
    """The homes that a notified decision obliges to; ``None`` when it leaves them as they are.

    ``nu_geldend``: the plan that it would replace. An award that is withdrawn whole leaves an empty plan.
    """
    inhoud = json.loads(beschikking.gegevens)
    if "afrekening" in inhoud:  # an objection against what came after the award: the homes stay as they are
        return None
    genoemd = inhoud.get("woonruimten")
    if isinstance(genoemd, list):
        return _samen(_lees(een) for een in genoemd)
    if beschikking.soort in _VERLENING:
        return _van_versie(beschikking.versie_id)
    if beschikking.soort is Besluitsoort.BESLISSING_OP_BEZWAAR and beschikking.vervangt_id is not None:
        if beschikking.verleend_cent:
            nieuw = _van_versie(beschikking.versie_id)
            return None if nu_geldend is not None and nieuw == _als_aantallen(nu_geldend) else nieuw
        return [] if nu_geldend is not None else None
    if beschikking.soort is Besluitsoort.INTREKKING and not beschikking.verleend_cent:
        return []
    return None


def _plan(aanvraag: Aanvraag, *, laatste: bool) -> Realisatieplan | None:
    volgorde = Realisatieplan.volgnummer.desc() if laatste else Realisatieplan.volgnummer
    gevonden: Realisatieplan | None = db.session.scalar(
        select(Realisatieplan).where(Realisatieplan.aanvraag_id == aanvraag.id).order_by(volgorde).limit(1)
    )
    return gevonden


def _maakt_een_plan() -> ColumnElement[bool]:
    besluit = Beschikking
    return or_(
        besluit.soort.in_(_VERLENING + _NADIEN),
        and_(besluit.soort == Besluitsoort.BESLISSING_OP_BEZWAAR, besluit.vervangt_id.is_not(None)),
    )


def _zonder_plan(*, aanvraag_id: int | None = None) -> list[Beschikking]:
    """Notified decisions without a plan from which one follows, the oldest first.

    What was decided before the newest plan is left: that it has none was decided on when that plan was made.
    """
    vraag = (
        select(Beschikking)
        .where(
            Beschikking.status == Besluitstatus.BEKENDGEMAAKT,
            _maakt_een_plan(),
            ~exists().where(
                Realisatieplan.aanvraag_id == Beschikking.aanvraag_id,
                Realisatieplan.beschikking_id >= Beschikking.id,
            ),
        )
        .order_by(Beschikking.id)
    )
    if aanvraag_id is not None:
        vraag = vraag.where(Beschikking.aanvraag_id == aanvraag_id)
    geldend: dict[int, Realisatieplan | None] = {}
    gevonden = []
    for besluit in db.session.scalars(vraag).all():
        if besluit.aanvraag_id not in geldend:
            geldend[besluit.aanvraag_id] = geldend_plan(besluit.aanvraag)
        if regels_van(besluit, geldend[besluit.aanvraag_id]) is not None:
            gevonden.append(besluit)
    return gevonden


def _maak(beschikking: Beschikking, door: Gebruiker | None, nu: datetime) -> bool:
    """The plan of one decision, with the part and the forecasts that come with a first one; whether it was made."""
    aanvraag = beschikking.aanvraag
    if db.session.scalar(select(Realisatieplan.id).where(Realisatieplan.beschikking_id == beschikking.id)):
        return False
    vorig = geldend_plan(aanvraag)
    regels = regels_van(beschikking, vorig)
    if regels is None:
        return False
    was = totaal(vorig)
    plan = Realisatieplan(
        aanvraag_id=aanvraag.id, volgnummer=1 + (vorig.volgnummer if vorig else 0), beschikking_id=beschikking.id,
        vastgelegd_op=nu,
    )  # fmt: skip
    db.session.add(plan)
    db.session.flush()
    db.session.add_all(
        Planregel(plan_id=plan.id, regel=nummer, doelgroep=een.doelgroep, aard=een.aard, soort=een.soort,
                  aantal=een.aantal)
        for nummer, een in enumerate(regels, start=1)
    )  # fmt: skip
    wordt = sum(een.aantal for een in regels)
    _pas_delen_aan(beschikking, was=was, wordt=wordt, nu=nu)
    db.session.flush()
    leg_vast(
        "aanvraag:plan_gemaakt", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"besluit": beschikking.kenmerk, "plan": plan.volgnummer, "woonruimten": wordt},
    )  # fmt: skip
    return True


def _pas_delen_aan(beschikking: Beschikking, *, was: int, wordt: int, nu: datetime) -> None:
    """A first plan brings one part; a later one moves the size of the only part along, as long as it was the whole."""
    aanvraag = beschikking.aanvraag
    delen = list(
        db.session.scalars(
            select(Projectdeel)
            .where(Projectdeel.aanvraag_id == aanvraag.id)
            .order_by(Projectdeel.volgnummer)
            .execution_options(populate_existing=True)
        )
    )
    if not delen and wordt:
        deel = Projectdeel(
            aanvraag_id=aanvraag.id, volgnummer=1, naam=aanvraag.project.naam[:LANGSTE_NAAM], aantal=wordt,
            toegevoegd_op=nu,
        )  # fmt: skip
        db.session.add(deel)
        db.session.flush()
        db.session.add_all(
            Prognose(deel_id=deel.id, mijlpaal=mijlpaal, verwacht_op=dag, gemeld_op=nu)
            for mijlpaal, dag in _planning(beschikking)
        )
        return
    levend = [een for een in delen if een.vervallen_op is None]
    if wordt and len(levend) == 1 and levend[0].aantal == was:
        levend[0].aantal = wordt


def _planning(beschikking: Beschikking) -> list[tuple[Mijlpaal, date]]:
    """The days that the application itself names, in the order of the milestones."""
    versie = beschikking.versie
    planning: Any = json.loads(versie.gegevens).get("delen")
    planning = planning.get("planning") if isinstance(planning, dict) else None
    stap = planning.get("onomkeerbare_stap") if isinstance(planning, dict) else None
    dagen = {
        Mijlpaal.ONOMKEERBARE_STAP: _dag(stap),
        Mijlpaal.START_BOUW: versie.start_bouw_gepland,
        Mijlpaal.OPLEVERING: versie.oplevering_gepland,
    }
    return [(mijlpaal, dag) for mijlpaal, dag in dagen.items() if dag is not None]


def _dag(tekst: Any) -> date | None:
    try:
        return lees_datum(tekst) if isinstance(tekst, str) and tekst else None
    except OngeldigeInvoer:
        return None


def _van_versie(versie_id: int) -> list[Planaantal]:
    regels = db.session.scalars(
        select(Woonruimteregel).where(Woonruimteregel.versie_id == versie_id).order_by(Woonruimteregel.regel)
    )
    return _samen(Planaantal(een.doelgroep, een.aard, een.soort, een.aantal) for een in regels)


def _als_aantallen(plan: Realisatieplan) -> list[Planaantal]:
    return [Planaantal(een.doelgroep, een.aard, een.soort, een.aantal) for een in list_planregels(plan)]


def _lees(rij: Any) -> Planaantal:
    try:
        doelgroep, aantal = str(rij["doelgroep"]), rij["aantal"]
        if not doelgroep or not isinstance(aantal, int) or isinstance(aantal, bool) or aantal < 0:
            raise ValueError
        return Planaantal(doelgroep, Woonruimteaard(rij["aard"]), Woonruimtesoort(rij["soort"]), aantal)
    except (KeyError, TypeError, ValueError) as fout:
        raise Domeinfout(
            "In dit besluit staat geen leesbare lijst van woonruimten. Geef dit door aan de beheerder."
        ) from fout


def _samen(aantallen: Iterable[Planaantal]) -> list[Planaantal]:
    """One line per kind, in the order in which the kinds came; lines that differ only in rent are one."""
    som: Counter[Planwijze] = Counter()
    for een in aantallen:
        som[een.doelgroep, een.aard, een.soort] += een.aantal
    return [Planaantal(*wijze, aantal) for wijze, aantal in som.items() if aantal]


def wijzen_van(regels: Sequence[Planregel]) -> dict[Planwijze, int]:
    """Per kind how many homes, for who compares what was delivered with what was promised."""
    return {(een.doelgroep, een.aard, een.soort): een.aantal for een in regels}
