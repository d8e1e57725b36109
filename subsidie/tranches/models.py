"""A tranche, its pots, and the history of what holds: ceilings, windows and settings are only added to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.tranches.keuzen import Zekerheid
from subsidie.web.db import Model
from subsidie.web.typen import Cent, UtcMoment, keuze


class Trancheaard(StrEnum):
    """A real tranche, an example with invented data, or practice (product.md)."""

    ECHT = "echt"
    VOORBEELD = "voorbeeld"
    OEFEN = "oefen"


class Tranchestatus(StrEnum):
    """The steps of a tranche. ``open`` means opened by decision; the window says when one can apply."""

    VOORBEREIDING = "voorbereiding"
    OPEN = "open"
    GESLOTEN = "gesloten"
    AFGEROND = "afgerond"


OVERGANGEN: dict[Tranchestatus, set[Tranchestatus]] = {
    # Straight to closed: a tranche of fixed amounts (2020) has nothing to apply for.
    Tranchestatus.VOORBEREIDING: {Tranchestatus.OPEN, Tranchestatus.GESLOTEN},
    Tranchestatus.OPEN: {Tranchestatus.GESLOTEN},
    Tranchestatus.GESLOTEN: {Tranchestatus.AFGEROND},
    Tranchestatus.AFGEROND: set(),
}


class Regelherkomst(StrEnum):
    """Whether a row of a history came from the file of the tranche or was entered by a person."""

    BESTAND = "bestand"
    BEHEER = "beheer"


class Tranche(Model):
    """One round of the regeling. What it is called and how it works are settings."""

    __tablename__ = "tranche"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    naam: Mapped[str] = mapped_column(String(300))
    """The setting ``naam`` as it holds now, kept here for lists."""
    aard: Mapped[Trancheaard] = mapped_column(keuze(Trancheaard))
    status: Mapped[Tranchestatus] = mapped_column(keuze(Tranchestatus), default=Tranchestatus.VOORBEREIDING)
    aangemaakt_op: Mapped[datetime] = mapped_column(UtcMoment)
    opengesteld_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    gesloten_op: Mapped[datetime | None] = mapped_column(UtcMoment)

    __table_args__ = (
        CheckConstraint("length(code) > 0", name="heeft_code"),
        CheckConstraint("length(naam) > 0", name="heeft_naam"),
        CheckConstraint(
            "status <> 'voorbereiding' OR opengesteld_op IS NULL", name="voorbereiding_niet_open"
        ),
        CheckConstraint("status <> 'open' OR opengesteld_op IS NOT NULL", name="open_heeft_moment"),
        CheckConstraint(
            "(status IN ('gesloten', 'afgerond')) = (gesloten_op IS NOT NULL)", name="gesloten_heeft_moment"
        ),
    )


class Pot(Model):
    """Money with its own ceiling and method; ``volgorde`` is the order of processing (verdeling.md)."""

    __tablename__ = "pot"

    id: Mapped[int] = mapped_column(primary_key=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"))
    code: Mapped[str] = mapped_column(String(40))
    volgorde: Mapped[int] = mapped_column(Integer)

    tranche: Mapped[Tranche] = relationship()

    __table_args__ = (
        UniqueConstraint("tranche_id", "code"),
        UniqueConstraint("tranche_id", "volgorde"),
        # Target of the composite key with which a setting of a pot stays within its tranche.
        UniqueConstraint("id", "tranche_id"),
        CheckConstraint("length(code) > 0", name="heeft_code"),
        CheckConstraint("volgorde >= 1", name="volgorde_vanaf_een"),
    )


class Historisch:
    """What every row of a history has; ``vanaf``: when recorded, ``door_id``: by whom (none: the program)."""

    bron: Mapped[str] = mapped_column(Text)
    zekerheid: Mapped[Zekerheid] = mapped_column(keuze(Zekerheid))
    toelichting: Mapped[str] = mapped_column(Text, default="")
    herkomst: Mapped[Regelherkomst] = mapped_column(keuze(Regelherkomst))
    vanaf: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))


def _invarianten() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint("length(bron) > 0", name="heeft_bron"),
        CheckConstraint("zekerheid = 'geverifieerd' OR length(toelichting) > 0", name="onzeker_zegt_waarom"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
    )


class Plafond(Historisch, Model):
    """A ceiling of a pot: ``volgnummer`` counts the amendments, ``versie`` the corrections of one of them.

    ``geldt_vanaf`` empty: from when it holds was not found.
    """

    __tablename__ = "plafond"

    id: Mapped[int] = mapped_column(primary_key=True)
    pot_id: Mapped[int] = mapped_column(ForeignKey("pot.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    versie: Mapped[int] = mapped_column(Integer)
    bedrag_cent: Mapped[int | None] = mapped_column(Cent)
    geldt_vanaf: Mapped[datetime | None] = mapped_column(UtcMoment)

    pot: Mapped[Pot] = relationship()
    door: Mapped[Gebruiker | None] = relationship()

    __table_args__ = (
        *_invarianten(),
        UniqueConstraint("pot_id", "volgnummer", "versie"),
        CheckConstraint("versie >= 1", name="versie_vanaf_een"),
        CheckConstraint("bedrag_cent >= 0", name="bedrag_niet_negatief"),
        CheckConstraint("(zekerheid = 'onbekend') = (bedrag_cent IS NULL)", name="onbekend_zonder_bedrag"),
    )


class Tijdvak(Historisch, Model):
    """The window to apply in, first and last second included; the next ``volgnummer`` extends it."""

    __tablename__ = "tijdvak"

    id: Mapped[int] = mapped_column(primary_key=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    versie: Mapped[int] = mapped_column(Integer)
    opent: Mapped[datetime | None] = mapped_column(UtcMoment)
    sluit: Mapped[datetime | None] = mapped_column(UtcMoment)
    geldt_vanaf: Mapped[datetime | None] = mapped_column(UtcMoment)

    tranche: Mapped[Tranche] = relationship()
    door: Mapped[Gebruiker | None] = relationship()

    __table_args__ = (
        *_invarianten(),
        UniqueConstraint("tranche_id", "volgnummer", "versie"),
        CheckConstraint("versie >= 1", name="versie_vanaf_een"),
        CheckConstraint("opent < sluit", name="opent_voor_sluit"),
        CheckConstraint(
            "(zekerheid = 'onbekend') = (opent IS NULL OR sluit IS NULL)", name="onbekend_zonder_grens"
        ),
    )


class InstellingWaarde(Historisch, Model):
    """One value that a setting has had; the newest ``volgnummer`` of a key holds.

    ``waarde`` is canonical JSON; ``null`` in it means "there is none", an empty column means ``onbekend``.
    """

    __tablename__ = "instelling_waarde"

    id: Mapped[int] = mapped_column(primary_key=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"))
    pot_id: Mapped[int | None] = mapped_column(Integer)
    sleutel: Mapped[str] = mapped_column(String(120))
    volgnummer: Mapped[int] = mapped_column(Integer)
    waarde: Mapped[str | None] = mapped_column(Text)

    tranche: Mapped[Tranche] = relationship()
    pot: Mapped[Pot | None] = relationship(overlaps="tranche")
    door: Mapped[Gebruiker | None] = relationship()

    __table_args__ = (
        *_invarianten(),
        ForeignKeyConstraint(
            ["pot_id", "tranche_id"], ["pot.id", "pot.tranche_id"], name="fk_instelling_waarde_pot"
        ),
        CheckConstraint("length(sleutel) > 0", name="heeft_sleutel"),
        CheckConstraint("(zekerheid = 'onbekend') = (waarde IS NULL)", name="onbekend_zonder_waarde"),
        # Two, since a key with an empty column is never a duplicate in either database.
        Index(
            "uq_instelling_waarde_tranche", "tranche_id", "sleutel", "volgnummer", unique=True,
            sqlite_where=pot_id.is_(None), postgresql_where=pot_id.is_(None),
        ),
        Index(
            "uq_instelling_waarde_pot", "pot_id", "sleutel", "volgnummer", unique=True,
            sqlite_where=pot_id.is_not(None), postgresql_where=pot_id.is_not(None),
        ),
    )  # fmt: skip


ALLEEN_TOEVOEGEN = (Plafond, Tijdvak, InstellingWaarde)
"""Histories: a row is added, never changed and never removed."""


def _weiger_wijziging(_mapper: Any, _verbinding: Any, rij: Any) -> None:
    raise RuntimeError(f"{type(rij).__name__} is a history: add a row, never change or remove one")


for _model in ALLEEN_TOEVOEGEN:
    event.listen(_model, "before_update", _weiger_wijziging)
    event.listen(_model, "before_delete", _weiger_wijziging)
