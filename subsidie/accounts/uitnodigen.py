"""A link with which somebody chooses a password: for a new account, and for who forgot theirs.

The link is shown once, to who made it; the database keeps only its hash. It works once, for three days,
and a new link ends the one before.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import case, select, update

from subsidie.accounts.aanmelden import begin_sessie, hash_van, zet_wachtwoord
from subsidie.accounts.aanmeldmodellen import Uitnodiging
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import vereis_beheerder
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, NietGevonden
from subsidie.web.db import db

GELDIG: Final = timedelta(hours=72)


def nodig_uit(gebruiker: Gebruiker, *, door: Gebruiker | None, nu: datetime) -> str:
    """Make a link for ``gebruiker``; returns its token, which is not kept.

    ``door``: a manager of accounts, never the receiver; ``None`` for the program. Raises ``NietBevoegd``, and
    ``Domeinfout`` for a blocked account.
    """
    vereis_beheerder(door, nu=nu, ontvanger=gebruiker)
    return maak_link(gebruiker, door=door, nu=nu)


def maak_link(gebruiker: Gebruiker, *, door: Gebruiker | None, nu: datetime) -> str:
    """As ``nodig_uit``, for a caller that has checked itself that ``door`` may do it."""
    if gebruiker.geblokkeerd_op is not None:
        raise Domeinfout("Dit account is geblokkeerd. Hef eerst de blokkade op.")
    trek_in(gebruiker, nu=nu)
    token = secrets.token_urlsafe(32)
    db.session.add(
        Uitnodiging(
            gebruiker_id=gebruiker.id,
            token_sha256=hash_van(token),
            aangemaakt_op=nu,
            verloopt_op=nu + GELDIG,
            door_id=door.id if door is not None else None,
        )
    )
    db.session.flush()
    leg_vast("gebruiker:uitgenodigd", object_soort="gebruiker", object_id=gebruiker.sleutel, door=door, nu=nu)
    return token


def trek_in(gebruiker: Gebruiker, *, nu: datetime) -> None:
    """End the link of ``gebruiker`` that still opens their account, if there is one."""
    db.session.execute(
        update(Uitnodiging)
        .where(
            Uitnodiging.gebruiker_id == gebruiker.id,
            Uitnodiging.gebruikt_op.is_(None),
            Uitnodiging.ingetrokken_op.is_(None),
        )
        # The clock of the machine that made it may be ahead of this one.
        .values(ingetrokken_op=case((Uitnodiging.aangemaakt_op > nu, Uitnodiging.aangemaakt_op), else_=nu))
    )


def get_uitgenodigde(token: str, *, nu: datetime) -> Gebruiker:
    """Whose link this is. Raises ``NietGevonden``, whatever is wrong with it."""
    return _open(token, nu=nu).gebruiker


def gebruik(token: str, wachtwoord: str, *, nu: datetime) -> str:
    """Choose a password with a link; returns the token of a new session. The link is used up.

    Raises ``NietGevonden`` when the link does not work (any more), ``OngeldigeInvoer`` at ``wachtwoord`` when
    that is too easy; then the link keeps working.
    """
    uitnodiging = _open(token, nu=nu, vergrendel=True)
    gebruiker = uitnodiging.gebruiker
    zet_wachtwoord(gebruiker, wachtwoord, door=gebruiker, nu=nu)
    uitnodiging.gebruikt_op = nu
    db.session.flush()
    return begin_sessie(gebruiker, nu=nu)


def _open(token: str, *, nu: datetime, vergrendel: bool = False) -> Uitnodiging:
    vraag = (
        select(Uitnodiging)
        .join(Uitnodiging.gebruiker)
        .where(
            Uitnodiging.token_sha256 == hash_van(token),
            Uitnodiging.gebruikt_op.is_(None),
            Uitnodiging.ingetrokken_op.is_(None),
            Uitnodiging.verloopt_op > nu,
            Gebruiker.geblokkeerd_op.is_(None),
        )
    )
    if vergrendel:  # of two who use the same link at once the second waits, and then finds it used
        vraag = vraag.with_for_update(of=Uitnodiging)
    uitnodiging: Uitnodiging | None = db.session.scalar(vraag)
    if uitnodiging is None:
        raise NietGevonden("Deze link werkt niet (meer).")
    return uitnodiging
