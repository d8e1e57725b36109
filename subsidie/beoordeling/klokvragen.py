"""What moves or watches the decision term beside requests to supplement, of many applications at once (Awb 4:14-4:17)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.beoordeling.klokmodellen import (
    Ingebrekestelling,
    Opschortgrond,
    Termijnopschorting,
    Uitstelbericht,
)
from subsidie.kern.termijnen import Stilstand
from subsidie.web.db import db

T = TypeVar("T", Termijnopschorting, Uitstelbericht, Ingebrekestelling)

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


@dataclass(frozen=True, slots=True)
class Klokfeiten:
    """Of one application, each oldest first."""

    opschortingen: tuple[Termijnopschorting, ...] = ()
    uitstel: tuple[Uitstelbericht, ...] = ()
    ingebrekestellingen: tuple[Ingebrekestelling, ...] = ()

    @property
    def stilstanden(self) -> tuple[Stilstand, ...]:
        """The suspensions, as the clock takes them."""
        return tuple(als_stilstand(een) for een in self.opschortingen)

    @property
    def verdaging_weken(self) -> int:
        """By how many weeks the end was moved, where the regeling gives that power."""
        return sum(een.verlengt_weken for een in self.uitstel)

    @property
    def in_gebreke(self) -> Ingebrekestelling | None:
        """The first notice of default for which nobody found that no penalty is due."""
        return next((een for een in self.ingebrekestellingen if een.geen_dwangsom is None), None)


GEEN: Final = Klokfeiten()


def als_stilstand(opschorting: Termijnopschorting) -> Stilstand:
    """The days that do not count: until a person ended it; agreed to: else until the day agreed on (4:15(2)(a))."""
    tot = opschorting.tot
    if tot is None and opschorting.grond is Opschortgrond.INSTEMMING:
        tot = opschorting.verwacht_tot
    return Stilstand(opschorting.vanaf, tot)


def klokfeiten_van(aanvraag_ids: Collection[int]) -> dict[int, Klokfeiten]:
    """Per application id what there is, in three queries; absent where there is nothing."""
    if not aanvraag_ids:
        return {}
    ids = list(aanvraag_ids)
    return _verzamel(lambda model: model.aanvraag_id.in_(ids))


def klokfeiten_waar(voorwaarde: ColumnElement[bool]) -> dict[int, Klokfeiten]:
    """As ``klokfeiten_van``, of every application for which ``voorwaarde`` (on ``Aanvraag``) holds; no list of ids."""
    return _verzamel(lambda model: model.aanvraag_id.in_(select(Aanvraag.id).where(voorwaarde)))


def klokfeiten(aanvraag: Aanvraag) -> Klokfeiten:
    """Of one application."""
    return klokfeiten_van([aanvraag.id]).get(aanvraag.id, GEEN)


def _verzamel(waar: Any) -> dict[int, Klokfeiten]:
    opschortingen = _per_aanvraag(_vraag(Termijnopschorting, waar))
    uitstel = _per_aanvraag(_vraag(Uitstelbericht, waar))
    ingebreke = _per_aanvraag(_vraag(Ingebrekestelling, waar))
    return {
        id_: Klokfeiten(
            tuple(opschortingen.get(id_, ())), tuple(uitstel.get(id_, ())), tuple(ingebreke.get(id_, ()))
        )
        for id_ in {*opschortingen, *uitstel, *ingebreke}
    }


def _vraag(model: type[T], waar: Any) -> Select[T]:
    return select(model).where(waar(model)).order_by(model.aanvraag_id, model.id)


def _per_aanvraag(vraag: Select[T]) -> dict[int, list[T]]:
    uit: dict[int, list[T]] = {}
    for rij in db.session.scalars(vraag):
        uit.setdefault(rij.aanvraag_id, []).append(rij)
    return uit


def loopt(opschorting: Termijnopschorting, vandaag: date) -> bool:
    """Whether the term stands still by it on ``vandaag``."""
    dagen = als_stilstand(opschorting)
    return dagen.vanaf <= vandaag and (dagen.tot is None or vandaag <= dagen.tot)

