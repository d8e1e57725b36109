"""What ``stand.stand_van`` computes, asked of the database: to show, filter, sort and sum a list by it.

A test holds the two to the same answer for every combination of steps, chains and what was built. The decision that
holds is the newest that was notified: each decision after the first replaces the one before it
(``beschikkingen.service``), so it is also the one that no notified decision replaces, which is what the sums count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie
from subsidie.beschikkingen.heropening import is_afgedaan
from subsidie.beschikkingen.models import NAAST_DE_KETEN, Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.schakels import is_bekende_opvolger
from subsidie.dossier.bouwvragen import Grenzen, is_begonnen, is_bestemd, is_gerealiseerd
from subsidie.dossier.stand import (
    AFGEREKEND,
    AFREKENEND,
    GELDEND,
    IN_AANBOUW,
    Stand,
    Standsoort,
    als_stand,
    bij_van,
)
from subsidie.realisatie.wijzigingmodellen import Verzoekstatus, Wijzigingsverzoek

BEKEND: Final = Besluitstatus.BEKENDGEMAAKT
ALLES: Final = frozenset(Besluitstatus)

_Een: Final = aliased(Beschikking, name="besluit")
_Vervangen: Final = aliased(Beschikking, name="vervangen")
_Versie: Final = aliased(AanvraagVersie, name="besloten_versie")
_Opvolger: Final = aliased(Beschikking, name="opvolger")
_Eerder: Final = aliased(Beschikking, name="eerder")


@dataclass(frozen=True, slots=True)
class Standkolommen:
    """Columns beside ``Aanvraag``: the decisions that hold and the newest one that the viewer may see."""

    volgens_keten: ColumnElement[Any]
    """The value of ``Standsoort`` that the notified decisions leave; empty without one."""
    hoe: ColumnElement[Any]
    """The kind of the newest notified decision that changed something."""
    verleend_cent: ColumnElement[Any]
    laatste_status: ColumnElement[Any]
    sleutel: ColumnElement[Any]
    """The value of ``Standsoort``, with what was built."""
    volgorde: ColumnElement[Any]
    """Its place in the life of an application."""


def standkolommen(
    eigen: tuple[str, ...], statussen: frozenset[Besluitstatus], grenzen: Grenzen = ()
) -> Standkolommen:
    """The columns for who works for the municipalities ``eigen`` and sees decisions of others in ``statussen``.

    Of an application of one's own municipality only what was notified counts (``beschikkingen.toegang``).
    ``grenzen``: which homes are still within their years today (``bouwvragen.bestemmingsgrenzen``); may be left out
    where no application with an award is asked for.
    """
    gemeentekant = Aanvraag.gm_code.in_(eigen) if eigen else false()
    status = _nieuwste(_Een.status, _zichtbaar(gemeentekant if eigen else None, statussen))
    volgens_keten = _volgens_keten()
    # Each subquery stands here once: a database computes it as often as it is written.
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
        else_=func.coalesce(
            case(_met_bouw(grenzen), value=volgens_keten), case(onderweg, value=status), eigen_stap
        ),
    )
    volgorde = case({stand.value: plaats for plaats, stand in enumerate(Standsoort)}, value=sleutel)
    return Standkolommen(
        volgens_keten=volgens_keten, hoe=_nieuwste(_Een.soort, and_(BEKEND_ALLEEN, ~_GEWEIGERD)),
        verleend_cent=_nieuwste(_Een.verleend_cent, BEKEND_ALLEEN), laatste_status=status, sleutel=sleutel,
        volgorde=volgorde,
    )  # fmt: skip


def lees_stand(rij: Any) -> Stand:
    """The state of a row with ``status``, and with ``sleutel``, ``volgens_keten``, ``hoe`` and ``laatste_status`` as
    above."""
    soort = Standsoort(rij.sleutel)
    if rij.status is Aanvraagstatus.INGETROKKEN or rij.volgens_keten is None:
        return als_stand(soort)
    return als_stand(soort, bij_van(Standsoort(rij.volgens_keten), soort, rij.hoe, rij.laatste_status))


_SCHAKEL: Final[ColumnElement[bool]] = and_(
    or_(
        _Een.soort != Besluitsoort.BESLISSING_OP_BEZWAAR,
        _Een.vervangt_id.is_not(None),
        _Een.verleend_cent > 0,
    ),
    _Een.soort.not_in(sorted(NAAST_DE_KETEN)),
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


def _nieuwste(kolom: Any, wanneer: ColumnElement[bool] | None) -> ColumnElement[Any]:
    """``kolom`` of the newest decision on the application for which ``wanneer`` holds."""
    vraag = select(kolom).where(_Een.aanvraag_id == Aanvraag.id, _SCHAKEL)
    if wanneer is not None:
        vraag = vraag.where(wanneer)
    return vraag.order_by(_Een.id.desc()).limit(1).correlate(Aanvraag).scalar_subquery()


_GEWEIGERD: Final[ColumnElement[bool]] = exists().where(
    Wijzigingsverzoek.beschikking_id == _Een.id, Wijzigingsverzoek.status == Verzoekstatus.AFGEWEZEN
)
"""The decision refuses a change, so it changes nothing."""


def _volgens_keten() -> ColumnElement[Any]:
    """What the newest notified decision says that says more than that an award was changed."""
    bezwaar = _Een.soort == Besluitsoort.BESLISSING_OP_BEZWAAR
    op_wijziging = func.coalesce(_Vervangen.soort == Besluitsoort.WIJZIGING, false())
    # Not a join: few decisions are on an objection, and a version is long to read.
    telt_cent = select(_Versie.subsidiabel_cent).where(_Versie.id == _Een.versie_id).correlate(_Een)
    na_bezwaar = case(
        *((_Vervangen.soort == soort, GELDEND[soort].value) for soort in AFREKENEND),
        (_Een.verleend_cent == 0, Standsoort.AFGEWEZEN.value),
        (_Een.verleend_cent < telt_cent.scalar_subquery(), Standsoort.DEELS_VERLEEND.value),
        else_=Standsoort.VERLEEND.value,
    )
    vraag = (
        select(case((bezwaar, na_bezwaar), *((_Een.soort == een, stand.value) for een, stand in GELDEND.items())))
        .outerjoin(_Vervangen, _Vervangen.id == _Een.vervangt_id)
        .where(
            _Een.aanvraag_id == Aanvraag.id, _SCHAKEL, BEKEND_ALLEEN, _Een.soort != Besluitsoort.WIJZIGING,
            ~and_(bezwaar, op_wijziging),
        )
    )  # fmt: skip
    return vraag.order_by(_Een.id.desc()).limit(1).correlate(Aanvraag).scalar_subquery()


def _met_bouw(grenzen: Grenzen) -> dict[str, Any]:
    """Per state of the chain what it is with what was built: only of an award the database looks at that."""
    uit: dict[str, Any] = {stand.value: stand.value for stand in GELDEND.values()}
    for stand in IN_AANBOUW:
        uit[stand.value] = case(
            # Cheap before dear: what stands has begun.
            (~is_begonnen(), stand.value),
            (is_gerealiseerd(), Standsoort.GEREALISEERD.value),
            else_=Standsoort.IN_UITVOERING.value,
        )
    for stand in AFGEREKEND if grenzen else ():
        uit[stand.value] = case((is_bestemd(grenzen), Standsoort.BESTEMMINGSTERMIJN.value), else_=stand.value)
    return uit


def som_verleend(binnen: ColumnElement[bool] | None) -> Select[int]:
    """A query for what the decisions that hold award together, in eurocents.

    ``binnen``: a condition on ``Aanvraag``; without it all of them, and no application is read.
    """
    vervangen = select(_Eerder.id).join(_Opvolger, is_bekende_opvolger(_Opvolger, _Eerder))
    som = select(func.sum(_Een.verleend_cent)).where(BEKEND_ALLEEN, _Een.id.not_in(vervangen))
    return som if binnen is None else som.join(Aanvraag, Aanvraag.id == _Een.aanvraag_id).where(binnen)
