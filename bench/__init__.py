"""Speed, measured beside a reference in the same run; ``python -m bench`` runs it all.

Each module in this folder has ``meet() -> list[Meting]``. A figure is worth something only beside
its reference: both are medians of several runs on the same machine at the same moment.
"""

from __future__ import annotations

from typing import TypedDict


class Meting(TypedDict):
    """One figure of ``build/bench.json``."""

    naam: str
    waarde: float
    eenheid: str
    referentie: float
    """What it is measured against, in the same unit."""
    verhouding: float
    """``waarde / referentie``."""
    grens: float | None
    """The highest ``verhouding`` that is good enough; ``None`` when the figure is only for information."""


def maak_meting(naam: str, waarde: float, referentie: float, *, eenheid: str, grens: float | None) -> Meting:
    """A figure with its ratio computed; ``referentie`` must be above zero."""
    return Meting(
        naam=naam,
        waarde=waarde,
        eenheid=eenheid,
        referentie=referentie,
        verhouding=waarde / referentie,
        grens=grens,
    )
