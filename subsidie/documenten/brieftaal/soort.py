"""What the text of a kind of letter may use: merge fields, conditions and parts, and what it may not leave out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Waarden = Mapping[str, Any]
"""The frozen values of a letter, as JSON knows them (``documenten.waarden``)."""


@dataclass(frozen=True, slots=True)
class Veld:
    """A merge field. ``waarde``: the words that come in its place; ``voorbeeld``: such words.

    ``alleen_als``: the condition under which it is there at all; ``geld``: it is an amount.
    """

    naam: str
    uitleg: str
    voorbeeld: str
    waarde: Callable[[Waarden], str]
    alleen_als: str = ""
    geld: bool = False


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """A condition. ``uitleg``: when it holds, to be read after "als"; ``houdt_in``: what then holds too."""

    naam: str
    uitleg: str
    geldt: Callable[[Waarden], bool]
    houdt_in: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Blok:
    """A part that the program makes: a table, the clause on objections. ``lang``: may run over a page.

    Its markup stands in ``layout/brieftekst.html``.
    """

    naam: str
    uitleg: str
    alleen_als: str = ""
    lang: bool = False


@dataclass(frozen=True, slots=True)
class Verplicht:
    """A field or part that no letter of this kind may do without, and why (the article)."""

    naam: str
    waarom: str


@dataclass(frozen=True, slots=True)
class Briefsoort:
    """A kind of letter. ``code``: its name in addresses and files; ``sjabloon``: the document that shows it."""

    code: str
    naam: str
    uitleg: str
    sjabloon: str
    velden: tuple[Veld, ...]
    voorwaarden: tuple[Voorwaarde, ...]
    blokken: tuple[Blok, ...]
    verplicht: tuple[Verplicht, ...]

    def veld(self, naam: str) -> Veld | None:
        """The field with this name, if there is one."""
        return next((een for een in self.velden if een.naam == naam), None)

    def blok(self, naam: str) -> Blok | None:
        """The part with this name, if there is one."""
        return next((een for een in self.blokken if een.naam == naam), None)

    def voorwaarde(self, naam: str) -> Voorwaarde | None:
        """The condition with this name, if there is one."""
        return next((een for een in self.voorwaarden if een.naam == naam), None)

    def alleen_als(self, naam: str) -> str:
        """Under which condition the field or part with this name is there; empty when always."""
        gevonden = self.veld(naam) or self.blok(naam)
        return gevonden.alleen_als if gevonden else ""
