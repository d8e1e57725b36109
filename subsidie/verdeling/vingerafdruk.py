"""Whether what a page of an allocation rests on is still what it was: one hash, made from a few statements.

Computing an allocation of thousands of applications again for each page would take longer than the page. The
database writes the rows as one text, which costs little however many there are; when its hash is the one of last
time, what was computed from those very rows is given again. A row that was changed behind the back of the
program changes the hash, so nothing that is shown escapes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from hashlib import sha256
from threading import Lock
from typing import Any, Final, TypeVar, cast
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import Engine, Select, func, select

from subsidie.aanvragen.models import Aanvraag, Project
from subsidie.register.models import Gemeente
from subsidie.web.db import db, schrijvend

T = TypeVar("T")

HOEVEEL: Final = 8
"""So many allocations are remembered by a process; the one that was asked for longest ago goes first."""

_onthouden: WeakKeyDictionary[Engine, OrderedDict[Hashable, tuple[str, Any]]] = WeakKeyDictionary()
_slot = Lock()


def vingerafdruk(vragen: Iterable[Select[*tuple[Any, ...]]], *teksten: str | None) -> str:
    """The SHA-256 of all that ``vragen`` give, in their order, and of ``teksten``.

    A statement names its columns, each once, and orders its rows.
    """
    som = sha256()
    for vraag in vragen:
        rijen = vraag.subquery()
        if db.engine.dialect.name == "postgresql":
            geheel = func.json_agg(func.json_build_array(*rijen.c))
        else:
            geheel = func.json_group_array(func.json_array(*rijen.c))
        som.update((db.session.scalar(select(sa.cast(geheel, sa.Text))) or "").encode())
    for een in teksten:
        som.update(b"\x00" if een is None else b"\x01" + een.encode())
    return som.hexdigest()


def wie(tranche_id: int) -> tuple[Select[*tuple[Any, ...]], ...]:
    """The statements that say who the applications of a tranche are and where they stand.

    Of a version only which one it is: a version never changes.
    """
    return (
        select(
            Aanvraag.id, Aanvraag.nummer, Aanvraag.status, Aanvraag.gm_code, Aanvraag.volledig_op,
            Aanvraag.buiten_tijdvak, Aanvraag.huidige_versie, Project.naam,
        )
        .join(Project, Aanvraag.project_id == Project.id)
        .where(Aanvraag.tranche_id == tranche_id)
        .order_by(Aanvraag.id),
        select(Gemeente.gm_code, Gemeente.naam).order_by(Gemeente.gm_code),
    )  # fmt: skip


def onthoud(sleutel: Hashable, afdruk: str, maak: Callable[[], T]) -> T:
    """What ``maak`` gave when the fingerprint of ``sleutel`` was ``afdruk``; it is frozen and shared.

    Inside a transaction that writes nothing new is remembered: it may still be undone.
    """
    with _slot:
        plank = _onthouden.setdefault(db.engine, OrderedDict())
        gevonden = plank.get(sleutel)
        if gevonden is not None:
            plank.move_to_end(sleutel)
    if gevonden is not None and gevonden[0] == afdruk:
        return cast(T, gevonden[1])
    gemaakt = maak()
    if schrijvend.get():
        return gemaakt
    with _slot:
        plank[sleutel] = (afdruk, gemaakt)
        plank.move_to_end(sleutel)
        while len(plank) > HOEVEEL:
            plank.popitem(last=False)
    return gemaakt


def vergeet() -> None:
    """Forget everything, as a process that just began."""
    with _slot:
        _onthouden.clear()
