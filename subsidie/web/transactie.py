"""The commit boundary: the only place that commits.

A route that writes is decorated with ``@schrijft``; the command line uses ``schrijfgrens``.
On SQLite the transaction begins IMMEDIATE, before anything is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from subsidie.web.db import db, schrijvend

P = ParamSpec("P")
T = TypeVar("T")


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
    merk = schrijvend.set(True)
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        schrijvend.reset(merk)


def schrijft(functie: Callable[P, T]) -> Callable[P, T]:
    """Decorator for a route that writes: the whole request is one transaction."""

    @wraps(functie)
    def binnen_grens(*args: P.args, **kwargs: P.kwargs) -> T:
        with schrijfgrens():
            return functie(*args, **kwargs)

    return binnen_grens
