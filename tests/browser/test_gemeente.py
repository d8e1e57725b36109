"""A tekenbevoegde and a colleague, from the invitation until the colleague is out again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from subsidie.accounts.models import Rol
from tests.browser import wereld
from tests.browser.conftest import Aangemeld, kopie_van_de_wereld
from tests.browser.controle import gebreken
from tests.browser.opbouw import APP, omgeving_van
from tests.browser.toetsen import tab_naar
from tests.browser.venster import Venster, venster
from tests.infra.databases import Databases
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAAM = "K. de Nieuwe"


@pytest.fixture(scope="module")
def eigen_server(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Server]:
    """A program whose database may be written in: no other test looks at it."""
    map_ = tmp_path_factory.mktemp("gemeente")
    huis = kopie_van_de_wereld(databases, "leeg", map_, wereld.richt_leeg_in)
    with Server(omgeving_van(huis), map_ / "log", app=APP) as gestart:
        yield gestart


def _goed(scherm: Venster) -> None:
    gevonden, _ = gebreken(scherm, ruime_tekst=scherm.breedte == 320)
    assert gevonden == []


def _klik(scherm: Venster, naam: str, *, rol: str = "link") -> None:
    """Follow a link or press a button, with the keyboard where scripts run."""
    doel = scherm.page.locator("main").get_by_role(rol, name=naam, exact=True)  # type: ignore[arg-type]
    if scherm.met_js:
        tab_naar(scherm.page, doel)
        assert scherm.doe(lambda page: page.keyboard.press("Enter")) == 200
    else:
        assert scherm.doe(lambda _: doel.click()) == 200


@pytest.mark.parametrize(
    ("breedte", "met_js"), [(1440, True), (320, False)], ids=["toetsenbord", "zonder_scripts_smal"]
)
def test_van_uitnodigen_tot_verwijderen(
    browser: Browser, eigen_server: Server, aangemeld: Aangemeld, breedte: int, met_js: bool
) -> None:
    adres, email = eigen_server.adres, f"nieuw.{breedte}@proef.invalid"
    staat = aangemeld(eigen_server, Rol.TEKENBEVOEGDE)
    with (
        venster(browser, adres, breedte=breedte, met_js=met_js, staat=staat) as mijn,
        venster(browser, adres, breedte=breedte, met_js=met_js) as zelf,
    ):
        assert mijn.open("/gemeente") == 200
        _klik(mijn, "Collega uitnodigen")
        mijn.page.get_by_label("Naam", exact=True).fill(NAAM)
        mijn.page.get_by_label("E-mailadres").fill(email)
        mijn.page.get_by_label("Opsteller –").check()
        _klik(mijn, "Collega uitnodigen", rol="button")
        link = mijn.page.locator("main code").inner_text()
        assert link.startswith(f"{adres}/uitnodiging/")
        _goed(mijn)

        assert zelf.open(link.removeprefix(adres)) == 200
        zelf.page.get_by_label("Kies een wachtwoord").fill(wereld.WACHTWOORD)
        zelf.page.get_by_label("Typ het wachtwoord nog een keer").fill(wereld.WACHTWOORD)
        assert zelf.doe(lambda page: page.locator("main form button").click()) == 200
        assert zelf.open("/gemeente") == 200
        assert zelf.page.get_by_text("Collega uitnodigen").count() == 0
        _goed(zelf)

        _klik(mijn, "Rol geven")
        mijn.page.get_by_label("Tekenbevoegde –").check()
        _klik(mijn, "Rol geven", rol="button")
        assert zelf.open("/gemeente/collegas/uitnodigen") == 200

        _klik(mijn, "Verwijderen als collega")
        _goed(mijn)
        _klik(mijn, "Verwijderen als collega", rol="button")
        assert "is geen collega meer" in mijn.page.locator("main").inner_text()
        zelf.open("/gemeente")
        assert zelf.page.url.startswith(f"{adres}/inloggen")
