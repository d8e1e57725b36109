"""What people read for a value that they typed into a filter of a list; ``None`` when it means nothing."""

from __future__ import annotations

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tekst import verboden_tekens
from subsidie.kern.tijd import datum_nl, lees_datum

EERSTE_JAAR, LAATSTE_JAAR = 2000, 2100
"""Days outside these are slips of the hand, and the last ones of the calendar have no day after."""
LANGSTE_TEKST = 100
HOOGSTE_GETAL = 2**31 - 1
"""What fits in a column with whole numbers, on both databases."""


def dag(waarde: str) -> str | None:
    """``2023-07-07`` as ``7 juli 2023``."""
    try:
        gelezen = lees_datum(waarde)
    except OngeldigeInvoer:
        return None
    return datum_nl(gelezen) if EERSTE_JAAR <= gelezen.year <= LAATSTE_JAAR else None


def getal(waarde: str) -> str | None:
    """A whole number from nought, in digits only."""
    is_getal = waarde.isascii() and waarde.isdecimal() and len(waarde) <= len(str(HOOGSTE_GETAL))
    return str(int(waarde)) if is_getal and int(waarde) <= HOOGSTE_GETAL else None


def tekst(waarde: str) -> str | None:
    """A short text without signs that nobody sees."""
    return waarde if len(waarde) <= LANGSTE_TEKST and not verboden_tekens(waarde, hoogstens=1) else None
