"""Retention: what is due is proposed, a second person decides, and what was destroyed stays on record."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.tranches.models import Tranche
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Vernietigingstatus(StrEnum):
    """Where a proposal to destroy stands."""

    VOORGESTELD = "voorgesteld"
    VASTGESTELD = "vastgesteld"
    UITGEVOERD = "uitgevoerd"
    VERWORPEN = "verworpen"


VERNIETIGING_OVERGANGEN: dict[Vernietigingstatus, set[Vernietigingstatus]] = {
    Vernietigingstatus.VOORGESTELD: {Vernietigingstatus.VASTGESTELD, Vernietigingstatus.VERWORPEN},
    Vernietigingstatus.VASTGESTELD: {Vernietigingstatus.UITGEVOERD},
    Vernietigingstatus.UITGEVOERD: set(),
    Vernietigingstatus.VERWORPEN: set(),
}


class Vernietigingslijst(Model):
    """A list of what may be destroyed (Archiefwet 1995, art. 3 and 5), and who decided so."""

    __tablename__ = "vernietigingslijst"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    status: Mapped[Vernietigingstatus] = mapped_column(
        keuze(Vernietigingstatus), default=Vernietigingstatus.VOORGESTELD
    )
    peildatum: Mapped[date] = mapped_column(Date)
    opgesteld_op: Mapped[datetime] = mapped_column(UtcMoment)
    opgesteld_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    besloten_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    besloten_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    toelichting: Mapped[str] = mapped_column(Text, default="")
    uitgevoerd_op: Mapped[datetime | None] = mapped_column(UtcMoment)

    opgesteld_door: Mapped[Gebruiker] = relationship(foreign_keys=[opgesteld_door_id])
    besloten_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[besloten_door_id])

    __table_args__ = (
        CheckConstraint(
            "(besloten_op IS NULL) = (besloten_door_id IS NULL) AND (status = 'voorgesteld') = (besloten_op IS NULL)",
            name="besloten_geheel_of_niet",
        ),
        CheckConstraint(
            "besloten_door_id IS NULL OR besloten_door_id <> opgesteld_door_id", name="vier_ogen"
        ),
        CheckConstraint(
            "(status = 'uitgevoerd') = (uitgevoerd_op IS NOT NULL)", name="uitgevoerd_heeft_moment"
        ),
        CheckConstraint("status <> 'verworpen' OR length(toelichting) > 0", name="verworpen_heeft_reden"),
    )


class Vernietigingsregel(Model):
    """One thing on the list: what it is, on which ground it goes and until when it had to be kept."""

    __tablename__ = "vernietigingsregel"

    id: Mapped[int] = mapped_column(primary_key=True)
    lijst_id: Mapped[int] = mapped_column(ForeignKey("vernietigingslijst.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    soort: Mapped[str] = mapped_column(String(60))
    """The kind for which a retention period is set."""
    object_soort: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(80))
    omschrijving: Mapped[str] = mapped_column(String(300))
    bewaren_tot: Mapped[date] = mapped_column(Date)
    grond: Mapped[str] = mapped_column(String(300))
    uitkomst: Mapped[str] = mapped_column(Text, default="")
    """What was destroyed, with the hashes of the files; empty until it was done."""

    lijst: Mapped[Vernietigingslijst] = relationship()

    __table_args__ = (
        UniqueConstraint("lijst_id", "volgnummer"),
        UniqueConstraint("lijst_id", "object_soort", "object_id"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("length(omschrijving) > 0 AND length(grond) > 0", name="heeft_grond"),
    )


class Pseudonimisering(Model):
    """That the name and the address of a former user were replaced; the trail holds keys only and stays whole."""

    __tablename__ = "pseudonimisering"

    id: Mapped[int] = mapped_column(primary_key=True)
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), unique=True)
    op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    grond: Mapped[str] = mapped_column(String(300))

    gebruiker: Mapped[Gebruiker] = relationship(foreign_keys=[gebruiker_id])
    door: Mapped[Gebruiker] = relationship(foreign_keys=[door_id])

    __table_args__ = (
        CheckConstraint("length(grond) > 0", name="heeft_grond"),
        CheckConstraint("gebruiker_id <> door_id", name="niet_zichzelf"),
    )


class Archiefpakket(Model):
    """An export of a whole tranche: files with their metadata (MDTO), made once with its hash."""

    __tablename__ = "archiefpakket"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"), index=True)
    aangevraagd_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    bestanden: Mapped[int | None] = mapped_column(Integer)
    grootte: Mapped[int | None] = mapped_column(Integer)
    sha256: Mapped[str | None] = mapped_column(String(64))
    gemaakt_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    fout: Mapped[str] = mapped_column(String(500), default="")

    tranche: Mapped[Tranche] = relationship()
    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint(
            "(gemaakt_op IS NULL) = (sha256 IS NULL) AND (gemaakt_op IS NULL) = (bestanden IS NULL)"
            " AND (gemaakt_op IS NULL) = (grootte IS NULL)",
            name="gemaakt_geheel_of_niet",
        ),
        CheckConstraint("sha256 IS NULL OR length(sha256) = 64", name="hash_is_sha256"),
    )
