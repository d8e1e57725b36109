"""Counting the statements that a piece of code sends to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from subsidie.web.db import db


@contextmanager
def geteld() -> Iterator[list[str]]:
    """Every statement inside, in order; what opens or closes a transaction is not one."""
    vragen: list[str] = []

    def noteer(_verbinding: Any, _cursor: Any, vraag: str, *_: Any) -> None:
        if vraag.split(maxsplit=1)[0] in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}:
            vragen.append(vraag)

    motor = db.engine
    event.listen(motor, "before_cursor_execute", noteer)
    try:
        yield vragen
    finally:
        event.remove(motor, "before_cursor_execute", noteer)
