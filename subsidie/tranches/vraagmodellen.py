"""Questions and answers about a tranche: an answer is published for everyone at once."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.tranches.models import Tranche
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Vraagonderwerp(StrEnum):
    """What a question is about: chosen, not typed, so that a published subject never tells who asked."""

    AANVRAGER = "aanvrager"
    DOELGROEPEN = "doelgroepen"
    WOONRUIMTEN = "woonruimten"
    GELD = "geld"
    HUUR = "huur"
    PLANNING = "planning"
    AANVRAAG = "aanvraag"
    VERDELING = "verdeling"
    OVERIG = "overig"


def _kenmerk() -> str:
    return uuid.uuid4().hex


class Tranchevraag(Model):
    """A question about the rules, its answer, and since when everyone can read both.

    Who asked is known to the ministry alone. The ministry can ask itself too (``gm_code`` empty): an explanation.
    """

    __tablename__ = "tranchevraag"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(32), unique=True, default=_kenmerk)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"), index=True)
    onderwerp: Mapped[Vraagonderwerp] = mapped_column(keuze(Vraagonderwerp))
    vraag: Mapped[str] = mapped_column(Text)
    gesteld_op: Mapped[datetime] = mapped_column(UtcMoment)
    gesteld_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    gm_code: Mapped[str | None] = mapped_column(ForeignKey("gemeente.gm_code"))
    vraag_openbaar: Mapped[str] = mapped_column(Text, default="")
    """The question as published: without what would tell who asked."""
    antwoord: Mapped[str] = mapped_column(Text, default="")
    beantwoord_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    beantwoord_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    gepubliceerd_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    gepubliceerd_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    vervangt_id: Mapped[int | None] = mapped_column(ForeignKey("tranchevraag.id"), unique=True)
    """An answer that corrects an earlier one; that one stays readable."""

    tranche: Mapped[Tranche] = relationship()
    gesteld_door: Mapped[Gebruiker] = relationship(foreign_keys=[gesteld_door_id])
    beantwoord_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[beantwoord_door_id])
    gepubliceerd_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[gepubliceerd_door_id])

    __table_args__ = (
        CheckConstraint("length(vraag) > 0", name="heeft_vraag"),
        CheckConstraint(
            "(beantwoord_op IS NULL) = (antwoord = '') AND (beantwoord_op IS NULL) = (beantwoord_door_id IS NULL)",
            name="antwoord_geheel_of_niet",
        ),
        CheckConstraint(
            "(gepubliceerd_op IS NULL) = (gepubliceerd_door_id IS NULL)", name="gepubliceerd_geheel_of_niet"
        ),
        CheckConstraint(
            "gepubliceerd_op IS NULL OR (beantwoord_op IS NOT NULL AND length(vraag_openbaar) > 0)",
            name="gepubliceerd_heeft_antwoord",
        ),
        CheckConstraint(
            "gepubliceerd_door_id IS NULL OR gepubliceerd_door_id <> beantwoord_door_id", name="vier_ogen"
        ),
    )
