"""Which text a letter was made with, as it is frozen in the values of the letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

STANDAARD: Final = "standaard"
TRANCHE: Final = "tranche"


@dataclass(frozen=True, slots=True)
class GekozenTekst:
    """The text of one letter. ``soort``: the code of its kind. ``bron``: ``standaard`` (of the program) or ``tranche``.

    ``versie``: the number in the tranche, 0 for the standard text. ``sha256``: of the UTF-8 of ``inhoud``, in
    lower-case hex.
    The text itself is here too, so that the letter can be made again whatever becomes of the program.
    """

    soort: str
    bron: str
    versie: int
    sha256: str
    inhoud: str
