"""An application that was not handled (Awb 4:5) and is taken up again, because an objection was well-founded.

The decision on the objection revokes the one not to handle it, and puts nothing in its place (7:11(2)): from its
notification the application has no decision, and is handled as any other. So what was decided up to there counts no
more for its state, its term and its place in the tranche. Once the tranche was divided such a decision rests on the
calculation instead (``bezwaarbeslissing``), and takes the place of the first one as usual.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, and_, cast, exists, literal, null, select
from sqlalchemy.orm import aliased

from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.tijd import lees_datum


def is_heropening(besluit: Any) -> ColumnElement[bool]:
    """``besluit`` (``Beschikking`` or an alias) was notified and takes its application up again."""
    buiten = aliased(Beschikking)
    return and_(
        besluit.soort == Besluitsoort.BESLISSING_OP_BEZWAAR,
        besluit.status == Besluitstatus.BEKENDGEMAAKT,
        besluit.verdeling_id.is_(None),
        besluit.verleend_cent == 0,
        exists().where(buiten.id == besluit.vervangt_id, buiten.soort == Besluitsoort.BUITEN_BEHANDELING),
    )


def is_afgedaan(besluit: Any) -> ColumnElement[bool]:
    """``besluit`` counts no more: it took the application up again, or was decided before that."""
    heropening = aliased(Beschikking)
    return exists().where(
        heropening.aanvraag_id == besluit.aanvraag_id, heropening.id >= besluit.id, is_heropening(heropening)
    )


def nieuwe_termijnen(welke: Any) -> Select[*tuple[Any, ...]]:
    """Of the applications in ``welke`` the new terms to decide, in the columns of ``klokvragen``."""
    geen_dag = cast(null(), Date)
    return select(
        literal("h").label("soort"), Beschikking.aanvraag_id.label("aanvraag_id"), Beschikking.id.label("id"),
        cast(Beschikking.gegevens, String).label("woord"), geen_dag.label("dag"), geen_dag.label("verwacht"),
        geen_dag.label("tot"), literal(0).label("weken"),
    ).where(Beschikking.aanvraag_id.in_(welke), is_heropening(Beschikking))  # fmt: skip


def lees_termijn(gegevens: str) -> date | None:
    """The last day to decide that the municipality was told, from what was frozen."""
    uiterlijk = json.loads(gegevens).get("beslissen_uiterlijk")
    return lees_datum(uiterlijk) if uiterlijk else None
