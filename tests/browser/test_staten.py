"""What a page says when something does not go well is as usable as the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subsidie.accounts.models import Rol
from tests.browser.conftest import Aangemeld
from tests.browser.controle import gebreken
from tests.browser.paginas import BREEDTEN
from tests.browser.staten import STATEN, Staat
from tests.browser.venster import venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MANIEREN = (*((breedte, True) for breedte in BREEDTEN), (BREEDTEN[0], False))
"""As every page is looked at: wide and narrow, and narrow also without scripts."""


@pytest.mark.parametrize("staat", STATEN, ids=str)
@pytest.mark.parametrize(("breedte", "met_js"), MANIEREN)
def test_een_pagina_die_iets_weigert_is_te_gebruiken(
    browser: Browser, server: Server, aangemeld: Aangemeld, staat: Staat, breedte: int, met_js: bool
) -> None:
    met = aangemeld(server, staat.kijker)
    with venster(browser, server.adres, breedte=breedte, met_js=met_js, staat=met) as scherm:
        status = staat.bereik(scherm)
        assert status == staat.status, server.laatste_fout()
        gevonden, _ = gebreken(scherm, ruime_tekst=breedte == 320)
    if gevonden:
        pytest.fail("\n".join(["", *gevonden]), pytrace=False)


@pytest.mark.parametrize("breedte", BREEDTEN)
def test_na_het_narekenen_is_de_pagina_nog_te_gebruiken(
    browser: Browser, server: Server, aangemeld: Aangemeld, breedte: int
) -> None:
    with venster(browser, server.adres, breedte=breedte, staat=aangemeld(server, Rol.AUDITOR)) as scherm:
        assert scherm.open("/tranches/rha-2023/verdelingen/1/loting") == 200
        scherm.page.get_by_role("button", name="Reken na in mijn browser").click()
        scherm.page.get_by_text("hashes op deze pagina kloppen").wait_for()
        gevonden, _ = gebreken(scherm, ruime_tekst=breedte == 320)
    assert gevonden == []
