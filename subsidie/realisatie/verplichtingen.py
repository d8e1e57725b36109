"""The last day of every obligation of awards, as their letters state it, with what a decision moved since.

Everybody who asks "until when" asks here. In a constant number of queries, however many applications.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import case, func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus, laat_staan
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Betaalsoort, Opdrachtstatus
from subsidie.realisatie.leveringmodellen import Levering
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.realisatie.plichten import Ankerdagen, Verplichtingsdag, bereken
from subsidie.realisatie.wijzigingmodellen import Verplichtingtermijn
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.lezen import VERVALLEN, als_instelling
from subsidie.tranches.models import InstellingWaarde
from subsidie.tranches.sleutels.uitvoering import VERPLICHTINGEN
from subsidie.verdeling.models import Verdeling
from subsidie.web.db import db

VERLENEND: Final = (Besluitsoort.VERLENING, Besluitsoort.DEELVERLENING)
VERVANGEND: Final = (Besluitsoort.BESLISSING_OP_BEZWAAR, Besluitsoort.INTREKKING)
"""What can take an award back altogether."""


@dataclass(frozen=True, slots=True)
class _Verlening:
    """The award that holds: its tranche, the day of notification, and as of when its rules were taken."""

    tranche_id: int
    op: date | None
    regels_van: datetime | None


def uiterste_dagen(aanvraag: Aanvraag) -> list[Verplichtingsdag]:
    """Every obligation of the award on ``aanvraag`` with its last day, in the order of the tranche.

    Empty while no award was notified.
    """
    return uiterste_dagen_van([aanvraag.id]).get(aanvraag.id, [])


def uiterste_dagen_van(aanvraag_ids: Iterable[int]) -> dict[int, list[Verplichtingsdag]]:
    """As ``uiterste_dagen``, by id; who has no award is not in it. Five queries."""
    verleningen = _verleningen(list(aanvraag_ids))
    if not verleningen:
        return {}
    ids = list(verleningen)
    betaald, geleverd, verlengd = _betaald(ids), _geleverd(ids), _verlengd(ids)
    regels = _Plichtregels({een.tranche_id for een in verleningen.values()})
    return {
        id_: [
            bereken(
                code, instelling, Ankerdagen(verlening.op, betaald.get(id_), geleverd.get(id_)),
                verlengd.get((id_, code)),
            )
            for code, instelling in regels.van(verlening.tranche_id, verlening.regels_van).items()
        ]
        for id_, verlening in verleningen.items()
    }  # fmt: skip


class _Plichtregels:
    """The obligations of tranches with their history, so that each award gets those that its letter rests on."""

    def __init__(self, tranche_ids: Iterable[int]) -> None:
        vraag = (
            select(InstellingWaarde)
            .where(
                InstellingWaarde.tranche_id.in_(sorted(tranche_ids)), InstellingWaarde.pot_id.is_(None),
                InstellingWaarde.sleutel.startswith(f"{VERPLICHTINGEN.naam}.", autoescape=True),
            )
            .order_by(InstellingWaarde.volgnummer, InstellingWaarde.id)
        )  # fmt: skip
        self._rijen: dict[int, list[InstellingWaarde]] = defaultdict(list)
        for rij in db.session.scalars(vraag):
            self._rijen[rij.tranche_id].append(rij)
        self._onthouden: dict[tuple[int, datetime | None], Mapping[str, Instelling[Any]]] = {}

    def van(self, tranche_id: int, op: datetime | None) -> Mapping[str, Instelling[Any]]:
        """By code, as on record at ``op`` (now: ``None``)."""
        if (tranche_id, op) not in self._onthouden:
            nieuwste: dict[str, InstellingWaarde] = {}
            # In the order of the file of the tranche, which is that of the letter.
            for rij in sorted(self._rijen[tranche_id], key=lambda een: (een.volgnummer, een.id)):
                if op is None or rij.vanaf <= op:
                    nieuwste[rij.sleutel] = rij
            self._onthouden[tranche_id, op] = {
                sleutel.rpartition(".")[2]: als_instelling(rij)
                for sleutel, rij in nieuwste.items()
                if rij.waarde != VERVALLEN
            }
        return self._onthouden[tranche_id, op]


def _verleningen(ids: list[int]) -> dict[int, _Verlening]:
    """Per application the newest decision whose letter states obligations, unless the award was taken back since.

    A decision on an objection states them when it grants more than there was: from its own day, on the rules of the
    allocation that it was about (``beschikkingen.bezwaarschrijven``).
    """
    if not ids:
        return {}
    bezwaar = Besluitsoort.BESLISSING_OP_BEZWAAR
    vraag = (
        select(
            Beschikking.aanvraag_id, Aanvraag.tranche_id, Beschikking.soort, Beschikking.bekendgemaakt_op,
            Beschikking.verleend_cent, Beschikking.vervangt_id, Verdeling.bevroren_op,
            case((Beschikking.soort == bezwaar, Beschikking.gegevens)).label("inhoud"),
        )
        .join(Aanvraag, Aanvraag.id == Beschikking.aanvraag_id)
        .outerjoin(Verdeling, Verdeling.id == Beschikking.verdeling_id)
        .where(Beschikking.aanvraag_id.in_(ids), Beschikking.status == Besluitstatus.BEKENDGEMAAKT)
        .order_by(Beschikking.id)
    )  # fmt: skip
    gevonden: dict[int, _Verlening] = {}
    bevroren: dict[int, datetime] = {}
    for rij in db.session.execute(vraag):
        if rij.bevroren_op is not None:
            bevroren[rij.aanvraag_id] = rij.bevroren_op
        if rij.soort in VERLENEND or (rij.soort is bezwaar and _meer(rij.inhoud)):
            op = rij.bekendgemaakt_op
            gevonden[rij.aanvraag_id] = _Verlening(rij.tranche_id, op, bevroren.get(rij.aanvraag_id))
        elif (
            rij.soort in VERVANGEND and rij.verleend_cent == 0 and not laat_staan(rij.soort, rij.vervangt_id)
        ):
            gevonden.pop(rij.aanvraag_id, None)
    return gevonden


def _meer(inhoud: str) -> bool:
    """Whether a decision on an objection grants more than there was; its letter states the obligations only then."""
    erbij: Any = json.loads(inhoud).get("erbij_cent", 0)
    return isinstance(erbij, int) and erbij > 0


def _betaald(ids: list[int]) -> dict[int, date]:
    """The first day on which money went to the municipality."""
    vraag = (
        select(Betaalopdracht.aanvraag_id, func.min(Betaalopdracht.betaald_op))
        .where(
            Betaalopdracht.aanvraag_id.in_(ids), Betaalopdracht.soort == Betaalsoort.GEMEENTE,
            Betaalopdracht.status == Opdrachtstatus.BETAALD,
        )
        .group_by(Betaalopdracht.aanvraag_id)
    )  # fmt: skip
    return {id_: dag for id_, dag in db.session.execute(vraag) if dag is not None}


def _geleverd(ids: list[int]) -> dict[int, date]:
    """The day of the last delivery that was accepted."""
    vraag = (
        select(Levering.aanvraag_id, func.max(Levering.opgeleverd_op))
        .where(Levering.aanvraag_id.in_(ids), Levering.stand == Meldingstand.AANVAARD)
        .group_by(Levering.aanvraag_id)
    )
    return {rij[0]: rij[1] for rij in db.session.execute(vraag)}


def _verlengd(ids: list[int]) -> dict[tuple[int, str], date]:
    """What a decision made of a last day; the newest counts."""
    vraag = (
        select(
            Verplichtingtermijn.aanvraag_id, Verplichtingtermijn.verplichting, Verplichtingtermijn.uiterlijk
        )
        .where(Verplichtingtermijn.aanvraag_id.in_(ids))
        .order_by(Verplichtingtermijn.volgnummer)
    )
    return {(id_, code): dag for id_, code, dag in db.session.execute(vraag)}
