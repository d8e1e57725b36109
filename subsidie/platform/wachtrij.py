"""The queue behind ``subsidie.platform.taken``: huey, in a file or a PostgreSQL database of its own.

What it holds is only the names of sweepers to wake, as JSON: whoever can write in the queue can wake the worker
and no more (huey's own way, pickle, would let them run anything).
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, cast

from huey import Huey, crontab
from huey.consumer import Consumer
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import MemoryStorage, PostgresStorage, SqliteStorage
from sqlalchemy.engine import make_url

from subsidie.config import GEEN

WERKERS: Final = 2
HOOGSTENS_S: Final = 1.0
"""Between two looks at the queue; what is woken starts within this."""
STOPTIJD_S: Final = 20
WACHT_OP_SLOT_S: Final = 1
"""A request waits no longer for the queue: the round of the minute finds the work anyway."""
STIL_S: Final = 30
_RONDE: Final = "laatste_ronde"


class _Json(Serializer):
    """Messages as JSON; a message is told from a value by its key."""

    def _serialize(self, data: object) -> bytes:
        inhoud = {"taak": list(data)} if isinstance(data, Message) else {"waarde": data}
        return json.dumps(inhoud).encode()

    def _deserialize(self, data: bytes) -> object:
        inhoud = json.loads(data)
        return Message(*inhoud["taak"]) if "taak" in inhoud else inhoud["waarde"]


class _Sqlite(SqliteStorage):
    """Without a sync per wake-up: a power cut may lose one, the file stays whole (WAL)."""

    def _create_connection(self) -> Any:
        verbinding = super()._create_connection()
        verbinding.execute("pragma synchronous=normal")
        return verbinding


class Wachtrij:
    """A queue at ``url`` (``sqlite:///...``, ``postgresql://...`` or ``GEEN``), opened at its first use.

    With ``GEEN`` nothing is woken from outside the process; a worker still makes its round.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._huey: Huey | None = None
        self._veeg: Any = None
        self._doe: Callable[[str], None] = lambda _naam: None
        self._ronde: Callable[[], None] = lambda: None
        self._slot = threading.Lock()
        self._stil_tot = 0.0

    def wek(self, naam: str) -> None:
        """Put sweeper ``naam`` in the queue; raises what the storage raises.

        After that it does nothing for half a minute: a queue that is gone costs one request a wait, not all.
        """
        if self.url == GEEN and self._huey is None:
            return  # nobody reads a queue in the memory of a process that only asks
        if time.monotonic() < self._stil_tot:
            return
        try:
            self._open()
            self._veeg(naam)
        except Exception:
            self._stil_tot = time.monotonic() + STIL_S
            raise

    def noteer_ronde(self, moment: datetime) -> None:
        """Write down that a worker began a round at ``moment`` (aware, UTC)."""
        self._open().put(_RONDE, moment.isoformat())

    def laatste_ronde(self) -> datetime | None:
        """What ``noteer_ronde`` wrote last, or ``None``."""
        if self.url == GEEN and self._huey is None:
            return None
        tekst = self._open().get(_RONDE, peek=True)
        return datetime.fromisoformat(cast(str, tekst)) if tekst else None

    def maak_leeg(self, veeg: Callable[[str], None]) -> int:
        """Do everything that is in the queue now with ``veeg``, in this thread; how many there were."""
        huey, self._doe, aantal = self._open(), veeg, 0
        while (taak := huey.dequeue()) is not None:
            huey.execute(taak)
            aantal += 1
        return aantal

    def draai(self, *, veeg: Callable[[str], None], ronde: Callable[[], None]) -> None:
        """Be the worker, until a signal: ``veeg`` for each wake-up, ``ronde`` at the start and every minute."""
        self._doe, self._ronde = veeg, ronde
        Consumer(
            self._open(), workers=WERKERS, periodic=True, max_delay=HOOGSTENS_S, worker_type="thread",
            graceful_signal="TERM", shutdown_timeout=STOPTIJD_S,
        ).run()  # fmt: skip

    def sluit(self) -> None:
        """Let go of the connection of this thread; the next use opens another."""
        if self._huey is not None:
            self._huey.storage.close()

    def _open(self) -> Huey:
        with self._slot:
            if self._huey is None:
                huey = Huey("subsidie", results=False, serializer=_Json(), **_opslag(self.url))

                # What these do is only known in the worker, and set later than they are made.
                @huey.task(name="veeg")
                def veeg(naam: str) -> None:
                    self._doe(naam)

                @huey.periodic_task(crontab(), name="ronde")
                def ronde() -> None:
                    self._ronde()

                self._huey, self._veeg = huey, veeg
            return self._huey


def _opslag(url: str) -> dict[str, Any]:
    if url == GEEN:
        return {"storage_class": MemoryStorage}
    if url.startswith("sqlite"):
        bestand = str(make_url(url).database)
        return {"storage_class": _Sqlite, "filename": bestand, "timeout": WACHT_OP_SLOT_S}
    return {
        "storage_class": PostgresStorage, "dsn": url, "table_prefix": "subsidie_taken",
        "connect_timeout": 2 * WACHT_OP_SLOT_S,
    }  # fmt: skip
