"""Money: whole eurocents in, Dutch text out, and back again without ever touching a float.

Amounts are ``int`` eurocents everywhere in the program (``_cent`` in the name). The text form is the one
of the letters: ``€ 1.234.567,89``, thousands with a dot, decimals with a comma, an ordinary space.
"""

from __future__ import annotations

import re
from typing import Final

from subsidie.kern.fouten import OngeldigeInvoer

#: The largest amount, either side of zero: canonical JSON (RFC 8785) keeps whole numbers exact up to here.
HOOGSTE_CENT: Final = 2**53 - 1

_LANGSTE_TEKST: Final = 60
_SPATIES: Final = " \u00a0\u202f"  # ordinary, no-break and narrow no-break (what word processors put after €)

_EURO = re.compile(r"(?P<heel>0|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]*)(?:,(?P<deel>[0-9]{1,2}))?")

# What people write by mistake and can mean only one thing: (pattern, how the groups become euros and cents).
_ALLEEN_PUNT = re.compile(r"(?P<heel>[0-9]+)\.(?P<deel>[0-9]{1,2})")
_ENGELS = re.compile(r"(?P<heel>[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.(?P<deel>[0-9]{1,2})")
_ENGELS_HEEL = re.compile(r"(?P<heel>[1-9][0-9]{0,2}(?:,[0-9]{3}){2,})(?P<deel>)")
_STREEPJE = re.compile(
    r"(?P<heel>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),(?P<deel>)(?:-{1,2}|[\u2013\u2014=])"
)
_MET_SPATIES = re.compile(r"(?P<heel>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,(?P<deel>[0-9]{1,2}))?")
_VOORLOOPNUL = re.compile(r"(?P<heel>0[0-9]+)(?:,(?P<deel>[0-9]{1,2}))?")
_VERGISSINGEN: Final = (_ALLEEN_PUNT, _ENGELS, _ENGELS_HEEL, _STREEPJE, _MET_SPATIES, _VOORLOOPNUL)


def euro(cent: int) -> str:
    """Whole eurocents as ``€ 1.234.567,89``: always two decimals; below zero ``€ -12,00``.

    Raises ``TypeError`` for anything that is not an ``int`` (a float would hide lost cents).
    """
    heel, deel = divmod(abs(_geheel(cent)), 100)
    return f"€ {_min(cent)}{_duizendtallen(heel)},{deel:02d}"


def euro_kort(cent: int) -> str:
    """As ``euro``, but without decimals when it is a whole number of euros: ``€ 320.670``."""
    heel, deel = divmod(abs(_geheel(cent)), 100)
    return euro(cent) if deel else f"€ {_min(cent)}{_duizendtallen(heel)}"


def lees_euro(tekst: str, *, waar: str = "", negatief: bool = False) -> int:
    """Read an amount as people in the Netherlands write it; the answer is in whole eurocents.

    Accepted: an optional ``€`` in front, spaces around it, dots between thousands (all of them or none), and
    a comma with one or two decimals: ``€ 34.705.000``, ``1.234.567,89``, ``250``, ``12,5``. A minus in front
    of the digits or of the ``€`` only with ``negatief=True``. At most ``HOOGSTE_CENT``.

    Raises ``OngeldigeInvoer`` (at ``waar``) for everything else, with what was probably meant when there is
    only one thing that it can have meant. Nothing is guessed: ``1,234`` is refused without a suggestion.
    """

    def weiger(melding: str) -> OngeldigeInvoer:
        return OngeldigeInvoer.van(waar, melding)

    if len(tekst) > _LANGSTE_TEKST:
        raise weiger("Dit is te lang voor een bedrag. Vul alleen het bedrag in, bijvoorbeeld 1.234,56.")
    kern = tekst.strip(_SPATIES)
    if not kern:
        raise weiger("Vul een bedrag in, bijvoorbeeld 1.234,56.")
    kern, onder_nul = _zonder_voorvoegsel(kern)
    gevonden = _EURO.fullmatch(kern)
    if gevonden is None:
        raise weiger(_melding_bij(kern, onder_nul and negatief))
    if onder_nul and not negatief:
        raise weiger("Het bedrag mag niet lager zijn dan nul. Laat het minteken weg.")
    cent = _naar_cent(gevonden)
    if cent > HOOGSTE_CENT:
        raise weiger(f"Dit bedrag is te hoog. Het hoogste bedrag is {euro(HOOGSTE_CENT)}.")
    return -cent if onder_nul else cent


def _geheel(cent: int) -> int:
    if type(cent) is not int:
        raise TypeError(f"an amount is a whole number of eurocents (int), not {type(cent).__name__}")
    return cent


def _min(cent: int) -> str:
    return "-" if cent < 0 else ""


def _duizendtallen(heel: int) -> str:
    return f"{heel:,}".replace(",", ".")


def _zonder_voorvoegsel(kern: str) -> tuple[str, bool]:
    """Take off one ``€`` and one minus, in either order, with spaces behind the sign of the euro."""
    onder_nul = kern.startswith("-")
    if onder_nul:
        kern = kern[1:]
    if kern.startswith("€"):
        kern = kern[1:].lstrip(_SPATIES)
        if not onder_nul and kern.startswith("-"):
            onder_nul, kern = True, kern[1:]
    return kern, onder_nul


def _naar_cent(gevonden: re.Match[str]) -> int:
    heel = re.sub("[., ]", "", gevonden["heel"])
    return int(heel) * 100 + int((gevonden["deel"] or "").ljust(2, "0"))


def _melding_bij(kern: str, onder_nul: bool) -> str:
    if not kern:
        return "Vul een bedrag in, bijvoorbeeld 1.234,56."
    gewoon = kern.replace("\u00a0", " ").replace("\u202f", " ")
    for vergissing in _VERGISSINGEN:
        gevonden = vergissing.fullmatch(gewoon)
        if gevonden is not None and _naar_cent(gevonden) <= HOOGSTE_CENT:
            cent = _naar_cent(gevonden)
            bedoeld = euro(-cent if onder_nul else cent).removeprefix("€ ")
            return f"Dit bedrag is niet goed geschreven. Bedoelt u {bedoeld}?"
    return (
        "Dit is geen geldig bedrag. Schrijf cijfers, met een punt tussen duizendtallen"
        " en een komma voor de centen, bijvoorbeeld 1.234,56."
    )
