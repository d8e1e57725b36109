"""What the worker does for decisions, and who writes the letters of the kinds that are registered."""

from __future__ import annotations

from flask import Flask, current_app

from subsidie.beoordeling.klokvragen import registreer_termijnen
from subsidie.beschikkingen import bezwaarherrekening, bezwaarschrijven, bezwaarstukken, buiten, heropening
from subsidie.beschikkingen.losse import registreer_brief
from subsidie.beschikkingen.models import Besluitsoort
from subsidie.beschikkingen.ronde import VEGER
from subsidie.beschikkingen.rondewerk import teken_wachtende
from subsidie.platform.taken import registreer_veger
from subsidie.verdeling import nadien, uitgezonderd
from subsidie.web.klok import nu


def teken_ronden() -> int:
    """Sign what waits in the rounds that run; how many got an answer."""
    return teken_wachtende(nu)


def scan_bezwaarstukken() -> int:
    """Scan the documents with objections that wait in quarantine; how many got an answer."""
    return bezwaarstukken.scan_stukken(current_app.extensions["instellingen"], nu)


def registreer(_app: Flask) -> None:
    """Called when the application is built."""
    registreer_veger(VEGER, teken_ronden)
    registreer_veger(bezwaarstukken.VEGER, scan_bezwaarstukken)
    registreer_brief(Besluitsoort.BESLISSING_OP_BEZWAAR, bezwaarschrijven.schrijf)
    registreer_brief(Besluitsoort.BUITEN_BEHANDELING, buiten.schrijf_buiten_behandeling)
    registreer_brief(Besluitsoort.AFWIJZING, buiten.schrijf_afwijzing)
    registreer_termijnen("bezwaren", (heropening.nieuwe_termijnen, heropening.lees_termijn))
    uitgezonderd.registreer(buiten.LEZER, buiten.list_buiten_behandeling)
    nadien.registreer(bezwaarherrekening.LEZER, bezwaarherrekening.list_na_bezwaar)
