"""Looking at pages as a person does: following links and pressing buttons by what they say, never by their address.

The steps of the story are written once against this; ``zonder_browser`` carries them out over HTTP, on either database,
and ``tests.browser.verhaalvenster`` in a real browser.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self


class Bladeraar(ABC):
    """One person with a page in front of them. Every step that brings another page expects ``status``.

    Names are what one reads, whole; where nothing has that name, the first that begins with it. A step on what is not
    on the page raises ``AssertionError``.
    """

    @property
    @abstractmethod
    def tekst(self) -> str:
        """What the page says, with single spaces; not the menu above it."""

    @property
    @abstractmethod
    def pad(self) -> str:
        """Where it is: the path, without the host."""

    @property
    @abstractmethod
    def links(self) -> list[str]:
        """The names of the links of the page itself."""

    @property
    @abstractmethod
    def adressen(self) -> list[str]:
        """Where the links of the page itself go: paths, with what is asked of them."""

    @abstractmethod
    def open(self, pad: str, *, status: int = 200) -> Self:
        """Type an address: for the first page, and for what must be refused."""

    @abstractmethod
    def volg(self, naam: str, *, status: int = 200) -> Self:
        """Follow a link of the page; where the page has none of that name, of the menu above it."""

    @abstractmethod
    def druk(self, naam: str, *, status: int = 200) -> Self:
        """Press a button of a form."""

    @abstractmethod
    def klap_uit(self, naam: str) -> Self:
        """Open what is folded under this name."""

    @abstractmethod
    def vul(self, label: str, waarde: str, *, bij: str = "") -> Self:
        """Type in a field; ``bij``: of the group of this name, where there are more with such a field."""

    @abstractmethod
    def kies(self, keuze: str, *, bij: str = "") -> Self:
        """Choose one of some options; ``bij``: of the question of this name, where there are more with such options."""

    @abstractmethod
    def vink(self, label: str) -> Self:
        """Tick a box."""

    @abstractmethod
    def selecteer(self, label: str, keuze: str) -> Self:
        """Choose from a list that unfolds."""

    @abstractmethod
    def laad_op(self, label: str, naam: str, inhoud: bytes) -> Self:
        """Choose a file called ``naam`` for a field."""

    @abstractmethod
    def haal(self, naam: str) -> bytes:
        """Follow a link of the page that brings a file and no other page: what is in the file."""

    @abstractmethod
    def heeft_link(self, naam: str) -> bool:
        """Whether the page itself has such a link."""

    @abstractmethod
    def heeft_knop(self, naam: str) -> bool:
        """Whether the page itself has such a button."""

    def bekijk(self) -> Self:
        """Look closely at a page in a state of its own: a browser checks there what holds for every page."""
        return self

    def vandaag(self) -> Self:
        """Begin at the home page."""
        return self.open("/vandaag")

    def leest(self, *zinnen: str) -> Self:
        """The page says this."""
        for zin in zinnen:
            assert zin in self.tekst, f"{self.pad}: geen ‘{zin}’ in: {self.tekst}"
        return self

    def leest_niet(self, *zinnen: str) -> Self:
        """The page does not say this, wherever it is on it."""
        for zin in zinnen:
            assert zin not in self.tekst, f"{self.pad}: wel ‘{zin}’ in: {self.tekst}"
        return self
