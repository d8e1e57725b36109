"""Verifying the chain for the screen, with the checkpoints that were made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from subsidie.audit.controle import IJKPUNT_GEZET, Bevinding, controleer
from subsidie.audit.gegevens import lees_gegevens
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.sleutel import PubliekeSleutel, laad_publieke_sleutels, pad_publiek
from subsidie.config import Instellingen
from subsidie.kern.fouten import Domeinfout
from subsidie.web.db import db

HOOGSTENS: Final = 10


@dataclass(frozen=True, slots=True)
class Ijkpuntregel:
    """One checkpoint as the chain records it: ``tot_en_met`` is the last event that it covers."""

    volgnummer: int
    tot_en_met: str
    moment: datetime
    aantal: int | None
    sleutel_id: str


@dataclass(frozen=True, slots=True)
class Ketenstand:
    """The outcome of a verification; ``fout`` says why there could be none (a file that cannot be read)."""

    bevinding: Bevinding | None
    fout: str
    sleutels: Sequence[PubliekeSleutel]
    ijkpunten: Sequence[Ijkpuntregel]

    @property
    def goed(self) -> bool:
        """Whether everything was verified and right."""
        return self.bevinding is not None and self.bevinding.goed

    @property
    def niet_ondertekend(self) -> int:
        """Events that only the chain itself guards."""
        return self.bevinding.aantal - self.bevinding.ondertekend_tot if self.bevinding is not None else 0


def verifieer(instellingen: Instellingen) -> Ketenstand:
    """Verify the whole chain against the file of checkpoints and the public key of the settings.

    Reads only, over a connection of its own; the time it takes grows with the number of events.
    """
    ijkpunten = list_ijkpunten()
    db.session.rollback()  # what was read is not kept open while the chain is read over another connection
    sleutels: Sequence[PubliekeSleutel] = ()
    try:
        publiek = pad_publiek(instellingen.auditsleutel)
        sleutels = laad_publieke_sleutels(publiek) if publiek.exists() else ()
        bevinding = controleer(db.engine, instellingen.ijkpunten, sleutels)
    except Domeinfout as fout:
        return Ketenstand(None, str(fout), sleutels, ijkpunten)
    return Ketenstand(bevinding, "", sleutels, ijkpunten)


def list_ijkpunten() -> list[Ijkpuntregel]:
    """The last checkpoints that the chain records, newest first.

    None when one of these events was changed into something that cannot even be read: the verification, which
    reads every event by itself, says so.
    """
    vraag = (
        select(Gebeurtenis.volgnummer, Gebeurtenis.object_id, Gebeurtenis.moment, Gebeurtenis.gegevens)
        .where(Gebeurtenis.object_soort == "ijkpunt", Gebeurtenis.soort == IJKPUNT_GEZET)
        .order_by(Gebeurtenis.volgnummer.desc())
        .limit(HOOGSTENS)
    )
    try:
        rijen = db.session.execute(vraag).all()
    except (ValueError, TypeError, SQLAlchemyError):
        db.session.rollback()
        return []
    return [
        _ijkpuntregel(volgnummer, object_id, moment, lees_gegevens(gegevens))
        for volgnummer, object_id, moment, gegevens in rijen
    ]


def _ijkpuntregel(
    volgnummer: int, object_id: str, moment: datetime, gegevens: dict[str, Any]
) -> Ijkpuntregel:
    aantal = gegevens.get("aantal")
    return Ijkpuntregel(
        volgnummer=volgnummer,
        tot_en_met=object_id,
        moment=moment,
        aantal=aantal if isinstance(aantal, int) else None,
        sleutel_id=str(gegevens.get("sleutel_id", "")),
    )
