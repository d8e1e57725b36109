"""Against which decisions on an application one can object."""

from __future__ import annotations

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.web.db import db


def list_bezwaarbaar(aanvraag: Aanvraag) -> list[Beschikking]:
    """The notified decisions against which an objection is possible (Awb 7:1), oldest first; also long after."""
    vraag = (
        select(Beschikking)
        .where(
            Beschikking.aanvraag_id == aanvraag.id, Beschikking.status == Besluitstatus.BEKENDGEMAAKT,
            Beschikking.soort != Besluitsoort.BESLISSING_OP_BEZWAAR,
        )
        .order_by(Beschikking.id)
    )  # fmt: skip
    return list(db.session.scalars(vraag))
