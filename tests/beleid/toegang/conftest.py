"""A filled program, and a browser for every role: made once, and shared with the browser tests."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest
from flask import Flask
from flask.testing import FlaskClient

from subsidie import create_app
from subsidie.accounts.service import get_gebruiker_op_email
from subsidie.web.db import db
from subsidie.web.klok import nu
from tests.browser import wereld
from tests.browser.opbouw import DATABASE, bouw, omgeving_van
from tests.fabrieken.inloggen import als
from tests.infra.databases import Databases

Inloggen = Callable[[str], FlaskClient]
Inhoud = Callable[[], str]

KIJKERS = ("", *wereld.ACCOUNTS)
"""Who looks at pages: nobody in particular, every role, and an account without a role."""


@pytest.fixture(scope="module")
def huis(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a filled database and the documents that belong to it."""
    bron = databases.map / "browser-vol"
    with bron.with_suffix(".slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        if not bron.with_suffix(".klaar").exists():
            shutil.rmtree(bron, ignore_errors=True)
            bouw(bron, databases, wereld.richt_in)
            bron.with_suffix(".klaar").touch()
    doel = tmp_path_factory.mktemp("toegang") / "vol"
    shutil.copytree(bron, doel)
    return doel


@pytest.fixture(scope="module")
def app(huis: Path) -> Iterator[Flask]:
    """The demo on that database: every page that people ever see, and forms without a token."""
    toepassing = create_app(omgeving_van(huis, "demo"))
    toepassing.testing = True  # a fault of the program ends the test, with where it came from
    toepassing.config["WTF_CSRF_ENABLED"] = False
    yield toepassing
    with toepassing.app_context():
        for motor in db.engines.values():
            motor.dispose()


@pytest.fixture(scope="module")
def inloggen(app: Flask) -> Inloggen:
    """``inloggen("auditor")``: a browser that just logged in; ``inloggen("")``: one that did not."""

    def nieuw(wie: str) -> FlaskClient:
        client = app.test_client()
        if wie:
            with app.app_context():
                gebruiker = get_gebruiker_op_email(wereld.email_van(wie))
                assert gebruiker is not None, wie
                als(client, gebruiker, nu())
        return client

    return nieuw


@pytest.fixture(scope="module")
def clients(inloggen: Inloggen) -> dict[str, FlaskClient]:
    """A browser for everyone who looks at pages; only for what does not log out."""
    return {wie: inloggen(wie) for wie in KIJKERS}


@pytest.fixture
def inhoud(huis: Path) -> Iterator[Inhoud]:
    """Gives something else as soon as anything was committed to the database, even what leaves it as it was."""
    with closing(connect(huis / DATABASE, isolation_level=None)) as verbinding:
        yield lambda: str(verbinding.execute("PRAGMA data_version").fetchone()[0])
