"""The decision (beschikking): what it grants, who signed it on which mandate, when it was sent."""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Functiegroep
from subsidie.accounts.models import Gebruiker, Mandaat
from subsidie.documenten.models import Document
from subsidie.verdeling.models import Verdeling
from subsidie.web.db import Model
from subsidie.web.typen import Cent, UtcMoment, keuze


class Besluitsoort(StrEnum):
    """The kinds of decision in the chain of an application (product.md)."""

    VERLENING = "verlening"
    DEELVERLENING = "deelverlening"
    AFWIJZING = "afwijzing"
    BUITEN_BEHANDELING = "buiten_behandeling"
    WIJZIGING = "wijziging"
    INTREKKING = "intrekking"
    VASTSTELLING = "vaststelling"
    TERUGVORDERING = "terugvordering"
    BESLISSING_OP_BEZWAAR = "beslissing_op_bezwaar"
    RENTE = "rente"
    BETALINGSREGELING = "betalingsregeling"


NAAST_DE_KETEN: Final = frozenset({Besluitsoort.RENTE, Besluitsoort.BETALINGSREGELING})
"""Decisions about paying a claim (Awb 4:94, 4:99): they leave every decision on the award as it is."""


def laat_staan(soort: Besluitsoort, vervangt: object) -> bool:
    """Whether a decision of this kind leaves what was decided before as it is: an objection that was not well-founded,
    interest on a claim, an arrangement to pay it. In a query: ``schakels.is_schakel``.

    ``vervangt``: what it replaces, ``None`` for nothing. Such a decision is no link of the chain: it awards nothing,
    changes no state, and nothing replaces it.
    """
    return soort in NAAST_DE_KETEN or (soort is Besluitsoort.BESLISSING_OP_BEZWAAR and vervangt is None)


BEDRAG_IN: Final = {
    Besluitsoort.TERUGVORDERING: "hoofdsom_cent",
    **dict.fromkeys(NAAST_DE_KETEN, "bedrag_cent"),
}
"""Of which decisions the amount is not the award that holds after them, and where it stands in their values."""


class Besluitstatus(StrEnum):
    """A decision works from its notification only (Awb 3:40-3:41)."""

    CONCEPT = "concept"
    GETEKEND = "getekend"
    BEKENDGEMAAKT = "bekendgemaakt"
    TERUGGENOMEN = "teruggenomen"
    """It was drawn up and never signed: no decision came of it, and it counts nowhere."""


OVERGANGEN: dict[Besluitstatus, set[Besluitstatus]] = {
    Besluitstatus.CONCEPT: {Besluitstatus.GETEKEND, Besluitstatus.TERUGGENOMEN},
    Besluitstatus.GETEKEND: {Besluitstatus.BEKENDGEMAAKT},
    Besluitstatus.BEKENDGEMAAKT: set(),
    Besluitstatus.TERUGGENOMEN: set(),
}


