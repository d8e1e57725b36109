"""What guards the events besides their hashes, and what verifying them costs."""

from __future__ import annotations

import dataclasses
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from subsidie.audit.controle import controleer
from subsidie.audit.keten import BEGIN, Schakel
from subsidie.audit.ketenlezer import controleer_keten
from subsidie.audit.models import Gebeurtenis
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvaller import Aanvaller, verbind
from tests.integratie.audit.conftest import Spoor

VERBODEN = {
    "wijzigen": "UPDATE gebeurtenis SET soort = 'x' WHERE volgnummer = 1",
    "verwijderen": "DELETE FROM gebeurtenis WHERE volgnummer = 1",
    "alles_verwijderen": "DELETE FROM gebeurtenis",
}


@pytest.mark.parametrize("opdracht", VERBODEN.values(), ids=VERBODEN)
def test_zolang_de_wachters_er_zijn_weigert_de_database(spoor: Spoor, opdracht: str) -> None:
    with verbind(db.engine) as ander, pytest.raises(Exception, match="verandert niet"):
        ander(opdracht)
    with pytest.raises(DBAPIError, match="verandert niet"), schrijfgrens():
        db.session.execute(text(opdracht))
    assert spoor.controleer().goed


@pytest.mark.parametrize("databasesoort", ["postgresql"])
def test_op_postgresql_weigert_de_database_ook_leegmaken(spoor: Spoor) -> None:
    with verbind(db.engine) as ander, pytest.raises(Exception, match="leegmaken kan niet"):
        ander("TRUNCATE gebeurtenis")
    assert spoor.controleer().goed


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_op_sqlite_weigert_het_programma_ook_vervangen(spoor: Spoor) -> None:
    """REPLACE deletes without asking the trigger on DELETE, unless the connection says otherwise."""
    opdracht = text(
        "INSERT OR REPLACE INTO gebeurtenis SELECT volgnummer, moment, 'vervangen', object_soort, object_id,"
        " door_sleutel, gegevens, vorige_hash, hash FROM gebeurtenis WHERE volgnummer = 3"
    )
    with pytest.raises(DBAPIError, match="verandert niet"), schrijfgrens():
        db.session.execute(opdracht)
    assert spoor.controleer().goed


def test_een_weggehaalde_wachter_wordt_gemeld(spoor: Spoor, aanvaller: Aanvaller) -> None:
    bevinding = spoor.controleer()
    assert bevinding.goed
    assert "gebeurtenis_wijzigt_niet" in bevinding.waarschuwingen[0]


@pytest.mark.parametrize("databasesoort", ["postgresql"])
def test_een_uitgezette_wachter_wordt_gemeld(spoor: Spoor) -> None:
    with verbind(db.engine) as ander:
        ander("ALTER TABLE gebeurtenis DISABLE TRIGGER gebeurtenis_wijzigt_niet")
    (waarschuwing,) = spoor.controleer().waarschuwingen
    assert "gebeurtenis_wijzigt_niet" in waarschuwing


def test_controleren_binnen_een_schrijvende_transactie_wordt_geweigerd(spoor: Spoor) -> None:
    with pytest.raises(RuntimeError, match="controleer inside"), schrijfgrens():
        spoor.controleer()


@pytest.mark.parametrize("databasesoort", ["postgresql"])
def test_op_postgresql_leest_de_controle_via_een_cursor_op_de_server(spoor: Spoor) -> None:
    with db.engine.connect() as verbinding, closing(controleer_keten(verbinding)) as keten:
        next(keten)
        assert verbinding.scalar(text("SELECT count(*) FROM pg_cursors")) == 1


@pytest.fixture
def lange_keten(app: Flask, nu: datetime) -> Callable[[int], None]:
    """Bring the chain to so many events, much faster than the program would."""
    rijen: list[dict[str, object]] = []

    def verleng(tot: int) -> None:
        vorige = str(rijen[-1]["hash"]) if rijen else BEGIN
        al_gemaakt = len(rijen)
        for nummer in range(al_gemaakt + 1, tot + 1):
            schakel = Schakel(nummer, nu, "proef:stap", "proef", str(nummer), None, "{}", vorige)
            vorige = schakel.hash()
            rijen.append({**dataclasses.asdict(schakel), "hash": vorige})
        with schrijfgrens():
            db.session.execute(insert(Gebeurtenis), rijen[al_gemaakt:])

    return verleng


def test_het_geheugen_groeit_niet_met_de_keten(lange_keten: Callable[[int], None]) -> None:
    def piek(aantal: int) -> int:
        lange_keten(aantal)
        tracemalloc.start()
        try:
            bevinding = controleer(db.engine, None, [])
            hoogste = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert (bevinding.goed, bevinding.aantal) == (True, aantal)
        return hoogste

    piek(100)  # what is loaded at the first use does not count
    kort, lang = piek(2_000), piek(12_000)
    assert lang < 1.5 * kort  # six times as many events
