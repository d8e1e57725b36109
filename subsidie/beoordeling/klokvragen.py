"""What moves or watches the decision term beside requests to supplement (Awb 4:14-4:17), of many at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Date, Select, String, cast, literal, null, select, union_all

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.verzet import Verzet
from subsidie.beoordeling.klokmodellen import (
    GeenDwangsom,
    Ingebrekestelling,
    Opschortgrond,
    Termijnopschorting,
    Uitstelbericht,
)
from subsidie.kern.termijnen import Stilstand
from subsidie.web.db import db

GRONDEN: Final[Mapping[Opschortgrond, str]] = {
    Opschortgrond.BUITENLAND: "informatie gevraagd aan een instantie in het buitenland",
    Opschortgrond.INSTEMMING: "uitstel waarmee de gemeente instemt",
    Opschortgrond.TOEREKENBAAR: "vertraging die aan de gemeente is toe te rekenen",
    Opschortgrond.OVERMACHT: "overmacht bij het ministerie",
}
ARTIKELEN: Final[Mapping[Opschortgrond, str]] = {
    Opschortgrond.BUITENLAND: "artikel 4:15, eerste lid, onderdeel b, van de Algemene wet bestuursrecht",
    Opschortgrond.INSTEMMING: "artikel 4:15, tweede lid, onderdeel a, van de Algemene wet bestuursrecht",
    Opschortgrond.TOEREKENBAAR: "artikel 4:15, tweede lid, onderdeel b, van de Algemene wet bestuursrecht",
    Opschortgrond.OVERMACHT: "artikel 4:15, tweede lid, onderdeel c, van de Algemene wet bestuursrecht",
}


class Pauzedagen(Protocol):
    """What of a suspension decides its days; a row of the database does too."""

    @property
    def grond(self) -> Opschortgrond: ...
    @property
    def vanaf(self) -> date: ...
    @property
    def verwacht_tot(self) -> date | None: ...
    @property
    def tot(self) -> date | None: ...


class Opgeschort(NamedTuple):
    """A suspension, as values."""

    grond: Opschortgrond
    vanaf: date
    verwacht_tot: date | None
    tot: date | None


class Aangekondigd(NamedTuple):
    """A notice that the decision comes later, as values."""

    uiterlijk: date
    verlengt_weken: int


class InGebreke(NamedTuple):
    """A notice of default, as values; ``geen_dwangsom``: why none is due, when a person found so."""

    ontvangen_op: date
    geen_dwangsom: GeenDwangsom | None


class Klokfeiten(NamedTuple):
    """Of one application, each oldest first."""

    opschortingen: tuple[Opgeschort, ...] = ()
    uitstel: tuple[Aangekondigd, ...] = ()
    ingebrekestellingen: tuple[InGebreke, ...] = ()
    nieuwe_dag: date | None = None
    """The last day to decide since it was taken up again on an objection: it takes the place of every other sum."""

    @property
    def stilstanden(self) -> tuple[Stilstand, ...]:
        """The suspensions, as the clock takes them."""
        return tuple(als_stilstand(een) for een in self.opschortingen)

    @property
    def verdaging_weken(self) -> int:
        """By how many weeks the end was moved, where the regeling gives that power."""
        return sum(een.verlengt_weken for een in self.uitstel)

    @property
    def in_gebreke(self) -> InGebreke | None:
        """The first notice of default for which nobody found that no penalty is due."""
        return next((een for een in self.ingebrekestellingen if een.geen_dwangsom is None), None)


GEEN: Final = Klokfeiten()

Termijnlezer = tuple[Callable[[Any], Select[*tuple[Any, ...]]], Callable[[str], date | None]]
"""A query for the new terms of applications, in the columns of ``_rijen``, and what its ``woord`` says."""
_TERMIJNLEZERS: Final[dict[str, Termijnlezer]] = {}


def registreer_termijnen(naam: str, lezer: Termijnlezer) -> None:
    """Let ``lezer`` tell the new terms: objections are handled above this layer. Again under a name replaces it."""
    _TERMIJNLEZERS[naam] = lezer


def als_stilstand(opschorting: Pauzedagen) -> Stilstand:
    """The days that do not count: until a person ended it; agreed to: else until the day agreed on (4:15(2)(a))."""
    tot = opschorting.tot
    if tot is None and opschorting.grond is Opschortgrond.INSTEMMING:
        tot = opschorting.verwacht_tot
    return Stilstand(opschorting.vanaf, tot)


def klokfeiten_van(aanvraag_ids: Collection[int]) -> dict[int, Klokfeiten]:
    """Per application id what there is, in one query; absent where there is nothing."""
    return _verzamel(list(aanvraag_ids)) if aanvraag_ids else {}


def klokfeiten_waar(voorwaarde: ColumnElement[bool]) -> dict[int, Klokfeiten]:
    """As ``klokfeiten_van``, of every application for which ``voorwaarde`` (on ``Aanvraag``) holds; no list of ids."""
    return _verzamel(select(Aanvraag.id).where(voorwaarde))


def klokfeiten(aanvraag: Aanvraag) -> Klokfeiten:
    """Of one application."""
    return klokfeiten_van([aanvraag.id]).get(aanvraag.id, GEEN)


def klokverzet(aanvraag: Aanvraag) -> Verzet:
    """What of these moves the end of the term, for ``aanvragen.verzet``."""
    feiten = klokfeiten(aanvraag)
    return Verzet(feiten.stilstanden, feiten.verdaging_weken)


def _verzamel(welke: Any) -> dict[int, Klokfeiten]:
    """Of the applications in ``welke`` (a list or a query of ids), in one statement: every list of clocks asks it."""
    o, u, i = Termijnopschorting, Uitstelbericht, Ingebrekestelling
    geen_dag = cast(null(), Date)
    vraag = union_all(
        _rijen(o, "o", cast(o.grond, String), o.vanaf, o.verwacht_tot, o.tot, literal(0), welke),
        _rijen(u, "u", cast(null(), String), u.uiterlijk, geen_dag, geen_dag, u.verlengt_weken, welke),
        _rijen(i, "i", cast(i.geen_dwangsom, String), i.ontvangen_op, geen_dag, geen_dag, literal(0), welke),
        *(maak(welke) for maak, _ in _TERMIJNLEZERS.values()),
    ).order_by("aanvraag_id", "id")
    gevonden: dict[int, tuple[list[Opgeschort], list[Aangekondigd], list[InGebreke]]] = {}
    nieuw: dict[int, date | None] = {}
    for soort, id_, _, woord, dag, verwacht, tot, weken in db.session.execute(vraag):
        opgeschort, aangekondigd, in_gebreke = gevonden.setdefault(id_, ([], [], []))
        if soort == "o":
            opgeschort.append(Opgeschort(Opschortgrond(woord), dag, verwacht, tot))
        elif soort == "u":
            aangekondigd.append(Aangekondigd(dag, weken))
        elif soort == "h":
            nieuw[id_] = next((dag for _, lees in _TERMIJNLEZERS.values() if (dag := lees(woord))), None)
        else:
            in_gebreke.append(InGebreke(dag, GeenDwangsom(woord) if woord else None))
    return {
        id_: Klokfeiten(tuple(opgeschort), tuple(aangekondigd), tuple(in_gebreke), nieuw.get(id_))
        for id_, (opgeschort, aangekondigd, in_gebreke) in gevonden.items()
    }


def _rijen(
    model: Any, soort: str, woord: Any, dag: Any, verwacht: Any, tot: Any, weken: Any, welke: Any
) -> Select[*tuple[Any, ...]]:
    return select(
        literal(soort).label("soort"), model.aanvraag_id.label("aanvraag_id"), model.id.label("id"),
        woord.label("woord"), dag.label("dag"), verwacht.label("verwacht"), tot.label("tot"), weken.label("weken"),
    ).where(model.aanvraag_id.in_(welke))  # fmt: skip


def loopt(opschorting: Pauzedagen, vandaag: date) -> bool:
    """Whether the term stands still by it on ``vandaag``."""
    dagen = als_stilstand(opschorting)
    return dagen.vanaf <= vandaag and (dagen.tot is None or vandaag <= dagen.tot)
