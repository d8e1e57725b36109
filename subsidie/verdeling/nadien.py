"""What was granted beside an allocation after it was fixed: on an objection, under the ceiling or above it.

Objections are handled above this layer, so who knows of them registers here how to read them (``registreer``, from the
``opzet`` of its package). A later allocation keeps what was granted under the ceiling; what was granted above it stays
outside every allocation, and is shown beside it as such.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from subsidie.tranches.models import Tranche


@dataclass(frozen=True, slots=True)
class NaBezwaar:
    """What one application was granted on an objection, in eurocents.

    ``binnen_cent``: the whole award as far as it is under the ceiling, with what the allocation gave; ``boven_cent``:
    the part above it; ``erbij_cent``: what the objection added. ``kandidaat``: the application as it should have
    stood in the input, without amounts granted; ``None`` where it stood right. ``bekend``: it was notified.
    """

    aanvraag_id: int
    nummer: str
    gm_code: str
    gemeente: str
    pot: str
    besluit: str
    binnen_cent: int
    boven_cent: int
    erbij_cent: int
    bekend: bool
    kandidaat: Mapping[str, Any] | None = None


Lezer = Callable[[int], Sequence[NaBezwaar]]
"""Of the tranche with this id what was granted by decisions that were signed, one for each application."""

_LEZERS: Final[dict[str, Lezer]] = {}


def registreer(naam: str, lezer: Lezer) -> None:
    """Let ``lezer`` tell what was granted; again under the same name replaces it."""
    _LEZERS[naam] = lezer


def toegekend_na_bezwaar(tranche: Tranche, *, alleen_bekend: bool = False) -> tuple[NaBezwaar, ...]:
    """What was granted in ``tranche`` on objections, by number; ``alleen_bekend``: as far as it was notified."""
    alle = [een for lezer in _LEZERS.values() for een in lezer(tranche.id)]
    return tuple(sorted((een for een in alle if een.bekend or not alleen_bekend), key=lambda een: een.nummer))
