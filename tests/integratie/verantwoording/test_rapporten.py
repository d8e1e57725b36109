"""The annual report and the progress letter: counted from what was decided and built, published figures beside it."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from werkzeug.datastructures import MultiDict

from subsidie.aanvragen.service import get_aanvraag
from subsidie.documenten.sjablonen import maak_html
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.realisatie.plan import maak_ontbrekende
from subsidie.tranches.lezen import get_tranche
from subsidie.tranches.models import Trancheaard
from subsidie.verantwoording.jaarbericht import lees_jaarbericht, vraag_jaarbericht_aan
from subsidie.verantwoording.monitorbeeld import lees_monitor
from subsidie.verantwoording.voortgang import lees_voortgang, vraag_voortgang_aan
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvaller import verander_buiten_om
from tests.fabrieken.inloggen import als
from tests.fabrieken.realisatierijen import geleverd
from tests.fabrieken.tranches import START
from tests.fabrieken.verdelingen import BEKENDMAKING, bekende_tranche

LATER = date(BEKENDMAKING.year + 2, 6, 1)
"""A day on which the year of the award is long over."""


@pytest.fixture
def personen(app: Flask) -> dict:
    """A tranche that was decided, with plans, and two homes of A-01 that stand."""
    _, gevonden, _ = bekende_tranche()
    with schrijfgrens():
        maak_ontbrekende(START)
    return gevonden


def test_een_jaarbericht_telt_wat_aan_het_eind_van_het_jaar_stond(personen: dict) -> None:
    tranche = get_tranche("rha-2023")
    with schrijfgrens():
        geleverd(
            get_aanvraag("A-01"), aantal=2, gemeld_op=BEKENDMAKING + timedelta(days=60),
            opgeleverd_op=BEKENDMAKING.date() + timedelta(days=30),
        )  # fmt: skip
    jaar = BEKENDMAKING.year
    bericht = lees_jaarbericht(tranche, str(jaar), vandaag=date(jaar + 1, 6, 1))
    assert bericht is not None
    assert (bericht.totaal.geleverd, bericht.totaal.in_jaar, bericht.peildatum) == (2, 2, date(jaar, 12, 31))
    volgend = lees_jaarbericht(tranche, str(jaar + 1), vandaag=date(jaar + 1, 6, 1))
    assert volgend is not None
    assert (volgend.totaal.geleverd, volgend.totaal.in_jaar, volgend.loopt) == (2, 0, True)
    assert volgend.totaal.beloofd == sum(een.beloofd for een in volgend.regels) > 0
    with pytest.raises(OngeldigeInvoer):
        lees_jaarbericht(tranche, "1999", vandaag=LATER)


def test_dezelfde_cijfers_geven_hetzelfde_stuk_en_het_stuk_is_te_lezen(personen: dict) -> None:
    tranche, door = get_tranche("rha-2023"), personen["behandelaar"]
    with schrijfgrens():
        eerste = vraag_jaarbericht_aan(tranche, "", door=door, nu=BEKENDMAKING)
        assert vraag_jaarbericht_aan(tranche, "", door=door, nu=BEKENDMAKING).id == eerste.id
        brief = vraag_voortgang_aan(door=door, nu=BEKENDMAKING)
    assert "Per project" in maak_html(eerste.sjabloon, json.loads(eerste.gegevens))
    tekst = maak_html(brief.sjabloon, json.loads(brief.gegevens))
    assert "21.380" in tekst
    assert "20.176" in tekst


def test_de_voortgang_zet_gepubliceerde_cijfers_naast_wat_hier_is_geteld(personen: dict) -> None:
    (een,) = lees_voortgang(nu=BEKENDMAKING).tranches
    assert een.gepubliceerd == 4365  # Kamerbrief 32 847 nr. 1193
    assert een.verschil == een.beloofd - 4365


def test_de_paginas_komen_ook_als_werkmap(app: Flask, personen: dict) -> None:
    client: FlaskClient = als(app.test_client(), personen["behandelaar"], nu())
    for adres, kop in (("/voortgang", "Voortgang"), ("/tranches/rha-2023/jaarbericht", "Jaarbericht")):
        assert client.get(adres).status_code == 200
        boek = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{adres}?uitvoer=xlsx").data))
        assert boek.get_sheet_by_index(0).to_python()[0][0].startswith(kop)
    assert client.get("/tranches/rha-2023/jaarbericht?jaar=1999").status_code == 422


def test_een_oefentranche_telt_nergens_mee_tot_iemand_haar_kiest(app: Flask, personen: dict) -> None:
    behandelaar = als(app.test_client(), personen["behandelaar"], nu())
    openbaar = "/api/v1/toekenningen"
    assert (lees_monitor(MultiDict(), dag=LATER).totaal.toekenningen, len(_items(app, openbaar))) == (5, 5)
    verander_buiten_om(f"UPDATE tranche SET aard = '{Trancheaard.OEFEN}'", "tranche")
    assert lees_monitor(MultiDict(), dag=LATER).totaal.toekenningen == 0
    assert lees_monitor(MultiDict({"tranche": "rha-2023"}), dag=LATER).totaal.toekenningen == 5
    assert (_items(app, openbaar), _items(app, "/api/v1/tranches")) == ([], [])
    assert "behalve oefentranches" in behandelaar.get("/monitor").text


def _items(app: Flask, adres: str) -> list[object]:
    items: list[object] = app.test_client().get(adres).get_json()["items"]
    return items
