"""Which decision of a chain takes the place of which, as a condition for a query."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_

from subsidie.beschikkingen.models import Besluitstatus


def is_bekende_opvolger(opvolger: Any, besluit: Any) -> ColumnElement[bool]:
    """``opvolger`` was notified and takes the place of ``besluit`` (both ``Beschikking`` or an alias of it).

    Also over what lies between them and was never notified: a letter whose day passed, a draft drawn up once more.
    A decision on an objection that replaces nothing takes no place (``models.laat_staan``).
    """
    return and_(
        opvolger.aanvraag_id == besluit.aanvraag_id,
        opvolger.id > besluit.id,
        opvolger.vervangt_id.is_not(None),
        opvolger.status == Besluitstatus.BEKENDGEMAAKT,
    )
