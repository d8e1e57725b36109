"""The monitor over six tranches of 500 projects with 60 homes each, beside the same page over one of them.

The whole request, logged in as a behandelaar: routing, session, rights, queries, map, page.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from flask.testing import FlaskClient

from bench import Meting, maak_meting
from bench._bouwwereld import bouwwereld

TRANCHES, PROJECTEN, WOONRUIMTEN = 6, 500, 60
RONDES = 15


def meet() -> list[Meting]:
    """Seconds of the page over all tranches, and over one of the same size in a database with one."""
    with TemporaryDirectory() as map_, ExitStack() as stapel:
        clients = {
            naam: _client(
                *stapel.enter_context(
                    bouwwereld(
                        Path(map_) / naam, tranches=hoeveel, projecten=PROJECTEN, woonruimten=WOONRUIMTEN
                    )
                )
            )
            for naam, hoeveel in (("een", 1), ("zes", TRANCHES))
        }
        tijden: dict[str, list[float]] = {naam: [] for naam in clients}
        for _ in range(RONDES):
            for naam, client in clients.items():
                tijden[naam].append(_vraag(client))
    return [maak_meting("monitor_6", median(tijden["zes"]), median(tijden["een"]), eenheid="s", grens=3)]


def _client(app, token: str) -> FlaskClient:  # type: ignore[no-untyped-def]
    client: FlaskClient = app.test_client()
    with client.session_transaction() as sessie:
        sessie["_user_id"] = token
    _vraag(client)
    return client


def _vraag(client: FlaskClient) -> float:
    begin = perf_counter()
    antwoord = client.get("/monitor")
    seconden = perf_counter() - begin
    if antwoord.status_code != 200 or b"monitorkaart" not in antwoord.data:
        raise RuntimeError(f"/monitor: {antwoord.status}")
    return seconden
