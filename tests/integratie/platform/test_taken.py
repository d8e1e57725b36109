"""Work beside the web server: woken after the commit, found by the round when nobody woke, done twice without harm."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from subsidie import create_app
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.service import leg_vast
from subsidie.platform import taken
from subsidie.platform.wachtrij import Wachtrij
from subsidie.web.db import db
from subsidie.web.transactie import na_vastleggen, schrijfgrens

NU = datetime(2026, 7, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def databasesoort() -> str:
    """The queue is not the database; where it can be in PostgreSQL a test says so."""
    return "sqlite"


@pytest.fixture
def omgeving(omgeving: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """With a queue in a file."""
    return {**omgeving, "SUBSIDIE_TAKEN": f"sqlite:///{tmp_path / 'taken.db'}"}


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    """Whatever a test put in the queue, its connection is closed at the end."""
    yield app
    taken.wachtrij_van(app).sluit()


class Teller:
    """A sweeper that counts how often it ran, and does what waits."""

    def __init__(self) -> None:
        self.keren, self.wacht, self.bij = 0, 0, lambda: None

    def veeg(self) -> int:
        self.keren += 1
        self.bij()
        gedaan, self.wacht = self.wacht, 0
        return gedaan


@pytest.fixture
def teller(monkeypatch: pytest.MonkeyPatch) -> Teller:
    eigen = Teller()
    monkeypatch.setattr(taken, "_VEGERS", {})
    taken.registreer_veger("proef", eigen.veeg)
    return eigen


def _stap() -> None:
    leg_vast("proef:stap", object_soort="proef", object_id="1", door=None, nu=NU)


def _werk_af(app: Flask) -> int:
    werker = taken.Werker(app, lambda: NU)
    return werker.wachtrij.maak_leeg(werker.veeg)


def test_na_het_vastleggen_en_niet_eerder_wordt_de_werker_gewekt(app: Flask, teller: Teller) -> None:
    with schrijfgrens():
        _stap()
        taken.na_commit("proef")
        taken.na_commit("proef")
        assert _werk_af(app) == 0
    assert _werk_af(app) == 1
    assert teller.keren == 1


def test_wat_ongedaan_is_gemaakt_wekt_niemand(app: Flask, teller: Teller) -> None:
    with pytest.raises(ZeroDivisionError), schrijfgrens():
        taken.na_commit("proef")
        1 / 0  # noqa: B018
    assert _werk_af(app) == 0
    with schrijfgrens():
        _stap()
    assert _werk_af(app) == 0  # and nothing of it is left for the next transaction


@pytest.mark.usefixtures("teller")
def test_buiten_een_transactie_of_voor_een_onbekende_veger_kan_het_niet(app: Flask) -> None:
    with pytest.raises(RuntimeError):
        taken.na_commit("proef")
    with pytest.raises(ValueError, match="bestaat-niet"), schrijfgrens():
        taken.na_commit("bestaat-niet")
    with pytest.raises(ValueError, match="sweeper"):
        taken.registreer_veger("proef", lambda: 0)


@pytest.mark.usefixtures("teller")
def test_een_wachtrij_die_weg_is_houdt_geen_verzoek_tegen(
    app: Flask, omgeving: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    Path(omgeving["SUBSIDIE_TAKEN"].removeprefix("sqlite:///")).write_bytes(b"geen database" * 100)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            with schrijfgrens():
                _stap()
                taken.na_commit("proef")
    # Said once; who comes after does not wait for it again.
    assert caplog.text.count("lukte niet") == 1
    assert db.session.scalar(select(func.count()).select_from(Gebeurtenis)) == 3
    assert taken.laatste_ronde() is None
    assert taken.staat_stil(NU)


def test_een_fout_na_het_vastleggen_houdt_de_rest_niet_tegen(app: Flask) -> None:
    gedaan: list[str] = []
    with schrijfgrens():
        _stap()
        na_vastleggen("a", lambda: 1 // 0)
        na_vastleggen("b", lambda: gedaan.append("b"))
    assert gedaan == ["b"]


def test_de_ronde_vindt_wat_niemand_wekte_en_zegt_dat_zij_er_was(app: Flask, teller: Teller) -> None:
    teller.wacht = 3
    werker = taken.Werker(app, lambda: NU)
    assert taken.staat_stil(NU)
    werker.ronde()
    assert werker.wachtrij.maak_leeg(werker.veeg) == 1
    assert (teller.keren, teller.wacht) == (1, 0)
    assert taken.laatste_ronde() == NU
    assert not taken.staat_stil(NU + timedelta(minutes=5))
    assert taken.staat_stil(NU + timedelta(minutes=6))


def test_een_veger_die_misgaat_komt_de_volgende_keer_weer(
    app: Flask, teller: Teller, caplog: pytest.LogCaptureFixture
) -> None:
    werker = taken.Werker(app, lambda: NU)
    teller.bij = lambda: 1 // 0  # type: ignore[assignment]
    with caplog.at_level(logging.ERROR):
        werker.veeg("proef")
        werker.veeg("van een andere versie")
    assert "veger proef" in caplog.text
    assert "van een andere versie" in caplog.text
    teller.bij = lambda: None
    werker.veeg("proef")
    assert teller.keren == 2


def test_dezelfde_veger_loopt_nooit_twee_keer_tegelijk_maar_wel_nog_eens(app: Flask, teller: Teller) -> None:
    werker, bezig, verder = taken.Werker(app, lambda: NU), threading.Event(), threading.Event()

    def wacht() -> None:
        bezig.set()
        assert verder.wait(10)

    teller.bij = wacht
    draad = threading.Thread(target=werker.veeg, args=("proef",))
    draad.start()
    assert bezig.wait(10)
    werker.veeg("proef")  # comes back at once: the one that runs does it again
    werker.veeg("proef")
    assert teller.keren == 1
    verder.set()
    draad.join(10)
    assert teller.keren == 2


def test_alles_vegen_gaat_door_tot_er_niets_meer_wacht(app: Flask, teller: Teller) -> None:
    teller.wacht = 2
    assert taken.veeg_alles() == {"proef": 2}
    assert teller.keren == 2


@pytest.mark.usefixtures("teller")
def test_in_de_wachtrij_staat_niets_dan_een_naam(app: Flask, omgeving: dict[str, str]) -> None:
    with schrijfgrens():
        taken.na_commit("proef")
    rij = sqlite3.connect(omgeving["SUBSIDIE_TAKEN"].removeprefix("sqlite:///"))
    ((data,),) = rij.execute("SELECT data FROM task").fetchall()
    rij.close()
    assert "proef" in str(json.loads(data)["taak"])


def test_zonder_wachtrij_wordt_niemand_gewekt_en_gaat_niets_mis(
    omgeving: dict[str, str], teller: Teller
) -> None:
    app = create_app({**omgeving, "SUBSIDIE_TAKEN": "geen"})
    with app.app_context():
        with schrijfgrens():
            taken.na_commit("proef")
        assert taken.laatste_ronde() is None
        assert teller.keren == 0
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("databasesoort", ["postgresql"])
def test_de_wachtrij_kan_in_postgresql(db_url: str) -> None:
    url = db_url.replace("postgresql+psycopg", "postgresql")
    vraagt, werkt, gedaan = Wachtrij(url), Wachtrij(url), list[str]()
    vraagt.wek("proef")
    vraagt.noteer_ronde(NU)
    assert werkt.maak_leeg(gedaan.append) == 1
    assert gedaan == ["proef"]
    assert werkt.laatste_ronde() == NU
    for wachtrij in (vraagt, werkt):
        wachtrij.sluit()


def test_documenten_die_zijn_gevraagd_worden_gemaakt(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from subsidie.documenten import opzet

    gevraagd: list[dict[str, Any]] = []
    monkeypatch.setattr(opzet, "tel_wachtende", lambda: 4)

    def maak(_opslag: object, **rest: Any) -> int:
        gevraagd.append(rest)
        return 4

    monkeypatch.setattr(opzet, "maak_wachtende", maak)
    assert "documenten" in taken.vegers()
    assert taken.veeg("documenten") == 4
    assert gevraagd[0]["werkers"] == 2
