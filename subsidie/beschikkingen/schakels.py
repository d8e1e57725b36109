"""Which decision of a chain takes the place of which, as a condition for a query."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from subsidie.beschikkingen.models import NAAST_DE_KETEN, Besluitsoort, Besluitstatus


def is_schakel(besluit: Any) -> ColumnElement[bool]:
    """``besluit`` (``Beschikking`` or an alias) is a link of the chain: what ``models.laat_staan`` answers no to."""
    return and_(
        besluit.soort.not_in(sorted(NAAST_DE_KETEN)),
        or_(besluit.soort != Besluitsoort.BESLISSING_OP_BEZWAAR, besluit.vervangt_id.is_not(None)),
    )


def is_bekende_opvolger(opvolger: Any, besluit: Any) -> ColumnElement[bool]:
    """``opvolger`` was notified and takes the place of ``besluit`` (both ``Beschikking`` or an alias of it).

    Also over what lies between them and was never notified: a letter whose day passed, a draft drawn up once more.
    A decision on an objection that replaces nothing takes no place (``models.laat_staan``).
    """
    return and_(
        opvolger.aanvraag_id == besluit.aanvraag_id,
        opvolger.id > besluit.id,
        opvolger.vervangt_id.is_not(None),
        opvolger.soort.not_in(sorted(NAAST_DE_KETEN)),
        opvolger.status == Besluitstatus.BEKENDGEMAAKT,
    )
