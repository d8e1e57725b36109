"""The browser computes a draw again by itself, and says so when something does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol

import pytest

from subsidie.accounts.models import Rol
from tests.browser.conftest import Aangemeld
from tests.browser.venster import Venster, venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

LOTING = "/tranches/rha-2023/verdelingen/1/loting"
SOM = "/tranches/rha-2023/verdelingen/1/narekenen/RHA23-0007"
KNOP = "Reken na in mijn browser"


class Openen(Protocol):
    def __call__(self, pad: str, *, met_js: bool = True) -> AbstractContextManager[Venster]: ...


@pytest.fixture
def openen(browser: Browser, server: Server, aangemeld: Aangemeld) -> Openen:
    """``openen(pad)``: a page as an auditor sees it."""

    @contextmanager
    def op(pad: str, *, met_js: bool = True) -> Iterator[Venster]:
        staat = aangemeld(server, Rol.AUDITOR)
        with venster(browser, server.adres, breedte=1440, met_js=met_js, staat=staat) as scherm:
            assert scherm.open(pad) == 200
            yield scherm

    return op


def reken_na(page: Page) -> str:
    """Press the button and give what the page says when it is ready."""
    page.get_by_role("button", name=KNOP).click()
    uitslag = page.locator(".narekenen__uitslag--goed, .narekenen__uitslag--fout")
    uitslag.wait_for()
    return uitslag.inner_text()


@pytest.mark.parametrize(("adres", "hoeveel"), [(LOTING, 6), (SOM, 5)])
def test_de_browser_rekent_elke_hash_en_de_bevroren_invoer_na(
    openen: Openen, adres: str, hoeveel: int
) -> None:
    with openen(adres) as scherm:
        aantal = scherm.page.locator("code[data-tekst]").count()
        assert 0 < aantal <= hoeveel
        assert reken_na(scherm.page) == (
            f"Alle {aantal} hashes op deze pagina kloppen. De loten staan in de goede volgorde. "
            "De bevroren invoer geeft de hash die vooraf is vastgelegd."
        )
        assert scherm.page.get_by_text("klopt", exact=True).count() == aantal
        assert scherm.klachten() == []


def test_een_hash_die_niet_klopt_wordt_aangewezen(openen: Openen) -> None:
    with openen(LOTING) as scherm:
        scherm.page.locator("code[data-tekst]").first.evaluate(
            "code => { code.textContent = 'a'.repeat(64); }"
        )
        assert "kloppen er 1 niet." in reken_na(scherm.page)
        assert scherm.page.get_by_text("klopt niet", exact=True).count() == 1


def test_loten_in_een_andere_volgorde_vallen_op(openen: Openen) -> None:
    with openen(LOTING) as scherm:
        scherm.page.locator(".lotentabel tbody").first.evaluate(
            "rijen => rijen.append(rijen.firstElementChild)"
        )
        assert "De loten staan niet in de goede volgorde." in reken_na(scherm.page)


def test_een_andere_bevroren_invoer_valt_op(openen: Openen) -> None:
    def anders(route: Route) -> None:
        route.fulfill(status=200, content_type="application/json", body="{}")

    with openen(LOTING) as scherm:
        scherm.page.route("**/bevroren-invoer.json", anders)
        assert "een andere hash dan vooraf is vastgelegd" in reken_na(scherm.page)


def test_zonder_scripts_is_er_geen_knop_die_niets_doet(openen: Openen) -> None:
    with openen(LOTING, met_js=False) as scherm:
        assert not scherm.page.get_by_role("button", name=KNOP).is_visible()
        assert scherm.page.get_by_text("sha256sum bevroren-invoer-rha-2023-V1.json").is_visible()
