"""Scoring: the card of each reviewer, and a moderation where they differ too much."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
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

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.web.db import Model
from subsidie.web.typen import UtcMoment, keuze


class Scorekaart(Model):
    """The card of one reviewer on one version. Handed in it changes no more; given up, another takes its place."""

    __tablename__ = "scorekaart"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    versie_id: Mapped[int] = mapped_column(ForeignKey("aanvraag_versie.id"))
    beoordelaar_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    toegewezen_op: Mapped[datetime] = mapped_column(UtcMoment)
    toegewezen_door_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep | None] = mapped_column(keuze(Functiegroep))
    """``beoordeling`` once the reviewer declared no interest: from then on they stand in ``betrokkenheid``."""
    voldoet: Mapped[bool | None] = mapped_column(Boolean)
    """Whether this version meets the conditions, as this reviewer finds; empty while they did not say."""
    grond_code: Mapped[str | None] = mapped_column(String(60))
    """Code of the ground for refusal in the settings of the tranche, where it is one of those."""
    afwijzingsgrond: Mapped[str | None] = mapped_column(String(1000))
    """The sentence with its article as it would stand in the letter, where a refusal is proposed."""
    wijkt_af: Mapped[bool] = mapped_column(Boolean, default=False)
    """The refusal rests on facts that differ from what the municipality gave (Awb 4:7): its view is asked first."""
    toelichting: Mapped[str] = mapped_column(Text, default="")
    """Why, for colleagues only."""
    revisie: Mapped[int] = mapped_column(Integer, default=1)
    """Of the judgement on this card; each score has one of its own."""
    ingeleverd_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    vervallen_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    vervallen_reden: Mapped[str | None] = mapped_column(String(500))

    aanvraag: Mapped[Aanvraag] = relationship()
    versie: Mapped[AanvraagVersie] = relationship(foreign_keys=[versie_id])
    beoordelaar: Mapped[Gebruiker] = relationship(foreign_keys=[beoordelaar_id])

    __table_args__ = (
        CheckConstraint("als IS NULL OR als = 'beoordeling'", name="als_beoordelaar"),
        CheckConstraint("ingeleverd_op IS NULL OR als IS NOT NULL", name="ingeleverd_na_verklaring"),
        CheckConstraint("ingeleverd_op IS NULL OR ingeleverd_op >= toegewezen_op", name="ingeleverd_na_toewijzing"),
        CheckConstraint("(vervallen_op IS NULL) = (vervallen_reden IS NULL)", name="vervallen_met_reden"),
        CheckConstraint("ingeleverd_op IS NULL OR voldoet IS NOT NULL", name="ingeleverd_heeft_oordeel"),
        CheckConstraint(
            "(afwijzingsgrond IS NOT NULL) = (voldoet IS NOT NULL AND NOT voldoet)", name="afgewezen_heeft_grond"
        ),
        CheckConstraint("NOT wijkt_af OR afwijzingsgrond IS NOT NULL", name="afwijkend_is_afwijzing"),
        CheckConstraint("grond_code IS NULL OR afwijzingsgrond IS NOT NULL", name="code_hoort_bij_grond"),
        CheckConstraint("revisie >= 1", name="revisie_vanaf_een"),
        ForeignKeyConstraint(
            ["versie_id", "aanvraag_id"], ["aanvraag_versie.id", "aanvraag_versie.aanvraag_id"],
            name="fk_scorekaart_versie_van_aanvraag",
        ),
        ForeignKeyConstraint(
            ["aanvraag_id", "beoordelaar_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_scorekaart_betrokkenheid",
        ),
        Index(
            "uq_scorekaart_lopend", "versie_id", "beoordelaar_id", unique=True,
            sqlite_where=text("vervallen_op IS NULL"), postgresql_where=text("vervallen_op IS NULL"),
        ),
    )  # fmt: skip


class Scoreregel(Model):
    """The score of one reviewer on one criterion, with the reason; being written until the card is handed in."""

    __tablename__ = "scoreregel"

    id: Mapped[int] = mapped_column(primary_key=True)
    kaart_id: Mapped[int] = mapped_column(ForeignKey("scorekaart.id"))
    criterium: Mapped[str] = mapped_column(String(60))
    score: Mapped[int | None] = mapped_column(Integer)
    """Steps of the scale of the tranche, from 0; empty while nothing was chosen."""
    reden: Mapped[str] = mapped_column(Text, default="")
    revisie: Mapped[int] = mapped_column(Integer, default=1)
    bewaard_op: Mapped[datetime] = mapped_column(UtcMoment)

    kaart: Mapped[Scorekaart] = relationship()

    __table_args__ = (
        UniqueConstraint("kaart_id", "criterium"),
        CheckConstraint("score IS NULL OR score >= 0", name="score_vanaf_nul"),
        CheckConstraint("length(criterium) > 0", name="heeft_criterium"),
        CheckConstraint("revisie >= 1", name="revisie_vanaf_een"),
    )


class Moderatie(Model):
    """What the reviewers came to together where their scores differed too much, as it was minuted."""

    __tablename__ = "moderatie"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"), index=True)
    versie_id: Mapped[int] = mapped_column(ForeignKey("aanvraag_versie.id"), unique=True)
    aanleiding: Mapped[str] = mapped_column(Text)
    """By how much they differed, and what the limit is."""
    verslag: Mapped[str] = mapped_column(Text)
    voldoet: Mapped[bool] = mapped_column(Boolean, default=True)
    grond_code: Mapped[str | None] = mapped_column(String(60))
    afwijzingsgrond: Mapped[str | None] = mapped_column(String(1000))
    """As on a card: what was agreed on a refusal."""
    voorzitter_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"))
    als: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep), default=Functiegroep.BEOORDELING)
    op: Mapped[datetime] = mapped_column(UtcMoment)

    voorzitter: Mapped[Gebruiker] = relationship(foreign_keys=[voorzitter_id])

    __table_args__ = (
        CheckConstraint("length(aanleiding) > 0 AND length(verslag) > 0", name="heeft_verslag"),
        CheckConstraint("voldoet = (afwijzingsgrond IS NULL)", name="afgewezen_heeft_grond"),
        CheckConstraint("grond_code IS NULL OR NOT voldoet", name="code_hoort_bij_grond"),
        CheckConstraint("als = 'beoordeling'", name="als_beoordelaar"),
        ForeignKeyConstraint(
            ["versie_id", "aanvraag_id"], ["aanvraag_versie.id", "aanvraag_versie.aanvraag_id"],
            name="fk_moderatie_versie_van_aanvraag",
        ),
        ForeignKeyConstraint(
            ["aanvraag_id", "voorzitter_id", "als"],
            ["betrokkenheid.aanvraag_id", "betrokkenheid.gebruiker_id", "betrokkenheid.functiegroep"],
            name="fk_moderatie_betrokkenheid",
        ),
    )  # fmt: skip


class Moderatieregel(Model):
    """The agreed score on one criterion, with the reason."""

    __tablename__ = "moderatieregel"

    id: Mapped[int] = mapped_column(primary_key=True)
    moderatie_id: Mapped[int] = mapped_column(ForeignKey("moderatie.id"))
    criterium: Mapped[str] = mapped_column(String(60))
    score: Mapped[int] = mapped_column(Integer)
    reden: Mapped[str] = mapped_column(Text)

    moderatie: Mapped[Moderatie] = relationship()

    __table_args__ = (
        UniqueConstraint("moderatie_id", "criterium"),
        CheckConstraint("score >= 0", name="score_vanaf_nul"),
        CheckConstraint("length(criterium) > 0", name="heeft_criterium"),
        CheckConstraint("length(reden) > 0", name="heeft_reden"),
    )
