"""The application, its immutable versions and its lines of woonruimten; and who took part in it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

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
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from subsidie.accounts.models import Gebruiker
from subsidie.kern.fouten import Domeinfout
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Bouwvorm, Woonruimteaard, Woonruimtesoort
from subsidie.tranches.models import Pot, Tranche
from subsidie.web.db import Model
from subsidie.web.typen import Cent, UtcMoment, keuze


class Aanvraagstatus(StrEnum):
    """The application's own steps (product.md); what was decided on it is in its decisions."""

    CONCEPT = "concept"
    INGEDIEND = "ingediend"
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd"
    VOLLEDIG = "volledig"
    IN_BEOORDELING = "in_beoordeling"
    BEOORDEELD = "beoordeeld"
    INGETROKKEN = "ingetrokken"


_S = Aanvraagstatus
OVERGANGEN: dict[Aanvraagstatus, set[Aanvraagstatus]] = {
    _S.CONCEPT: {_S.INGEDIEND, _S.INGETROKKEN},
    _S.INGEDIEND: {_S.AANVULLING_GEVRAAGD, _S.VOLLEDIG, _S.INGETROKKEN},
    _S.AANVULLING_GEVRAAGD: {_S.INGEDIEND, _S.VOLLEDIG, _S.INGETROKKEN},
    _S.VOLLEDIG: {_S.AANVULLING_GEVRAAGD, _S.IN_BEOORDELING, _S.INGETROKKEN},
    _S.IN_BEOORDELING: {_S.AANVULLING_GEVRAAGD, _S.BEOORDEELD, _S.INGETROKKEN},
    _S.BEOORDEELD: {_S.IN_BEOORDELING, _S.INGETROKKEN},
    _S.INGETROKKEN: set(),
}


class Herkomst(StrEnum):
    """Where the entitlement comes from: an application, or the annex of the regeling (2020)."""

    AANVRAAG = "aanvraag"
    BIJLAGE = "bijlage"


class Functiegroep(StrEnum):
    """Functions that must be separate on one application (product.md, ``betrokkenheid``)."""

    AANVRAGER = "aanvrager"
    BEHANDELING = "behandeling"
    BEOORDELING = "beoordeling"
    BESLISSING = "beslissing"
    BEZWAAR = "bezwaar"
    BETALING = "betaling"


class Versiesoort(StrEnum):
    """Why a version was made."""

    INDIENING = "indiening"
    AANVULLING = "aanvulling"
    IMPORT = "import"
    BIJLAGE = "bijlage"


class Project(Model):
    """What a municipality builds; a project that spans two pots is two applications."""

    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    gm_code: Mapped[str] = mapped_column(ForeignKey("gemeente.gm_code"), index=True)
    naam: Mapped[str] = mapped_column(String(200))

    gemeente: Mapped[Gemeente] = relationship()

    __table_args__ = (CheckConstraint("length(naam) > 0", name="heeft_naam"),)


