"""What else moves or watches the decision term: other suspensions, a later decision announced, a notice of default."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.documenten.models import Document
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Opschortgrond(StrEnum):
    """Why the decision term stands still, beside a request to supplement (Awb 4:15)."""

    BUITENLAND = "buitenland"
    """4:15(1)(b): information was asked of an authority abroad."""
    INSTEMMING = "instemming"
    """4:15(2)(a): the applicant agreed in writing to a delay."""
    TOEREKENBAAR = "toerekenbaar"
    """4:15(2)(b): the delay can be attributed to the applicant."""
    OVERMACHT = "overmacht"
    """4:15(2)(c): force majeure."""


class Termijnopschorting(Model):
    """A suspension of the decision term, with its ground and its days (Awb 4:15(1)(b) and 4:15(2))."""

    __tablename__ = "termijnopschorting"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    grond: Mapped[Opschortgrond] = mapped_column(keuze(Opschortgrond))
    vanaf: Mapped[date] = mapped_column(Date)
    """The first day that does not count, in Amsterdam."""
    toelichting: Mapped[str] = mapped_column(Text)
    """The cause, and where the evidence is (the letter with which the applicant agreed)."""
    verwacht_tot: Mapped[date | None] = mapped_column(Date)
    """Until when it is expected to last, as told to the applicant (Awb 4:15(3)); agreed to: until then."""
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), unique=True)
    """The letter that tells the applicant, where the law asks for one."""
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)
    vastgelegd_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep), default=Functiegroep.BEHANDELING)
    tot: Mapped[date | None] = mapped_column(Date)
    """The last day that does not count; empty while it runs."""
    beeindigd_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    beeindigd_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    einde_toelichting: Mapped[str | None] = mapped_column(Text)
    einde_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), unique=True)
    """The letter that tells the applicant that it ended (Awb 4:15(4))."""

    aanvraag: Mapped[Aanvraag] = relationship()
    vastgelegd_door: Mapped[Gebruiker] = relationship(foreign_keys=[vastgelegd_door_id])
    document: Mapped[Document | None] = relationship(foreign_keys=[document_id])

    __table_args__ = (
        CheckConstraint("length(toelichting) > 0", name="heeft_toelichting"),
        CheckConstraint("grond <> 'instemming' OR verwacht_tot IS NOT NULL", name="instemming_heeft_einde"),
        CheckConstraint("verwacht_tot IS NULL OR verwacht_tot >= vanaf", name="verwacht_na_begin"),
        CheckConstraint("tot IS NULL OR tot >= vanaf", name="eindigt_na_begin"),
        CheckConstraint(
            "(tot IS NULL) = (beeindigd_op IS NULL) AND (tot IS NULL) = (beeindigd_door_id IS NULL)",
            name="beeindigd_geheel_of_niet",
        ),
        CheckConstraint("als = 'behandeling'", name="als_behandelaar"),
        ForeignKeyConstraint(
            ["aanvraag_id", "vastgelegd_door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_termijnopschorting_betrokkenheid",
        ),
    )


class Uitstelbericht(Model):
    """The notice that the decision comes later, and by when (Awb 4:14). It moves no statutory term."""

    __tablename__ = "uitstelbericht"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    uiterlijk: Mapped[date] = mapped_column(Date)
    """The day before which the decision can be expected."""
    verlengt_weken: Mapped[int] = mapped_column(default=0)
    """By how many weeks it moves the end: only where the regeling gives that power, or under Awb 4:14(3)."""
    toelichting: Mapped[str] = mapped_column(Text)
    verstuurd_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep), default=Functiegroep.BEHANDELING)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)

    aanvraag: Mapped[Aanvraag] = relationship()
    door: Mapped[Gebruiker] = relationship(foreign_keys=[door_id])
    document: Mapped[Document] = relationship()

    __table_args__ = (
        CheckConstraint("length(toelichting) > 0", name="heeft_toelichting"),
        CheckConstraint("verlengt_weken >= 0", name="verlengt_niet_terug"),
        CheckConstraint("als = 'behandeling'", name="als_behandelaar"),
        ForeignKeyConstraint(
            ["aanvraag_id", "door_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_uitstelbericht_betrokkenheid",
        ),
    )


class GeenDwangsom(StrEnum):
    """Why no penalty is due although the term passed (Awb 4:17(6))."""

    ONREDELIJK_LAAT = "onredelijk_laat"
    GEEN_BELANGHEBBENDE = "geen_belanghebbende"
    KENNELIJK_NIET_ONTVANKELIJK = "kennelijk_niet_ontvankelijk"
    KENNELIJK_ONGEGROND = "kennelijk_ongegrond"


class Ingebrekestelling(Model):
    """A written notice of default (Awb 4:17(3)).

    Two weeks later a penalty starts to run, unless a person finds that none is due.
    """

    __tablename__ = "ingebrekestelling"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    ontvangen_op: Mapped[date] = mapped_column(Date)
    toelichting: Mapped[str] = mapped_column(Text, default="")
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    geen_dwangsom: Mapped[GeenDwangsom | None] = mapped_column(keuze(GeenDwangsom))
    """Found by a person; empty means that it runs by the law."""
    geen_dwangsom_toelichting: Mapped[str | None] = mapped_column(Text)
    geen_dwangsom_door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))
    geen_dwangsom_op: Mapped[datetime | None] = mapped_column(UtcMoment)

    aanvraag: Mapped[Aanvraag] = relationship()
    door: Mapped[Gebruiker] = relationship(foreign_keys=[door_id])

    __table_args__ = (
        CheckConstraint(
            "(geen_dwangsom IS NULL) = (geen_dwangsom_toelichting IS NULL)"
            " AND (geen_dwangsom IS NULL) = (geen_dwangsom_door_id IS NULL)"
            " AND (geen_dwangsom IS NULL) = (geen_dwangsom_op IS NULL)",
            name="geen_dwangsom_geheel_of_niet",
        ),
    )
