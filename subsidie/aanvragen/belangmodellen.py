"""What someone of the ministry declares about an interest of their own in one application."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment


class Belangverklaring(Model):
    """What someone declared before opening an application: an interest in it or not. One "yes" stays."""

    __tablename__ = "belangverklaring"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    heeft_belang: Mapped[bool] = mapped_column(Boolean)
    toelichting: Mapped[str] = mapped_column(Text, default="")
    op: Mapped[datetime] = mapped_column(UtcMoment)

    gebruiker: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        CheckConstraint("NOT heeft_belang OR length(toelichting) > 0", name="belang_heeft_toelichting"),
    )
