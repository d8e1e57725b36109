"""Handling an application: whose it is, what was checked, and what colleagues note about it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Toewijsreden(StrEnum):
    """How an application came to whoever handles it."""

    OPGEPAKT = "opgepakt"
    TOEGEWEZEN = "toegewezen"
    OVERGEDRAGEN = "overgedragen"
    VERVANGING = "vervanging"
    TERUG = "terug"


class Behandeltoewijzing(Model):
    """Who handles an application, from when to when. A replacement during leave names whom and until which day."""

    __tablename__ = "behandeltoewijzing"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    reden: Mapped[Toewijsreden] = mapped_column(keuze(Toewijsreden))
    toelichting: Mapped[str] = mapped_column(String(500), default="")
    vanaf: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    """Who arranged it; empty when the program gave it back after a replacement."""
    tot: Mapped[datetime | None] = mapped_column(UtcMoment)
    vervangt_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    """Who is away."""
    vervanging_tot: Mapped[date | None] = mapped_column(Date)
    """The last day of the replacement; the day after, the application goes back."""

    aanvraag: Mapped[Aanvraag] = relationship()
    gebruiker: Mapped[Gebruiker] = relationship(foreign_keys=[gebruiker_id])

    __table_args__ = (
        CheckConstraint("tot IS NULL OR tot >= vanaf", name="eindigt_na_begin"),
        CheckConstraint(
            "(reden = 'vervanging') = (vervangt_id IS NOT NULL)"
            " AND (reden = 'vervanging') = (vervanging_tot IS NOT NULL)",
            name="vervanging_geheel_of_niet",
        ),
        CheckConstraint("vervangt_id IS NULL OR vervangt_id <> gebruiker_id", name="vervangt_een_ander"),
        CheckConstraint("door_id IS NOT NULL OR reden = 'terug'", name="door_iemand"),
        Index(
            "uq_behandeltoewijzing_nu", "aanvraag_id", unique=True, sqlite_where=text("tot IS NULL"),
            postgresql_where=text("tot IS NULL"),
        ),
    )  # fmt: skip


class Controleoordeel(StrEnum):
    """What was found on one point of the checklist."""

    IN_ORDE = "in_orde"
    ONTBREEKT = "ontbreekt"
    NIET_VAN_TOEPASSING = "niet_van_toepassing"


class Controleuitkomst(Model):
    """What was found on one point of the checklist in one version; the newest one counts."""

    __tablename__ = "controleuitkomst"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    versie_id: Mapped[int] = mapped_column(ForeignKey("aanvraag_versie.id"))
    punt: Mapped[str] = mapped_column(String(60))
    """Code of the point in the checklist of the tranche."""
    oordeel: Mapped[Controleoordeel] = mapped_column(keuze(Controleoordeel))
    toelichting: Mapped[str] = mapped_column(Text, default="")
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep), default=Functiegroep.BEHANDELING)
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)

    versie: Mapped[AanvraagVersie] = relationship(foreign_keys=[versie_id])
    door: Mapped[Gebruiker] = relationship(foreign_keys=[door_id])

    __table_args__ = (
        CheckConstraint("length(punt) > 0", name="heeft_punt"),
        CheckConstraint("als = 'behandeling'", name="als_behandelaar"),
        ForeignKeyConstraint(
            ["versie_id", "aanvraag_id"], ["aanvraag_versie.id", "aanvraag_versie.aanvraag_id"],
            name="fk_controleuitkomst_versie_van_aanvraag",
        ),
        ForeignKeyConstraint(
            ["aanvraag_id", "door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_controleuitkomst_betrokkenheid",
        ),
        Index("ix_controleuitkomst_punt", "versie_id", "punt", "id"),
    )  # fmt: skip


class Notitiesoort(StrEnum):
    """A note among colleagues, or the advice to the one who decides."""

    NOTITIE = "notitie"
    BESLISADVIES = "beslisadvies"


class Adviesstrekking(StrEnum):
    """What a beslisadvies comes to."""

    TOEKENNEN = "toekennen"
    AFWIJZEN = "afwijzen"
    BUITEN_BEHANDELING = "buiten_behandeling"


class Notitie(Model):
    """What a colleague writes down about an application, for the ministry only. Never changed: a new one is added."""

    __tablename__ = "notitie"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    soort: Mapped[Notitiesoort] = mapped_column(keuze(Notitiesoort))
    strekking: Mapped[Adviesstrekking | None] = mapped_column(keuze(Adviesstrekking))
    tekst: Mapped[str] = mapped_column(Text)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep))
    op: Mapped[datetime] = mapped_column(UtcMoment)

    aanvraag: Mapped[Aanvraag] = relationship()
    door: Mapped[Gebruiker] = relationship(foreign_keys=[door_id])

    __table_args__ = (
        CheckConstraint("length(tekst) > 0", name="heeft_tekst"),
        CheckConstraint("(soort = 'beslisadvies') = (strekking IS NOT NULL)", name="advies_heeft_strekking"),
        CheckConstraint("soort = 'notitie' OR als = 'behandeling'", name="advies_van_behandelaar"),
        CheckConstraint("als <> 'aanvrager'", name="van_het_ministerie"),
        ForeignKeyConstraint(
            ["aanvraag_id", "door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_notitie_betrokkenheid",
        ),
    )
