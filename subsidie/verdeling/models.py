"""An allocation: frozen, drawn, and fixed by two people; every row cites the version it rests on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
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

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.accounts.models import Gebruiker, Mandaat
from subsidie.tranches.models import Tranche
from subsidie.web.db import Model
from subsidie.web.typen import Cent, UtcMoment, keuze


class Verdelingstatus(StrEnum):
    """The steps of an allocation (verdeling.md, "commit, then draw")."""

    BEVROREN = "bevroren"
    GETROKKEN = "getrokken"
    VASTGESTELD = "vastgesteld"
    VERVALLEN = "vervallen"


OVERGANGEN: dict[Verdelingstatus, set[Verdelingstatus]] = {
    Verdelingstatus.BEVROREN: {Verdelingstatus.GETROKKEN, Verdelingstatus.VERVALLEN},
    Verdelingstatus.GETROKKEN: {Verdelingstatus.VASTGESTELD, Verdelingstatus.VERVALLEN},
    Verdelingstatus.VASTGESTELD: set(),
    Verdelingstatus.VERVALLEN: set(),
}


class Verdeling(Model):
    """One run of the engine for a tranche. What was frozen cannot change any more."""

    __tablename__ = "verdeling"

    id: Mapped[int] = mapped_column(primary_key=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"), index=True)
    volgnummer: Mapped[int] = mapped_column(Integer)
    status: Mapped[Verdelingstatus] = mapped_column(keuze(Verdelingstatus), default=Verdelingstatus.BEVROREN)

    bevroren: Mapped[str] = mapped_column(Text)
    """The whole input without ``seed``, as canonical JSON."""
    bevroren_sha256: Mapped[str] = mapped_column(String(64))
    bevroren_op: Mapped[datetime] = mapped_column(UtcMoment)
    bevroren_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    seed_bron: Mapped[str] = mapped_column(String(500))
    """The public source from which the seed will come, published with the hash."""
    seed_verwacht_op: Mapped[datetime] = mapped_column(UtcMoment)
    seed_van_id: Mapped[int | None] = mapped_column(ForeignKey("verdeling.id"))
    """The earlier run whose seed this one keeps, so that the reserve list keeps its order."""

    seed: Mapped[str | None] = mapped_column(String(500))
    seed_bekend_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    engine_versie: Mapped[str | None] = mapped_column(String(40))
    uitkomst: Mapped[str | None] = mapped_column(Text)
    uitkomst_sha256: Mapped[str | None] = mapped_column(String(64))
    getrokken_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    getrokken_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))

    eerste_akkoord_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    eerste_akkoord_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    eerste_mandaat_id: Mapped[int | None] = mapped_column(ForeignKey("mandaat.id"))
    tweede_akkoord_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    tweede_mandaat_id: Mapped[int | None] = mapped_column(ForeignKey("mandaat.id"))
    vastgesteld_op: Mapped[datetime | None] = mapped_column(UtcMoment)

    tranche: Mapped[Tranche] = relationship()
    seed_van: Mapped[Verdeling | None] = relationship(remote_side=[id])
    eerste_mandaat: Mapped[Mandaat | None] = relationship(foreign_keys=[eerste_mandaat_id])
    tweede_mandaat: Mapped[Mandaat | None] = relationship(foreign_keys=[tweede_mandaat_id])
    eerste_akkoord_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[eerste_akkoord_door_id])
    tweede_akkoord_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[tweede_akkoord_door_id])

    __table_args__ = (
        UniqueConstraint("tranche_id", "volgnummer"),
        CheckConstraint("length(bevroren_sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("seed_van_id IS NOT NULL OR seed_verwacht_op > bevroren_op", name="seed_pas_na_bevriezen"),
        CheckConstraint(
            "(seed IS NULL) = (seed_bekend_op IS NULL)"
            " AND (seed IS NULL OR length(seed) > 0)"
            " AND (seed IS NULL OR seed_van_id IS NOT NULL OR seed_bekend_op >= seed_verwacht_op)",
            name="seed_bekend_vanaf_aankondiging",
        ),
        CheckConstraint(
            "status NOT IN ('getrokken', 'vastgesteld')"
            " OR (uitkomst IS NOT NULL AND uitkomst_sha256 IS NOT NULL AND getrokken_op IS NOT NULL"
            " AND engine_versie IS NOT NULL AND getrokken_door_id IS NOT NULL)",
            name="getrokken_heeft_uitkomst",
        ),
        CheckConstraint(
            "getrokken_op IS NULL"
            " OR (getrokken_op > bevroren_op AND (seed_bekend_op IS NULL OR getrokken_op >= seed_bekend_op))",
            name="getrokken_na_seed",
        ),
        CheckConstraint("uitkomst_sha256 IS NULL OR length(uitkomst_sha256) = 64", name="uitkomst_hash_is_sha256"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint(
            "(eerste_akkoord_door_id IS NULL) = (eerste_akkoord_op IS NULL)"
            " AND (eerste_akkoord_door_id IS NULL) = (eerste_mandaat_id IS NULL)"
            " AND (eerste_akkoord_op IS NULL OR (getrokken_op IS NOT NULL AND eerste_akkoord_op >= getrokken_op))",
            name="eerste_akkoord_na_trekking",
        ),
        CheckConstraint(
            "vastgesteld_op IS NULL OR (eerste_akkoord_op IS NOT NULL AND vastgesteld_op >= eerste_akkoord_op)",
            name="vastgesteld_na_eerste_akkoord",
        ),
        CheckConstraint(
            "(status = 'vastgesteld') = (vastgesteld_op IS NOT NULL)"
            " AND (status = 'vastgesteld') = (tweede_akkoord_door_id IS NOT NULL)"
            " AND (status = 'vastgesteld') = (tweede_mandaat_id IS NOT NULL)",
            name="vastgesteld_heeft_tweede_akkoord",
        ),
        CheckConstraint(
            "tweede_akkoord_door_id IS NULL"
            " OR (eerste_akkoord_door_id IS NOT NULL AND eerste_akkoord_door_id <> tweede_akkoord_door_id)",
            name="vier_ogen",
        ),
        # One allocation at a time is on its way to a decision.
        Index(
            "uq_verdeling_lopend", "tranche_id", unique=True,
            sqlite_where=text("status IN ('bevroren', 'getrokken')"),
            postgresql_where=text("status IN ('bevroren', 'getrokken')"),
        ),
    )  # fmt: skip


class Verdelingsregel(Model):
    """The outcome for one application, as the engine gave it (verdeling.md, "Output")."""

    __tablename__ = "verdelingsregel"

    id: Mapped[int] = mapped_column(primary_key=True)
    verdeling_id: Mapped[int] = mapped_column(ForeignKey("verdeling.id"))
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    versie_id: Mapped[int] = mapped_column(ForeignKey("aanvraag_versie.id"))
    uitkomst: Mapped[str] = mapped_column(String(20))
    reden: Mapped[str] = mapped_column(String(20))
    bedrag_cent: Mapped[int] = mapped_column(Cent)
    rang: Mapped[int | None] = mapped_column(Integer)
    lotnummer: Mapped[int | None] = mapped_column(Integer)
    ruimte_voor_cent: Mapped[int | None] = mapped_column(Cent)
    ruimte_na_cent: Mapped[int | None] = mapped_column(Cent)

    verdeling: Mapped[Verdeling] = relationship()
    aanvraag: Mapped[Aanvraag] = relationship()
    versie: Mapped[AanvraagVersie] = relationship(foreign_keys=[versie_id])

    __table_args__ = (
        UniqueConstraint("verdeling_id", "aanvraag_id"),
        ForeignKeyConstraint(
            ["versie_id", "aanvraag_id"],
            ["aanvraag_versie.id", "aanvraag_versie.aanvraag_id"],
            name="fk_verdelingsregel_versie_van_aanvraag",
        ),
        CheckConstraint(
            "uitkomst IN ('toegekend', 'gedeeltelijk', 'afgewezen', 'reeds_verleend')", name="uitkomst_bekend"
        ),
        CheckConstraint(
            "(uitkomst = 'toegekend' AND reden = 'past')"
            " OR (uitkomst = 'gedeeltelijk' AND reden IN ('restant', 'naar_rato'))"
            " OR (uitkomst = 'afgewezen' AND reden IN ('plafond', 'inhoudelijk', 'drempelscore', 'gemeentemaximum'))"
            " OR (uitkomst = 'reeds_verleend' AND reden = 'reeds_verleend')",
            name="reden_hoort_bij_uitkomst",
        ),
        CheckConstraint(
            "(uitkomst = 'afgewezen') = (bedrag_cent = 0) OR reden = 'naar_rato'", name="afgewezen_is_nul"
        ),
        CheckConstraint("bedrag_cent >= 0", name="bedrag_niet_negatief"),
        CheckConstraint("rang IS NULL OR rang >= 1", name="rang_vanaf_een"),
        CheckConstraint("lotnummer IS NULL OR (lotnummer >= 1 AND rang IS NOT NULL)", name="lot_heeft_rang"),
    )


class BevestigdeAanname(Model):
    """A named person accepted that the allocation rests on this unverified rule."""

    __tablename__ = "bevestigde_aanname"

    id: Mapped[int] = mapped_column(primary_key=True)
    verdeling_id: Mapped[int] = mapped_column(ForeignKey("verdeling.id"))
    instelling: Mapped[str] = mapped_column(String(120))
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    bevestigd_op: Mapped[datetime] = mapped_column(UtcMoment)

    __table_args__ = (UniqueConstraint("verdeling_id", "instelling"),)
