"""Decisions are tried out, signed in a round that one can watch, and made known: as a decider would."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidie import create_app
from subsidie.accounts.models import Rol
from subsidie.beschikkingen.rondewerk import teken_wachtende
from subsidie.beschikkingen.service import opstellen
from subsidie.documenten.service import maak_wachtende
from subsidie.platform.opslag import LokaleOpslag, Opslag
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import laad_tranche, openstellen, sluiten
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.browser.conftest import Aangemeld, kopie_van_de_wereld
from tests.browser.controle import gebreken
from tests.browser.opbouw import APP, omgeving_van
from tests.browser.toetsen import tab_naar
from tests.browser.venster import Venster, venster
from tests.browser.wereld import VANDAAG, maak_accounts
from tests.fabrieken.tranches import START, aanvraag, definitie, neem_alles_op, regel, verdeel
from tests.infra.databases import Databases
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AANTAL = 3
TRANCHE = "/tranches/rha-2023"


def _richt_in(_opslag: Opslag) -> None:
    with schrijfgrens():
        laad_gemeenten(db.session())
        personen = maak_accounts()
    with schrijfgrens():
        tranche = laad_tranche(
            definitie("rha-2023"), aard=Trancheaard.VOORBEELD, door=personen["beheerder"], nu=START
        )
        openstellen(tranche, door=personen["beheerder"], nu=START)
        sluiten(tranche, door=personen["beheerder"], nu=START)
    aanvragen = [
        aanvraag(f"B{nummer}", "rha", regel("statushouders", 20), euro=100_000, gm_code="GM0344")
        for nummer in range(1, AANTAL + 1)
    ]
    neem_alles_op(tranche, aanvragen, personen)
    verdeling = verdeel(tranche, personen)
    with schrijfgrens():
        opstellen(verdeling, door=personen["behandelaar"], nu=START + timedelta(days=10))


def _werk(huis: Path) -> None:
    """What the worker does beside the server: sign, and make the letters."""
    app = create_app(omgeving_van(huis))
    with app.app_context():
        moment = VANDAAG + timedelta(minutes=1)
        teken_wachtende(lambda: moment)
        maak_wachtende(LokaleOpslag(huis / "opslag"), werkers=1, klok=lambda: moment)
        for motor in db.engines.values():
            motor.dispose()


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
def test_van_concept_tot_bekend(
    browser: Browser, databases: Databases, aangemeld: Aangemeld, tmp_path: Path, breedte: int, met_js: bool
) -> None:
    huis = kopie_van_de_wereld(databases, "besluiten", tmp_path, _richt_in)
    klaar = f"{AANTAL} van {AANTAL} besluiten gedaan: {AANTAL} getekend."
    with (
        Server(omgeving_van(huis), tmp_path / "log", app=APP) as server,
        venster(
            browser, server.adres, breedte=breedte, met_js=met_js, staat=aangemeld(server, Rol.BESLISSER)
        ) as scherm,
    ):
        assert scherm.open(f"{TRANCHE}/besluiten") == 200
        _goed(scherm)
        _klik(scherm, "Tekenen")
        _goed(scherm)
        _klik(scherm, f"Teken {AANTAL} besluiten", rol="button")
        assert "0 van 3 besluiten gedaan" in scherm.page.locator("main").inner_text()
        _goed(scherm)
        _werk(huis)
        if met_js:
            # Nobody touches the page: it keeps itself up to date.
            scherm.page.get_by_text(klaar).first.wait_for()
        else:
            _klik(scherm, "Ververs deze pagina om te zien hoe ver het is")
        assert klaar in scherm.page.locator("main").inner_text()
        assert scherm.open(f"{TRANCHE}/bekendmaken") == 200
        _goed(scherm)
        _klik(scherm, f"Alles van vandaag bekendmaken ({AANTAL})")
        _goed(scherm)
        _klik(scherm, f"{AANTAL} besluiten bekendmaken", rol="button")
        assert f"{AANTAL} besluiten zijn bekendgemaakt." in scherm.page.locator("main").inner_text()
        _goed(scherm)
