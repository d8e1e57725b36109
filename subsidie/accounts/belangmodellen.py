"""An interest in a party that is not a municipality: a housing corporation, a developer, a care provider."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment


class Partijbelang(Model):
    """A registered interest in a party: its holder does nothing with applications in which that party takes part."""

    __tablename__ = "partijbelang"

    id: Mapped[int] = mapped_column(primary_key=True)
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    partij: Mapped[str] = mapped_column(String(200))
    partij_norm: Mapped[str] = mapped_column(String(200))
    """The name as names are compared: see ``accounts.partijen``."""
    omschrijving: Mapped[str] = mapped_column(String(500))
    vanaf: Mapped[date] = mapped_column(Date)
    tot: Mapped[date | None] = mapped_column(Date)
    """The first day without it."""
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    gebruiker: Mapped[Gebruiker] = relationship(foreign_keys=[gebruiker_id])

    __table_args__ = (
        CheckConstraint("length(partij) > 0 AND length(partij_norm) > 0", name="heeft_partij"),
        CheckConstraint("tot IS NULL OR tot > vanaf", name="eindigt_na_begin"),
    )
