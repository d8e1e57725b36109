"""Fresh, migrated databases: migrated once per run into a template, then copied per test.

The copies carry what the migrations made, triggers and CHECKs included; nothing is made from the
models directly.
"""

from __future__ import annotations

import fcntl
import hashlib
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
MAAK = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
"""As files: what is written in between waits in no log, and the files are in memory (PostgreSQL 15 and newer)."""


class Databases:
    """Hands out databases for one test run; ``map_`` is shared by all its processes.

    ``geheugen``: a folder in memory for the SQLite files of tests, if there is one.
    """

    def __init__(self, map_: Path, postgres_url: Callable[[], str], *, geheugen: Path | None = None) -> None:
        self.map = map_
        self._bestanden = geheugen or map_
        self._postgres_url = postgres_url
        self._sjabloon = f"subsidie_test_{map_.name}"
        self._uitgegeven: dict[str, tuple[int, int]] = {}

    @contextmanager
    def nieuw(self, soort: str, *, gemigreerd: bool = True) -> Iterator[str]:
        """The URL of a database of its own, empty or migrated, that is gone afterwards."""
        maak = self._sqlite if soort == "sqlite" else self._postgresql
        with maak(gemigreerd) as url:
            yield url

    @contextmanager
    def _sqlite(self, gemigreerd: bool) -> Iterator[str]:
        bestand = self._bestanden / f"{uuid.uuid4().hex}.db"
        if gemigreerd:
            sjabloon = self.map / "sjabloon.db"
            self._eenmalig("sqlite", lambda: migreer(f"sqlite:///{sjabloon}", self.map))
            shutil.copyfile(sjabloon, bestand)
            self._uitgegeven[str(bestand)] = _merk(bestand)
        try:
            yield f"sqlite:///{bestand}"
        finally:
            self._uitgegeven.pop(str(bestand), None)
            for deel in self._bestanden.glob(f"{bestand.name}*"):
                deel.unlink()

    @contextmanager
    def _postgresql(self, gemigreerd: bool) -> Iterator[str]:
        beheer = self._postgres_url()
        naam = f"subsidie_test_{uuid.uuid4().hex}"
        sjabloon = "template0"
        if gemigreerd:
            sjabloon = self._sjabloon
            self._eenmalig("postgresql", lambda: self._maak_sjabloon(beheer, sjabloon))
        _voer_uit(beheer, MAAK, naam, sjabloon)
        try:
            yield _met_naam(beheer, naam)
        finally:
            _voer_uit(beheer, "DROP DATABASE {} WITH (FORCE)", naam)

    def is_ongebruikt(self, url: str) -> bool:
        """Whether nobody wrote in the migrated database at ``url`` yet, as its files tell; ``False``: they do not tell.

        To ask the database itself is to let SQLite read hundreds of tables and triggers, for one answer.
        """
        bestand = Path(str(make_url(url).database))
        merk = self._uitgegeven.get(str(bestand))
        if merk is None or _merk(bestand) != merk:
            return False
        wachtend = bestand.with_name(f"{bestand.name}-wal")
        return not wachtend.exists() or wachtend.stat().st_size == 0

    def vul(self, url: str, naam: str, maak: Callable[[str, Path], None]) -> Path:
        """Put the filled template ``naam`` in the place of the database at ``url``, and return the folder of its files.

        ``maak(url, map)`` fills it, from migrated, once per run and kind of database; nobody may be connected.
        """
        soort = make_url(url).get_backend_name()
        sleutel = hashlib.sha256(naam.encode()).hexdigest()[:12]
        map_ = self.map / f"wereld-{soort}-{sleutel}"
        if soort == "sqlite":
            sjabloon = self.map / f"{map_.name}.db"
            self._eenmalig(map_.name, lambda: self._vul_sqlite(sjabloon, map_, maak))
            shutil.copyfile(sjabloon, str(make_url(url).database))
            return map_
        beheer = self._postgres_url()
        gevuld = f"{self._sjabloon}_{sleutel}"
        self._eenmalig(map_.name, lambda: self._vul_postgresql(beheer, gevuld, map_, maak))
        eigen = str(make_url(url).database)
        _voer_uit(beheer, "DROP DATABASE {} WITH (FORCE)", eigen)
        _voer_uit(beheer, MAAK, eigen, gevuld)
        return map_

    def _vul_sqlite(self, sjabloon: Path, map_: Path, maak: Callable[[str, Path], None]) -> None:
        with self.nieuw("sqlite") as leeg:
            _begin_opnieuw(map_)
            maak(leeg, map_)
            shutil.copyfile(str(make_url(leeg).database), sjabloon)

    def _vul_postgresql(
        self, beheer: str, gevuld: str, map_: Path, maak: Callable[[str, Path], None]
    ) -> None:
        with self.nieuw("postgresql") as leeg:
            _begin_opnieuw(map_)
            maak(leeg, map_)
            _voer_uit(beheer, MAAK, gevuld, str(make_url(leeg).database))

    def ruim_op(self) -> None:
        """Drop the templates on a server that outlives the run (TEST_DATABASE_URL)."""
        for klaar in (*self.map.glob("postgresql.klaar"), *self.map.glob("wereld-postgresql-*.klaar")):
            achter = klaar.stem.removeprefix("postgresql").replace("wereld-postgresql-", "_")
            _voer_uit(
                self._postgres_url(), "DROP DATABASE IF EXISTS {} WITH (FORCE)", f"{self._sjabloon}{achter}"
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


def _merk(bestand: Path) -> tuple[int, int]:
    """Changes when somebody writes in the file."""
    staat = bestand.stat()
    return staat.st_mtime_ns, staat.st_size


def _begin_opnieuw(map_: Path) -> None:
    """An empty folder, also where an attempt of before failed halfway."""
    shutil.rmtree(map_, ignore_errors=True)
    map_.mkdir()


def _met_naam(url: str, naam: str) -> str:
    return make_url(url).set(database=naam).render_as_string(hide_password=False)


def _voer_uit(beheer: str, opdracht: str, *namen: str) -> None:
    """Run one command with identifiers on the maintenance database, outside a transaction."""
    dsn = make_url(beheer).set(drivername="postgresql").render_as_string(hide_password=False)
    with closing(psycopg.connect(dsn, autocommit=True)) as verbinding:
        verbinding.execute(sql.SQL(opdracht).format(*map(sql.Identifier, namen)))
