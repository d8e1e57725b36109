"""What the text of a letter consists of once it is read: lines, and lines under a condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Regelsoort(StrEnum):
    """What a line of the text of a letter is."""

    LEEG = "leeg"
    KOP = "kop"
    TUSSENKOP = "tussenkop"
    KOPJE = "kopje"
    PUNT = "punt"
    BLOK = "blok"
    ALINEA = "alinea"


@dataclass(frozen=True, slots=True)
class Deel:
    """A piece of a line: words, or the name of a merge field (``veld``)."""

    tekst: str
    veld: bool = False
    vet: bool = False
    schuin: bool = False


@dataclass(frozen=True, slots=True)
class Regel:
    """One line. ``nummer`` counts from 1; ``blok``: the name of the part that comes here."""

    nummer: int
    soort: Regelsoort
    delen: tuple[Deel, ...] = ()
    blok: str = ""


@dataclass(frozen=True, slots=True)
class Als:
    """Lines that are there only if: ``dan`` when the condition holds, else ``anders``; with ``niet`` the reverse."""

    nummer: int
    voorwaarde: str
    niet: bool
    dan: tuple[Knoop, ...] = ()
    anders: tuple[Knoop, ...] = ()


Knoop = Regel | Als


@dataclass(frozen=True, slots=True)
class Fout:
    """Something wrong in a text: at which line, and what a person can do about it."""

    regel: int
    melding: str


def regels_van(knopen: tuple[Knoop, ...]) -> Iterator[Regel]:
    """Every line, under whatever condition, from top to bottom."""
    for knoop in knopen:
        if isinstance(knoop, Regel):
            yield knoop
        else:
            yield from regels_van(knoop.dan)
            yield from regels_van(knoop.anders)
