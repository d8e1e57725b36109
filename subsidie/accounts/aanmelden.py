"""Logging in and out with a local account.

A try is counted, and committed, before the password is looked at: so that neither many tries at once
nor a slow hash inside a writing transaction is of any use to an attacker.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, case, select, update

from subsidie.accounts.aanmeldmodellen import Sessie, Wachtwoord
from subsidie.accounts.kijker import MET_ROLLEN, Kijker, kijker_uit
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.namen import normaal_adres
from subsidie.accounts.pogingen import gelukt, tel_poging
from subsidie.accounts.wachtwoorden import is_verouderd, klopt, maak_hash, vereis_goed
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

HOOGSTENS: Final = timedelta(hours=10)
"""A working day: after this one logs in again, however busy."""


class AanmeldenMislukt(Domeinfout):
    """The address and the password do not belong together; which of the two is wrong is not said."""

    def __init__(self) -> None:
        super().__init__(
            "Dit e-mailadres en wachtwoord horen niet bij elkaar. Weet u uw wachtwoord niet meer? Vraag de "
            "beheerder om een nieuwe link."
        )


def meld_aan(
    email: str, wachtwoord: str, *, herkomst: str, sleutel: str, nu: datetime, buiten: str | None = None
) -> str:
    """Log in and return the token of the new session.

    ``herkomst`` is the network address of who asks, ``sleutel`` the secret of the program; accounts on the
    domain ``buiten`` do not exist here (those of the example, outside the demo). Commits on its own, before
    and after the check. Raises ``AanmeldenMislukt``, or ``TeVeelPogingen`` after too many failures.
    """
    email = normaal_adres(email)
    with schrijfgrens():
        poging_id = tel_poging(email, herkomst, sleutel=sleutel, nu=nu)
    gebruiker_id, opgeslagen = _wachtwoord_van(email)
    if buiten is not None and email.endswith(f"@{buiten}"):
        gebruiker_id, opgeslagen = None, None
    if not klopt(wachtwoord, opgeslagen) or gebruiker_id is None or opgeslagen is None:
        raise AanmeldenMislukt
    with schrijfgrens():
        gelukt(poging_id)
        gebruiker = db.session.get_one(Gebruiker, gebruiker_id)
        # Held until the commit: who chooses another password meanwhile waits, and then ends this session too.
        rij = db.session.get_one(Wachtwoord, gebruiker_id, with_for_update={"read": True})
        if rij.hash != opgeslagen:  # chosen anew while this one was being looked at
            raise AanmeldenMislukt
        if is_verouderd(opgeslagen):
            rij.hash = maak_hash(wachtwoord)
        return begin_sessie(gebruiker, nu=nu)


def _wachtwoord_van(email: str) -> tuple[int | None, str | None]:
    """User and hash that belong to an address, nothing of a blocked one; leaves no transaction open."""
    rij = db.session.execute(
        select(Gebruiker.id, Wachtwoord.hash)
        .join(Wachtwoord, Wachtwoord.gebruiker_id == Gebruiker.id)
        .where(Gebruiker.email == email, Gebruiker.geblokkeerd_op.is_(None))
    ).first()
    db.session.rollback()
    return (rij[0], rij[1]) if rij else (None, None)


def begin_sessie(gebruiker: Gebruiker, *, nu: datetime) -> str:
    """A session for ``gebruiker``; returns its token, of which only the hash is kept.

    Raises ``AanmeldenMislukt`` when the account was blocked meanwhile.
    """
    # Held until the commit: who blocks the account meanwhile waits, and then ends this session too.
    vers = db.session.get(Gebruiker, gebruiker.id, with_for_update={"read": True})
    if vers is None or vers.geblokkeerd_op is not None:
        raise AanmeldenMislukt
    token = secrets.token_urlsafe(32)
    db.session.add(
        Sessie(
            gebruiker_id=vers.id,
            token_sha256=hash_van(token),
            begonnen_op=nu,
            verloopt_op=nu + HOOGSTENS,
        )
    )
    leg_vast("gebruiker:aangemeld", object_soort="gebruiker", object_id=vers.sleutel, door=vers, nu=nu)
    return token


_VAN_SESSIE: Final = MET_ROLLEN.join(Sessie, Sessie.gebruiker_id == Gebruiker.id).where(
    Sessie.token_sha256 == bindparam("token_sha256"),
    Sessie.beeindigd_op.is_(None),
    Sessie.verloopt_op > bindparam("nu"),
    Gebruiker.geblokkeerd_op.is_(None),
)


def kijker_van_sessie(token: str, *, nu: datetime) -> Kijker | None:
    """Who belongs to this token, with the roles of today; ``None`` when the session is over. One query."""
    waarden = {"token_sha256": hash_van(token), "nu": nu, "dag": dag_in_amsterdam(nu)}
    rijen = db.session.execute(_VAN_SESSIE, waarden).all()
    return kijker_uit(rijen) if rijen else None


def meld_af(token: str, *, nu: datetime) -> None:
    """End this session for good: a copy of its cookie is of no use any more."""
    sessie = db.session.scalar(
        select(Sessie).where(Sessie.token_sha256 == hash_van(token), Sessie.beeindigd_op.is_(None))
    )
    if sessie is None:
        return
    sessie.beeindigd_op = max(nu, sessie.begonnen_op)
    leg_vast(
        "gebruiker:afgemeld", object_soort="gebruiker", object_id=sessie.gebruiker.sleutel,
        door=sessie.gebruiker, nu=nu,
    )  # fmt: skip


def meld_overal_af(gebruiker: Gebruiker, *, door: Gebruiker, nu: datetime) -> int:
    """End every session of ``gebruiker``, asked by ``door``; returns how many there were."""
    hoeveel = beeindig_sessies(gebruiker, nu=nu)
    leg_vast(
        "gebruiker:overal_afgemeld", object_soort="gebruiker", object_id=gebruiker.sleutel, door=door, nu=nu
    )
    return hoeveel


def beeindig_sessies(gebruiker: Gebruiker, *, nu: datetime) -> int:
    """End every session of ``gebruiker`` that still runs; returns how many there were."""
    beeindigd = db.session.execute(
        update(Sessie)
        .where(Sessie.gebruiker_id == gebruiker.id, Sessie.beeindigd_op.is_(None), Sessie.verloopt_op > nu)
        # The clock of the machine on which it began may be ahead of this one.
        .values(beeindigd_op=case((Sessie.begonnen_op > nu, Sessie.begonnen_op), else_=nu))
    )
    return int(beeindigd.rowcount)  # type: ignore[attr-defined]


def zet_wachtwoord(
    gebruiker: Gebruiker, wachtwoord: str, *, door: Gebruiker | None, nu: datetime, waar: str = "wachtwoord"
) -> None:
    """Give ``gebruiker`` this password and end every session they have.

    ``door`` is the user themselves, or ``None`` for the program. Raises ``OngeldigeInvoer`` at ``waar`` when
    it is too easy.
    """
    vereis_goed(wachtwoord, naam=gebruiker.naam, email=gebruiker.email, waar=waar)
    rij = db.session.get(Wachtwoord, gebruiker.id)
    if rij is None:
        db.session.add(Wachtwoord(gebruiker_id=gebruiker.id, hash=maak_hash(wachtwoord), gezet_op=nu))
    else:
        rij.hash, rij.gezet_op = maak_hash(wachtwoord), nu
    beeindig_sessies(gebruiker, nu=nu)
    db.session.flush()
    leg_vast(
        "gebruiker:wachtwoord_gezet", object_soort="gebruiker", object_id=gebruiker.sleutel, door=door, nu=nu
    )


def wijzig_wachtwoord(
    gebruiker: Gebruiker, huidig: str, nieuw: str, *, herkomst: str, sleutel: str, nu: datetime
) -> str:
    """Choose another password, knowing the one of now; returns the token of the only session that is left.

    Commits on its own. Tries count as those of logging in: who found an open browser does not get to guess.
    Raises ``OngeldigeInvoer`` at ``huidig`` or ``nieuw``, ``TeVeelPogingen``.
    """
    email = gebruiker.email
    vereis_goed(nieuw, naam=gebruiker.naam, email=email, waar="nieuw")
    with schrijfgrens():
        poging_id = tel_poging(email, herkomst, sleutel=sleutel, nu=nu)
    gebruiker_id, opgeslagen = _wachtwoord_van(email)
    if not klopt(huidig, opgeslagen) or gebruiker_id is None:
        raise OngeldigeInvoer.van("huidig", "Dit is niet uw wachtwoord van nu.")
    if klopt(nieuw, opgeslagen):
        raise OngeldigeInvoer.van("nieuw", "Dit is uw wachtwoord van nu al. Kies een ander.")
    with schrijfgrens():
        gelukt(poging_id)
        vers = db.session.get_one(Gebruiker, gebruiker_id)
        zet_wachtwoord(vers, nieuw, door=vers, nu=nu, waar="nieuw")
        return begin_sessie(vers, nu=nu)


def hash_van(token: str) -> str:
    """What is kept of a secret that somebody else holds: enough to recognise it, not to use it."""
    return sha256_hex(token.encode("utf-8", "replace"))
