"""On paper, and in the colours that someone set for the whole computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from subsidie.accounts.models import Rol
from tests.browser import axe
from tests.browser.conftest import Aangemeld
from tests.browser.paginas import ANONIEM
from tests.browser.toetsen import loop_met_tab
from tests.browser.venster import venster
from tests.fabrieken.pdf import tekst_per_bladzijde
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAPIER = (
    "/openbaar/rha-2023",
    "/tranches/rha-2023/rangschikking",
    "/aanvragen/RHA23-0007",
    "/aanvragen",
    "/besluiten",
)
HOOG_CONTRAST = (
    "/vandaag",
    "/tranches/rha-2023/rangschikking",
    "/aanvragen",
    "/aanvragen/RHA23-0001",
    "/inloggen",
)


# What a box on the screen lets you scroll to is cut off on paper; the page as a whole is made to fit by the browser.
_AFGEKNIPT = """() => [...document.querySelectorAll('body *')]
  .filter((een) => een.clientWidth > 1 && een.scrollWidth > een.clientWidth + 1
    && getComputedStyle(een).overflowX !== 'visible')
  .map((een) => `${een.scrollWidth} > ${een.clientWidth}: ${een.outerHTML.slice(0, 120)}`)"""


@pytest.mark.parametrize("pad", PAPIER)
def test_op_papier_staat_dat_het_een_voorbeeld_is_en_geen_knop(
    browser: Browser, server: Server, aangemeld: Aangemeld, pad: str
) -> None:
    with venster(browser, server.adres, breedte=1440, staat=aangemeld(server, Rol.BEHANDELAAR)) as scherm:
        assert scherm.open(pad) == 200
        scherm.page.emulate_media(media="print")
        for rol in ("navigation", "button", "search"):
            zichtbaar = scherm.page.get_by_role(rol).filter(visible=True)
            assert zichtbaar.all_inner_texts() == [], f"{rol} op papier"
        assert not scherm.page.get_by_role("link", name="Naar de inhoud").is_visible()
        kop = scherm.page.locator("h1").inner_text()
        papier = scherm.page.pdf(format="A4")
    bladzijden = tekst_per_bladzijde(papier)
    assert [nummer for nummer, tekst in enumerate(bladzijden, 1) if "VOORBEELD" not in tekst] == []
    assert kop.split()[0] in bladzijden[0]


@pytest.mark.parametrize("pad", PAPIER)
def test_op_papier_is_niets_afgeknipt(
    browser: Browser, server: Server, aangemeld: Aangemeld, pad: str
) -> None:
    with venster(browser, server.adres, breedte=718, staat=aangemeld(server, Rol.BEHANDELAAR)) as scherm:
        assert scherm.open(pad) == 200  # 718 pixels: A4 with margins of 10 mm
        scherm.page.emulate_media(media="print")
        kwijt = scherm.page.evaluate(_AFGEKNIPT)
    assert kwijt == []


@pytest.mark.parametrize("pad", HOOG_CONTRAST)
def test_met_de_kleuren_van_de_computer_blijft_alles_te_zien(
    browser: Browser, server: Server, aangemeld: Aangemeld, pad: str
) -> None:
    staat = aangemeld(server, ANONIEM if pad == "/inloggen" else Rol.BEHANDELAAR)
    with venster(browser, server.adres, breedte=1440, staat=staat, forced_colors="active") as scherm:
        assert scherm.open(pad) == 200
        gevonden = [str(vondst) for vondst in axe.onderzoek(scherm.page).overtredingen]
        gevonden += loop_met_tab(scherm.page)[1]
    if gevonden:
        pytest.fail("\n".join(["", *gevonden]), pytrace=False)
