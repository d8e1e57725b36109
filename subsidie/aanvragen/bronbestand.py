"""Tables as they stand in a file: rows with the number a spreadsheet shows, cells as they were written.

A file is read here (CSV) or in ``bronwerkmap`` (XLSX) and judged in ``importlezer``. What cannot be read is
not raised but kept with the table: so that the faults of the other table can be shown at the same time.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Gebrek
from subsidie.kern.tekst import getal

AANVRAGEN: Final = "aanvragen"
WOONRUIMTEN: Final = "woonruimten"

HOOGSTE_BESTAND: Final = 10_000_000
"""Bytes of one file. The example tranche is 35 kB; a tranche a hundred times as large fits."""
HOOGSTE_RIJEN: Final = 50_000
"""Last row of a table that may hold something."""
HOOGSTE_KOLOMMEN: Final = 50
"""Last column of a table that may hold something."""


@dataclass(frozen=True, slots=True)
class Foutcel:
    """A cell without a usable value; ``melding`` says why and what to do."""

    melding: str


Celwaarde = str | Decimal | bool | date | datetime | time | timedelta | Foutcel
"""What a cell holds. CSV has text only; an empty cell is ``""``; a number is exactly what was written."""


@dataclass(frozen=True, slots=True)
class Rij:
    """One row; ``nummer`` counts from 1, as beside the rows of a spreadsheet."""

    nummer: int
    cellen: tuple[Celwaarde, ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """The rows of one table (empty ones left out, the header still in it), and what was wrong in reading it.

    ``leesbaar`` is False when rows may be missing: then nothing is concluded from what is not there.
    """

    naam: str
    rijen: tuple[Rij, ...] = ()
    gebreken: tuple[Gebrek, ...] = ()
    leesbaar: bool = True

    @classmethod
    def onleesbaar(cls, naam: str, melding: str) -> Tabel:
        """A table of which nothing can be read."""
        return cls(naam, gebreken=(Gebrek(naam, melding),), leesbaar=False)


@dataclass(frozen=True, slots=True)
class Bron:
    """Both tables; ``sha256`` (hex) per file, by what it holds, never by its name."""

    aanvragen: Tabel
    woonruimten: Tabel
    sha256: Mapping[str, str]


def lees_csv(aanvragen: bytes, woonruimten: bytes) -> Bron:
    """Read two CSV files: UTF-8 (a byte order mark is allowed), comma or semicolon as in the header line.

    Never raises: faults are in the tables.
    """
    return Bron(
        aanvragen=_lees_tabel(AANVRAGEN, aanvragen),
        woonruimten=_lees_tabel(WOONRUIMTEN, woonruimten),
        sha256={AANVRAGEN: sha256_hex(aanvragen), WOONRUIMTEN: sha256_hex(woonruimten)},
    )


def lees_csvtabel(naam: str, inhoud: bytes) -> Tabel:
    """Read one CSV file as the table ``naam``, as ``lees_csv`` does; faults are in the table."""
    return _lees_tabel(naam, inhoud)


def schoon(tekst: str) -> str:
    """A cell as it is compared and kept: without spaces around it, letters and their accents in one (NFC)."""
    return unicodedata.normalize("NFC", tekst.strip(_RANDEN))


_LANGSTE_CITAAT: Final = 60
_RANDEN: Final = " \t\r\n\u00a0\u202f"


def toon(tekst: str) -> str:
    """A text from a file as it may stand in a message: short, and without signs that nobody sees."""
    leesbaar = "".join(teken if teken.isprintable() else "\ufffd" for teken in tekst)
    return leesbaar if len(leesbaar) <= _LANGSTE_CITAAT else f"{leesbaar[:_LANGSTE_CITAAT]}…"


def melding_te_groot() -> str:
    """The message about a file over ``HOOGSTE_BESTAND``."""
    return f"Het bestand is te groot. Het mag ten hoogste {getal(HOOGSTE_BESTAND // 1_000_000)} MB zijn."


def melding_te_veel(rij: int, kolom: int) -> str | None:
    """What is wrong with a table whose last filled cell stands there (from 1), if anything is."""
    if rij > HOOGSTE_RIJEN:
        return f"Er staat iets in rij {getal(rij)}. Gebruik ten hoogste {getal(HOOGSTE_RIJEN)} rijen."
    if kolom > HOOGSTE_KOLOMMEN:
        return f"Er staat iets in kolom {getal(kolom)}. Gebruik ten hoogste {HOOGSTE_KOLOMMEN} kolommen."
    return None


def _lees_tabel(naam: str, inhoud: bytes) -> Tabel:
    if len(inhoud) > HOOGSTE_BESTAND:
        return Tabel.onleesbaar(naam, melding_te_groot())
    melding = _herken_ander_bestand(inhoud)
    if melding is not None:
        return Tabel.onleesbaar(naam, melding)
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        regel = inhoud.count(b"\n", 0, fout.start) + 1
        return Tabel.onleesbaar(
            naam,
            f"Het bestand is geen UTF-8 (op regel {getal(regel)} staat een teken dat niet klopt). "
            "Kies bij het opslaan ‘CSV UTF-8’.",
        )
    return _lees_rijen(naam, tekst, _scheidingsteken(tekst))


def _herken_ander_bestand(inhoud: bytes) -> str | None:
    if inhoud.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "Dit is geen CSV-bestand maar een werkmap (XLSX). Geef de werkmap als enige bestand op."
    if inhoud.startswith(b"\xd0\xcf\x11\xe0"):
        return "Dit is geen CSV-bestand maar een werkmap (XLS). Sla die op als XLSX of als ‘CSV UTF-8’."
    if inhoud.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "Het bestand is opgeslagen als UTF-16. Kies bij het opslaan ‘CSV UTF-8’."
    return None


def _scheidingsteken(tekst: str) -> str:
    """Comma or semicolon, whichever stands more often in the first line that holds something."""
    kop = next((regel for regel in re.split(r"[\r\n]+", tekst[:100_000]) if regel.strip(' ,;\t"')), "")
    return ";" if kop.count(";") > kop.count(",") else ","


def _lees_rijen(naam: str, tekst: str, scheidingsteken: str) -> Tabel:
    rijen: list[Rij] = []
    nummer = 0
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=scheidingsteken, strict=True)
    try:
        for nummer, velden in enumerate(lezer, start=1):
            cellen = tuple(schoon(veld) for veld in velden)
            gevuld = _laatste_gevulde(cellen)
            if gevuld == 0:
                continue
            te_veel = melding_te_veel(nummer, gevuld)
            if te_veel is not None:
                return Tabel(naam, tuple(rijen), (Gebrek(naam, te_veel),), leesbaar=False)
            rijen.append(Rij(nummer, cellen))
    except csv.Error:
        # The reader does not say more than where; what it stumbles over is always a quotation mark.
        melding = (
            "De aanhalingstekens kloppen niet: er staat er één te veel of te weinig, of een tekst is te lang."
            ' Schrijf een aanhalingsteken binnen een tekst dubbel (""). Wat hierna staat, is niet gelezen.'
        )
        return Tabel(naam, tuple(rijen), (Gebrek(f"{naam}, rij {nummer + 1}", melding),), leesbaar=False)
    return Tabel(naam, tuple(rijen))


def _laatste_gevulde(cellen: Sequence[Celwaarde]) -> int:
    """The number (from 1) of the last cell that is not empty; 0 when all are."""
    return next((plaats for plaats in range(len(cellen), 0, -1) if cellen[plaats - 1] != ""), 0)
