"""Plain text that people write about an application and that can end up in a letter: what may be in it. Pure."""

from __future__ import annotations

import unicodedata
from typing import Final

from subsidie.aanvragen.inhoud.soorten import keur_tekst
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import getal

LANGSTE_VRAAG: Final = 2_000
LANGSTE_ANTWOORD: Final = 10_000
LANGSTE_TOELICHTING: Final = 4_000
LANGSTE_REDEN: Final = 2_000


def schoon(tekst: str) -> str:
    """``tekst`` as it is kept: composed (NFC), lines ended by a newline, nothing around it."""
    return unicodedata.normalize("NFC", tekst.replace("\r\n", "\n").replace("\r", "\n")).strip()


def tekstgebreken(waar: str, tekst: str, *, hoogstens: int, leeg: str = "") -> list[Gebrek]:
    """What is wrong with ``tekst`` (as ``schoon`` gives it), at ``waar``; empty when all is well.

    ``leeg``: the message when it is empty, for a text that must be there. ``hoogstens``: its longest length in
    characters. What no letter can show is refused as it is in the application itself.
    """
    if not tekst:
        return [Gebrek(waar, leeg)] if leeg else []
    if len(tekst) > hoogstens:
        te_lang = f"Deze tekst is te lang: {getal(len(tekst))} tekens. Er passen er {getal(hoogstens)} in."
        return [Gebrek(waar, te_lang)]
    try:
        keur_tekst(tekst, meer_regels=True)
    except OngeldigeInvoer as fout:
        return [Gebrek(waar, gebrek.melding) for gebrek in fout.gebreken]
    return []
