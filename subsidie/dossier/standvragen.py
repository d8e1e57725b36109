"""What ``stand.stand_van`` computes, asked of the database: to filter, sort and sum a list by it.

A test holds the two to the same answer for every combination. The decision that holds is the newest that was
notified: each decision after the first replaces the one before it (``beschikkingen.service``), so it is also the one
that no notified decision replaces, which is what the sums count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.beschikkingen.heropening import is_afgedaan
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.schakels import is_bekende_opvolger
from subsidie.dossier.stand import GELDEND, HANGT_AF_VAN_BEDRAG, Standsoort

BEKEND: Final = Besluitstatus.BEKENDGEMAAKT
ALLES: Final = frozenset(Besluitstatus)

_Een: Final = aliased(Beschikking, name="besluit")
_Opvolger: Final = aliased(Beschikking, name="opvolger")
_Eerder: Final = aliased(Beschikking, name="eerder")


@dataclass(frozen=True, slots=True)
class Standkolommen:
    """Columns beside ``Aanvraag``: the decision that holds and the newest one that the viewer may see."""

    geldend_soort: ColumnElement[Any]
    verleend_cent: ColumnElement[Any]
    laatste_status: ColumnElement[Any]
    sleutel: ColumnElement[Any]
    """The value of ``Standsoort``."""
    volgorde: ColumnElement[Any]
    """Its place in the life of an application."""


def standkolommen(eigen: tuple[str, ...], statussen: frozenset[Besluitstatus]) -> Standkolommen:
    """The columns for who works for the municipalities ``eigen`` and sees decisions of others in ``statussen``.

    Of an application of one's own municipality only what was notified counts (``beschikkingen.toegang``).
    """
    gemeentekant = Aanvraag.gm_code.in_(eigen) if eigen else false()
    soort, cent = (
        _nieuwste(Beschikking.soort, BEKEND_ALLEEN),
        _nieuwste(Beschikking.verleend_cent, BEKEND_ALLEEN),
    )
    status = _nieuwste(Beschikking.status, _zichtbaar(gemeentekant if eigen else None, statussen))
    # Each subquery stands here once: a database computes it as often as it is written.
    na_bedrag = case((cent > 0, Standsoort.VERLEEND.value), else_=Standsoort.AFGEWEZEN.value)
    geldend: dict[str, Any] = {besluit.value: stand.value for besluit, stand in GELDEND.items()}
    geldend |= {besluit.value: na_bedrag for besluit in HANGT_AF_VAN_BEDRAG}
    onderweg = {
        Besluitstatus.GETEKEND.value: Standsoort.BESLUIT_GETEKEND.value,
        Besluitstatus.CONCEPT.value: Standsoort.BESLUIT_IN_CONCEPT.value,
    }
    eigen_stap = case(
        (and_(gemeentekant, Aanvraag.status == Aanvraagstatus.BEOORDEELD), Standsoort.IN_BEOORDELING.value),
        else_=cast(Aanvraag.status, String),
    )
    sleutel = case(
        (Aanvraag.status == Aanvraagstatus.INGETROKKEN, Standsoort.INGETROKKEN.value),
        else_=func.coalesce(case(geldend, value=soort), case(onderweg, value=status), eigen_stap),
    )
    volgorde = case({stand.value: plaats for plaats, stand in enumerate(Standsoort)}, value=sleutel)
    return Standkolommen(soort, cent, status, sleutel, volgorde)


_SCHAKEL: Final[ColumnElement[bool]] = and_(
    or_(
        _Een.soort != Besluitsoort.BESLISSING_OP_BEZWAAR,
        _Een.vervangt_id.is_not(None),
        _Een.verleend_cent > 0,
    ),
    _Een.status != Besluitstatus.TERUGGENOMEN,
    ~is_afgedaan(_Een),
)
"""A link of the chain: not a decision on an objection that left what was decided as it is (``models.laat_staan``),
not what was taken back before anybody signed it, and not what an application left behind that was taken up again."""

BEKEND_ALLEEN: Final[ColumnElement[bool]] = _Een.status == BEKEND


def _zichtbaar(
    gemeentekant: ColumnElement[bool] | None, statussen: frozenset[Besluitstatus]
) -> ColumnElement[bool] | None:
    anders = _Een.status.in_(sorted(statussen)) if statussen != ALLES else None
    if gemeentekant is None:
        return anders
    elders = ~gemeentekant if anders is None else and_(~gemeentekant, anders)
    return or_(and_(gemeentekant, BEKEND_ALLEEN), elders)


def _nieuwste(kolom: InstrumentedAttribute[Any], wanneer: ColumnElement[bool] | None) -> ColumnElement[Any]:
    """``kolom`` of the newest decision on the application for which ``wanneer`` holds."""
    vraag = select(getattr(_Een, kolom.key)).where(_Een.aanvraag_id == Aanvraag.id, _SCHAKEL)
    if wanneer is not None:
        vraag = vraag.where(wanneer)
    return vraag.order_by(_Een.id.desc()).limit(1).correlate(Aanvraag).scalar_subquery()


def som_verleend(binnen: ColumnElement[bool] | None) -> Select[int]:
    """A query for what the decisions that hold award together, in eurocents.

    ``binnen``: a condition on ``Aanvraag``; without it all of them, and no application is read.
    """
    vervangen = select(_Eerder.id).join(_Opvolger, is_bekende_opvolger(_Opvolger, _Eerder))
    som = select(func.sum(_Een.verleend_cent)).where(BEKEND_ALLEEN, _Een.id.not_in(vervangen))
    return som if binnen is None else som.join(Aanvraag, Aanvraag.id == _Een.aanvraag_id).where(binnen)
