"""Names of parties as they are compared: the same corporation written in another way is the same party."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LANGSTE_PARTIJ: Final = 200

_WOORD: Final = re.compile(r"[^\W_]+")
_RECHTSVORMEN: Final = frozenset(
    {
        "bv", "nv", "vof", "cv", "ua", "ba", "wa", "stichting", "vereniging", "cooperatie", "cooperatieve",
        "maatschap",
    }
)  # fmt: skip
"""The legal forms of Book 2 of the Civil Code and of partnerships, as they stand before or behind a name."""


def partij_norm(naam: str) -> str:
    """``naam`` as it is compared: no capitals, accents, punctuation, spaces or legal form; at most 200 characters.

    ``Stichting Wonen-Zuid`` and ``WONEN ZUID B.V.`` give the same. Of a name that is only a legal form the words
    stay; of one without a letter or digit nothing is left. Rather too much alike than too little: who is kept away
    by mistake can say so, who slips through cannot be called back.
    """
    zonder_accenten = "".join(
        teken
        for teken in unicodedata.normalize("NFKD", naam.casefold().replace("&", " en "))
        if not unicodedata.combining(teken)
    )
    woorden = _voeg_letters_samen(_WOORD.findall(zonder_accenten))
    eigen = [woord for woord in woorden if woord not in _RECHTSVORMEN]
    return "".join(eigen or woorden)[:LANGSTE_PARTIJ]


def _voeg_letters_samen(woorden: list[str]) -> list[str]:
    """Letters that stand apart as one word: ``b``, ``v`` becomes ``bv``."""
    uit: list[str] = []
    los = False
    for woord in woorden:
        if len(woord) == 1 and los:
            uit[-1] += woord
        else:
            uit.append(woord)
        los = len(woord) == 1
    return uit
