"""Open data: what was notified, for everyone and without an account; nothing else, in any form."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from werkzeug.datastructures import MultiDict

from subsidie.aanvragen.service import get_aanvraag
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.realisatie.plan import maak_ontbrekende
from subsidie.register.models import Gemeente
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.verantwoording.monitorbeeld import lees_monitor
from subsidie.verantwoording.opendata import VERZAMELINGEN
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.realisatierijen import besluit_op, geleverd, woonruimte
from tests.fabrieken.tranches import START, besluit
from tests.fabrieken.verdelingen import bekende_tranche, maak_bekend, verdeelde_tranche

KREGEN = ["A-01", "A-02", "B-02", "B-03", "B-04", "B-05", "B-06", "C-01"]
API = "/api/v1"


@pytest.fixture
def wereld(app: Flask) -> FlaskClient:
    """A tranche that was decided, with a plan for each award."""
    bekende_tranche()
    with schrijfgrens():
        maak_ontbrekende(START)
    return app.test_client()


def _items(client: FlaskClient, adres: str) -> list[dict[str, object]]:
    antwoord = client.get(API + adres)
    assert antwoord.status_code == 200, antwoord.text
    items: list[dict[str, object]] = antwoord.get_json()["items"]
    return items


def test_wat_is_bekendgemaakt_is_open_in_elke_vorm(wereld: FlaskClient) -> None:
    items = _items(wereld, "/toekenningen")
    assert len(items) == 5
    assert {een["nummer"] for een in items} <= set(KREGEN)
    assert all(een["toegekendCent"] == een["geldendCent"] for een in items)
    velden = [veld.naam for veld in VERZAMELINGEN["toekenningen"].velden]
    als_csv = list(csv.reader(io.StringIO(wereld.get(f"{API}/toekenningen?formaat=csv").text)))
    als_xlsx = CalamineWorkbook.from_filelike(io.BytesIO(wereld.get(f"{API}/toekenningen?formaat=xlsx").data))
    blad = als_xlsx.get_sheet_by_name("Gegevens").to_python()
    assert als_csv[0] == blad[0] == velden
    assert [rij[0] for rij in als_csv[1:]] == [rij[0] for rij in blad[1:]] == [een["nummer"] for een in items]
    assert [int(rij[8]) for rij in als_csv[1:]] == [een["toegekendCent"] for een in items]


def test_zolang_niet_is_bekendgemaakt_is_er_niets(app: Flask) -> None:
    _, personen, verdeling = verdeelde_tranche()
    client = app.test_client()
    assert _items(client, "/toekenningen") == []  # drawn, agreed
    besluit(verdeling, personen)
    assert _items(client, "/toekenningen") == []  # signed
    maak_bekend(verdeling, behalve=["A-02"])
    assert "A-02" not in {een["nummer"] for een in _items(client, "/toekenningen")}
    assert client.get(f"{API}/toekenningen/A-02").status_code == 404
    assert [een["toekenningen"] for een in _items(client, "/tranches")] == [
        len(_items(client, "/toekenningen"))
    ]


def test_een_later_besluit_telt_pas_als_het_bekend_is_en_het_eerste_blijft_staan(wereld: FlaskClient) -> None:
    eerste = db.session.query(Beschikking).filter_by(verleend_cent=10_000_000).first()
    assert eerste is not None
    nummer = eerste.aanvraag.nummer
    with schrijfgrens():
        later = besluit_op(
            eerste.aanvraag_id, soort=Besluitsoort.WIJZIGING, verleend_cent=4_000_000, vervangt_id=eerste.id,
            status=Besluitstatus.GETEKEND, bekendgemaakt_op=None,
        )  # fmt: skip
    assert wereld.get(f"{API}/toekenningen/{nummer}").get_json()["geldendCent"] == 10_000_000
    with schrijfgrens():
        later.status, later.bekendgemaakt_op = Besluitstatus.BEKENDGEMAAKT, later.dagtekening
    nu_geldt = wereld.get(f"{API}/toekenningen/{nummer}").get_json()
    assert (nu_geldt["toegekendCent"], nu_geldt["geldendCent"], nu_geldt["geldendBesluit"]) == (
        10_000_000, 4_000_000, "wijziging",
    )  # fmt: skip


def test_alleen_wat_is_aanvaard_staat_en_nooit_waar(wereld: FlaskClient) -> None:
    aanvraag = get_aanvraag("A-01")
    with schrijfgrens():
        stand = geleverd(aanvraag, aantal=2, doelgroep="statushouders", aard=Woonruimteaard.PERMANENT)
        kenmerk = stand.kenmerk
        woonruimte(aanvraag=aanvraag, doelgroep="statushouders")  # reported, not looked at yet
    rijen = _items(wereld, "/woonruimten")
    assert [een["kenmerk"] for een in rijen] == [f"{kenmerk}-1", f"{kenmerk}-2"]
    tekst = wereld.get(f"{API}/woonruimten?formaat=csv").text
    assert "8011" not in tekst
    assert wereld.get(f"{API}/woonruimten/{kenmerk}-2").status_code == 200
    assert wereld.get(f"{API}/woonruimten/{kenmerk}-3").status_code == 404
    per_groep = [een for een in _items(wereld, "/realisaties?doelgroep=statushouders") if een["geleverd"]]
    assert [(een["nummer"], een["geleverd"]) for een in per_groep] == [("A-01", 2)]
    dag = date.fromisoformat(str(per_groep[0]["eersteLevering"]))
    assert str(per_groep[0]["laatsteLevering"]) == dag.isoformat() == rijen[0]["opgeleverdOp"]


def test_paginas_sluiten_op_elkaar_aan_en_noemen_de_volgende(wereld: FlaskClient) -> None:
    alles = _items(wereld, "/toekenningen")
    adres, gezien = f"{API}/toekenningen?perPagina=3", []
    while adres:
        blad = wereld.get(adres).get_json()
        gezien += blad["items"]
        adres = blad["_links"].get("next", {}).get("href", "")
    assert gezien == alles
    assert 'rel="next"' in wereld.get(f"{API}/toekenningen?perPagina=3").headers["Link"]


def test_wie_het_al_heeft_hoort_dat_er_niets_veranderde_tot_er_iets_verandert(wereld: FlaskClient) -> None:
    merk = wereld.get(f"{API}/toekenningen").headers["ETag"]
    assert wereld.get(f"{API}/toekenningen", headers={"If-None-Match": merk}).status_code == 304
    assert wereld.get(f"{API}/toekenningen?pagina=2", headers={"If-None-Match": merk}).status_code == 200
    with schrijfgrens():
        leg_vast(
            "aanvraag:plan_gemaakt",
            object_soort="aanvraag",
            object_id="A-01",
            door=None,
            nu=START,
            gegevens={},
        )
    assert wereld.get(f"{API}/toekenningen", headers={"If-None-Match": merk}).status_code == 200


def test_een_programma_krijgt_een_fout_als_gegevens_met_de_kop_van_de_versie(wereld: FlaskClient) -> None:
    antwoord = wereld.get(f"{API}/toekenningen?pagina=nul&zoek=x")
    assert (antwoord.status_code, antwoord.content_type) == (400, "application/problem+json")
    assert [een["name"] for een in antwoord.get_json()["errors"]] == ["zoek", "pagina"]
    assert antwoord.headers["API-Version"] == "1.0.0"
    assert antwoord.headers["Access-Control-Allow-Origin"] == "*"
    assert wereld.get(f"{API}/bestaat-niet").content_type == "application/problem+json"
    assert wereld.get(f"{API}/toekenningen", headers={"Accept": "image/png"}).status_code == 406
    assert wereld.get(f"{API}/toekenningen", headers={"Accept": "text/csv"}).mimetype == "text/csv"
    assert wereld.post(f"{API}/toekenningen").status_code == 405


def test_een_gemeente_wordt_gevonden_bij_haar_opvolger_onder_haar_naam_van_toen(wereld: FlaskClient) -> None:
    alles = _items(wereld, "/toekenningen")
    oud, naam = str(alles[0]["gemeenteCode"]), str(alles[0]["gemeente"])
    nummers = {een["nummer"] for een in alles if een["gemeenteCode"] == oud}
    assert _items(wereld, "/toekenningen?gemeente=GM0150") == []
    with schrijfgrens():
        gemeente = db.session.get_one(Gemeente, oud)
        gemeente.geldig_tot, gemeente.opvolger_gm_code = date(2026, 1, 1), "GM0150"
    gevonden = _items(wereld, "/toekenningen?gemeente=GM0150")
    assert {een["nummer"] for een in gevonden} == nummers
    assert {een["gemeente"] for een in gevonden} == {naam}, "in open data blijft de naam van toen"
    dag = date(2026, 1, 1)
    namen = {een.sleutel: een.naam for een in lees_monitor(MultiDict(), dag=dag).plaatsen}
    assert (namen.get(oud), namen["GM0150"]) == (None, f"Deventer (met {naam})")
    namen = {een.sleutel: een.naam for een in lees_monitor(MultiDict(), dag=dag - timedelta(days=1)).plaatsen}
    assert (namen[oud], namen.get("GM0150")) == (naam, None)
