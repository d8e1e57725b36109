"""An objection against a decision (Awb chapters 6 and 7): received, in time or not, heard, decided."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.models import Beschikking
from subsidie.documenten.models import Document
from subsidie.web.db import Model
from subsidie.web.typen import Cent, UtcMoment, keuze


class Bezwaarwijze(StrEnum):
    """How an objection came in."""

    LOKET = "loket"
    POST = "post"
    ANDERS = "anders"


class Bezwaarstatus(StrEnum):
    """The steps of an objection."""

    ONTVANGEN = "ontvangen"
    IN_BEHANDELING = "in_behandeling"
    BESLIST = "beslist"
    INGETROKKEN = "ingetrokken"


OVERGANGEN: dict[Bezwaarstatus, set[Bezwaarstatus]] = {
    Bezwaarstatus.ONTVANGEN: {Bezwaarstatus.IN_BEHANDELING, Bezwaarstatus.INGETROKKEN},
    Bezwaarstatus.IN_BEHANDELING: {Bezwaarstatus.BESLIST, Bezwaarstatus.INGETROKKEN},
    Bezwaarstatus.BESLIST: set(),
    Bezwaarstatus.INGETROKKEN: set(),
}


class Tijdigheid(StrEnum):
    """Whether it came in time (Awb 6:7-6:9), or late with an excuse (6:11): a person decides."""

    TIJDIG = "tijdig"
    VERSCHOONBAAR = "verschoonbaar"
    TE_LAAT = "te_laat"


class Hoorgrond(StrEnum):
    """Why nobody was heard (Awb 7:3, a to e)."""

    KENNELIJK_NIET_ONTVANKELIJK = "kennelijk_niet_ontvankelijk"
    KENNELIJK_ONGEGROND = "kennelijk_ongegrond"
    AFGEZIEN = "afgezien"
    NIET_GEVRAAGD = "niet_gevraagd"
    VOLLEDIG_TEGEMOET = "volledig_tegemoet"


class Bezwaaruitkomst(StrEnum):
    """What was decided on an objection (Awb 7:11)."""

    GEGROND = "gegrond"
    GEDEELTELIJK = "gedeeltelijk"
    """Well-founded in part: also then the decision is revoked as far as needed (7:11(2))."""
    ONGEGROND = "ongegrond"
    NIET_ONTVANKELIJK = "niet_ontvankelijk"


class Commissieadvies(StrEnum):
    """What the committee advises to decide (Awb 7:13); the same words as the outcome."""

    GEGROND = "gegrond"
    GEDEELTELIJK = "gedeeltelijk"
    ONGEGROND = "ongegrond"
    NIET_ONTVANKELIJK = "niet_ontvankelijk"


HERROEPT: Final = frozenset({Bezwaaruitkomst.GEGROND, Bezwaaruitkomst.GEDEELTELIJK})
"""The outcomes that revoke the decision, and put another one in its place as far as needed (Awb 7:11(2))."""


class Bezwaar(Model):
    """One objection against one decision. What was received never changes."""

    __tablename__ = "bezwaar"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    beschikking_id: Mapped[int] = mapped_column(ForeignKey("beschikking.id"), index=True)
    wijze: Mapped[Bezwaarwijze] = mapped_column(keuze(Bezwaarwijze))
    ontvangen_op: Mapped[datetime] = mapped_column(UtcMoment)
    """When it reached the server, or the ministry by another way."""
    poststempel: Mapped[date | None] = mapped_column(Date)
    """The day on which a letter was posted, where that can be read (Awb 6:9(2))."""
    namens: Mapped[str] = mapped_column(String(200))
    adres: Mapped[str | None] = mapped_column(Text)
    """Where letters go when somebody else than the municipality objects; ``namens`` is who that is."""
    gronden: Mapped[str] = mapped_column(Text)
    ingediend_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)
    vastgelegd_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    """The receipt (Awb 6:14)."""
    status: Mapped[Bezwaarstatus] = mapped_column(keuze(Bezwaarstatus), default=Bezwaarstatus.ONTVANGEN)

    behandelaar_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    behandelaar_als: Mapped[Functiegroep | None] = mapped_column(keuze(Functiegroep))
    opgepakt_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    commissie: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether an advisory committee (Awb 7:13) looks at it: twelve weeks instead of six (7:10)."""
    tijdigheid: Mapped[Tijdigheid | None] = mapped_column(keuze(Tijdigheid))
    tijdigheid_motivering: Mapped[str | None] = mapped_column(Text)
    tijdigheid_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    tijdigheid_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    hoorzitting_op: Mapped[date | None] = mapped_column(Date)
    hoorverslag: Mapped[str | None] = mapped_column(Text)
    """The report of the hearing (Awb 7:7)."""
    niet_gehoord: Mapped[Hoorgrond | None] = mapped_column(keuze(Hoorgrond))
    niet_gehoord_toelichting: Mapped[str | None] = mapped_column(Text)
    advies_op: Mapped[date | None] = mapped_column(Date)
    """The day of the advice of the committee (Awb 7:13)."""
    advies_strekking: Mapped[Commissieadvies | None] = mapped_column(keuze(Commissieadvies))
    advies: Mapped[str | None] = mapped_column(Text)
    uitkomst: Mapped[Bezwaaruitkomst | None] = mapped_column(keuze(Bezwaaruitkomst))
    overwegingen: Mapped[str | None] = mapped_column(Text)
    boven_plafond_cent: Mapped[int | None] = mapped_column(Cent)
    """What is granted on this objection above the ceiling, where the rest of the pot is too small."""
    beslissing_id: Mapped[int | None] = mapped_column(ForeignKey("beschikking.id"), unique=True)
    """The decision on it; it works from its notification."""
    ingetrokken_op: Mapped[datetime | None] = mapped_column(UtcMoment)

    aanvraag: Mapped[Aanvraag] = relationship()
    beschikking: Mapped[Beschikking] = relationship(foreign_keys=[beschikking_id])
    beslissing: Mapped[Beschikking | None] = relationship(foreign_keys=[beslissing_id])
    behandelaar: Mapped[Gebruiker | None] = relationship(foreign_keys=[behandelaar_id])
    ingediend_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[ingediend_door_id])
    document: Mapped[Document] = relationship()

    __table_args__ = (
        CheckConstraint("length(namens) > 0 AND length(gronden) > 0", name="heeft_gronden"),
        CheckConstraint("(wijze = 'loket') = (ingediend_door_id IS NOT NULL)", name="loket_heeft_indiener"),
        CheckConstraint("poststempel IS NULL OR wijze = 'post'", name="poststempel_bij_post"),
        CheckConstraint(
            "(behandelaar_id IS NULL) = (behandelaar_als IS NULL) AND (behandelaar_id IS NULL) = (opgepakt_op IS NULL)"
            " AND (status NOT IN ('in_behandeling', 'beslist') OR behandelaar_id IS NOT NULL)",
            name="opgepakt_geheel_of_niet",
        ),
        CheckConstraint(
            "behandelaar_als IS NULL OR behandelaar_als = 'bezwaar'", name="als_bezwaarbehandelaar"
        ),
        CheckConstraint(
            "(tijdigheid IS NULL) = (tijdigheid_motivering IS NULL) AND (tijdigheid IS NULL) = (tijdigheid_op IS NULL)"
            " AND (tijdigheid IS NULL) = (tijdigheid_door_id IS NULL)",
            name="tijdigheid_geheel_of_niet",
        ),
        CheckConstraint("hoorzitting_op IS NULL OR niet_gehoord IS NULL", name="gehoord_of_niet"),
        CheckConstraint("hoorverslag IS NULL OR hoorzitting_op IS NOT NULL", name="verslag_van_hoorzitting"),
        CheckConstraint(
            "(niet_gehoord IS NULL) = (niet_gehoord_toelichting IS NULL)", name="niet_gehoord_met_toelichting"
        ),
        CheckConstraint(
            "(advies IS NULL) = (advies_op IS NULL) AND (advies IS NULL) = (advies_strekking IS NULL)",
            name="advies_geheel_of_niet",
        ),
        CheckConstraint("advies IS NULL OR commissie", name="advies_van_commissie"),
        CheckConstraint(
            "adres IS NULL OR (wijze <> 'loket' AND length(adres) > 0)", name="ander_niet_via_loket"
        ),
        CheckConstraint(
            "(uitkomst IS NULL) = (overwegingen IS NULL) AND (uitkomst IS NULL) = (beslissing_id IS NULL)",
            name="beslissing_geheel_of_niet",
        ),
        CheckConstraint("status <> 'beslist' OR uitkomst IS NOT NULL", name="beslist_heeft_uitkomst"),
        CheckConstraint(
            "boven_plafond_cent IS NULL OR (boven_plafond_cent >= 0 AND uitkomst IN ('gegrond', 'gedeeltelijk'))",
            name="boven_plafond_gegrond",
        ),
        CheckConstraint(
            "(status = 'ingetrokken') = (ingetrokken_op IS NOT NULL)", name="ingetrokken_heeft_moment"
        ),
        ForeignKeyConstraint(
            ["aanvraag_id", "behandelaar_id", "behandelaar_als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_bezwaar_betrokkenheid",
        ),
    )


class Bezwaartermijnsoort(StrEnum):
    """What moves the term to decide on an objection (Awb 7:10)."""

    VERZUIM = "verzuim"
    """7:10(2): suspended while an omission is repaired (6:6)."""
    VERDAGING = "verdaging"
    """7:10(3): put off once, at most six weeks."""
    UITSTEL = "uitstel"
    """7:10(4): further delay, with consent or for a statutory procedure."""


class Bezwaartermijn(Model):
    """One step in the term to decide on an objection."""

    __tablename__ = "bezwaartermijn"

    id: Mapped[int] = mapped_column(primary_key=True)
    bezwaar_id: Mapped[int] = mapped_column(ForeignKey("bezwaar.id"), index=True)
    soort: Mapped[Bezwaartermijnsoort] = mapped_column(keuze(Bezwaartermijnsoort))
    vanaf: Mapped[date] = mapped_column(Date)
    """The day of the letter with which the municipality was told."""
    weken: Mapped[int | None] = mapped_column(Integer)
    """By how many weeks it is put off."""
    tot: Mapped[date | None] = mapped_column(Date)
    """The last day to repair an omission, or the new last day that was agreed to."""
    hersteld_op: Mapped[date | None] = mapped_column(Date)
    toelichting: Mapped[str] = mapped_column(Text)
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    bezwaar: Mapped[Bezwaar] = relationship()

    __table_args__ = (
        CheckConstraint("length(toelichting) > 0", name="heeft_toelichting"),
        CheckConstraint("(soort = 'verdaging') = (weken IS NOT NULL)", name="verdaging_heeft_weken"),
        CheckConstraint("weken IS NULL OR (weken >= 1 AND weken <= 6)", name="hoogstens_zes_weken"),
        CheckConstraint("(soort = 'verdaging') = (tot IS NULL)", name="anders_heeft_einde"),
        CheckConstraint("tot IS NULL OR tot >= vanaf", name="eindigt_na_begin"),
        CheckConstraint(
            "hersteld_op IS NULL OR (soort = 'verzuim' AND hersteld_op >= vanaf)", name="hersteld_is_verzuim"
        ),
    )


class Herrekening(Model):
    """The original allocation computed again, with the application as it should have been. Never changed."""

    __tablename__ = "herrekening"

    id: Mapped[int] = mapped_column(primary_key=True)
    bezwaar_id: Mapped[int] = mapped_column(ForeignKey("bezwaar.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    correctie: Mapped[str] = mapped_column(Text)
    """Canonical JSON of what was corrected in the input."""
    toelichting: Mapped[str] = mapped_column(Text)
    invoer: Mapped[str] = mapped_column(Text)
    invoer_sha256: Mapped[str] = mapped_column(String(64))
    engine_versie: Mapped[str] = mapped_column(String(40))
    uitkomst: Mapped[str] = mapped_column(Text)
    uitkomst_sha256: Mapped[str] = mapped_column(String(64))
    krijgt_cent: Mapped[int] = mapped_column(Cent)
    """What this application gets in it."""
    gemaakt_op: Mapped[datetime] = mapped_column(UtcMoment)
    gemaakt_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))

    bezwaar: Mapped[Bezwaar] = relationship()
    gemaakt_door: Mapped[Gebruiker] = relationship()

    __table_args__ = (
        UniqueConstraint("bezwaar_id", "volgnummer"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("krijgt_cent >= 0", name="krijgt_niet_negatief"),
        CheckConstraint("length(invoer_sha256) = 64 AND length(uitkomst_sha256) = 64", name="hash_is_sha256"),
    )
