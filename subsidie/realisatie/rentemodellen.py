"""The statutory rates of interest that were entered here, after those that came with the program (BW 6:120)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment


class Rentepercentage(Model):
    """A rate with its source: entered by one beheerder, confirmed by another; then it counts and never changes.

    A rate that turns out wrong is entered once more for the same day: the one that was confirmed last counts.
    """

    __tablename__ = "rentepercentage"

    id: Mapped[int] = mapped_column(primary_key=True)
    vanaf: Mapped[date] = mapped_column(Date)
    tot: Mapped[date] = mapped_column(Date)
    """The last day on which the source says that it holds, that day included."""
    procent: Mapped[int] = mapped_column(Integer)
    bron: Mapped[str] = mapped_column(String(300))
    ingevoerd_op: Mapped[datetime] = mapped_column(UtcMoment)
    ingevoerd_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    bevestigd_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    bevestigd_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    vervallen: Mapped[bool] = mapped_column(Boolean, default=False)
    """It was taken back before anybody confirmed it."""

    ingevoerd_door: Mapped[Gebruiker] = relationship(foreign_keys=[ingevoerd_door_id])
    bevestigd_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[bevestigd_door_id])

    __table_args__ = (
        CheckConstraint("tot >= vanaf", name="eindigt_na_begin"),
        CheckConstraint("procent >= 0 AND procent <= 30", name="procent_bestaat"),
        CheckConstraint("length(bron) > 0", name="heeft_bron"),
        CheckConstraint(
            "(bevestigd_op IS NULL) = (bevestigd_door_id IS NULL)", name="bevestigd_geheel_of_niet"
        ),
        CheckConstraint(
            "bevestigd_door_id IS NULL OR bevestigd_door_id <> ingevoerd_door_id", name="vier_ogen"
        ),
        CheckConstraint("NOT vervallen OR bevestigd_op IS NULL", name="bevestigd_blijft"),
    )
