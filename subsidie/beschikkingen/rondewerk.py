"""What the worker does for a round of signing: one decision after another, each in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from subsidie.beschikkingen.losse import Schrijver, schrijver_voor
from subsidie.beschikkingen.models import Beschikking
from subsidie.beschikkingen.ondertekenen import teken_een
from subsidie.beschikkingen.ronde import rond_af, vergrendel_ronde
from subsidie.beschikkingen.rondemodellen import Rondestatus, Tekenregel, Tekenronde, Tekenstand
from subsidie.kern.fouten import Domeinfout
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

GEWEIGERD: Final = (
    "De gegevens zijn onderwijl veranderd en de database weigert de handtekening. Bekijk het besluit."
)
ONVERWACHT: Final = "Er ging iets mis in het programma. De beheerder vindt in het logboek wat."

_log = logging.getLogger(__name__)

Schrijvers = dict[tuple[object, ...], Schrijver]
"""Writers by what they write for: the outcome of an allocation is computed once for all its letters."""


def teken_wachtende(klok: Callable[[], datetime]) -> int:
    """Sign what waits in every round that runs; how many got an answer (signed, or why not).

    Stops within one decision when a round is paused or stopped. What goes wrong with one is written at that one and
    the others go on; a database that cannot be reached is raised, and the next run goes on where this one stopped.
    """
    gedaan = 0
    for ronde_id in list(
        db.session.scalars(
            select(Tekenronde.id).where(Tekenronde.status == Rondestatus.LOOPT).order_by(Tekenronde.id)
        )
    ):
        schrijvers: Schrijvers = {}
        while _doe_een(ronde_id, schrijvers, klok):
            gedaan += 1
    db.session.rollback()
    return gedaan


def _doe_een(ronde_id: int, schrijvers: Schrijvers, klok: Callable[[], datetime]) -> bool:
    """Sign the next one, or write why it cannot be; False when there is no next one (for now)."""
    regel_id: int | None = None
    try:
        with schrijfgrens():
            regel = _volgende(ronde_id, klok)
            if regel is None:
                return False
            regel_id = regel.id
            _teken(regel, schrijvers, klok)
    except Domeinfout as fout:
        melding = str(fout)
    except IntegrityError:
        _log.exception("tekenregel %s: de database weigert", regel_id)
        melding = GEWEIGERD
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError):
        _log.exception("tekenregel %s: niet te tekenen", regel_id)
        melding = ONVERWACHT
    else:
        return True
    if regel_id is None:
        return False
    schrijvers.clear()  # whatever they hold may be half read
    _noteer_fout(regel_id, melding, klok)
    return True


def _volgende(ronde_id: int, klok: Callable[[], datetime]) -> Tekenregel | None:
    """The next decision that waits, behind the lock; ends the round when there is none."""
    ronde = db.session.get(Tekenronde, ronde_id)
    if ronde is None:
        return None
    vergrendel_ronde(ronde)
    if ronde.status is not Rondestatus.LOOPT:
        return None
    regel: Tekenregel | None = db.session.scalar(
        select(Tekenregel)
        .where(Tekenregel.ronde_id == ronde.id, Tekenregel.stand == Tekenstand.WACHT)
        .order_by(Tekenregel.volgnummer)
        .limit(1)
        .execution_options(populate_existing=True)
    )
    if regel is None:
        rond_af(ronde, nu=klok())
    return regel


def _teken(regel: Tekenregel, schrijvers: Schrijvers, klok: Callable[[], datetime]) -> None:
    moment, beschikking = klok(), regel.beschikking
    teken_een(
        beschikking, _schrijver(beschikking, schrijvers), dagtekening=regel.ronde.dagtekening, door=regel.ronde.door,
        nu=moment,
    )  # fmt: skip
    regel.stand, regel.klaar_op = Tekenstand.GETEKEND, moment
    db.session.flush()


def _noteer_fout(regel_id: int, melding: str, klok: Callable[[], datetime]) -> None:
    with schrijfgrens():
        regel = db.session.get(Tekenregel, regel_id)
        if regel is None:
            return
        vergrendel_ronde(regel.ronde)
        db.session.refresh(regel)
        if regel.stand is Tekenstand.WACHT:
            regel.stand, regel.fout, regel.klaar_op = Tekenstand.MISLUKT, melding, klok()


def _schrijver(beschikking: Beschikking, schrijvers: Schrijvers) -> Schrijver:
    sleutel = (beschikking.soort, beschikking.verdeling_id)
    if sleutel not in schrijvers:
        schrijvers[sleutel] = schrijver_voor(beschikking)
    return schrijvers[sleutel]
