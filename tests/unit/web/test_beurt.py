"""Who writes to SQLite waits for the one before, and never for one that is gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from subsidie.web.beurt import ACHTERVOEGSEL, beurt


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'proef.db'}")
    yield engine
    engine.dispose()


def _na_mij(engine: Engine, gedaan: list[str]) -> threading.Thread:
    def schrijf() -> None:
        with beurt(engine):
            gedaan.append("de tweede")

    draad = threading.Thread(target=schrijf)
    draad.start()
    return draad


def test_de_tweede_wacht_tot_de_eerste_klaar_is(sqlite: Engine) -> None:
    gedaan: list[str] = []
    with beurt(sqlite):
        draad = _na_mij(sqlite, gedaan)
        draad.join(timeout=0.2)
        assert draad.is_alive()
        gedaan.append("de eerste")
    draad.join(timeout=10)
    assert gedaan == ["de eerste", "de tweede"]


def test_na_een_fout_is_de_volgende_aan_de_beurt(sqlite: Engine) -> None:
    with pytest.raises(ZeroDivisionError), beurt(sqlite):
        raise ZeroDivisionError
    gedaan: list[str] = []
    _na_mij(sqlite, gedaan).join(timeout=10)
    assert gedaan == ["de tweede"]


@pytest.mark.parametrize("adres", ["sqlite://", "postgresql+psycopg://server/databank"])
def test_zonder_bestand_is_er_geen_rij(adres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with beurt(create_engine(adres)), beurt(create_engine(adres)):
        assert not [*tmp_path.glob(f"*{ACHTERVOEGSEL}")]
