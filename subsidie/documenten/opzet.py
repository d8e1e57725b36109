"""Lets the worker make the documents that are asked for (``subsidie.platform.taken``)."""

from __future__ import annotations

from flask import Flask, current_app

from subsidie.config import Instellingen
from subsidie.documenten.service import VEGER, maak_wachtende, tel_wachtende
from subsidie.platform.opslag import LokaleOpslag
from subsidie.platform.taken import registreer_veger
from subsidie.web.klok import nu


def maak_documenten() -> int:
    """Make every document that is asked for and not there yet; how many were made.

    Raises ``MakenMislukt`` at the end when one could not be made; the others are there.
    """
    if not tel_wachtende():
        return 0
    instellingen: Instellingen = current_app.extensions["instellingen"]
    return maak_wachtende(LokaleOpslag(instellingen.opslag), werkers=instellingen.werkers, klok=nu)


def registreer(_app: Flask) -> None:
    """Called when the application is built."""
    registreer_veger(VEGER, maak_documenten)
