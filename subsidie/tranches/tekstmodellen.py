"""The text of the letters, as a lawyer of the ministry wrote it for a tranche."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.tranches.models import Tranche
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment


class Brieftekst(Model):
    """One version of the text of one kind of letter in a tranche; the newest counts, else the standard text."""

    __tablename__ = "brieftekst"

    id: Mapped[int] = mapped_column(primary_key=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"))
    soort: Mapped[str] = mapped_column(String(60))
    """Name of the kind of letter, as in the package's own texts."""
    volgnummer: Mapped[int] = mapped_column(Integer)
    tekst: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    toelichting: Mapped[str] = mapped_column(String(500))
    """What changed and why."""
    gemaakt_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    tranche: Mapped[Tranche] = relationship()
    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        UniqueConstraint("tranche_id", "soort", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("length(soort) > 0 AND length(tekst) > 0", name="heeft_tekst"),
        CheckConstraint("length(sha256) = 64", name="hash_is_sha256"),
    )
