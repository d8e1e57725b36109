"""The event of the audit trail. Never changed, never deleted: triggers in the database refuse it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment


class Gebeurtenis(Model):
    """One thing that happened, chained to the one before by its hash."""

    __tablename__ = "gebeurtenis"

    volgnummer: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    moment: Mapped[datetime] = mapped_column(UtcMoment)
    soort: Mapped[str] = mapped_column(String(80))
    object_soort: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(80))
    door_sleutel: Mapped[str | None] = mapped_column(String(32))
    """Key of the user, never a name: pseudonymising a user leaves the chain whole. None: the program."""
    gegevens: Mapped[str] = mapped_column(Text)
    vorige_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    __table_args__ = (
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("length(hash) = 64 AND length(vorige_hash) = 64", name="hash_is_sha256"),
        Index("ix_gebeurtenis_object", "object_soort", "object_id"),
    )
