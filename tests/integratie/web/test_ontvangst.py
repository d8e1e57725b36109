"""The moment of receipt is from before the wait, however long the database keeps a request waiting."""

from __future__ import annotations

import sqlite3
import threading
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import make_url

from subsidie import create_app
from subsidie.accounts.toegang import openbaar
from subsidie.web.db import db
from subsidie.web.klok import nu, ontvangen_op
from subsidie.web.transactie import schrijft


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_wie_op_de_database_wacht_is_ontvangen_toen_hij_aankwam(app: Flask) -> None:
    binnen, antwoorden = threading.Event(), list[Any]()

    @schrijft
    def vastleggen() -> dict[str, str]:
        db.session.execute(text("SELECT count(*) FROM gemeente"))
        return {"ontvangen": ontvangen_op().isoformat(), "vastgelegd": nu().isoformat()}

    def proef() -> dict[str, str]:
        binnen.set()
        return vastleggen()

    app.add_url_rule("/proef", "proef", openbaar(proef))
    slot = sqlite3.connect(make_url(str(db.engine.url)).database or "", isolation_level=None)
    slot.execute("BEGIN IMMEDIATE")  # somebody else is writing
    draad = threading.Thread(target=lambda: antwoorden.append(app.test_client().get("/proef").json))
    draad.start()
    assert binnen.wait(10)
    losgelaten = nu()
    slot.execute("ROLLBACK")
    draad.join(30)
    slot.close()

    (antwoord,) = antwoorden
    ontvangen, vastgelegd = (datetime.fromisoformat(antwoord[naam]) for naam in ("ontvangen", "vastgelegd"))
    assert ontvangen <= losgelaten <= vastgelegd
    assert ontvangen.utcoffset() is not None


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_wat_de_webserver_ervoor_zegt_telt_alleen_als_de_instelling_dat_zegt(
    omgeving: dict[str, str],
) -> None:
    eerder = nu().replace(microsecond=0)
    for extra, geloofd in (
        ({}, False),
        ({"SUBSIDIE_PROXIES": "1"}, False),
        ({"SUBSIDIE_PROXIES": "1", "SUBSIDIE_VERTROUW_X_REQUEST_START": "ja"}, True),
    ):
        app = create_app({**omgeving, **extra})
        app.add_url_rule("/proef", "proef", openbaar(lambda: ontvangen_op().isoformat()))
        antwoord = app.test_client().get("/proef", headers={"X-Request-Start": f"t={eerder.timestamp():.0f}"})
        assert (antwoord.text == eerder.isoformat()) is geloofd


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_zonder_ontvangst_is_er_geen_moment(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(KeyError):
        ontvangen_op()
