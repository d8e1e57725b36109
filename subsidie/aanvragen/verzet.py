"""What moves the end of a decision term (Awb 4:14 and 4:15), for what a municipality is told when it files.

Requests to supplement are of this layer. The other suspensions, and weeks that the regeling lets the ministry add,
are recorded above it: who knows of them registers here how to read them (``registreer``, from the ``opzet`` of its
package).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from subsidie.aanvragen.aanvulvragen import get_verzoeken, opschortingen_van
from subsidie.aanvragen.models import Aanvraag
from subsidie.kern.termijnen import Opschorting, Stilstand


@dataclass(frozen=True, slots=True)
class Verzet:
    """The suspensions of one term, and by how many weeks it was moved."""

    opschortingen: tuple[Opschorting | Stilstand, ...] = ()
    weken: int = 0


Lezer = Callable[[Aanvraag], Verzet]
NIETS = Verzet()

_lezers: dict[str, Lezer] = {}


def registreer(naam: str, lezer: Lezer) -> None:
    """Let ``lezer`` say what else moves the term; the same name again replaces it."""
    _lezers[naam] = lezer


def lees_verzet(aanvraag: Aanvraag) -> Verzet:
    """Everything that moves the term of this application, as it stands now."""
    delen = [
        Verzet(opschortingen_van(get_verzoeken([aanvraag.id]).get(aanvraag.id, ()))),
        *(lezer(aanvraag) for lezer in _lezers.values()),
    ]
    return Verzet(
        tuple(een for deel in delen for een in deel.opschortingen), sum(deel.weken for deel in delen)
    )
