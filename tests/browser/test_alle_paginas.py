"""Every page, in every role, wide and narrow, with and without scripts: nobody is left out by any of them."""

from __future__ import annotations

from collections.abc import Sequence
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

BREED = pytest.mark.parametrize("breedte", BREEDTEN)
KIJKER = pytest.mark.parametrize("kijker", KIJKERS)


@KIJKER
@BREED
def test_elke_pagina_is_voor_iedereen_te_gebruiken(
    browser: Browser, server: Server, toepassing: Flask, aangemeld: Aangemeld, kijker: str, breedte: int
) -> None:
    paginas = [*voor(toepassing, kijker), *geweigerd(toepassing, kijker), *FOUTEN]
    _loop_langs(browser, server, aangemeld, paginas, kijker, breedte)


@KIJKER
@BREED
def test_zonder_een_enkele_tranche_is_elke_pagina_te_gebruiken(
    browser: Browser, lege_server: Server, lege_toepassing: Flask, aangemeld: Aangemeld, kijker: str, breedte: int
) -> None:  # fmt: skip
    paginas = zonder_gegevens(lege_toepassing, kijker)
    _loop_langs(browser, lege_server, aangemeld, paginas, kijker, breedte)


def _loop_langs(
    browser: Browser, server: Server, aangemeld: Aangemeld, paginas: Sequence[Pagina], kijker: str, breedte: int
) -> None:  # fmt: skip
    """First with scripts, then without; what is then exactly the same is not scanned again."""
    staat = aangemeld(server, kijker)
    with venster(browser, server.adres, breedte=breedte, staat=staat) as scherm:
        fouten, gezien = _bekijk(scherm, paginas, {})
    with venster(browser, server.adres, breedte=breedte, met_js=False, staat=staat) as scherm:
        fouten += [f"zonder scripts: {fout}" for fout in _bekijk(scherm, paginas, gezien)[0]]
    if fouten:
        pytest.fail("\n".join(["", *fouten, *server.laatste_fout()]), pytrace=False)


def _bekijk(
    scherm: Venster, paginas: Sequence[Pagina], gezien: dict[Pagina, str]
) -> tuple[list[str], dict[Pagina, str]]:
    """Open each page; what is wrong, each fault with its address, and what each page was."""
    fouten: list[str] = []
    afdrukken: dict[Pagina, str] = {}
    titels: dict[str, Pagina] = {}
    for pagina in paginas:
        status = scherm.open(pagina.adres)
        if status != pagina.status:
            fouten.append(f"{pagina}: status {status}, niet {pagina.status}")
            continue
        gevonden, feiten = gebreken(scherm, ruime_tekst=scherm.breedte == 320, gezien=gezien.get(pagina, ""))
        afdrukken[pagina] = feiten["afdruk"]
        eerder = titels.setdefault(feiten["titel"], pagina)
        if _moet_anders_heten(eerder, pagina):
            gevonden.append(f"dezelfde titel als {eerder}: ‘{feiten['titel']}’")
        fouten += [f"{pagina}: {gebrek}" for gebrek in gevonden]
    return fouten, afdrukken


def _moet_anders_heten(een: Pagina, ander: Pagina) -> bool:
    """Whether two pages with the same title would confuse; the examples of components are states of one page."""
    return (
        een.adres.partition("?")[0] != ander.adres.partition("?")[0]
        and ander.status == 200
        and ander.eindpunt != "onderdelen.pagina"
    )
