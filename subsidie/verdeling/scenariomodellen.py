"""What if: the engine on another input than what was frozen. A simulation, and shown as one everywhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.tranches.models import Tranche
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment


class Scenario(Model):
    """One simulation, whole: what was changed, the input, the version of the engine and the outcome. Never changed."""

    __tablename__ = "scenario"

    id: Mapped[int] = mapped_column(primary_key=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    naam: Mapped[str] = mapped_column(String(120))
    wijzigingen: Mapped[str] = mapped_column(Text)
    """Canonical JSON of what differs from the tranche as it stands."""
    invoer: Mapped[str] = mapped_column(Text)
    """The whole input of the engine, with the seed where one was tried, as canonical JSON."""
    invoer_sha256: Mapped[str] = mapped_column(String(64))
    engine_versie: Mapped[str] = mapped_column(String(40))
    uitkomst: Mapped[str] = mapped_column(Text)
    """Canonical JSON of the outcome (verdeling.md, "Output")."""
    uitkomst_sha256: Mapped[str] = mapped_column(String(64))
    gemaakt_op: Mapped[datetime] = mapped_column(UtcMoment)
    gemaakt_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    tranche: Mapped[Tranche] = relationship()
    gemaakt_door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        UniqueConstraint("tranche_id", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("length(naam) > 0", name="heeft_naam"),
        CheckConstraint("length(invoer_sha256) = 64 AND length(uitkomst_sha256) = 64", name="hash_is_sha256"),
    )
