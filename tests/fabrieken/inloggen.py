"""A browser that is logged in, without the login page: for tests of everything behind it."""

from __future__ import annotations

from datetime import datetime

from flask.testing import FlaskClient

from subsidie.accounts.aanmelden import begin_sessie
from subsidie.accounts.models import Gebruiker
from subsidie.web.transactie import schrijfgrens


def als(client: FlaskClient, gebruiker: Gebruiker, nu: datetime) -> FlaskClient:
    """``client``, from now on logged in as ``gebruiker``; call it outside the commit boundary.

    A session lasts some hours from ``nu``: it is the moment at which the program under test will think it
    is, so where the clock is not stopped the real one (``subsidie.web.klok.nu()``).
    """
    with schrijfgrens():
        token = begin_sessie(gebruiker, nu=nu)
    with client.session_transaction() as koekje:
        koekje.clear()
        koekje["_user_id"] = token
        koekje["_fresh"] = True
        koekje.permanent = True
    return client
