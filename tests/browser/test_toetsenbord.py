"""Everything can be done without a mouse, with and without scripts, and one always sees where one is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from subsidie.accounts.models import Rol
from tests.browser.conftest import Aangemeld
from tests.browser.paginas import ANONIEM
from tests.browser.toetsen import tab_naar
from tests.browser.venster import venster
from tests.browser.wereld import WACHTWOORD, email_van
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Openen = Callable[..., AbstractContextManager["Page"]]


@pytest.fixture(params=[True, False], ids=["scripts", "zonder_scripts"])
def openen(request: pytest.FixtureRequest, browser: Browser, server: Server, aangemeld: Aangemeld) -> Openen:
    """``openen(pad, kijker)``: a page, with scripts or with scripts switched off in the browser."""

    @contextmanager
    def op(pad: str, kijker: str = ANONIEM, breedte: int = 1440) -> Iterator[Page]:
        staat = aangemeld(server, kijker)
        with venster(
            browser, server.adres, breedte=breedte, staat=staat, java_script_enabled=request.param
        ) as scherm:
            assert scherm.open(pad) == 200
            yield scherm.page

    return op


def test_de_eerste_tab_is_de_link_naar_de_inhoud(openen: Openen) -> None:
    with openen("/inloggen") as page:
        page.keyboard.press("Tab")
        link = page.get_by_role("link", name="Naar de inhoud")
        assert link.evaluate("plek => plek === document.activeElement")
        assert link.is_visible()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhoud"
        page.keyboard.press("Tab")
        assert page.get_by_label("E-mailadres").evaluate("plek => plek === document.activeElement")


def test_inloggen_en_uitloggen(openen: Openen) -> None:
    with openen("/inloggen?volgende=/account") as page:
        tab_naar(page, page.get_by_label("E-mailadres"))
        page.keyboard.type(email_van(Rol.BEHANDELAAR))
        page.keyboard.press("Tab")
        page.keyboard.type(WACHTWOORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: urlsplit(url).path == "/account")
        tab_naar(page, page.get_by_role("button", name="Uitloggen", exact=True))
        page.keyboard.press("Enter")
        page.wait_for_url("**/inloggen")
        assert page.get_by_role("status").filter(has_text="uitgelogd").is_visible()
        page.goto(page.url.replace("/inloggen", "/vandaag"))
        assert "/inloggen?volgende=/vandaag" in page.url


def test_de_lijst_met_fouten_brengt_u_naar_het_veld(openen: Openen) -> None:
    with openen("/inloggen") as page:
        tab_naar(page, page.get_by_role("main").get_by_role("button", name="Inloggen"))
        page.keyboard.press("Enter")
        fouten = page.get_by_role("alert")
        fouten.wait_for()
        if page.title().startswith("Fout:"):  # a script is there to help
            assert fouten.evaluate("plek => plek === document.activeElement")
        tab_naar(page, fouten.get_by_role("link").first)
        page.keyboard.press("Enter")
        veld = page.get_by_label("E-mailadres")
        assert veld.evaluate("plek => plek === document.activeElement") or page.url.endswith(
            f"#{veld.get_attribute('id')}"
        )
        assert veld.get_attribute("aria-invalid") == "true"
        beschreven = (veld.get_attribute("aria-describedby") or "").split()
        assert any("Vul uw e-mailadres in" in page.locator(f"#{naam}").inner_text() for naam in beschreven)


def test_op_een_smal_scherm_gaat_het_menu_open_en_dicht(openen: Openen) -> None:
    with openen("/vandaag", Rol.BEHANDELAAR, 320) as page:
        menu = page.get_by_role("navigation", name="Hoofdmenu")
        assert not menu.is_visible()
        tab_naar(page, page.get_by_role("button", name="Menu"))
        page.keyboard.press("Enter")
        assert menu.is_visible()
        tab_naar(page, menu.get_by_role("link", name="Aanvragen"))
        page.keyboard.press("Escape")
        assert not menu.is_visible()


def test_een_lijst_zoeken_sorteren_en_een_rij_openen(openen: Openen) -> None:
    with openen("/aanvragen", Rol.BEHANDELAAR) as page:
        tab_naar(page, page.get_by_role("searchbox"))
        page.keyboard.type("Zuiderhavenkwartier")
        page.keyboard.press("Enter")
        page.wait_for_url("**/aanvragen?*zoek=Zuiderhavenkwartier*")
        assert page.locator("tbody tr").count() == 11
        tab_naar(page, page.locator("thead").get_by_role("link", name="Gevraagd"))
        page.keyboard.press("Enter")
        page.wait_for_url("**sorteer=*")
        assert "zoek=Zuiderhavenkwartier" in page.url
        assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Gevraagd")
        eerste = page.locator("tbody tr").first.get_by_role("link").first
        assert eerste.inner_text() == "RHA23-0001"
        tab_naar(page, eerste)
        page.keyboard.press("Enter")
        page.wait_for_url("**/aanvragen/RHA23-0001")


def test_wat_op_het_scherm_staat_is_te_downloaden(openen: Openen) -> None:
    with openen("/aanvragen?zoek=Zuiderhavenkwartier&sorteer=-gevraagd", Rol.BEHANDELAAR) as page:
        scherm = [rij.split()[0] for rij in page.locator("tbody tr").all_inner_texts()]
        tab_naar(page, page.get_by_role("link", name="CSV"))
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        bestand = Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert "VOORBEELD" in bestand
        rijen = list(csv.reader(io.StringIO(bestand), delimiter=";" if ";" in bestand else ","))
        assert [rij[0] for rij in rijen if rij and rij[0].startswith("RHA23-")] == scherm
        assert len(scherm) == 11
