"""The commit boundary: the only place that commits.

A route that writes is decorated with ``@schrijft``; the command line uses ``schrijfgrens``.
On SQLite the transaction begins IMMEDIATE, before anything is read, and writers take turns (``subsidie.web.beurt``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from subsidie.web.beurt import beurt
from subsidie.web.db import db, schrijvend

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger(__name__)
_daarna: ContextVar[dict[Hashable, Callable[[], object]] | None] = ContextVar("daarna", default=None)


def na_vastleggen(sleutel: Hashable, doe: Callable[[], object]) -> None:
    """Call ``doe`` once the transaction of now is committed; not at all when it is undone.

    Once per ``sleutel``, however often it is asked. What goes wrong in it is logged and changes nothing about
    what was committed: only for what may be missed (a wake-up), never for what must happen. Raises
    ``RuntimeError`` outside the commit boundary.
    """
    wachtend = _daarna.get()
    if wachtend is None:
        raise RuntimeError("na_vastleggen outside schrijfgrens: there is no transaction to wait for")
    wachtend.setdefault(sleutel, doe)


@contextmanager
def schrijfgrens() -> Iterator[None]:
    """Everything inside is one transaction: committed at the end, undone whole on any error.

    What was read before is forgotten first: a decision never rests on rows from before the lock.
    Raises ``RuntimeError`` when nested: a step of the domain is one transaction, not two.
    """
    if schrijvend.get():
        raise RuntimeError("schrijfgrens inside schrijfgrens: only the boundary commits")
    db.session.rollback()
    db.session.expire_all()
    daarna: dict[Hashable, Callable[[], object]] = {}
    with beurt(db.engine):
        merk, merk_daarna = schrijvend.set(True), _daarna.set(daarna)
        try:
            yield
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            schrijvend.reset(merk)
            _daarna.reset(merk_daarna)
    for sleutel, doe in daarna.items():
        try:
            doe()
        except Exception:
            _log.exception("wat na het vastleggen zou gebeuren, lukte niet: %s", sleutel)


def schrijft(functie: Callable[P, T]) -> Callable[P, T]:
    """Decorator for a route that writes: the whole request is one transaction."""

    @wraps(functie)
    def binnen_grens(*args: P.args, **kwargs: P.kwargs) -> T:
        with schrijfgrens():
            return functie(*args, **kwargs)

    return binnen_grens
