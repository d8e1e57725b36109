"""Files that wait for the virus scanner: their first state, who may open them, and what the scan says of them.

Over every model with ``Bestandskolommen``: attachments, documents with an objection, evidence with a report. Scanning
happens outside any transaction; it can stop halfway and run again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from subsidie.aanvragen.bijlagemodellen import Bestandskolommen, Bijlagestand
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.opslag import LokaleOpslag, Opslagfout
from subsidie.platform.virusscan import Scanstand, Scanuitslag, scan
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

Rij = TypeVar("Rij", bound=Bestandskolommen)

_log = logging.getLogger(__name__)


class NietTeLezen(Domeinfout):
    """The file exists and is for who asks, but may not be opened (virus, not scanned yet)."""


def eerste_stand(model: type[Bestandskolommen], sha256: str, *, gescand: bool) -> Bijlagestand:
    """In quarantine when there is a scanner; content that was found infected before stays so under any name."""
    besmet = select(model.id).where(model.sha256 == sha256, model.stand == Bijlagestand.BESMET)
    if db.session.scalar(besmet.limit(1)) is not None:
        return Bijlagestand.BESMET
    return Bijlagestand.QUARANTAINE if gescand else Bijlagestand.NIET_GESCAND


def vereis_leesbaar(rij: Bestandskolommen) -> None:
    """Raises ``NietTeLezen`` while it is not certain that there is no virus in the file."""
    if rij.stand is Bijlagestand.QUARANTAINE:
        raise NietTeLezen(
            f"‘{rij.naam}’ wordt nog op virussen gecontroleerd. Probeer het over een paar minuten opnieuw."
        )
    if rij.stand is Bijlagestand.BESMET:
        raise NietTeLezen(f"In ‘{rij.naam}’ zit een virus. Het bestand is niet te openen.")


def scan_quarantaine(
    model: type[Rij], opslag: LokaleOpslag, clamd: str | None, *, klok: Callable[[], datetime],
    gescand: Callable[[Rij, datetime], None],
) -> int:  # fmt: skip
    """Scan what waits in quarantine; how many files got an answer. Without a scanner nothing happens.

    ``gescand`` gets every row with its new state and the moment, in the transaction that writes it: for the audit
    event, and for whom must know. What cannot be read stays closed; what the scanner did not answer waits for the
    next round.
    """
    if clamd is None:
        return 0
    wachtend = set(db.session.scalars(select(model.sha256).where(model.stand == Bijlagestand.QUARANTAINE)))
    db.session.rollback()
    aantal = 0
    for sha256 in sorted(wachtend):
        uitslag = _scan(opslag, sha256, clamd)
        if uitslag is None:
            continue
        if uitslag.stand is Scanstand.ONBEREIKBAAR:
            break
        stand = Bijlagestand.SCHOON if uitslag.stand is Scanstand.SCHOON else Bijlagestand.BESMET
        aantal += _leg_uitslag_vast(model, sha256, stand, nu=klok(), gescand=gescand)
    return aantal


def _scan(opslag: LokaleOpslag, sha256: str, clamd: str) -> Scanuitslag | None:
    try:
        with opslag.pad(sha256).open("rb") as bestand:
            return scan(bestand, clamd)
    except (Opslagfout, OSError):
        _log.exception("bestand %s is niet te lezen om te scannen", sha256)
        return None


def _leg_uitslag_vast(
    model: type[Rij],
    sha256: str,
    stand: Bijlagestand,
    *,
    nu: datetime,
    gescand: Callable[[Rij, datetime], None],
) -> int:
    telt = model.stand == Bijlagestand.QUARANTAINE
    # Infected is also what came in before there was a scanner, or before it knew this virus.
    if stand is Bijlagestand.BESMET:
        telt = model.stand != Bijlagestand.BESMET
    with schrijfgrens():
        rijen = db.session.scalars(
            select(model).where(model.sha256 == sha256, telt).order_by(model.id).with_for_update()
        ).all()
        for rij in rijen:
            rij.stand = stand
            gescand(rij, nu)
    return len(rijen)
