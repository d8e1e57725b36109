"""A request of a municipality to talk before it applies (vooroverleg, domein 2.3 under 7)."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Vooroverlegstand(StrEnum):
    """What became of the request."""

    AANGEVRAAGD = "aangevraagd"
    OPGEPAKT = "opgepakt"
    AFGEROND = "afgerond"
    INGETROKKEN = "ingetrokken"


def _kenmerk() -> str:
    return uuid.uuid4().hex


class Vooroverleg(Model):
    """A municipality asks for advice on a plan; who took it up, and what was said."""

    __tablename__ = "vooroverleg"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(32), unique=True, default=_kenmerk)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"), index=True)
    gm_code: Mapped[str] = mapped_column(ForeignKey("gemeente.gm_code"), index=True)
    onderwerp: Mapped[str] = mapped_column(String(200))
    toelichting: Mapped[str] = mapped_column(Text)
    voorkeur: Mapped[str] = mapped_column(String(300), default="")
    """When it suits, in the words of the municipality."""
    stand: Mapped[Vooroverlegstand] = mapped_column(
        keuze(Vooroverlegstand), default=Vooroverlegstand.AANGEVRAAGD
    )
    gevraagd_op: Mapped[datetime] = mapped_column(UtcMoment)
    gevraagd_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    opgepakt_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    opgepakt_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    afgerond_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    verslag: Mapped[str] = mapped_column(Text, default="")
    """What was said; the municipality reads it too. No rights follow from it."""

    tranche: Mapped[Tranche] = relationship()
    gemeente: Mapped[Gemeente] = relationship()
    gevraagd_door: Mapped[Gebruiker] = relationship(foreign_keys=[gevraagd_door_id])
    opgepakt_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[opgepakt_door_id])

    __table_args__ = (
        CheckConstraint("length(onderwerp) > 0 AND length(toelichting) > 0", name="heeft_inhoud"),
        CheckConstraint("(opgepakt_op IS NULL) = (opgepakt_door_id IS NULL)", name="opgepakt_geheel_of_niet"),
        CheckConstraint(
            "stand NOT IN ('opgepakt', 'afgerond') OR opgepakt_op IS NOT NULL", name="opgepakt_heeft_moment"
        ),
        CheckConstraint(
            "(stand IN ('afgerond', 'ingetrokken')) = (afgerond_op IS NOT NULL)", name="afgerond_heeft_moment"
        ),
        CheckConstraint("stand <> 'afgerond' OR length(verslag) > 0", name="afgerond_heeft_verslag"),
    )
