"""What holds for every page, whoever looks at it and however wide the screen is."""

from __future__ import annotations

from typing import Any, Final

from tests.browser import axe
from tests.browser.venster import Venster

# How wide the page is, and what makes it wider than the screen.
_STEEKT_UIT = """(ruim) => {
  // WCAG 1.4.12: with this much room between letters, words, lines and paragraphs nothing may be lost.
  const blad = new CSSStyleSheet();
  blad.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`);
  if (ruim) document.adoptedStyleSheets = [blad];
  const breed = document.scrollingElement.scrollWidth, delen = [];
  if (breed > innerWidth) {
    const schuift = (een) => een && (getComputedStyle(een).overflowX !== 'visible' || schuift(een.parentElement));
    for (const een of document.body.querySelectorAll('*')) {
      const rechts = een.getBoundingClientRect().right;
      if (rechts > innerWidth + 0.5 && !een.closest('svg *') && !schuift(een.parentElement)) {
        delen.push(een.outerHTML.slice(0, 140));
      }
    }
  }
  document.adoptedStyleSheets = [];
  return {breed, delen: delen.slice(-4)};
}"""

_FEITEN = """() => {
  const ids = [...document.querySelectorAll('[id]')].map((een) => een.id);
  const ankers = [...document.querySelectorAll('a[href^="#"]')].map((een) => een.getAttribute('href').slice(1));
  return {
    taal: document.documentElement.lang, titel: document.title,
    koppen: [...document.querySelectorAll('h1')].map((kop) => kop.innerText.trim()),
    dubbel: ids.filter((id, plaats) => ids.indexOf(id) !== plaats),
    los: ankers.filter((id) => id && !document.getElementById(id)),
    inline: document.querySelectorAll('[style]').length,
    noscript: document.querySelectorAll('noscript').length,
    afdruk: document.documentElement.outerHTML.replace(/(name="csrf_token"[^>]*value=")[^"]*/g, '$1'),
  };
}"""

_VERSTUURD = """async () => {
  const tekst = await (await fetch(location.href)).text();
  const html = new DOMParser().parseFromString(tekst, 'text/html').documentElement.outerHTML;
  return html.replace(/(name="csrf_token"[^>]*value=")[^"]*/g, '$1');
}"""

# What is to be seen and in which colours, kept by the page until it is asked what is there that was not.
_ONTHOUD = """() => {
  const kijk = () => new Map([...document.querySelectorAll('body *')]
    .filter((een) => een.checkVisibility({visibilityProperty: true}))
    .map((een) => [een, getComputedStyle(een)])
    .map(([een, stijl]) => [een, [stijl.color, stijl.backgroundColor, stijl.backgroundImage].join()]));
  const eerst = kijk();
  window.nieuwTeZien = () => {
    const anders = new Set([...kijk()].filter(([een, stijl]) => eerst.get(een) !== stijl).map(([een]) => een));
    return [...anders].filter((een) => !anders.has(een.parentElement)).map((een) => een.outerHTML)
      .join('').replace(/(name="csrf_token"[^>]*value=")[^"]*/g, '$1');
  };
}"""

# In one question to the browser: each costs as much as the answer.
_BEKIJK = f"""(ruim) => ({{
  feiten: ({_FEITEN})(),
  opzij: (ruim ? [false, true] : [false]).map({_STEEKT_UIT}),
  onthouden: ({_ONTHOUD})(),
}})"""

_BEKIJK_BREDER = f"() => ({{opzij: [({_STEEKT_UIT})(false)], nieuw: window.nieuwTeZien()}})"

MINSTE_REGELS: Final = 10
"""A scan in which fewer rules of axe found something to look at did not see the page."""


def zoals_verstuurd(venster: Venster) -> str:
    """The ``afdruk`` that the open page has before any script ran: the server is asked for it once more."""
    verstuurd: str = venster.page.evaluate(_VERSTUURD)
    return verstuurd


def gebreken(venster: Venster, *, ruime_tekst: bool = False) -> tuple[list[str], dict[str, Any]]:
    """What is wrong with the page that is open, in words, and the facts about it (``titel``, ``afdruk``)."""
    gezicht: dict[str, Any] = venster.page.evaluate(_BEKIJK, ruime_tekst)
    feiten = gezicht["feiten"]
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
    gevonden += _opzij(gezicht["opzij"], venster.breedte)
    uitslag = axe.onderzoek(venster.page)
    gevonden += [str(vondst) for vondst in uitslag.overtredingen]
    if uitslag.goed < MINSTE_REGELS:
        gevonden.append(f"axe vond maar {uitslag.goed} regels om na te gaan")
    return gevonden, feiten


def gebreken_breder(venster: Venster, bekend: set[str]) -> list[str]:
    """What is wrong with the page after ``gebreken``, in a window that was made wider since.

    Where something is to be seen that was not, or in other colours, every rule of axe looks again, unless exactly that
    is ``bekend``, to which it is added; otherwise only those about where things are and how large.
    """
    gezicht: dict[str, Any] = venster.page.evaluate(_BEKIJK_BREDER)
    gevonden = _opzij(gezicht["opzij"], venster.breedte)
    alleen = axe.VAN_DE_INDELING if gezicht["nieuw"] in bekend | {""} else ()
    bekend.add(gezicht["nieuw"])
    return gevonden + [str(vondst) for vondst in axe.onderzoek(venster.page, alleen=alleen).overtredingen]


def _opzij(metingen: list[dict[str, Any]], breedte: int) -> list[str]:
    """The first of ``metingen`` (as the page is, and with wide text) in which the page is wider than the screen."""
    wanneer = ("de pagina schuift", "met ruime tekst (WCAG 1.4.12) schuift de pagina")
    for waarbij, gemeten in zip(wanneer, metingen, strict=False):
        if gemeten["breed"] > breedte:
            return ["\n      ".join([f"{waarbij} opzij: {gemeten['breed']} px", *gemeten["delen"]])]
    return []
