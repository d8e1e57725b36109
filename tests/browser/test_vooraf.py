"""Before one applies, as a person does it: test a plan, ask a question, ask to talk; narrow and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Aangemeld
from tests.browser.controle import gebreken
from tests.browser.toetsen import tab_naar
from tests.browser.venster import venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("met_js", [True, False], ids=["scripts", "zonder_scripts"])
def test_wie_een_plan_toetst_ziet_waarom_het_niet_kan_en_deelt_het_adres(
    browser: Browser, server: Server, met_js: bool
) -> None:
    with venster(browser, server.adres, breedte=320, met_js=met_js) as scherm:
        scherm.open("/openbaar/rha-2023")
        scherm.doe(lambda page: page.get_by_role("link", name="Past mijn plan?").click())
        scherm.page.get_by_label("Bestaande woningen worden verbouwd").check()
        scherm.page.get_by_label("Statushouders").check()
        aantal = scherm.page.get_by_label("Hoeveel woonruimten")
        aantal.fill("veel")
        tab_naar(scherm.page, scherm.page.get_by_role("button", name="Bekijk de uitkomst"))
        scherm.doe(lambda page: page.keyboard.press("Enter"))
        assert scherm.page.get_by_text("Vul een heel getal in").first.is_visible()
        assert aantal.input_value() == "veel"
        aantal.fill("40")
        scherm.doe(lambda page: page.get_by_role("button", name="Bekijk de uitkomst").click())
        assert scherm.page.get_by_text("Deze uitkomst is geen besluit").is_visible()
        assert gebreken(scherm)[0] == []
        adres = scherm.page.url
    with venster(browser, server.adres, breedte=1440, met_js=met_js) as ander:
        ander.open(adres.removeprefix(server.adres))
        assert ander.page.get_by_text("Woningen verbouwen die er al zijn, telt niet").is_visible()


def test_een_gemeente_stelt_een_vraag_en_vraagt_vooroverleg(
    browser: Browser, server: Server, aangemeld: Aangemeld
) -> None:
    with venster(
        browser, server.adres, breedte=320, met_js=False, staat=aangemeld(server, "opsteller")
    ) as scherm:
        scherm.open("/openbaar/rha-2021/vragen")
        scherm.doe(lambda page: page.get_by_role("link", name="Een vraag stellen").click())
        scherm.page.get_by_label("Huur", exact=True).check()
        scherm.doe(lambda page: page.get_by_role("button", name="Vraag versturen").click())
        assert scherm.page.get_by_text("Vul uw vraag in.").first.is_visible()
        scherm.page.get_by_label("Uw vraag").fill("Mag de huur per seizoen verschillen?")
        scherm.doe(lambda page: page.get_by_role("button", name="Vraag versturen").click())
        assert scherm.page.get_by_text("Uw vraag is verstuurd").is_visible()
        assert gebreken(scherm)[0] == []
        scherm.open("/vooroverleg/nieuw?tranche=rha-2021")
        scherm.page.get_by_label("Waarover wilt u praten?").fill("Een schip aan de kade")
        scherm.page.get_by_label("Toelichting").fill("Telt een woonboot als woonruimte?")
        scherm.doe(lambda page: page.get_by_role("button", name="Verzoek versturen").click())
        assert scherm.page.get_by_text("Uw verzoek is verstuurd").is_visible()
        assert gebreken(scherm)[0] == []
