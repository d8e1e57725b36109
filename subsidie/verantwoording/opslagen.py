"""Every place where files are kept: that of documents, and a folder in it for each kind of upload."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from subsidie.platform.opslag import Leesstroom, LokaleOpslag

_PER_BEGIN: Final = re.compile("[0-9a-f]{2}")
_BESTAND: Final = re.compile("[0-9a-f]{64}")


class Opslagen:
    """The stores below the folder of the settings; reads only."""

    def __init__(self, map_: Path) -> None:
        onder = (
            sorted(pad for pad in map_.iterdir() if pad.is_dir() and not _PER_BEGIN.fullmatch(pad.name))
            if map_.is_dir()
            else []
        )
        self._delen = [LokaleOpslag(pad) for pad in (map_, *onder)]

    def open_lezen(self, sha256: str) -> Leesstroom:
        """The file with this hash, wherever it is kept. Raises ``Opslagfout`` when no store has it."""
        for deel in self._delen[1:]:
            if deel.bestaat(sha256):
                return deel.open_lezen(sha256)
        return self._delen[0].open_lezen(sha256)

    def bestaat(self, sha256: str) -> bool:
        """Whether one of the stores has a file of this name; says nothing of its content."""
        return any(deel.bestaat(sha256) for deel in self._delen)

    def alle(self) -> Iterator[tuple[str, str]]:
        """Every file that there is: its name and its path below the folder, in order; a half one starts with a dot."""
        wortel = self._delen[0].map
        for deel in self._delen:
            if not deel.map.is_dir():
                continue
            for map_ in sorted(deel.map.iterdir()):
                if not (map_.is_dir() and _PER_BEGIN.fullmatch(map_.name)):
                    continue
                for pad in sorted(map_.iterdir()):
                    if not pad.name.startswith("."):
                        yield pad.name, pad.relative_to(wortel).as_posix()


def is_bestandsnaam(naam: str) -> bool:
    """Whether a file is called as the program calls them."""
    return _BESTAND.fullmatch(naam) is not None
