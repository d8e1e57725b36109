"""Money out: payment orders of two people, the files for the ledger and the confirmations that come back."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.accounts.gemeentemodellen import Rekeningnummer
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.models import Beschikking
from subsidie.web.db import Model
from subsidie.web.typen import Cent, UtcMoment, keuze


class Betaalsoort(StrEnum):
    """To whom the money goes: the municipality, or the BTW-compensatiefonds for the part it gets back there."""

    GEMEENTE = "gemeente"
    BCF = "bcf"


class Opdrachtstatus(StrEnum):
    """Where a payment order stands."""

    OPGESTELD = "opgesteld"
    GOEDGEKEURD = "goedgekeurd"
    AANGEBODEN = "aangeboden"
    """It stands in a file for the ledger."""
    BETAALD = "betaald"
    GEWEIGERD = "geweigerd"
    """The bank or the ledger sent it back."""
    VERVALLEN = "vervallen"


OPDRACHT_OVERGANGEN: dict[Opdrachtstatus, set[Opdrachtstatus]] = {
    Opdrachtstatus.OPGESTELD: {Opdrachtstatus.GOEDGEKEURD, Opdrachtstatus.VERVALLEN},
    Opdrachtstatus.GOEDGEKEURD: {Opdrachtstatus.AANGEBODEN, Opdrachtstatus.VERVALLEN},
    Opdrachtstatus.AANGEBODEN: {Opdrachtstatus.BETAALD, Opdrachtstatus.GEWEIGERD},
    Opdrachtstatus.BETAALD: set(),
    Opdrachtstatus.GEWEIGERD: set(),
    Opdrachtstatus.VERVALLEN: set(),
}


class Betaalbestand(Model):
    """A file of payment orders for the ministry's ledger; made once, with its hash."""

    __tablename__ = "betaalbestand"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    aantal: Mapped[int] = mapped_column(Integer)
    totaal_cent: Mapped[int] = mapped_column(Cent)
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the canonical rows, from which both the XLSX and the CSV are made."""
    gemaakt_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint("aantal >= 1 AND totaal_cent >= 1", name="bestand_heeft_inhoud"),
        CheckConstraint("length(sha256) = 64", name="hash_is_sha256"),
    )


class Betaalinlezing(Model):
    """A file with confirmations of payments that was read: the same file is read once."""

    __tablename__ = "betaalinlezing"

    id: Mapped[int] = mapped_column(primary_key=True)
    naam: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    aantal: Mapped[int] = mapped_column(Integer)
    ingelezen_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("length(naam) > 0", name="heeft_naam"),
        CheckConstraint("aantal >= 1", name="bestand_heeft_inhoud"),
    )


class Betaalopdracht(Model):
    """An amount to be paid on a decision: drawn up by one person, approved by another, paid once."""

    __tablename__ = "betaalopdracht"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    beschikking_id: Mapped[int] = mapped_column(ForeignKey("beschikking.id"), index=True)
    soort: Mapped[Betaalsoort] = mapped_column(keuze(Betaalsoort))
    termijn: Mapped[int] = mapped_column(Integer)
    """Which instalment of this decision: 1 for the first."""
    bedrag_cent: Mapped[int] = mapped_column(Cent)
    uiterlijk: Mapped[date] = mapped_column(Date)
    """The last day to pay (Awb 4:87, or the setting of the tranche)."""
    rekening_id: Mapped[int | None] = mapped_column(ForeignKey("rekeningnummer.id"))
    """The confirmed account; none for the fund."""
    status: Mapped[Opdrachtstatus] = mapped_column(keuze(Opdrachtstatus), default=Opdrachtstatus.OPGESTELD)
    opgesteld_op: Mapped[datetime] = mapped_column(UtcMoment)
    opgesteld_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep), default=Functiegroep.BETALING)
    goedgekeurd_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    goedgekeurd_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    goedgekeurd_als: Mapped[Functiegroep | None] = mapped_column(keuze(Functiegroep, naam="goedgekeurd_als"))
    bestand_id: Mapped[int | None] = mapped_column(ForeignKey("betaalbestand.id"), index=True)
    inlezing_id: Mapped[int | None] = mapped_column(ForeignKey("betaalinlezing.id"))
    betaald_op: Mapped[date | None] = mapped_column(Date)
    reden: Mapped[str] = mapped_column(String(300), default="")
    """Why it was sent back or withdrawn."""

    aanvraag: Mapped[Aanvraag] = relationship()
    beschikking: Mapped[Beschikking] = relationship()
    rekening: Mapped[Rekeningnummer | None] = relationship()
    bestand: Mapped[Betaalbestand | None] = relationship()
    opgesteld_door: Mapped[Gebruiker] = relationship(foreign_keys=[opgesteld_door_id])
    goedgekeurd_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[goedgekeurd_door_id])

    __table_args__ = (
        CheckConstraint("bedrag_cent >= 1", name="bedrag_positief"),
        CheckConstraint("termijn >= 1", name="termijn_vanaf_een"),
        CheckConstraint("(soort = 'bcf') = (rekening_id IS NULL)", name="rekening_voor_gemeente"),
        CheckConstraint(
            "(goedgekeurd_op IS NULL) = (goedgekeurd_door_id IS NULL)"
            " AND (goedgekeurd_op IS NULL) = (goedgekeurd_als IS NULL)",
            name="goedgekeurd_geheel_of_niet",
        ),
        CheckConstraint(
            "goedgekeurd_door_id IS NULL OR goedgekeurd_door_id <> opgesteld_door_id", name="vier_ogen"
        ),
        CheckConstraint(
            "status IN ('opgesteld', 'vervallen') OR goedgekeurd_op IS NOT NULL", name="goedgekeurd_voor_betalen"
        ),
        CheckConstraint("status <> 'opgesteld' OR goedgekeurd_op IS NULL", name="opgesteld_nog_niet_goedgekeurd"),
        CheckConstraint(
            "(status IN ('aangeboden', 'betaald', 'geweigerd')) = (bestand_id IS NOT NULL)", name="staat_in_bestand"
        ),
        CheckConstraint(
            "(status = 'betaald') = (betaald_op IS NOT NULL)"
            " AND (status IN ('betaald', 'geweigerd')) = (inlezing_id IS NOT NULL)",
            name="betaald_heeft_dag",
        ),
        CheckConstraint("status NOT IN ('geweigerd', 'vervallen') OR length(reden) > 0", name="heeft_reden"),
        CheckConstraint(
            "als = 'betaling' AND (goedgekeurd_als IS NULL OR goedgekeurd_als = 'betaling')", name="als_betaler"
        ),
        ForeignKeyConstraint(
            ["aanvraag_id", "opgesteld_door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_betaalopdracht_opsteller",
        ),
        ForeignKeyConstraint(
            ["aanvraag_id", "goedgekeurd_door_id", "goedgekeurd_als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_betaalopdracht_goedkeurder",
        ),
        # An instalment of a decision is paid once; what was sent back or withdrawn can be made again.
        Index(
            "uq_betaalopdracht_telt", "beschikking_id", "soort", "termijn", unique=True,
            sqlite_where=text("status NOT IN ('geweigerd', 'vervallen')"),
            postgresql_where=text("status NOT IN ('geweigerd', 'vervallen')"),
        ),
        Index("ix_betaalopdracht_status", "status", "uiterlijk"),
    )  # fmt: skip
