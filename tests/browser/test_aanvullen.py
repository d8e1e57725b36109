"""A behandelaar asks, a municipality supplements, and the application is found complete: as people would."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from subsidie.accounts.models import Rol
from subsidie.platform.opslag import Opslag
from subsidie.register.service import laad_gemeenten
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.browser.conftest import Aangemeld, kopie_van_de_wereld
from tests.browser.controle import gebreken
from tests.browser.opbouw import APP, omgeving_van
from tests.browser.toetsen import tab_naar
from tests.browser.venster import Venster, venster
from tests.browser.wereld import VANDAAG, maak_accounts
from tests.browser.wereld_aanvullen import zet_wandeling
from tests.infra.databases import Databases
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NUMMERS = {1440: "OEFEN-0001", 320: "OEFEN-0002"}


def _richt_in(_opslag: Opslag) -> None:
    with schrijfgrens():
        laad_gemeenten(db.session())
        personen = maak_accounts()
    nummers = zet_wandeling(personen, nu=VANDAAG - timedelta(days=2), aantal=2)
    assert nummers == list(NUMMERS.values())


@pytest.fixture(scope="module")
def eigen_server(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Server]:
    """A program whose database may be written in: no other test looks at it."""
    map_ = tmp_path_factory.mktemp("aanvullen")
    huis = kopie_van_de_wereld(databases, "aanvullen", map_, _richt_in)
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
def test_van_het_verzoek_tot_volledig(
    browser: Browser, eigen_server: Server, aangemeld: Aangemeld, breedte: int, met_js: bool
) -> None:
    adres, nummer = eigen_server.adres, NUMMERS[breedte]
    bea_staat, tess_staat = (aangemeld(eigen_server, rol) for rol in (Rol.BEHANDELAAR, Rol.TEKENBEVOEGDE))
    with (
        venster(browser, adres, breedte=breedte, met_js=met_js, staat=bea_staat) as bea,
        venster(browser, adres, breedte=breedte, met_js=met_js, staat=tess_staat) as tess,
    ):
        assert bea.open(f"/werklijst?wie=niemand&zoek={nummer}") == 200
        bea.page.get_by_label(f"Kies {nummer}").check()
        _klik(bea, "Zelf oppakken", rol="button")
        assert "1 aanvraag opgepakt." in bea.page.locator("main").inner_text()
        assert bea.open(f"/aanvragen/{nummer}") == 200
        _klik(bea, "Volledigheid controleren")
        begroting = bea.page.get_by_role("group", name="De begroting klopt")
        begroting.get_by_label("Ontbreekt").check()
        _goed(bea)
        _klik(bea, "Bewaren en een aanvulling vragen", rol="button")
        assert "Welke bedragen kloppen?" in bea.page.get_by_label("Wat vraagt u?").input_value()
        bea.page.get_by_label("Wat vraagt u?").fill("Waar rust het tekort op?")
        bea.page.get_by_label("Zonder dit is de aanvraag niet volledig").check()
        _goed(bea)
        _klik(bea, "Bekijk de brief", rol="button")
        assert "Waar rust het tekort op?" in bea.page.locator("main").inner_text()
        _goed(bea)
        _klik(bea, "Versturen", rol="button")
        _goed(bea)

        assert tess.open(f"/aanvragen/{nummer}") == 200
        _goed(tess)
        _klik(tess, "Aanvullen")
        tess.page.get_by_label("Uw antwoord op punt 1").fill("Op het grondbod.")
        _goed(tess)
        _klik(tess, "Bewaren en bekijken wat u indient", rol="button")
        _goed(tess)
        _klik(tess, "Aanvulling indienen", rol="button")
        assert "Wij hebben uw aanvulling ontvangen" in tess.page.locator("main").inner_text()
        _goed(tess)

        assert bea.open(f"/aanvragen/{nummer}/verschillen/2") == 200
        assert "Op het grondbod." in bea.page.locator("main").inner_text()
        _goed(bea)
        assert tess.open(f"/aanvragen/{nummer}/intrekken") == 200
        _goed(tess)
        assert bea.open(f"/aanvragen/{nummer}") == 200
        _goed(bea)
        _klik(bea, "Volledigheid controleren")
        for keuze in bea.page.get_by_label("In orde").all():
            keuze.check()
        _klik(bea, "Controlelijst bewaren", rol="button")
        bea.page.get_by_label("Ik heb de aanvraag bekeken").check()
        _goed(bea)
        _klik(bea, "Volledig verklaren", rol="button")
        assert "De aanvraag is volledig vanaf" in bea.page.locator("main").inner_text()
