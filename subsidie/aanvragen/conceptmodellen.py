"""The working copy of an application: what a municipality is writing, part by part."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Conceptdeel(Model):
    """One part as it stands now. ``revisie`` counts the saves: who saves says on which one it rests.

    What is filed is never this row but a version made of it (architectuur.md 10).
    """

    __tablename__ = "conceptdeel"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"))
    deel: Mapped[Aanvraagdeel] = mapped_column(keuze(Aanvraagdeel))
    revisie: Mapped[int] = mapped_column(Integer, default=1)
    inhoud: Mapped[str] = mapped_column(Text)
    """JSON of what was typed (``subsidie.aanvragen.inhoud``)."""
    gewijzigd_op: Mapped[datetime] = mapped_column(UtcMoment)
    gewijzigd_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    """None: the program, out of a version that was filed."""

    aanvraag: Mapped[Aanvraag] = relationship()
    gewijzigd_door: Mapped[Gebruiker | None] = relationship()

    __table_args__ = (
        UniqueConstraint("aanvraag_id", "deel"),
        CheckConstraint("revisie >= 1", name="revisie_vanaf_een"),
    )
