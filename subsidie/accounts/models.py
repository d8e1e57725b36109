"""Users, what they may do and until when, and the interests that keep them away."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.web.db import Model
from subsidie.web.typen import Cent, UtcMoment, keuze


class Rol(StrEnum):
    """The nine roles (product.md)."""

    OPSTELLER = "opsteller"
    TEKENBEVOEGDE = "tekenbevoegde"
    BEHANDELAAR = "behandelaar"
    BEOORDELAAR = "beoordelaar"
    BESLISSER = "beslisser"
    BEZWAARBEHANDELAAR = "bezwaarbehandelaar"
    FINANCIEEL = "financieel"
    BEHEERDER = "beheerder"
    AUDITOR = "auditor"


class Mandaathandeling(StrEnum):
    """What a mandate lets someone do in the name of the minister (Awb 10:1, 10:3)."""

    VERDELING_VASTSTELLEN = "verdeling_vaststellen"
    BESCHIKKING_TEKENEN = "beschikking_tekenen"
    BEZWAAR_BESLISSEN = "bezwaar_beslissen"


def _sleutel() -> str:
    return uuid.uuid4().hex


class Gebruiker(Model):
    """A person with an account. ``sleutel`` stands for them in the audit trail."""

    __tablename__ = "gebruiker"

    id: Mapped[int] = mapped_column(primary_key=True)
    sleutel: Mapped[str] = mapped_column(String(32), unique=True, default=_sleutel)
    naam: Mapped[str] = mapped_column(String(200))
    functie: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), unique=True)
    aangemaakt_op: Mapped[datetime] = mapped_column(UtcMoment)
    geblokkeerd_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    """Since when this person cannot log in; roles and history stay as they are."""

    __table_args__ = (CheckConstraint("length(naam) > 0", name="heeft_naam"),)


class Roltoekenning(Model):
    """A role of a user between two dates (``tot`` is the first day without it)."""

    __tablename__ = "roltoekenning"

    id: Mapped[int] = mapped_column(primary_key=True)
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    rol: Mapped[Rol] = mapped_column(keuze(Rol))
    gm_code: Mapped[str | None] = mapped_column(ForeignKey("gemeente.gm_code"))
    vanaf: Mapped[date] = mapped_column(Date)
    tot: Mapped[date | None] = mapped_column(Date)

    gebruiker: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint("tot IS NULL OR tot > vanaf", name="eindigt_na_begin"),
        CheckConstraint(
            "(rol IN ('opsteller', 'tekenbevoegde')) = (gm_code IS NOT NULL)",
            name="gemeenterol_heeft_gemeente",
        ),
    )


class Mandaat(Model):
    """Who may sign what, up to which amount and between which dates: the register of mandates."""

    __tablename__ = "mandaat"

    id: Mapped[int] = mapped_column(primary_key=True)
    registernummer: Mapped[str] = mapped_column(String(60))
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    handeling: Mapped[Mandaathandeling] = mapped_column(keuze(Mandaathandeling))
    tot_bedrag_cent: Mapped[int] = mapped_column(Cent)
    vanaf: Mapped[date] = mapped_column(Date)
    tot: Mapped[date | None] = mapped_column(Date)

    gebruiker: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        UniqueConstraint("registernummer", "handeling"),
        CheckConstraint("tot_bedrag_cent >= 0", name="bedrag_niet_negatief"),
        CheckConstraint("tot IS NULL OR tot > vanaf", name="eindigt_na_begin"),
    )


class Belang(Model):
    """A registered interest: its holder does nothing with applications of that municipality."""

    __tablename__ = "belang"

    id: Mapped[int] = mapped_column(primary_key=True)
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    gm_code: Mapped[str] = mapped_column(ForeignKey("gemeente.gm_code"), index=True)
    omschrijving: Mapped[str] = mapped_column(String(500))
    vanaf: Mapped[date] = mapped_column(Date)
    tot: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (CheckConstraint("tot IS NULL OR tot > vanaf", name="eindigt_na_begin"),)
