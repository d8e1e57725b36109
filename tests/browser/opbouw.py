"""The program under test: its settings, its filled database and how one logs in to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from subsidie import create_app
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web.db import db
from tests.browser import wereld
from tests.infra.databases import Databases, omgeving_voor

if TYPE_CHECKING:
    from playwright.sync_api import Page

APP = f"tests.infra.proefserver:maak('{wereld.VANDAAG.isoformat()}')"
DATABASE = "wereld.db"


def omgeving_van(huis: Path, soort: str = "ontwikkeling") -> dict[str, str]:
    """Settings of a program that lives in the folder ``huis``: for a developer there is the page of components."""
    return {**omgeving_voor(f"sqlite:///{huis / DATABASE}", huis), "SUBSIDIE_OMGEVING": soort}


def bouw(huis: Path, databases: Databases, richt_in: Callable[[LokaleOpslag], None]) -> None:
    """Make ``huis`` with a migrated database and a storage that ``richt_in`` fills."""
    huis.mkdir(parents=True)
    with databases.nieuw("sqlite") as leeg:
        shutil.copyfile(leeg.removeprefix("sqlite:///"), huis / DATABASE)
    app = create_app(omgeving_van(huis))
    with app.app_context():
        richt_in(LokaleOpslag(huis / "opslag"))
        db.session.remove()
        for motor in db.engines.values():
            # Everything into the one file, so that it can be copied.
            with closing(motor.raw_connection()) as verbinding:
                verbinding.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            motor.dispose()


def log_in(page: Page, adres: str, kijker: str) -> None:
    """Through the real form; raises ``AssertionError`` when it did not let in."""
    antwoord = page.goto(f"{adres}/inloggen")
    assert antwoord is not None
    assert antwoord.ok, f"/inloggen geeft {antwoord.status}"
    page.get_by_label("E-mailadres").fill(wereld.email_van(kijker))
    page.get_by_label("Wachtwoord", exact=True).fill(wereld.WACHTWOORD)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url(f"{adres}/vandaag")
