"""The municipalities on a map: the outlines of 2025, and values brought to the municipality that exists then.

The outlines come from ``data/kaart_2025.json`` (CBS/Kadaster, made by ``scripts/maak_kaart.py``); names and
provinces from the register. A value of a municipality that has merged since is added to its successor's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Final

from subsidie.kern.tekst import aantal, getal, opsomming
from subsidie.kern.tijd import datum_nl
from subsidie.register.gemeenten import Bestaan, Stand, gemeenten, wie_is
from subsidie.web.beeld import Kaart, Vlak, kaart

BESTAND: Final = "kaart_2025.json"
KAARTDAG: Final = date(2025, 1, 1)
"""The day whose municipalities the map shows."""


@dataclass(frozen=True, slots=True)
class Omtrekken:
    """The file: size of the drawing, an area per municipality by name, the borders of provinces, the source."""

    breed: int
    hoog: int
    vlakken: tuple[Vlak, ...]
    provinciegrenzen: str
    bron: str


@dataclass(frozen=True, slots=True)
class Kaartwaarden:
    """Values by GM code of the day of the map.

    ``overgebracht`` holds per code that no longer exists its successor; ``buiten`` the values for which
    there is no municipality on the map. Nothing is lost: both together sum up to what was given.
    """

    waarden: Mapping[str, int]
    overgebracht: tuple[tuple[str, str], ...]
    buiten: Mapping[str, int]


@lru_cache(maxsize=1)
def omtrekken() -> Omtrekken:
    """The outlines of the file in the package; read once per process."""
    ruw = json.loads(files("subsidie.register").joinpath("data", BESTAND).read_bytes())
    register = gemeenten()
    vlakken = [
        Vlak(code, register[code].naam, register[code].provincie, pad)
        for code, pad in ruw["gemeenten"].items()
    ]
    vlakken.sort(key=lambda vlak: (vlak.naam, vlak.code))
    return Omtrekken(ruw["breed"], ruw["hoog"], tuple(vlakken), ruw["provinciegrenzen"], ruw["bron"])


def op_de_kaart(waarden: Mapping[str, int], register: Mapping[str, Bestaan] | None = None) -> Kaartwaarden:
    """Bring values by GM code of any year to the municipalities of the day of the map, and add them up.

    GM0457 (Weesp, until 24 March 2022) comes to GM0363 (Amsterdam). By default the register is the file in
    the package. A code without a municipality on that day ends up in ``buiten``.
    """
    geplaatst: dict[str, int] = {}
    overgebracht, buiten = [], {}
    for code in sorted(waarden):
        wie = wie_is(code, KAARTDAG, register)
        if wie.stand is Stand.BESTAAT:
            doel = code
        elif wie.opvolger is not None:
            doel = wie.opvolger.gm_code
            overgebracht.append((code, doel))
        else:
            buiten[code] = waarden[code]
            continue
        geplaatst[doel] = geplaatst.get(doel, 0) + waarden[code]
    return Kaartwaarden(geplaatst, tuple(overgebracht), buiten)


def gemeentekaart(
    titel: str,
    waarden: Mapping[str, int],
    *,
    kenmerk: str,
    eenheid: str = "woonruimten",
    klassen: Sequence[int] = (),
    schrijf: Callable[[int], str] = getal,
    geen: str = "geen",
    href: Callable[[str], str] | None = None,
    omschrijving: str = "",
) -> Kaart:
    """The map of the Dutch municipalities for the macro ``kaart``; see ``subsidie.web.beeld.kaart``.

    ``waarden`` by GM code of any year (see ``op_de_kaart``), whole and not below zero. What was brought to a
    successor, and what has no place on the map, is told in words beside it.
    """
    vorm, geplaatst = omtrekken(), op_de_kaart(waarden)
    return kaart(
        titel,
        vorm.vlakken,
        geplaatst.waarden,
        kenmerk=kenmerk,
        formaat=(vorm.breed, vorm.hoog),
        grenzen=(vorm.provinciegrenzen,),
        eenheid=eenheid,
        klassen=klassen,
        schrijf=schrijf,
        geen=geen,
        href=href,
        omschrijving=omschrijving,
        noot=_noot(geplaatst, eenheid, schrijf),
        bron=f"Gemeenten op {datum_nl(KAARTDAG)}. Bron grenzen: {vorm.bron}.",
    )


def _noot(geplaatst: Kaartwaarden, eenheid: str, schrijf: Callable[[int], str]) -> str:
    zinnen = []
    if geplaatst.overgebracht:
        register = gemeenten()
        paren = [f"{register[oud].naam} bij {register[nieuw].naam}" for oud, nieuw in geplaatst.overgebracht]
        zinnen.append(f"Opgegaan in een andere gemeente en daar meegeteld: {opsomming(paren)}.")
    if geplaatst.buiten:
        som = schrijf(sum(geplaatst.buiten.values()))
        hoeveel = aantal(len(geplaatst.buiten), "code", "codes")
        zinnen.append(f"Niet op de kaart: {som} {eenheid} van {hoeveel} zonder gemeente op die dag.")
    return " ".join(zinnen)
