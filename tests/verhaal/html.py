"""A page as a tree of elements: enough to find links, buttons and fields by what people read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

LEEG = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
"""Elements without an end."""
STIL = frozenset({"script", "style"})


@dataclass(eq=False)
class Element:
    """An element with its attributes and what is in it."""

    naam: str
    attrs: dict[str, str] = field(default_factory=dict)
    ouder: Element | None = None
    inhoud: list[Element | str] = field(default_factory=list)

    def alle(self, *namen: str) -> Iterator[Element]:
        """Every element of one of these names in it, in order."""
        for een in self.inhoud:
            if isinstance(een, Element):
                if een.naam in namen:
                    yield een
                yield from een.alle(*namen)

    def binnen(self, *namen: str) -> Element | None:
        """The nearest of these that it is in."""
        om = self.ouder
        while om is not None and om.naam not in namen:
            om = om.ouder
        return om

    @property
    def ruw(self) -> str:
        """All text in it, as it was written; between elements nothing is added."""
        if self.naam in STIL:
            return ""
        return "".join(een if isinstance(een, str) else een.ruw for een in self.inhoud)

    @property
    def aaneen(self) -> str:
        """What a browser calls it: the text with single spaces, and none where an element begins or ends."""
        return " ".join(self.ruw.split())

    @property
    def tekst(self) -> str:
        """What one reads: the texts with single spaces between them."""
        return " ".join(" ".join(self._stukken()).split())

    def _stukken(self) -> Iterator[str]:
        if self.naam in STIL:
            return
        for een in self.inhoud:
            if isinstance(een, str):
                yield een
            else:
                yield from een._stukken()


class _Lezer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = Element("document")
        self._hier = self.top

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        nieuw = Element(tag, {naam: waarde or "" for naam, waarde in attrs}, self._hier)
        self._hier.inhoud.append(nieuw)
        if tag not in LEEG:
            self._hier = nieuw

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in LEEG:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        om: Element | None = self._hier
        while om is not None and om.naam != tag:
            om = om.ouder
        if om is not None and om.ouder is not None:
            self._hier = om.ouder

    def handle_data(self, data: str) -> None:
        self._hier.inhoud.append(data)


def lees(html: str) -> Element:
    """``html`` as a tree; what is not closed ends with what it is in."""
    lezer = _Lezer()
    lezer.feed(html)
    return lezer.top
