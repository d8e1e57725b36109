"""Which municipalities hand their files to which others: successors of successors included.

What ceased before or on a day is taken over by its successor on that day. The rows in the database count, not
the file in the package: people may have added a municipality, or the successor of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Subquery, bindparam, select

from subsidie.register.models import Gemeente
from subsidie.web.db import db

OP_DAG: Final = bindparam("dag", type_=Gemeente.geldig_tot.type)
"""The day on which a statement with ``ERFENIS`` looks; given as ``{"dag": date}``."""


def _erfenis() -> Subquery:
    opgeheven = (Gemeente.opvolger_gm_code.is_not(None), Gemeente.geldig_tot <= OP_DAG)
    eerste = (
        select(Gemeente.opvolger_gm_code.label("gm_code"), Gemeente.gm_code.label("voorganger"))
        .where(*opgeheven)
        .cte("overgenomen", recursive=True, nesting=True)
    )
    # UNION, not UNION ALL: rows that people made into a circle come to an end all the same.
    alle = eerste.union(
        select(Gemeente.opvolger_gm_code, eerste.c.voorganger)
        .join(eerste, eerste.c.gm_code == Gemeente.gm_code)
        .where(*opgeheven)
    )
    return select(alle.c.gm_code, alle.c.voorganger).subquery("erfenis")


ERFENIS: Final = _erfenis()
"""Pairs of a municipality (``gm_code``) and one that it took over before or on ``OP_DAG`` (``voorganger``)."""


@dataclass(frozen=True, slots=True)
class Voorganger:
    """A municipality that was taken over: its code and name, and the first day on which it was no more."""

    gm_code: str
    naam: str
    geldig_tot: date


def list_voorgangers(gm_code: str, dag: date) -> tuple[Voorganger, ...]:
    """Whose files ``gm_code`` has on ``dag``, those of predecessors of predecessors too, in order of the day."""
    rijen = db.session.execute(
        select(Gemeente.gm_code, Gemeente.naam, Gemeente.geldig_tot)
        .join(ERFENIS, ERFENIS.c.voorganger == Gemeente.gm_code)
        .where(ERFENIS.c.gm_code == gm_code, Gemeente.gm_code != gm_code)
        .order_by(Gemeente.geldig_tot, Gemeente.naam),
        {"dag": dag},
    )
    return tuple(Voorganger(code, naam, tot) for code, naam, tot in rijen if tot is not None)


def opvolgers_van(gm_code: str, dag: date) -> frozenset[str]:
    """Who took over the files of ``gm_code`` before or on ``dag``: none while it exists."""
    rijen = db.session.scalars(select(ERFENIS.c.gm_code).where(ERFENIS.c.voorganger == gm_code), {"dag": dag})
    return frozenset(rijen)
