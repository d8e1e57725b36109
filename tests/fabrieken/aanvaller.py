"""Someone with full rights on the database, who knows how the chain is made but has no key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
from sqlalchemy import Engine

from subsidie.audit.keten import BEGIN, Schakel
from subsidie.audit.models import Gebeurtenis
from subsidie.web.db import db

KOLOMMEN = [kolom.name for kolom in Gebeurtenis.__table__.columns]


class Aanvaller:
    """Raw SQL over a connection of its own, behind the program's back."""

    def __init__(self, verbinding: Any, soort: str) -> None:
        self._verbinding = verbinding
        self.soort = soort

    def __call__(self, *opdrachten: str) -> None:
        """Run and commit."""
        for opdracht in opdrachten:
            self._verbinding.execute(opdracht)
        self._verbinding.commit()

    def zonder_wachters(self, tabel: str = "gebeurtenis") -> None:
        """Drop every trigger on this table."""
        if self.soort == "sqlite":
            vraag = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{tabel}'"
        else:
            vraag = f"SELECT tgname FROM pg_trigger WHERE tgrelid = '{tabel}'::regclass AND NOT tgisinternal"
        op = "" if self.soort == "sqlite" else f" ON {tabel}"
        self(*(f"DROP TRIGGER {naam}{op}" for (naam,) in self._verbinding.execute(vraag).fetchall()))

    def rijen(self) -> list[dict[str, Any]]:
        """Every event as it stands there."""
        vraag = f"SELECT {', '.join(KOLOMMEN)} FROM gebeurtenis ORDER BY volgnummer"
        return [dict(zip(KOLOMMEN, rij, strict=True)) for rij in self._verbinding.execute(vraag).fetchall()]

    def schrijf(self, rijen: list[dict[str, Any]]) -> None:
        """Put these in the place of every event, numbered and chained anew: a whole new, sound history."""
        vorige = BEGIN
        merk = "?" if self.soort == "sqlite" else "%s"
        opdracht = (
            f"INSERT INTO gebeurtenis ({', '.join(KOLOMMEN)}) VALUES ({', '.join([merk] * len(KOLOMMEN))})"
        )
        self._verbinding.execute("DELETE FROM gebeurtenis")
        for nummer, rij in enumerate(rijen, start=1):
            inhoud = {naam: waarde for naam, waarde in rij.items() if naam != "hash"}
            inhoud |= {"volgnummer": nummer, "vorige_hash": vorige}
            vorige = Schakel(**{**inhoud, "moment": _aware(rij["moment"])}).hash()
            self._verbinding.execute(opdracht, [{**inhoud, "hash": vorige}[naam] for naam in KOLOMMEN])
        self._verbinding.commit()


def _aware(moment: Any) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC) if isinstance(moment, str) else moment


@contextmanager
def verbind(motor: Engine) -> Iterator[Aanvaller]:
    """An attacker on the database of ``motor``; the triggers are still there."""
    soort = motor.dialect.name
    verbinding: Any
    if soort == "sqlite":
        assert motor.url.database is not None
        verbinding = sqlite3.connect(motor.url.database)
    else:
        verbinding = psycopg.connect(
            motor.url.set(drivername="postgresql").render_as_string(hide_password=False)
        )
    try:
        yield Aanvaller(verbinding, soort)
    finally:
        verbinding.close()


def verander_buiten_om(opdracht: str, tabel: str) -> None:
    """Change rows of ``tabel`` as whoever manages the database could: past the guards and past the program."""
    db.session.rollback()  # what a test still reads would make the dropping of a trigger wait for ever
    with verbind(db.engine) as aanvaller:
        aanvaller.zonder_wachters(tabel)
        aanvaller(opdracht)
