"""The number of a home in the BAG: which kind of object it is, and which municipality gave it out. Pure.

A number has sixteen digits: four of the municipality that gave it out, two for the kind of object, ten that count
(BAG catalogue; general knowledge, not read: an assumption). A municipality that merged keeps the numbers it gave out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from subsidie.aanvragen.inhoud.plaatssoorten import BAG_SOORTEN, BagId
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tekst import opsomming
from subsidie.register.gemeenten import Bestaan, wie_is
from subsidie.tranches.keuzen import Woonruimtesoort

_BAG: Final = BagId()

PASSEND: Final[Mapping[Woonruimtesoort, tuple[str, ...]]] = {
    Woonruimtesoort.ZELFSTANDIG: ("01",),
    Woonruimtesoort.ONZELFSTANDIG: ("01",),
    Woonruimtesoort.VERBLIJFSRUIMTE: ("01",),
    Woonruimtesoort.STANDPLAATS: ("02", "03"),
}
"""Which kinds of object a home of a kind can be: what is lived in is never a whole building (10)."""


def lees_bag_id(tekst: str) -> str:
    """The sixteen digits, spaces left out. Raises ``OngeldigeInvoer`` with one fault without a place."""
    cijfers = _BAG.lees(tekst)
    if cijfers[:4] == "0000" or cijfers[6:] == "0" * 10:
        raise OngeldigeInvoer.van("", f"‘{tekst}’ is geen BAG-nummer dat is uitgegeven. Kijk het na.")
    return cijfers


def past_bij(bag_id: str, soort: Woonruimtesoort) -> str:
    """What is wrong with this number for a home of this kind, in Dutch; empty when it fits."""
    passend = PASSEND[soort]
    code = bag_id[4:6]
    if code in passend:
        return ""
    goed = opsomming([f"een {BAG_SOORTEN[een]} ({een})" for een in passend], voegwoord="of")
    return (
        f"Dit BAG-nummer is van een {BAG_SOORTEN[code]} ({code}). Bij de soort ‘{soort.value}’ hoort {goed}:"
        " kijk naar het vijfde en zesde cijfer."
    )


def gemeentecode(bag_id: str) -> str:
    """The municipality that gave the number out, as in the register: ``GM0363``."""
    return f"GM{bag_id[:4]}"


def over_gemeente(bag_id: str, gm_code: str, dag: date, register: Mapping[str, Bestaan]) -> str:
    """A warning when the number was given out by a municipality that is not ``gm_code`` on ``dag``; else empty.

    Both are followed to who has their area on that day: a number of Weesp fits Amsterdam after they merged.
    """
    code = gemeentecode(bag_id)
    if code == gm_code:
        return ""
    gever = register.get(code)
    if gever is None:
        return (
            f"Het BAG-nummer begint met {bag_id[:4]}. Die gemeentecode kent het register niet: de gemeente is"
            " misschien voor 2021 opgegaan in een andere. Kijk het nummer na."
        )
    if _nu(code, dag, register) == _nu(gm_code, dag, register):
        return ""
    return f"Het BAG-nummer is uitgegeven door een andere gemeente: {gever.naam}. Kijk het nummer na."


def _nu(code: str, dag: date, register: Mapping[str, Bestaan]) -> str:
    opvolger = wie_is(code, dag, register).opvolger
    return opvolger.gm_code if opvolger is not None else code
