"""The auditor's own records: samples, what was found, and who looked at personal data."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.tranches.models import Tranche
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Steekproefwijze(StrEnum):
    """How a sample is drawn: every item an equal chance, or every euro."""

    ASELECT = "aselect"
    GELDEENHEID = "geldeenheid"


class Steekproef(Model):
    """A sample that anyone can draw again: the population with its hash, the seed and the method."""

    __tablename__ = "steekproef"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"), index=True)
    wijze: Mapped[Steekproefwijze] = mapped_column(keuze(Steekproefwijze))
    omvang: Mapped[int] = mapped_column(Integer)
    zaad: Mapped[str] = mapped_column(String(120))
    populatie: Mapped[str] = mapped_column(Text)
    """Canonical JSON: number and amount (cents) of each item, in order."""
    populatie_sha256: Mapped[str] = mapped_column(String(64))
    uitkomst: Mapped[str] = mapped_column(Text)
    """Canonical JSON: the items drawn, with where each was hit."""
    uitkomst_sha256: Mapped[str] = mapped_column(String(64))
    engine_versie: Mapped[str] = mapped_column(String(40))
    doel: Mapped[str] = mapped_column(String(500))
    getrokken_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    tranche: Mapped[Tranche] = relationship()
    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint(
            "length(populatie_sha256) = 64 AND length(uitkomst_sha256) = 64", name="hash_is_sha256"
        ),
        CheckConstraint("omvang >= 1", name="omvang_positief"),
        CheckConstraint("length(zaad) > 0", name="heeft_zaad"),
        CheckConstraint("length(doel) > 0", name="heeft_doel"),
    )


class Bevindingoordeel(StrEnum):
    """What the auditor thinks of an item of the sample."""

    IN_ORDE = "in_orde"
    FOUT = "fout"
    ONZEKER = "onzeker"


class Steekproefbevinding(Model):
    """What was found on one item; a later one replaces it and leaves it."""

    __tablename__ = "steekproefbevinding"

    id: Mapped[int] = mapped_column(primary_key=True)
    steekproef_id: Mapped[int] = mapped_column(ForeignKey("steekproef.id"))
    nummer: Mapped[str] = mapped_column(String(40))
    """The item: the number of an application."""
    volgnummer: Mapped[int] = mapped_column(Integer)
    oordeel: Mapped[Bevindingoordeel] = mapped_column(keuze(Bevindingoordeel))
    tekst: Mapped[str] = mapped_column(Text)
    op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    steekproef: Mapped[Steekproef] = relationship()
    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        UniqueConstraint("steekproef_id", "nummer", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("oordeel = 'in_orde' OR length(tekst) > 0", name="afwijking_heeft_tekst"),
    )


class Inzagesoort(StrEnum):
    """Which personal data someone looked at."""

    CONTACTPERSOON = "contactpersoon"
    GEBRUIKERS = "gebruikers"
    BIJLAGE = "bijlage"
    DOSSIER = "dossier"
    BEZWAAR = "bezwaar"


class Inzage(Model):
    """Who looked at personal data, of what, and when; beside the chain, in a transaction of its own."""

    __tablename__ = "inzage"

    id: Mapped[int] = mapped_column(primary_key=True)
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    soort: Mapped[Inzagesoort] = mapped_column(keuze(Inzagesoort))
    object_soort: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(80))
    op: Mapped[datetime] = mapped_column(UtcMoment)

    gebruiker: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint("length(object_soort) > 0 AND length(object_id) > 0", name="heeft_object"),
        Index("ix_inzage_wie", "gebruiker_id", "op"),
        Index("ix_inzage_wat", "object_soort", "object_id", "op"),
    )
