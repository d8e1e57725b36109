"""Filing: each time a version reached the ministry, and the withdrawal of an application."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

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

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.documenten.models import Document
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Indieningsoort(StrEnum):
    """Why a municipality filed a version: first, corrected before the window closed, or supplemented (Awb 4:5)."""

    INDIENING = "indiening"
    CORRECTIE = "correctie"
    AANVULLING = "aanvulling"


class Indiening(Model):
    """One filing by one person. ``ontvangen_op`` is when it reached the server (Awb 2:17), not when it was stored."""

    __tablename__ = "indiening"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    versie_id: Mapped[int] = mapped_column(ForeignKey("aanvraag_versie.id"), unique=True)
    soort: Mapped[Indieningsoort] = mapped_column(keuze(Indieningsoort))
    ontvangen_op: Mapped[datetime] = mapped_column(UtcMoment)
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep), default=Functiegroep.AANVRAGER)
    sleutel: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the page it was sent from: the same one twice (double click, retry) is one filing."""
    raakt_volledigheid: Mapped[bool] = mapped_column(Boolean)
    """Whether the moment from which the application is complete can be this one."""
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    """The receipt (Awb 4:3a)."""

    aanvraag: Mapped[Aanvraag] = relationship(overlaps="versie")
    versie: Mapped[AanvraagVersie] = relationship(foreign_keys=[versie_id])
    door: Mapped[Gebruiker] = relationship(foreign_keys=[door_id])
    document: Mapped[Document] = relationship()

    __table_args__ = (
        ForeignKeyConstraint(
            ["versie_id", "aanvraag_id"],
            ["aanvraag_versie.id", "aanvraag_versie.aanvraag_id"],
            name="fk_indiening_versie_van_aanvraag",
        ),
        ForeignKeyConstraint(
            ["aanvraag_id", "door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_indiening_betrokkenheid",
        ),
        CheckConstraint("als = 'aanvrager'", name="als_aanvrager"),
        CheckConstraint("length(sleutel) > 0", name="heeft_sleutel"),
        CheckConstraint("soort <> 'indiening' OR raakt_volledigheid", name="eerste_raakt_volledigheid"),
    )


class Intrekking(Model):
    """The applicant withdrew the application, in whole: once, and never undone."""

    __tablename__ = "intrekking"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"))
    ingetrokken_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    reden: Mapped[str] = mapped_column(Text, default="")

    aanvraag: Mapped[Aanvraag] = relationship()
    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (UniqueConstraint("aanvraag_id"),)
