"""The decisions on an application as a settlement sees them: what was awarded, what was settled, what is on its way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.heropening import is_afgedaan
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus, laat_staan
from subsidie.beschikkingen.wijzigingbrief import AFWIJZING
from subsidie.web.db import db

AFREKENEND: Final = (Besluitsoort.VASTSTELLING, Besluitsoort.TERUGVORDERING)


@dataclass(frozen=True, slots=True)
class Keten:
    """``geldend``: the newest decision that was notified; ``verlening``: the newest that left an award;
    ``vaststelling``: the newest settlement, if any; ``onderweg``: what was drawn up after it and not notified yet."""

    geldend: Beschikking
    verlening: Beschikking
    vaststelling: Beschikking | None = None
    onderweg: Beschikking | None = None


def lees_keten(aanvraag: Aanvraag) -> Keten | None:
    """The chain of one application; ``None`` while nothing is awarded."""
    vraag = (
        select(Beschikking)
        .where(
            Beschikking.aanvraag_id == aanvraag.id,
            Beschikking.status != Besluitstatus.TERUGGENOMEN,
            ~is_afgedaan(Beschikking),
        )
        .order_by(Beschikking.id)
    )
    return maak_keten(list(db.session.scalars(vraag)))


def maak_keten(besluiten: Sequence[Beschikking]) -> Keten | None:
    """As ``lees_keten``, of these decisions, oldest first."""
    schakels = [een for een in besluiten if not laat_staan(een.soort, een.vervangt_id)]
    vervangen = {een.vervangt_id for een in schakels if een.vervangt_id is not None}
    afrekenend: set[int] = set()
    verlening: Beschikking | None = None
    vaststelling: Beschikking | None = None
    geldend: Beschikking | None = None
    for een in schakels:
        if een.soort in AFREKENEND or een.vervangt_id in afrekenend:
            afrekenend.add(een.id)
        if een.status is not Besluitstatus.BEKENDGEMAAKT:
            continue
        geldend = een
        if een.soort is Besluitsoort.WIJZIGING and json.loads(een.gegevens).get("brief") == AFWIJZING:
            continue  # a change that was refused leaves the award, and its day, as they were
        if een.id not in afrekenend:
            verlening, vaststelling = (een, None) if een.verleend_cent > 0 else (None, None)
        elif een.soort is not Besluitsoort.TERUGVORDERING:
            vaststelling = een
    if verlening is None or geldend is None:
        return None
    onderweg = next(
        (
            een
            for een in reversed(schakels)
            if een.status is not Besluitstatus.BEKENDGEMAAKT and een.id not in vervangen
        ),
        None,
    )
    return Keten(geldend, verlening, vaststelling, onderweg)


def verleend_in(tranche_id: int, gm_codes: Iterable[str]) -> dict[int, int]:
    """Per application of these municipalities the award that holds (eurocents), settlements left out."""
    vraag = (
        select(Beschikking)
        .join(Aanvraag, Aanvraag.id == Beschikking.aanvraag_id)
        .where(
            Aanvraag.tranche_id == tranche_id,
            Aanvraag.gm_code.in_(sorted(set(gm_codes))),
            Beschikking.status == Besluitstatus.BEKENDGEMAAKT,
            ~is_afgedaan(Beschikking),
        )
        .order_by(Beschikking.aanvraag_id, Beschikking.id)
    )
    per_aanvraag: dict[int, list[Beschikking]] = {}
    for een in db.session.scalars(vraag):
        per_aanvraag.setdefault(een.aanvraag_id, []).append(een)
    ketens = {id_: maak_keten(besluiten) for id_, besluiten in per_aanvraag.items()}
    return {id_: keten.verlening.verleend_cent for id_, keten in ketens.items() if keten is not None}
