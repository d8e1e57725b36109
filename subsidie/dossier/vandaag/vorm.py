"""What a part of the home page consists of: plain values, so that the template only shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from subsidie.kern.geld import euro_kort

BIJNA_DAGEN: Final = 14
"""From this many days before the end a term is shown as nearly over; a matter of display, of no law."""

VAST: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Naar:
    """A page to go to: its endpoint and the values of its address."""

    eindpunt: str
    waarden: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Klokstand:
    """A term as the macro ``klok`` shows it; ``dagen`` are left, or too late."""

    toestand: str
    dagen: int | None
    eindigt: date | None
    tekst: str = ""
    dringend: bool = False
    """It comes before everything else, whatever its last day: a notice of default came in (Awb 4:17)."""


@dataclass(frozen=True, slots=True)
class Status:
    """A state in words, with the colour of the macro ``status``."""

    tekst: str
    kleur: str = "neutraal"


@dataclass(frozen=True, slots=True)
class Cijfer:
    """A figure with the list behind it."""

    label: str
    waarde: str
    bij: str = ""
    naar: Naar | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One thing in a list: what it is, where it is found, and what is the matter with it."""

    titel: str
    naar: Naar | None = None
    tekst: str = ""
    status: Status | None = None
    klok: Klokstand | None = None
    hoeveel: str = ""
    """A count at the end of the line, where there is no clock."""
    links: tuple[tuple[str, Naar], ...] = ()


@dataclass(frozen=True, slots=True)
class Blok:
    """A heading with figures, with a list, or both; ``leeg`` is what it says when there is nothing."""

    titel: str
    tekst: str = ""
    cijfers: tuple[Cijfer, ...] = ()
    posten: tuple[Post, ...] = ()
    meer: tuple[str, Naar] | None = None
    leeg: str = ""

    @property
    def is_leeg(self) -> bool:
        """Whether there is nothing to show but that there is nothing."""
        return not (self.cijfers or self.posten)


@dataclass(frozen=True, slots=True)
class Deel:
    """What one role asks for today. ``vraagt``: whether there is something to do; else ``straks`` says what comes."""

    rol: str
    blokken: tuple[Blok, ...]
    vraagt: bool
    straks: str
    voorbeeld: bool = False
    """Whether something in it is of a tranche with invented data."""

    @property
    def gevuld(self) -> tuple[Blok, ...]:
        """The blocks with something in them."""
        return tuple(blok for blok in self.blokken if not blok.is_leeg)

    @property
    def niets(self) -> tuple[str, ...]:
        """What each of the other blocks says: one sentence is enough for nothing."""
        return tuple(blok.leeg for blok in self.blokken if blok.is_leeg and blok.leeg)


def klokstand(laatste_dag: date, vandaag: date, tekst: str = "", *, bijna: int = BIJNA_DAGEN) -> Klokstand:
    """How a term stands on ``vandaag`` that ends with ``laatste_dag``; the last day itself is still in time."""
    dagen = (laatste_dag - vandaag).days
    toestand = "te_laat" if dagen < 0 else "bijna" if dagen <= bijna else "loopt"
    return Klokstand(toestand, abs(dagen), laatste_dag, tekst)


def geld(cent: int) -> str:
    """An amount that does not break over lines."""
    return euro_kort(cent).replace(" ", VAST)
