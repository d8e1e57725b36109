"""The files of an allocation: with which anyone computes it again, and the papers that were made of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from subsidie.documenten.models import Document
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.publicatie import kenmerk_protocol, kenmerk_ranglijst
from subsidie.verdeling.queries import uitkomst_van
from subsidie.verdeling.samenstellen import invoer_van
from subsidie.web.db import db
from subsidie.web.voorbeeld import VOORBEELD


@dataclass(frozen=True, slots=True)
class Stuk:
    """A paper of an allocation; ``sha256``, ``grootte`` and ``gemaakt_op`` are empty while it is being made."""

    kenmerk: str
    titel: str
    sha256: str | None
    grootte: int | None
    gemaakt_op: datetime | None


@dataclass(frozen=True, slots=True)
class Stukken:
    """The papers of an allocation, ``None`` where nobody asked for one (or there was nothing to draw)."""

    protocol: Stuk | None
    ranglijst: Stuk | None


def get_stukken(verdeling: Verdeling) -> Stukken:
    """Which papers there are of ``verdeling``, in one query."""
    kenmerken = (kenmerk_protocol(verdeling), kenmerk_ranglijst(verdeling))
    rijen = db.session.execute(
        select(
            Document.kenmerk, Document.titel, Document.bestand_sha256, Document.grootte, Document.gemaakt_op
        ).where(Document.kenmerk.in_(kenmerken))
    )
    gevonden = {rij.kenmerk: Stuk(*rij) for rij in rijen}
    protocol, ranglijst = (gevonden.get(kenmerk) for kenmerk in kenmerken)
    return Stukken(protocol, ranglijst)


def let_op(verdeling: Verdeling) -> str:
    """What every export of an example or a practice tranche says."""
    return let_op_van(verdeling.tranche)


def let_op_van(tranche: Tranche) -> str:
    """As ``let_op``, of a tranche."""
    return "" if tranche.aard is Trancheaard.ECHT else VOORBEELD


def invoer_json(verdeling: Verdeling) -> bytes:
    """The input with the seed where it is known, as ``subsidie narekenen verdeling`` takes it."""
    return _json(verdeling, {"invoer": invoer_van(verdeling)})


def uitkomst_json(verdeling: Verdeling) -> bytes:
    """The stored outcome in the form of verdeling.md; raises ``NietGevonden`` before the draw."""
    return _json(verdeling, uitkomst_van(verdeling))


def bevroren_json(verdeling: Verdeling) -> bytes:
    """Exactly the bytes that were hashed before the draw, so without a word about an example."""
    return verdeling.bevroren.encode()


def _json(verdeling: Verdeling, inhoud: dict[str, object]) -> bytes:
    merk = let_op(verdeling)
    met_merk = ({"let_op": merk} if merk else {}) | inhoud
    return (json.dumps(met_merk, ensure_ascii=False, indent=1) + "\n").encode()
