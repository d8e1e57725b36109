"""A hundred writers at the same moment: none is lost, and the chain stays one whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from subsidie import create_app
from subsidie.accounts.models import Gebruiker
from subsidie.audit.controle import controleer
from subsidie.audit.ijkpunten import onderteken_keten
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.service import leg_vast
from subsidie.audit.sleutel import maak_sleutel
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

NU = datetime(2023, 7, 7, 8, 0, tzinfo=UTC)
SCHRIJVERS = 100


def tegelijk(app: Flask, *werk: Callable[[], None]) -> list[BaseException]:
    """Start every piece of work at the same moment, each in a thread and context of its own."""
    start = threading.Barrier(len(werk))
    fouten: list[BaseException] = []

    def draai(stuk: Callable[[], None]) -> None:
        with app.app_context():
            start.wait()
            try:
                stuk()
            except BaseException as fout:
                fouten.append(fout)

    draden = [threading.Thread(target=draai, args=(stuk,)) for stuk in werk]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return fouten


def _schrijver(nummer: int) -> Callable[[], None]:
    def schrijf() -> None:
        with schrijfgrens():
            # As a real step does: first read. What was read may not be out of date at the commit.
            db.session.scalars(select(Gebruiker)).all()
            gebruiker = Gebruiker(
                naam=f"Gebruiker {nummer}",
                functie="",
                email=f"{nummer}@voorbeeld.test",
                aangemaakt_op=NU + timedelta(seconds=nummer),
            )
            db.session.add(gebruiker)
            db.session.flush()
            leg_vast(
                "gebruiker:aangemaakt", object_soort="gebruiker", object_id=nummer, door=gebruiker, nu=NU
            )

    return schrijf


def _gelukt() -> tuple[set[str], set[str]]:
    """Who is in the business table, and who according to the trail."""
    namen = set(db.session.scalars(select(Gebruiker.naam)))
    volgens_het_spoor = set(
        db.session.scalars(select(Gebeurtenis.object_id).where(Gebeurtenis.soort == "gebruiker:aangemaakt"))
    )
    return namen, volgens_het_spoor


def test_honderd_gelijktijdige_schrijvers_en_geen_gaat_verloren(app: Flask) -> None:
    assert tegelijk(app, *(_schrijver(nummer) for nummer in range(SCHRIJVERS))) == []
    assert _gelukt() == (
        {f"Gebruiker {nummer}" for nummer in range(SCHRIJVERS)},
        {str(nummer) for nummer in range(SCHRIJVERS)},
    )
    db.session.remove()
    bevinding = controleer(db.engine, None, [])
    assert (bevinding.goed, bevinding.aantal) == (True, SCHRIJVERS)


def test_gelijktijdige_schrijvers_waarvan_de_helft_mislukt_laten_geen_gat(app: Flask) -> None:
    def mislukt(nummer: int) -> Callable[[], None]:
        def schrijf() -> None:
            with schrijfgrens():
                leg_vast("proef:mislukt", object_soort="proef", object_id=nummer, door=None, nu=NU)
                db.session.flush()
                raise ZeroDivisionError

        return schrijf

    werk = [_schrijver(nummer) if nummer % 2 else mislukt(nummer) for nummer in range(40)]
    fouten = tegelijk(app, *werk)
    assert [type(fout) for fout in fouten] == [ZeroDivisionError] * 20
    bevinding = controleer(db.engine, None, [])
    assert (bevinding.goed, bevinding.aantal) == (True, 20)


def test_twee_apps_op_dezelfde_database_delen_een_keten(app: Flask, omgeving: dict[str, str]) -> None:
    """As two processes of the web server do: each with a pool of connections of its own."""
    ander = create_app(omgeving)
    start = threading.Barrier(2)

    def draai(toepassing: Flask, nummers: range) -> None:
        start.wait()
        fouten.extend(tegelijk(toepassing, *(_schrijver(nummer) for nummer in nummers)))

    fouten: list[BaseException] = []
    draden = [
        threading.Thread(target=draai, args=(app, range(20))),
        threading.Thread(target=draai, args=(ander, range(20, 40))),
    ]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    with ander.app_context():
        db.engine.dispose()
    assert fouten == []
    bevinding = controleer(db.engine, None, [])
    assert (bevinding.goed, bevinding.aantal) == (True, 40)


def test_ijkpunten_tussen_de_schrijvers_door_sluiten_precies_aan(app: Flask, tmp_path: Path) -> None:
    sleutel = maak_sleutel(tmp_path / "sleutel.pem")
    bestand = tmp_path / "ijkpunten.jsonl"
    _schrijver(999)()

    def ijk() -> None:
        onderteken_keten(bestand, sleutel, nu=NU)

    assert tegelijk(app, *(_schrijver(nummer) for nummer in range(30)), ijk, ijk, ijk) == []
    bevinding = controleer(db.engine, bestand, [sleutel.publiek])
    assert bevinding.goed
    assert 1 <= bevinding.ijkpunten <= 3
    assert bevinding.aantal == 31 + bevinding.ijkpunten


@pytest.fixture
def strenge_postgresql(app: Flask) -> None:
    """A server whose administrator chose another level of isolation as the default."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
        naam = verbinding.scalar(text("SELECT current_database()"))
        verbinding.execute(
            text(f"ALTER DATABASE \"{naam}\" SET default_transaction_isolation = 'serializable'")
        )
    db.engine.dispose()


@pytest.mark.parametrize("databasesoort", ["postgresql"])
@pytest.mark.usefixtures("strenge_postgresql")
def test_op_een_server_met_een_strengere_isolatie_gaat_ook_niemand_verloren(app: Flask) -> None:
    assert tegelijk(app, *(_schrijver(nummer) for nummer in range(30))) == []
    assert db.session.scalar(select(func.count()).select_from(Gebeurtenis)) == 30
