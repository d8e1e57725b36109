"""A request to supplement an application (Awb 4:5): its points, its term and what came of it."""

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
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.documenten.models import Document
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Aanvulverzoek(Model):
    """What the ministry asks to supplement, by which day. Open until it is supplemented or closed by a person.

    The decision term stands still from the day after ``gevraagd_op`` (Awb 4:15, first paragraph, under a).
    """

    __tablename__ = "aanvulverzoek"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    toelichting: Mapped[str] = mapped_column(Text, default="")
    gevraagd_op: Mapped[datetime] = mapped_column(UtcMoment)
    termijn_tot: Mapped[date] = mapped_column(Date)
    """The last day on which it can be supplemented, in Amsterdam."""
    gevraagd_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep), default=Functiegroep.BEHANDELING)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    """The letter with the request."""
    aangevuld_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    """When the supplement reached the server."""
    verstreken_gemeld_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    """When the program reported that the term lapsed unused; it decides nothing."""
    gesloten_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    """When a person closed it without a supplement."""
    gesloten_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))

    aanvraag: Mapped[Aanvraag] = relationship()
    gevraagd_door: Mapped[Gebruiker] = relationship(foreign_keys=[gevraagd_door_id])
    document: Mapped[Document] = relationship()

    __table_args__ = (
        UniqueConstraint("aanvraag_id", "volgnummer"),
        ForeignKeyConstraint(
            ["aanvraag_id", "gevraagd_door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_aanvulverzoek_betrokkenheid",
        ),
        CheckConstraint("als = 'behandeling'", name="als_behandelaar"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("aangevuld_op IS NULL OR aangevuld_op >= gevraagd_op", name="aangevuld_na_verzoek"),
        CheckConstraint("aangevuld_op IS NULL OR gesloten_op IS NULL", name="aangevuld_of_gesloten"),
        CheckConstraint(
            "(gesloten_op IS NULL) = (gesloten_door_id IS NULL)", name="gesloten_geheel_of_niet"
        ),
        # One at a time: what is asked and by when is never in doubt.
        Index(
            "uq_aanvulverzoek_open", "aanvraag_id", unique=True,
            sqlite_where=text("aangevuld_op IS NULL AND gesloten_op IS NULL"),
            postgresql_where=text("aangevuld_op IS NULL AND gesloten_op IS NULL"),
        ),
    )  # fmt: skip


class Aanvulpunt(Model):
    """One point of a request: the part it is about, the question, and what the municipality answers."""

    __tablename__ = "aanvulpunt"

    id: Mapped[int] = mapped_column(primary_key=True)
    verzoek_id: Mapped[int] = mapped_column(ForeignKey("aanvulverzoek.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    deel: Mapped[Aanvraagdeel] = mapped_column(keuze(Aanvraagdeel))
    vraag: Mapped[str] = mapped_column(Text)
    raakt_volledigheid: Mapped[bool] = mapped_column(Boolean)
    """Without this the application is not complete; a question to clarify costs no place in the queue."""
    antwoord: Mapped[str] = mapped_column(Text, default="")
    """Being written until the request is supplemented; the version holds it from then on."""
    revisie: Mapped[int] = mapped_column(Integer, default=1)

    verzoek: Mapped[Aanvulverzoek] = relationship()

    __table_args__ = (
        UniqueConstraint("verzoek_id", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("revisie >= 1", name="revisie_vanaf_een"),
        CheckConstraint("length(vraag) > 0", name="heeft_vraag"),
    )
