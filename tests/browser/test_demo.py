"""In the demo one looks around as anybody of the example, without a password; elsewhere nobody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.toetsen import tab_naar
from tests.browser.venster import venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize("met_js", [True, False], ids=["scripts", "zonder_scripts"])
def test_in_de_demo_gaat_u_verder_als_iemand_uit_het_voorbeeld(
    browser: Browser, lege_server: Server, met_js: bool
) -> None:
    with venster(browser, lege_server.adres, breedte=320, java_script_enabled=met_js) as scherm:
        scherm.open("/inloggen?volgende=/account")
        tab_naar(scherm.page, scherm.page.get_by_role("button", name="Verder als F. Auditor"))
        scherm.page.keyboard.press("Enter")
        scherm.page.wait_for_url(f"{lege_server.adres}/account")
        assert scherm.page.get_by_text("F. Auditor").count() > 0
        assert scherm.page.get_by_text("VOORBEELD").first.is_visible()


def test_buiten_de_demo_staat_er_niemand_klaar(browser: Browser, server: Server) -> None:
    with venster(browser, server.adres, breedte=320) as scherm:
        scherm.open("/inloggen")
        assert scherm.page.get_by_role("button", name="Inloggen").count() == 1
        assert scherm.page.get_by_role("button", name="Verder als").count() == 0
