"""Which allocation of a tranche everyone may know: the newest of which every decision was notified (Awb 3:40)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Woonruimteregel
from subsidie.beschikkingen.models import Beschikking, Besluitstatus
from subsidie.tranches.models import Tranche
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.verdeling.rangrijen import KREGEN
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Kerncijfers:
    """The outcome of a tranche in a line; what was withdrawn after the allocation got nothing."""

    aanvragen: int
    toegekend: int
    toegekend_cent: int
    woonruimten: int


def zoek_bekende(tranche: Tranche) -> Verdeling | None:
    """The newest allocation of ``tranche`` that is known to all, if any."""
    verdeling: Verdeling | None = db.session.scalar(
        select(Verdeling)
        .where(Verdeling.tranche_id == tranche.id, _is_bekend())
        .order_by(Verdeling.volgnummer.desc())
        .limit(1)
    )
    return verdeling


def kerncijfers_per_tranche() -> dict[int, Kerncijfers]:
    """Per tranche id the outcome that is known to all, in a fixed number of queries."""
    bekend = db.session.execute(
        select(Verdeling.tranche_id, Verdeling.id)
        .where(_is_bekend())
        .order_by(Verdeling.tranche_id, Verdeling.volgnummer)
    )
    nieuwste = {rij.tranche_id: rij.id for rij in bekend}
    if not nieuwste:
        return {}
    cijfers = {rij.verdeling_id: rij for rij in _tel(list(nieuwste.values()))}
    woonruimten = dict(_tel_woonruimten(list(nieuwste.values())))
    return {
        tranche_id: Kerncijfers(
            int(cijfers[id_].aanvragen),
            int(cijfers[id_].toegekend),
            int(cijfers[id_].bedrag),
            int(woonruimten.get(id_, 0)),
        )
        for tranche_id, id_ in nieuwste.items()
    }


def _is_bekend() -> ColumnElement[bool]:
    """Every application that this allocation decided on has been notified of a decision that rests on it or on a
    later one; and one at least rests on it. Who withdrew gets no decision, and who was granted before keeps theirs.
    """
    latere = Verdeling.__table__.alias("latere")
    bericht = (
        select(Beschikking.id)
        .join(latere, Beschikking.verdeling_id == latere.c.id)
        .where(
            Beschikking.aanvraag_id == Verdelingsregel.aanvraag_id,
            Beschikking.status == Besluitstatus.BEKENDGEMAAKT,
            latere.c.volgnummer >= Verdeling.volgnummer,
        )
        .correlate(Verdelingsregel, Verdeling)
        .exists()
    )
    wacht_nog = (
        select(Verdelingsregel.id)
        .join(Aanvraag, Verdelingsregel.aanvraag_id == Aanvraag.id)
        .where(
            Verdelingsregel.verdeling_id == Verdeling.id,
            Verdelingsregel.uitkomst != "reeds_verleend",
            Aanvraag.status != Aanvraagstatus.INGETROKKEN,
            ~bericht,
        )
        .correlate(Verdeling)
        .exists()
    )
    een = (
        select(Beschikking.id)
        .where(Beschikking.verdeling_id == Verdeling.id, Beschikking.status == Besluitstatus.BEKENDGEMAAKT)
        .correlate(Verdeling)
        .exists()
    )
    return (Verdeling.status == Verdelingstatus.VASTGESTELD) & een & ~wacht_nog


def _kreeg() -> ColumnElement[bool]:
    return Verdelingsregel.uitkomst.in_(KREGEN) & (Aanvraag.status != Aanvraagstatus.INGETROKKEN)


def _tel(ids: Sequence[int]) -> Sequence[Row[Any]]:
    vraag: Select[*tuple[Any, ...]] = (
        select(
            Verdelingsregel.verdeling_id,
            func.count().label("aanvragen"),
            func.sum(case((_kreeg(), 1), else_=0)).label("toegekend"),
            func.sum(case((_kreeg(), Verdelingsregel.bedrag_cent), else_=0)).label("bedrag"),
        )
        .join(Aanvraag, Verdelingsregel.aanvraag_id == Aanvraag.id)
        .where(Verdelingsregel.verdeling_id.in_(ids))
        .group_by(Verdelingsregel.verdeling_id)
    )
    return db.session.execute(vraag).all()


def _tel_woonruimten(ids: Sequence[int]) -> list[tuple[int, int]]:
    vraag = (
        select(Verdelingsregel.verdeling_id, func.sum(Woonruimteregel.aantal))
        .join(Aanvraag, Verdelingsregel.aanvraag_id == Aanvraag.id)
        .join(Woonruimteregel, Woonruimteregel.versie_id == Verdelingsregel.versie_id)
        .where(Verdelingsregel.verdeling_id.in_(ids), _kreeg())
        .group_by(Verdelingsregel.verdeling_id)
    )
    return [(rij[0], rij[1]) for rij in db.session.execute(vraag)]
