"""Lets the worker report terms to supplement that lapsed (``subsidie.platform.taken``)."""

from __future__ import annotations

from flask import Flask

from subsidie.aanvragen.belang import registreer_gevolg
from subsidie.aanvragen.verzet import registreer as registreer_verzet
from subsidie.beoordeling import loslaten
from subsidie.beoordeling.klokvragen import klokverzet
from subsidie.beoordeling.spreiden import list_oude_kaarten, verval_oude_kaart
from subsidie.beoordeling.toewijzing import geef_terug_na_verlof, list_verlof_voorbij
from subsidie.beoordeling.verstreken import VEGER, list_verstreken, meld_verstreken
from subsidie.beoordeling.zienswijze import VEGER as ZIENSWIJZEN
from subsidie.beoordeling.zienswijze import list_verstreken_zienswijzen, meld_zienswijze_verstreken
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


def veeg_zienswijzen() -> int:
    """The sweeper: report every term for a view that lapsed, each in a transaction of its own; how many."""
    moment = nu()
    gevonden = list_verstreken_zienswijzen(dag_in_amsterdam(moment))
    db.session.rollback()
    aantal = 0
    for zienswijze_id in gevonden:
        with schrijfgrens():
            aantal += meld_zienswijze_verstreken(zienswijze_id, nu=moment)
    return aantal


def veeg_belangen() -> int:
    """The sweeper: take work back from who got an interest in it, each in a transaction of its own; how many."""
    moment = nu()
    gevonden = loslaten.list_los_te_laten(nu=moment)
    db.session.rollback()
    aantal = 0
    for aanvraag_id, gebruiker_id in gevonden:
        with schrijfgrens():
            aantal += loslaten.laat_los_als_nodig(aanvraag_id, gebruiker_id, nu=moment)
    return aantal


def veeg_kaarten() -> int:
    """The sweeper: let cards lapse that no longer mean anything, each in a transaction of its own; how many."""
    moment = nu()
    gevonden = list_oude_kaarten()
    db.session.rollback()
    aantal = 0
    for kaart_id in gevonden:
        with schrijfgrens():
            aantal += verval_oude_kaart(kaart_id, nu=moment)
    return aantal


def veeg_verlof() -> int:
    """The sweeper: give back what was replaced during leave, each in a transaction of its own; how many."""
    moment = nu()
    gevonden = list_verlof_voorbij(dag_in_amsterdam(moment))
    db.session.rollback()
    aantal = 0
    for aanvraag_id in gevonden:
        with schrijfgrens():
            aantal += geef_terug_na_verlof(aanvraag_id, nu=moment)
    return aantal


def registreer(_app: Flask) -> None:
    """Called when the application is built."""
    registreer_gevolg(loslaten.VEGER, loslaten.laat_los)
    registreer_verzet("klok", klokverzet)
    registreer_veger(loslaten.VEGER, veeg_belangen)
    registreer_veger(VEGER, veeg_verstreken)
    registreer_veger(ZIENSWIJZEN, veeg_zienswijzen)
    registreer_veger("verlof", veeg_verlof)
    registreer_veger("scorekaarten", veeg_kaarten)
