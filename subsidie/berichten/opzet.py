"""Lets the worker send mail about messages (``subsidie.platform.taken``)."""

from __future__ import annotations

from flask import Flask, current_app

from subsidie.berichten.service import VEGER
from subsidie.berichten.verzenden import verzend_wachtende
from subsidie.config import Instellingen
from subsidie.platform.taken import registreer_veger
from subsidie.web.klok import nu


def verzend() -> int:
    """Send the mails that are due; how many are done with."""
    instellingen: Instellingen = current_app.extensions["instellingen"]
    return verzend_wachtende(instellingen, nu)


def registreer(_app: Flask) -> None:
    """Called when the application is built."""
    registreer_veger(VEGER, verzend)
