"""On SQLite who writes and who reads each keep a connection of their own, and who reads cannot write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError

from subsidie.web.db import bereid_motor_voor, motoropties, schrijvend


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    adres = f"sqlite:///{tmp_path / 'proef.db'}"
    engine = create_engine(adres, **motoropties(adres))
    bereid_motor_voor(engine)
    _doe(engine, "CREATE TABLE proef (getal INTEGER)", mag=True)
    yield engine
    engine.dispose()


def _doe(engine: Engine, opdracht: str, *, mag: bool) -> None:
    merk = schrijvend.set(mag)
    try:
        with engine.begin() as verbinding:
            verbinding.execute(text(opdracht))
    finally:
        schrijvend.reset(merk)


def test_een_verbinding_wisselt_niet_van_soort(engine: Engine) -> None:
    _doe(engine, "SELECT * FROM proef", mag=False)
    opdrachten: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def noteer(_verbinding: Any, _cursor: Any, opdracht: str, *_rest: Any) -> None:
        opdrachten.append(opdracht)

    for mag in (True, False, True, False):
        _doe(engine, "SELECT * FROM proef", mag=mag)
    assert [een for een in opdrachten if een.startswith("PRAGMA")] == []


@pytest.mark.parametrize("eerst", [True, False], ids=["na schrijven", "na lezen"])
def test_wie_leest_kan_niet_schrijven(engine: Engine, eerst: bool) -> None:
    _doe(engine, "SELECT * FROM proef", mag=eerst)
    with pytest.raises(OperationalError, match="readonly"):
        _doe(engine, "INSERT INTO proef VALUES (1)", mag=False)
    _doe(engine, "INSERT INTO proef VALUES (2)", mag=True)
