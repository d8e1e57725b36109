"""A question and its answer, as people send them: by keyboard, on a telephone, without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.browser.conftest import Aangemeld
from tests.browser.controle import gebreken
from tests.browser.venster import venster
from tests.browser.wereld_berichten import NUMMER
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BERICHT = re.compile(r"/berichten/[0-9a-f]{32}$")


def test_een_gemeente_vraagt_en_het_ministerie_antwoordt(
    browser: Browser, server: Server, aangemeld: Aangemeld
) -> None:
    vraag = "Mag het ook in het najaar?"
    with venster(
        browser, server.adres, breedte=320, met_js=False, staat=aangemeld(server, "opsteller")
    ) as scherm:
        scherm.open(f"/aanvragen/{NUMMER}/berichten/nieuw")
        page = scherm.page
        page.get_by_role("button", name="Bericht versturen").press("Enter")
        assert gebreken(scherm)[0] == []
        assert "Vul een onderwerp in." in page.inner_text("main")
        page.get_by_label("Onderwerp").press_sequentially(vraag)
        page.keyboard.press("Tab")
        page.keyboard.type("Wij zijn later klaar.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(BERICHT)
        assert "Nog niet geopend door het ministerie" in page.inner_text("main")
        adres = page.url.removeprefix(server.adres)
    with venster(browser, server.adres, breedte=1440, staat=aangemeld(server, "behandelaar")) as scherm:
        scherm.open("/berichten?gelezen=nieuw")
        page = scherm.page
        page.get_by_role("link", name=vraag).click()
        assert page.url.endswith(adres)
        page.get_by_role("link", name="Antwoorden").click()
        page.get_by_label("Uw bericht").fill("Dat mag.")
        page.get_by_role("button", name="Bericht versturen").click()
        page.wait_for_url(BERICHT)
        assert "Uw bericht is verstuurd." in page.inner_text("main")
    with venster(
        browser, server.adres, breedte=320, met_js=False, staat=aangemeld(server, "tekenbevoegde")
    ) as scherm:
        scherm.open(adres)
        assert "Geopend door het ministerie op" in scherm.page.inner_text("main")
        scherm.open("/berichten?zoek=Antwoord")
        scherm.page.get_by_role("link", name=f"Antwoord: {vraag}").click()
        assert "Dat mag." in scherm.page.inner_text("main")