class Aanvraag(Model):
    """One application to one pot. ``ontvangen_op`` is written once (Awb 2:17)."""

    __tablename__ = "aanvraag"

    id: Mapped[int] = mapped_column(primary_key=True)
    nummer: Mapped[str] = mapped_column(String(40), unique=True)
    tranche_id: Mapped[int] = mapped_column(ForeignKey("tranche.id"), index=True)
    pot_id: Mapped[int] = mapped_column(ForeignKey("pot.id"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    gm_code: Mapped[str] = mapped_column(ForeignKey("gemeente.gm_code"), index=True)
    herkomst: Mapped[Herkomst] = mapped_column(keuze(Herkomst), default=Herkomst.AANVRAAG)
    status: Mapped[Aanvraagstatus] = mapped_column(
        keuze(Aanvraagstatus), default=Aanvraagstatus.CONCEPT, index=True
    )
    ontvangen_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    volledig_op: Mapped[datetime | None] = mapped_column(UtcMoment)
    buiten_tijdvak: Mapped[bool] = mapped_column(Boolean, default=False)
    huidige_versie: Mapped[int] = mapped_column(Integer, default=0)
    """Number of the newest version; 0 while it is a draft."""

    tranche: Mapped[Tranche] = relationship()
    pot: Mapped[Pot] = relationship(foreign_keys=[pot_id])
    project: Mapped[Project] = relationship()
    gemeente: Mapped[Gemeente] = relationship()

    __table_args__ = (
        CheckConstraint(
            "status IN ('concept', 'ingetrokken') OR (ontvangen_op IS NOT NULL AND huidige_versie >= 1)",
            name="ingediend_heeft_ontvangst_en_versie",
        ),
        CheckConstraint("status <> 'concept' OR ontvangen_op IS NULL", name="concept_is_niet_ontvangen"),
        CheckConstraint(
            "status NOT IN ('volledig', 'in_beoordeling', 'beoordeeld') OR volledig_op IS NOT NULL",
            name="volledig_heeft_moment",
        ),
        CheckConstraint(
            "volledig_op IS NULL OR (ontvangen_op IS NOT NULL AND volledig_op >= ontvangen_op)",
            name="volledig_na_ontvangst",
        ),
        CheckConstraint(
            "huidige_versie >= 0 AND (status <> 'concept' OR huidige_versie = 0)",
            name="versie_past_bij_status",
        ),
        # The pot is one of the same tranche.
        ForeignKeyConstraint(
            ["pot_id", "tranche_id"], ["pot.id", "pot.tranche_id"], name="fk_aanvraag_pot_van_tranche"
        ),
    )

    def momenten(self) -> tuple[datetime, datetime]:
        """When it was received and from when it is complete; raises ``Domeinfout`` while it is not."""
        if self.ontvangen_op is None or self.volledig_op is None:
            raise Domeinfout(f"Aanvraag {self.nummer} is nog niet volledig ontvangen.")
        return self.ontvangen_op, self.volledig_op


class AanvraagVersie(Model):
    """What was submitted, frozen: canonical JSON with its hash, and the figures taken from it."""

    __tablename__ = "aanvraag_versie"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"))
    volgnummer: Mapped[int] = mapped_column(Integer)
    soort: Mapped[Versiesoort] = mapped_column(keuze(Versiesoort))
    gegevens: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    vastgelegd_op: Mapped[datetime] = mapped_column(UtcMoment)
    door_id: Mapped[int | None] = mapped_column(ForeignKey("gebruiker.id"))

    bouwvorm: Mapped[Bouwvorm | None] = mapped_column(keuze(Bouwvorm))
    totale_kosten_cent: Mapped[int | None] = mapped_column(Cent)
    dekking_cent: Mapped[int | None] = mapped_column(Cent)
    gevraagd_cent: Mapped[int] = mapped_column(Cent)
    subsidiabel_cent: Mapped[int] = mapped_column(Cent)
    """What counts: the lowest of number × maximum, deficit and request."""
    eenheden: Mapped[int] = mapped_column(Integer)
    categorie: Mapped[str | None] = mapped_column(String(40))
    start_bouw_gepland: Mapped[date | None] = mapped_column(Date)
    oplevering_gepland: Mapped[date | None] = mapped_column(Date)

    aanvraag: Mapped[Aanvraag] = relationship()
    door: Mapped[Gebruiker | None] = relationship()

    __table_args__ = (
        UniqueConstraint("aanvraag_id", "volgnummer"),
        # Target of the composite keys with which what cites a version cites one of that application.
        UniqueConstraint("id", "aanvraag_id"),
        CheckConstraint("volgnummer >= 1", name="volgnummer_vanaf_een"),
        CheckConstraint("length(sha256) = 64", name="hash_is_sha256"),
        CheckConstraint("gevraagd_cent >= 1", name="gevraagd_positief"),
        CheckConstraint(
            "subsidiabel_cent >= 0 AND subsidiabel_cent <= gevraagd_cent",
            name="subsidiabel_hoogstens_gevraagd",
        ),
        CheckConstraint("eenheden >= 0", name="eenheden_niet_negatief"),
        CheckConstraint("totale_kosten_cent >= 0 AND dekking_cent >= 0", name="kosten_niet_negatief"),
        CheckConstraint(
            "oplevering_gepland IS NULL OR oplevering_gepland >= start_bouw_gepland",
            name="oplevering_na_start",
        ),
        # With what the sums above a list need, so that they read no row with its long values.
        Index(
            "ix_aanvraag_versie_bedragen", "aanvraag_id", "volgnummer", "gevraagd_cent", "subsidiabel_cent"
        ),
    )


class Woonruimteregel(Model):
    """One line of a version: so many homes of one kind for one target group."""

    __tablename__ = "woonruimteregel"

    id: Mapped[int] = mapped_column(primary_key=True)
    versie_id: Mapped[int] = mapped_column(ForeignKey("aanvraag_versie.id"))
    regel: Mapped[int] = mapped_column(Integer)
    doelgroep: Mapped[str] = mapped_column(String(60))
    aard: Mapped[Woonruimteaard] = mapped_column(keuze(Woonruimteaard))
    soort: Mapped[Woonruimtesoort] = mapped_column(keuze(Woonruimtesoort))
    aantal: Mapped[int] = mapped_column(Integer)
    huurprijs_cent: Mapped[int | None] = mapped_column(Cent)
    toegang_gemeenschappelijke_ruimte: Mapped[bool] = mapped_column(Boolean, default=False)

    versie: Mapped[AanvraagVersie] = relationship()

    __table_args__ = (
        UniqueConstraint("versie_id", "regel"),
        CheckConstraint("aantal >= 1", name="aantal_positief"),
        CheckConstraint("regel >= 1", name="regel_vanaf_een"),
        CheckConstraint("length(doelgroep) > 0", name="heeft_doelgroep"),
        CheckConstraint("huurprijs_cent IS NULL OR huurprijs_cent >= 1", name="huurprijs_positief"),
    )


class Betrokkenheid(Model):
    """One user, one application, one function group: the unique key is the separation of duties."""

    __tablename__ = "betrokkenheid"

    id: Mapped[int] = mapped_column(primary_key=True)
    aanvraag_id: Mapped[int] = mapped_column(ForeignKey("aanvraag.id"))
    gebruiker_id: Mapped[int] = mapped_column(ForeignKey("gebruiker.id"), index=True)
    functiegroep: Mapped[Functiegroep] = mapped_column(keuze(Functiegroep))
    sinds: Mapped[datetime] = mapped_column(UtcMoment)

    __table_args__ = (
        UniqueConstraint("aanvraag_id", "gebruiker_id"),
        # Target of the composite keys with which a reviewer and a signer must be what they act as.
        UniqueConstraint("aanvraag_id", "gebruiker_id", "functiegroep"),
    )
