"""The small tranche in a browser, role by role: each plays their own part, from the world that the others left them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from subsidie import create_app
from subsidie.web.db import db
from tests.browser.opbouw import omgeving_van
from tests.browser.venster import venster
from tests.browser.verhaalvenster import Verhaalvenster
from tests.fabrieken.inloggen import als
from tests.infra import werelden
from tests.infra.databases import Databases, omgeving_voor
from tests.infra.server import Server
from tests.verhaal.spel import Spel, speel
from tests.verhaal.stappen import aanvragen, behandelen, beoordelen, besluiten, bezwaren, controleren, verdelen
from tests.verhaal.verloop import MOMENTEN, Stand, begin_na
from tests.verhaal.wereld import ANDERE_FEITEN, BEOORDELAARS, ZWOLS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Speelt = Callable[..., AbstractContextManager[Spel]]


@pytest.fixture
def speelt(browser: Browser, databases: Databases, tmp_path: Path) -> Speelt:
    """``speelt(stand, *wie)``: the world after the chapter ``stand``, served; ``wie`` sit at a browser, others do not."""

    @contextmanager
    def begin(stand: Stand, *wie: str) -> Iterator[Spel]:
        huis = tmp_path / stand.value
        huis.mkdir()
        with databases.nieuw("sqlite") as url:
            omgeving = omgeving_voor(url, huis)
            app = create_app(omgeving)
            app.extensions[werelden.DATABASES] = databases
            moment = _volgende(stand)
            with app.app_context():
                begin_na(stand)
                with (
                    Server(omgeving, huis / "log", app=f"tests.infra.proefserver:maak('{moment.isoformat()}')") as server,
                    speel(app, moment) as spel,
                ):
                    ...

    return begin
