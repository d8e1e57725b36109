"""Metadata of records in XML, as MDTO 1.0.1 of the Nationaal Archief has it: pure text, in the order of its schema.

Of the schema come the names, the order and what is required: an information object has ``waardering``,
``archiefvormer`` and ``beperkingGebruik``; a file has ``omvang``, ``bestandsformaat``, ``checksum`` and
``isRepresentatieVan``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

NAAMRUIMTE: Final = "https://www.nationaalarchief.nl/mdto"
_GEEN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not have (production 2); one of them and no program reads the file."""
AGGREGATIENIVEAUS: Final = ("Serie", "Dossier", "Archiefstuk")
_NIVEAULIJST: Final = "Begrippenlijst Aggregatieniveaus MDTO"
_WAARDERINGEN: Final = "Begrippenlijst Waarderingen MDTO"
_CHECKSUMS: Final = "Begrippenlijst ChecksumAlgoritme MDTO"
_BEPERKING: Final = (
    "beperkt openbaar; eerbiediging van de persoonlijke levenssfeer (Archiefwet 1995)",
    "Openbaarheid/AW1995/BeperktOpenbaar-levenssfeer/1.0",
    "Archiefwet 1995, artikel 15, eerste lid",
)


@dataclass(frozen=True, slots=True)
class Verwijzing:
    """An object by its name and its mark."""

    naam: str
    kenmerk: str


@dataclass(frozen=True, slots=True)
class Bewaring:
    """How long a record is kept: years from an event, the day on which that ends when it is known, and the list."""

    jaren: int
    begint: str
    tot: date | None
    lijst: str


@dataclass(frozen=True, slots=True)
class Informatieobject:
    """A series, a file or a record in it."""

    zelf: Verwijzing
    niveau: str
    omschrijving: str
    bron: str
    archiefvormer: str
    bewaring: Bewaring
    onderdeel_van: Verwijzing | None = None
    representatie: Verwijzing | None = None
    ruimte: str = ""


def informatieobject(wat: Informatieobject) -> bytes:
    """The XML of an information object. Raises ``ValueError`` for a level that MDTO does not have here."""
    if wat.niveau not in AGGREGATIENIVEAUS:
        raise ValueError(wat.niveau)
    wortel, een = _begin("informatieobject", wat.zelf, wat.bron)
    _begrip(een, "aggregatieniveau", wat.niveau, _NIVEAULIJST)
    _tekst(een, "omschrijving", wat.omschrijving)
    if wat.ruimte:
        _tekst(SubElement(een, "dekkingInRuimte"), "verwijzingNaam", wat.ruimte)
    _tekst(een, "taal", "nl")
    _begrip(een, "waardering", "Tijdelijk te bewaren", _WAARDERINGEN, code="V")
    termijn = SubElement(een, "bewaartermijn")
    _begrip(termijn, "termijnTriggerStartLooptijd", wat.bewaring.begint, wat.bewaring.lijst)
    _tekst(termijn, "termijnLooptijd", f"P{wat.bewaring.jaren}Y")
    if wat.bewaring.tot is not None:
        _tekst(termijn, "termijnEinddatum", wat.bewaring.tot.isoformat())
    if wat.onderdeel_van is not None:
        _verwijzing(een, "isOnderdeelVan", wat.onderdeel_van, wat.bron)
    if wat.representatie is not None:
        _verwijzing(een, "heeftRepresentatie", wat.representatie, wat.bron)
    _tekst(SubElement(een, "archiefvormer"), "verwijzingNaam", wat.archiefvormer)
    label, code, lijst = _BEPERKING
    _begrip(SubElement(een, "beperkingGebruik"), "beperkingGebruikType", label, lijst, code=code)
    return _als_bytes(wortel)


def bestand(
    zelf: Verwijzing, van: Verwijzing, *, bron: str, omvang: int, mediatype: str, sha256: str, op: datetime
) -> bytes:
    """The XML of one file: its size in bytes, its media type and its SHA-256, taken at ``op`` (aware)."""
    wortel, een = _begin("bestand", zelf, bron)
    _tekst(een, "omvang", str(omvang))
    _begrip(een, "bestandsformaat", mediatype, "IANA Media Types")
    som = SubElement(een, "checksum")
    _begrip(som, "checksumAlgoritme", "SHA256", _CHECKSUMS)
    _tekst(som, "checksumWaarde", sha256)
    _tekst(som, "checksumDatum", op.isoformat(timespec="seconds"))
    _verwijzing(een, "isRepresentatieVan", van, bron)
    return _als_bytes(wortel)


def _begin(soort: str, zelf: Verwijzing, bron: str) -> tuple[Element, Element]:
    wortel = Element("MDTO", {"xmlns": NAAMRUIMTE})
    een = SubElement(wortel, soort)
    _identificatie(een, "identificatie", zelf.kenmerk, bron)
    _tekst(een, "naam", zelf.naam)
    return wortel, een


def _tekst(ouder: Element, naam: str, tekst: str) -> None:
    SubElement(ouder, naam).text = _GEEN_XML.sub("\ufffd", tekst)


def _identificatie(ouder: Element, naam: str, kenmerk: str, bron: str) -> None:
    een = SubElement(ouder, naam)
    _tekst(een, "identificatieKenmerk", kenmerk)
    _tekst(een, "identificatieBron", bron)


def _verwijzing(ouder: Element, naam: str, naar: Verwijzing, bron: str) -> None:
    een = SubElement(ouder, naam)
    _tekst(een, "verwijzingNaam", naar.naam)
    _identificatie(een, "verwijzingIdentificatie", naar.kenmerk, bron)


def _begrip(ouder: Element, naam: str, label: str, lijst: str, *, code: str = "") -> None:
    een = SubElement(ouder, naam)
    _tekst(een, "begripLabel", label)
    if code:
        _tekst(een, "begripCode", code)
    _tekst(SubElement(een, "begripBegrippenlijst"), "verwijzingNaam", lijst)


def _als_bytes(wortel: Element) -> bytes:
    return bytes(tostring(wortel, encoding="UTF-8", xml_declaration=True))
