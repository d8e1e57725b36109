"""The pages of a request to change: the effect before filing, each side its own, nothing of the advice outside."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from subsidie.accounts.models import Rol
from subsidie.realisatie.wijzigingen import bewaar_advies, list_verzoeken, pak_op
from subsidie.web.klok import nu as echt_nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.afrekenen import NU, Afrekenwereld, afrekenwereld
from tests.fabrieken.inloggen import als
from tests.fabrieken.toekenningen import persoon
from tests.fabrieken.wijzigingen import ingediend, tekenbevoegde

VRAGEN, VERZOEK, BEHANDELEN = "/aanvragen/A1/wijzigen", "/aanvragen/A1/wijziging/A1-W1", "/wijzigingen/A1-W1"
GETYPT = {"lijn_1": "16", "dag_gereed": "2034-12-31", "reden": "De grond is vervuild."}


@pytest.fixture
def wereld(app: Flask) -> Afrekenwereld:
    return afrekenwereld()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def stuur(client: FlaskClient, pad: str, van: str, **velden: Any) -> TestResponse:
    """POST ``velden`` to ``pad`` with the token of the page ``van``; a redirect is followed."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(van).text)
    assert token
    return client.post(pad, data={**velden, "csrf_token": token[1]}, follow_redirects=True)


def gezien(pagina: str) -> str:
    gevonden = re.search(r'name="gezien"[^>]*value="([0-9a-f]{64})"', pagina)
    assert gevonden
    return gevonden[1]


def test_een_tekenbevoegde_ziet_eerst_het_gevolg_en_dient_dan_in(
    wereld: Afrekenwereld, client: FlaskClient
) -> None:
    als(client, tekenbevoegde(wereld), echt_nu())
    beeld = stuur(client, VRAGEN, VRAGEN, **GETYPT, doe="tonen")
    assert beeld.status_code == 200
    assert "80.000" in beeld.text
    assert "31 december 2034" in beeld.text
    assert list_verzoeken(wereld.aanvraag) == []
    # Who changes a number after looking, looks again.
    anders = stuur(
        client, VRAGEN, VRAGEN, **{**GETYPT, "lijn_1": "17"}, doe="indienen", gezien=gezien(beeld.text)
    )
    assert anders.status_code == 422
    assert "Dit is niet meer wat u zag" in anders.text
    assert "85.000" in anders.text
    klaar = stuur(client, VRAGEN, VRAGEN, **GETYPT, doe="indienen", gezien=gezien(beeld.text))
    assert "Uw verzoek is ingediend. Het kenmerk is A1-W1." in klaar.text
    assert "Er loopt al een verzoek" in client.get(VRAGEN).text
    assert "Verzoek A1-W1" in client.get("/aanvragen/A1/realisatie").text


def test_wat_niet_kan_staat_bij_het_veld_en_alles_blijft_staan(
    wereld: Afrekenwereld, client: FlaskClient
) -> None:
    als(client, tekenbevoegde(wereld), echt_nu())
    fout = stuur(
        client, VRAGEN, VRAGEN, lijn_1="-3,5", dag_gereed="morgen", reden="Omdat.", groep_2="studenten<"
    )
    assert fout.status_code == 422
    for tekst in ("geen heel getal", "Dit is geen dag", "Kies een doelgroep uit de lijst.", "Omdat."):
        assert tekst in fout.text
    half = stuur(client, VRAGEN, VRAGEN, **{**GETYPT, "lijn_1": "14"}, lijn_2="4", doe="tonen")
    assert "Kies de doelgroep." in half.text
    te_weinig = stuur(client, VRAGEN, VRAGEN, **{**GETYPT, "lijn_1": "14"}, doe="tonen")
    assert "al 15 gemeld of opgeleverd" in te_weinig.text


def test_een_opsteller_mag_rekenen_en_niet_indienen(wereld: Afrekenwereld, client: FlaskClient) -> None:
    with schrijfgrens():
        opsteller = persoon(Rol.OPSTELLER, wereld.aanvraag.gm_code)
    als(client, opsteller, echt_nu())
    beeld = stuur(client, VRAGEN, VRAGEN, **GETYPT, doe="indienen")
    assert "Alleen een tekenbevoegde kan dit indienen" in beeld.text
    assert list_verzoeken(wereld.aanvraag) == []


def test_een_andere_gemeente_ziet_een_404(wereld: Afrekenwereld, client: FlaskClient) -> None:
    ingediend(wereld, tekenbevoegde(wereld))
    with schrijfgrens():
        ander = persoon(Rol.TEKENBEVOEGDE, "GM0363")
    als(client, ander, echt_nu())
    for pad in (VRAGEN, VERZOEK, f"{VERZOEK}/intrekken"):
        assert client.get(pad).status_code == 404


def test_de_gemeente_ziet_niets_van_advies_of_concept(wereld: Afrekenwereld, client: FlaskClient) -> None:
    gemeente, behandelaar = tekenbevoegde(wereld), wereld.personen["behandelaar"]
    verzoek = ingediend(wereld, gemeente)
    with schrijfgrens():
        pak_op(verzoek, door=behandelaar, nu=NU)
        bewaar_advies(verzoek, advies="Inwilligen, want de grond is vervuild.", door=behandelaar, nu=NU)
    als(client, behandelaar, echt_nu())
    assert "A1-W1" in client.get("/wijzigingen").text
    assert "ander aantal woonruimten" in client.get("/wijzigingen?uitvoer=csv").text
    assert "Inwilligen, want" in client.get(BEHANDELEN).text
    zonder_reden = stuur(client, f"{BEHANDELEN}/besluit", BEHANDELEN, uitkomst="afwijzen")
    assert zonder_reden.status_code == 422
    assert "Schrijf waarom u het verzoek afwijst." in zonder_reden.text
    opgesteld = stuur(
        client, f"{BEHANDELEN}/besluit", BEHANDELEN, uitkomst="toestaan", voorwaarden="Meld het."
    )
    assert "Besluit A1-B2 is opgesteld" in opgesteld.text
    als(client, gemeente, echt_nu())
    for pad in (VERZOEK, "/aanvragen/A1/realisatie", "/aanvragen/A1"):
        pagina = client.get(pad).text
        assert "Inwilligen, want" not in pagina
        assert "A1-B2" not in pagina
        assert "besluit in voorbereiding" not in pagina
    assert "in behandeling" in client.get(VERZOEK).text
    als(client, wereld.personen["auditor"], echt_nu())
    assert "Besluit terugnemen" not in client.get(BEHANDELEN).text
