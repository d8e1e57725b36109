"""A document with an objection: of who objects, or the advice of the committee with what belongs to it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.bijlagemodellen import Bestandskolommen
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Bezwaarstuksoort(StrEnum):
    """Whose document it is: that decides who may see it, and when."""

    BEZWAARMAKER = "bezwaarmaker"
    """Of who objects (Awb 6:5, 7:4(1))."""
    COMMISSIE = "commissie"
    """The advice of the committee, its report of the hearing (Awb 7:13(6))."""


class Bezwaarstuk(Bestandskolommen, Model):
    """A file with an objection. What was received never changes and never goes; only the virus scan adds its answer."""

    __tablename__ = "bezwaarstuk"

    bezwaar_id: Mapped[int] = mapped_column(ForeignKey("bezwaar.id"))
    soort: Mapped[Bezwaarstuksoort] = mapped_column(keuze(Bezwaarstuksoort))
    toegevoegd_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    bezwaar: Mapped[Bezwaar] = relationship()
    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        UniqueConstraint("bezwaar_id", "soort", "sha256"),
        CheckConstraint("length(sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("grootte >= 1", name="bestand_heeft_inhoud"),
        CheckConstraint("length(naam) > 0", name="heeft_naam"),
        Index("ix_bezwaarstuk_stand", "stand"),
    )
