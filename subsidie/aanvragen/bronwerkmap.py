"""Reading a workbook (XLSX): inspected first, then unpacked by python-calamine.

Calamine lays out a sheet as a full rectangle in memory, up to the last cell: one cell in XFD1048576 ends the
whole process. So every part is measured first, and calamine gets a new archive that holds just the parts that
were measured. The inspection also finds what calamine shows as an empty cell: an error (#N/B) and a formula
that was never computed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from subsidie.aanvragen.bronbestand import (
    AANVRAGEN,
    HOOGSTE_BESTAND,
    WOONRUIMTEN,
    Bron,
    Celwaarde,
    Foutcel,
    Rij,
    Tabel,
    melding_te_groot,
    melding_te_veel,
    schoon,
    toon,
)
from subsidie.aanvragen.werkmapdeel import (
    WERKMAP,
    Deel,
    Relatie,
    beschadigd,
    lees_bladen,
    lees_deel,
    lees_relaties,
    onleesbaar,
)
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Gebrek
from subsidie.kern.tekst import kolomletter, opsomming

HOOGSTE_UITGEPAKT: Final = 100_000_000
"""Bytes of all parts together once unpacked (a zip of some kilobytes can hold gigabytes)."""
HOOGSTE_TEKST: Final = 100_000_000
"""Characters in the cells of a sheet, were every cell to hold the longest shared text."""


@dataclass(frozen=True, slots=True)
class _Inhoud:
    """The parts that matter, unpacked, by path; and the path of every sheet by its name."""

    delen: Mapping[str, bytes]
    bladen: Mapping[str, str]


def lees_xlsx(inhoud: bytes) -> Bron:
    """Read one workbook with the sheets ``aanvragen`` and ``woonruimten`` (capitals do not matter).

    Faults of a sheet are in its table; ``OngeldigeInvoer`` when the file as a whole is no readable workbook.
    """
    aanvragen, woonruimten = _lees_bladen(inhoud, (AANVRAGEN, WOONRUIMTEN))
    return Bron(aanvragen, woonruimten, {WERKMAP: sha256_hex(inhoud)})


def lees_woonruimten(inhoud: bytes) -> Tabel:
    """Read just the sheet ``woonruimten`` of a workbook, with the same inspection and limits.

    Faults of the sheet are in its table; ``OngeldigeInvoer`` when the file is no readable workbook.
    """
    return lees_blad(inhoud, WOONRUIMTEN)


def lees_blad(inhoud: bytes, naam: str) -> Tabel:
    """Read just the sheet ``naam`` of a workbook, with the same inspection and limits.

    Faults of the sheet are in its table; ``OngeldigeInvoer`` when the file is no readable workbook.
    """
    return _lees_bladen(inhoud, (naam,))[0]


def _lees_bladen(inhoud: bytes, namen: Sequence[str]) -> list[Tabel]:
    uitgepakt = _pak_uit(inhoud, namen)
    gemeten = {pad: lees_deel(deel) for pad, deel in uitgepakt.delen.items()}
    if any(deel.cellen for pad, deel in gemeten.items() if pad not in uitgepakt.bladen.values()):
        raise beschadigd()  # cells outside the sheets, which calamine might take for a sheet
    return [_lees_blad(naam, uitgepakt, gemeten) for naam in namen]


def _pak_uit(inhoud: bytes, namen: Sequence[str]) -> _Inhoud:
    """The parts that matter for the sheets ``namen``, unpacked within the limits."""
    if len(inhoud) > HOOGSTE_BESTAND:
        raise onleesbaar(melding_te_groot())
    if inhoud.startswith(b"\xd0\xcf\x11\xe0"):
        raise onleesbaar(
            "Het bestand heeft een wachtwoord of is een oude werkmap (XLS)."
            " Haal het wachtwoord weg en sla het op als XLSX."
        )
    if not inhoud.startswith(b"PK"):
        raise onleesbaar(
            "Dit is geen XLSX-bestand. Sla de werkmap op als XLSX, of geef twee CSV-bestanden op."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
            return _lees_archief(archief, namen)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as fout:
        raise beschadigd() from fout


def _lees_archief(archief: zipfile.ZipFile, namen: Sequence[str]) -> _Inhoud:
    # Some programs write xl/SharedStrings.xml; calamine does not look at capitals either.
    leden = {lid.filename.casefold(): lid for lid in archief.infolist()}
    if len(leden) != len(archief.infolist()):
        raise beschadigd()  # two parts of one name: each program would read another one
    over = HOOGSTE_UITGEPAKT
    delen: dict[str, bytes] = {}

    def pak(pad: str) -> bytes | None:
        nonlocal over
        lid = leden.get(pad.casefold())
        if lid is None or pad in delen:
            return delen.get(pad)
        if lid.flag_bits & 0x1:
            raise onleesbaar("Het bestand heeft een wachtwoord. Haal dat weg en sla het opnieuw op als XLSX.")
        # Only these two are unpacked bit by bit; the others could fill the memory in one step.
        if lid.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise beschadigd()
        with archief.open(lid) as stroom:
            delen[pad] = stroom.read(over + 1)
        over -= len(delen[pad])
        if over < 0:
            raise onleesbaar("Het bestand is uitgepakt te groot. Haal weg wat niet bij de aanvragen hoort.")
        return delen[pad]

    def relaties_van(pad: str) -> dict[str, Relatie]:
        map_, naam = posixpath.split(pad)
        gelezen = pak(posixpath.join(map_, "_rels", f"{naam}.rels"))
        return {} if gelezen is None else lees_relaties(gelezen, map_)

    boeken = [relatie.pad for relatie in relaties_van("").values() if relatie.soort == "officeDocument"]
    gelezen = pak(boeken[0]) if len(boeken) == 1 else None
    relaties = relaties_van(boeken[0]) if gelezen is not None else {}
    if gelezen is None or not any(relatie.soort == "worksheet" for relatie in relaties.values()):
        raise onleesbaar("Dit is geen XLSX-bestand. Sla de werkmap op als XLSX (niet als ODS of XLSB).")
    bladen: dict[str, str] = {}
    for naam, relatie_id in lees_bladen(gelezen):
        if naam in bladen or relatie_id not in relaties:
            raise beschadigd()
        bladen[naam] = relaties[relatie_id].pad
        if any(_is_blad(naam, tabel) for tabel in namen):
            pak(bladen[naam])
    for relatie in relaties.values():
        if relatie.soort in {"sharedStrings", "styles"}:
            pak(relatie.pad)
    return _Inhoud(delen, bladen)


def _is_blad(naam: str, tabel: str) -> bool:
    return naam.strip().casefold() == tabel


def _lees_blad(tabel: str, uitgepakt: _Inhoud, gemeten: Mapping[str, Deel]) -> Tabel:
    gevonden = [naam for naam in uitgepakt.bladen if _is_blad(naam, tabel)]
    if len(gevonden) != 1:
        namen = opsomming([f"‘{toon(naam)}’" for naam in uitgepakt.bladen])
        wat = "staat er twee keer" if gevonden else "ontbreekt"
        return Tabel.onleesbaar(
            tabel, f"Dit blad {wat}. De bladen heten nu {namen}. Noem één blad ‘{tabel}’."
        )
    pad = uitgepakt.bladen[gevonden[0]]
    if pad not in gemeten:
        raise beschadigd()
    te_veel = melding_te_veel(gemeten[pad].laatste_rij, gemeten[pad].laatste_kolom)
    if te_veel is not None:
        return Tabel.onleesbaar(tabel, te_veel)
    langste = max(deel.langste_tekst for deel in gemeten.values())
    if langste * gemeten[pad].cellen > HOOGSTE_TEKST:
        return Tabel.onleesbaar(tabel, "Er staat te veel tekst in dit blad. Kort de langste teksten in.")
    if gemeten[pad].onmogelijk:
        return Tabel(
            tabel,
            gebreken=tuple(
                Gebrek(
                    f"{tabel}, rij {rij}, kolom {kolomletter(kolom)}",
                    "Dit getal kan niet kloppen: het is te groot. Verbeter het; de rest is nog niet gelezen.",
                )
                for rij, kolom in gemeten[pad].onmogelijk
            ),
            leesbaar=False,
        )
    foutcellen = {plaats: Foutcel(melding) for plaats, melding in gemeten[pad].foutcellen.items()}
    with _vangnet(), CalamineWorkbook.from_filelike(_pak_in(uitgepakt.delen)) as boek:
        blad = boek.get_sheet_by_name(gevonden[0])
        return Tabel(tabel, tuple(_rijen(blad, foutcellen)), tuple(_samengevoegd(tabel, blad)))


def _pak_in(delen: Mapping[str, bytes]) -> io.BytesIO:
    pakket = io.BytesIO()
    with zipfile.ZipFile(pakket, "w", zipfile.ZIP_STORED) as archief:
        for naam, deel in delen.items():
            archief.writestr(naam, deel)
    pakket.seek(0)
    return pakket


@contextmanager
def _vangnet() -> Iterator[None]:
    """Whatever calamine stumbles over is a damaged file, never the end of the program."""
    try:
        yield
    except (CalamineError, OverflowError) as fout:
        raise beschadigd() from fout
    except BaseException as fout:
        # A panic of the Rust library is no Exception.
        if type(fout).__name__ != "PanicException":
            raise
        raise beschadigd() from fout


def _rijen(blad: CalamineSheet, foutcellen: Mapping[tuple[int, int], Foutcel]) -> Iterable[Rij]:
    waarden = blad.to_python(skip_empty_area=False)
    laatste_fout = max((rij for rij, _ in foutcellen), default=0)
    breedte = max([len(waarden[0]) if waarden else 0, *(kolom for _, kolom in foutcellen)])
    for nummer in range(1, max(len(waarden), laatste_fout) + 1):
        rij = waarden[nummer - 1] if nummer <= len(waarden) else []
        cellen = tuple(
            foutcellen.get((nummer, kolom)) or _cel(rij[kolom - 1] if kolom <= len(rij) else "")
            for kolom in range(1, breedte + 1)
        )
        if any(cel != "" for cel in cellen):
            yield Rij(nummer, cellen)


def _cel(waarde: Any) -> Celwaarde:
    if isinstance(waarde, str):
        return schoon(waarde)
    if isinstance(waarde, bool | date | datetime | time | timedelta):
        return waarde
    if isinstance(waarde, int | float):
        # The shortest text that means this very number: what was typed, and so what was meant.
        return Decimal(repr(waarde))
    raise TypeError(f"unexpected cell value of type {type(waarde).__name__}")


def _samengevoegd(tabel: str, blad: CalamineSheet) -> Iterable[Gebrek]:
    for (rij, kolom), (laatste_rij, laatste_kolom) in blad.merged_cell_ranges or ():
        bereik = f"{kolomletter(kolom + 1)}{rij + 1}:{kolomletter(laatste_kolom + 1)}{laatste_rij + 1}"
        yield Gebrek(
            f"{tabel}, rij {rij + 1}",
            f"De cellen {bereik} zijn samengevoegd. Splits ze en vul elke cel apart in.",
        )
