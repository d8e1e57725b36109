"""What a page says when something does not go well is as usable as the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subsidie.accounts.models import Rol
from tests.browser.conftest import Aangemeld
from tests.browser.controle import gebreken, gebreken_breder
from tests.browser.paginas import BREEDTEN
from tests.browser.staten import STATEN, Staat
from tests.browser.venster import venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SMAL, BREED = BREEDTEN


@pytest.mark.parametrize("staat", STATEN, ids=str)
@pytest.mark.parametrize("met_js", [True, False], ids=["scripts", "zonder_scripts"])
def test_een_pagina_die_iets_weigert_is_te_gebruiken(
    browser: Browser, server: Server, aangemeld: Aangemeld, staat: Staat, met_js: bool
) -> None:
    """As every page is looked at: narrow and then wide, and narrow also without scripts."""
    met = aangemeld(server, staat.kijker)
    with venster(browser, server.adres, breedte=SMAL, met_js=met_js, staat=met) as scherm:
        status = staat.bereik(scherm)
        assert status == staat.status, server.laatste_fout()
        gevonden, _ = gebreken(scherm, ruime_tekst=True)
        if met_js:
            scherm.maak(BREED)
            gevonden += gebreken_breder(scherm, set())
    if gevonden:
        pytest.fail("\n".join(["", *gevonden]), pytrace=False)


def test_na_het_narekenen_is_de_pagina_nog_te_gebruiken(
    browser: Browser, server: Server, aangemeld: Aangemeld
) -> None:
    with venster(browser, server.adres, breedte=SMAL, staat=aangemeld(server, Rol.AUDITOR)) as scherm:
        assert scherm.open("/tranches/rha-2023/verdelingen/1/loting") == 200
        scherm.page.get_by_role("button", name="Reken na in mijn browser").click()
        scherm.page.get_by_text("hashes op deze pagina kloppen").wait_for()
        gevonden, _ = gebreken(scherm, ruime_tekst=True)
        scherm.maak(BREED)
        gevonden += gebreken_breder(scherm, set())
    assert gevonden == []
