"""Tables that are longer than memory should hold: the same CSV and XLSX as ``platform.tabel``, row by row."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final

import xlsxwriter

from subsidie.kern.tijd import AMSTERDAM
from subsidie.platform.tabel import Cel, Kolom, csv_waarde

BLOK: Final = 64 * 1024
"""Characters of CSV, or bytes of a file, that are sent at once."""
HOOGSTE_RIJ: Final = 1_048_576
"""Rows of one sheet; more does not fit in an XLSX."""


@dataclass(frozen=True, slots=True)
class Stroomtabel:
    """A table of which the rows come one by one; they can be read once.

    ``uitleg``: per column what it means, on a second sheet of the XLSX.
    """

    titel: str
    kolommen: tuple[Kolom, ...]
    rijen: Iterable[Sequence[Cel]]
    uitleg: tuple[tuple[str, str], ...] = ()


def stroom_csv(tabel: Stroomtabel) -> Iterator[bytes]:
    """UTF-8 CSV (RFC 4180) in blocks; no more than a block is held."""
    buffer = io.StringIO(newline="")
    schrijver = csv.writer(buffer, lineterminator="\r\n")
    schrijver.writerow([kolom.sleutel for kolom in tabel.kolommen])
    for rij in tabel.rijen:
        schrijver.writerow(
            [csv_waarde(kolom, waarde) for kolom, waarde in zip(tabel.kolommen, rij, strict=True)]
        )
        if buffer.tell() >= BLOK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    if buffer.tell():
        yield buffer.getvalue().encode()


def stroom_xlsx(tabel: Stroomtabel, *, moment: datetime) -> Iterator[bytes]:
    """A workbook in blocks: written row by row to a file that is gone afterwards. ``moment`` (aware): when it is of.

    Raises ``ValueError`` when there are more rows than a sheet can hold.
    """
    with tempfile.TemporaryFile() as bestand:
        _schrijf(tabel, bestand, moment)
        bestand.seek(0)
        while blok := bestand.read(BLOK):
            yield blok


def _schrijf(tabel: Stroomtabel, bestand: IO[bytes], moment: datetime) -> None:
    boek = xlsxwriter.Workbook(
        bestand, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    boek.set_properties({"title": tabel.titel, "created": moment.astimezone(AMSTERDAM).replace(tzinfo=None)})
    kop = boek.add_format({"bold": True})
    blad = boek.add_worksheet("Gegevens")
    blad.freeze_panes(1, 0)
    for nummer, kolom in enumerate(tabel.kolommen):
        blad.set_column(nummer, nummer, kolom.breedte)
        blad.write_string(0, nummer, kolom.sleutel, kop)
    for rijnummer, rij in enumerate(tabel.rijen, start=1):
        if rijnummer >= HOOGSTE_RIJ:
            raise ValueError("more rows than an XLSX can hold")
        for nummer, (kolom, waarde) in enumerate(zip(tabel.kolommen, rij, strict=True)):
            if isinstance(waarde, int):
                blad.write_number(rijnummer, nummer, waarde)
            elif waarde is not None:
                tekst = waarde if isinstance(waarde, str) else csv_waarde(kolom, waarde)
                blad.write_string(rijnummer, nummer, tekst)
    uitleg = boek.add_worksheet("Uitleg")
    uitleg.set_column(0, 0, 26)
    uitleg.set_column(1, 1, 90)
    for rijnummer, (naam, betekenis) in enumerate((("kolom", "betekenis"), *tabel.uitleg)):
        uitleg.write_string(rijnummer, 0, naam, kop if not rijnummer else None)
        uitleg.write_string(rijnummer, 1, betekenis, kop if not rijnummer else None)
    boek.close()
