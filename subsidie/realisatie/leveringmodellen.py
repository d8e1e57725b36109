"""What stands: deliveries with every home in them, what became of those homes, and the evidence."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.bijlagemodellen import Bestandskolommen
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.realisatie.planmodellen import (
    BAG_ID,
    Beoordeeld,
    Projectdeel,
    oordeel_eisen,
)
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Levering(Beoordeeld, Model):
    """Homes of one part that were delivered on one day, as the municipality reports them."""

    __tablename__ = "levering"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    deel_id: Mapped[int] = mapped_column(ForeignKey("projectdeel.id"))
    opgeleverd_op: Mapped[date] = mapped_column(Date)
    toelichting: Mapped[str] = mapped_column(Text, default="")

    deel: Mapped[Projectdeel] = relationship(foreign_keys=[deel_id])

    __table_args__ = (
        # Target of the composite key with which a home is one of the same application.
        UniqueConstraint("id", "aanvraag_id"),
        *oordeel_eisen("levering"),
        ForeignKeyConstraint(
            ["deel_id", "aanvraag_id"], ["projectdeel.id", "projectdeel.aanvraag_id"],
            name="fk_levering_deel_van_aanvraag",
        ),
    )  # fmt: skip


class Woonruimte(Model):
    """One home that was delivered, where it is and for whom.

    Unique in its tranche: by BAG id with the designation of the room (rooms share one verblijfsobject), without a BAG
    id by address and designation. ``vervallen`` frees both: its delivery was refused or taken back.
    """

    __tablename__ = "woonruimte"

    id: Mapped[int] = mapped_column(primary_key=True)
    levering_id: Mapped[int] = mapped_column(ForeignKey("levering.id"))
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"))
    regel: Mapped[int] = mapped_column(Integer)
    doelgroep: Mapped[str] = mapped_column(String(60))
    aard: Mapped[Woonruimteaard] = mapped_column(keuze(Woonruimteaard))
    soort: Mapped[Woonruimtesoort] = mapped_column(keuze(Woonruimtesoort))
    bag_id: Mapped[str | None] = mapped_column(String(16))
    """Sixteen digits with the type code of a verblijfsobject (01), ligplaats (02) or standplaats (03)."""
    postcode: Mapped[str] = mapped_column(String(7))
    huisnummer: Mapped[int] = mapped_column(Integer)
    toevoeging: Mapped[str] = mapped_column(String(12), default="")
    ruimte: Mapped[str] = mapped_column(String(40), default="")
    """Designation of the room within the address; empty when the home is the whole address."""
    in_gebruik_op: Mapped[date | None] = mapped_column(Date)
    """Since when the target group lives there; empty while it does not yet."""
    vervallen: Mapped[bool] = mapped_column(Boolean, default=False)

    levering: Mapped[Levering] = relationship(foreign_keys=[levering_id])
    aanvraag: Mapped[Aanvraag] = relationship(foreign_keys=[aanvraag_id])

    __table_args__ = (
        UniqueConstraint("levering_id", "regel"),
        CheckConstraint("regel >= 1", name="regel_vanaf_een"),
        CheckConstraint(BAG_ID, name="bag_id_is_zestien_cijfers"),
        CheckConstraint("length(postcode) = 7 AND huisnummer >= 1", name="adres_is_heel"),
        CheckConstraint("length(doelgroep) > 0", name="heeft_doelgroep"),
        ForeignKeyConstraint(
            ["levering_id", "aanvraag_id"], ["levering.id", "levering.aanvraag_id"],
            name="fk_woonruimte_levering_van_aanvraag",
        ),
        Index(
            "uq_woonruimte_bag", "tranche_id", "bag_id", "ruimte", unique=True,
            sqlite_where=text("bag_id IS NOT NULL AND NOT vervallen"),
            postgresql_where=text("bag_id IS NOT NULL AND NOT vervallen"),
        ),
        Index(
            "uq_woonruimte_adres", "tranche_id", "postcode", "huisnummer", "toevoeging", "ruimte", unique=True,
            sqlite_where=text("bag_id IS NULL AND NOT vervallen"),
            postgresql_where=text("bag_id IS NULL AND NOT vervallen"),
        ),
        # Whatever counts what stands, over many tranches: all that it needs, in the order of its groups.
        Index(
            "ix_woonruimte_telling", "tranche_id", "levering_id", "doelgroep", "aard", "soort", "vervallen",
            "in_gebruik_op",
        ),
        # The same home in another tranche is a warning.
        Index("ix_woonruimte_bag", "bag_id"),
        Index("ix_woonruimte_adres", "postcode", "huisnummer"),
    )  # fmt: skip


class Vervolglocatie(Model):
    """A flexible home that serves the target group at a next place; nothing of it changes."""

    __tablename__ = "vervolglocatie"

    id: Mapped[int] = mapped_column(primary_key=True)
    woonruimte_id: Mapped[int] = mapped_column(ForeignKey("woonruimte.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    vanaf: Mapped[date] = mapped_column(Date)
    bag_id: Mapped[str | None] = mapped_column(String(16))
    postcode: Mapped[str] = mapped_column(String(7))
    huisnummer: Mapped[int] = mapped_column(Integer)
    toevoeging: Mapped[str] = mapped_column(String(12), default="")
    ruimte: Mapped[str] = mapped_column(String(40), default="")
    gemeld_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    woonruimte: Mapped[Woonruimte] = relationship()
    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        UniqueConstraint("woonruimte_id", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint(BAG_ID, name="bag_id_is_zestien_cijfers"),
        CheckConstraint("length(postcode) = 7 AND huisnummer >= 1", name="adres_is_heel"),
    )


class Eindereden(StrEnum):
    """Why a home no longer serves its target group before the ten years are over."""

    ANDER_GEBRUIK = "ander_gebruik"
    VERKOCHT = "verkocht"
    GESLOOPT = "gesloopt"
    VERPLAATST_ZONDER_PLEK = "verplaatst_zonder_plek"
    ANDERS = "anders"


class Bestemmingseinde(Model):
    """A home that was not kept: from which day, and why."""

    __tablename__ = "bestemmingseinde"

    id: Mapped[int] = mapped_column(primary_key=True)
    woonruimte_id: Mapped[int] = mapped_column(ForeignKey("woonruimte.id"), unique=True)
    per: Mapped[date] = mapped_column(Date)
    """The first day on which it no longer served the target group."""
    reden: Mapped[Eindereden] = mapped_column(keuze(Eindereden))
    toelichting: Mapped[str] = mapped_column(Text)
    gemeld_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    woonruimte: Mapped[Woonruimte] = relationship()
    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (CheckConstraint("length(toelichting) > 0", name="heeft_toelichting"),)


class Bestemmingsbevestiging(Beoordeeld, Model):
    """Once a year the municipality says how many homes still serve their target group (ten years from delivery)."""

    __tablename__ = "bestemmingsbevestiging"

    id: Mapped[int] = mapped_column(primary_key=True)
    jaar: Mapped[int] = mapped_column(Integer)
    """The calendar year that it is about."""
    peildatum: Mapped[date] = mapped_column(Date)
    aantal: Mapped[int] = mapped_column(Integer)
    """Homes that serve their target group on that day."""
    toelichting: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint("jaar >= 2020 AND jaar <= 2100", name="jaar_bestaat"),
        CheckConstraint("aantal >= 0", name="aantal_niet_negatief"),
        *oordeel_eisen("bestemmingsbevestiging"),
        Index(
            "uq_bestemmingsbevestiging_telt", "aanvraag_id", "jaar", unique=True,
            sqlite_where=text("stand IN ('gemeld', 'vraag', 'aanvaard')"),
            postgresql_where=text("stand IN ('gemeld', 'vraag', 'aanvaard')"),
        ),
    )  # fmt: skip


class Bewijsstuk(Bestandskolommen, Model):
    """A file with a report: of a milestone, a delivery or a yearly confirmation, and of exactly one of those."""

    __tablename__ = "bewijsstuk"

    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    mijlpaalmelding_id: Mapped[int | None] = mapped_column(ForeignKey("mijlpaalmelding.id"), index=True)
    levering_id: Mapped[int | None] = mapped_column(ForeignKey("levering.id"), index=True)
    bevestiging_id: Mapped[int | None] = mapped_column(ForeignKey("bestemmingsbevestiging.id"), index=True)
    geupload_op: Mapped[datetime] = mapped_column(UtcMoment)
    geupload_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    aanvraag: Mapped[Aanvraag] = relationship()
    geupload_door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("grootte >= 1", name="bestand_heeft_inhoud"),
        CheckConstraint("length(naam) > 0", name="heeft_naam"),
        CheckConstraint(
            "(CASE WHEN mijlpaalmelding_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN levering_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN bevestiging_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="hoort_bij_een_melding",
        ),
    )
