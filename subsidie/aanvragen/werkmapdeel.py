"""Measuring one XML part of a workbook (ECMA-376, SpreadsheetML) without building it up in memory."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from subsidie.kern.fouten import OngeldigeInvoer

HOOGSTE_FOUTCELLEN: Final = 10_000
"""More cells without a value than this are not listed one by one."""

HOOGSTE_GETAL: Final = 1_000_000_000
"""No day (2,958,465 is the last one), amount or number in an application goes beyond it."""

_LANGSTE_GETAL: Final = 400
_PLAATS: Final = re.compile(r"([A-Za-z]{1,7})([0-9]{1,9})")
_FOUTWAARDE: Final = "Hier staat een fout van het rekenprogramma (zoals #DEEL/0! of #N/B). Vul de waarde in."
_ONGEREKEND: Final = (
    "Hier staat een formule zonder uitkomst. Open het bestand in een rekenprogramma en sla het op,"
    " of vul de waarde in."
)

WERKMAP: Final = "werkmap"


def onleesbaar(melding: str) -> OngeldigeInvoer:
    """The error for a workbook that cannot be read as a whole; ``melding`` says why and what to do."""
    return OngeldigeInvoer.van(WERKMAP, melding)


def beschadigd() -> OngeldigeInvoer:
    """The error for a workbook that is not put together as it should be."""
    return onleesbaar(
        "Het bestand is beschadigd. Open het in een rekenprogramma en sla het opnieuw op als XLSX."
    )


@dataclass(slots=True)
class Deel:
    """What was measured: the last filled cell (from 1), how many there are, the longest shared text."""

    laatste_rij: int = 0
    laatste_kolom: int = 0
    cellen: int = 0
    langste_tekst: int = 0
    foutcellen: dict[tuple[int, int], str] = field(default_factory=dict)
    """Message per cell (row, column) that holds an error, or a formula that was never computed."""
    onmogelijk: list[tuple[int, int]] = field(default_factory=list)
    """Cells (row, column) with a number that is no amount and no day; as a date calamine stumbles over it."""


def lees_deel(inhoud: bytes) -> Deel:
    """Measure a part: a sheet, or any other one (then there are no cells). Raises ``OngeldigeInvoer``."""
    meter = _Meter()
    _ontleed(inhoud, meter)
    return meter.deel


@dataclass(frozen=True, slots=True)
class Relatie:
    """What a part refers to: the path inside the archive, and the last word of the kind (``worksheet``)."""

    soort: str
    pad: str


def lees_relaties(inhoud: bytes, map_: str) -> dict[str, Relatie]:
    """The relations by id of a part that stands in the folder ``map_``. Raises ``OngeldigeInvoer``."""
    lijst = _Kenmerken("Relationship")
    _ontleed(inhoud, lijst)
    return {
        kenmerk.get("Id", ""): Relatie(
            soort=kenmerk.get("Type", "").rpartition("/")[2],
            pad=posixpath.normpath(posixpath.join("/", map_, kenmerk.get("Target", ""))).lstrip("/"),
        )
        for kenmerk in lijst.gevonden
    }


def lees_bladen(inhoud: bytes) -> list[tuple[str, str]]:
    """Name and relation id of every sheet, in order. Raises ``OngeldigeInvoer``."""
    lijst = _Kenmerken("sheet")
    _ontleed(inhoud, lijst)
    return [(kenmerk.get("name", ""), kenmerk.get("id", "")) for kenmerk in lijst.gevonden]


class _Lezer:
    def begin(self, naam: str, kenmerken: dict[str, str]) -> None: ...

    def einde(self, naam: str) -> None: ...

    def tekst(self, tekst: str) -> None: ...


class _Kenmerken(_Lezer):
    """Collects the attributes of every element with one name; namespaces are left off."""

    def __init__(self, element: str) -> None:
        self.element = element
        self.gevonden: list[dict[str, str]] = []

    def begin(self, naam: str, kenmerken: dict[str, str]) -> None:
        if naam == self.element:
            self.gevonden.append({_kort(sleutel): waarde for sleutel, waarde in kenmerken.items()})


class _Meter(_Lezer):
    def __init__(self) -> None:
        self.deel = Deel()
        self._rij = 0
        self._kolom = 0
        self._soort = ""
        self._inhoud: set[str] = set()
        self._lengte = 0
        self._waarde = ""

    def begin(self, naam: str, kenmerken: dict[str, str]) -> None:
        if naam == "row":
            self._rij = _geheel(kenmerken["r"]) if "r" in kenmerken else self._rij + 1
            self._kolom = 0
        elif naam == "c":
            if "r" in kenmerken:
                self._rij, self._kolom = _plaats(kenmerken["r"])
            else:
                self._kolom += 1
            self._soort = kenmerken.get("t", "n")
            self._inhoud = set()
        elif naam in {"v", "f", "is"}:
            self._inhoud.add(naam)
            self._waarde = ""
        elif naam == "si":
            self._lengte = 0

    def einde(self, naam: str) -> None:
        deel = self.deel
        if naam == "c" and self._inhoud:
            deel.cellen += 1
            deel.laatste_rij = max(deel.laatste_rij, self._rij)
            deel.laatste_kolom = max(deel.laatste_kolom, self._kolom)
            melding = self._melding()
            if melding is not None and len(deel.foutcellen) < HOOGSTE_FOUTCELLEN:
                deel.foutcellen[self._rij, self._kolom] = melding
        elif naam == "v" and self._soort == "n":
            if _is_onmogelijk(self._waarde) and len(deel.onmogelijk) < HOOGSTE_FOUTCELLEN:
                deel.onmogelijk.append((self._rij, self._kolom))
        elif naam == "si":
            deel.langste_tekst = max(deel.langste_tekst, self._lengte)

    def tekst(self, tekst: str) -> None:
        self._lengte += len(tekst)
        self._waarde = (self._waarde + tekst)[:_LANGSTE_GETAL]

    def _melding(self) -> str | None:
        if self._soort == "e":
            return _FOUTWAARDE
        return _ONGEREKEND if "f" in self._inhoud and "v" not in self._inhoud else None


def _ontleed(inhoud: bytes, lezer: _Lezer) -> None:
    # UTF-8 whatever the part says of itself: that is how calamine reads it.
    ontleder = expat.ParserCreate("UTF-8", namespace_separator=" ")

    def geen_doctype(*_: object) -> None:
        raise beschadigd()  # entities can grow without end, and no workbook has them

    ontleder.StartDoctypeDeclHandler = geen_doctype
    ontleder.StartElementHandler = lambda naam, kenmerken: lezer.begin(_kort(naam), kenmerken)
    ontleder.EndElementHandler = lambda naam: lezer.einde(_kort(naam))
    ontleder.CharacterDataHandler = lezer.tekst
    try:
        ontleder.Parse(inhoud, True)
    except expat.ExpatError as fout:
        raise beschadigd() from fout


def _kort(naam: str) -> str:
    return naam.rpartition(" ")[2]


def _is_onmogelijk(tekst: str) -> bool:
    try:
        getal = float(tekst)
    except ValueError:
        return False
    return not abs(getal) <= HOOGSTE_GETAL  # also true of what is not a number at all (NaN)


def _geheel(tekst: str) -> int:
    if not (tekst.isascii() and tekst.isdigit() and len(tekst) <= 9):
        raise beschadigd()
    return int(tekst)


def _plaats(verwijzing: str) -> tuple[int, int]:
    """Row and column (from 1) of a reference like ``B12``."""
    gevonden = _PLAATS.fullmatch(verwijzing)
    if gevonden is None:
        raise beschadigd()
    kolom = 0
    for letter in gevonden[1].upper():
        kolom = kolom * 26 + ord(letter) - ord("A") + 1
    return int(gevonden[2]), kolom
