"""What a file is, by what is in it and never by its name: PDF, XLSX, DOCX, PNG or JPG, and one of them only.

Strict on purpose. A file that two programs read as two things (a PDF that is a zip as well), that has something
behind its end, or that is broken, is refused with a sentence that says what to do. Reads the structure only:
nothing is unpacked, save the small table of contents of an Office file.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.platform import beeldbestand, officebestand
from subsidie.platform.bestandsgebrek import Onbruikbaar
from subsidie.platform.bestandsnaam import extensie_van

_KOP: Final = 1024
"""Readers of PDF accept its signature anywhere in so many bytes."""
_STAART: Final = 2048
_ZIPSTAART: Final = 65_535 + 22
_PDF_VERSIE: Final = re.compile(rb"%PDF-[12]\.[0-9]")
_PDF_EINDE: Final = re.compile(rb"startxref\s+[0-9]+\s+%%EOF[\s\x00]*\Z")


class Bestandssoort(StrEnum):
    """The kinds of file that can be an attachment."""

    PDF = "pdf"
    XLSX = "xlsx"
    DOCX = "docx"
    PNG = "png"
    JPG = "jpg"

    @property
    def mediatype(self) -> str:
        """What a download says it is."""
        return _MEDIATYPEN[self]

    @property
    def extensies(self) -> tuple[str, ...]:
        """How a name may end, without the dot; the first is the usual one."""
        return (self.value, "jpeg") if self is Bestandssoort.JPG else (self.value,)

    @property
    def naam(self) -> str:
        """For people."""
        return _NAMEN[self]


_MEDIATYPEN: Final = {
    Bestandssoort.PDF: "application/pdf",
    Bestandssoort.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Bestandssoort.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Bestandssoort.PNG: "image/png",
    Bestandssoort.JPG: "image/jpeg",
}
_NAMEN: Final = {
    Bestandssoort.PDF: "een PDF", Bestandssoort.XLSX: "een Excel-bestand", Bestandssoort.DOCX: "een Word-bestand",
    Bestandssoort.PNG: "een PNG-afbeelding", Bestandssoort.JPG: "een JPG-afbeelding",
}  # fmt: skip
TOEGESTAAN: Final = "Kies een bestand van de soort PDF, XLSX, DOCX, PNG of JPG."

_ANDERS: Final = (
    (b"\xd0\xcf\x11\xe0", "Dit is een oud Office-bestand, of een Office-bestand met een wachtwoord."),
    (b"GIF8", "Dit is een GIF-afbeelding."),
    (b"II*\0", "Dit is een TIFF-afbeelding."),
    (b"MM\0*", "Dit is een TIFF-afbeelding."),
    (b"RIFF", "Dit is een WEBP-afbeelding of een geluid."),
    (b"{\\rtf", "Dit is een RTF-bestand."),
    (b"MZ", "Dit is een programma."),
    (b"\x7fELF", "Dit is een programma."),
    (b"Rar!", "Dit is een ingepakt bestand."),
    (b"7z\xbc\xaf", "Dit is een ingepakt bestand."),
    (b"\x1f\x8b", "Dit is een ingepakt bestand."),
)
"""What people send most besides; only to say what it is."""


def bepaal_soort(bestand: Path | BinaryIO, *, naam: str = "", waar: str = "bestand") -> Bestandssoort:
    """What ``bestand`` (a path, or a file open for reading that can seek) is.

    ``naam`` is what the sender calls it: an ending that contradicts the content is refused. Raises
    ``OngeldigeInvoer`` at ``waar`` for everything that is not exactly one of the kinds, whole and with nothing
    behind it. Leaves an open file at its beginning.
    """
    try:
        with _open(bestand) as stroom:
            soort = _bepaal(stroom)
        _vergelijk_naam(soort, naam)
    except Onbruikbaar as fout:
        raise OngeldigeInvoer.van(waar, str(fout)) from fout
    return soort


@contextmanager
def _open(bestand: Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(bestand, Path):
        with bestand.open("rb") as stroom:
            yield stroom
        return
    try:
        yield bestand
    finally:
        bestand.seek(0)


def _bepaal(stroom: BinaryIO) -> Bestandssoort:
    grootte = stroom.seek(0, os.SEEK_END)
    if grootte == 0:
        raise Onbruikbaar("Dit bestand is leeg (0 bytes). Kijk of het goed is opgeslagen.")
    stroom.seek(0)
    kop = stroom.read(_KOP)
    for begin, bekijk in _HERKENNING:
        if kop.startswith(begin):
            soort = bekijk(stroom, grootte)
            if soort is not Bestandssoort.PDF and b"%PDF-" in kop:
                raise Onbruikbaar(
                    f"Dit is {soort.naam} en een PDF tegelijk. Sla het opnieuw op als een van de twee."
                )
            if soort not in (Bestandssoort.XLSX, Bestandssoort.DOCX):
                _weiger_zip(stroom, grootte, soort)
            return soort
    wat = next((melding for begin, melding in _ANDERS if kop.startswith(begin)), "")
    if not wat and re.match(rb"\s*<(?:!doctype|html|\?xml|svg)", kop, re.IGNORECASE):
        wat = "Dit is een webpagina of ander XML-bestand."
    raise Onbruikbaar(f"{wat or 'We herkennen dit bestand niet.'} {TOEGESTAAN}")


def _pdf(stroom: BinaryIO, grootte: int) -> Bestandssoort:
    stroom.seek(0)
    if _PDF_VERSIE.match(stroom.read(8)) is None:
        raise Onbruikbaar("Deze PDF heeft geen versie die we kennen. Sla het bestand opnieuw op als PDF.")
    stroom.seek(max(0, grootte - _STAART))
    if _PDF_EINDE.search(stroom.read()) is None:
        raise Onbruikbaar(
            "Deze PDF is niet heel: het einde ontbreekt, of er staat iets achter. Sla het bestand opnieuw op als PDF."
        )
    return Bestandssoort.PDF


def _png(stroom: BinaryIO, grootte: int) -> Bestandssoort:
    beeldbestand.controleer_png(stroom, grootte)
    return Bestandssoort.PNG


def _jpg(stroom: BinaryIO, grootte: int) -> Bestandssoort:
    beeldbestand.controleer_jpg(stroom, grootte)
    return Bestandssoort.JPG


def _office(stroom: BinaryIO, grootte: int) -> Bestandssoort:
    return Bestandssoort(officebestand.soort_van(stroom, grootte))


_HERKENNING: Final[tuple[tuple[bytes, Callable[[BinaryIO, int], Bestandssoort]], ...]] = (
    (b"%PDF-", _pdf),
    (b"PK\x03\x04", _office),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpg),
)


def _weiger_zip(stroom: BinaryIO, grootte: int, soort: Bestandssoort) -> None:
    """A zip is read from its end: what looks like a picture in front can be an archive behind."""
    begin = max(0, grootte - _ZIPSTAART)
    stroom.seek(begin)
    plek = stroom.read().rfind(b"PK\x05\x06")
    if plek < 0:
        return
    # A list of parts that is too large to be ours is not read at all: that takes seconds, and it is a zip then.
    if not officebestand.lijst_te_groot(stroom, begin + plek):
        try:
            with zipfile.ZipFile(stroom):
                pass
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return  # four bytes that happen to be there
    raise Onbruikbaar(
        f"Dit is {soort.naam} en een zip-bestand tegelijk. Sla het opnieuw op, zonder bestanden erin."
    )


def _vergelijk_naam(soort: Bestandssoort, naam: str) -> None:
    extensie = extensie_van(naam)
    if extensie and extensie not in soort.extensies:
        raise Onbruikbaar(
            f"De naam eindigt op ‘.{extensie}’, maar de inhoud is {soort.naam}. Laat de naam eindigen op "
            f"‘.{soort.extensies[0]}’, of kies een ander bestand."
        )
