"""What was promised: the plan of homes of an award, and the parts in which it is built."""

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
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.models import Beschikking
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Realisatieplan(Model):
    """The homes that a decision obliges to: the first rests on the award, a later one on what changed it.

    The newest ``volgnummer`` holds; the first stays beside it for ever.
    """

    __tablename__ = "realisatieplan"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    beschikking_id: Mapped[int] = mapped_column(ForeignKey("beschikking.id"), unique=True)
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)

    aanvraag: Mapped[Aanvraag] = relationship()
    beschikking: Mapped[Beschikking] = relationship()

    __table_args__ = (
        UniqueConstraint("aanvraag_id", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
    )


class Planregel(Model):
    """So many homes of one kind for one target group in a plan."""

    __tablename__ = "planregel"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("realisatieplan.id"))
    regel: Mapped[int] = mapped_column(Integer)
    doelgroep: Mapped[str] = mapped_column(String(60))
    aard: Mapped[Woonruimteaard] = mapped_column(keuze(Woonruimteaard))
    soort: Mapped[Woonruimtesoort] = mapped_column(keuze(Woonruimtesoort))
    aantal: Mapped[int] = mapped_column(Integer)

    plan: Mapped[Realisatieplan] = relationship()

    __table_args__ = (
        UniqueConstraint("plan_id", "regel"),
        # One line per kind, so that what is delivered belongs to one line.
        UniqueConstraint("plan_id", "doelgroep", "aard", "soort"),
        CheckConstraint("aantal >= 1", name="aantal_positief"),
        CheckConstraint("regel >= 1", name="regel_vanaf_een"),
        CheckConstraint("length(doelgroep) > 0", name="heeft_doelgroep"),
    )


class Projectdeel(Model):
    """A part of the project that is built and delivered on its own; every project has at least one."""

    __tablename__ = "projectdeel"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    naam: Mapped[str] = mapped_column(String(120))
    aantal: Mapped[int] = mapped_column(Integer)
    """How many homes this part is planned to hold."""
    toegevoegd_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    """Empty for the part that comes with the award."""
    vervallen_op: Mapped[datetime | None] = mapped_column(UtcMoment)

    aanvraag: Mapped[Aanvraag] = relationship()
    door: Mapped[Gebruiker | None] = relationship()

    __table_args__ = (
        UniqueConstraint("aanvraag_id", "volgnummer"),
        # Target of the composite keys of what is reported about a part.
        UniqueConstraint("id", "aanvraag_id"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("aantal >= 1", name="aantal_positief"),
        CheckConstraint("length(naam) > 0", name="heeft_naam"),
        CheckConstraint("vervallen_op IS NULL OR vervallen_op >= toegevoegd_op", name="vervallen_na_begin"),
    )


class Mijlpaal(StrEnum):
    """What a part passes through, in this order (product.md, "Realisation")."""

    VERGUNNING = "vergunning"
    ONOMKEERBARE_STAP = "onomkeerbare_stap"
    START_BOUW = "start_bouw"
    OPLEVERING = "oplevering"
    INGEBRUIKNAME = "ingebruikname"


class Meldingstand(StrEnum):
    """What became of something that a municipality reported; only ``aanvaard`` counts."""

    GEMELD = "gemeld"
    VRAAG = "vraag"
    AANVAARD = "aanvaard"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


MELDING_OVERGANGEN: dict[Meldingstand, set[Meldingstand]] = {
    Meldingstand.GEMELD: {
        Meldingstand.VRAAG, Meldingstand.AANVAARD, Meldingstand.AFGEWEZEN, Meldingstand.INGETROKKEN,
    },
    Meldingstand.VRAAG: {Meldingstand.GEMELD, Meldingstand.AFGEWEZEN, Meldingstand.INGETROKKEN},
    Meldingstand.AANVAARD: set(),
    Meldingstand.AFGEWEZEN: set(),
    Meldingstand.INGETROKKEN: set(),
}  # fmt: skip

OORDEEL_GEHEEL = (
    "(stand IN ('aanvaard', 'afgewezen', 'vraag')) = (beoordeeld_op IS NOT NULL)"
    " AND (beoordeeld_op IS NULL) = (beoordeeld_door_id IS NULL)"
    " AND (beoordeeld_op IS NULL) = (als IS NULL)"
)
"""The CHECK shared by whatever a municipality reports and the ministry accepts."""
OORDEEL_HEEFT_REDEN = "stand NOT IN ('afgewezen', 'vraag') OR length(oordeel) > 0"
OORDEEL_ALS_BEHANDELAAR = "als IS NULL OR als = 'behandeling'"
OORDEEL_VIER_OGEN = "beoordeeld_door_id IS NULL OR beoordeeld_door_id <> gemeld_door_id"
BAG_ID = (
    "bag_id IS NULL OR (length(bag_id) = 16 AND ltrim(bag_id, '0123456789') = ''"
    " AND substr(bag_id, 5, 2) IN ('01', '02', '03'))"
)
"""Sixteen digits with the type code of a verblijfsobject, ligplaats or standplaats."""


class Beoordeeld:
    """What is known of everything that a municipality reports and the ministry judges: who, when, and the outcome."""

    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    gemeld_op: Mapped[datetime] = mapped_column(UtcMoment)
    gemeld_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    stand: Mapped[Meldingstand] = mapped_column(keuze(Meldingstand), default=Meldingstand.GEMELD)
    oordeel: Mapped[str] = mapped_column(Text, default="")
    """What is asked, or why it was refused."""
    beoordeeld_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    beoordeeld_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep | None] = mapped_column(keuze(Functiegroep))

    @declared_attr
    def aanvraag(self) -> Mapped[Aanvraag]:
        """The application that the report is about."""
        return relationship()

    @declared_attr
    def gemeld_door(self) -> Mapped[Gebruiker]:
        """Who reported it."""
        return relationship(foreign_keys=[self.gemeld_door_id])  # type: ignore[list-item]

    @declared_attr
    def beoordeeld_door(self) -> Mapped[Gebruiker | None]:
        """Who judged it."""
        return relationship(foreign_keys=[self.beoordeeld_door_id])  # type: ignore[list-item]


