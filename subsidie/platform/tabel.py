"""Tables as CSV and XLSX: whole, exact, and without a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import xlsxwriter

from subsidie.kern.tijd import AMSTERDAM

Cel = str | int | date | datetime | None

GEVAARLIJK = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@\t\r])")
"""Where a formula would begin: at the start, and after what a Dutch spreadsheet takes for the next cell."""


class Kolomsoort(StrEnum):
    """How the values of a column are written."""

    TEKST = "tekst"
    GETAL = "getal"
    EURO = "euro"
    """Whole eurocents in; euros with two decimals out."""
    DAG = "dag"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: its key in the CSV, its heading in the XLSX, what it holds, its width in characters."""

    sleutel: str
    kop: str
    soort: Kolomsoort = Kolomsoort.TEKST
    breedte: int = 14


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table with a title; ``let_op`` (VOORBEELD ...) stands on every row of the CSV and atop the XLSX."""

    titel: str
    kolommen: tuple[Kolom, ...]
    rijen: Sequence[Sequence[Cel]]
    let_op: str = ""


def euro_decimaal(cent: int) -> str:
    """Eurocents as euros with a point: 26104250 becomes ``261042.50``; no float in between."""
    teken, cent = ("-", -cent) if cent < 0 else ("", cent)
    return f"{teken}{cent // 100}.{cent % 100:02d}"


def csv_waarde(kolom: Kolom, waarde: Cel) -> str:
    """One value as it stands in a CSV, without what a spreadsheet would run."""
    if waarde is None:
        return ""
    if kolom.soort is Kolomsoort.EURO and isinstance(waarde, int):
        return euro_decimaal(waarde)
    if isinstance(waarde, datetime):
        return waarde.astimezone(AMSTERDAM).isoformat()
    if isinstance(waarde, date):
        return waarde.isoformat()
    return GEVAARLIJK.sub(r"\1'", waarde) if isinstance(waarde, str) else str(waarde)


def als_csv(tabel: Tabel) -> bytes:
    """UTF-8, comma separated with a heading line (RFC 4180): for programs. For Excel there is XLSX."""
    buffer = io.StringIO(newline="")
    schrijver = csv.writer(buffer, lineterminator="\r\n")
    extra = ["let_op"] if tabel.let_op else []
    schrijver.writerow([kolom.sleutel for kolom in tabel.kolommen] + extra)
    for rij in tabel.rijen:
        cellen = [csv_waarde(kolom, waarde) for kolom, waarde in zip(tabel.kolommen, rij, strict=True)]
        schrijver.writerow(cellen + ([tabel.let_op] if tabel.let_op else []))
    return buffer.getvalue().encode()


def als_xlsx(tabel: Tabel, *, moment: datetime) -> bytes:
    """A workbook with one sheet: headings fixed, filter on, amounts as numbers, text never a formula.

    ``moment`` (aware) is the date of creation inside the file, so that the same table gives the same bytes.
    """
    buffer = io.BytesIO()
    boek = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    boek.set_properties({"title": tabel.titel, "created": moment.astimezone(AMSTERDAM).replace(tzinfo=None)})
    vet = boek.add_format({"bold": True, "font_size": 14})
    kop = boek.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    waarschuwing = boek.add_format({"bold": True, "font_color": "#8A3B00"})
    opmaak = {
        Kolomsoort.TEKST: boek.add_format(),
        Kolomsoort.GETAL: boek.add_format({"num_format": "#,##0"}),
        Kolomsoort.EURO: boek.add_format({"num_format": '"€" #,##0.00'}),
        Kolomsoort.DAG: boek.add_format({"num_format": "d mmmm yyyy"}),
        Kolomsoort.MOMENT: boek.add_format({"num_format": "d mmmm yyyy hh:mm:ss"}),
    }
    blad = boek.add_worksheet("Gegevens")
    blad.write_string(0, 0, tabel.titel, vet)
    if tabel.let_op:
        blad.write_string(1, 0, tabel.let_op, waarschuwing)
    eerste = 3
    for nummer, kolom in enumerate(tabel.kolommen):
        blad.set_column(nummer, nummer, kolom.breedte)
        blad.write_string(eerste, nummer, kolom.kop, kop)
    for rijnummer, rij in enumerate(tabel.rijen, start=eerste + 1):
        for nummer, (kolom, waarde) in enumerate(zip(tabel.kolommen, rij, strict=True)):
            _schrijf_cel(blad, rijnummer, nummer, kolom, waarde, opmaak[kolom.soort])
    blad.freeze_panes(eerste + 1, 0)
    blad.autofilter(eerste, 0, eerste + max(len(tabel.rijen), 1), len(tabel.kolommen) - 1)
    blad.set_landscape()
    blad.fit_to_pages(1, 0)
    blad.repeat_rows(eerste)
    if tabel.let_op:
        blad.set_header(f"&L{tabel.let_op}")
    boek.close()
    return buffer.getvalue()


def _schrijf_cel(blad, rij: int, nummer: int, kolom: Kolom, waarde: Cel, opmaak) -> None:  # type: ignore[no-untyped-def]
    if waarde is None:
        blad.write_blank(rij, nummer, None, opmaak)
    elif isinstance(waarde, datetime):
        blad.write_datetime(rij, nummer, waarde.astimezone(AMSTERDAM).replace(tzinfo=None), opmaak)
    elif isinstance(waarde, date):
        blad.write_datetime(rij, nummer, waarde, opmaak)
    elif isinstance(waarde, int):
        # A spreadsheet holds numbers as floats; below 2^53 cents a hundredth survives that exactly to two decimals.
        blad.write_number(rij, nummer, waarde / 100 if kolom.soort is Kolomsoort.EURO else waarde, opmaak)
    else:
        blad.write_string(rij, nummer, waarde, opmaak)
