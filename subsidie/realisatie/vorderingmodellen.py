"""Money back: what a settlement rests on, what is reclaimed, in which instalments, with which interest."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.models import Beschikking
from subsidie.realisatie.betaalmodellen import Betaalinlezing
from subsidie.web.db import Model
from subsidie.web.typen import Cent, UtcMoment, keuze


class Vaststellingsberekening(Model):
    """How an award is settled, recomputable: what was granted, built, kept and spent, and what follows from that."""

    __tablename__ = "vaststellingsberekening"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    invoer: Mapped[str] = mapped_column(Text)
    """Canonical JSON of everything that it rests on: the plan, the homes that count, the SiSa row, the rule."""
    invoer_sha256: Mapped[str] = mapped_column(String(64))
    regel_versie: Mapped[str] = mapped_column(String(40))
    verleend_cent: Mapped[int] = mapped_column(Cent)
    betaald_cent: Mapped[int] = mapped_column(Cent)
    vastgesteld_cent: Mapped[int] = mapped_column(Cent)
    terug_cent: Mapped[int] = mapped_column(Cent)
    opbouw: Mapped[str] = mapped_column(Text)
    """Canonical JSON of the sum, line by line, as the letter shows it."""
    berekend_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep), default=Functiegroep.BEHANDELING)
    beschikking_id: Mapped[int | None] = mapped_column(ForeignKey("beschikking.id"), unique=True)
    """The decision that was drawn up on it."""

    aanvraag: Mapped[Aanvraag] = relationship()
    door: Mapped[Gebruiker] = relationship()
    beschikking: Mapped[Beschikking | None] = relationship()

    __table_args__ = (
        UniqueConstraint("aanvraag_id", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("length(invoer_sha256) = 64", name="hash_is_sha256"),
        CheckConstraint(
            "vastgesteld_cent >= 0 AND vastgesteld_cent <= verleend_cent",
            name="vastgesteld_hoogstens_verleend",
        ),
        CheckConstraint("betaald_cent >= 0 AND terug_cent >= 0", name="bedragen_niet_negatief"),
        CheckConstraint("terug_cent = 0 OR betaald_cent - vastgesteld_cent = terug_cent", name="terug_klopt"),
        CheckConstraint("als = 'behandeling'", name="als_behandelaar"),
        ForeignKeyConstraint(
            ["aanvraag_id", "door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_vaststellingsberekening_betrokkenheid",
        ),
    )


class Vordering(Model):
    """What a municipality has to pay back by a decision that was notified."""

    __tablename__ = "vordering"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    beschikking_id: Mapped[int] = mapped_column(ForeignKey("beschikking.id"), unique=True)
    hoofdsom_cent: Mapped[int] = mapped_column(Cent)
    ontstaan_op: Mapped[date] = mapped_column(Date)
    """The day of notification: within six weeks it must be paid (Awb 4:87)."""

    aanvraag: Mapped[Aanvraag] = relationship()
    beschikking: Mapped[Beschikking] = relationship()

    __table_args__ = (CheckConstraint("hoofdsom_cent >= 1", name="bedrag_positief"),)


class Vorderingstermijn(Model):
    """An instalment of a claim: of the newest ``regeling`` all instalments together are what was open then."""

    __tablename__ = "vorderingstermijn"

    id: Mapped[int] = mapped_column(primary_key=True)
    vordering_id: Mapped[int] = mapped_column(ForeignKey("vordering.id"))
    regeling: Mapped[int] = mapped_column(Integer)
    """Which arrangement: 1 is the one of the decision itself."""
    volgnummer: Mapped[int] = mapped_column(Integer)
    bedrag_cent: Mapped[int] = mapped_column(Cent)
    uiterlijk: Mapped[date] = mapped_column(Date)
    beschikking_id: Mapped[int] = mapped_column(ForeignKey("beschikking.id"), index=True)
    """The recovery for the first arrangement, the decision on paying later for every other (Awb 4:94)."""
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    vordering: Mapped[Vordering] = relationship()
    beschikking: Mapped[Beschikking] = relationship()

    __table_args__ = (
        UniqueConstraint("vordering_id", "regeling", "volgnummer"),
        CheckConstraint("regeling >= 1 AND volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("bedrag_cent >= 1", name="bedrag_positief"),
    )


class Ontvangst(Model):
    """Money that came back on a claim."""

    __tablename__ = "ontvangst"

    id: Mapped[int] = mapped_column(primary_key=True)
    vordering_id: Mapped[int] = mapped_column(ForeignKey("vordering.id"), index=True)
    bedrag_cent: Mapped[int] = mapped_column(Cent)
    ontvangen_op: Mapped[date] = mapped_column(Date)
    omschrijving: Mapped[str] = mapped_column(String(200))
    inlezing_id: Mapped[int | None] = mapped_column(ForeignKey("betaalinlezing.id"))
    geboekt_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    vordering: Mapped[Vordering] = relationship()
    inlezing: Mapped[Betaalinlezing | None] = relationship()

    __table_args__ = (
        CheckConstraint("bedrag_cent >= 1", name="bedrag_positief"),
        CheckConstraint("length(omschrijving) > 0", name="heeft_omschrijving"),
    )


class Rentevaststelling(Model):
    """Statutory interest on a claim, set by decision over a period (Awb 4:97-4:99)."""

    __tablename__ = "rentevaststelling"

    id: Mapped[int] = mapped_column(primary_key=True)
    vordering_id: Mapped[int] = mapped_column(ForeignKey("vordering.id"), index=True)
    vanaf: Mapped[date] = mapped_column(Date)
    tot: Mapped[date] = mapped_column(Date)
    """Up to and including this day."""
    bedrag_cent: Mapped[int] = mapped_column(Cent)
    opbouw: Mapped[str] = mapped_column(Text)
    """Canonical JSON: per period the amount, the rate, its source and the days."""
    beschikking_id: Mapped[int] = mapped_column(ForeignKey("beschikking.id"), unique=True)
    """The decision that sets it (Awb 4:99)."""
    vastgesteld_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    vordering: Mapped[Vordering] = relationship()
    beschikking: Mapped[Beschikking] = relationship()

    __table_args__ = (
        CheckConstraint("tot >= vanaf", name="eindigt_na_begin"),
        CheckConstraint("bedrag_cent >= 0", name="bedrag_niet_negatief"),
    )


class Vorderingherziening(Model):
    """What a decision on an objection left of a claim; it counts from the beginning (Awb 7:11(2))."""

    __tablename__ = "vorderingherziening"

    id: Mapped[int] = mapped_column(primary_key=True)
    vordering_id: Mapped[int] = mapped_column(ForeignKey("vordering.id"), index=True)
    beschikking_id: Mapped[int] = mapped_column(ForeignKey("beschikking.id"), index=True)
    hoofdsom_cent: Mapped[int] = mapped_column(Cent)
    """The principal from now; 0 when nothing is claimed any more."""
    renten: Mapped[str] = mapped_column(Text)
    """Canonical JSON: by id of the set interest what is left of it, in eurocents."""
    herzien_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    vordering: Mapped[Vordering] = relationship()
    beschikking: Mapped[Beschikking] = relationship()

    __table_args__ = (
        UniqueConstraint("vordering_id", "beschikking_id"),
        CheckConstraint("hoofdsom_cent >= 0", name="bedrag_niet_negatief"),
    )
