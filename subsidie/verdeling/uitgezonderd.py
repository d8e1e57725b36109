"""Applications that take no part in an allocation because a decision beside it was drawn up: not handled (Awb 4:5).

Decisions are made above this layer, so who knows of them registers here how to read them (``registreer``, from the
``opzet`` of its package).
"""

from __future__ import annotations

from collections.abc import Callable, Collection

Lezer = Callable[[int], Collection[int]]
"""Of the tranche with this id the ids of the applications that take no part."""

_lezers: dict[str, Lezer] = {}


def registreer(naam: str, lezer: Lezer) -> None:
    """Let ``lezer`` say who takes no part; the same name again replaces it."""
    _lezers[naam] = lezer


def list_uitgezonderd(tranche_id: int) -> frozenset[int]:
    """The ids of the applications of this tranche that take no part."""
    return frozenset(id_ for lezer in _lezers.values() for id_ in lezer(tranche_id))
