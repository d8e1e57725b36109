"""Every page, in every role, wide and narrow, with and without scripts: nobody is left out by any of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from tests.browser.conftest import Aangemeld
from tests.browser.controle import gebreken
from tests.browser.paginas import BREEDTEN, FOUTEN, KIJKERS, Pagina, geweigerd, voor, zonder_gegevens
from tests.browser.venster import Venster, venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPTS = pytest.mark.parametrize("met_js", [True, False], ids=["scripts", "zonder_scripts"])
BREED = pytest.mark.parametrize("breedte", BREEDTEN)
KIJKER = pytest.mark.parametrize("kijker", KIJKERS)


def loop_langs(scherm: Venster, paginas: Iterable[Pagina], *, ruime_tekst: bool = False) -> list[str]:
    """Open each page and tell what is wrong, each fault with its address."""
    fouten: list[str] = []
    titels: dict[str, Pagina] = {}
    for pagina in paginas:
        status = scherm.open(pagina.adres)
        if status != pagina.status:
            fouten.append(f"{pagina}: status {status}, niet {pagina.status}")
            continue
        gevonden, feiten = gebreken(scherm, ruime_tekst=ruime_tekst)
        eerder = titels.setdefault(feiten["titel"], pagina)
        if _moet_anders_heten(eerder, pagina):
            gevonden.append(f"dezelfde titel als {eerder}: ‘{feiten['titel']}’")
        fouten += [f"{pagina}: {gebrek}" for gebrek in gevonden]
    return fouten


def _moet_anders_heten(een: Pagina, ander: Pagina) -> bool:
    """Whether two pages with the same title would confuse; the examples of components are states of one page."""
    return (
        een.adres.partition("?")[0] != ander.adres.partition("?")[0]
        and ander.status == 200
        and ander.eindpunt != "onderdelen.pagina"
    )


def meld(fouten: list[str], server: Server) -> None:
    """Fail with all of them at once, and with what the program itself had to say of an error."""
    if fouten:
        pytest.fail("\n".join(["", *fouten, *server.laatste_fout()]), pytrace=False)


@KIJKER
@BREED
@SCRIPTS
def test_elke_pagina_is_voor_iedereen_te_gebruiken(
    browser: Browser, server: Server, toepassing: Flask, aangemeld: Aangemeld, kijker: str, breedte: int, met_js: bool
) -> None:  # fmt: skip
    paginas = [*voor(toepassing, kijker), *geweigerd(toepassing, kijker), *FOUTEN]
    staat = aangemeld(server, kijker)
    with venster(browser, server.adres, breedte=breedte, met_js=met_js, staat=staat) as scherm:
        fouten = loop_langs(scherm, paginas, ruime_tekst=breedte == 320 and not met_js)
    meld(fouten, server)


@KIJKER
@BREED
def test_zonder_een_enkele_tranche_is_elke_pagina_te_gebruiken(
    browser: Browser, lege_server: Server, lege_toepassing: Flask, aangemeld: Aangemeld, kijker: str, breedte: int
) -> None:  # fmt: skip
    staat = aangemeld(lege_server, kijker)
    with venster(browser, lege_server.adres, breedte=breedte, staat=staat) as scherm:
        fouten = loop_langs(scherm, zonder_gegevens(lege_toepassing, kijker))
    meld(fouten, lege_server)
