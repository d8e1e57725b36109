"""Money that came back on claims: booked by hand, or read from a file of the bank, whole or not at all.

Nothing is booked above what is open, before the claim existed, or on a day that is still to come. The same file is
read once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.aanvultekst import schoon, tekstgebreken
from subsidie.aanvragen.belang import vereis_alle_vrij
from subsidie.aanvragen.bronbestand import Tabel, lees_csvtabel, toon
from subsidie.aanvragen.bronlezer import Gebrekenlijst, Kolommen, Rijlezer, lees_rijen
from subsidie.aanvragen.bronwerkmap import lees_blad
from subsidie.aanvragen.kolommen import AANVRAAGKOLOMMEN, bedrag, datum, tekst, weiger
from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.geld import HOOGSTE_CENT, euro, euro_kort
from subsidie.kern.tekst import verboden_tekens
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.realisatie.betaalmodellen import Betaalinlezing
from subsidie.realisatie.vorderingen import lees_stand
from subsidie.realisatie.vorderingmodellen import Ontvangst, Vordering
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db

TABEL: Final = "ontvangsten"
KOLOMMEN: Final = ("vordering", "bedrag", "ontvangen_op", "omschrijving")
LANGSTE_OMSCHRIJVING: Final = 200
LANGSTE_NAAM: Final = 200
MEESTE_RIJEN: Final = 500
"""Receipts in one file: each is booked with a message of its own."""
_WAT: Final = Kolommen(KOLOMMEN, (), "aanvragen", AANVRAAGKOLOMMEN, MEESTE_RIJEN)
_BEDRAG: Final = bedrag(laagste_cent=1, hoogste_cent=HOOGSTE_CENT, uit_administratie=True)


@dataclass(frozen=True, slots=True)
class Boeking:
    """One receipt as it was given; the amount in eurocents."""

    bedrag_cent: int
    ontvangen_op: date
    omschrijving: str


@dataclass(frozen=True, slots=True)
class Ingelezen:
    """What reading a file booked; the amount in eurocents."""

    aantal: int
    totaal_cent: int


def boek(vordering: Vordering, boeking: Boeking, *, door: Gebruiker, nu: datetime) -> Ontvangst:
    """Book one receipt by hand. Raises ``NietBevoegd`` and ``OngeldigeInvoer`` with every fault at its field."""
    vergrendel(vordering.aanvraag)
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    gebreken = _gebreken(vordering, boeking, al_cent=0, nu=nu)
    omschrijving = schoon(boeking.omschrijving)
    gebreken += tekstgebreken(
        "omschrijving",
        omschrijving,
        hoogstens=LANGSTE_OMSCHRIJVING,
        leeg="Schrijf waaraan u de betaling herkent.",
    )
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return _verwerk(vordering, boeking, None, door=door, nu=nu)


def lees_in(naam: str, inhoud: bytes, *, door: Gebruiker, nu: datetime) -> Ingelezen:
    """Book the receipts of a file (CSV or XLSX with the sheet ``ontvangsten``).

    Raises ``NietBevoegd``, ``Domeinfout`` for a file that was read before, and ``OngeldigeInvoer`` with every fault at
    ``ontvangsten, rij 3, kolom bedrag``; then nothing is booked.
    """
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    sha256 = sha256_hex(inhoud)
    _vereis_nieuw(sha256)
    gebreken = Gebrekenlijst(TABEL)
    rijen = lees_rijen(_tabel(inhoud), _WAT, gebreken)
    gevonden = _zoek(rijen)
    for aanvraag in sorted({een.aanvraag for een in gevonden.values()}, key=lambda een: een.tranche_id):
        vergrendel(aanvraag)
    _vereis_nieuw(sha256)
    boekingen = _lees(rijen, gevonden, nu=nu)
    if lijst := gebreken.lijst():
        raise OngeldigeInvoer(lijst)
    vereis_alle_vrij({een.aanvraag for een in gevonden.values()}, door, nu=nu)
    zichtbaar = "".join(teken for teken in naam if not verboden_tekens(teken, hoogstens=1)).strip()
    inlezing = Betaalinlezing(
        naam=zichtbaar[:LANGSTE_NAAM] or TABEL,
        sha256=sha256,
        aantal=len(boekingen),
        ingelezen_op=nu,
        door=door,
    )
    db.session.add(inlezing)
    db.session.flush()
    for vordering, boeking in boekingen:
        _verwerk(vordering, boeking, inlezing, door=door, nu=nu)
    som = sum(een.bedrag_cent for _, een in boekingen)
    leg_vast(
        "vordering:ontvangsten_ingelezen", object_soort="betaalinlezing", object_id=str(inlezing.id), door=door,
        nu=nu,
        gegevens={"naam": inlezing.naam, "sha256": sha256, "ontvangsten": len(boekingen), "totaal_cent": som},
    )  # fmt: skip
    return Ingelezen(len(boekingen), som)


def _tabel(inhoud: bytes) -> Tabel:
    if not inhoud:
        return Tabel.onleesbaar(TABEL, "Dit bestand is leeg.")
    return lees_blad(inhoud, TABEL) if inhoud.startswith(b"PK") else lees_csvtabel(TABEL, inhoud)


def _vereis_nieuw(sha256: str) -> None:
    eerder = db.session.scalar(
        select(Betaalinlezing).options(joinedload(Betaalinlezing.door)).where(Betaalinlezing.sha256 == sha256)
    )
    if eerder is not None:
        raise Domeinfout(
            f"Dit bestand is al ingelezen, op {moment_nl(eerder.ingelezen_op)} door {eerder.door.naam}. Er is niets "
            "geboekt."
        )


def _zoek(rijen: Sequence[Rijlezer]) -> dict[str, Vordering]:
    gevraagd = {str(rij.cel("vordering")) for rij in rijen}
    leesbaar = sorted(een for een in gevraagd if een and not verboden_tekens(een, hoogstens=1))
    vraag = (
        select(Vordering)
        .options(joinedload(Vordering.aanvraag))
        .where(Vordering.kenmerk.in_(leesbaar))
        .order_by(Vordering.id)
    )
    return {een.kenmerk: een for een in db.session.scalars(vraag)}


def _lees(
    rijen: Sequence[Rijlezer], gevonden: Mapping[str, Vordering], *, nu: datetime
) -> list[tuple[Vordering, Boeking]]:
    boekingen: list[tuple[Vordering, Boeking]] = []
    al_cent: dict[int, int] = defaultdict(int)
    for rij in rijen:
        if rij.scheef:
            continue
        kenmerk, cent = rij.lees("vordering", tekst), rij.lees("bedrag", _BEDRAG)
        dag, omschrijving = rij.lees("ontvangen_op", datum), rij.lees("omschrijving", _omschrijving)
        vordering = gevonden.get(kenmerk or "")
        if kenmerk and vordering is None:
            rij.meld("vordering", f"Er is geen vordering ‘{toon(kenmerk)}’.")
        if vordering is None or cent is None or dag is None or omschrijving is None:
            continue
        boeking = Boeking(cent, dag, omschrijving)
        for gebrek in _gebreken(vordering, boeking, al_cent=al_cent[vordering.id], nu=nu):
            rij.meld(gebrek.waar, gebrek.melding)
        al_cent[vordering.id] += cent
        boekingen.append((vordering, boeking))
    return boekingen


def _omschrijving(waarde: object) -> str:
    gelezen = tekst(waarde)  # type: ignore[arg-type]
    if len(gelezen) > LANGSTE_OMSCHRIJVING:
        raise weiger(f"Deze omschrijving is te lang. Gebruik ten hoogste {LANGSTE_OMSCHRIJVING} tekens.")
    if verboden_tekens(gelezen, hoogstens=1):
        raise weiger("Hierin staan tekens die niemand kan zien. Typ het opnieuw.")
    return gelezen


def _gebreken(vordering: Vordering, boeking: Boeking, *, al_cent: int, nu: datetime) -> list[Gebrek]:
    vandaag = dag_in_amsterdam(nu)
    gebreken = []
    if not vordering.ontstaan_op <= boeking.ontvangen_op <= vandaag:
        gebreken.append(
            Gebrek(
                "ontvangen_op",
                f"De vordering is van {datum_nl(vordering.ontstaan_op)}. De dag van ontvangst ligt niet daarvoor en "
                "niet na vandaag.",
            )
        )
    over = lees_stand(vordering, vandaag).open.totaal_cent - al_cent
    if boeking.bedrag_cent < 1:
        gebreken.append(Gebrek("bedrag", "Het bedrag is meer dan nul."))
    elif boeking.bedrag_cent > over:
        gebreken.append(
            Gebrek(
                "bedrag",
                f"Er staat nog {euro(max(0, over))} open. Wat meer is betaald, hoort niet bij deze vordering.",
            )
        )
    return gebreken


def _verwerk(
    vordering: Vordering, boeking: Boeking, inlezing: Betaalinlezing | None, *, door: Gebruiker, nu: datetime
) -> Ontvangst:
    aanvraag = vordering.aanvraag
    betrek(aanvraag, door, Functiegroep.BETALING, nu=nu)
    ontvangst = Ontvangst(
        vordering_id=vordering.id, bedrag_cent=boeking.bedrag_cent, ontvangen_op=boeking.ontvangen_op,
        omschrijving=schoon(boeking.omschrijving), inlezing_id=inlezing.id if inlezing else None, geboekt_op=nu,
        door_id=door.id,
    )  # fmt: skip
    db.session.add(ontvangst)
    db.session.flush()
    leg_vast(
        "aanvraag:vordering_ontvangen", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "vordering": vordering.kenmerk, "bedrag_cent": boeking.bedrag_cent,
            "ontvangen_op": boeking.ontvangen_op.isoformat(),
        },
    )  # fmt: skip
    open_cent = lees_stand(vordering, dag_in_amsterdam(nu)).open.totaal_cent
    slot = f"Er staat nog {euro_kort(open_cent)} open." if open_cent else "Daarmee is de vordering voldaan."
    stel_bericht(
        sleutel=f"vordering:{vordering.kenmerk}:ontvangst:{ontvangst.id}", groep=Berichtgroep.VOORTGANG,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Ontvangen op vordering {vordering.kenmerk}",
        tekst=f"Op {datum_nl(boeking.ontvangen_op)} is {euro_kort(boeking.bedrag_cent)} ontvangen op vordering "
        f"{vordering.kenmerk}. {slot}",
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
    return ontvangst
