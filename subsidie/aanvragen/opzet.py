"""What the worker does for applications (``subsidie.platform.taken``)."""

from __future__ import annotations

from flask import Flask, current_app

from subsidie.aanvragen import bijlagen_vegen, herinneren
from subsidie.config import Instellingen
from subsidie.platform.taken import registreer_veger
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens


def scan_bijlagen() -> int:
    """Scan the attachments that wait in quarantine; how many got an answer."""
    return bijlagen_vegen.scan_wachtende(_instellingen(), nu)


def ruim_bijlagen_op() -> int:
    """Remove the content of attachments that nobody needs any more; how many files."""
    return bijlagen_vegen.ruim_op(_instellingen(), nu)


def herinner() -> int:
    """Write the reminders that are due, each in a transaction of its own; how many."""
    moment = nu()
    wat = herinneren.list_herinneringen(nu=moment)
    db.session.rollback()
    for een in wat:
        with schrijfgrens():
            herinneren.herinner(een, nu=moment)
    return len(wat)


def registreer(_app: Flask) -> None:
    """Called when the application is built."""
    registreer_veger(bijlagen_vegen.VEGER, scan_bijlagen)
    registreer_veger(bijlagen_vegen.OPRUIMEN, ruim_bijlagen_op)
    registreer_veger(herinneren.VEGER, herinner)


def _instellingen() -> Instellingen:
    instellingen: Instellingen = current_app.extensions["instellingen"]
    return instellingen
