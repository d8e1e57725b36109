"""What came of the payments: a file from the ledger, read whole or not at all, and each file once.

Every fault is named with its row and column. Nothing is guessed: the amount must be the one that was ordered.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.belang import vereis_alle_vrij
from subsidie.aanvragen.bronbestand import Tabel, lees_csvtabel, toon
from subsidie.aanvragen.bronlezer import Gebrekenlijst, Kolommen, Rijlezer, lees_rijen
from subsidie.aanvragen.bronwerkmap import lees_blad
from subsidie.aanvragen.kolommen import AANVRAAGKOLOMMEN, bedrag, datum, keuze, tekst, weiger
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.geld import HOOGSTE_CENT, euro, euro_kort
from subsidie.kern.tekst import verboden_tekens
from subsidie.kern.tijd import AMSTERDAM, dag_in_amsterdam, datum_nl, moment_nl
from subsidie.realisatie.betaalmodellen import Betaalinlezing, Betaalopdracht, Betaalsoort, Opdrachtstatus
from subsidie.realisatie.betaalopdrachten import LANGSTE_REDEN, noteer, vergrendel_en_lees
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db

TABEL: Final = "terugmelding"
BETAALD: Final = "betaald"
GEWEIGERD: Final = "geweigerd"
KOLOMMEN: Final = ("opdracht", "bedrag", "resultaat", "betaald_op")
VRIJE_KOLOMMEN: Final = ("reden", "let_op")
LANGSTE_NAAM: Final = 200
_BREEDTEN: Final = {"opdracht": 24, "bedrag": 16, "resultaat": 14, "betaald_op": 16, "reden": 50}
MEESTE_RIJEN: Final = 2_000
"""Orders in one file; far more than a tranche has."""
_WAT: Final = Kolommen(KOLOMMEN, VRIJE_KOLOMMEN, "aanvragen", AANVRAAGKOLOMMEN, MEESTE_RIJEN)
_BEDRAG: Final = bedrag(laagste_cent=1, hoogste_cent=HOOGSTE_CENT, uit_administratie=True)
_RESULTAAT: Final = keuze((BETAALD, GEWEIGERD), "resultaat")


@dataclass(frozen=True, slots=True)
class Melding:
    """One row: what of an order came of it. ``reden``: why it was sent back, else empty."""

    rij: Rijlezer
    opdracht: str
    bedrag_cent: int
    is_betaald: bool
    betaald_op: date | None
    reden: str


@dataclass(frozen=True, slots=True)
class Ingelezen:
    """What reading a file did; amounts in eurocents."""

    betaald: int
    geweigerd: int
    betaald_cent: int


def leeg_formulier(opdrachten: Sequence[Betaalopdracht], *, moment: datetime) -> bytes:
    """A workbook to fill in, with a row for each of these orders; ``moment`` (aware): its date inside."""
    buffer = io.BytesIO()
    boek = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    boek.set_properties({"title": TABEL, "created": moment.astimezone(AMSTERDAM).replace(tzinfo=None)})
    vet, geld = boek.add_format({"bold": True}), boek.add_format({"num_format": '"€" #,##0.00'})
    dag = boek.add_format({"num_format": "d-m-yyyy"})
    blad = boek.add_worksheet(TABEL)
    for plaats, (naam, breedte) in enumerate(_BREEDTEN.items()):
        blad.set_column(plaats, plaats, breedte, dag if naam == "betaald_op" else None)
        blad.write_string(0, plaats, naam, vet)
    for rij, een in enumerate(opdrachten, start=1):
        blad.write_string(rij, 0, een.kenmerk)
        blad.write_number(rij, 1, een.bedrag_cent / 100, geld)
    if opdrachten:
        blad.data_validation(1, 2, len(opdrachten), 2, {"validate": "list", "source": [BETAALD, GEWEIGERD]})
    blad.freeze_panes(1, 0)
    boek.close()
    return buffer.getvalue()


def lees_in(naam: str, inhoud: bytes, *, door: Gebruiker, nu: datetime) -> Ingelezen:
    """Process a file with what came of the payments; ``naam``: of the file, ``inhoud``: CSV or XLSX.

    Raises ``NietBevoegd``, ``Domeinfout`` for a file that was read before, and ``OngeldigeInvoer`` with every fault at
    ``terugmelding, rij 3, kolom bedrag``; then nothing is changed.
    """
    vereis_rol(door, Rol.FINANCIEEL, nu=nu)
    sha256 = sha256_hex(inhoud)
    _vereis_nieuw(sha256)
    gebreken = Gebrekenlijst(TABEL)
    rijen = lees_rijen(_tabel(inhoud), _WAT, gebreken)
    gevonden = _zoek([str(rij.cel("opdracht")) for rij in rijen])
    if gevonden:
        vergrendel_en_lees(gevonden.values())
        _vereis_nieuw(sha256)
    meldingen = [een for rij in rijen if (een := _lees_melding(rij, gevonden, nu=nu)) is not None]
    _vereis_eenmaal(rijen)
    if lijst := gebreken.lijst():
        raise OngeldigeInvoer(lijst)
    vereis_alle_vrij({een.aanvraag for een in gevonden.values()}, door, nu=nu)
    inlezing = Betaalinlezing(
        naam=_schone_naam(naam), sha256=sha256, aantal=len(meldingen), ingelezen_op=nu, door=door
    )
    db.session.add(inlezing)
    db.session.flush()
    for melding in meldingen:
        _verwerk(gevonden[melding.opdracht], melding, inlezing, door=door, nu=nu)
    betaald = [een for een in meldingen if een.is_betaald]
    leg_vast(
        "betaling:ingelezen", object_soort="betaalinlezing", object_id=str(inlezing.id), door=door, nu=nu,
        gegevens={
            "naam": inlezing.naam, "sha256": sha256, "aantal_opdrachten": len(meldingen),
            "totaal_cent": sum(een.bedrag_cent for een in betaald),
        },
    )  # fmt: skip
    return Ingelezen(len(betaald), len(meldingen) - len(betaald), sum(een.bedrag_cent for een in betaald))


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
            "veranderd."
        )


def _zoek(kenmerken: Sequence[str]) -> dict[str, Betaalopdracht]:
    gevraagd = sorted({een for een in kenmerken if een and not verboden_tekens(een, hoogstens=1)})
    vraag = (
        select(Betaalopdracht)
        .options(
            joinedload(Betaalopdracht.bestand), joinedload(Betaalopdracht.rekening),
            joinedload(Betaalopdracht.beschikking),
            joinedload(Betaalopdracht.aanvraag).joinedload(Aanvraag.tranche),
        )
        .where(Betaalopdracht.kenmerk.in_(gevraagd))
        .order_by(Betaalopdracht.id)
    )  # fmt: skip
    return {een.kenmerk: een for een in db.session.scalars(vraag)}


def _lees_melding(rij: Rijlezer, gevonden: Mapping[str, Betaalopdracht], *, nu: datetime) -> Melding | None:
    """One row with its values; faults are kept with the row."""
    if rij.scheef:
        return None
    kenmerk = rij.lees("opdracht", tekst)
    cent = rij.lees("bedrag", _BEDRAG)
    resultaat = rij.lees("resultaat", _RESULTAAT)
    op = rij.lees("betaald_op", datum, leeg=None)
    reden = rij.lees("reden", _reden, leeg=None) or ""
    opdracht = gevonden.get(kenmerk or "")
    if kenmerk and opdracht is None:
        rij.meld("opdracht", f"Er is geen betaalopdracht ‘{toon(kenmerk)}’.")
    if opdracht is not None:
        _vereis_past(rij, opdracht, cent, op, nu=nu)
    if resultaat == BETAALD and op is None and rij.is_leeg("betaald_op"):
        rij.meld("betaald_op", "Vul de dag in waarop is betaald.")
    if resultaat == GEWEIGERD and not rij.is_leeg("betaald_op"):
        rij.meld("betaald_op", "Een geweigerde betaling heeft geen dag van betaling. Laat deze cel leeg.")
    if resultaat == GEWEIGERD and not reden and rij.is_leeg("reden"):
        rij.meld(
            "reden" if "reden" in rij.kolommen else "resultaat", "Vul in waarom de betaling is geweigerd."
        )
    if kenmerk is None or cent is None or resultaat is None:
        return None
    return Melding(rij, kenmerk, cent, resultaat == BETAALD, op, reden)


def _vereis_past(
    rij: Rijlezer, opdracht: Betaalopdracht, cent: int | None, op: date | None, *, nu: datetime
) -> None:
    if opdracht.status is not Opdrachtstatus.AANGEBODEN or opdracht.bestand is None:
        rij.meld(
            "opdracht",
            f"Deze opdracht heeft de status ‘{opdracht.status}’. Alleen van een opdracht die is aangeboden, kan iets "
            "worden teruggemeld.",
        )
        return
    if cent is not None and cent != opdracht.bedrag_cent:
        rij.meld("bedrag", f"De opdracht is {euro(opdracht.bedrag_cent)}, niet {euro(cent)}.")
    eerste, laatste = dag_in_amsterdam(opdracht.bestand.gemaakt_op), dag_in_amsterdam(nu)
    if op is not None and not eerste <= op <= laatste:
        rij.meld(
            "betaald_op",
            f"De opdracht is op {datum_nl(eerste)} aangeboden. De dag van betaling ligt niet daarvoor en niet na "
            "vandaag.",
        )


def _reden(waarde: object) -> str:
    gelezen = tekst(waarde)  # type: ignore[arg-type]
    if len(gelezen) > LANGSTE_REDEN:
        raise weiger(f"Deze reden is te lang. Gebruik ten hoogste {LANGSTE_REDEN} tekens.")
    if verboden_tekens(gelezen, hoogstens=1):
        raise weiger("Hierin staan tekens die niemand kan zien. Typ het opnieuw.")
    return gelezen


def _vereis_eenmaal(rijen: Sequence[Rijlezer]) -> None:
    eerste: dict[str, int] = {}
    for rij in rijen:
        kenmerk = str(rij.cel("opdracht"))
        if kenmerk and eerste.setdefault(kenmerk, rij.nummer) != rij.nummer:
            rij.meld("opdracht", f"Deze opdracht staat ook in rij {eerste[kenmerk]}. Haal er één weg.")


def _schone_naam(naam: str) -> str:
    zichtbaar = "".join(teken for teken in naam if not verboden_tekens(teken, hoogstens=1)).strip()
    return zichtbaar[:LANGSTE_NAAM] or TABEL


def _verwerk(
    opdracht: Betaalopdracht, melding: Melding, inlezing: Betaalinlezing, *, door: Gebruiker, nu: datetime
) -> None:
    opdracht.inlezing_id = inlezing.id
    if not melding.is_betaald or melding.betaald_op is None:
        opdracht.status, opdracht.reden = Opdrachtstatus.GEWEIGERD, melding.reden
        db.session.flush()
        noteer("aanvraag:betaling_geweigerd", opdracht, door=door, nu=nu, reden=melding.reden)
        return
    opdracht.status, opdracht.betaald_op = Opdrachtstatus.BETAALD, melding.betaald_op
    db.session.flush()
    noteer("aanvraag:betaling_betaald", opdracht, door=door, nu=nu, betaald_op=melding.betaald_op.isoformat())
    if opdracht.soort is Betaalsoort.GEMEENTE and opdracht.rekening is not None:
        _meld_gemeente(opdracht, melding.betaald_op, nu=nu)


def _meld_gemeente(opdracht: Betaalopdracht, dag: date, *, nu: datetime) -> None:
    aanvraag, rekening = opdracht.aanvraag, opdracht.rekening
    if rekening is None:
        return
    stel_bericht(
        sleutel=f"betaling:{opdracht.kenmerk}:betaald", groep=Berichtgroep.VOORTGANG, richting=Berichtrichting.UIT,
        gm_code=rekening.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Betaald: {euro_kort(opdracht.bedrag_cent)} voor aanvraag {aanvraag.nummer}",
        tekst=f"Op {datum_nl(dag)} is {euro_kort(opdracht.bedrag_cent)} betaald op de rekening van uw gemeente die "
        f"eindigt op {rekening.iban[-4:]}.\n\nDe betaling hoort bij besluit {opdracht.beschikking.kenmerk}. Bij de "
        f"betaling staat het kenmerk {opdracht.kenmerk}.",
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=None, nu=nu,
    )  # fmt: skip
