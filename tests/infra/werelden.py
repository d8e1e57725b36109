"""A filled database that many tests begin with: made once per run and kind of database, copied for each test.

``begin_met(maak)`` gives what ``maak()`` gives, as if it had just run in the database of the test.
"""

from __future__ import annotations

import io
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import exists, inspect, select

from subsidie import create_app
from subsidie.accounts.models import Gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Tranche
from subsidie.web.app import instellingen_van
from subsidie.web.db import db
from tests.fabrieken.nummers import eigen_reeks
from tests.infra.databases import Databases, omgeving_voor
from tests.infra.snel import deel_opdrachten

W = TypeVar("W")
DATABASES = "tests.databases"
"""Where ``app.extensions`` keeps who hands out databases."""
UITKOMST = "uitkomst.pickle"


def begin_met(maak: Callable[..., W], *gegevens: object) -> W:
    """Put what ``maak(*gegevens)`` makes in the database and the folder of the application that is open.

    Both must still be as the migrations left them; where they are not, or the application is not that of the fixture
    ``app``, ``maak`` simply runs. It is known in the whole run by its name and ``gegevens`` (by their ``repr``), so it
    must make the same every time, in whatever process; rows of ``tests.fabrieken`` have numbers that belong to the
    world. It may commit, and may itself begin with another world. What it returns consists of plain values and
    of rows that are in the database; the rows come back as read from the copy. Raises ``ValueError`` for a function
    inside another.
    """
    if "<" in maak.__qualname__:
        raise ValueError(f"{maak.__qualname__} is not a function of a module")
    databases: Databases | None = current_app.extensions.get(DATABASES)
    instellingen = instellingen_van(current_app)
    if databases is None or not (databases.is_ongebruikt(instellingen.database_url) or _is_leeg()):
        return maak(*gegevens)
    _laat_los()
    naam = f"{maak.__module__}.{maak.__qualname__}"
    map_ = databases.vul(
        instellingen.database_url,
        f"{naam}{gegevens!r}",
        lambda bron, bij: _maak(databases, bron, bij, lambda: maak(*gegevens), naam),
    )
    shutil.copytree(
        map_, instellingen.auditsleutel.parent, dirs_exist_ok=True, ignore=shutil.ignore_patterns(UITKOMST)
    )
    uitkomst: W = _Lezer(io.BytesIO((map_ / UITKOMST).read_bytes())).load()
    db.session.rollback()
    return uitkomst


def _is_leeg() -> bool:
    """Whether nothing was written yet: by a service, which leaves an event, or in the tables that all begin with."""
    with db.engine.connect() as verbinding:
        return not any(
            verbinding.scalar(select(exists().select_from(model)))
            for model in (Gebeurtenis, Gebruiker, Gemeente, Tranche)
        )


def _laat_los() -> None:
    """Close every connection with the database of the application that is open."""
    db.session.remove()
    for motor in db.engines.values():
        motor.dispose()


def _maak(databases: Databases, url: str, map_: Path, maak: Callable[[], Any], naam: str) -> None:
    app = create_app(omgeving_voor(url, map_))
    app.extensions[DATABASES] = databases
    with app.app_context(), eigen_reeks(naam):
        for motor in db.engines.values():
            deel_opdrachten(motor)
        uitkomst = maak()
        with (map_ / UITKOMST).open("wb") as bestand:
            _Schrijver(bestand).dump(uitkomst)
        _laat_los()


class _Schrijver(pickle.Pickler):
    """Writes a row as its class and its key."""

    def persistent_id(self, wat: Any) -> tuple[type, Any] | None:
        staat = inspect(wat, raiseerr=False) if isinstance(wat, db.Model) else None
        return None if staat is None else (type(wat), staat.identity)


class _Lezer(pickle.Unpickler):
    """Reads a row from the database of the application that is open."""

    def persistent_load(self, wat: tuple[type, Any]) -> Any:
        return db.session.get_one(*wat)
