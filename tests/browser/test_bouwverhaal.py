"""One award from payment to recovery in a browser: everybody at a window of their own, from 2026 to 2030."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask

from subsidie import create_app
from subsidie.web.db import db
from tests.browser.venster import venster
from tests.browser.verhaalvenster import Verhaalvenster, koekje
from tests.infra import werelden
from tests.infra.databases import Databases, omgeving_voor
from tests.infra.draadserver import draadserver
from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.bouwverloop import BEGIN, speel_alles, speel_verder
from tests.verhaal.spel import Spel
from tests.verhaal.stappen import nazien
from tests.verhaal.verloop import Stand, begin_na

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Vensters(Mapping[str, Bladeraar]):
    """A window for whoever plays, opened when they first do; they log in again every time, since years go by."""

    def __init__(self, app: Flask, browser: Browser, open_: ExitStack) -> None:
        self.app, self._browser, self._open = app, browser, open_
        self._adres = open_.enter_context(draadserver(app))
        self._vensters: dict[str, Verhaalvenster] = {}
        self.spel: Spel

    def __getitem__(self, wie: str) -> Bladeraar:
        if wie not in self._vensters:
            scherm = venster(self._browser, self._adres, breedte=1440)
            self._vensters[wie] = Verhaalvenster(self._open.enter_context(scherm))
        gevonden = self._vensters[wie]
        gevonden.scherm.page.context.add_cookies([koekje(self.app, self.spel, wie)])
        return gevonden

    def __contains__(self, wie: Any) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self._vensters)

    def __len__(self) -> int:
        return len(self._vensters)


def test_van_betaling_tot_terugvordering_in_elke_rol(
    browser: Browser, databases: Databases, tmp_path: Path
) -> None:
    with ExitStack() as open_, databases.nieuw("sqlite") as url:
        app = create_app({**omgeving_voor(url, tmp_path), "SUBSIDIE_OMGEVING": "ontwikkeling"})  # no https
        app.extensions[werelden.DATABASES] = databases
        open_.enter_context(app.app_context())
        begin_na(Stand.BEKEND)
        vensters = Vensters(app, browser, open_)
        vensters.spel = open_.enter_context(speel_verder(app, BEGIN, vensters))
        speel_alles(vensters.spel)
        nazien.controleer(vensters.spel.als("aad"))
        assert nazien.haal_dossier(vensters.spel.als("aad")).startswith(b"PK")
        nazien.is_er_niet(vensters.spel.als("tess"))
        nazien.is_niet_van_hem(vensters.spel.als("rik"))
        nazien.lees_zonder_knoppen(vensters.spel.als("beheer"))
        db.session.remove()
        for motor in db.engines.values():
            motor.dispose()
