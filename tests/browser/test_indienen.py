"""Attaching and filing as people do: with a mouse, with the keyboard alone, and without scripts on a small screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser

from subsidie.accounts.models import Rol
from tests.browser.conftest import Aangemeld
from tests.browser.controle import gebreken
from tests.browser.toetsen import tab_naar
from tests.browser.venster import Venster, venster
from tests.browser.wereld_indienen import VOOR_BIJLAGEN, VOOR_INDIENEN
from tests.fabrieken.indieningen import PDF
from tests.infra.server import Server

BEGROTING = {"name": "begroting.pdf", "mimeType": "application/pdf", "buffer": PDF}
GEEN_PDF = {"name": "begroting.pdf", "mimeType": "application/pdf", "buffer": b"MZ dit is geen pdf"}


@pytest.fixture
def als(browser: Browser, server: Server, aangemeld: Aangemeld) -> Any:
    """``als(rol)``: a window in which somebody of the municipality is logged in."""

    @contextmanager
    def open_venster(rol: Rol, breedte: int = 1440, **anders: Any) -> Iterator[Venster]:
        staat = aangemeld(server, rol.value)
        with venster(browser, server.adres, breedte=breedte, staat=staat, **anders) as scherm:
            yield scherm

    return open_venster


def test_zonder_script_op_een_klein_scherm_een_bijlage_erbij_eraf_en_terug(als: Any) -> None:
    with als(Rol.OPSTELLER, breedte=320, met_js=False) as scherm:
        page = scherm.page
        scherm.open(f"/aanvragen/{VOOR_BIJLAGEN}/invullen/bijlagen")
        deel = page.locator("#begroting")
        deel.locator('input[type="file"]').set_input_files([GEEN_PDF])
        assert scherm.doe(lambda _: deel.get_by_role("button", name="Toevoegen").click()) == 422
        assert "Dit is een programma" in deel.inner_text()
        assert gebreken(scherm)[0] == []
        deel.locator('input[type="file"]').set_input_files([BEGROTING])
        assert scherm.doe(lambda _: deel.get_by_role("button", name="Toevoegen").click()) == 200
        assert deel.get_by_role("link", name="begroting.pdf").is_visible()
        assert scherm.doe(lambda _: deel.get_by_role("button", name="Verwijder").click()) == 200
        assert "Dit bestand is er nog niet" in deel.inner_text()
        assert gebreken(scherm)[0] == []
        assert scherm.doe(lambda page: page.get_by_role("button", name="Terugzetten").click()) == 200
        assert deel.get_by_role("link", name="begroting.pdf").is_visible()


def test_met_het_toetsenbord_alleen_indienen_en_de_ontvangst_zien(als: Any) -> None:
    adres = f"/aanvragen/{VOOR_INDIENEN}/indienen"
    with als(Rol.OPSTELLER) as scherm:
        scherm.open(adres)
        assert scherm.page.get_by_role("button", name="Dien de aanvraag in").count() == 0
        assert (
            scherm.doe(lambda page: page.get_by_role("button", name="Vraag uw tekenbevoegde").click()) == 200
        )
    with als(Rol.TEKENBEVOEGDE) as scherm:
        page = scherm.page
        scherm.open(adres)
        tab_naar(page, page.get_by_role("button", name="Dien de aanvraag in"))
        assert scherm.doe(lambda page: page.keyboard.press("Enter")) == 200
        assert page.url.endswith(f"/aanvragen/{VOOR_INDIENEN}/ontvangst")
        assert "Wij hebben uw aanvraag ontvangen" in page.locator("h1").inner_text()
        assert gebreken(scherm)[0] == []
        # Back: what was filed is not filed again, since nothing changed.
        page.go_back()
        assert page.get_by_text("Er is nog niets veranderd sinds u indiende.").is_visible()
        assert page.get_by_role("button", name="Dien").count() == 0
