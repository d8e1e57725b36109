"""Declaring an interest on the page of an application: who may, what it does, and who sees it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.belangen import Belangwereld, belangwereld
from tests.fabrieken.concepten import gemeentepersoon
from tests.fabrieken.inloggen import als

HUIS = "https://localhost"
PAD = "/aanvragen/A1/belang"


@pytest.fixture
def wereld(app: Flask) -> Belangwereld:
    return belangwereld()


def _open(browser: FlaskClient, pad: str = PAD) -> TestResponse:
    return browser.get(pad, base_url=HUIS)


def _verstuur(browser: FlaskClient, pad: str = PAD, **velden: str) -> TestResponse:
    merk = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', _open(browser, pad).text)
    assert merk is not None
    return browser.post(pad, data={**velden, "csrf_token": merk[1]}, base_url=HUIS)


def _als(app: Flask, wie: Gebruiker) -> FlaskClient:
    return als(app.test_client(), wie, nu())


def test_een_ja_haalt_alle_knoppen_weg_en_zegt_waarom(app: Flask, wereld: Belangwereld) -> None:
    browser = _als(app, wereld.personen["behandelaar"])
    assert "Stichting Wonen Zuid" in _open(browser).text
    assert "Belang melden" in _open(browser, "/aanvragen/A1").text
    antwoord = _verstuur(browser, heeft_belang="ja", toelichting="mijn zus bouwt het")
    assert antwoord.location == "/aanvragen/A1"
    pagina = _open(browser, "/aanvragen/A1").text
    assert "U hebt een verklaard belang bij deze aanvraag" in pagina
    assert "Belang melden" not in pagina
    opnieuw = _open(browser).text
    assert "Die verklaring blijft staan" in opnieuw
    assert 'name="heeft_belang"' not in opnieuw


def test_een_nee_is_vastgelegd_en_kan_nog_een_ja_worden(app: Flask, wereld: Belangwereld) -> None:
    browser = _als(app, wereld.personen["beslisser"])
    assert _verstuur(browser, heeft_belang="nee").location == "/aanvragen/A1"
    assert "dat u geen belang hebt" in _open(browser).text
    assert _verstuur(browser, heeft_belang="ja", toelichting="toch wel").status_code == 302


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({}, "Kies ja of nee"),
        ({"heeft_belang": "misschien"}, "Kies"),
        ({"heeft_belang": "ja", "toelichting": " "}, "Vul in welk belang er is in"),
        ({"heeft_belang": "ja", "toelichting": "x" * 501}, "hoogstens 500 tekens"),
    ],
)
def test_wat_niet_klopt_staat_bij_het_veld(
    app: Flask, wereld: Belangwereld, velden: dict[str, str], melding: str
) -> None:
    antwoord = _verstuur(_als(app, wereld.personen["behandelaar"]), **velden)
    assert antwoord.status_code == 422
    if velden.get("heeft_belang") != "misschien":
        assert melding in antwoord.text


def test_wie_een_geregistreerd_belang_heeft_leest_dat_en_verklaart_niet_vrij_te_zijn(
    app: Flask, wereld: Belangwereld
) -> None:
    wie = wereld.personen["behandelaar"]
    wereld.in_partij(wie, nu=nu(), vanaf=nu().date())
    browser = _als(app, wie)
    assert "U hebt een geregistreerd belang in Wonen-Zuid B.V." in _open(browser, "/aanvragen/A1").text
    assert "U hebt een" not in _open(browser, "/aanvragen/A2").text
    antwoord = _verstuur(browser, heeft_belang="nee")
    assert antwoord.status_code == 422
    assert "Wonen-Zuid B.V." in antwoord.text


def test_een_beoordelaar_ziet_alleen_de_pagina_van_wat_van_hem_is(app: Flask, wereld: Belangwereld) -> None:
    wie = wereld.personen["beoordelaar"]
    browser = _als(app, wie)
    assert _open(browser).status_code == 404
    with schrijfgrens():
        betrek(wereld.aanvraag, wie, Functiegroep.BEOORDELING, nu=nu())
    assert _open(browser).status_code == 200


def test_de_beheerder_en_de_auditor_zien_verklaringen_en_de_gemeente_niet(
    app: Flask, wereld: Belangwereld
) -> None:
    wereld.verklaar(wereld.personen["behandelaar"], heeft_belang=True, nu=nu())
    for rol in ("beheerder", "auditor"):
        browser = _als(app, wereld.personen[rol])
        lijst = _open(browser, "/beheer/belangen/verklaringen?uitkomst=ja").text
        assert "mijn zus bouwt het" in lijst
        assert "A1" in lijst
        assert "mijn zus" in _open(browser, "/beheer/belangen/verklaringen?uitvoer=csv").text
        assert "mijn zus" not in _open(browser, "/beheer/belangen/verklaringen?uitkomst=nee").text
    with schrijfgrens():
        zwolle = gemeentepersoon("Zwolle", rol=Rol.TEKENBEVOEGDE)
    gemeente = _als(app, zwolle)
    pagina = _open(gemeente, "/aanvragen/A1")
    assert pagina.status_code == 200
    assert "belang" not in re.sub(r"<[^>]*>", " ", pagina.text).lower().replace("belangrijk", "")
    assert _open(gemeente).status_code == 403
    assert _open(gemeente, "/beheer/belangen/verklaringen").status_code == 403


def test_een_collega_ziet_in_de_tijdlijn_niets_van_een_verklaring(app: Flask, wereld: Belangwereld) -> None:
    wereld.verklaar(wereld.personen["behandelaar"], heeft_belang=True, nu=nu())
    pagina = _open(_als(app, wereld.personen["beslisser"]), "/aanvragen/A1").text
    assert "mijn zus" not in pagina
    assert "Verklaring over een eigen belang" not in pagina
