"""The public page tells the commitment before the draw, and the outcome only once it was notified."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from subsidie.beschikkingen.service import bekendmaken
from subsidie.documenten.service import maak_wachtende
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import (
    START,
    aanvraag,
    besluit,
    definitie,
    neem_alles_op,
    regel,
    richt_in,
    verdeel,
)


def pagina(app: Flask) -> str:
    antwoord = app.test_client().get("/")
    assert antwoord.status_code == 200
    return antwoord.text


def test_zonder_tranches_zegt_de_pagina_wat_u_kunt_doen(app: Flask) -> None:
    assert "make demo" in pagina(app)


def test_de_uitkomst_staat_er_pas_als_alle_besluiten_bekend_zijn(app: Flask, tmp_path: Path) -> None:
    tranche, personen = richt_in(definitie("rha-2022"))
    neem_alles_op(tranche, [aanvraag("A1", "rha", regel("statushouders", 20), euro=100_000)], personen)
    assert "Vastgelegd vóór de trekking" not in pagina(app)
    verdeling = verdeel(tranche, personen)
    besluiten = besluit(verdeling, personen)
    voor = pagina(app)
    assert verdeling.bevroren_sha256 in voor
    assert "VOORBEELD" in voor
    assert "Uitkomst" not in voor
    opslag = LokaleOpslag(tmp_path)
    maak_wachtende(opslag, werkers=1, klok=lambda: START)
    with schrijfgrens():
        getekend = besluiten["A1"].dagtekening
        assert getekend is not None
        bekendmaken(verdeling, opslag=opslag, door=personen["beslisser"], nu=START.replace(day=getekend.day))
    assert "€\xa0100.000" in pagina(app)


def test_de_geschiedenis_van_het_plafond_staat_er_met_bron(app: Flask) -> None:
    richt_in(definitie("rha-2022"))
    tekst = pagina(app)
    assert "€\xa037.100.000" in tekst
    assert "€\xa052.135.000" in tekst
    assert "Stcrt 2022, 25169" in tekst
