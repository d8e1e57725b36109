"""Writes a ZIP in which every file has its metadata beside it (MDTO), and a list of hashes that anyone can check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from subsidie.kern.tekst import verboden_tekens
from subsidie.verantwoording.mdto import Bewaring, Informatieobject, Verwijzing, bestand, informatieobject
from subsidie.verantwoording.pakketschrijver import Pakketbestand, Pakketschrijver

SOMMEN: Final = "manifest-sha256.txt"
"""As ``sha256sum -c`` reads it."""
_MEDIATYPEN: Final = {
    "css": "text/css", "csv": "text/csv", "docx":
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "jpg": "image/jpeg",
    "jpeg": "image/jpeg", "json": "application/json", "jsonl": "application/x-ndjson", "pdf": "application/pdf",
    "png": "image/png", "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_ONBEKEND: Final = "application/octet-stream"


class Archiefschrijver(Pakketschrijver):
    """As ``Pakketschrijver``, below the folder of what was begun last, and with MDTO beside every file."""

    def __init__(self, doel: BinaryIO, *, bron: str, archiefvormer: str, op: datetime) -> None:
        super().__init__(doel)
        self._bron, self._archiefvormer, self._op = bron, archiefvormer, op
        self._map = ""
        self._ouder: Verwijzing | None = None
        self._bewaring = Bewaring(0, "", None, "")

    def begin(
        self, map_: str, zelf: Verwijzing, niveau: str, omschrijving: str, bewaring: Bewaring,
        *, onderdeel_van: Verwijzing | None = None, ruimte: str = "",
    ) -> None:  # fmt: skip
        """Write the metadata of a series or a file; what is added after this is part of it, below ``map_``."""
        self._map, self._ouder, self._bewaring = map_, zelf, bewaring
        wat = Informatieobject(
            zelf, niveau, omschrijving, self._bron, self._archiefvormer, bewaring, onderdeel_van, None, ruimte
        )
        super().voeg_toe(f"{map_}{niveau.lower()}.mdto.xml", (informatieobject(wat),))

    def voeg_toe(
        self, pad: str, stukken: Iterable[bytes], *, titel: str = "", vastgelegd: str = ""
    ) -> Pakketbestand:
        """Write one file, the record that it is, and the file as such."""
        eigen = f"{self._map}{pad}"
        geschreven = super().voeg_toe(eigen, stukken, titel=titel, vastgelegd=vastgelegd)
        # A title can hold what somebody typed; XML refuses characters that nobody can see.
        naam = titel if titel and not verboden_tekens(titel, hoogstens=1) else PurePosixPath(pad).name
        stuk, als_bestand = Verwijzing(naam, eigen), Verwijzing(PurePosixPath(pad).name, f"{eigen}#bestand")
        super().voeg_toe(
            f"{eigen}.archiefstuk.mdto.xml",
            (
                informatieobject(
                    Informatieobject(
                        stuk, "Archiefstuk", naam, self._bron, self._archiefvormer, self._bewaring, self._ouder,
                        als_bestand,
                    )
                ),
            ),
        )  # fmt: skip
        super().voeg_toe(
            f"{eigen}.bestand.mdto.xml",
            (
                bestand(
                    als_bestand, stuk, bron=self._bron, omvang=geschreven.grootte, mediatype=_mediatype(pad),
                    sha256=geschreven.sha256, op=self._op,
                ),
            ),
        )  # fmt: skip
        return geschreven

    def schrijf_sommen(self) -> None:
        """The SHA-256 of everything that was written, metadata included."""
        super().voeg_toe(SOMMEN, [f"{een.sha256}  {een.pad}\n".encode() for een in self.bestanden])


def _mediatype(pad: str) -> str:
    return _MEDIATYPEN.get(PurePosixPath(pad).suffix.removeprefix(".").lower(), _ONBEKEND)
