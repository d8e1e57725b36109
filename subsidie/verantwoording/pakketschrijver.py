"""A ZIP with a manifest: every file is hashed while it is written, and the same content gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final

MANIFEST: Final = "manifest.json"
_NIVEAU: Final = 6


@dataclass(frozen=True, slots=True)
class Pakketbestand:
    """One file of a package. ``vastgelegd``: the hash that the database keeps of it, empty where it keeps none."""

    pad: str
    sha256: str
    grootte: int
    titel: str = ""
    vastgelegd: str = ""


@dataclass(frozen=True, slots=True)
class Ontbrekend:
    """A file that belongs in the package and could not be put in it, with the reason in Dutch."""

    titel: str
    sha256: str
    reden: str


class Pakketschrijver:
    """Writes files into ``doel`` one by one; memory holds one piece of one file, and the list of what was written."""

    def __init__(self, doel: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED, compresslevel=_NIVEAU)
        self.bestanden: list[Pakketbestand] = []
        self.ontbrekend: list[Ontbrekend] = []
        self._namen: set[str] = set()

    def voeg_toe(
        self, pad: str, stukken: Iterable[bytes], *, titel: str = "", vastgelegd: str = ""
    ) -> Pakketbestand:
        """Write one file. Raises ``ValueError`` when there is one of that name already."""
        if pad in self._namen:
            raise ValueError(f"twice in one package: {pad}")
        self._namen.add(pad)
        som, grootte = hashlib.sha256(), 0
        with self._zip.open(_kop(pad), "w", force_zip64=True) as uit:
            for stuk in stukken:
                som.update(stuk)
                grootte += len(stuk)
                uit.write(stuk)
        bestand = Pakketbestand(pad, som.hexdigest(), grootte, titel, vastgelegd)
        self.bestanden.append(bestand)
        return bestand

    def mis(self, titel: str, sha256: str, reden: str) -> None:
        """Note that a file is not in the package."""
        self.ontbrekend.append(Ontbrekend(titel, sha256, reden))

    def sluit_af(self, kop: dict[str, object]) -> None:
        """Write the manifest, the last file, and end the ZIP."""
        inhoud = {
            **kop,
            "bestanden": [
                {
                    "pad": een.pad, "sha256": een.sha256, "grootte": een.grootte, "titel": een.titel,
                    "vastgelegd": een.vastgelegd,
                }
                for een in sorted(self.bestanden, key=lambda een: een.pad)
            ],
            "ontbrekend": [
                {"titel": een.titel, "sha256": een.sha256, "reden": een.reden} for een in self.ontbrekend
            ],
        }  # fmt: skip
        self._zip.writestr(
            _kop(MANIFEST), json.dumps(inhoud, indent=1, sort_keys=True, ensure_ascii=False).encode()
        )
        self._zip.close()


def _kop(pad: str) -> zipfile.ZipInfo:
    """Without the moment of now and the system of here: both would make every package differ."""
    kop = zipfile.ZipInfo(pad, date_time=(1980, 1, 1, 0, 0, 0))
    kop.compress_type = zipfile.ZIP_DEFLATED
    kop.create_system = 3
    kop.external_attr = 0o100644 << 16
    return kop
