"""Passwords: what is good enough, and argon2 (OWASP, Password Storage Cheat Sheet)."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer

MINSTENS: Final = 12
HOOGSTENS: Final = 200
VERSCHILLENDE_TEKENS: Final = 6
EISEN: Final = (
    f"Minstens {MINSTENS} tekens. Vier losse woorden achter elkaar zijn sterk en goed te onthouden. Gebruik een "
    "wachtwoord dat u nergens anders hebt."
)
"""What a page says about it before somebody chooses one."""

VEELGEBRUIKT: Final = (
    "wachtwoord", "password", "welkom", "geheim", "qwerty", "azerty", "admin", "letmein", "inloggen", "subsidie",
    "huisvesting", "gemeente", "ministerie", "zomer", "winter", "herfst", "lente",
)  # fmt: skip
"""Words with which everybody starts guessing; what is left without them must be long enough by itself."""
RIJTJES: Final = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")

_LEESBAAR: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letters and digits that look like each other."""
_BEKEND: Final = re.compile("|".join((*VEELGEBRUIKT, "(?:19|20)[0-9]{2}")))
_argon2 = PasswordHasher()


def maak_hash(wachtwoord: str) -> str:
    """The argon2id hash of a password."""
    return _argon2.hash(_normaal(wachtwoord))


def klopt(wachtwoord: str, opgeslagen: str | None) -> bool:
    """Whether the password belongs to the hash. Takes as long for a user who does not exist (``None``)."""
    niemand = _hash_van_niemand()
    try:
        return _argon2.verify(opgeslagen or niemand, _normaal(wachtwoord)[: HOOGSTENS + 1]) and (
            opgeslagen is not None
        )
    except VerificationError:
        return False


def is_verouderd(opgeslagen: str) -> bool:
    """Whether this hash was made with other settings than those of today, so that it is made anew."""
    return _argon2.check_needs_rehash(opgeslagen)


def vereis_goed(wachtwoord: str, *, naam: str, email: str, waar: str = "wachtwoord") -> None:
    """Raises ``OngeldigeInvoer`` at ``waar`` unless the password is long enough and not easy to guess.

    Length rather than kinds of characters (NIST SP 800-63B, 3.1.1.2).
    """
    wachtwoord = _normaal(wachtwoord)
    gebreken = []
    if len(wachtwoord) < MINSTENS:
        gebreken.append(f"Kies minstens {MINSTENS} tekens, bijvoorbeeld vier woorden achter elkaar.")
    elif len(wachtwoord) > HOOGSTENS:
        gebreken.append(f"Kies hoogstens {HOOGSTENS} tekens.")
    elif len(set(wachtwoord.casefold())) < VERSCHILLENDE_TEKENS:
        gebreken.append(
            "Dit wachtwoord herhaalt steeds dezelfde tekens. Kies iets dat moeilijker te raden is."
        )
    elif len(_zonder_bekende_delen(wachtwoord)) < VERSCHILLENDE_TEKENS:
        gebreken.append(
            "Dit wachtwoord bestaat vooral uit een woord of rijtje dat veel mensen gebruiken. Kies iets dat "
            "moeilijker te raden is."
        )
    delen = {deel for deel in (email.partition("@")[0], email, *naam.split()) if len(deel) >= 4}
    if any(deel.casefold() in wachtwoord.casefold() for deel in delen):
        gebreken.append(
            "Uw naam of e-mailadres staat in het wachtwoord. Kies iets dat moeilijker te raden is."
        )
    if gebreken:
        raise OngeldigeInvoer([Gebrek(waar, gebrek) for gebrek in gebreken])


@cache
def _hash_van_niemand() -> str:
    return _argon2.hash("niemand heeft dit wachtwoord")


def _normaal(wachtwoord: str) -> str:
    """The same text whatever keyboard made it: é is one character on one machine and two on another."""
    return unicodedata.normalize("NFKC", wachtwoord.encode("utf-8", "replace").decode())


def _zonder_bekende_delen(wachtwoord: str) -> str:
    """What is left of a password without common words, years, and rows of the keyboard and the alphabet."""
    rest = _BEKEND.sub(" ", wachtwoord.casefold())
    gehouden = []
    while rest:
        lengte = _lengte_van_rijtje(rest)
        gehouden.append("" if lengte else rest[0])
        rest = rest[lengte or 1 :]
    return "".join("".join(gehouden).split())


def _lengte_van_rijtje(tekst: str) -> int:
    """How many characters at the start stand in a row on the keyboard or in the alphabet; 0 below four."""
    beste = 0
    for rijtje in RIJTJES:
        for richting in (rijtje, rijtje[::-1]):
            begin = richting.find(tekst[0])
            lengte = 0
            while begin >= 0 and lengte < len(tekst) and richting[begin + lengte :][:1] == tekst[lengte]:
                lengte += 1
            beste = max(beste, lengte)
    return beste if beste >= 4 else 0


def bedenk_wachtwoord() -> str:
    """A password that nobody guesses and everybody can copy: 20 characters in groups, about 90 bits."""
    return "-".join("".join(secrets.choice(_LEESBAAR) for _ in range(5)) for _ in range(4))
