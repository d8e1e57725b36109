"""The database: one declarative base, and an engine that behaves the same on both databases.

SQLite runs in WAL mode with a full sync (NORMAL can lose a submission that already got its
receipt), foreign keys on and a busy timeout; PostgreSQL runs READ COMMITTED. A transaction is
read-only unless the commit boundary (``subsidie.web.transactie``) opened it for writing: so a
GET cannot write, on either database, whatever the code says. On SQLite that is a setting of the
connection, and changing it makes SQLite prepare all its statements anew: 2 to 3 ms of a submit, most of it while others
wait to write. So the connection that writes is kept apart from those that read (``Pool``).
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, Final

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

BUSY_TIMEOUT_MS = 20_000
# More than a web server has threads: what is more than the pool keeps is opened and closed time and again.
_POOL = {"pool_size": 10, "max_overflow": 15, "pool_timeout": 60}

NAAMGEVING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

MAG_SCHRIJVEN: Final = "mag_schrijven"
"""Where a connection to SQLite keeps (``info``) whether it may write as it is now."""

schrijvend: ContextVar[bool] = ContextVar("schrijvend", default=False)
"""True inside the commit boundary: transactions that begin now may write."""


class Pool(QueuePool):
    """As ``QueuePool``, with a place of its own for the connection that wrote last.

    One is enough for a process: who writes to SQLite takes turns (``subsidie.web.beurt``).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._schrijver: list[ConnectionPoolEntry] = []

    def _do_get(self) -> ConnectionPoolEntry:
        if schrijvend.get():
            try:
                return self._schrijver.pop()
            except IndexError:
                pass  # none yet: one that reads becomes it
        return super()._do_get()

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        if record.info.get(MAG_SCHRIJVEN) and not self._schrijver:
            self._schrijver.append(record)
        else:
            super()._do_return_conn(record)

    def dispose(self) -> None:
        while self._schrijver:
            self._schrijver.pop().close()
        super().dispose()


class Basis(DeclarativeBase):
    metadata = MetaData(naming_convention=NAAMGEVING)


db = SQLAlchemy(model_class=Basis, session_options={"expire_on_commit": False})
Model: Any = db.Model


def motoropties(url: str) -> dict[str, Any]:
    """Engine options for ``url``: a small pool, generous waiting for a lock."""
    # An error in the log says which statement failed, never with whose address in it.
    stil = {**_POOL, "hide_parameters": True}
    if url.startswith("sqlite"):
        return {**stil, "poolclass": Pool, "connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000}}
    return {
        **stil,
        "pool_pre_ping": True,
        # Said, not left to the server: at a stricter level whoever waited for the chain misses what came in.
        "isolation_level": "READ COMMITTED",
        # A moment comes back as it was written; in another time zone the last day of 9999 is one that Python has not.
        "connect_args": {"options": "-c timezone=UTC"},
    }


def bereid_motor_voor(engine: Engine) -> None:
    """Attach the behaviour described above to ``engine``."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_verbinding)
        event.listen(engine, "begin", _sqlite_begin)
    else:
        event.listen(engine, "begin", _postgres_begin)


def _sqlite_verbinding(verbinding: Any, _record: Any) -> None:
    # The driver must not open transactions of its own: BEGIN IMMEDIATE comes before the first read.
    verbinding.isolation_level = None
    cursor = verbinding.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "recursive_triggers=ON",  # else REPLACE deletes rows without asking the triggers on DELETE
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(verbinding: Connection) -> None:
    mag = schrijvend.get()
    # Only when it changes: this pragma makes SQLite prepare every statement of the connection anew.
    if verbinding.info.get(MAG_SCHRIJVEN) is not mag:
        verbinding.exec_driver_sql(f"PRAGMA query_only={'OFF' if mag else 'ON'}")
        verbinding.info[MAG_SCHRIJVEN] = mag
    verbinding.exec_driver_sql("BEGIN IMMEDIATE" if mag else "BEGIN")


def _postgres_begin(verbinding: Connection) -> None:
    # It goes along with the BEGIN of the driver: a statement of its own is one more trip to the server for every page.
    stuurprogramma: Any = verbinding.connection.driver_connection
    stuurprogramma.read_only = not schrijvend.get()
