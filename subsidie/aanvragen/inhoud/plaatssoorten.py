"""The kinds of values that say where something is: postcode, number in the BAG, coordinate. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from subsidie.aanvragen.bronbestand import toon as citeer
from subsidie.aanvragen.inhoud.soorten import Veldsoort, Waardesoort, weiger
from subsidie.kern.tekst import opsomming

_POSTCODE: Final = re.compile(r"([1-9][0-9]{3}) ?([A-Za-z]{2})")
_GRADEN: Final = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,8}))?")


@dataclass(frozen=True, slots=True)
class Postcode(Waardesoort[str]):
    """A Dutch postcode, kept as ``1234 AB``."""

    soort: ClassVar = Veldsoort.TEKST

    def lees(self, tekst: str) -> str:
        gevonden = _POSTCODE.fullmatch(tekst)
        if gevonden is None:
            raise weiger(
                f"‘{citeer(tekst)}’ is geen postcode. Schrijf vier cijfers en twee letters: 1234 AB."
            )
        return f"{gevonden[1]} {gevonden[2].upper()}"


BAG_SOORTEN: Final = {
    "01": "verblijfsobject",
    "02": "ligplaats",
    "03": "standplaats",
    "10": "pand",
}
"""Positions 5 and 6 of a number in the BAG (BAG catalogue; general knowledge, not read: an assumption)."""


@dataclass(frozen=True, slots=True)
class BagId(Waardesoort[str]):
    """A number in the BAG: 16 digits, of which the fifth and sixth say what it is (``BAG_SOORTEN``)."""

    soort: ClassVar = Veldsoort.TEKST

    def lees(self, tekst: str) -> str:
        cijfers = tekst.replace(" ", "")
        if not (cijfers.isascii() and cijfers.isdigit() and len(cijfers) == 16):
            raise weiger(f"‘{citeer(tekst)}’ is geen BAG-nummer. Het heeft 16 cijfers.")
        if cijfers[4:6] not in BAG_SOORTEN:
            soorten = opsomming([f"{code} ({naam})" for code, naam in BAG_SOORTEN.items()], voegwoord="of")
            raise weiger(f"In een BAG-nummer staat op plaats 5 en 6: {soorten}. Hier staat {cijfers[4:6]}.")
        return cijfers

    def toon(self, waarde: str) -> str:
        return f"{waarde} ({BAG_SOORTEN.get(waarde[4:6], 'onbekend')})"


@dataclass(frozen=True, slots=True)
class Graden(Waardesoort[Decimal]):
    """A coordinate in decimal degrees (WGS 84) between two bounds; exact, never a float."""

    soort: ClassVar = Veldsoort.TEKST
    laagste: Decimal
    hoogste: Decimal

    def lees(self, tekst: str) -> Decimal:
        gevonden = _GRADEN.fullmatch(tekst)
        waarde = Decimal(f"{gevonden[1]}.{gevonden[2] or 0}") if gevonden else None
        if waarde is None or not self.laagste <= waarde <= self.hoogste:
            raise weiger(
                f"‘{citeer(tekst)}’ ligt niet in Nederland. Vul graden in van {_komma(self.laagste)}"
                f" tot en met {_komma(self.hoogste)}, bijvoorbeeld {_komma(self.laagste)}2345."
            )
        return waarde

    def schrijf(self, waarde: Decimal) -> str:
        return _komma(waarde)

    def toon(self, waarde: Decimal) -> str:
        return _komma(waarde)


def _komma(waarde: Decimal) -> str:
    return format(waarde, "f").replace(".", ",")
