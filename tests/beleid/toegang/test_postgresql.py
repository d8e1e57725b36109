"""Every address on PostgreSQL, in a world with something of everything: its statements are as good there as on SQLite.

Who may come in is tried on SQLite, by everyone; here each address is asked for once, by somebody who may.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from subsidie import create_app
from subsidie.accounts.service import get_gebruiker_op_email
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web.db import db
from subsidie.web.klok import nu
from tests.beleid.toegang.hulp import ALLEEN_FORMULIER, BESTAAT, EINDPUNTEN, adres_van, geweigerd, mag
from tests.browser import wereld
from tests.browser.opbouw import omgeving_van
from tests.fabrieken.inloggen import als
from tests.infra.databases import Databases

LEESBAAR = [naam for naam in EINDPUNTEN if naam not in ALLEEN_FORMULIER and naam != "static"]


@pytest.fixture(scope="module")
def app(databases: Databases) -> Iterator[Flask]:
    """The demo with the world of the browser tests, on PostgreSQL."""
    with databases.nieuw("postgresql") as url:
        huis = databases.vul(url, "toegang", _vul)
        toepassing = _demo(url, huis)
        toepassing.testing = True  # a fault of the program ends the test, with where it came from
        yield toepassing
        _laat_los(toepassing)


def _demo(url: str, huis: Path) -> Flask:
    return create_app({**omgeving_van(huis, "demo"), "SUBSIDIE_DATABASE_URL": url})


def _vul(url: str, huis: Path) -> None:
    toepassing = _demo(url, huis)
    with toepassing.app_context():
        wereld.richt_in(LokaleOpslag(huis / "opslag"))
        db.session.remove()
    _laat_los(toepassing)


def _laat_los(toepassing: Flask) -> None:
    with toepassing.app_context():
        for motor in db.engines.values():
            motor.dispose()


@pytest.fixture(scope="module")
def bezoekers(app: Flask) -> dict[str, FlaskClient]:
    """A browser for each role, logged in, and one for nobody."""
    gevonden = {"": app.test_client()}
    with app.app_context():
        for wie in wereld.ACCOUNTS:
            gebruiker = get_gebruiker_op_email(wereld.email_van(wie))
            assert gebruiker is not None, wie
            gevonden[wie] = als(app.test_client(), gebruiker, nu())
    return gevonden


@pytest.mark.parametrize("eindpunt", LEESBAAR)
def test_elk_adres_geeft_antwoord(app: Flask, bezoekers: dict[str, FlaskClient], eindpunt: str) -> None:
    # The municipality first: what it may see is narrowed by a query, for the ministry often by none.
    wie = next(een for een in ("tekenbevoegde", *bezoekers) if mag(eindpunt, een))
    antwoord = bezoekers[wie].get(adres_van(app, eindpunt, BESTAAT), buffered=True)
    assert not geweigerd(antwoord), wie
    assert antwoord.status_code < 500, wie
