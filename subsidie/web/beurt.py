"""Who writes to SQLite takes turns.

SQLite does not tell a writer that waits when it can begin: each looks again by itself, after up to a tenth of a
second. With many writers the database then lies idle in between, and who came first is often last: measured with
sixteen writers, the slowest waited five seconds for what takes ten milliseconds. So whoever writes first waits at a
file beside the database, where the system wakes the next one at once, of whichever process. The lock of SQLite itself
still decides who writes; PostgreSQL has queues of its own.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Engine

ACHTERVOEGSEL: Final = "-beurt"
"""What the name of the file has behind that of the database; it stays empty."""


@contextmanager
def beurt(engine: Engine) -> Iterator[None]:
    """Wait for our turn to write to ``engine``, and let the next one begin at the end.

    Not to be nested. Raises ``OSError`` when the file cannot be made: then SQLite could not write either.
    """
    database = engine.url.database
    if engine.dialect.name != "sqlite" or database in (None, "", ":memory:"):
        yield
        return
    # A lock of the open file and not of the process: so that threads wait for each other too.
    rij = os.open(f"{database}{ACHTERVOEGSEL}", os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        fcntl.flock(rij, fcntl.LOCK_EX)
        yield
    finally:
        os.close(rij)
