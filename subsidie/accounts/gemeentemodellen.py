"""Where a municipality gets its post and its money: entered by itself, the account checked by three people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.register.models import Gemeente
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment


class Postadres(Model):
    """A postal address of a municipality; the newest ``volgnummer`` holds (also in ``gemeente.postadres``)."""

    __tablename__ = "postadres"

    id: Mapped[int] = mapped_column(primary_key=True)
    gm_code: Mapped[str] = mapped_column(ForeignKey("gemeente.gm_code"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    ter_attentie: Mapped[str] = mapped_column(String(100), default="")
    adresregel: Mapped[str] = mapped_column(String(100))
    """Street and number, or ``Postbus`` and number."""
    postcode: Mapped[str] = mapped_column(String(7))
    plaats: Mapped[str] = mapped_column(String(80))
    ingevoerd_op: Mapped[datetime] = mapped_column(UtcMoment)
    ingevoerd_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    gemeente: Mapped[Gemeente] = relationship()
    ingevoerd_door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        UniqueConstraint("gm_code", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint(
            "length(adresregel) > 0 AND length(postcode) = 7 AND length(plaats) > 0", name="adres_is_heel"
        ),
    )


class Rekeningnummer(Model):
    """An IBAN of a municipality: entered by one person, confirmed by a second, accepted by ``financieel``.

    It holds from ``goedgekeurd_op`` until a newer one is accepted. Who entered it cannot confirm it, and
    whoever accepts it did neither.
    """

    __tablename__ = "rekeningnummer"

    id: Mapped[int] = mapped_column(primary_key=True)
    gm_code: Mapped[str] = mapped_column(ForeignKey("gemeente.gm_code"), index=True)
    iban: Mapped[str] = mapped_column(String(34))
    tenaamstelling: Mapped[str] = mapped_column(String(70))
    ingevoerd_op: Mapped[datetime] = mapped_column(UtcMoment)
    ingevoerd_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    bevestigd_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    bevestigd_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    goedgekeurd_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    goedgekeurd_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    afgewezen_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    afgewezen_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    reden: Mapped[str] = mapped_column(String(300), default="")

    gemeente: Mapped[Gemeente] = relationship()
    ingevoerd_door: Mapped[Gebruiker] = relationship(foreign_keys=[ingevoerd_door_id])
    bevestigd_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[bevestigd_door_id])
    goedgekeurd_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[goedgekeurd_door_id])
    afgewezen_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[afgewezen_door_id])

    __table_args__ = (
        CheckConstraint("length(iban) >= 15 AND length(tenaamstelling) > 0", name="rekening_is_heel"),
        CheckConstraint("(bevestigd_op IS NULL) = (bevestigd_door_id IS NULL)", name="bevestigd_geheel_of_niet"),
        CheckConstraint(
            "(goedgekeurd_op IS NULL) = (goedgekeurd_door_id IS NULL)", name="goedgekeurd_geheel_of_niet"
        ),
        CheckConstraint(
            "(afgewezen_op IS NULL) = (afgewezen_door_id IS NULL) AND (afgewezen_op IS NULL OR length(reden) > 0)",
            name="afgewezen_geheel_of_niet",
        ),
        CheckConstraint(
            "bevestigd_door_id IS NULL OR bevestigd_door_id <> ingevoerd_door_id", name="bevestigd_door_ander"
        ),
        CheckConstraint(
            "goedgekeurd_door_id IS NULL OR (bevestigd_door_id IS NOT NULL"
            " AND goedgekeurd_door_id <> ingevoerd_door_id AND goedgekeurd_door_id <> bevestigd_door_id)",
            name="goedgekeurd_door_derde",
        ),
        CheckConstraint("goedgekeurd_op IS NULL OR afgewezen_op IS NULL", name="goedgekeurd_of_afgewezen"),
        # One change at a time, so that what is confirmed is what was seen.
        Index(
            "uq_rekeningnummer_lopend", "gm_code", unique=True,
            sqlite_where=text("goedgekeurd_op IS NULL AND afgewezen_op IS NULL"),
            postgresql_where=text("goedgekeurd_op IS NULL AND afgewezen_op IS NULL"),
        ),
    )  # fmt: skip
