"""Signing many decisions: what was asked is a row per decision, so that nothing is signed twice or forgotten."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.models import Beschikking
from subsidie.tranches.models import Tranche
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Rondestatus(StrEnum):
    """How a round of signing stands."""

    LOOPT = "loopt"
    GEPAUZEERD = "gepauzeerd"
    AFGEROND = "afgerond"
    GESTOPT = "gestopt"


OVERGANGEN: dict[Rondestatus, set[Rondestatus]] = {
    Rondestatus.LOOPT: {Rondestatus.GEPAUZEERD, Rondestatus.AFGEROND, Rondestatus.GESTOPT},
    Rondestatus.GEPAUZEERD: {Rondestatus.LOOPT, Rondestatus.GESTOPT},
    Rondestatus.AFGEROND: {Rondestatus.LOOPT},
    Rondestatus.GESTOPT: set(),
}
"""From ``afgerond`` on again only for what failed."""


class Tekenronde(Model):
    """The order of one decider to sign these decisions, dated ``dagtekening``; the worker does it in portions."""

    __tablename__ = "tekenronde"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"), index=True)
    status: Mapped[Rondestatus] = mapped_column(keuze(Rondestatus), default=Rondestatus.LOOPT)
    dagtekening: Mapped[date] = mapped_column(Date)
    """The date that the letters carry."""
    gestart_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    afgerond_op: Mapped[datetime | None] = mapped_column(UtcMoment)

    tranche: Mapped[Tranche] = relationship()
    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint(
            "(status IN ('afgerond', 'gestopt')) = (afgerond_op IS NOT NULL)", name="afgerond_heeft_moment"
        ),
        CheckConstraint("afgerond_op IS NULL OR afgerond_op >= gestart_op", name="afgerond_na_start"),
        Index(
            "uq_tekenronde_lopend", "tranche_id", unique=True,
            sqlite_where=text("status IN ('loopt', 'gepauzeerd')"),
            postgresql_where=text("status IN ('loopt', 'gepauzeerd')"),
        ),
    )  # fmt: skip


class Tekenstand(StrEnum):
    """What became of one decision in a round."""

    WACHT = "wacht"
    GETEKEND = "getekend"
    MISLUKT = "mislukt"


class Tekenregel(Model):
    """One decision in a round of signing."""

    __tablename__ = "tekenregel"

    id: Mapped[int] = mapped_column(primary_key=True)
    ronde_id: Mapped[int] = mapped_column(ForeignKey("tekenronde.id"))
    beschikking_id: Mapped[int] = mapped_column(ForeignKey("beschikking.id"), index=True)
    volgnummer: Mapped[int] = mapped_column(Integer)
    stand: Mapped[Tekenstand] = mapped_column(keuze(Tekenstand), default=Tekenstand.WACHT)
    fout: Mapped[str] = mapped_column(Text, default="")
    """Why it failed, as the signer reads it."""
    klaar_op: Mapped[datetime | None] = mapped_column(UtcMoment)

    ronde: Mapped[Tekenronde] = relationship()
    beschikking: Mapped[Beschikking] = relationship()

    __table_args__ = (
        UniqueConstraint("ronde_id", "beschikking_id"),
        UniqueConstraint("ronde_id", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("(stand = 'wacht') = (klaar_op IS NULL)", name="klaar_heeft_moment"),
        CheckConstraint("(stand = 'mislukt') = (length(fout) > 0)", name="mislukt_heeft_fout"),
    )
