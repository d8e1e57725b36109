"""How the invented projects of the examples went: what happened on which day. Pure, and the same every time.

Nothing here was read anywhere: it is invented so that every page has something to show.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

GROOT: Final = 60
"""A project with more homes than this is delivered in two parts."""


class Bijzonder(StrEnum):
    """What sets a project apart."""

    GEWOON = "gewoon"
    STIL = "stil"
    """Nothing was reported: it is too late."""
    STAP_TE_LAAT = "stap_te_laat"
    WACHT = "wacht"
    """Its last delivery was reported just now."""
    VRAAG = "vraag"
    """About its last delivery something was asked."""
    BEEINDIGD = "beeindigd"
    """Some homes no longer serve their target group."""
    MINDER = "minder"
    """Not all homes were built."""


_OM_DE: Final = 25
_PLAATSEN: Final = {
    3: Bijzonder.WACHT,
    7: Bijzonder.STIL,
    9: Bijzonder.VRAAG,
    13: Bijzonder.STAP_TE_LAAT,
    16: Bijzonder.BEEINDIGD,
    21: Bijzonder.MINDER,
}


@dataclass(frozen=True, slots=True)
class Verloop:
    """The days of one project; ``leveringen``: how many homes on which day, in order."""

    bijzonder: Bijzonder
    vergunning: date | None
    stap: date
    start: date
    leveringen: tuple[tuple[date, int], ...]


def maak_verloop(
    nummer: str, plaats: int, *, verleend_op: date, start_gepland: date, klaar_gepland: date, aantal: int
) -> Verloop:
    """What became of a project with so many homes; ``plaats``: its place in its tranche, which tells what is special.

    The days can lie ahead: who reports leaves those out.
    """
    toeval = random.Random(nummer)  # noqa: S311
    bijzonder = _PLAATSEN.get(plaats % _OM_DE, Bijzonder.GEWOON)
    later = timedelta(days=toeval.choice((0, 0, 0, 14, 45, 90, 150)))
    start = max(start_gepland + later, verleend_op + timedelta(days=45))
    klaar = max(
        klaar_gepland + later + timedelta(days=toeval.choice((0, 0, 30, 75))), start + timedelta(days=90)
    )
    uiterlijk = verleend_op.replace(year=verleend_op.year + 2)
    stap = min(start - timedelta(days=toeval.randrange(10, 40)), uiterlijk - timedelta(days=15))
    if bijzonder is Bijzonder.STAP_TE_LAAT:
        stap = uiterlijk + timedelta(days=75)
        start = max(start, stap + timedelta(days=14))
        klaar = max(klaar, start + timedelta(days=200))
    vergunning = start - timedelta(days=toeval.randrange(60, 150)) if toeval.random() < 0.6 else None
    return Verloop(bijzonder, vergunning, stap, start, tuple(_leveringen(bijzonder, klaar, aantal)))


def _leveringen(bijzonder: Bijzonder, klaar: date, aantal: int) -> list[tuple[date, int]]:
    if bijzonder is Bijzonder.MINDER:
        aantal -= max(1, aantal // 7)
    if aantal <= GROOT:
        return [(klaar, aantal)]
    eerste = aantal * 3 // 5
    return [(klaar, eerste), (klaar + timedelta(days=110), aantal - eerste)]
