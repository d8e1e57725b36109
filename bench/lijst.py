"""The list of applications with 10,000 of them, beside the same page with 10: as many queries, and hardly slower.

The whole request, logged in as a behandelaar, through the test client: routing, session, rights, queries, page.
"""

from __future__ import annotations

import gc
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bench import Meting, maak_meting
from bench._lijstwereld import wereld
from subsidie.web.db import db

WEINIG, VEEL = 10, 10_000
ADRES = "/aanvragen"
ANDERS = {
    "lijst_10k_sorteer": "/aanvragen?sorteer=-gevraagd",
    "lijst_10k_zoek": "/aanvragen?zoek=zuiderhaven+12",
    "lijst_10k_stand": "/aanvragen?stand=verleend&sorteer=stand",
    "lijst_10k_laatste": "/aanvragen?pagina=400",
    "lijst_10k_besluiten": "/besluiten",
}
"""For information: what has to look at every application anyway."""
RONDES = 41


def meet() -> list[Meting]:
    """Queries and seconds of the page with ``VEEL`` applications, and of the same page with ``WEINIG``."""
    with TemporaryDirectory() as map_, ExitStack() as stapel:
        klein = _Bezoek(*stapel.enter_context(wereld(Path(map_) / "klein", WEINIG)))
        groot = _Bezoek(*stapel.enter_context(wereld(Path(map_) / "groot", VEEL)))
        vragen = maak_meting(
            "lijst_queries", groot.queries(ADRES), klein.queries(ADRES), eenheid="query", grens=1
        )
        tijden = [_tijden(klein, groot, ADRES, naam="lijst_10k", grens=2)]
        tijden += [_tijden(klein, groot, adres, naam=naam, grens=None) for naam, adres in ANDERS.items()]
    return [vragen, *tijden]


class _Bezoek:
    """Someone who is logged in and asks for pages of one application."""

    def __init__(self, app: Flask, token: str) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        with self.client.session_transaction() as sessie:
            sessie["_user_id"] = token

    def vraag(self, adres: str) -> float:
        """Seconds; the page is read to its end."""
        begin = perf_counter()
        antwoord = self.client.get(adres)
        seconden = perf_counter() - begin
        if antwoord.status_code != 200 or b"datatabel__tabel" not in antwoord.data:
            raise RuntimeError(f"{adres}: {antwoord.status}")
        return seconden

    def queries(self, adres: str) -> int:
        """How many statements the page runs once the process is warm."""
        self.vraag(adres)
        geteld: list[str] = []

        def tel(_verbinding: object, _cursor: object, opdracht: str, *_rest: object) -> None:
            geteld.append(opdracht)

        with self.app.app_context():
            motor = db.engine
        event.listen(motor, "before_cursor_execute", tel)
        try:
            self.vraag(adres)
        finally:
            event.remove(motor, "before_cursor_execute", tel)
        return len(geteld)


def _tijden(klein: _Bezoek, groot: _Bezoek, adres: str, *, naam: str, grens: float | None) -> Meting:
    """Medians of pages that were asked in turns, so that a busy machine slows both alike."""
    weinig, veel = [], []
    for bezoek in (klein, groot):
        bezoek.vraag(adres)
    for _ in range(RONDES):
        gc.collect()
        weinig.append(klein.vraag(adres))
        veel.append(groot.vraag(adres))
    return maak_meting(naam, 1000 * median(veel), 1000 * median(weinig), eenheid="ms", grens=grens)


if __name__ == "__main__":
    for regel in meet():
        print(regel)
