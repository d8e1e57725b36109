"""The bundled fonts: what they are, their hashes, and which characters they can show.

Documents use these fonts and no other, whatever is installed on the machine. A character that is in
none of them would make an invalid PDF (an empty box, ISO 19005-3 6.2.11.8), so it is found before
anything is made.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Final
from unicodedata import name as naam_van_teken

STATISCH: Final = Path(__file__).resolve().parents[2] / "static"
"""The folder with the bundled assets of the program; the only thing that a document may read."""

MAP: Final = STATISCH / "vendor" / "lettertypen"
FONTCONFIG: Final = MAP / "fonts.conf"
TEKST: Final = ("LoketSans-Regular.ttf", "LoketSans-Italic.ttf", "LoketSans-Semibold.ttf")
VAST: Final = "LoketMono-Regular.ttf"
"""Fixed width, for hashes; what it lacks is shown in the text font."""

_ZONDER_VORM: Final = frozenset("\t\n\r")
"""Laid out as a space: no font needs to have them."""


@cache
def hashes() -> dict[str, str]:
    """SHA-256 (lower-case hex) of each bundled font file, by file name."""
    return {naam: sha256((MAP / naam).read_bytes()).hexdigest() for naam in (*TEKST, VAST)}


@cache
def _dekking() -> frozenset[str]:
    """The characters that every style of the text font has."""
    # Imported here: whoever only wants the hashes does not need fontTools.
    from fontTools.ttLib import TTFont

    per_stijl = []
    for naam in TEKST:
        with TTFont(MAP / naam, lazy=True) as lettertype:
            per_stijl.append(frozenset(map(chr, lettertype.getBestCmap())))
    return frozenset.intersection(*per_stijl) | _ZONDER_VORM


def ontbrekende_tekens(tekst: str) -> list[str]:
    """The characters of ``tekst`` that the bundled fonts cannot show, each once, by code point.

    ``tekst`` may be HTML: tags are plain ASCII and named references are read as their character.
    """
    return sorted(set(unescape(tekst)) - _dekking())


def noem_tekens(tekens: list[str]) -> str:
    """Characters as a person can find them: ``‘😀’ (U+1F600, GRINNING FACE)``, at most eight."""
    genoemd = [
        f"‘{teken}’ (U+{ord(teken):04X}, {naam_van_teken(teken, 'zonder naam')})" for teken in tekens[:8]
    ]
    rest = len(tekens) - len(genoemd)
    return ", ".join(genoemd) + (f" en nog {rest}" if rest else "")
