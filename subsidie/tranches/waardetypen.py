"""The types of settings: how a value is written in a tranche file, and how it is kept in the database.

Each type reads what TOML gives (``lees``), says what is wrong with it in Dutch, and turns the value into
plain JSON values and back (amounts as whole eurocents, shares as ``1/4``, days as ``YYYY-MM-DD``).
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, Generic, TypeVar

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.geld import lees_euro
from subsidie.kern.tekst import opsomming, verboden_tekens

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_AANDEEL = re.compile(r"(?P<heel>[0-9]{1,3})(?:,(?P<deel>[0-9]{1,4}))? ?%")
_DECIMAAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


class Waardetype(ABC, Generic[T]):
    """One type of value; ``T`` is what the program works with."""

    @abstractmethod
    def lees(self, ruw: object, waar: str) -> T:
        """Read what stands in a file. Raises ``OngeldigeInvoer`` with every fault, at ``waar``."""

    @abstractmethod
    def naar_json(self, waarde: T) -> object:
        """The value as JSON: text, whole numbers, yes/no, lists and objects."""

    @abstractmethod
    def van_json(self, json: Any) -> T:
        """The value back from what ``naar_json`` gave."""


class Eenvoudig(Waardetype[T]):
    """A type whose values are JSON values as they are."""

    def naar_json(self, waarde: T) -> object:
        return waarde

    def van_json(self, json: Any) -> T:
        waarde: T = json
        return waarde


@dataclass(frozen=True, slots=True)
class Tekst(Eenvoudig[str]):
    """Text that is not empty; ``patroon`` (with ``vorm`` in words) is what it must look like."""

    patroon: str = ""
    vorm: str = ""

    def lees(self, ruw: object, waar: str) -> str:
        if not isinstance(ruw, str):
            raise OngeldigeInvoer.van(waar, f"Dit moet tekst zijn, niet {_soort(ruw)}.")
        if not ruw.strip():
            raise OngeldigeInvoer.van(waar, "Deze tekst mag niet leeg zijn.")
        if ruw != ruw.strip():
            raise OngeldigeInvoer.van(waar, "Deze tekst mag niet met een spatie beginnen of eindigen.")
        if verboden := verboden_tekens(ruw, hoogstens=1):
            raise OngeldigeInvoer.van(waar, f"In deze tekst staat een teken dat niet mag: {verboden[0]}.")
        if self.patroon and re.fullmatch(self.patroon, ruw) is None:
            raise OngeldigeInvoer.van(waar, f"‘{ruw}’ is niet goed geschreven. Schrijf {self.vorm}.")
        return ruw


CODE = Tekst(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", "kleine letters, cijfers en lage streepjes")
"""A name that the program and its files use: never shown to people."""


@dataclass(frozen=True, slots=True)
class Getal(Eenvoudig[int]):
    """A whole number from ``minstens`` up to and including ``hoogstens``."""

    minstens: int = 0
    hoogstens: int = 1_000_000_000

    def lees(self, ruw: object, waar: str) -> int:
        if type(ruw) is not int:
            raise OngeldigeInvoer.van(waar, f"Dit moet een geheel getal zijn, niet {_soort(ruw)}.")
        if not self.minstens <= ruw <= self.hoogstens:
            raise OngeldigeInvoer.van(
                waar, f"Dit getal moet van {self.minstens} t/m {self.hoogstens} zijn, niet {ruw}."
            )
        return ruw


class Bedrag(Eenvoudig[int]):
    """An amount of money, written as ``€ 34.705.000``; in whole eurocents."""

    def lees(self, ruw: object, waar: str) -> int:
        if not isinstance(ruw, str):
            raise OngeldigeInvoer.van(
                waar, f'Schrijf een bedrag als tekst, bijvoorbeeld "€ 34.705.000"; dit is {_soort(ruw)}.'
            )
        return lees_euro(ruw, waar=waar)


class JaNee(Eenvoudig[bool]):
    """Yes or no."""

    def lees(self, ruw: object, waar: str) -> bool:
        if not isinstance(ruw, bool):
            raise OngeldigeInvoer.van(waar, f"Dit moet true of false zijn, niet {_soort(ruw)}.")
        return ruw


class Datum(Waardetype[date]):
    """A calendar day."""

    def lees(self, ruw: object, waar: str) -> date:
        if not isinstance(ruw, date) or isinstance(ruw, datetime):
            raise OngeldigeInvoer.van(
                waar, f"Dit moet een datum zijn, bijvoorbeeld 2023-07-07, niet {_soort(ruw)}."
            )
        return ruw

    def naar_json(self, waarde: date) -> object:
        return waarde.isoformat()

    def van_json(self, json: Any) -> date:
        return date.fromisoformat(json)


class Aandeel(Waardetype[Fraction]):
    """A share of a whole, written as ``25 %``; exact."""

    def lees(self, ruw: object, waar: str) -> Fraction:
        gevonden = _AANDEEL.fullmatch(ruw) if isinstance(ruw, str) else None
        if gevonden is None:
            raise OngeldigeInvoer.van(waar, 'Schrijf een aandeel als tekst, bijvoorbeeld "25 %".')
        aandeel = Fraction(f"{gevonden['heel']}.{gevonden['deel'] or 0}") / 100
        if aandeel > 1:
            raise OngeldigeInvoer.van(waar, "Een aandeel is ten hoogste 100 %.")
        return aandeel

    def naar_json(self, waarde: Fraction) -> object:
        return str(waarde)

    def van_json(self, json: Any) -> Fraction:
        return Fraction(json)


class Decimaal(Eenvoudig[str]):
    """A decimal number as text (a score in verdeling.md): exact, never a float."""

    def lees(self, ruw: object, waar: str) -> str:
        if not isinstance(ruw, str) or _DECIMAAL.fullmatch(ruw) is None:
            raise OngeldigeInvoer.van(waar, 'Schrijf een score als tekst met een punt, bijvoorbeeld "6.5".')
        return ruw


@dataclass(frozen=True, slots=True)
class Keuze(Waardetype[E]):
    """One word of ``woorden``."""

    woorden: type[E]

    def lees(self, ruw: object, waar: str) -> E:
        for lid in self.woorden:
            if ruw == lid.value:
                return lid
        mogelijk = opsomming([f"‘{lid.value}’" for lid in self.woorden], voegwoord="of")
        raise OngeldigeInvoer.van(waar, f"Dit moet {mogelijk} zijn, niet {_toon(ruw)}.")

    def naar_json(self, waarde: E) -> object:
        return waarde.value

    def van_json(self, json: Any) -> E:
        return self.woorden(json)


@dataclass(frozen=True, slots=True)
class Lijst(Waardetype[tuple[T, ...]]):
    """A list in order. ``uniek`` gives what may occur once only (by default the value itself)."""

    van: Waardetype[T]
    minstens: int = 0
    uniek: Callable[[T], object] = field(default=lambda waarde: waarde)

    def lees(self, ruw: object, waar: str) -> tuple[T, ...]:
        if not isinstance(ruw, list):
            raise OngeldigeInvoer.van(waar, f"Dit moet een lijst zijn, niet {_soort(ruw)}.")
        gebreken: list[Gebrek] = []
        waarden: list[T] = []
        gezien: set[object] = set()
        for nummer, deel in enumerate(ruw, start=1):
            try:
                waarde = self.van.lees(deel, f"{waar}[{nummer}]")
            except OngeldigeInvoer as fout:
                gebreken.extend(fout.gebreken)
                continue
            if self.uniek(waarde) in gezien:
                gebreken.append(Gebrek(f"{waar}[{nummer}]", f"{_toon(self.uniek(waarde))} staat er al."))
            gezien.add(self.uniek(waarde))
            waarden.append(waarde)
        if len(ruw) < self.minstens:
            gebreken.append(Gebrek(waar, f"Hier moet ten minste {self.minstens} staan."))
        if gebreken:
            raise OngeldigeInvoer(gebreken)
        return tuple(waarden)

    def naar_json(self, waarde: tuple[T, ...]) -> object:
        return [self.van.naar_json(deel) for deel in waarde]

    def van_json(self, json: Any) -> tuple[T, ...]:
        return tuple(self.van.van_json(deel) for deel in json)


@dataclass(frozen=True, slots=True)
class Veldtype:
    """One field of a ``Tabel``: the attribute of the dataclass, its type, and whether it must be there."""

    attribuut: str
    type: Waardetype[Any]
    verplicht: bool = True


@dataclass(frozen=True, slots=True)
class Tabel(Waardetype[T]):
    """A table with fixed fields; ``maak`` is the dataclass that it becomes.

    The names in ``velden`` are those of the file; JSON has the attributes of the dataclass, so that an amount
    carries its unit there (``bedrag`` in the file, ``bedrag_cent`` in JSON).
    """

    maak: Callable[..., T]
    velden: Mapping[str, Veldtype]

    def lees(self, ruw: object, waar: str) -> T:
        if not isinstance(ruw, dict):
            raise OngeldigeInvoer.van(waar, f"Dit moet een tabel zijn, niet {_soort(ruw)}.")
        gebreken = [
            Gebrek(f"{waar}.{naam}", "Dit veld bestaat niet.") for naam in ruw if naam not in self.velden
        ]
        waarden: dict[str, Any] = {}
        for naam, veld in self.velden.items():
            if naam not in ruw:
                if veld.verplicht:
                    gebreken.append(Gebrek(f"{waar}.{naam}", "Dit veld ontbreekt."))
                continue
            try:
                waarden[veld.attribuut] = veld.type.lees(ruw[naam], f"{waar}.{naam}")
            except OngeldigeInvoer as fout:
                gebreken.extend(fout.gebreken)
        if gebreken:
            raise OngeldigeInvoer(gebreken)
        return self.maak(**waarden)

    def naar_json(self, waarde: T) -> object:
        json: dict[str, object] = {}
        for veld in self.velden.values():
            deel = getattr(waarde, veld.attribuut)
            if deel is not None:
                json[veld.attribuut] = veld.type.naar_json(deel)
        return json

    def van_json(self, json: Any) -> T:
        return self.maak(
            **{
                veld.attribuut: veld.type.van_json(json[veld.attribuut])
                for veld in self.velden.values()
                if veld.attribuut in json
            }
        )


def _soort(ruw: object) -> str:
    match ruw:
        case bool():
            return "true of false"
        case int():
            return "een getal"
        case float():
            return "een kommagetal"
        case str():
            return "tekst"
        case list():
            return "een lijst"
        case dict():
            return "een tabel"
        case datetime():
            return "een moment"
        case date():
            return "een datum"
        case _:
            return "iets anders"


def _toon(ruw: object) -> str:
    return f"‘{ruw}’" if isinstance(ruw, str | int) and not isinstance(ruw, bool) else _soort(ruw)
