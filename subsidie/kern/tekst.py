"""Small helpers for Dutch text, and the detection of characters that do not belong in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

#: Never shown to a reader, and able to make a text look like another: control characters (save newline, tab
#: and the return in front of a newline), overrides of the writing direction, and halves of a character.
_VERBODEN: Final = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\u2400\\ud800-\\udfff]|\\r(?!\\n)"
)
NULTEKEN: Final = "\u2400"
"""The picture of a NUL: what a page shows of one that was sent, and as little allowed."""
_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class VerbodenTeken:
    """One character that may not be in a text; ``positie``, ``regel`` and ``kolom`` count from 1."""

    code: str
    soort: str
    positie: int
    regel: int
    kolom: int

    def __str__(self) -> str:
        return f"{self.soort} ({self.code}) op regel {self.regel}, teken {self.kolom}"


def verboden_tekens(tekst: str, *, hoogstens: int = 20) -> tuple[VerbodenTeken, ...]:
    """The characters in ``tekst`` that may not be there, in order, at most ``hoogstens`` of them.

    Not allowed: NUL and the other control characters (C0, C1), except a newline (``\\n`` or ``\\r\\n``) and a
    tab; embeddings, overrides and isolates of the writing direction; lone surrogates. Empty when all is well.
    """
    gevonden = []
    for treffer in islice(_VERBODEN.finditer(tekst), hoogstens):
        plaats, teken = treffer.start(), treffer.group()
        gevonden.append(
            VerbodenTeken(
                code=f"U+{ord(teken):04X}",
                soort=_soort(teken),
                positie=plaats + 1,
                regel=tekst.count("\n", 0, plaats) + 1,
                kolom=plaats - tekst.rfind("\n", 0, plaats),
            )
        )
    return tuple(gevonden)


def _soort(teken: str) -> str:
    if teken in ("\0", NULTEKEN):
        return "nulteken"
    if teken in _BIDI:
        return "teken dat de leesrichting omdraait"
    if "\ud800" <= teken <= "\udfff":
        return "half teken"
    return "stuurteken"


def opsomming(delen: Sequence[str], *, voegwoord: str = "en") -> str:
    """``["a", "b", "c"]`` as ``a, b en c``; an empty list gives an empty text."""
    if len(delen) < 2:
        return "".join(delen)
    return f"{', '.join(delen[:-1])} {voegwoord} {delen[-1]}"


def getal(waarde: int) -> str:
    """A whole number with a dot between thousands: ``1234`` as ``1.234``."""
    return f"{waarde:,d}".replace(",", ".")


def aantal(waarde: int, enkelvoud: str, meervoud: str) -> str:
    """A number with its noun: ``1 aanvraag``, ``0 aanvragen``, ``1.432 aanvragen``."""
    return f"{getal(waarde)} {enkelvoud if waarde == 1 else meervoud}"


def kolomletter(nummer: int) -> str:
    """The letters above the ``nummer``-th column of a spreadsheet, from 1: 1 is A, 28 is AB.

    Raises ``ValueError`` for a number below 1.
    """
    if nummer < 1:
        raise ValueError("columns are numbered from 1")
    letters = ""
    while nummer:
        nummer, rest = divmod(nummer - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
