"""Every page, wide and narrow, with and without scripts, by keyboard, from each side: nobody is left out by any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import pytest
from flask import Flask

from tests.browser.conftest import Aangemeld
from tests.browser.controle import gebreken, gebreken_breder, zoals_verstuurd
from tests.browser.paginas import (
    ANONIEM,
    BREEDTEN,
    FOUTEN,
    GEMEENTEROLLEN,
    KIJKERS,
    Pagina,
    geweigerd,
    voor,
    zonder_gegevens,
)
from tests.browser.toetsen import loop_met_tab
from tests.browser.venster import Venster, venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SMAL, BREED = BREEDTEN
KANTEN: Final = (ANONIEM, "tekenbevoegde", "behandelaar")
"""Who sees most of each side, and so looks first."""
VOLGORDE: Final = (*KANTEN, *(wie for wie in KIJKERS if wie not in KANTEN))
VAN_DE_ROL: Final = frozenset({"dossier.vandaag"})


@pytest.mark.parametrize("kijker", KIJKERS)
def test_elke_pagina_is_voor_iedereen_te_gebruiken(
    browser: Browser, server: Server, toepassing: Flask, aangemeld: Aangemeld, kijker: str
) -> None:
    smal, breed = (
        eigen_deel(toepassing, kijker, breedte, lambda wie: voor(toepassing, wie)) for breedte in BREEDTEN
    )
    van_elke_kant = [*geweigerd(toepassing, kijker), *FOUTEN] if kijker in KANTEN else []
    _loop_langs(
        browser, server, aangemeld, [*smal, *van_elke_kant], kijker,
        ook_breed=frozenset([*breed, *van_elke_kant]), met_tab=frozenset(breed),
    )  # fmt: skip


@pytest.mark.parametrize("kijker", KANTEN)
def test_zonder_een_enkele_tranche_is_elke_pagina_te_gebruiken(
    browser: Browser, lege_server: Server, lege_toepassing: Flask, aangemeld: Aangemeld, kijker: str
) -> None:
    paginas = eigen_deel(lege_toepassing, kijker, SMAL, lambda wie: zonder_gegevens(lege_toepassing, wie))
    _loop_langs(browser, lege_server, aangemeld, paginas, kijker)


def test_elke_pagina_wordt_in_beide_breedten_bekeken(toepassing: Flask) -> None:
    """And narrow from each side that may see it."""
    for breedte in BREEDTEN:
        bekeken = {
            pagina
            for kijker in KIJKERS
            for pagina in eigen_deel(toepassing, kijker, breedte, lambda wie: voor(toepassing, wie))
        }
        assert bekeken == {pagina for kijker in KIJKERS for pagina in voor(toepassing, kijker)}


def eigen_deel(
    toepassing: Flask, kijker: str, breedte: int, paginas_van: Callable[[str], list[Pagina]]
) -> list[Pagina]:
    """Which pages ``kijker`` looks at, so that each is seen wide by one and narrow by one of each side.

    What a role is shown on a page, and that another is refused, is tested without a browser in every role. What has the
    content of the role itself (``VAN_DE_ROL``) is seen by each.
    """
    volgorde = VOLGORDE if breedte == SMAL else (*KANTEN, *KIJKERS)
    kant = _kant(kijker)
    eerder: set[Pagina] = set()
    for wie in dict.fromkeys(volgorde):
        if wie == kijker:
            break
        if breedte != SMAL or _kant(wie) == kant:
            eerder.update(paginas_van(wie))
    return [pagina for pagina in paginas_van(kijker) if pagina not in eerder or pagina.eindpunt in VAN_DE_ROL]


def _kant(kijker: str) -> str:
    """The municipality, the ministry, or whoever has no role."""
    if kijker in GEMEENTEROLLEN:
        return "gemeente"
    return "niemand" if kijker in {ANONIEM, "geen_rol"} else "ministerie"


def _loop_langs(
    browser: Browser, server: Server, aangemeld: Aangemeld, paginas: Sequence[Pagina], kijker: str, *,
    ook_breed: frozenset[Pagina] = frozenset(), met_tab: frozenset[Pagina] = frozenset(),
) -> None:  # fmt: skip
    """Narrow with scripts, those in ``ook_breed`` then wide; narrow without scripts where one changed what was sent.

    Without scripts a page is what was sent: when that is exactly what was looked at, there is nothing else to see.
    """
    staat = aangemeld(server, kijker)
    with venster(browser, server.adres, breedte=SMAL, staat=staat) as scherm:
        fouten, anders = _bekijk(scherm, paginas, ook_breed, met_tab)
    if anders:
        with venster(browser, server.adres, breedte=SMAL, met_js=False, staat=staat) as scherm:
            fouten += [f"zonder scripts: {fout}" for fout in _bekijk(scherm, anders)[0]]
    if fouten:
        pytest.fail("\n".join(["", *fouten, *server.laatste_fout()]), pytrace=False)


def _bekijk(
    scherm: Venster,
    paginas: Sequence[Pagina],
    ook_breed: frozenset[Pagina] = frozenset(),
    met_tab: frozenset[Pagina] = frozenset(),
) -> tuple[list[str], list[Pagina]]:
    """Open each page; what is wrong, each fault with its address, and which pages a script made into something else.

    Those in ``met_tab`` are gone through with Tab too, in each width: the first from its top, the others from their
    content on, as what stands above it is the same on every page of this role and width.
    """
    fouten: list[str] = []
    anders: list[Pagina] = []
    titels: dict[str, tuple[Pagina, str]] = {}
    bekend: set[str] = set()
    bovenaan_geweest: set[int] = set()
    for pagina in paginas:
        scherm.maak(SMAL)
        status = scherm.open(pagina.adres)
        if status != pagina.status:
            fouten.append(f"{pagina}: status {status}, niet {pagina.status}")
            continue
        gevonden, feiten = gebreken(scherm, ruime_tekst=True)
        if scherm.met_js and zoals_verstuurd(scherm) != feiten["afdruk"]:
            anders.append(pagina)
        waar = scherm.page.url.partition("?")[0]  # where a redirect led to
        eerder, daar = titels.setdefault(feiten["titel"], (pagina, waar))
        if waar != daar and _moet_anders_heten(eerder, pagina):
            gevonden.append(f"dezelfde titel als {eerder}: ‘{feiten['titel']}’")
        if pagina in ook_breed:
            scherm.maak(BREED)
            gevonden += [f"{BREED} px: {gebrek}" for gebrek in gebreken_breder(scherm, bekend)]
        if pagina in met_tab:
            gevonden += _met_tab(scherm, bovenaan_geweest)
            scherm.maak(SMAL)
            gevonden += _met_tab(scherm, bovenaan_geweest)
        fouten += [f"{pagina}: {gebrek}" for gebrek in gevonden]
    return fouten, anders


def _met_tab(scherm: Venster, bovenaan_geweest: set[int]) -> list[str]:
    """What is wrong with the open page by keyboard; ``bovenaan_geweest``: the widths in which the top was walked."""
    van_inhoud = scherm.breedte in bovenaan_geweest
    bovenaan_geweest.add(scherm.breedte)
    plekken, gevonden = loop_met_tab(scherm.page, van_inhoud=van_inhoud)
    if plekken < (1 if van_inhoud else 3):
        gevonden.append(f"maar {plekken} plekken met Tab te bereiken")
    return [f"{scherm.breedte} px: {gebrek}" for gebrek in gevonden]


def _moet_anders_heten(een: Pagina, ander: Pagina) -> bool:
    """Whether two pages with the same title would confuse; the examples of components are states of one page."""
    return (
        een.adres.partition("?")[0] != ander.adres.partition("?")[0]
        and ander.status == 200
        and ander.eindpunt != "onderdelen.pagina"
    )
