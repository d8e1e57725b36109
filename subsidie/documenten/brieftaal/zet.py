"""From the text of a letter and the values of one to what the page shows: everything escaped, nothing computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup, escape

from subsidie.documenten.brieftaal.boom import Deel, Knoop, Regel, Regelsoort
from subsidie.documenten.brieftaal.ontleed import ontleed
from subsidie.documenten.brieftaal.soort import Briefsoort, Waarden
from subsidie.documenten.vormen import zin
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer

KORTE_SECTIE: Final = 3
"""A section with at most so many elements is kept together on a page."""


@dataclass(slots=True)
class Element:
    """Something below another in the letter. ``vorm``: alinea, lijst, tussenkop, kopje or blok.

    ``html``: its words; ``punten``: those of a list; ``blok``: which part.
    """

    vorm: str
    html: Markup = field(default_factory=Markup)
    punten: list[Markup] = field(default_factory=list)
    blok: str = ""


@dataclass(slots=True)
class Sectie:
    """What stands under one heading. ``bijeen``: short enough to keep on one page."""

    elementen: list[Element]
    bijeen: bool


@dataclass(frozen=True, slots=True)
class Opbouw:
    """A letter between its head and its signature: the heading, what is decided, and the rest in sections."""

    kop: Markup
    besluit: list[Element]
    secties: list[Sectie]


def zet(tekst: str, soort: Briefsoort, waarden: Waarden) -> Opbouw:
    """Lay out the text of a letter with these values.

    Raises ``OngeldigeInvoer`` for a text that cannot be read or that names what this kind does not have.
    """
    knopen, fouten = ontleed(tekst)
    if fouten:
        raise OngeldigeInvoer([Gebrek(f"regel {een.regel}", een.melding) for een in fouten])
    elementen: list[Element] = []
    kop = Markup("")
    los = True  # an empty line, a heading or a part came before: a paragraph or list begins anew
    for regel in _geldende(knopen, soort, waarden):
        if regel.soort is Regelsoort.LEEG:
            los = True
            continue
        html = Markup("").join(_deel(deel, soort, waarden, regel) for deel in regel.delen)
        vorige = elementen[-1] if elementen and not los else None
        los = False
        match regel.soort:
            case Regelsoort.KOP:
                kop, los = html, True
            case Regelsoort.BLOK:
                if soort.blok(regel.blok) is None:
                    raise _onbekend(regel, regel.blok)
                elementen.append(Element("blok", blok=regel.blok))
                los = True
            case Regelsoort.PUNT:
                if vorige is not None and vorige.vorm == "lijst":
                    vorige.punten.append(html)
                else:
                    elementen.append(Element("lijst", punten=[html]))
            case Regelsoort.ALINEA:
                if vorige is not None and vorige.vorm == "alinea":
                    vorige.html = vorige.html + " " + html
                elif vorige is not None and vorige.vorm == "lijst":
                    vorige.punten[-1] = vorige.punten[-1] + " " + html
                else:
                    elementen.append(Element("alinea", html))
            case _:
                elementen.append(Element(regel.soort.value, html))
                los = True
    return _in_secties(kop, elementen, soort)


def _in_secties(kop: Markup, elementen: list[Element], soort: Briefsoort) -> Opbouw:
    besluit: list[Element] = []
    secties: list[list[Element]] = []
    for element in elementen:
        if element.vorm == "tussenkop":
            secties.append([element])
        elif secties:
            secties[-1].append(element)
        else:
            besluit.append(element)
    lang = {blok.naam for blok in soort.blokken if blok.lang}
    return Opbouw(
        kop,
        besluit,
        [
            Sectie(delen, len(delen) <= KORTE_SECTIE + 1 and not any(deel.blok in lang for deel in delen))
            for delen in secties
        ],
    )


def _geldende(knopen: tuple[Knoop, ...], soort: Briefsoort, waarden: Waarden) -> Iterator[Regel]:
    """The lines of which the conditions hold."""
    for knoop in knopen:
        if isinstance(knoop, Regel):
            yield knoop
            continue
        voorwaarde = soort.voorwaarde(knoop.voorwaarde)
        if voorwaarde is None:
            raise OngeldigeInvoer.van(
                f"regel {knoop.nummer}", f"De voorwaarde ‘{knoop.voorwaarde}’ bestaat niet."
            )
        geldt = voorwaarde.geldt(waarden) is not knoop.niet
        yield from _geldende(knoop.dan if geldt else knoop.anders, soort, waarden)


def _deel(deel: Deel, soort: Briefsoort, waarden: Waarden, regel: Regel) -> Markup:
    geld = False
    if deel.veld:
        veld = soort.veld(deel.tekst)
        if veld is None:
            raise _onbekend(regel, deel.tekst)
        html, geld = escape(veld.waarde(waarden)), veld.geld
    else:
        html = escape(zin(deel.tekst))
    if deel.schuin:
        html = Markup("<em>") + html + Markup("</em>")
    if deel.vet and geld:
        html = Markup('<strong class="bedrag">') + html + Markup("</strong>")
    elif deel.vet:
        html = Markup("<strong>") + html + Markup("</strong>")
    return html


def _onbekend(regel: Regel, naam: str) -> OngeldigeInvoer:
    return OngeldigeInvoer.van(f"regel {regel.nummer}", f"‘{naam}’ bestaat niet in deze brief.")
