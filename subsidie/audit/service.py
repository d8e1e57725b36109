"""Recording events: in the same transaction as what they are about, chained just before the commit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from sqlalchemy import event, select, text
from sqlalchemy.orm import Session, SessionTransaction

from subsidie.audit.keten import BEGIN, Schakel
from subsidie.audit.models import Gebeurtenis
from subsidie.kern.canoniek import canonieke_json
from subsidie.web.db import db, schrijvend

WACHTRIJ = "audit_wachtrij"
POSTGRES_SLOT = 7_203_001
"""Advisory lock of the chain; any constant does, as long as nothing else in the database uses it."""


# Made once, and of the table instead of the class: every commit asks these, and no object comes of them.
_KETEN: Final = Gebeurtenis.__table__
_LAATSTE: Final = (
    select(_KETEN.c.volgnummer, _KETEN.c.hash).order_by(_KETEN.c.volgnummer.desc()).limit(1)
)  # fmt: skip
_ERBIJ: Final = _KETEN.insert()


class Handelende(Protocol):
    """Whoever acts: only the key is recorded, never a name."""

    @property
    def sleutel(self) -> str: ...


def leg_vast(
    soort: str,
    *,
    object_soort: str,
    object_id: str | int,
    door: Handelende | None,
    nu: datetime,
    gegevens: Mapping[str, Any] | None = None,
) -> None:
    """Record that ``soort`` (``"aanvraag:ingediend"``) happened to one object.

    ``nu`` is aware; ``gegevens`` are JSON values (amounts in ``_cent``, moments as text). The event
    commits or vanishes with the transaction. Raises ``RuntimeError`` outside the commit boundary
    (nothing would commit it) and inside a savepoint: what is undone by half could then still be recorded.
    """
    if nu.utcoffset() is None:
        raise ValueError("leg_vast needs an aware moment")
    if not schrijvend.get():
        raise RuntimeError("leg_vast outside the commit boundary")
    sessie = db.session()
    if sessie.in_nested_transaction():
        raise RuntimeError("leg_vast inside a savepoint")
    if not sessie.in_transaction():
        sessie.begin()  # the end of a transaction, however it ends, is what makes the session forget
    sessie.info.setdefault(WACHTRIJ, []).append(
        {
            "moment": nu.astimezone(UTC),
            "soort": soort,
            "object_soort": object_soort,
            "object_id": str(object_id),
            "door_sleutel": door.sleutel if door is not None else None,
            "gegevens": canonieke_json(dict(gegevens or {})).decode(),
        }
    )


def vergrendel_keten(sessie: Session) -> None:
    """Nobody else adds to the chain until this (writing) transaction ends.

    On SQLite the transaction itself already keeps every other writer out.
    """
    if sessie.get_bind().dialect.name == "postgresql":
        sessie.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": POSTGRES_SLOT})


def _keten_wachtrij(sessie: Session) -> None:
    if sessie.in_nested_transaction():
        return  # a savepoint is released: what it stands in may still be undone, and takes its events along
    sessie.flush()  # everything else first, so that the lock on the chain is short
    wachtrij = sessie.info.pop(WACHTRIJ, None)
    if not wachtrij:
        return
    vergrendel_keten(sessie)
    laatste = sessie.execute(_LAATSTE).first()
    volgnummer, vorige = (laatste.volgnummer, laatste.hash) if laatste else (0, BEGIN)
    rijen = []
    for waarden in wachtrij:
        volgnummer += 1
        eigen = Schakel(volgnummer=volgnummer, vorige_hash=vorige, **waarden).hash()
        rijen.append({**waarden, "volgnummer": volgnummer, "vorige_hash": vorige, "hash": eigen})
        vorige = eigen
    sessie.execute(_ERBIJ, rijen)


def _vergeet_wachtrij(sessie: Session, transactie: SessionTransaction) -> None:
    # Not after_rollback: that also fires for a savepoint, whose rollback leaves the events before it alone.
    if transactie.parent is None:
        sessie.info.pop(WACHTRIJ, None)


event.listen(db.session, "before_commit", _keten_wachtrij)
event.listen(db.session, "after_transaction_end", _vergeet_wachtrij)
