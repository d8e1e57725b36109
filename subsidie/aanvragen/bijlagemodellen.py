"""An attachment of an application: who put it there, what it is, and where its content is kept."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Bijlagestand(StrEnum):
    """What the virus scan said. Only ``schoon`` and ``niet_gescand`` (no scanner is set) can be read."""

    QUARANTAINE = "quarantaine"
    SCHOON = "schoon"
    BESMET = "besmet"
    NIET_GESCAND = "niet_gescand"


def _kenmerk() -> str:
    return uuid.uuid4().hex


class Bestandskolommen:
    """What is known of every file that somebody sent: the columns, for the models that have such files."""

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(32), unique=True, default=_kenmerk)
    naam: Mapped[str] = mapped_column(String(200))
    mediatype: Mapped[str] = mapped_column(String(120))
    grootte: Mapped[int] = mapped_column(Integer)
    """In bytes."""
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    stand: Mapped[Bijlagestand] = mapped_column(keuze(Bijlagestand))


class Aanvraagbijlage(Bestandskolommen, Model):
    """A file with an application. The content is stored once under its SHA-256; a version cites that."""

    __tablename__ = "aanvraagbijlage"

    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    soort: Mapped[str] = mapped_column(String(60))
    """Code of a document that the tranche asks, or ``overig``."""
    geupload_op: Mapped[datetime] = mapped_column(UtcMoment)
    geupload_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    verwijderd_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    """Since when it is no longer in the working copy; a version that cites it keeps it."""
    verwijderd_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))

    aanvraag: Mapped[Aanvraag] = relationship()
    geupload_door: Mapped[Gebruiker] = relationship(foreign_keys=[geupload_door_id])

    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("grootte >= 1", name="bestand_heeft_inhoud"),
        CheckConstraint("length(naam) > 0 AND length(soort) > 0", name="heeft_naam_en_soort"),
        CheckConstraint(
            "(verwijderd_op IS NULL) = (verwijderd_door_id IS NULL)", name="verwijderd_geheel_of_niet"
        ),
        Index("ix_aanvraagbijlage_stand", "stand"),
    )