class Beschikking(Model):
    """One decision on one application; once signed nothing of it changes any more."""

    __tablename__ = "beschikking"

    id: Mapped[int] = mapped_column(primary_key=True)
    kenmerk: Mapped[str] = mapped_column(String(60), unique=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    versie_id: Mapped[int] = mapped_column(ForeignKey("aanvraag_versie.id"))
    verdeling_id: Mapped[int | None] = mapped_column(ForeignKey("verdeling.id"), index=True)
    vervangt_id: Mapped[int | None] = mapped_column(ForeignKey("beschikking.id"), unique=True)
    soort: Mapped[Besluitsoort] = mapped_column(keuze(Besluitsoort))
    status: Mapped[Besluitstatus] = mapped_column(keuze(Besluitstatus), default=Besluitstatus.CONCEPT)
    verleend_cent: Mapped[int] = mapped_column(Cent)
    gegevens: Mapped[str] = mapped_column(Text)
    """Canonical JSON of what is decided, on what it rests and why; the letter shows these values."""
    gegevens_sha256: Mapped[str] = mapped_column(String(64))
    opgesteld_op: Mapped[datetime] = mapped_column(UtcMoment)
    opgesteld_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    dagtekening: Mapped[date | None] = mapped_column(Date)
    getekend_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    getekend_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    getekend_als: Mapped[Functiegroep | None] = mapped_column(keuze(Functiegroep))
    mandaat_id: Mapped[int | None] = mapped_column(ForeignKey("mandaat.id"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), unique=True)
    bekendgemaakt_op: Mapped[date | None] = mapped_column(Date)
    """The day of sending: the objection term starts the day after (Awb 6:8)."""

    @property
    def bedrag_cent(self) -> int:
        """The amount (eurocents) that it is about: what is reclaimed, the interest or what is paid in parts, else the
        award that it leaves. Who signs has a mandate for it."""
        waarin = BEDRAG_IN.get(self.soort)
        bedrag = json.loads(self.gegevens).get(waarin) if waarin is not None else None
        return int(bedrag) if bedrag is not None else self.verleend_cent

    aanvraag: Mapped[Aanvraag] = relationship()
    versie: Mapped[AanvraagVersie] = relationship(foreign_keys=[versie_id])
    verdeling: Mapped[Verdeling | None] = relationship()
    opgesteld_door: Mapped[Gebruiker] = relationship(foreign_keys=[opgesteld_door_id])
    getekend_door: Mapped[Gebruiker | None] = relationship(foreign_keys=[getekend_door_id])
    mandaat: Mapped[Mandaat | None] = relationship()
    document: Mapped[Document | None] = relationship()

    __table_args__ = (
        CheckConstraint("(soort IN ('verlening', 'deelverlening')) = (verleend_cent > 0)"
                        " OR soort NOT IN ('verlening', 'deelverlening', 'afwijzing', 'buiten_behandeling')",
                        name="verlening_heeft_bedrag"),
        CheckConstraint("verleend_cent >= 0", name="bedrag_niet_negatief"),
        CheckConstraint("length(gegevens_sha256) = 64", name="hash_is_sha256"),
        CheckConstraint(
            " AND ".join(
                f"(status IN ('concept', 'teruggenomen')) = ({kolom} IS NULL)"
                for kolom in (
                    "getekend_op", "getekend_door_id", "getekend_als", "mandaat_id", "dagtekening", "document_id",
                )
            ),
            name="getekend_geheel_of_niet",
        ),
        CheckConstraint("(status = 'bekendgemaakt') = (bekendgemaakt_op IS NOT NULL)", name="bekendgemaakt_heeft_dag"),
        CheckConstraint("bekendgemaakt_op IS NULL OR bekendgemaakt_op >= dagtekening", name="bekend_vanaf_dagtekening"),
        CheckConstraint("getekend_door_id IS NULL OR getekend_door_id <> opgesteld_door_id", name="vier_ogen"),
        CheckConstraint("getekend_op IS NULL OR getekend_op >= opgesteld_op", name="getekend_na_opstellen"),
        # Who decides on an objection had no part in the decision that it is against (Awb 10:3(3)).
        CheckConstraint(
            "getekend_als IS NULL OR (soort <> 'beslissing_op_bezwaar' AND getekend_als = 'beslissing')"
            " OR (soort = 'beslissing_op_bezwaar' AND getekend_als = 'bezwaar')",
            name="getekend_als_beslisser",
        ),
        ForeignKeyConstraint(
            ["versie_id", "aanvraag_id"], ["aanvraag_versie.id", "aanvraag_versie.aanvraag_id"],
            name="fk_beschikking_versie_van_aanvraag",
        ),
        # Who signs must stand in the register of involvement as decider, and can then be nothing else.
        ForeignKeyConstraint(
            ["aanvraag_id", "getekend_door_id", "getekend_als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_beschikking_betrokkenheid",
        ),
        # With what the sums above a list need, so that they read no row with its long values.
        Index("ix_beschikking_bedragen", "status", "aanvraag_id", "verleend_cent", "vervangt_id"),
    )  # fmt: skip
