"""Runs the example tranche of 2023, from its rules to its signed letters.

Every step is a transaction of its own and looks at what is there first, so that a run that was
cut short goes on where it stopped and a second run changes nothing. The moments are fixed: it is
an example, and the same example every time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources import files

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
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.platform.opslag import Opslag
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import aannames, laad_tranche, list_tranches, openstellen, sluiten
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.publicatie import vraag_stukken_aan
from subsidie.verdeling.service import bevestig_aanname, bevriezen, trekken, vaststellen, zoek_verdeling
from subsidie.voorbeeld.personen import laad_personen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

CODE = "rha-2023"
SEED = "RHA2023-oefentrekking-1"
SEED_BRON = (
    "oefentrekking met een vooraf gekozen tekst; bij een echte tranche een openbare trekking door een notaris"
)


Bestanden = list[tuple[str, bytes]]


def _om(dag: date, uur: int, minuut: int = 0) -> datetime:
    return moment_in_amsterdam(dag, time(uur, minuut))


INGERICHT = _om(date(2023, 5, 22), 9)
GEOPEND = _om(date(2023, 5, 30), 9)
GEIMPORTEERD = _om(date(2023, 7, 10), 9)
BEOORDEELD = _om(date(2023, 11, 13), 9)
BEVROREN = _om(date(2023, 11, 20), 9)
SEED_BEKEND = _om(date(2023, 11, 21), 12)
GETROKKEN = _om(date(2023, 11, 21), 12, 30)
EERSTE_AKKOORD = _om(date(2023, 11, 22), 10)
TWEEDE_AKKOORD = _om(date(2023, 11, 22), 14)
OPGESTELD = _om(date(2023, 11, 27), 9)
GETEKEND = _om(date(2023, 12, 1), 10)
DAGTEKENING = date(2023, 12, 4)
GEMAAKT = _om(date(2023, 12, 1), 11)
BEKENDGEMAAKT = _om(DAGTEKENING, 9)


@dataclass(frozen=True, slots=True)
class Voortgang:
    """How far a run is: the step in words, and for a step with a count how much of it is done."""

    stap: str
    gedaan: int = 0
    totaal: int | None = None


def _stil(_: Voortgang) -> None:
    return None


def draai(opslag: Opslag, *, werkers: int, melden: Callable[[Voortgang], None] = _stil) -> Verdeling:
    """Run the example to the end, or on from where it stopped; the fixed allocation comes back.

    Raises ``Domeinfout`` when the database holds real tranches.
    """
    verdeling, personen = besluit(voorbeeldbestanden(), melden=melden)
    _maak_documenten(opslag, werkers, melden)
    with schrijfgrens():
        bekendmaken(verdeling, opslag=opslag, door=personen["beslisser"], nu=BEKENDGEMAAKT)
    return verdeling


def besluit(
    bestanden: Bestanden, *, melden: Callable[[Voortgang], None] = _stil
) -> tuple[Verdeling, dict[str, Gebruiker]]:
    """Everything up to the signed decisions, from these files; the letters are asked for, not made."""
    melden(Voortgang("Register en tranche laden"))
    tranche, personen = _richt_in()
    melden(Voortgang("Aanvragen opnemen"))
    _importeer(tranche, bestanden, personen)
    melden(Voortgang("Aanvragen beoordelen"))
    _beoordeel(tranche, personen)
    melden(Voortgang("Bevriezen, trekken en vaststellen"))
    verdeling = _verdeel(tranche, personen)
    melden(Voortgang("Besluiten opstellen en tekenen"))
    _besluit(verdeling, personen)
    return verdeling, personen


def voorbeeldbestanden() -> Bestanden:
    """The invented applications of the example: name and content of both files."""
    data = files("subsidie.voorbeeld") / "data"
    return [
        (naam, (data / naam).read_bytes()) for naam in ("rha2023_aanvragen.csv", "rha2023_woonruimten.csv")
    ]


def _richt_in() -> tuple[Tranche, dict[str, Gebruiker]]:
    with schrijfgrens():
        bestaande = list_tranches()
        if any(tranche.aard is Trancheaard.ECHT for tranche in bestaande):
            raise Domeinfout(
                "In deze database staan echte tranches. Het voorbeeld draait alleen in een eigen database: "
                "geef een andere SUBSIDIE_DATABASE_URL op."
            )
        laad_gemeenten(db.session())
        personen = laad_personen(nu=INGERICHT)
        geladen = {
            definitie.code: laad_tranche(
                definitie, aard=Trancheaard.VOORBEELD, door=personen["beheerder"], nu=INGERICHT
            )
            for definitie in alle_tranches()
        }
        if not bestaande:
            openstellen(geladen[CODE], door=personen["beheerder"], nu=GEOPEND)
    return geladen[CODE], personen


def _importeer(tranche: Tranche, bestanden: Bestanden, personen: dict[str, Gebruiker]) -> None:
    if zoek_verdeling(tranche) is not None or any(
        a.status is Aanvraagstatus.BEOORDEELD for a in list_aanvragen(tranche)
    ):
        return  # the assessment has begun: what was imported is settled
    with schrijfgrens():
        importeer(
            tranche, bestanden, door=personen["behandelaar"], nu=GEIMPORTEERD,
        )  # fmt: skip


def _beoordeel(tranche: Tranche, personen: dict[str, Gebruiker]) -> None:
    with schrijfgrens():
        te_doen = db.session.scalars(
            select(Aanvraag).where(
                Aanvraag.tranche_id == tranche.id, Aanvraag.status == Aanvraagstatus.VOLLEDIG
            )
        ).all()
        for aanvraag in te_doen:
            beoordelen(aanvraag, door=personen["beoordelaar"], nu=BEOORDEELD)
        if tranche.gesloten_op is None:
            sluiten(tranche, door=personen["beheerder"], nu=BEOORDEELD)


def _verdeel(tranche: Tranche, personen: dict[str, Gebruiker]) -> Verdeling:
    eerste, tweede = personen["beslisser"], personen["tweede_beslisser"]
    with schrijfgrens():
        verdeling = zoek_verdeling(tranche) or bevriezen(
            tranche, seed_bron=SEED_BRON, seed_verwacht_op=SEED_BEKEND, door=eerste, nu=BEVROREN
        )
    with schrijfgrens():
        if verdeling.status is Verdelingstatus.BEVROREN:
            trekken(verdeling, seed=SEED, seed_bekend_op=SEED_BEKEND, door=eerste, nu=GETROKKEN)
    with schrijfgrens():
        if verdeling.status is Verdelingstatus.GETROKKEN and verdeling.eerste_akkoord_door_id is None:
            for aanname in aannames(tranche):
                bevestig_aanname(verdeling, aanname.sleutel, door=eerste, nu=EERSTE_AKKOORD)
            vaststellen(verdeling, door=eerste, nu=EERSTE_AKKOORD)
    with schrijfgrens():
        if verdeling.status is Verdelingstatus.GETROKKEN:
            vaststellen(verdeling, door=tweede, nu=TWEEDE_AKKOORD)
            vraag_stukken_aan(verdeling, door=tweede, nu=TWEEDE_AKKOORD)
    return verdeling


def _besluit(verdeling: Verdeling, personen: dict[str, Gebruiker]) -> None:
    with schrijfgrens():
        if not list_beschikkingen(verdeling):
            opstellen(verdeling, door=personen["behandelaar"], nu=OPGESTELD)
    with schrijfgrens():
        tekenen(verdeling, dagtekening=DAGTEKENING, door=personen["beslisser"], nu=GETEKEND)


def _maak_documenten(opslag: Opslag, werkers: int, melden: Callable[[Voortgang], None]) -> None:
    """What was asked for in 2023; what waits besides (of the practice tranches) is of another time."""
    gedaan = 0
    kenmerken = db.session.scalars(
        select(Document.kenmerk).where(Document.bestand_sha256.is_(None), Document.aangevraagd_op <= GEMAAKT)
    ).all()
    totaal = len(kenmerken)
    melden(Voortgang("Brieven en stukken maken", 0, totaal))

    def een_gemaakt(_: str) -> None:
        nonlocal gedaan
        gedaan += 1
        melden(Voortgang("Brieven en stukken maken", gedaan, totaal))

    maak_wachtende(opslag, werkers=werkers, klok=lambda: GEMAAKT, gemaakt=een_gemaakt, kenmerken=kenmerken)
