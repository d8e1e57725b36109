"""Fresh, migrated databases: migrated once per run into a template, then copied per test.

The copies carry what the migrations made, triggers and CHECKs included; nothing is made from the
models directly.
"""

from __future__ import annotations

import fcntl
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import flask_migrate
import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from subsidie import create_app
from subsidie.web.db import db

SOORTEN = ("sqlite", "postgresql")


class Databases:
    """Hands out databases for one test run; ``map_`` is shared by all its processes."""

    def __init__(self, map_: Path, postgres_url: Callable[[], str]) -> None:
        self.map = map_
        self._postgres_url = postgres_url
        self._sjabloon = f"subsidie_test_{map_.name}"

    @contextmanager
    def nieuw(self, soort: str, *, gemigreerd: bool = True) -> Iterator[str]:
        """The URL of a database of its own, empty or migrated, that is gone afterwards."""
        maak = self._sqlite if soort == "sqlite" else self._postgresql
        with maak(gemigreerd) as url:
            yield url

    @contextmanager
    def _sqlite(self, gemigreerd: bool) -> Iterator[str]:
        bestand = self.map / f"{uuid.uuid4().hex}.db"
        if gemigreerd:
            sjabloon = self.map / "sjabloon.db"
            self._eenmalig("sqlite", lambda: migreer(f"sqlite:///{sjabloon}", self.map))
            shutil.copyfile(sjabloon, bestand)
        try:
            yield f"sqlite:///{bestand}"
        finally:
            for deel in self.map.glob(f"{bestand.name}*"):
                deel.unlink()

    @contextmanager
    def _postgresql(self, gemigreerd: bool) -> Iterator[str]:
        beheer = self._postgres_url()
        naam = f"subsidie_test_{uuid.uuid4().hex}"
        sjabloon = "template0"
        if gemigreerd:
            sjabloon = self._sjabloon
            self._eenmalig("postgresql", lambda: self._maak_sjabloon(beheer, sjabloon))
        _voer_uit(beheer, "CREATE DATABASE {} TEMPLATE {}", naam, sjabloon)
        try:
            yield _met_naam(beheer, naam)
        finally:
            _voer_uit(beheer, "DROP DATABASE {} WITH (FORCE)", naam)

    def ruim_op(self) -> None:
        """Drop the template on a server that outlives the run (TEST_DATABASE_URL)."""
        if (self.map / "postgresql.klaar").exists():
            _voer_uit(
                self._postgres_url(),
                "DROP DATABASE IF EXISTS {} WITH (FORCE)",
                f"subsidie_test_{self.map.name}",
            )

    def _maak_sjabloon(self, beheer: str, sjabloon: str) -> None:
        _voer_uit(beheer, "CREATE DATABASE {} TEMPLATE template0", sjabloon)
        migreer(_met_naam(beheer, sjabloon), self.map)

    def _eenmalig(self, naam: str, doe: Callable[[], None]) -> None:
        """Run ``doe`` in one process of the run; the others wait for it."""
        klaar = self.map / f"{naam}.klaar"
        if klaar.exists():
            return
        with (self.map / f"{naam}.slot").open("w") as slot:
            fcntl.flock(slot, fcntl.LOCK_EX)
            if not klaar.exists():
                doe()
                klaar.touch()


def omgeving_voor(url: str, map_: Path) -> dict[str, str]:
    """Settings of a program that keeps everything of its own inside ``map_``."""
    return {
        "SUBSIDIE_DATABASE_URL": url,
        "SUBSIDIE_OPSLAG": str(map_ / "opslag"),
        "SUBSIDIE_AUDITSLEUTEL": str(map_ / "auditsleutel.pem"),
        "SUBSIDIE_IJKPUNTEN": str(map_ / "ijkpunten.jsonl"),
        "SUBSIDIE_GEHEIME_SLEUTEL": "alleen-voor-tests-" + "x" * 32,
        "SUBSIDIE_WERKERS": "2",
        # Nothing is woken by itself: a test says when the work is done (``veeg_alles``).
        "SUBSIDIE_TAKEN": "geen",
    }


def migreer(url: str, map_: Path) -> None:
    """Bring the database at ``url`` from empty to the newest version."""
    app = create_app(omgeving_voor(url, map_))
    with app.app_context():
        flask_migrate.upgrade()
        for motor in db.engines.values():
            motor.dispose()


def _met_naam(url: str, naam: str) -> str:
    return make_url(url).set(database=naam).render_as_string(hide_password=False)


def _voer_uit(beheer: str, opdracht: str, *namen: str) -> None:
    """Run one command with identifiers on the maintenance database, outside a transaction."""
    dsn = make_url(beheer).set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg.connect(dsn, autocommit=True)) as verbinding:
        verbinding.execute(sql.SQL(opdracht).format(*map(sql.Identifier, namen)))
