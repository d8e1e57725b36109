"""What the worker does for the auditor, what can be verified, and who is watched looking at personal data."""

from __future__ import annotations

from flask import Flask, current_app

from subsidie.platform.taken import registreer_veger
from subsidie.realisatie import sisabron
from subsidie.verantwoording import inzagehaak, sisa_lezen
from subsidie.verantwoording.archief import VEGER as ARCHIEF
from subsidie.verantwoording.archief import maak_wachtende_archieven
from subsidie.verantwoording.bewaarlijst import VEGER as VERNIETIGING
from subsidie.verantwoording.bewaaruitvoering import voer_lijsten_uit
from subsidie.verantwoording.controles import VEGER, registreer_controle, voer_wachtende_uit
from subsidie.verantwoording.controlesoorten import SOORTEN
from subsidie.web.klok import nu


def voer_controles_uit() -> int:
    """Do the verifications that wait; how many."""
    return voer_wachtende_uit(current_app.extensions["instellingen"], nu)


def voer_vernietiging_uit() -> int:
    """Destroy what a decided list names; how many lines were done."""
    return voer_lijsten_uit(current_app.extensions["instellingen"], nu)


def maak_archieven() -> int:
    """Make the archives that were asked for; how many were made."""
    return maak_wachtende_archieven(current_app.extensions["instellingen"], nu)


def registreer(app: Flask) -> None:
    """Called when the application is built."""
    registreer_veger(VEGER, voer_controles_uit)
    registreer_veger(VERNIETIGING, voer_vernietiging_uit)
    registreer_veger(ARCHIEF, maak_archieven)
    for soort in SOORTEN:
        registreer_controle(soort)
    inzagehaak.registreer(app)
    sisabron.registreer(sisa_lezen.LEZER, sisa_lezen.lees_stand)
