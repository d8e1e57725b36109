"""Whether a zip is a Word or Excel file (ECMA-376, Open Packaging Conventions), without macros and no bomb.

Only the directory of the zip and ``[Content_Types].xml`` are read; nothing else is unpacked.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO, Final
from xml.parsers import expat

from subsidie.platform.bestandsgebrek import Onbruikbaar

HOOGSTENS_DELEN: Final = 10_000
UITGEPAKT: Final = 300 * 1024 * 1024
"""Bytes of all parts together."""
GROOTSTE_LIJST: Final = 2 * 1024 * 1024
"""Bytes of the list of parts at the end: ample for so many. One of tens of megabytes takes seconds to read."""
VERHOUDING: Final = 200
"""How much smaller a part of more than a megabyte can honestly have become."""
_MEGABYTE: Final = 1024 * 1024
_INHOUD: Final = "[Content_Types].xml"

_HOOFDDEEL: Final = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
}
_KAPOT: Final = "Dit bestand is niet heel. Open het in Word of Excel en sla het opnieuw op."
_ANDERE_ZIP: Final = (
    "Dit is een ingepakt bestand (zip) en geen Word- of Excel-bestand. Verstuur de bestanden los."
)
_BOM: Final = "Uitgepakt is dit bestand veel te groot. Maak het kleiner, of sla het op als PDF."
_MACROWOORDEN: Final = ("vbaproject", "macroenabled", "macrosheet", "activex")
"""In the name or the kind of a part: programs in a document (also those of Excel 4) and controls that run one."""
_MACRO: Final = (
    "In dit bestand zitten macro’s of knoppen die een programma starten. Sla het op zonder macro’s (als .xlsx of "
    ".docx), of als PDF."
)
_WACHTWOORD: Final = "Op dit bestand zit een wachtwoord. Haal het eraf en sla het opnieuw op."

_LEESFOUTEN: Final = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, ValueError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip


def soort_van(stroom: BinaryIO, grootte: int) -> str:
    """``xlsx`` or ``docx``. Raises ``Onbruikbaar`` for any other zip, and for one that is not what it says."""
    # Its end at the end, and no comment: there is no room for anything else, in front or behind.
    stroom.seek(max(0, grootte - 22))
    staart = stroom.read()
    if len(staart) < 22 or not staart.startswith(b"PK\x05\x06") or staart[-2:] != b"\0\0":
        raise Onbruikbaar(_KAPOT)
    if lijst_te_groot(stroom, grootte - 22):
        raise Onbruikbaar(_BOM)
    try:
        with zipfile.ZipFile(stroom) as zip_:
            delen = zip_.infolist()
            _controleer_delen(delen, zip_.start_dir)
            namen = {deel.filename for deel in delen}
            if _INHOUD not in namen:
                raise Onbruikbaar(_ANDERE_ZIP)
            if zip_.getinfo(_INHOUD).file_size > _MEGABYTE:
                raise Onbruikbaar(_BOM)
            soorten = _lees_soorten(zip_.read(_INHOUD))
    except _LEESFOUTEN as fout:
        raise Onbruikbaar(_KAPOT) from fout
    alles = [naam.lower() for naam in namen] + [soort.lower() for _, soort in soorten]
    if any(woord in tekst for tekst in alles for woord in _MACROWOORDEN):
        raise Onbruikbaar(_MACRO)
    gevonden = [
        _HOOFDDEEL[soort]
        for deel, soort in soorten
        if soort in _HOOFDDEEL and deel.removeprefix("/") in namen
    ]
    if len(gevonden) != 1:
        raise Onbruikbaar(_ANDERE_ZIP)
    return gevonden[0]


def lijst_te_groot(stroom: BinaryIO, einde: int) -> bool:
    """Whether the list of parts of a zip is larger than any file of ours has, seen without reading it.

    ``einde``: where the record stands that ends the zip. A second record in front of it (zip64) counts instead of it,
    and no file under 4 GB needs one.
    """
    stroom.seek(max(0, einde - 20))
    merk = stroom.read(4) if einde >= 20 else b""
    stroom.seek(einde + 12)
    # One that does not fit in front of that record is no list at all.
    return merk == b"PK\x06\x07" or GROOTSTE_LIJST < int.from_bytes(stroom.read(4), "little") <= einde


def _controleer_delen(delen: list[zipfile.ZipInfo], begin_lijst: int) -> None:
    if len(delen) > HOOGSTENS_DELEN or sum(deel.file_size for deel in delen) > UITGEPAKT:
        raise Onbruikbaar(_BOM)
    if len({deel.filename.lower() for deel in delen}) != len(delen):
        raise Onbruikbaar(_KAPOT)
    for deel in delen:
        if deel.flag_bits & 1:
            raise Onbruikbaar(_WACHTWOORD)
        # Its own name, before zipfile made it safe.
        naam = deel.orig_filename
        if naam.startswith("/") or "\\" in naam or "\0" in naam or ":" in naam or ".." in naam.split("/"):
            raise Onbruikbaar(_KAPOT)
        if deel.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Onbruikbaar(_KAPOT)
        if deel.file_size > _MEGABYTE and deel.file_size > VERHOUDING * deel.compress_size:
            raise Onbruikbaar(_BOM)
    # Parts that lie over each other unpack to far more than there is; something in front is another file.
    op_plek = sorted(delen, key=lambda deel: deel.header_offset)
    grenzen = [*(deel.header_offset for deel in op_plek[1:]), begin_lijst]
    if op_plek and op_plek[0].header_offset != 0:
        raise Onbruikbaar(_KAPOT)
    if any(
        deel.header_offset + 30 + deel.compress_size > grens
        for deel, grens in zip(op_plek, grenzen, strict=True)
    ):
        raise Onbruikbaar(_BOM)


def _lees_soorten(inhoud: bytes) -> list[tuple[str, str]]:
    """Part and content type, of the parts that have one of their own and of the endings (then no part)."""
    soorten: list[tuple[str, str]] = []
    lezer = expat.ParserCreate(namespace_separator=" ")

    def begin(naam: str, waarden: dict[str, str]) -> None:
        if naam.endswith((" Override", " Default")):
            soorten.append((waarden.get("PartName", ""), waarden.get("ContentType", "")))

    def weiger(*_: object) -> None:
        raise Onbruikbaar(_KAPOT)  # no Office file declares entities; this is where they would come from

    lezer.StartElementHandler = begin
    lezer.StartDoctypeDeclHandler = weiger
    lezer.Parse(inhoud, True)
    return soorten
