"""What people write in more than one line: a question, an answer, a request to talk, a report."""

from __future__ import annotations

import unicodedata

from subsidie.kern.fouten import Gebrek
from subsidie.kern.tekst import getal, verboden_tekens


def normale_regels(tekst: str) -> str:
    """A text as it is kept: composed characters, newlines as ``\\n``, nothing around it, no runs of empty lines."""
    regels = [
        regel.rstrip() for regel in unicodedata.normalize("NFC", tekst).replace("\r\n", "\n").split("\n")
    ]
    over: list[str] = []
    for regel in regels:
        if regel or (over and over[-1]):
            over.append(regel)
    return "\n".join(over).strip()


def gebreken_van_regels(tekst: str, waar: str, *, wat: str, hoogstens: int) -> list[Gebrek]:
    """What is wrong with a text that went through ``normale_regels``; ``wat``: ``uw vraag``.

    A text must hold at least one letter, digit or sign that can be seen, and nothing that hides or turns text.
    """
    if verboden_tekens(tekst, hoogstens=1):
        return [Gebrek(waar, "Hierin staan tekens die niemand kan zien. Typ het opnieuw.")]
    if not any(unicodedata.category(teken)[0] in "LNPS" for teken in tekst):
        return [Gebrek(waar, f"Vul {wat} in.")]
    if len(tekst) > hoogstens:
        te_veel = getal(len(tekst) - hoogstens)
        return [
            Gebrek(
                waar, f"Dit is te lang. Gebruik hoogstens {getal(hoogstens)} tekens; nu {te_veel} te veel."
            )
        ]
    return []
