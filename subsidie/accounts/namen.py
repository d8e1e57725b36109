"""Names and e-mail addresses of people: how they are kept, and what is not one."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import Final

from subsidie.kern.fouten import Gebrek
from subsidie.kern.tekst import verboden_tekens
from subsidie.platform.lettertypen import noem_tekens, ontbrekende_tekens

LANGSTE_NAAM: Final = 200
LANGSTE_ADRES: Final = 254
"""RFC 5321, 4.5.3.1.3, without the brackets."""

# Only what every mail server takes; letters of another script can look the same and be someone else.
_ADRES: Final = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)


def normaal_adres(email: str) -> str:
    """An address as it is kept: without spaces around it, in small letters, no look-alike width."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def normale_tekst(tekst: str) -> str:
    """A name as it is kept: composed characters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", tekst).split())


def gebreken_van_adres(email: str, waar: str = "email") -> list[Gebrek]:
    """What is wrong with an address that went through ``normaal_adres``."""
    if not email:
        return [Gebrek(waar, "Vul een e-mailadres in.")]
    if len(email) > LANGSTE_ADRES or len(email.partition("@")[0]) > 64:
        return [Gebrek(waar, "Dit e-mailadres is te lang.")]
    if not _ADRES.fullmatch(email):
        return [
            Gebrek(
                waar, "Dit is geen e-mailadres. Schrijf het zo: naam@gemeente.nl, zonder spaties of accenten."
            )
        ]
    return []


def gebreken_van_tekst(tekst: str, waar: str, *, wat: str, hoogstens: int = LANGSTE_NAAM) -> list[Gebrek]:
    """What is wrong with a text of one line that went through ``normale_tekst``; ``wat``: ``een naam``.

    What no letter can show is refused, as it is in an application.
    """
    if not tekst:
        return [Gebrek(waar, f"Vul {wat} in.")]
    if len(tekst) > hoogstens:
        return [Gebrek(waar, f"Dit is te lang. Gebruik hoogstens {hoogstens} tekens.")]
    if verboden_tekens(tekst, hoogstens=1):
        return [Gebrek(waar, "Hierin staan tekens die niemand kan zien. Typ het opnieuw.")]
    # Names, functions and addresses are frozen in letters, and a letter with what no font shows can never be made.
    # Escaped first: the function reads HTML, and what was typed is no HTML.
    if not tekst.isascii() and (ontbrekend := ontbrekende_tekens(escape(tekst))):
        return [Gebrek(waar, f"Dit kan niet in een brief: {noem_tekens(ontbrekend)}. Kies andere tekens.")]
    return []
