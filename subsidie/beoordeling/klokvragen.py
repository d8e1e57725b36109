"""What moves or watches the decision term beside requests to supplement (Awb 4:14-4:17), of many at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final, NamedTuple, Protocol

from sqlalchemy import ColumnElement, select

from subsidie.aanvragen.models import Aanvraag
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


def als_stilstand(opschorting: Pauzedagen) -> Stilstand:
    """The days that do not count: until a person ended it; agreed to: else until the day agreed on (4:15(2)(a))."""
    tot = opschorting.tot
    if tot is None and opschorting.grond is Opschortgrond.INSTEMMING:
        tot = opschorting.verwacht_tot
    return Stilstand(opschorting.vanaf, tot)


def klokfeiten_van(aanvraag_ids: Collection[int]) -> dict[int, Klokfeiten]:
    """Per application id what there is, in three queries; absent where there is nothing."""
    return _verzamel(list(aanvraag_ids)) if aanvraag_ids else {}


def klokfeiten_waar(voorwaarde: ColumnElement[bool]) -> dict[int, Klokfeiten]:
    """As ``klokfeiten_van``, of every application for which ``voorwaarde`` (on ``Aanvraag``) holds; no list of ids."""
    return _verzamel(select(Aanvraag.id).where(voorwaarde))


def klokfeiten(aanvraag: Aanvraag) -> Klokfeiten:
    """Of one application."""
    return klokfeiten_van([aanvraag.id]).get(aanvraag.id, GEEN)


def _verzamel(welke: Any) -> dict[int, Klokfeiten]:
    opschortingen = _per_aanvraag(Termijnopschorting, Opgeschort, welke)
    uitstel = _per_aanvraag(Uitstelbericht, Aangekondigd, welke)
    ingebreke = _per_aanvraag(Ingebrekestelling, InGebreke, welke)
    return {
        id_: Klokfeiten(
            tuple(Opgeschort(*een) for een in opschortingen.get(id_, ())),
            tuple(Aangekondigd(*een) for een in uitstel.get(id_, ())),
            tuple(InGebreke(*een) for een in ingebreke.get(id_, ())),
        )
        for id_ in {*opschortingen, *uitstel, *ingebreke}
    }


def _per_aanvraag(model: Any, waarden: Any, welke: Any) -> dict[int, list[tuple[Any, ...]]]:
    kolommen = [getattr(model, naam) for naam in waarden._fields]
    vraag = (
        select(model.aanvraag_id, *kolommen)
        .where(model.aanvraag_id.in_(welke))
        .order_by(model.aanvraag_id, model.id)
    )
    uit: dict[int, list[tuple[Any, ...]]] = {}
    for id_, *rest in db.session.execute(vraag):
        uit.setdefault(id_, []).append(tuple(rest))
    return uit


def loopt(opschorting: Pauzedagen, vandaag: date) -> bool:
    """Whether the term stands still by it on ``vandaag``."""
    dagen = als_stilstand(opschorting)
    return dagen.vanaf <= vandaag and (dagen.tot is None or vandaag <= dagen.tot)
