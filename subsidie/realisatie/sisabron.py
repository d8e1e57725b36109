"""What municipalities accounted for through SiSa, as a settlement needs it; read above this layer.

Accounting lies above realisation, so who knows of SiSa registers here how to read it (``registreer``, from the
``opzet`` of its package).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sisastand:
    """The row that counts of one municipality in one tranche; amounts in eurocents. ``rij``: its id."""

    rij: int
    jaar: int
    gm_code: str
    cumulatief_cent: int
    onrechtmatig_cent: int
    eindverantwoording: bool
    bevindingen: str
    inlezing_sha256: str


Lezer = Callable[[int, Iterable[str]], Mapping[str, Sisastand]]
"""Of the tranche with this id, and these municipalities: per code the row that counts."""

_LEZERS: Final[dict[str, Lezer]] = {}


def registreer(naam: str, lezer: Lezer) -> None:
    """Let ``lezer`` tell what was accounted for; again under the same name replaces it."""
    _LEZERS[naam] = lezer


def lees_sisa(tranche_id: int, gm_codes: Iterable[str]) -> dict[str, Sisastand]:
    """Per municipality the row that counts; who accounted for nothing is not in it."""
    gevraagd = sorted(set(gm_codes))
    return {code: stand for lezer in _LEZERS.values() for code, stand in lezer(tranche_id, gevraagd).items()}
