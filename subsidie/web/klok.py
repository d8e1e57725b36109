"""The one place where the moment of now comes from; rules get it as an argument."""

from __future__ import annotations

from datetime import UTC, datetime


def nu() -> datetime:
    """The present moment: aware, UTC."""
    return datetime.now(UTC)
