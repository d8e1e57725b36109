"""The outcome of the assessment of one version of an application."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.models import AanvraagVersie, Functiegroep
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Beoordeling(Model):
    """Does this version meet the conditions, and if not, on which ground is it refused."""

    __tablename__ = "beoordeling"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    versie_id: Mapped[int] = mapped_column(ForeignKey("aanvraag_versie.id"))
    voldoet: Mapped[bool] = mapped_column(Boolean)
    afwijzingsgrond: Mapped[str | None] = mapped_column(String(1000))
    score: Mapped[str | None] = mapped_column(String(40))
    """Exact decimal as text (verdeling.md), where the method of the pot uses it."""
    grond_code: Mapped[str | None] = mapped_column(String(60))
    """Code of the ground for refusal in the settings of the tranche, where it is one of those."""
    opbouw: Mapped[str | None] = mapped_column(Text)
    """Canonical JSON of how the score was computed (cards, moderation, weights), so that anyone can redo it."""
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep), default=Functiegroep.BEOORDELING)
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)

    versie: Mapped[AanvraagVersie] = relationship(foreign_keys=[versie_id])

    __table_args__ = (
        UniqueConstraint("versie_id"),
        ForeignKeyConstraint(
            ["versie_id", "aanvraag_id"],
            ["aanvraag_versie.id", "aanvraag_versie.aanvraag_id"],
            name="fk_beoordeling_versie_van_aanvraag",
        ),
        CheckConstraint("voldoet = (afwijzingsgrond IS NULL)", name="afgewezen_heeft_grond"),
        CheckConstraint("length(afwijzingsgrond) > 0", name="grond_niet_leeg"),
        CheckConstraint("als = 'beoordeling'", name="als_beoordelaar"),
        ForeignKeyConstraint(
            ["aanvraag_id", "door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_beoordeling_betrokkenheid",
        ),
    )
