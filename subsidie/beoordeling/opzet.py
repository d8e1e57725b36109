"""Lets the worker report terms to supplement that lapsed (``subsidie.platform.taken``)."""

from __future__ import annotations

from flask import Flask

from subsidie.beoordeling.verstreken import VEGER, list_verstreken, meld_verstreken
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.taken import registreer_veger
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens


def veeg_verstreken() -> int:
    """The sweeper: report every term that lapsed, each in a transaction of its own; how many it reported."""
    moment = nu()
    gevonden = list_verstreken(dag_in_amsterdam(moment))
    db.session.rollback()
    aantal = 0
    for verzoek_id in gevonden:
        with schrijfgrens():
            aantal += meld_verstreken(verzoek_id, nu=moment)
    return aantal


def registreer(_app: Flask) -> None:
    """Called when the application is built."""
    registreer_veger(VEGER, veeg_verstreken)
