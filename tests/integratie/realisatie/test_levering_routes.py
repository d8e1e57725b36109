"""Reporting homes over HTTP: what was typed stays, every fault at its field, looked at before it is sent."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from csv import DictReader
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.realisatie import einde, gebruik, oordelen
from subsidie.realisatie.leveringmodellen import Eindereden, Levering, Woonruimte
from subsidie.realisatie.leveringqueries import list_woonruimten
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.web.db import db
from subsidie.web.klok import nu as echt_nu
from tests.fabrieken.inloggen import als
from tests.fabrieken.leveringen import NU, behandelaar, gemeenteambtenaar, meld, verleend

Schrijf = Callable[[], AbstractContextManager[None]]
REGEL = {"wijze": "1", "postcode": "8011 AB", "huisnummer": "12", "bag_id": "0193010000000001"}


@pytest.fixture
def aanvraag(schrijf: Schrijf) -> Aanvraag:
    with schrijf():
        return verleend()


@pytest.fixture
def ambtenaar(schrijf: Schrijf, aanvraag: Aanvraag) -> Gebruiker:
    with schrijf():
        return gemeenteambtenaar(aanvraag)


@pytest.fixture
def browser(app: Flask, ambtenaar: Gebruiker) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    return als(app.test_client(), ambtenaar, echt_nu())


def getypt(doe: str, *regels: dict[str, str], **anders: str) -> dict[str, str]:
    """The form as a browser sends it."""
    velden = {"deel": "1", "opgeleverd_op": "2025-05-01", "toelichting": "", "doe": doe} | anders
    for nummer, regel in enumerate(regels, start=1):
        velden |= {f"regels-{nummer}-{naam}": tekst for naam, tekst in regel.items()}
    return velden


def verborgen(antwoord: TestResponse, naam: str) -> str:
    gevonden = re.search(rf'name="{naam}" value="([^"]*)"', antwoord.text)
    assert gevonden is not None
    return gevonden[1]


def leveringen() -> int:
    return db.session.scalar(select(func.count()).select_from(Levering)) or 0


def test_typen_nakijken_en_melden(browser: FlaskClient, aanvraag: Aanvraag) -> None:
    adres = f"/aanvragen/{aanvraag.nummer}/leveringen/nieuw"
    meer = browser.post(adres, data=getypt("meer", REGEL, *[{"postcode": ""}] * 4))
    assert (meer.status_code, meer.text.count('-postcode" name=')) == (200, 10)
    nakijken = browser.post(adres, data=getypt("controleer", REGEL, {}, toelichting="Blok A is klaar."))
    assert "Kijk uw melding na" in nakijken.text
    assert leveringen() == 0
    rijen = {"rijen": verborgen(nakijken, "rijen"), "toelichting": "Blok A is klaar."}
    terug = browser.post(adres, data={**rijen, "doe": "terug"})
    assert 'value="0193010000000001"' in terug.text
    gemeld = browser.post(adres, data={**rijen, "doe": "meld"}, follow_redirects=True)
    assert gemeld.request.path == f"/aanvragen/{aanvraag.nummer}/leveringen/{aanvraag.nummer}-L1"
    assert "1 woonruimte is gemeld" in gemeld.text
    nog_eens = browser.post(adres, data={**rijen, "doe": "meld"})
    assert (nog_eens.status_code, "staat er al" in nog_eens.text, leveringen()) == (422, True, 1)


def test_een_fout_staat_bij_haar_veld_en_wat_getypt_is_blijft(
    browser: FlaskClient, aanvraag: Aanvraag
) -> None:
    fout = getypt("controleer", REGEL, REGEL | {"huisnummer": "-2<b>"}, opgeleverd_op="2999-01-01")
    antwoord = browser.post(f"/aanvragen/{aanvraag.nummer}/leveringen/nieuw", data=fout)
    assert antwoord.status_code == 422
    assert 'id="regels-2-huisnummer-fout"' in antwoord.text
    assert "-2&lt;b&gt;" in antwoord.text
    fout["regels-2-huisnummer"] = "14"
    fout["regels-2-bag_id"] = "0193010000000002"
    antwoord = browser.post(f"/aanvragen/{aanvraag.nummer}/leveringen/nieuw", data=fout)
    assert 'id="opgeleverd_op-fout"' in antwoord.text
    assert leveringen() == 0


@pytest.mark.parametrize(
    "data",
    [
        {"doe": "meld", "rijen": "onzin"}, {"doe": "meld"}, {}, {"doe": "weg-99999"}, {"doe": "controleer"},
        {"doe": "controleer", "regels-1-postcode": "\x00", "regels-9999-ruimte": "x" * 5000},
    ],
)  # fmt: skip
def test_een_verknoeid_formulier_bewaart_niets_en_valt_niet_om(
    browser: FlaskClient, aanvraag: Aanvraag, data: dict[str, str]
) -> None:
    antwoord = browser.post(f"/aanvragen/{aanvraag.nummer}/leveringen/nieuw", data=data)
    assert antwoord.status_code in (200, 400, 422)
    assert leveringen() == 0


def test_een_werkblad_met_tweeduizend_regels_gaat_heel_door(
    browser: FlaskClient, aanvraag: Aanvraag, schrijf: Schrijf
) -> None:
    adres = f"/aanvragen/{aanvraag.nummer}/leveringen/importeren"
    kop = "Deel;Opgeleverd op;Soort woonruimte;BAG-nummer;Postcode;Huisnummer;Toevoeging;Kamer of unit"
    soort = "Statushouders, permanent, zelfstandig"
    rijen = [f"1;1-{1 + nummer % 2}-2025;{soort};;8011 AB;{nummer};;" for nummer in range(1, 2001)]
    te_veel = browser.post(
        adres, data={"doe": "lees", "bestand": (io.BytesIO("\n".join([kop, *rijen]).encode()), "w.csv")}
    )
    assert (te_veel.status_code, "U kunt er nog 20 melden, en dit zijn er 2.000" in te_veel.text) == (
        422,
        True,
    )
    goed = browser.post(
        adres, data={"doe": "lees", "bestand": (io.BytesIO("\n".join([kop, *rijen[:20]]).encode()), "w.csv")}
    )
    velden = {"doe": "meld", "rijen": verborgen(goed, "rijen"), "toelichting": ""}
    gemeld = browser.post(adres, data=velden, content_type="multipart/form-data")
    assert gemeld.status_code == 302
    assert leveringen() == 2  # two days, so two deliveries
    assert db.session.scalar(select(func.count()).select_from(Woonruimte)) == 20


def test_het_sjabloon_en_de_lijst_zijn_te_downloaden(
    browser: FlaskClient,
    schrijf: Schrijf,
    aanvraag: Aanvraag,
    ambtenaar: Gebruiker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with schrijf():
        meld(aanvraag, ambtenaar, {"ruimte": "=1+1"}, {"huisnummer": "8"})
    sjabloon = browser.get(f"/aanvragen/{aanvraag.nummer}/leveringen/sjabloon.xlsx")
    assert (sjabloon.status_code, sjabloon.data[:2]) == (200, b"PK")
    csv = browser.get(f"/aanvragen/{aanvraag.nummer}/woonruimten?uitvoer=csv")
    assert "attachment" in csv.headers["Content-Disposition"]
    kop, *rijen = csv.text.splitlines()
    assert (kop.startswith("levering,regel,nummer,"), len(rijen)) == (True, 2)
    assert ",'=1+1," in rijen[0]  # no spreadsheet runs it
    for hoogste in (20_000, 1):  # with headings and dates, and row by row
        monkeypatch.setattr("subsidie.realisatie.woonruimte_routes.HOOGSTE_OPGEMAAKT", hoogste)
        assert browser.get("/woonruimten?uitvoer=xlsx").data.startswith(b"PK")


def test_de_lijst_kiest_wat_in_gebruik_is_wat_nog_niet_en_wat_niet_meer(
    browser: FlaskClient, aanvraag: Aanvraag, ambtenaar: Gebruiker, schrijf: Schrijf
) -> None:
    with schrijf():
        gemeld = meld(aanvraag, ambtenaar, {}, {}, {})
        oordelen.beoordeel(gemeld, Meldingstand.AANVAARD, door=behandelaar(), nu=NU)
        bewoond, weg, _ = list_woonruimten(gemeld)
        for een in (bewoond, weg):
            gebruik.meld_gebruik_van(een, date(2025, 5, 10), door=ambtenaar, nu=NU)
        einde.meld_einde(
            weg,
            per=date(2025, 6, 1),
            reden=Eindereden.VERKOCHT,
            toelichting="Verkocht.",
            door=ambtenaar,
            nu=NU,
        )
    for keuze, huisnummer in (("ja", "1"), ("weg", "2"), ("nee", "3")):
        assert browser.get(f"/woonruimten?gebruik={keuze}").status_code == 200
        rijen = DictReader(io.StringIO(browser.get(f"/woonruimten?gebruik={keuze}&uitvoer=csv").text))
        assert [rij["huisnummer"] for rij in rijen] == [huisnummer]


def test_een_andere_gemeente_ziet_een_404(
    app: Flask, schrijf: Schrijf, aanvraag: Aanvraag, ambtenaar: Gebruiker
) -> None:
    with schrijf():
        gemeld = meld(aanvraag, ambtenaar, {})
        ander = gemeenteambtenaar(verleend())
    app.config["WTF_CSRF_ENABLED"] = False
    vreemde = als(app.test_client(), ander, echt_nu())
    basis, hier = f"/aanvragen/{aanvraag.nummer}", f"leveringen/{gemeld.kenmerk}"
    paden = (
        "leveringen", "leveringen/nieuw", "leveringen/importeren", "leveringen/sjabloon.xlsx", "woonruimten", hier,
        f"{hier}/verbeteren", f"{hier}/sjabloon.xlsx", f"{hier}/1", f"{hier}/1/einde", f"{hier}/1/gebruik",
    )  # fmt: skip
    for pad in paden:
        assert vreemde.get(f"{basis}/{pad}").status_code == 404, pad
    assert (
        vreemde.post(f"{basis}/leveringen/{gemeld.kenmerk}/gebruik", data={"dag": "2025-05-02"}).status_code
        == 404
    )
    assert gemeld.kenmerk not in vreemde.get("/woonruimten").text


@pytest.mark.parametrize("pad", ["leveringen/x'--", "leveringen/{0}-L1/99999999999999999999"])
def test_een_adres_dat_niet_bestaat_is_een_404(browser: FlaskClient, aanvraag: Aanvraag, pad: str) -> None:
    antwoord = browser.get(f"/aanvragen/{aanvraag.nummer}/{pad.format(aanvraag.nummer)}")
    assert antwoord.status_code == 404


def test_de_pagina_van_een_levering_en_van_een_woonruimte_volgen_de_stand(
    browser: FlaskClient, app: Flask, schrijf: Schrijf, aanvraag: Aanvraag, ambtenaar: Gebruiker
) -> None:
    with schrijf():
        gemeld = meld(aanvraag, ambtenaar, {})
        wie = behandelaar()
    adres = f"/aanvragen/{aanvraag.nummer}/leveringen/{gemeld.kenmerk}"
    assert "Uw oordeel" in als(app.test_client(), wie, echt_nu()).get(adres).text
    assert "Uw oordeel" not in browser.get(adres).text
    assert browser.post(f"{adres}/gebruik", data={"dag": "2025-05-02"}).status_code == 422
    with schrijf():
        oordelen.beoordeel(gemeld, Meldingstand.AANVAARD, door=wie, nu=NU)
    assert browser.post(f"{adres}/gebruik", data={"dag": "gisteren"}).status_code == 422
    assert browser.post(f"{adres}/gebruik", data={"dag": "2025-05-02"}).status_code == 302
    assert "2 mei 2025" in browser.get(f"{adres}/1").text
    vervolg = browser.post(
        f"{adres}/1/vervolg", data={"vanaf": "2025-05-03", "postcode": "8012CD", "huisnummer": "9"}
    )
    assert vervolg.status_code == 422  # a permanent home does not move
    leeg = browser.post(f"{adres}/1/einde", data={"per": "2025-06-01", "reden": "zomaar"})
    assert leeg.status_code == 422
    einde = {"per": "2025-06-01", "reden": "verkocht", "toelichting": "Verkocht."}
    assert browser.post(f"{adres}/1/einde", data=einde).status_code == 302
    assert "Niet meer voor de doelgroep sinds 1 juni 2025" in browser.get(f"{adres}/1").text


def test_na_een_vraag_staat_alles_klaar_om_te_verbeteren(
    browser: FlaskClient, schrijf: Schrijf, aanvraag: Aanvraag, ambtenaar: Gebruiker
) -> None:
    with schrijf():
        gemeld = meld(aanvraag, ambtenaar, {}, {"huisnummer": "7"})
    adres = f"/aanvragen/{aanvraag.nummer}/leveringen/{gemeld.kenmerk}"
    assert browser.get(f"{adres}/verbeteren").location == adres  # nothing was asked
    with schrijf():
        oordelen.beoordeel(gemeld, Meldingstand.VRAAG, oordeel="Klopt nummer 7?", door=behandelaar(), nu=NU)
    formulier = browser.get(f"{adres}/verbeteren").text
    assert "Klopt nummer 7?" in formulier
    assert re.search(r'name="regels-2-huisnummer" value="7"', formulier)
    regels = [{"wijze": "1", "postcode": "8011AB", "huisnummer": nummer} for nummer in ("1", "9")]
    nakijken = browser.post(f"{adres}/verbeteren", data=getypt("controleer", *regels))
    velden = {"doe": "meld", "rijen": verborgen(nakijken, "rijen"), "toelichting": "Het is 9."}
    assert browser.post(f"{adres}/verbeteren", data=velden).status_code == 302
    db.session.expire_all()
    assert [een.huisnummer for een in list_woonruimten(gemeld)] == [1, 9]
    assert gemeld.stand is Meldingstand.GEMELD
    assert (
        browser.post(f"{adres}/verbeteren", data=velden).status_code == 422
    )  # it waits for the ministry again
