"""One database for a whole module; every test leaves it as it found it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from subsidie import create_app
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import (  # noqa: F401, their factories make themselves known
    aanvulrijen,
    beoordeelrijen,
    berichtrijen,
    besluitrijen,
    conceptrijen,
    geldrijen,
    gemeenterijen,
    indienrijen,
    realisatierijen,
    verantwoordrijen,
    voorrijen,
)
from tests.infra.databases import SOORTEN, Databases, omgeving_voor


class _Terug(Exception):
    """Ends a transaction that was only a try."""


@pytest.fixture(scope="module", params=SOORTEN)
def databank(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A migrated database with the context of its application open; gives the kind of database."""
    soort: str = request.param
    map_: Path = tmp_path_factory.mktemp("databank")
    with databases.nieuw(soort) as url, create_app(omgeving_voor(url, map_)).app_context():
        yield soort
        db.session.remove()
        for motor in db.engines.values():
            motor.dispose()


@pytest.fixture
def transactie(databank: str) -> Iterator[None]:
    """The test runs inside the commit boundary, and is undone afterwards."""
    with suppress(_Terug), schrijfgrens():
        yield
        raise _Terug