def oordeel_eisen(tabel: str) -> tuple[CheckConstraint | ForeignKeyConstraint, ...]:
    """What the database demands of a judgement, for the table with ``Beoordeeld`` named ``tabel``."""
    return (
        CheckConstraint(OORDEEL_GEHEEL, name="oordeel_geheel_of_niet"),
        CheckConstraint(OORDEEL_HEEFT_REDEN, name="oordeel_heeft_reden"),
        CheckConstraint(OORDEEL_ALS_BEHANDELAAR, name="als_behandelaar"),
        CheckConstraint(OORDEEL_VIER_OGEN, name="vier_ogen"),
        ForeignKeyConstraint(
            ["aanvraag_id", "beoordeeld_door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name=f"fk_{tabel}_betrokkenheid",
        ),
    )


class Mijlpaalmelding(Beoordeeld, Model):
    """The municipality says that a part passed a milestone on a day; the ministry accepts that, or asks."""

    __tablename__ = "mijlpaalmelding"

    id: Mapped[int] = mapped_column(primary_key=True)
    deel_id: Mapped[int] = mapped_column(ForeignKey("projectdeel.id"))
    mijlpaal: Mapped[Mijlpaal] = mapped_column(keuze(Mijlpaal))
    bereikt_op: Mapped[date] = mapped_column(Date)
    toelichting: Mapped[str] = mapped_column(Text)
    """Which permit, which step and why it is irreversible."""

    deel: Mapped[Projectdeel] = relationship(foreign_keys=[deel_id])

    __table_args__ = (
        CheckConstraint("length(toelichting) > 0", name="heeft_toelichting"),
        *oordeel_eisen("mijlpaalmelding"),
        ForeignKeyConstraint(
            ["deel_id", "aanvraag_id"], ["projectdeel.id", "projectdeel.aanvraag_id"],
            name="fk_mijlpaalmelding_deel_van_aanvraag",
        ),
        # One report at a time on the same milestone, and one that was accepted.
        Index(
            "uq_mijlpaalmelding_telt", "deel_id", "mijlpaal", unique=True,
            sqlite_where=text("stand IN ('gemeld', 'vraag', 'aanvaard')"),
            postgresql_where=text("stand IN ('gemeld', 'vraag', 'aanvaard')"),
        ),
    )  # fmt: skip


class Prognose(Model):
    """By when the municipality itself expects a milestone of a part; the newest counts, none is changed."""

    __tablename__ = "prognose"

    id: Mapped[int] = mapped_column(primary_key=True)
    deel_id: Mapped[int] = mapped_column(ForeignKey("projectdeel.id"))
    mijlpaal: Mapped[Mijlpaal] = mapped_column(keuze(Mijlpaal))
    verwacht_op: Mapped[date] = mapped_column(Date)
    toelichting: Mapped[str] = mapped_column(Text, default="")
    gemeld_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    """Empty for the planning in the application itself."""

    deel: Mapped[Projectdeel] = relationship()
    door: Mapped[Gebruiker | None] = relationship()

    __table_args__ = (Index("ix_prognose_nieuwste", "deel_id", "mijlpaal", "id"),)
