"""Counting tries to get in, so that nobody guesses a password; kept without names or addresses.

Three counts, each within ``VENSTER``: of one account from one address (somebody guesses), of one account
from anywhere (many machines guess), and from one address for any account (somebody tries everyone). The
first is the strict one, so that who knows an e-mail address cannot keep its owner out from elsewhere.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from sqlalchemy import ColumnElement, delete, func, select, text, update

from subsidie.accounts.aanmeldmodellen import Aanmeldpoging
from subsidie.kern.fouten import TeVeelPogingen
from subsidie.kern.tekst import aantal
from subsidie.web.db import db

VENSTER: Final = timedelta(minutes=15)
PER_ACCOUNT_EN_HERKOMST: Final = 5
PER_ACCOUNT: Final = 25
PER_HERKOMST: Final = 50
"""An office shares one address; a single account is what is guarded closest."""
BEWAREN: Final = timedelta(days=2)

_SLOT: Final = 7_203_002
"""First half of the advisory locks of PostgreSQL on one account or one address."""


def tel_poging(account: str, herkomst: str, *, sleutel: str, nu: datetime) -> int:
    """Count a try as failed until ``gelukt`` says otherwise; returns its id. Inside the commit boundary.

    ``account`` is an address as it is kept, ``herkomst`` the network address of who asks, ``sleutel`` the
    secret of the program. Raises ``TeVeelPogingen`` when there were too many, and then counts nothing.
    """
    wie, van = _merk(sleutel, f"account:{account}"), _merk(sleutel, f"herkomst:{_netwerk(herkomst)}")
    if db.session.get_bind().dialect.name == "postgresql":
        # Two tries at once would otherwise not see each other; SQLite has one writer at a time. In order, so
        # that two who share an address and an account never wait for one another.
        for merk in sorted((wie, van)):
            db.session.execute(
                text("SELECT pg_advisory_xact_lock(:slot, hashtext(:merk))"), {"slot": _SLOT, "merk": merk}
            )
    db.session.execute(delete(Aanmeldpoging).where(Aanmeldpoging.moment < nu - BEWAREN))
    is_wie, is_van = Aanmeldpoging.account == wie, Aanmeldpoging.herkomst == van
    for voorwaarde, grens in (
        (is_wie & is_van, PER_ACCOUNT_EN_HERKOMST), (is_wie, PER_ACCOUNT), (is_van, PER_HERKOMST),
    ):  # fmt: skip
        _vereis_ruimte(voorwaarde, grens, nu=nu)
    poging = Aanmeldpoging(moment=nu, account=wie, herkomst=van)
    db.session.add(poging)
    db.session.flush()
    return poging.id


def gelukt(poging_id: int) -> None:
    """This try was right after all, and does not count any more."""
    db.session.execute(update(Aanmeldpoging).where(Aanmeldpoging.id == poging_id).values(gelukt=True))


def _vereis_ruimte(voorwaarde: ColumnElement[bool], grens: int, *, nu: datetime) -> None:
    mislukt = (
        select(Aanmeldpoging.moment)
        .where(voorwaarde, Aanmeldpoging.moment > nu - VENSTER, Aanmeldpoging.gelukt.is_(False))
        .order_by(Aanmeldpoging.moment.desc())
        .limit(grens)
        .subquery()
    )
    hoeveel, eerste = db.session.execute(select(func.count(), func.min(mislukt.c.moment))).one()
    if hoeveel < grens:
        return
    seconden = max(1, int((eerste + VENSTER - nu).total_seconds()))
    raise TeVeelPogingen(
        "Inloggen is te vaak mislukt. Wacht "
        f"{aantal(-(-seconden // 60), 'minuut', 'minuten')} en probeer het dan opnieuw. Weet u uw wachtwoord niet "
        "meer? Vraag de beheerder om een nieuwe link.",
        seconden=seconden,
    )


def _netwerk(herkomst: str) -> str:
    """Who has one IPv6 address has a whole network of them (/64), and would come from another every time."""
    try:
        adres = ip_address(herkomst.partition("%")[0])
    except ValueError:
        return herkomst
    if not isinstance(adres, IPv6Address):
        return str(adres)
    return str(adres.ipv4_mapped or ip_network((adres, 64), strict=False))


def _merk(sleutel: str, waarde: str) -> str:
    return hmac.new(sleutel.encode(), waarde.encode("utf-8", "surrogatepass"), sha256).hexdigest()
