"""When the file of an application is closed, and from which day its period of keeping counts.

A file with anything open (a decision on its way, an objection, a claim that was not paid) has no such day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select

from subsidie.aanvragen.indieningmodellen import Intrekking
from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar, Bezwaarstatus
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.vorderingen import met_open_vordering
from subsidie.realisatie.vorderingmodellen import Vordering
from subsidie.verantwoording.bewaartermijnen import bewaartermijnen
from subsidie.web.db import db

BEZWAARTERMIJN: Final = timedelta(weeks=6)
"""Awb 6:7."""
_ONBESLIST: Final = (Bezwaarstatus.ONTVANGEN, Bezwaarstatus.IN_BEHANDELING)
_ONDERWEG: Final = (Besluitstatus.CONCEPT, Besluitstatus.GETEKEND)


@dataclass(frozen=True, slots=True)
class Besluitfeit:
    """A decision that was notified: its kind, the award that it leaves in cents, and the day of notification."""

    soort: Besluitsoort
    verleend_cent: int
    dag: date


@dataclass(frozen=True, slots=True)
class Sluiting:
    """A closed file: the kind of its period, and the first day on which it need not be kept any more."""

    aanvraag_id: int
    nummer: str
    soort: str
    bewaren_tot: date


def sluiting_van(
    aanvraag_id: int,
    nummer: str,
    besluiten: Sequence[Besluitfeit],
    ingetrokken_op: date | None,
    *,
    is_open: bool,
) -> Sluiting | None:
    """From when the file may go, by the facts of it; ``besluiten`` in the order of notification. ``None``: not closed.

    ``is_open``: a decision is on its way, an objection runs, or money is owed. Pure.
    """
    if is_open:
        return None
    termijnen = bewaartermijnen()
    verleningen = [een for een in besluiten if een.verleend_cent > 0]
    if verleningen:
        laatste = besluiten[-1]
        klaar = any(een.soort is Besluitsoort.VASTSTELLING for een in besluiten) or laatste.verleend_cent == 0
        if not klaar:
            return None
        vroegst = max(een.dag for een in besluiten) + BEZWAARTERMIJN + timedelta(days=1)
        tot = max(termijnen["stukken_verleend"].tot(verleningen[0].dag), vroegst)
        return Sluiting(aanvraag_id, nummer, "stukken_verleend", tot)
    if besluiten:
        begin = besluiten[-1].dag + BEZWAARTERMIJN + timedelta(days=1)
        return Sluiting(
            aanvraag_id, nummer, "stukken_niet_verleend", termijnen["stukken_niet_verleend"].tot(begin)
        )
    if ingetrokken_op is not None:
        return Sluiting(
            aanvraag_id, nummer, "stukken_ingetrokken", termijnen["stukken_ingetrokken"].tot(ingetrokken_op)
        )
    return None


def lees_sluitingen(aanvraag_ids: Collection[int] | None = None) -> list[Sluiting]:
    """Every closed file (of these applications, else of all that were received); a constant number of queries."""
    besluiten: dict[int, list[Besluitfeit]] = defaultdict(list)
    for rij in db.session.execute(
        _van(
            select(
                Beschikking.aanvraag_id, Beschikking.soort, Beschikking.verleend_cent, Beschikking.bekendgemaakt_op
            ).where(Beschikking.status == Besluitstatus.BEKENDGEMAAKT),
            Beschikking.aanvraag_id, aanvraag_ids,
        ).order_by(Beschikking.bekendgemaakt_op, Beschikking.id)
    ):  # fmt: skip
        besluiten[rij.aanvraag_id].append(Besluitfeit(rij.soort, rij.verleend_cent, rij.bekendgemaakt_op))
    ingetrokken = {
        nummer: dag_in_amsterdam(moment)
        for nummer, moment in db.session.execute(
            _van(select(Intrekking.aanvraag_id, Intrekking.ingetrokken_op), Intrekking.aanvraag_id, aanvraag_ids)
        )
    }  # fmt: skip
    open_ = _lopende(aanvraag_ids)
    aanvragen = db.session.execute(
        _van(select(Aanvraag.id, Aanvraag.nummer), Aanvraag.id, aanvraag_ids)
        .where(Aanvraag.ontvangen_op.is_not(None))
        .order_by(Aanvraag.nummer)
    )
    gevonden = (
        sluiting_van(een, nummer, besluiten.get(een, ()), ingetrokken.get(een), is_open=een in open_)
        for een, nummer in aanvragen
    )
    return [een for een in gevonden if een is not None]


def _lopende(aanvraag_ids: Collection[int] | None) -> set[int]:
    """The applications with a decision that is not notified, an objection that runs, or a claim that is not paid."""
    vragen: Iterable[Any] = (
        _van(
            select(Beschikking.aanvraag_id).where(Beschikking.status.in_(_ONDERWEG)),
            Beschikking.aanvraag_id, aanvraag_ids,
        ),
        _van(
            select(Beschikking.aanvraag_id)
            .join(Bezwaar, Bezwaar.beschikking_id == Beschikking.id)
            .where(Bezwaar.status.in_(_ONBESLIST)),
            Beschikking.aanvraag_id, aanvraag_ids,
        ),
    )  # fmt: skip
    open_ = {nummer for vraag in vragen for nummer in db.session.scalars(vraag)}
    vorderingen = db.session.scalars(_van(select(Vordering), Vordering.aanvraag_id, aanvraag_ids))
    return open_ | met_open_vordering(list(vorderingen))


def _van(vraag: Any, kolom: Any, aanvraag_ids: Collection[int] | None) -> Any:
    return vraag if aanvraag_ids is None else vraag.where(kolom.in_(sorted(aanvraag_ids)))
