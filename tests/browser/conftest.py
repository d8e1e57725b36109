"""One browser, one running program and one small world per process; who is logged in is kept per role."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask

from subsidie import create_app
from subsidie.platform.opslag import LokaleOpslag
from tests.browser import wereld
from tests.browser.opbouw import APP, bouw, log_in, omgeving_van
from tests.browser.paginas import ANONIEM
from tests.browser.venster import venster
from tests.infra import browser as chromium
from tests.infra.databases import Databases
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Aangemeld = Callable[[Server, str], Any]


def kopie_van_de_wereld(
    databases: Databases, naam: str, doel: Path, richt_in: Callable[[LokaleOpslag], None]
) -> Path:
    """A copy of the world ``naam``, which one process of the run makes while the others wait for it."""
    bron = databases.map / f"browser-{naam}"
    with bron.with_suffix(".slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        if not bron.with_suffix(".klaar").exists():
            shutil.rmtree(bron, ignore_errors=True)
            bouw(bron, databases, richt_in)
            bron.with_suffix(".klaar").touch()
    shutil.copytree(bron, doel / naam)
    return doel / naam


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium."""
    chromium.vereist()
    with chromium.start() as gestart:
        yield gestart


@pytest.fixture(scope="package")
def server(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Server]:
    """The program with the small world, in a database of this process alone."""
    map_ = tmp_path_factory.mktemp("server")
    huis = kopie_van_de_wereld(databases, "vol", map_, wereld.richt_in)
    with Server(omgeving_van(huis), map_ / "log", app=APP) as gestart:
        yield gestart


@pytest.fixture(scope="package")
def lege_server(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Server]:
    """The demo with accounts and nothing else."""
    map_ = tmp_path_factory.mktemp("leeg")
    huis = kopie_van_de_wereld(databases, "leeg", map_, wereld.richt_leeg_in)
    with Server(omgeving_van(huis, "demo"), map_ / "log", app=APP) as gestart:
        yield gestart


@pytest.fixture(scope="package")
def toepassing(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The program of ``server`` in this process too, for what it knows of its own addresses; without its database."""
    return create_app(omgeving_van(tmp_path_factory.mktemp("adressen")))


@pytest.fixture(scope="package")
def lege_toepassing(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The same of ``lege_server``."""
    return create_app(omgeving_van(tmp_path_factory.mktemp("adressen"), "demo"))


@pytest.fixture(scope="package")
def aangemeld(browser: Browser) -> Aangemeld:
    """``aangemeld(server, kijker)``: the state of a browser in which ``kijker`` logged in through the form."""
    bewaard: dict[tuple[str, str], Any] = {}

    def haal(server: Server, kijker: str) -> Any:
        sleutel = (server.adres, kijker)
        if kijker != ANONIEM and sleutel not in bewaard:
            with venster(browser, server.adres, breedte=1440) as scherm:
                log_in(scherm.page, server.adres, kijker)
                bewaard[sleutel] = scherm.page.context.storage_state()
        return bewaard.get(sleutel)

    return haal
