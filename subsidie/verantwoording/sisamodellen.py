"""What municipalities account for through SiSa, as it was imported (Fvw 17a)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche
from subsidie.web.db import Model
from subsidie.web.typen import Cent, UtcMoment


class Sisainlezing(Model):
    """A file of one year that was read; the newest row of a municipality counts."""

    __tablename__ = "sisainlezing"

    id: Mapped[int] = mapped_column(primary_key=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"), index=True)
    jaar: Mapped[int] = mapped_column(Integer)
    """The year that is accounted for (T)."""
    naam: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    ingelezen_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    tranche: Mapped[Tranche] = relationship()
    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        UniqueConstraint("tranche_id", "jaar", "sha256"),
        CheckConstraint("length(sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("length(naam) > 0", name="heeft_naam"),
        CheckConstraint("jaar >= 2020 AND jaar <= 2100", name="jaar_bestaat"),
    )


class Sisaregel(Model):
    """The indicators of one municipality (domein 3, layout of the annex)."""

    __tablename__ = "sisaregel"

    id: Mapped[int] = mapped_column(primary_key=True)
    inlezing_id: Mapped[int] = mapped_column(ForeignKey("sisainlezing.id"))
    gm_code: Mapped[str] = mapped_column(ForeignKey("gemeente.gm_code"))
    besteding_cent: Mapped[int] = mapped_column(Cent)
    """Besteding (jaar T)."""
    correctie_cent: Mapped[int] = mapped_column(Cent)
    """Correctie besteding (jaar T-1); can be negative."""
    cumulatief_cent: Mapped[int] = mapped_column(Cent)
    """Cumulatieve besteding (t/m jaar T)."""
    zelfstandige_uitvoering: Mapped[bool] = mapped_column(Boolean)
    eindverantwoording: Mapped[bool] = mapped_column(Boolean)
    bevindingen: Mapped[str] = mapped_column(Text, default="")
    """What the accountant found; empty: nothing."""
    onrechtmatig_cent: Mapped[int] = mapped_column(Cent, default=0)

    inlezing: Mapped[Sisainlezing] = relationship()
    gemeente: Mapped[Gemeente] = relationship()

    __table_args__ = (
        UniqueConstraint("inlezing_id", "gm_code"),
        CheckConstraint(
            "besteding_cent >= 0 AND cumulatief_cent >= 0 AND onrechtmatig_cent >= 0",
            name="bedragen_niet_negatief",
        ),
        CheckConstraint(
            "onrechtmatig_cent = 0 OR length(bevindingen) > 0", name="onrechtmatig_heeft_bevinding"
        ),
        Index("ix_sisaregel_gemeente", "gm_code", "id"),
    )
