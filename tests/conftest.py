"""What every test can ask for: an application on both databases, a fixed moment, the commit boundary.

A test that uses ``app`` (or ``db_url``) runs on SQLite and on PostgreSQL, each time on a fresh database that was built
by the migrations. ``pytest -k sqlite`` runs one of the two; which examples run on SQLite only is in ``infra/keuze.py``,
and ``pytest --beide`` runs them all.
``TEST_DATABASE_URL`` names another PostgreSQL server (its user must be allowed to make databases).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from subsidie import create_app
from subsidie.documenten import service as documenten
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.papier import render_hier
from tests.infra import keuze, postgres, snel, werelden
from tests.infra.databases import SOORTEN, Databases, omgeving_voor
from tests.infra.overslaan import Overslaan
from tests.infra.volgorde import spreid

RUNMAP = pytest.StashKey[Path]()
SERVER = pytest.StashKey[postgres.Postgres]()
DATABASES = pytest.StashKey[Databases]()
PATCH = pytest.StashKey[pytest.MonkeyPatch]()

GEHEUGEN = Path("/dev/shm")  # noqa: S108 - only a folder of this run in it
MINSTE_GEHEUGEN = 2 * 1024**3

settings.register_profile("lokaal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples every time: a red run can be repeated.
settings.register_profile("ci", parent=settings.get_profile("lokaal"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "lokaal")


def pytest_configure(config: pytest.Config) -> None:
    for naam in [naam for naam in os.environ if naam.startswith("SUBSIDIE_")]:
        del os.environ[naam]  # what a developer has set for a program of their own stays out of the tests
    # A trap: code that trusts the local time of the machine shows up at once.
    os.environ["TZ"] = "PROEF-11"
    time.tzset()
    snel.onthoud(config.stash.setdefault(PATCH, pytest.MonkeyPatch()))

    werker = getattr(config, "workerinput", None)
    if werker is not None:
        map_ = Path(werker["runmap"])
    else:
        map_ = Path(tempfile.mkdtemp(prefix="subsidie-test-"))
        config.pluginmanager.register(Overslaan())
    geheugen = _geheugenmap(map_)
    server = postgres.Postgres(map_, geheugen=geheugen)
    config.stash[RUNMAP] = map_
    config.stash[SERVER] = server

    def postgres_url() -> str:
        ander = os.environ.get("TEST_DATABASE_URL")
        if ander:
            return ander
        if not postgres.is_aanwezig():
            pytest.skip(f"PostgreSQL ontbreekt: het pakket {postgres.PAKKET} is er niet voor deze machine")
        if werker is None:
            server.start()
        return server.url

    config.stash[DATABASES] = Databases(map_, postgres_url, geheugen=geheugen)
    # Workers share one server, so it must be there before they start; a single process waits until asked.
    met_werkers = werker is None and getattr(config.option, "numprocesses", None)
    if met_werkers and postgres.is_aanwezig() and not os.environ.get("TEST_DATABASE_URL"):
        server.start()


def _geheugenmap(map_: Path) -> Path | None:
    """A folder of this run in memory, where the machine has room: SQLite waits for the disk at every commit."""
    if (
        not GEHEUGEN.is_dir()
        or not os.access(GEHEUGEN, os.W_OK)
        or shutil.disk_usage(GEHEUGEN).free < MINSTE_GEHEUGEN
    ):
        return None
    geheugen = GEHEUGEN / map_.name
    geheugen.mkdir(exist_ok=True)
    return geheugen


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Under xdist: tell each worker where the shared folder is."""
    node.workerinput["runmap"] = str(node.config.stash[RUNMAP])  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput") or RUNMAP not in config.stash:
        return
    if os.environ.get("TEST_DATABASE_URL"):
        config.stash[DATABASES].ruim_op()
    config.stash[SERVER].stop()
    shutil.rmtree(config.stash[RUNMAP], ignore_errors=True)
    if (geheugen := _geheugenmap(config.stash[RUNMAP])) is not None:
        shutil.rmtree(geheugen, ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--beide", action="store_true", help="elk voorbeeld op SQLite en op PostgreSQL")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("beide") and not _noemt_postgresql(config):
        _laat_herhaling_weg(config, items)
    processen = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if processen > 1:
        items[:] = spreid([(een.nodeid, een) for een in items], processen)


def _noemt_postgresql(config: pytest.Config) -> bool:
    """Whether somebody asked for tests on PostgreSQL by name."""
    return any("postgresql" in woord for woord in (config.getoption("keyword"), *config.args))


def _laat_herhaling_weg(config: pytest.Config, items: list[pytest.Item]) -> None:
    op_postgresql = {een.nodeid: een for een in items if _databasesoort(een) == "postgresql"}
    altijd = {
        adres
        for adres, een in op_postgresql.items()
        if any("databasesoort" in str(merk.args[0]) for merk in een.iter_markers("parametrize"))
    }
    weg = keuze.zonder_herhaling(op_postgresql, altijd=altijd)
    if weg:
        config.hook.pytest_deselected(items=[een for een in items if een.nodeid in weg])
        items[:] = [een for een in items if een.nodeid not in weg]


def _databasesoort(test: pytest.Item) -> object:
    uitwerking = getattr(test, "callspec", None)
    return None if uitwerking is None else uitwerking.params.get("databasesoort")


def pytest_collection_finish() -> None:
    snel.laat_het_geladene_met_rust()


@pytest.fixture(scope="session")
def databases(pytestconfig: pytest.Config) -> Databases:
    """Hands out more databases than the one of ``app``: ``with databases.nieuw("sqlite") as url``."""
    return pytestconfig.stash[DATABASES]


@pytest.fixture(params=SOORTEN)
def databasesoort(request: pytest.FixtureRequest) -> str:
    """``sqlite`` or ``postgresql``; a test that is about one of them parametrises it itself."""
    soort: str = request.param
    return soort


@pytest.fixture
def db_url(databasesoort: str, databases: Databases) -> Iterator[str]:
    """The URL of a fresh, migrated database of this test alone."""
    with databases.nieuw(databasesoort) as url:
        yield url


@pytest.fixture
def omgeving(db_url: str, tmp_path: Path) -> dict[str, str]:
    """The settings of ``app`` as environment variables, for a test that starts the program itself."""
    return omgeving_voor(db_url, tmp_path)


@pytest.fixture
def app(omgeving: dict[str, str], databases: Databases) -> Iterator[Flask]:
    """The application on a fresh, migrated database, with its context open."""
    toepassing = create_app(omgeving)
    toepassing.extensions[werelden.DATABASES] = databases
    with toepassing.app_context():
        for motor in db.engines.values():
            snel.deel_opdrachten(motor)
        yield toepassing
        db.session.remove()
        for motor in db.engines.values():
            motor.dispose()


@pytest.fixture
def papier_hier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are made in this process: for a test that needs them and is not about how they are made."""
    monkeypatch.setattr(documenten, "render_parallel", render_hier)


@pytest.fixture
def schrijf(app: Flask) -> Callable[[], AbstractContextManager[None]]:
    """The commit boundary: ``with schrijf(): ...`` is one transaction, committed at the end."""
    return schrijfgrens


@pytest.fixture
def nu() -> datetime:
    """A fixed moment: Friday 7 July 2023, 10.00 in Amsterdam."""
    return datetime(2023, 7, 7, 8, 0, tzinfo=UTC)
