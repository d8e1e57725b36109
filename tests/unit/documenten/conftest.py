"""Each document is made once for all tests that look at it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from subsidie.documenten.render import Gerenderd, render
from tests.fabrieken.brieven import MOMENT, alle_brieven
from tests.fabrieken.stukken import alle_stukken

NAMEN = (*alle_brieven(), *alle_stukken())


@cache
def _maak(naam: str) -> Gerenderd:
    gegevens = {**alle_brieven(), **alle_stukken()}[naam]
    return render(gegevens.sjabloon, gegevens, moment=MOMENT)


@pytest.fixture(params=NAMEN)
def naam(request: pytest.FixtureRequest) -> str:
    """The name of each kind of document in turn."""
    soort: str = request.param
    return soort


@pytest.fixture
def document(naam: str) -> Gerenderd:
    """Each kind of document in turn, as a finished PDF."""
    return _maak(naam)


@pytest.fixture
def gemaakt() -> Callable[[str], Gerenderd]:
    """``gemaakt("verlening")`` is the finished letter of that name."""
    return _maak
