"""Asking the applicant's view before a rejection on facts that differ from theirs (Awb 4:7)."""

from __future__ import annotations

from datetime import date, datetime

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

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.documenten.models import Document
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Zienswijze(Model):
    """The intention to reject with its ground, and what the municipality says about it by the day given."""

    __tablename__ = "zienswijze"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    volgnummer: Mapped[int] = mapped_column(Integer)
    grond: Mapped[str] = mapped_column(String(60))
    """Code of the ground for refusal in the settings of the tranche; empty when it is not one of those."""
    voornemen: Mapped[str] = mapped_column(Text)
    """What is intended, on which facts, and where these differ from what the municipality gave."""
    gevraagd_op: Mapped[datetime] = mapped_column(UtcMoment)
    termijn_tot: Mapped[date] = mapped_column(Date)
    """The last day on which the view can be given, in Amsterdam."""
    gevraagd_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep), default=Functiegroep.BEHANDELING)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    reactie: Mapped[str | None] = mapped_column(Text)
    """The view as it was given; empty text when the municipality said that it has none."""
    ontvangen_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    """When the view reached the server, or the ministry by another way."""
    ingediend_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    gesloten: Mapped[bool] = mapped_column(Boolean, default=False)
    """A person found that it lapsed unused, or that it is dealt with."""

    aanvraag: Mapped[Aanvraag] = relationship()
    gevraagd_door: Mapped[Gebruiker] = relationship(foreign_keys=[gevraagd_door_id])
    document: Mapped[Document] = relationship()

    __table_args__ = (
        UniqueConstraint("aanvraag_id", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("length(voornemen) > 0", name="heeft_voornemen"),
        CheckConstraint("als = 'behandeling'", name="als_behandelaar"),
        CheckConstraint(
            "(reactie IS NULL) = (ontvangen_op IS NULL) AND (reactie IS NULL) = (ingediend_door_id IS NULL)",
            name="reactie_geheel_of_niet",
        ),
        CheckConstraint("ontvangen_op IS NULL OR ontvangen_op >= gevraagd_op", name="reactie_na_vraag"),
        ForeignKeyConstraint(
            ["aanvraag_id", "gevraagd_door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_zienswijze_betrokkenheid",
        ),
        Index(
            "uq_zienswijze_open", "aanvraag_id", unique=True,
            sqlite_where=text("NOT gesloten"), postgresql_where=text("NOT gesloten"),
        ),
    )  # fmt: skip
