"""What the pages of a tranche's decisions show: how far they are, what must be drawn up, and the round that runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.ronde import tel_standen, zoek_lopende
from subsidie.beschikkingen.rondemodellen import Rondestatus, Tekenregel, Tekenronde, Tekenstand
from subsidie.beschikkingen.service import SOORT_BIJ_UITKOMST
from subsidie.kern.tekst import aantal
from subsidie.tranches.models import Tranche
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.web.db import db

HOOGSTENS_FOUTEN: Final = 200

RONDESTATUSSEN: Final = {
    Rondestatus.LOOPT: ("Er wordt getekend", "info"),
    Rondestatus.GEPAUZEERD: ("gepauzeerd", "let_op"),
    Rondestatus.AFGEROND: ("klaar", "goed"),
    Rondestatus.GESTOPT: ("gestopt", "neutraal"),
}


@dataclass(frozen=True, slots=True)
class Besluitstand:
    """How many decisions of a tranche are how far. ``op_te_stellen``: outcomes without a decision, per allocation.

    ``ingetrokken``: applications of fixed allocations that were withdrawn, on which no decision comes.
    """

    concept: int
    getekend: int
    bekendgemaakt: int
    op_te_stellen: dict[int, int]
    ingetrokken: int

    @property
    def wacht(self) -> int:
        """Outcomes that still ask for a decision."""
        return sum(self.op_te_stellen.values())


@dataclass(frozen=True, slots=True)
class Rondefout:
    """A decision that was not signed, and why."""

    kenmerk: str
    nummer: str
    fout: str


@dataclass(frozen=True, slots=True)
class Rondebeeld:
    """A round as its page shows it: n of m, and what failed (at most ``HOOGSTENS_FOUTEN``)."""

    ronde: Tekenronde
    wacht: int
    getekend: int
    mislukt: int
    fouten: tuple[Rondefout, ...]

    @property
    def totaal(self) -> int:
        """How many decisions are in it."""
        return self.wacht + self.getekend + self.mislukt

    @property
    def gedaan(self) -> int:
        """How many got an answer."""
        return self.getekend + self.mislukt

    @property
    def status(self) -> tuple[str, str]:
        """Its state in words, and the colour of that."""
        if self.ronde.status is Rondestatus.AFGEROND and self.mislukt:
            return "klaar, niet alles is getekend", "let_op"
        return RONDESTATUSSEN[self.ronde.status]

    @property
    def loopt(self) -> bool:
        """Whether a worker is at it, or should be."""
        return self.ronde.status is Rondestatus.LOOPT

    @property
    def in_een_zin(self) -> str:
        """``97 van 131 gedaan: 95 getekend, 2 niet getekend.``"""
        niet = f", {self.mislukt} niet getekend" if self.mislukt else ""
        totaal = aantal(self.totaal, "besluit", "besluiten")
        return f"{self.gedaan} van {totaal} gedaan: {self.getekend} getekend{niet}."


def lees_stand(tranche: Tranche) -> Besluitstand:
    """How far the decisions of a tranche are, in four queries."""
    opvolger = aliased(Beschikking)
    rijen = db.session.execute(
        select(Beschikking.status, func.count())
        .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
        .where(
            Aanvraag.tranche_id == tranche.id,
            Beschikking.soort != Besluitsoort.BESLISSING_OP_BEZWAAR,
            (Aanvraag.status != Aanvraagstatus.INGETROKKEN)
            | (Beschikking.status == Besluitstatus.BEKENDGEMAAKT),
            ~exists().where(opvolger.vervangt_id == Beschikking.id),
        )
        .group_by(Beschikking.status)
    )
    tel = {rij[0]: rij[1] for rij in rijen}
    return Besluitstand(
        concept=tel.get(Besluitstatus.CONCEPT, 0),
        getekend=tel.get(Besluitstatus.GETEKEND, 0),
        bekendgemaakt=tel.get(Besluitstatus.BEKENDGEMAAKT, 0),
        op_te_stellen=_op_te_stellen(tranche),
        ingetrokken=_ingetrokken(tranche),
    )


def list_op_te_stellen(tranche: Tranche) -> list[Verdeling]:
    """The fixed allocations of which an outcome has no decision yet, oldest first."""
    nummers = sorted(_op_te_stellen(tranche))
    return list(
        db.session.scalars(select(Verdeling).where(Verdeling.id.in_(nummers)).order_by(Verdeling.volgnummer))
    )


def lees_ronde(ronde: Tekenronde) -> Rondebeeld:
    """How far a round is now, in two queries."""
    standen = tel_standen(ronde)
    fouten = db.session.execute(
        select(Beschikking.kenmerk, Aanvraag.nummer, Tekenregel.fout)
        .join(Beschikking, Tekenregel.beschikking_id == Beschikking.id)
        .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
        .where(Tekenregel.ronde_id == ronde.id, Tekenregel.stand == Tekenstand.MISLUKT)
        .order_by(Tekenregel.volgnummer)
        .limit(HOOGSTENS_FOUTEN)
    )
    return Rondebeeld(
        ronde=ronde,
        wacht=standen[Tekenstand.WACHT],
        getekend=standen[Tekenstand.GETEKEND],
        mislukt=standen[Tekenstand.MISLUKT],
        fouten=tuple(Rondefout(*rij) for rij in fouten),
    )


def lopende_ronde(tranche: Tranche) -> Rondebeeld | None:
    """The round of this tranche that runs or rests, if any."""
    ronde = zoek_lopende(tranche)
    return lees_ronde(ronde) if ronde is not None else None


def list_ronden(tranche: Tranche) -> Sequence[Tekenronde]:
    """The rounds of a tranche, the newest first."""
    return db.session.scalars(
        select(Tekenronde).where(Tekenronde.tranche_id == tranche.id).order_by(Tekenronde.id.desc()).limit(20)
    ).all()


def _op_te_stellen(tranche: Tranche) -> dict[int, int]:
    """Per fixed allocation how many of its outcomes no decision rests on, nor on a later allocation."""
    latere = aliased(Verdeling)
    besluit = (
        select(Beschikking.id)
        .join(latere, Beschikking.verdeling_id == latere.id)
        .where(
            Beschikking.aanvraag_id == Verdelingsregel.aanvraag_id,
            latere.tranche_id == Verdeling.tranche_id,
            latere.volgnummer >= Verdeling.volgnummer,
            Beschikking.status != Besluitstatus.TERUGGENOMEN,
        )
        .correlate(Verdelingsregel, Verdeling)
        .exists()
    )
    rijen = db.session.execute(
        select(Verdeling.id, func.count())
        .join(Verdelingsregel, Verdelingsregel.verdeling_id == Verdeling.id)
        .join(Aanvraag, Verdelingsregel.aanvraag_id == Aanvraag.id)
        .where(
            Verdeling.tranche_id == tranche.id,
            Verdeling.status == Verdelingstatus.VASTGESTELD,
            Verdelingsregel.uitkomst.in_(SOORT_BIJ_UITKOMST),
            Aanvraag.status != Aanvraagstatus.INGETROKKEN,
            ~besluit,
        )
        .group_by(Verdeling.id)
    )
    return {rij[0]: rij[1] for rij in rijen}


def _ingetrokken(tranche: Tranche) -> int:
    vraag = (
        select(func.count(func.distinct(Verdelingsregel.aanvraag_id)))
        .join(Verdeling, Verdelingsregel.verdeling_id == Verdeling.id)
        .join(Aanvraag, Verdelingsregel.aanvraag_id == Aanvraag.id)
        .where(
            Verdeling.tranche_id == tranche.id,
            Verdeling.status == Verdelingstatus.VASTGESTELD,
            Aanvraag.status == Aanvraagstatus.INGETROKKEN,
        )
    )
    return db.session.scalar(vraag) or 0
