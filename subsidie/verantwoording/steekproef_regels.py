"""Drawing a sample that anyone can draw again: pure, without a database (``docs/rekenregels/steekproef.md``).

Two ways (ISA 530, Appendix 4): every item an equal chance, or every euro (monetary unit sampling with a fixed
interval and a random start). Chance comes from the seed only, through SHA-256; order of what goes in plays no part.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer

VERSIE: Final = "steekproef-1"
ASELECT: Final = "aselect"
GELDEENHEID: Final = "geldeenheid"
WIJZEN: Final = (ASELECT, GELDEENHEID)
GROOTSTE_POPULATIE: Final = 200_000
GROOTSTE_OMVANG: Final = 5_000
GROOTSTE_CENT: Final = 10**15
LANGSTE_ZAAD: Final = 120
LANGSTE_NUMMER: Final = 40
_VELDEN: Final = ("wijze", "omvang", "zaad", "soort", "tranche", "items")


@dataclass(frozen=True, slots=True)
class Item:
    """What can be drawn: its number and its amount in eurocents (0 where it has none)."""

    nummer: str
    bedrag_cent: int


@dataclass(frozen=True, slots=True)
class Treffer:
    """An item that was drawn. ``raakpunten``: at which eurocent of the population, counted from 0 in the order of
    number, the interval hit it (monetary unit sampling); ``lot``: its hash (equal chances)."""

    nummer: str
    bedrag_cent: int
    raakpunten: tuple[int, ...] = ()
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Opdracht:
    """Everything that a sample follows from. ``soort`` and ``tranche`` say of what, and play no part in the draw."""

    wijze: str
    omvang: int
    zaad: str
    soort: str
    tranche: str
    items: tuple[Item, ...]

    @property
    def totaal_cent(self) -> int:
        """All amounts together."""
        return sum(item.bedrag_cent for item in self.items)

    def als_populatie(self) -> bytes:
        """The population as canonical JSON: what its hash is of."""
        return canonieke_json(
            {
                "items": [
                    {"nummer": item.nummer, "bedrag_cent": item.bedrag_cent} for item in geordend(self.items)
                ],
                "soort": self.soort,
                "tranche": self.tranche,
            }
        )


def geordend(items: Iterable[Item]) -> list[Item]:
    """By number, in the order of code points: the same everywhere."""
    return sorted(items, key=lambda item: item.nummer)


def trek(opdracht: Opdracht) -> tuple[Treffer, ...]:
    """The sample of ``opdracht``, in the order of number. Raises ``OngeldigeInvoer`` when there is nothing to draw."""
    gebreken = list(_gebreken(opdracht))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    items = geordend(opdracht.items)
    if opdracht.wijze == ASELECT:
        return _aselect(items, opdracht)
    return _geldeenheid(items, opdracht)


def _gebreken(opdracht: Opdracht) -> Iterable[Gebrek]:
    if opdracht.wijze not in WIJZEN:
        yield Gebrek("wijze", f"Kies hoe u trekt: {' of '.join(WIJZEN)}.")
    if not 1 <= opdracht.omvang <= GROOTSTE_OMVANG:
        yield Gebrek("omvang", f"De omvang is een heel getal van 1 tot en met {GROOTSTE_OMVANG}.")
    if not 1 <= len(opdracht.zaad) <= LANGSTE_ZAAD or not opdracht.zaad.isprintable():
        yield Gebrek("zaad", f"Het zaad is een tekst van hoogstens {LANGSTE_ZAAD} tekens.")
    if not opdracht.items:
        yield Gebrek("soort", "Er is niets om uit te trekken.")
    if len(opdracht.items) > GROOTSTE_POPULATIE:
        yield Gebrek("soort", f"De populatie is groter dan {GROOTSTE_POPULATIE} items.")
    nummers = [item.nummer for item in opdracht.items]
    if len(set(nummers)) < len(nummers):
        yield Gebrek("items", "Een nummer komt meer dan een keer voor.")
    if any(not 0 <= item.bedrag_cent <= GROOTSTE_CENT for item in opdracht.items):
        yield Gebrek("items", "Een bedrag is negatief of te groot.")
    if opdracht.wijze == ASELECT and opdracht.omvang > len(opdracht.items) > 0:
        yield Gebrek("omvang", f"Er zijn {len(opdracht.items)} items. Trek er niet meer dan dat.")
    if opdracht.wijze == GELDEENHEID and opdracht.items:
        totaal = opdracht.totaal_cent
        if totaal <= 0:
            yield Gebrek("wijze", "Hier staan geen bedragen bij. Trek zonder bedragen.")
        elif opdracht.omvang > totaal:
            yield Gebrek("omvang", "Er zijn minder eurocenten dan u wilt trekken.")


def lot_van(zaad: str, nummer: str) -> str:
    """The lot of one item: SHA-256 (hex) of ``zaad|nummer``, as in an allocation."""
    return sha256_hex(f"{zaad}|{nummer}".encode())


def _aselect(items: Sequence[Item], opdracht: Opdracht) -> tuple[Treffer, ...]:
    loten = sorted((lot_van(opdracht.zaad, item.nummer), item.nummer, item) for item in items)
    getrokken = [Treffer(item.nummer, item.bedrag_cent, lot=lot) for lot, _, item in loten[: opdracht.omvang]]
    return tuple(sorted(getrokken, key=lambda treffer: treffer.nummer))


def begin_van(zaad: str, totaal_cent: int) -> int:
    """The random start ``r``, 0 ≤ r < total: SHA-256 of ``zaad|begin`` as a number, modulo the total."""
    return int(sha256_hex(f"{zaad}|begin".encode()), 16) % totaal_cent


def raakpunten_van(zaad: str, totaal_cent: int, omvang: int) -> list[int]:
    """Where the ``omvang`` hits fall: floor((k × total + r) / omvang) for k = 0 ... omvang - 1.

    That is a start within the first interval (r / omvang) and a fixed interval of total / omvang, computed in whole
    cents without rounding the interval itself.
    """
    begin = begin_van(zaad, totaal_cent)
    return [(keer * totaal_cent + begin) // omvang for keer in range(omvang)]


def _geldeenheid(items: Sequence[Item], opdracht: Opdracht) -> tuple[Treffer, ...]:
    punten = iter(raakpunten_van(opdracht.zaad, opdracht.totaal_cent, opdracht.omvang))
    punt = next(punten, None)
    treffers, einde = [], 0
    for item in items:
        einde += item.bedrag_cent
        geraakt = []
        while punt is not None and punt < einde:
            geraakt.append(punt)
            punt = next(punten, None)
        if geraakt:
            treffers.append(Treffer(item.nummer, item.bedrag_cent, tuple(geraakt)))
    return tuple(treffers)


def uitkomst_als_json(treffers: Sequence[Treffer]) -> bytes:
    """The sample as canonical JSON: what its hash is of."""
    return canonieke_json(
        [
            {
                "nummer": treffer.nummer, "bedrag_cent": treffer.bedrag_cent, "raakpunten": list(treffer.raakpunten),
                "lot": treffer.lot,
            }
            for treffer in treffers
        ]
    )  # fmt: skip


def lees_uitkomst(tekst: str) -> tuple[Treffer, ...]:
    """What ``uitkomst_als_json`` wrote."""
    return tuple(
        Treffer(een["nummer"], een["bedrag_cent"], tuple(een["raakpunten"]), een["lot"])
        for een in json.loads(tekst)
    )


def lees_opdracht(waarden: object) -> Opdracht:
    """The sample that a file asks; ``OngeldigeInvoer`` names every fault. What else stands in it is left aside."""
    if not isinstance(waarden, Mapping):
        raise OngeldigeInvoer.van("", "Dit bestand is geen steekproef: er staat geen object in.")
    ontbreekt = [naam for naam in _VELDEN if naam not in waarden]
    if ontbreekt:
        raise OngeldigeInvoer([Gebrek(naam, "dit veld ontbreekt") for naam in ontbreekt])
    gebreken = [
        Gebrek(naam, "dit is geen tekst")
        for naam in ("wijze", "zaad", "soort", "tranche")
        if not isinstance(waarden[naam], str)
    ]
    if type(waarden["omvang"]) is not int:
        gebreken.append(Gebrek("omvang", "dit is geen heel getal"))
    items = _lees_items(waarden["items"], gebreken)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return Opdracht(
        waarden["wijze"],
        waarden["omvang"],
        waarden["zaad"],
        waarden["soort"],
        waarden["tranche"],
        tuple(items),
    )


def _lees_items(waarden: Any, gebreken: list[Gebrek]) -> list[Item]:
    if not isinstance(waarden, list):
        gebreken.append(Gebrek("items", "dit is geen lijst"))
        return []
    items = []
    for plek, een in enumerate(waarden):
        nummer, bedrag = (
            (een.get("nummer"), een.get("bedrag_cent")) if isinstance(een, Mapping) else (None, None)
        )
        if not isinstance(nummer, str) or not 1 <= len(nummer) <= LANGSTE_NUMMER or type(bedrag) is not int:
            gebreken.append(
                Gebrek(f"items[{plek}]", "hier horen een nummer en een bedrag in hele eurocenten")
            )
            if len(gebreken) > 20:
                break
            continue
        items.append(Item(nummer, bedrag))
    return items
