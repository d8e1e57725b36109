"""A request to change what was granted, what it would do, and a date that was moved by a decision."""

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
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.models import Beschikking
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Wijzigingsoort(StrEnum):
    """What a municipality asks to change; one request can hold several."""

    AANTAL = "aantal"
    DOELGROEP = "doelgroep"
    AARD = "aard"
    LOCATIE = "locatie"
    PLANNING = "planning"
    PARTNER = "partner"


class Verzoekstatus(StrEnum):
    """Where a request to change stands; granted and refused follow from a decision that was notified."""

    INGEDIEND = "ingediend"
    IN_BEHANDELING = "in_behandeling"
    VOORGELEGD = "voorgelegd"
    """A decision was drawn up and waits for its signature and notification."""
    INGEWILLIGD = "ingewilligd"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


VERZOEK_OVERGANGEN: dict[Verzoekstatus, set[Verzoekstatus]] = {
    Verzoekstatus.INGEDIEND: {Verzoekstatus.IN_BEHANDELING, Verzoekstatus.INGETROKKEN},
    Verzoekstatus.IN_BEHANDELING: {Verzoekstatus.VOORGELEGD, Verzoekstatus.INGETROKKEN},
    Verzoekstatus.VOORGELEGD: {
        Verzoekstatus.IN_BEHANDELING, Verzoekstatus.INGEWILLIGD, Verzoekstatus.AFGEWEZEN,
    },
    Verzoekstatus.INGEWILLIGD: set(),
    Verzoekstatus.AFGEWEZEN: set(),
    Verzoekstatus.INGETROKKEN: set(),
}  # fmt: skip


class Wijzigingsverzoek(Model):
    """What is asked, frozen with its hash, and the effect on amount and dates as it was computed then."""

    __tablename__ = "wijzigingsverzoek"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    gegevens: Mapped[str] = mapped_column(Text)
    """Canonical JSON: the kinds, the homes as they would be, the dates, the place, the partner, and the reason."""
    gegevens_sha256: Mapped[str] = mapped_column(String(64))
    gevolg: Mapped[str] = mapped_column(Text)
    """Canonical JSON of what it would do to the amount and the dates, computed when it was filed."""
    ingediend_op: Mapped[datetime] = mapped_column(UtcMoment)
    ingediend_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    status: Mapped[Verzoekstatus] = mapped_column(keuze(Verzoekstatus), default=Verzoekstatus.INGEDIEND)
    advies: Mapped[str] = mapped_column(Text, default="")
    """Of the behandelaar, to whoever decides; never shown to the municipality."""
    behandelaar_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep | None] = mapped_column(keuze(Functiegroep))
    beschikking_id: Mapped[int | None] = mapped_column(ForeignKey("beschikking.id"), unique=True)

    aanvraag: Mapped[Aanvraag] = relationship()
    ingediend_door: Mapped[Gebruiker] = relationship(foreign_keys=[ingediend_door_id])
    behandelaar: Mapped[Gebruiker | None] = relationship(foreign_keys=[behandelaar_id])
    beschikking: Mapped[Beschikking | None] = relationship()

    __table_args__ = (
        CheckConstraint("length(gegevens_sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("(behandelaar_id IS NULL) = (als IS NULL)", name="behandelaar_geheel_of_niet"),
        CheckConstraint("als IS NULL OR als = 'behandeling'", name="als_behandelaar"),
        CheckConstraint(
            "status NOT IN ('in_behandeling', 'voorgelegd', 'ingewilligd', 'afgewezen')"
            " OR behandelaar_id IS NOT NULL",
            name="behandeld_door_iemand",
        ),
        CheckConstraint(
            "(status IN ('voorgelegd', 'ingewilligd', 'afgewezen')) = (beschikking_id IS NOT NULL)",
            name="besluit_hoort_bij_status",
        ),
        ForeignKeyConstraint(
            ["aanvraag_id", "behandelaar_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_wijzigingsverzoek_betrokkenheid",
        ),
        Index(
            "uq_wijzigingsverzoek_lopend", "aanvraag_id", unique=True,
            sqlite_where=text("status IN ('ingediend', 'in_behandeling', 'voorgelegd')"),
            postgresql_where=text("status IN ('ingediend', 'in_behandeling', 'voorgelegd')"),
        ),
    )  # fmt: skip


class Verplichtingtermijn(Model):
    """Another last day for an obligation of one award, by decision; the newest counts."""

    __tablename__ = "verplichtingtermijn"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"))
    verplichting: Mapped[str] = mapped_column(String(60))
    """Code in the settings of the tranche: ``begin``, ``gereed``, ..."""
    volgnummer: Mapped[int] = mapped_column(Integer)
    uiterlijk: Mapped[date] = mapped_column(Date)
    beschikking_id: Mapped[int] = mapped_column(ForeignKey("beschikking.id"))
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)

    aanvraag: Mapped[Aanvraag] = relationship()
    beschikking: Mapped[Beschikking] = relationship()

    __table_args__ = (
        UniqueConstraint("aanvraag_id", "verplichting", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("length(verplichting) > 0", name="heeft_verplichting"),
    )


class Waarschuwingsoort(StrEnum):
    """What the ministry or the program sent about an obligation that comes near or has passed."""

    HERINNERING = "herinnering"
    ESCALATIE = "escalatie"
    RAPPORTAGE = "rapportage"


class Waarschuwing(Model):
    """That a reminder or an escalation went out, so that none goes out twice."""

    __tablename__ = "waarschuwing"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    soort: Mapped[Waarschuwingsoort] = mapped_column(keuze(Waarschuwingsoort))
    verplichting: Mapped[str] = mapped_column(String(60))
    uiterlijk: Mapped[date] = mapped_column(Date)
    dagen: Mapped[int] = mapped_column(Integer)
    """Which step: so many days before the limit, or (negative) after it."""
    verstuurd_op: Mapped[datetime] = mapped_column(UtcMoment)

    aanvraag: Mapped[Aanvraag] = relationship()

    __table_args__ = (
        UniqueConstraint("aanvraag_id", "soort", "verplichting", "uiterlijk", "dagen"),
        CheckConstraint("length(verplichting) > 0", name="heeft_verplichting"),
    )
