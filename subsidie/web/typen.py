"""Column types: moments stay aware, money stays whole, a status stays within its words."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator

Cent = BigInteger
"""Eurocents; 64 bits, since a ceiling in cents does not fit in 32."""


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC in the database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive moment {value!r}: a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        # SQLite keeps no offset; what was written was UTC.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def keuze(soort: type[StrEnum], *, naam: str | None = None) -> Enum:
    """A column that holds one of the words of ``soort``, with a CHECK in the database.

    ``naam``: of the CHECK, for a second column with the same words in one table.
    """
    return Enum(
        soort,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda leden: [lid.value for lid in leden],
        name=naam or soort.__name__.lower(),
    )
