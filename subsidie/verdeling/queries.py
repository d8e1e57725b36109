"""Reading an allocation: which one, its outcome, and the same outcome computed again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.tranches.models import Tranche
from subsidie.verdeling.engine import Verdelingsuitslag, als_json, verdeel
from subsidie.verdeling.invoer import Verdelingsinvoer, lees_invoer
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.verdeling.samenstellen import invoer_van
from subsidie.web.db import db


def get_verdeling(tranche: Tranche) -> Verdeling:
    """The newest allocation of the tranche that did not lapse; raises ``NietGevonden``."""
    verdeling = zoek_verdeling(tranche)
    if verdeling is None:
        raise NietGevonden(f"Voor {tranche.naam} is nog niets verdeeld.")
    return verdeling


def zoek_verdeling(tranche: Tranche) -> Verdeling | None:
    """The newest allocation of the tranche that did not lapse, if any."""
    return db.session.scalar(
        select(Verdeling)
        .where(Verdeling.tranche_id == tranche.id, Verdeling.status != Verdelingstatus.VERVALLEN)
        .order_by(Verdeling.volgnummer.desc())
        .limit(1)
    )


def list_verdelingen(tranche: Tranche) -> list[Verdeling]:
    """Every allocation of the tranche in order, those that lapsed included."""
    vraag = select(Verdeling).where(Verdeling.tranche_id == tranche.id).order_by(Verdeling.volgnummer)
    return list(db.session.scalars(vraag))


def kenmerk_van(verdeling: Verdeling) -> str:
    """How people refer to an allocation: the tranche and its number."""
    return f"{verdeling.tranche.code}-V{verdeling.volgnummer}"


def uitkomst_van(verdeling: Verdeling) -> dict[str, Any]:
    """The stored outcome in the output form of verdeling.md; raises ``NietGevonden`` before the draw."""
    if verdeling.uitkomst is None:
        raise NietGevonden(f"Verdeling {kenmerk_van(verdeling)} is nog niet getrokken.")
    uitkomst: dict[str, Any] = json.loads(verdeling.uitkomst)
    return uitkomst


@dataclass(frozen=True, slots=True)
class Herrekening:
    """An allocation computed again from what is stored."""

    invoer: Verdelingsinvoer
    uitslag: Verdelingsuitslag


def reken_na(verdeling: Verdeling) -> Herrekening:
    """Compute the outcome again. Raises ``Domeinfout`` when it is not what was stored."""
    if sha256_hex(verdeling.bevroren.encode()) != verdeling.bevroren_sha256:
        raise Domeinfout(
            f"De bevroren invoer van verdeling {kenmerk_van(verdeling)} past niet bij zijn hash."
        )
    invoer = lees_invoer(invoer_van(verdeling))
    uitslag = verdeel(invoer)
    if verdeling.uitkomst is not None and canonieke_json(als_json(uitslag)).decode() != verdeling.uitkomst:
        raise Domeinfout(
            f"De opgeslagen uitkomst van verdeling {kenmerk_van(verdeling)} is niet na te rekenen."
        )
    return Herrekening(invoer, uitslag)


def list_regels(verdeling: Verdeling) -> list[Verdelingsregel]:
    """The outcome per application, in order of rank; without a rank last, then by number."""
    vraag = (
        select(Verdelingsregel)
        .join(Aanvraag, Verdelingsregel.aanvraag_id == Aanvraag.id)
        .where(Verdelingsregel.verdeling_id == verdeling.id)
        .order_by(Verdelingsregel.rang.is_(None), Verdelingsregel.rang, Aanvraag.volledig_op, Aanvraag.nummer)
    )
    return list(db.session.scalars(vraag))


def get_verdeling_nummer(tranche: Tranche, volgnummer: int) -> Verdeling:
    """This allocation of the tranche, whatever its status; raises ``NietGevonden``."""
    verdeling: Verdeling | None = db.session.scalar(
        select(Verdeling).where(Verdeling.tranche_id == tranche.id, Verdeling.volgnummer == volgnummer)
    )
    if verdeling is None:
        raise NietGevonden(f"{tranche.naam} heeft geen verdeling {volgnummer}.")
    return verdeling


@dataclass(frozen=True, slots=True)
class Verdelingkop:
    """What tells one allocation from another; its large texts are not read."""

    volgnummer: int
    status: Verdelingstatus
    bevroren_op: datetime


def list_koppen(tranche: Tranche) -> list[Verdelingkop]:
    """Every allocation of the tranche in order, those that lapsed included."""
    rijen = db.session.execute(
        select(Verdeling.volgnummer, Verdeling.status, Verdeling.bevroren_op)
        .where(Verdeling.tranche_id == tranche.id)
        .order_by(Verdeling.volgnummer)
    )
    return [Verdelingkop(*rij) for rij in rijen]
