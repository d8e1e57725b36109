"""Reminders: in time, once, and again when the window is extended; never about what was filed or answered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.herinneren import Herinnering, herinner, list_herinneringen
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.berichten.models import Bericht, Berichtgroep, Bezorging
from subsidie.berichten.service import zet_voorkeuren
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.service import tijdvak_op, verleng_tijdvak
from subsidie.web.db import db
from tests.fabrieken.aanvullingen import richt_aanvulwereld_in
from tests.fabrieken.concepten import NU, concept, gemeentepersoon, open_oefentranche

Schrijf = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def schrijver(app: Flask, schrijf: Schrijf) -> Gebruiker:
    with schrijf():
        laad_gemeenten(db.session())
        return gemeentepersoon("Schrijver", rol=Rol.TEKENBEVOEGDE)


@pytest.fixture
def aanvraag(schrijver: Gebruiker, schrijf: Schrijf) -> Aanvraag:
    with schrijf():
        return concept(open_oefentranche(), schrijver)


def _sluit(aanvraag: Aanvraag) -> datetime:
    tijdvak = tijdvak_op(aanvraag.tranche, NU)
    assert tijdvak is not None
    assert tijdvak.sluit is not None
    return tijdvak.sluit


def _stuur(wat: list[Herinnering], schrijf: Schrijf, nu: datetime) -> None:
    for een in wat:
        with schrijf():
            herinner(een, nu=nu)


def test_een_week_en_een_dag_voor_de_sluiting_en_elk_een_keer(aanvraag: Aanvraag, schrijf: Schrijf) -> None:
    sluit = _sluit(aanvraag)
    assert list_herinneringen(nu=sluit - timedelta(days=8)) == []
    week = sluit - timedelta(days=6)
    (eerste,) = list_herinneringen(nu=week)
    assert eerste.nummer == aanvraag.nummer
    _stuur([eerste], schrijf, week)
    assert list_herinneringen(nu=week) == []
    dag = sluit - timedelta(hours=20)
    (tweede,) = list_herinneringen(nu=dag)
    _stuur([tweede, tweede], schrijf, dag)
    assert list_herinneringen(nu=dag) == []
    assert len(db.session.scalars(select(Bericht)).all()) == 2
    assert list_herinneringen(nu=sluit + timedelta(seconds=1)) == []


def test_wie_laat_begint_krijgt_er_een_en_geen_twee(aanvraag: Aanvraag, schrijf: Schrijf) -> None:
    dag = _sluit(aanvraag) - timedelta(hours=2)
    assert len(list_herinneringen(nu=dag)) == 1


def test_een_verlenging_heeft_herinneringen_van_zichzelf(aanvraag: Aanvraag, schrijf: Schrijf) -> None:
    sluit = _sluit(aanvraag)
    dag = sluit - timedelta(hours=20)
    _stuur(list_herinneringen(nu=dag), schrijf, dag)
    with schrijf():
        verleng_tijdvak(
            aanvraag.tranche, sluit=sluit + timedelta(days=5), bron="Stcrt 2026, 1", door=None, nu=dag
        )
    assert len(list_herinneringen(nu=dag)) == 1


def test_wie_geen_herinneringen_wil_krijgt_het_bericht_zonder_mail(
    aanvraag: Aanvraag, schrijver: Gebruiker, schrijf: Schrijf
) -> None:
    week = _sluit(aanvraag) - timedelta(days=6)
    with schrijf():
        zet_voorkeuren(schrijver, {Berichtgroep.HERINNERING: False}, nu=week)
    _stuur(list_herinneringen(nu=week), schrijf, week)
    assert len(db.session.scalars(select(Bericht)).all()) == 1
    assert db.session.scalars(select(Bezorging)).all() == []


def test_een_termijn_om_aan_te_vullen_die_bijna_om_is_en_niet_wat_is_aangevuld(
    app: Flask, schrijf: Schrijf
) -> None:
    wereld = richt_aanvulwereld_in()
    verzoek = wereld.vraag()
    laatste = moment_in_amsterdam(verzoek.termijn_tot, time(9))
    assert [
        een for een in list_herinneringen(nu=laatste - timedelta(days=4)) if "aanvul" in een.sleutel
    ] == []
    (een,) = [een for een in list_herinneringen(nu=laatste) if "aanvul" in een.sleutel]
    assert een.nummer == wereld.aanvraag.nummer
    wereld.vul_aan(op=laatste)
    assert [een for een in list_herinneringen(nu=laatste) if "aanvul" in een.sleutel] == []
