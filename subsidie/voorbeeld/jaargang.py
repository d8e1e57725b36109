"""The steps of an example tranche of an earlier year, from its rules to decisions that were notified.

Every step is a transaction of its own and looks at what is there first, so that a run that was cut short goes on where
it stopped and a second run changes nothing. The moments are fixed: it is an example, and the same one every time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from subsidie.aanvragen.importeren import importeer
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.aanvragen.service import list_aanvragen
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.service import beoordelen
from subsidie.beschikkingen.service import bekendmaken, list_beschikkingen, opstellen, tekenen
from subsidie.documenten.models import Document
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.opslag import Opslag
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.service import aannames, laad_tranche, list_tranches, openstellen, sluiten
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.publicatie import kenmerk_protocol, kenmerk_ranglijst, vraag_stukken_aan
from subsidie.verdeling.service import bevestig_aanname, bevriezen, trekken, vaststellen, zoek_verdeling
from subsidie.voorbeeld.agenda import Draad, loop_af
from subsidie.voorbeeld.personen import laad_personen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

Bestanden = list[tuple[str, bytes]]
SEED_BRON = (
    "oefentrekking met een vooraf gekozen tekst; bij een echte tranche een openbare trekking door een notaris"
)


@dataclass(frozen=True, slots=True)
class Jaargang:
    """An example tranche and its moments (aware); ``codes``: which tranches its run loads, its own among them.

    ``seed``: what was drawn; ``None`` where nothing has to be drawn. ``dagtekening``: the day in its letters.
    """

    code: str
    codes: frozenset[str] | None
    seed: str | None
    ingericht: datetime
    geopend: datetime
    geimporteerd: datetime
    beoordeeld: datetime
    bevroren: datetime
    seed_bekend: datetime
    getrokken: datetime
    eerste_akkoord: datetime
    tweede_akkoord: datetime
    opgesteld: datetime
    getekend: datetime
    gemaakt: datetime
    dagtekening: date
    bekendgemaakt: datetime


@dataclass(frozen=True, slots=True)
class Voortgang:
    """How far a run is: the step in words, and for a step with a count how much of it is done."""

    stap: str
    gedaan: int = 0
    totaal: int | None = None


Melder = Callable[[Voortgang], None]


def stil(_: Voortgang) -> None:
    """Tell nobody how far a run is."""


def stappen(
    jaar: Jaargang, bestanden: Bestanden, opslag: Opslag, *, werkers: int, melden: Melder = stil
) -> Draad[Verdeling]:
    """The steps of an example to the end, or on from where it stopped; it comes to the fixed allocation.

    Raises ``Domeinfout`` when the database holds real tranches.
    """
    verdeling, personen = yield from _tot_en_met_tekenen(jaar, bestanden, melden)
    yield jaar.gemaakt
    _maak_documenten(jaar, verdeling, opslag, werkers, melden)
    yield jaar.bekendgemaakt
    with schrijfgrens():
        bekendmaken(verdeling, opslag=opslag, door=personen["beslisser"], nu=jaar.bekendgemaakt)
    return verdeling


def besluit(
    jaar: Jaargang, bestanden: Bestanden, *, melden: Melder = stil
) -> tuple[Verdeling, dict[str, Gebruiker]]:
    """Everything up to the signed decisions, from these files; the letters are asked for, not made."""
    return loop_af(_tot_en_met_tekenen(jaar, bestanden, melden))


def _tot_en_met_tekenen(
    jaar: Jaargang, bestanden: Bestanden, melden: Melder
) -> Draad[tuple[Verdeling, dict[str, Gebruiker]]]:
    yield jaar.ingericht
    melden(Voortgang(f"{jaar.code}: register en tranche laden"))
    tranche, personen = _richt_in(jaar)
    yield jaar.geopend
    with schrijfgrens():
        if tranche.status is Tranchestatus.VOORBEREIDING:
            openstellen(tranche, door=personen["beheerder"], nu=jaar.geopend)
    yield jaar.geimporteerd
    melden(Voortgang(f"{jaar.code}: aanvragen opnemen"))
    _importeer(jaar, tranche, bestanden, personen)
    yield jaar.beoordeeld
    melden(Voortgang(f"{jaar.code}: aanvragen beoordelen"))
    _beoordeel(jaar, tranche, personen)
    yield jaar.bevroren
    melden(Voortgang(f"{jaar.code}: bevriezen, trekken en vaststellen"))
    verdeling = yield from _verdeel(jaar, tranche, personen)
    yield jaar.opgesteld
    melden(Voortgang(f"{jaar.code}: besluiten opstellen en tekenen"))
    with schrijfgrens():
        if not list_beschikkingen(verdeling):
            opstellen(verdeling, door=personen["behandelaar"], nu=jaar.opgesteld)
    yield jaar.getekend
    with schrijfgrens():
        tekenen(verdeling, dagtekening=jaar.dagtekening, door=personen["beslisser"], nu=jaar.getekend)
    return verdeling, personen


def _richt_in(jaar: Jaargang) -> tuple[Tranche, dict[str, Gebruiker]]:
    with schrijfgrens():
        if any(tranche.aard is Trancheaard.ECHT for tranche in list_tranches()):
            raise Domeinfout(
                "In deze database staan echte tranches. Het voorbeeld draait alleen in een eigen database: "
                "geef een andere SUBSIDIE_DATABASE_URL op."
            )
        laad_gemeenten(db.session())
        personen = laad_personen(nu=jaar.ingericht)
        geladen = {
            definitie.code: laad_tranche(
                definitie, aard=Trancheaard.VOORBEELD, door=personen["beheerder"], nu=jaar.ingericht
            )
            for definitie in alle_tranches()
            if jaar.codes is None or definitie.code in jaar.codes
        }
    return geladen[jaar.code], personen


def _importeer(
    jaar: Jaargang, tranche: Tranche, bestanden: Bestanden, personen: dict[str, Gebruiker]
) -> None:
    if zoek_verdeling(tranche) is not None or any(
        a.status is Aanvraagstatus.BEOORDEELD for a in list_aanvragen(tranche)
    ):
        return  # the assessment has begun: what was imported is settled
    with schrijfgrens():
        importeer(
            tranche, bestanden, door=personen["behandelaar"], nu=jaar.geimporteerd,
        )  # fmt: skip


def _beoordeel(jaar: Jaargang, tranche: Tranche, personen: dict[str, Gebruiker]) -> None:
    with schrijfgrens():
        te_doen = db.session.scalars(
            select(Aanvraag).where(
                Aanvraag.tranche_id == tranche.id, Aanvraag.status == Aanvraagstatus.VOLLEDIG
            )
        ).all()
        for aanvraag in te_doen:
            beoordelen(aanvraag, door=personen["beoordelaar"], nu=jaar.beoordeeld)
        if tranche.gesloten_op is None:
            sluiten(tranche, door=personen["beheerder"], nu=jaar.beoordeeld)


def _verdeel(jaar: Jaargang, tranche: Tranche, personen: dict[str, Gebruiker]) -> Draad[Verdeling]:
    eerste, tweede = personen["beslisser"], personen["tweede_beslisser"]
    with schrijfgrens():
        verdeling = zoek_verdeling(tranche) or bevriezen(
            tranche, seed_bron=SEED_BRON, seed_verwacht_op=jaar.seed_bekend, door=eerste, nu=jaar.bevroren
        )
    yield jaar.getrokken
    with schrijfgrens():
        if verdeling.status is Verdelingstatus.BEVROREN:
            trekken(
                verdeling,
                seed=jaar.seed,
                seed_bekend_op=jaar.seed_bekend if jaar.seed else None,
                door=eerste,
                nu=jaar.getrokken,
            )
    yield jaar.eerste_akkoord
    with schrijfgrens():
        if verdeling.status is Verdelingstatus.GETROKKEN and verdeling.eerste_akkoord_door_id is None:
            for aanname in aannames(tranche):
                bevestig_aanname(verdeling, aanname.sleutel, door=eerste, nu=jaar.eerste_akkoord)
            vaststellen(verdeling, door=eerste, nu=jaar.eerste_akkoord)
    yield jaar.tweede_akkoord
    with schrijfgrens():
        if verdeling.status is Verdelingstatus.GETROKKEN:
            vaststellen(verdeling, door=tweede, nu=jaar.tweede_akkoord)
            vraag_stukken_aan(verdeling, door=tweede, nu=jaar.tweede_akkoord)
    return verdeling


def _maak_documenten(
    jaar: Jaargang, verdeling: Verdeling, opslag: Opslag, werkers: int, melden: Melder
) -> None:
    """The letters and papers of this allocation."""
    eigen = [
        kenmerk_protocol(verdeling),
        kenmerk_ranglijst(verdeling),
        *(een.kenmerk for een in list_beschikkingen(verdeling)),
    ]
    kenmerken = db.session.scalars(
        select(Document.kenmerk).where(Document.bestand_sha256.is_(None), Document.kenmerk.in_(eigen))
    ).all()
    gedaan, totaal, stap = 0, len(kenmerken), f"{jaar.code}: brieven en stukken maken"
    melden(Voortgang(stap, 0, totaal))

    def een_gemaakt(_: str) -> None:
        nonlocal gedaan
        gedaan += 1
        melden(Voortgang(stap, gedaan, totaal))

    maak_wachtende(
        opslag, werkers=werkers, klok=lambda: jaar.gemaakt, gemaakt=een_gemaakt, kenmerken=kenmerken
    )
