"""What the pictures share: places on a scale without floats, ticks, the table and the legend of a picture.

A place is a whole number of units, ``BREED`` of them being the full width of a picture; on the page it is a
percentage with three decimals. Whole numbers keep the parts of a whole exactly that whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal

BREED: Final = 100_000
"""The full width of a picture in units: a unit is a thousandth of a per cent."""

VAST: Final = "\N{NO-BREAK SPACE}"
Schrijfwijze = Callable[[int], str]

_KENMERK: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TEKEN_BREED: Final = (15, 2)
"""How many CSS pixels a letter of a label takes on average, amply (semi-bold, 15 pixels): 15 for every 2."""


@dataclass(frozen=True, slots=True)
class Kop:
    """The head of a column; figures are aligned to the right."""

    tekst: str
    getal: bool = False


@dataclass(frozen=True, slots=True)
class Tabelrij:
    """One row: the first cell is its head and may be a link."""

    cellen: tuple[str, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Beeldtabel:
    """The figures of a picture once more, for who would rather read or cannot see; ``noot`` stands below it."""

    bijschrift: str
    koppen: tuple[Kop, ...]
    rijen: tuple[Tabelrij, ...]
    noot: str = ""


@dataclass(frozen=True, slots=True)
class Legenda:
    """What a sort of drawing (a CSS class of ``beelden.css``) stands for; ``patroon`` is laid over it."""

    soort: str
    tekst: str
    patroon: str = ""


def geldig_kenmerk(kenmerk: str) -> str:
    """``kenmerk`` itself, or ``ValueError`` when it cannot be the beginning of an ``id``."""
    if not _KENMERK.fullmatch(kenmerk):
        raise ValueError(f"{kenmerk!r} is no id: small letters, digits and hyphens, beginning with a letter")
    return kenmerk


def plaats(waarde: int, geheel: int, breed: int = BREED) -> int:
    """Where ``waarde`` lies on a scale from 0 to ``geheel``, in units of ``breed``, rounded half up.

    Raises ``ValueError`` below zero, beyond the scale, and for a scale of nothing.
    """
    if geheel <= 0 or not 0 <= waarde <= geheel:
        raise ValueError(f"{waarde} does not lie on a scale from 0 to {geheel}")
    return (2 * waarde * breed + geheel) // (2 * geheel)


def procent(eenheden: int) -> str:
    """A place as an SVG length: 12345 becomes ``12.345%``."""
    heel, rest = divmod(abs(eenheden), 1000)
    tekst = f"{heel}.{rest:03d}".rstrip("0").rstrip(".")
    return f"{'-' if eenheden < 0 else ''}{tekst}%"


def deel_van(waarde: int, geheel: int) -> str:
    """Which part of ``geheel`` it is, in whole per cents: ``142%``; never 100% or 0% for what is not that."""
    if geheel <= 0:
        return ""
    honderdsten = (200 * waarde + geheel) // (2 * geheel)
    if honderdsten == 100 and waarde < geheel:
        return "ruim 99%"
    if honderdsten == 0 and waarde > 0:
        return "minder dan 1%"
    if honderdsten == 100 and waarde > geheel:
        return "iets meer dan 100%"
    return f"{honderdsten}%"


def ronde_stap(hoogste: int, hoogstens: int = 5) -> int:
    """The smallest of 1, 2 or 5 times a power of ten with which ``hoogstens`` steps reach ``hoogste``."""
    macht = 1
    while True:
        for keer in (1, 2, 5):
            if keer * macht * hoogstens >= hoogste:
                return keer * macht
        macht *= 10


def streepjes(hoogste: int, hoogstens: int = 5) -> tuple[int, ...]:
    """Round values from 0 up to and including the first that is not below ``hoogste`` (at least 0 and 1)."""
    stap = ronde_stap(max(hoogste, 1), hoogstens)
    aantal = -(-max(hoogste, 1) // stap)
    return tuple(stap * nummer for nummer in range(aantal + 1))


def letters_breed(tekst: str) -> int:
    """How many CSS pixels a label takes, at most, on a line of its own."""
    pixels, letters = _TEKEN_BREED
    return -(-pixels * len(tekst) // letters)


def vast_geld(cent: int) -> str:
    """Eurocents as ``€ 320.670``, not to be broken over lines."""
    return euro_kort(cent).replace(" ", VAST)


def kort_geld(cent: int) -> str:
    """For an axis: ``€ 10 mln`` when it is whole tenths of millions, and else as ``vast_geld``."""
    if cent and cent % 10_000_000 == 0:
        heel, tiende = divmod(abs(cent) // 10_000_000, 10)
        deel = f",{tiende}" if tiende else ""
        return f"€{VAST}{'-' if cent < 0 else ''}{getal(heel)}{deel}{VAST}mln"
    return vast_geld(cent)
