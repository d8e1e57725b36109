"""A message as it was written, who opened it when, and its way out by mail.

The message in the program is what counts; the mail only says that it is there (so a mail holds no letter).
"""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.documenten.models import Document
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Berichtrichting(StrEnum):
    """From the ministry to a municipality, or back."""

    UIT = "uit"
    IN = "in"


class Berichtgroep(StrEnum):
    """What someone can choose to get mail about; ``formeel`` always comes (receipt, request, decision)."""

    FORMEEL = "formeel"
    VOORTGANG = "voortgang"
    HERINNERING = "herinnering"
    VRAAG = "vraag"


class Bezorgstand(StrEnum):
    """How far a mail is. ``teruggekomen``: it bounced, at once or later."""

    WACHT = "wacht"
    VERZONDEN = "verzonden"
    MISLUKT = "mislukt"
    TERUGGEKOMEN = "teruggekomen"


def _kenmerk() -> str:
    return uuid.uuid4().hex


class Bericht(Model):
    """One message about one thing; ``sleutel`` makes sure that the same step tells it once."""

    __tablename__ = "bericht"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(32), unique=True, default=_kenmerk)
    sleutel: Mapped[str] = mapped_column(String(160), unique=True)
    groep: Mapped[Berichtgroep] = mapped_column(keuze(Berichtgroep))
    richting: Mapped[Berichtrichting] = mapped_column(keuze(Berichtrichting))
    gm_code: Mapped[str] = mapped_column(ForeignKey("gemeente.gm_code"), index=True)
    """The municipality it is to or from."""
    object_soort: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(80))
    """What it is about, as in the audit trail: ``aanvraag`` and its number."""
    onderwerp: Mapped[str] = mapped_column(String(200))
    tekst: Mapped[str] = mapped_column(Text)
    gemaakt_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    """Who wrote it; none: the program."""
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    voorbeeld: Mapped[bool] = mapped_column(Boolean, default=False)
    """About an example or practice: every copy says so."""

    door: Mapped[Gebruiker | None] = relationship()
    document: Mapped[Document | None] = relationship()

    __table_args__ = (
        CheckConstraint("length(onderwerp) > 0 AND length(tekst) > 0", name="heeft_inhoud"),
        CheckConstraint("length(sleutel) > 0", name="heeft_sleutel"),
        CheckConstraint("richting = 'uit' OR door_id IS NOT NULL", name="inkomend_heeft_schrijver"),
        Index("ix_bericht_object", "object_soort", "object_id"),
    )


class Berichtlezing(Model):
    """When someone first opened a message."""

    __tablename__ = "berichtlezing"

    id: Mapped[int] = mapped_column(primary_key=True)
    bericht_id: Mapped[int] = mapped_column(ForeignKey("bericht.id"))
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    geopend_op: Mapped[datetime] = mapped_column(UtcMoment)

    bericht: Mapped[Bericht] = relationship()
    gebruiker: Mapped[Gebruiker] = relationship()

    __table_args__ = (UniqueConstraint("bericht_id", "gebruiker_id"),)


class Bezorging(Model):
    """A mail to one person about one message: what must be sent, and what came of it."""

    __tablename__ = "bezorging"

    id: Mapped[int] = mapped_column(primary_key=True)
    bericht_id: Mapped[int] = mapped_column(ForeignKey("bericht.id"))
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    adres: Mapped[str] = mapped_column(String(254))
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    stand: Mapped[Bezorgstand] = mapped_column(keuze(Bezorgstand), default=Bezorgstand.WACHT)
    pogingen: Mapped[int] = mapped_column(Integer, default=0)
    volgende_poging_op: Mapped[datetime] = mapped_column(UtcMoment)
    verzonden_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    melding: Mapped[str] = mapped_column(Text, default="")
    """What the mail server said, when it did not go well."""

    bericht: Mapped[Bericht] = relationship()
    gebruiker: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        UniqueConstraint("bericht_id", "gebruiker_id"),
        CheckConstraint("pogingen >= 0", name="pogingen_niet_negatief"),
        CheckConstraint(
            "stand IN ('mislukt', 'teruggekomen') OR (stand = 'verzonden') = (verzonden_op IS NOT NULL)",
            name="verzonden_heeft_moment",
        ),
        CheckConstraint(
            "stand NOT IN ('mislukt', 'teruggekomen') OR length(melding) > 0", name="fout_zegt_waarom"
        ),
        Index("ix_bezorging_te_doen", "stand", "volgende_poging_op"),
    )


class Berichtvoorkeur(Model):
    """Whether someone wants mail about a group of messages; without a row: yes."""

    __tablename__ = "berichtvoorkeur"

    id: Mapped[int] = mapped_column(primary_key=True)
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    groep: Mapped[Berichtgroep] = mapped_column(keuze(Berichtgroep))
    mail: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (
        UniqueConstraint("gebruiker_id", "groep"),
        CheckConstraint("groep <> 'formeel' OR mail", name="formeel_komt_altijd"),
    )
