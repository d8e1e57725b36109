"""The one place where the moment of now comes from; rules get it as an argument."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import request

ONTVANGEN_OP = "subsidie.ontvangen_op"
"""Key in the WSGI environment of the moment that this request reached the server."""


def nu() -> datetime:
    """The present moment: aware, UTC."""
    return datetime.now(UTC)


def ontvangen_op() -> datetime:
    """The moment that the current request *reached* the server: aware, UTC, from before any lock or wait.

    This and not ``nu()`` decides whether something came in time: a message counts as received when it reaches
    the system that takes messages (Awb 2:17). Set by ``subsidie.web.ontvangst``. Raises ``LookupError`` for a
    request that did not come in through the application, and ``RuntimeError`` outside a request.
    """
    moment: datetime = request.environ[ONTVANGEN_OP]
    return moment
