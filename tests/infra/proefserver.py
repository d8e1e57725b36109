"""The program as the browser tests serve it: on a fixed day, with a few addresses that go wrong on purpose."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from flask import Flask

from subsidie import create_app
from subsidie.accounts.toegang import openbaar
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.web import klok

KAPOT = "/proef/kapot"
ONGELDIG = "/proef/ongeldig"


def maak(vandaag: str) -> Flask:
    """The application, its clock started at ``vandaag`` (ISO 8601 with an offset)."""
    begin, start = datetime.fromisoformat(vandaag), time.monotonic()
    # Before the routes are imported: each takes the function from this module.
    klok.nu = lambda: begin + timedelta(seconds=time.monotonic() - start)
    app = create_app()

    @app.get(KAPOT)
    @openbaar
    def kapot() -> str:
        raise RuntimeError("on purpose: the page of an unexpected error")

    @app.get(ONGELDIG)
    @openbaar
    def ongeldig() -> str:
        raise OngeldigeInvoer(
            [
                Gebrek("projectnaam", "Vul een naam in."),
                Gebrek("gevraagd_cent", "Het bedrag is hoger dan het tekort van het project."),
            ]
        )

    return app
