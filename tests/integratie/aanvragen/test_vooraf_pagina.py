"""The page of the test beforehand: for anyone, with the answers in the address, and nothing stored."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import laad_tranche, openstellen, sluiten
from subsidie.voorbeeld.personen import laad_personen
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START
from tests.infra.werelden import begin_met

ALLES = (
    "aanvrager=gemeente&gemeente=Zwolle+(GM0193)&bouw=nieuwbouw&groepen=statushouders&soorten=zelfstandig"
    "&aarden=flexibel&aantal_woonruimte=40&huur=600&bewoners=2&start=2024-09-01&oplevering=2026-09-01&bestemming=ja"
    "&steun=geen&tekort=ja&tekort_bedrag=400.000"
)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """The six tranches; those that take applications are open, save the one of 2022."""
    begin_met(_open_tranches)
    return app.test_client()


def _open_tranches() -> None:
    with schrijfgrens():
        laad_gemeenten(db.session())
        beheerder = laad_personen(nu=START)["beheerder"]
        for bron in alle_tranches():
            tranche = laad_tranche(bron, aard=Trancheaard.VOORBEELD, door=beheerder, nu=START)
            if bron.regels.kent_aanvragen:
                openstellen(tranche, door=beheerder, nu=START)
            if bron.code == "rha-2022":
                sluiten(tranche, door=beheerder, nu=START + timedelta(days=1))


def test_een_plan_dat_past_krijgt_een_uitkomst_die_geen_besluit_is(client: FlaskClient) -> None:
    antwoord = client.get(f"/vooraf/rha-2023?{ALLES}")
    assert antwoord.status_code == 200
    assert "Uw plan past bij de regels die deze toets kent" in antwoord.text
    assert "Deze uitkomst is geen besluit; u kunt altijd aanvragen." in antwoord.text
    assert "€\N{NO-BREAK SPACE}340.000" in antwoord.text
    assert "Het maximum voor Zwolle" in antwoord.text
    assert "[W38]" in antwoord.text


def test_elke_tranche_met_aanvragen_heeft_de_toets(client: FlaskClient) -> None:
    for code in ("rha-2021", "rha-2022", "rha-2023", "rha-2024-studenten", "rha-2025"):
        leeg = client.get(f"/vooraf/{code}")
        assert (leeg.status_code, "Uitkomst</h2>" in leeg.text) == (200, False), code
        assert "Deze uitkomst is geen besluit" in client.get(f"/vooraf/{code}?bouw=nieuwbouw").text, code


def test_waar_niets_is_aan_te_vragen_zegt_de_pagina_dat(client: FlaskClient) -> None:
    assert "valt niets aan te vragen" in client.get(f"/vooraf/rha-2020?{ALLES}").text


def test_een_gesloten_tranche_is_nog_te_toetsen(client: FlaskClient) -> None:
    pagina = client.get(f"/vooraf/rha-2022?{ALLES}").text
    assert "Deze tranche is gesloten" in pagina
    assert "Per vraag" in pagina


def test_een_tranche_die_er_niet_is_is_een_404(client: FlaskClient) -> None:
    for code in ("bestaat-niet", "%07", "x" * 5000, "😀"):
        assert client.get(f"/vooraf/{code}").status_code == 404


FOUT = [
    ("aantal_woonruimte", "0"), ("aantal_woonruimte", "-4"), ("aantal_woonruimte", "1000000000"),
    ("aantal_woonruimte", "veertig"), ("aantal_woonruimte", "4,5"), ("aantal_woonruimte", "٤٠"),
    ("aantal_woonruimte", "1.00"), ("huur", "0"), ("huur", "1,234"), ("huur", "-600"), ("huur", "9" * 50),
    ("bewoners", "21"), ("start", "2023-02-30"), ("start", "gisteren"), ("start", "0001-01-01"),
    ("oplevering", "2024-08-31"), ("tekort_bedrag", "9000000000000"), ("gemeente", "Atlantis"),
    ("gemeente", "om\N{RIGHT-TO-LEFT OVERRIDE}"), ("gemeente", "x" * 5000), ("bouw", "kasteel"),
    ("groepen", "iedereen"), ("soorten", "<b>tent</b>"), ("steun", "woningbouwimpuls"), ("tekort", "nee"),
]  # fmt: skip


def test_wat_niet_kan_staat_bij_het_veld_en_wat_getypt_is_staat_er_nog(client: FlaskClient) -> None:
    for veld, waarde in FOUT:
        velden: MultiDict[str, str] = MultiDict()
        for naam, _, getypt in (deel.partition("=") for deel in ALLES.replace("+", " ").split("&")):
            velden.add(naam, getypt)
        velden.setlist(veld, [*(["geen"] if veld == "steun" else []), waarde])
        antwoord = client.get("/vooraf/rha-2023", query_string=velden)
        assert antwoord.status_code == 422, (veld, waarde)
        assert f'id="{"tekort_bedrag" if veld == "tekort" else veld}-fout"' in antwoord.text, (veld, waarde)
        assert "Uitkomst</h2>" not in antwoord.text
        assert "<b>tent" not in antwoord.text
        if veld.startswith(("aantal", "huur")):
            assert f'value="{waarde}"' in antwoord.text, (veld, waarde)


def test_wat_de_toets_niet_kent_slaat_zij_over(client: FlaskClient) -> None:
    assert client.get("/vooraf/rha-2023?gek=1&utm=2").status_code == 200
    assert "Uitkomst</h2>" not in client.get("/vooraf/rha-2023?gek=1").text


def test_de_toets_bewaart_niets_ook_geen_koekje(client: FlaskClient) -> None:
    antwoord = client.get(f"/vooraf/rha-2023?{ALLES}")
    assert "Set-Cookie" not in antwoord.headers
    assert "csrf_token" not in antwoord.text
