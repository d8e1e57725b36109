"""What holds for every page, whoever looks at it and however wide the screen is."""

from __future__ import annotations

from typing import Any, Final

from tests.browser import axe
from tests.browser.venster import Venster

# WCAG 1.4.12: with this much room between letters, words, lines and paragraphs nothing may be lost.
_RUIME_TEKST = """() => {
  const blad = new CSSStyleSheet();
  blad.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [blad];
  const breedte = document.scrollingElement.scrollWidth;
  document.adoptedStyleSheets = [];
  return breedte;
}"""

_FEITEN = """() => {
  const ids = [...document.querySelectorAll('[id]')].map((een) => een.id);
  const ankers = [...document.querySelectorAll('a[href^="#"]')].map((een) => een.getAttribute('href').slice(1));
  const breed = document.scrollingElement.scrollWidth;
  const steekt_uit = breed <= innerWidth ? [] : [...document.body.querySelectorAll('*')]
    .filter((een) => een.getBoundingClientRect().right > innerWidth + 0.5 && !een.closest('svg svg, svg *'))
    .slice(0, 4).map((een) => een.outerHTML.slice(0, 140));
  return {
    taal: document.documentElement.lang, titel: document.title,
    koppen: [...document.querySelectorAll('h1')].map((kop) => kop.innerText.trim()),
    dubbel: ids.filter((id, plaats) => ids.indexOf(id) !== plaats),
    los: ankers.filter((id) => id && !document.getElementById(id)),
    breed, steekt_uit,
    inline: document.querySelectorAll('[style]').length,
    noscript: document.querySelectorAll('noscript').length,
    links: [...document.querySelectorAll('a[href]')].map((een) => een.href),
  };
}"""

MINSTE_REGELS: Final = 10
"""A scan in which fewer rules of axe found something to look at did not see the page."""


def gebreken(venster: Venster, *, ruime_tekst: bool = False) -> tuple[list[str], dict[str, Any]]:
    """What is wrong with the page that is open, in words, and the facts about it (title, links)."""
    feiten: dict[str, Any] = venster.page.evaluate(_FEITEN)
    gevonden = venster.klachten()
    if feiten["taal"] != "nl":
        gevonden.append(f"de taal is ‘{feiten['taal']}’, niet nl")
    if len(feiten["koppen"]) != 1 or not feiten["koppen"][0]:
        gevonden.append(f"niet precies één h1: {feiten['koppen']}")
    if len(feiten["titel"].split("–")[0].strip()) < 4:
        gevonden.append(f"de titel zegt niets: ‘{feiten['titel']}’")
    if feiten["dubbel"]:
        gevonden.append(f"id komt vaker voor: {sorted(set(feiten['dubbel']))}")
    if feiten["los"]:
        gevonden.append(f"link naar een plek die er niet is: {feiten['los']}")
    if feiten["inline"]:
        gevonden.append(f"{feiten['inline']} keer een style-attribuut")
    if feiten["noscript"]:
        gevonden.append("wat in noscript staat, ziet deze controle niet: een pagina heeft het niet nodig")
    if feiten["breed"] > venster.breedte:
        gevonden.append(f"de pagina schuift opzij: {feiten['breed']} px; {feiten['steekt_uit']}")
    elif ruime_tekst and (breed := venster.page.evaluate(_RUIME_TEKST)) > venster.breedte:
        gevonden.append(f"met ruime tekst (WCAG 1.4.12) schuift de pagina opzij: {breed} px")
    uitslag = axe.onderzoek(venster.page)
    gevonden += [str(vondst) for vondst in uitslag.overtredingen]
    if uitslag.goed < MINSTE_REGELS:
        gevonden.append(f"axe vond maar {uitslag.goed} regels om na te gaan")
    return gevonden, feiten
