"""Out of what a sample is drawn: items of one tranche with their amount, as they are now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import and_, func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.schakels import is_schakel
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Opdrachtstatus
from subsidie.realisatie.leveringmodellen import Levering
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.tranches.models import Tranche
from subsidie.verantwoording.steekproef_regels import Item
from subsidie.web.db import db

B: Final = Beschikking
_NA_DE_VERLENING: Final = (Besluitsoort.VASTSTELLING, Besluitsoort.TERUGVORDERING)


@dataclass(frozen=True, slots=True)
class Populatiesoort:
    """A kind of population: what it is called, what an item is, and how it is read."""

    naam: str
    wat: str
    met_bedrag: bool
    lees: Callable[[Tranche], list[Item]]


def _telt() -> object:
    """A notified decision that is a link of the chain: an objection that changed nothing is not."""
    return and_(
        B.status == Besluitstatus.BEKENDGEMAAKT,
        is_schakel(B),
    )


def _laatste(tranche: Tranche, voorwaarde: object) -> list[Item]:
    """Per application the last of the decisions that fit, where it leaves an amount."""
    laatste = (
        select(func.max(B.id))
        .join(Aanvraag, B.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche.id, _telt(), voorwaarde)  # type: ignore[arg-type]
        .group_by(B.aanvraag_id)
    )
    rijen = db.session.execute(
        select(Aanvraag.nummer, B.verleend_cent)
        .join(Aanvraag, B.aanvraag_id == Aanvraag.id)
        .where(B.id.in_(laatste), B.verleend_cent > 0)
    )
    return [Item(nummer, bedrag) for nummer, bedrag in rijen]


def _verleningen(tranche: Tranche) -> list[Item]:
    return _laatste(tranche, B.soort.not_in(_NA_DE_VERLENING))


def _vaststellingen(tranche: Tranche) -> list[Item]:
    return _laatste(tranche, B.soort == Besluitsoort.VASTSTELLING)


def _besluiten(tranche: Tranche) -> list[Item]:
    rijen = db.session.execute(
        select(B.kenmerk, B.verleend_cent)
        .join(Aanvraag, B.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche.id, B.status == Besluitstatus.BEKENDGEMAAKT)
    )
    return [Item(kenmerk, bedrag) for kenmerk, bedrag in rijen]


def _betalingen(tranche: Tranche) -> list[Item]:
    rijen = db.session.execute(
        select(Betaalopdracht.kenmerk, Betaalopdracht.bedrag_cent)
        .join(Aanvraag, Betaalopdracht.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche.id, Betaalopdracht.status == Opdrachtstatus.BETAALD)
    )
    return [Item(kenmerk, bedrag) for kenmerk, bedrag in rijen]


def _leveringen(tranche: Tranche) -> list[Item]:
    rijen = db.session.scalars(
        select(Levering.kenmerk)
        .join(Aanvraag, Levering.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche.id, Levering.stand == Meldingstand.AANVAARD)
    )
    return [Item(kenmerk, 0) for kenmerk in rijen]


SOORTEN: Final[Mapping[str, Populatiesoort]] = {
    "verleningen": Populatiesoort(
        "Verleningen", "aanvraag met het bedrag dat nu is verleend", True, _verleningen
    ),
    "besluiten": Populatiesoort(
        "Besluiten", "bekendgemaakt besluit, ook een afwijzing (€ 0)", True, _besluiten
    ),
    "betalingen": Populatiesoort("Betalingen", "betaling die is bevestigd", True, _betalingen),
    "vaststellingen": Populatiesoort(
        "Vaststellingen", "aanvraag met het bedrag dat is vastgesteld", True, _vaststellingen
    ),
    "leveringen": Populatiesoort("Opleveringen", "oplevering die is aanvaard", False, _leveringen),
}
