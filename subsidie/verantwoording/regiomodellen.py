"""Regions of municipalities that are imported: woondealregio and the like, which were not found as open data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.register.models import Gemeente
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment


class Regioindeling(Model):
    """A division into regions, with its source; of one name the newest that was not withdrawn holds."""

    __tablename__ = "regioindeling"

    id: Mapped[int] = mapped_column(primary_key=True)
    naam: Mapped[str] = mapped_column(String(60))
    jaar: Mapped[int] = mapped_column(Integer)
    bron: Mapped[str] = mapped_column(String(300))
    sha256: Mapped[str] = mapped_column(String(64))
    ingelezen_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    vervallen: Mapped[bool] = mapped_column(Boolean, default=False)

    door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint("length(naam) > 0 AND length(bron) > 0", name="heeft_bron"),
        CheckConstraint("length(sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("jaar >= 2020 AND jaar <= 2100", name="jaar_bestaat"),
        Index(
            "uq_regioindeling_geldt", "naam", "jaar", unique=True,
            sqlite_where=text("NOT vervallen"), postgresql_where=text("NOT vervallen"),
        ),
    )  # fmt: skip


class Regiogemeente(Model):
    """Which region a municipality is in."""

    __tablename__ = "regiogemeente"

    id: Mapped[int] = mapped_column(primary_key=True)
    indeling_id: Mapped[int] = mapped_column(ForeignKey("regioindeling.id"))
    gm_code: Mapped[str] = mapped_column(ForeignKey("gemeente.gm_code"))
    regio: Mapped[str] = mapped_column(String(100))

    indeling: Mapped[Regioindeling] = relationship()
    gemeente: Mapped[Gemeente] = relationship()

    __table_args__ = (
        UniqueConstraint("indeling_id", "gm_code"),
        CheckConstraint("length(regio) > 0", name="heeft_regio"),
    )
