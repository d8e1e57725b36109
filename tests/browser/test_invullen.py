"""Filling in an application as people do: with the keyboard, without scripts on a small screen, two at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from subsidie.accounts.models import Rol
from tests.browser.conftest import Aangemeld
from tests.browser.controle import gebreken
from tests.browser.toetsen import tab_naar
from tests.browser.venster import Venster, venster
from tests.browser.wereld_concept import (
    MET_FOUTEN,
    VOL,
    VOOR_BOTSING,
    VOOR_PLAKKEN,
    VOOR_SMAL,
    VOOR_TOETSEN,
    VOOR_VANZELF,
)
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STATUS = "[data-status]"


@pytest.fixture
def als(browser: Browser, server: Server, aangemeld: Aangemeld) -> Any:
    """``als(rol)``: a window in which somebody of the municipality is logged in."""

    @contextmanager
    def open_venster(rol: Rol = Rol.OPSTELLER, breedte: int = 1440, **anders: Any) -> Iterator[Venster]:
        staat = aangemeld(server, rol.value)
        with venster(browser, server.adres, breedte=breedte, staat=staat, **anders) as scherm:
            yield scherm

    return open_venster


def stap(nummer: str, deel: str) -> str:
    return f"/aanvragen/{nummer}/invullen/{deel}"


def snel(page: Page) -> None:
    """Save soon after the last key: the page waits some seconds, a test need not."""
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('form[data-bewaren]')"
        ".forEach((een) => { een.dataset.wacht = '50'; }), {capture: true});"
    )


def test_met_het_toetsenbord_alleen_van_stap_naar_stap(als: Any) -> None:
    with als() as scherm:
        page = scherm.page
        scherm.open(stap(VOOR_TOETSEN, "planning"))
        tab_naar(page, page.get_by_label("Start van de bouw"))
        page.keyboard.type("1-7-2026")
        tab_naar(page, page.get_by_role("button", name="Opslaan en verder"))
        assert scherm.doe(lambda page: page.keyboard.press("Enter")) == 200
        assert page.url.endswith(stap(VOOR_TOETSEN, "kosten"))
        scherm.open(stap(VOOR_TOETSEN, "woonruimten"))
        tab_naar(page, page.get_by_role("button", name="Regel toevoegen"))
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.name") == "regels-1-doelgroep"
        page.keyboard.type("Stat")
        tab_naar(page, page.locator("#regels-1-aantal"))
        page.keyboard.type("8")
        assert (
            page.locator('[data-som="aantal"]').inner_text() == "12"
        )  # no kind chosen yet: it does not count
        tab_naar(page, page.get_by_role("button", name="Verwijder regel 1"))
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.name") == "regels-0-doelgroep"
        assert page.locator("#regels-0-aantal").input_value() == "8"
        page.locator("#regels-0-aantal").focus()
        assert scherm.doe(lambda page: page.keyboard.press("Enter")) == 200  # saves, and takes no line away
        assert page.locator("#regels-0-aantal").input_value() == "8"


def test_zonder_scripts_op_een_smal_scherm(als: Any) -> None:
    with als(breedte=320, java_script_enabled=False) as scherm:
        page = scherm.page
        scherm.open(stap(VOOR_SMAL, "woonruimten"))
        scherm.doe(lambda page: page.get_by_role("button", name="Regel toevoegen").click())
        page.locator("#regels-1-doelgroep").select_option("statushouders")
        page.locator("#regels-1-aard").select_option("flexibel")
        page.locator("#regels-1-soort").select_option("zelfstandig")
        page.locator("#regels-1-aantal").fill("veel")
        assert scherm.doe(lambda page: page.get_by_role("button", name="Opslaan en verder").click()) == 200
        fout = page.locator("#regels-1-aantal-fout")
        assert "heel getal" in fout.inner_text()
        assert page.locator("#regels-1-aantal").input_value() == "veel"
        page.locator("#regels-1-aantal").fill("30")
        scherm.doe(lambda page: page.get_by_role("button", name="Opslaan en verder").click())
        assert page.url.endswith(stap(VOOR_SMAL, "planning"))
        scherm.open(stap(VOOR_SMAL, "woonruimten"))
        assert page.locator('[data-som="flexibel"]').inner_text() == "30"
        scherm.doe(lambda page: page.get_by_role("button", name="Verwijder regel 1").click())
        assert page.locator("[data-rij]").count() == 1


def test_de_pagina_bewaart_zichzelf_en_zegt_het(als: Any) -> None:
    with als() as scherm:
        page = scherm.page
        snel(page)
        scherm.open(stap(VOOR_VANZELF, "kosten"))
        page.get_by_label("Gevraagd bedrag").fill("250.000")
        page.locator(STATUS, has_text="Bewaard om").wait_for()
        page.locator("#gevraagd-opmerking").wait_for()
        page.get_by_label("Totale kosten").fill("12,345")
        page.get_by_label("Gevraagd bedrag").focus()
        page.locator("#totale_kosten-fout").wait_for()
        assert gebreken(scherm)[0] == []
        page.get_by_label("Totale kosten").fill("2.000.000")
        page.locator("#totale_kosten-fout").wait_for(state="detached")
        page.locator(STATUS, has_text="Bewaard om").wait_for()
        scherm.open(stap(VOOR_VANZELF, "kosten"))
        assert page.get_by_label("Totale kosten").input_value() == "2.000.000"


def test_zonder_verbinding_blijft_alles_staan_en_probeert_de_pagina_het_opnieuw(als: Any) -> None:
    with als() as scherm:
        page = scherm.page
        snel(page)
        scherm.open(stap(VOOR_VANZELF, "planning"))
        page.context.set_offline(True)
        page.get_by_label("Toelichting op de planning").fill("Nog een zin.")
        page.locator(STATUS, has_text="Niet bewaard: geen verbinding").wait_for()
        page.context.set_offline(False)
        page.get_by_label("Toelichting op de planning").press("End")
        page.get_by_label("Toelichting op de planning").type(" En nog een.")
        page.locator(STATUS, has_text="Bewaard om").wait_for()
        scherm.open(stap(VOOR_VANZELF, "planning"))
        assert page.get_by_label("Toelichting op de planning").input_value() == "Nog een zin. En nog een."


def test_twee_collegas_tegelijk_kiezen_per_veld(als: Any) -> None:
    with als() as een, als(Rol.TEKENBEVOEGDE) as twee:
        for scherm in (een, twee):
            snel(scherm.page)
            scherm.open(stap(VOOR_BOTSING, "kosten"))
        een.page.get_by_label("Gevraagd bedrag").fill("80.000")
        een.page.get_by_label("Toelichting op de kosten").fill("Van de een.")
        een.doe(lambda page: page.get_by_role("button", name="Opslaan", exact=True).last.click())
        twee.page.get_by_label("Gevraagd bedrag").fill("70.000")
        twee.page.locator(STATUS, has_text="Er is niets overschreven").wait_for()
        assert "Opsteller" in twee.page.locator(STATUS).inner_text()
        twee.doe(lambda page: page.get_by_role("button", name="Bekijk het verschil en kies").click())
        assert gebreken(twee)[0] == []
        assert twee.page.get_by_label(re.compile("Van de ander: Van de een")).is_checked()
        twee.doe(lambda page: page.get_by_role("button", name="Bewaren wat ik koos").click())
        assert "Kies nog bij elk punt" in twee.page.locator("main").inner_text()
        twee.page.get_by_label(re.compile("Van u: 70.000")).check()
        twee.doe(lambda page: page.get_by_role("button", name="Bewaren wat ik koos").click())
        assert twee.page.get_by_label("Gevraagd bedrag").input_value() == "70.000"
        assert twee.page.get_by_label("Toelichting op de kosten").input_value() == "Van de een."


def test_plakken_uit_excel_met_en_zonder_fouten(als: Any) -> None:
    with als() as scherm:
        page = scherm.page
        scherm.open(stap(VOOR_PLAKKEN, "woonruimten/importeren"))
        kop = "Doelgroep\tPermanent of flexibel\tSoort woonruimte\tAantal\n"
        page.get_by_label("Plak hier de regels").fill(f"{kop}Statushouders\tpermanent\tzelfstandig\tveel")
        assert scherm.doe(lambda page: page.get_by_role("button", name="Regels lezen").click()) == 422
        assert "D2" in page.locator("main").inner_text()
        assert gebreken(scherm)[0] == []
        page.get_by_label("Plak hier de regels").fill(f"{kop}Statushouders\tpermanent\tzelfstandig\t7")
        assert scherm.doe(lambda page: page.get_by_role("button", name="Regels lezen").click()) == 200
        assert gebreken(scherm)[0] == []
        scherm.doe(lambda page: page.get_by_role("button", name="Toevoegen aan wat er staat").click())
        assert page.locator('[data-som="aantal"]').inner_text() == "19"


SOMMEN = [
    ("leesBedrag", ["1.234,5"], 123450), ("leesBedrag", ["€ 12"], 1200), ("leesBedrag", ["1000.00"], None),
    ("leesBedrag", ["-5"], None), ("leesBedrag", ["9" * 20], None), ("leesBedrag", [""], None),
    ("leesBedrag", [" 0,07 "], 7), ("leesGetal", ["1.000"], 1000), ("leesGetal", ["1,5"], None),
    ("leesGetal", ["10.00"], None), ("toonBedrag", [123450], "€\u00a01.234,50"), ("toonBedrag", [-100], "€\u00a0-1"),
    ("som", [[1, 2, None]], None), ("som", [[]], None), ("som", [[70, 30]], 100),
    ("telRegels", [[{"aard": "permanent", "soort": "a", "aantal": 3}, {"aard": "", "soort": "", "aantal": 9}],
                   {"a": 850000}],
     {"aantal": 3, "permanent": 3, "flexibel": 0, "maximum": 2550000}),
    ("telRegels", [[{"aard": "flexibel", "soort": "a", "aantal": 3}], {"a": None}],
     {"aantal": 3, "permanent": 0, "flexibel": 3, "maximum": None}),
    ("laagste", [{"gevraagd": 10, "tekort": -5, "maximum": 20, "ruimte": None}], 0),
    ("laagste", [{"gevraagd": None, "tekort": 5, "maximum": 20, "ruimte": 3}], None),
]  # fmt: skip


def test_de_sommen_van_het_script_zijn_die_van_het_programma(als: Any) -> None:
    with als() as scherm:
        page = scherm.page
        scherm.open(stap(MET_FOUTEN, "kosten"))
        for functie, waarden, verwacht in SOMMEN:
            uitkomst = page.evaluate(f"window.invulrekenen.{functie}(...{json.dumps(waarden)})")
            assert uitkomst == verwacht, (functie, waarden)
        scherm.open(stap(VOL, "woonruimten"))
        plekken = page.locator("[data-totalen] [data-som]")
        van_het_programma = plekken.all_inner_texts()
        page.locator("form[data-bewaren]").evaluate("een => een.dispatchEvent(new Event('input'))")
        assert plekken.all_inner_texts() == van_het_programma
