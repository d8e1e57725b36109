"""The pages of settling and of claims: one step at a time, for who may, and each side its own."""

from __future__ import annotations

import io
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.audit.models import Gebeurtenis
from subsidie.beschikkingen import terug_routes
from subsidie.beschikkingen.models import Beschikking
from subsidie.realisatie import vaststel_routes, vordering_routes
from subsidie.realisatie.vaststellen import list_berekeningen
from subsidie.realisatie.vorderingmodellen import Vorderingstermijn
from subsidie.web.db import db
from subsidie.web.klok import nu as echt_nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.afrekenen import NU, Afrekenwereld, afrekenwereld, verantwoord
from tests.fabrieken.concepten import gemeentepersoon
from tests.fabrieken.inloggen import als
from tests.fabrieken.tranches import START

pytestmark = pytest.mark.usefixtures("papier_hier")
VASTSTELLING = "/aanvragen/A1/vaststelling"
STAP = f"{VASTSTELLING}/stap"


@pytest.fixture
def wereld(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Afrekenwereld:
    zet_klok(monkeypatch, NU)
    return afrekenwereld()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def stuur(client: FlaskClient, pad: str, van: str, **velden: Any) -> TestResponse:
    """POST ``velden`` to ``pad`` with the token of the page ``van``; a redirect is followed."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(van).text)
    assert token
    soort = "multipart/form-data" if "bestand" in velden else None
    return client.post(
        pad, data={**velden, "csrf_token": token[1]}, content_type=soort, follow_redirects=True
    )


def zet_klok(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    for module in (vaststel_routes, vordering_routes):
        monkeypatch.setattr(module, "nu", lambda: moment)


def test_de_pagina_leidt_van_berekening_naar_zienswijze(wereld: Afrekenwereld, client: FlaskClient) -> None:
    verantwoord(wereld)
    als(client, wereld.personen["behandelaar"], echt_nu())
    pagina = client.get(VASTSTELLING).text
    assert "Berekening vastleggen" in pagina
    assert "Statushouders, permanent, zelfstandig: 15 van 20" in pagina
    antwoord = stuur(client, STAP, VASTSTELLING, stap="berekenen")
    assert "Zienswijze vragen" in antwoord.text
    # Whoever still looks at the page of before does not ask twice.
    antwoord = stuur(client, STAP, VASTSTELLING, stap="berekenen")
    assert "Intussen is er iets veranderd" in antwoord.text
    assert len(list_berekeningen(wereld.aanvraag)) == 1
    antwoord = stuur(
        client, STAP, VASTSTELLING, stap="zienswijze_vragen", toelichting="Vijf ontbreken.",
        termijn_tot="2029-02-01",
    )  # fmt: skip
    assert antwoord.status_code == 422
    assert "of later" in antwoord.text
    assert "Vijf ontbreken." in antwoord.text
    gemeente = als(client.application.test_client(), _van_gemeente(wereld.aanvraag.gm_code), echt_nu())
    assert "zienswijze gevraagd" not in gemeente.get("/vandaag").text
    stuur(
        client, STAP, VASTSTELLING, stap="zienswijze_vragen", toelichting="Vijf ontbreken.",
        termijn_tot="2029-06-01",
    )  # fmt: skip
    assert "zienswijze gevraagd" in gemeente.get("/vandaag").text


def test_de_auditor_leest_en_krijgt_geen_knop(wereld: Afrekenwereld, client: FlaskClient) -> None:
    verantwoord(wereld)
    als(client, wereld.personen["auditor"], echt_nu())
    assert "Een behandelaar legt de berekening vast." in client.get(VASTSTELLING).text
    assert STAP not in client.get(VASTSTELLING).text


def test_de_gemeente_ziet_pas_iets_als_het_is_vastgesteld(
    wereld: Afrekenwereld, client: FlaskClient, tmp_path: Path
) -> None:
    verantwoord(wereld)
    wereld.bereken()
    eigen = _van_gemeente(wereld.aanvraag.gm_code)
    vreemd = _van_gemeente("GM0363")
    als(client, eigen, echt_nu())
    assert client.get(VASTSTELLING).status_code == 404
    moment = wereld.zienswijze_voorbij()
    wereld.stel_vast(nu=moment, opslag=tmp_path)
    wereld.vorder_terug(nu=moment, opslag=tmp_path)
    pagina = client.get(VASTSTELLING).text
    assert "€\N{NO-BREAK SPACE}25.000" in pagina or "€ 25.000" in pagina
    assert "14 mei 2029" in pagina
    als(client, vreemd, echt_nu())
    assert client.get(VASTSTELLING).status_code == 404


def test_financieel_boekt_regelt_en_leest_in(
    wereld: Afrekenwereld, client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verantwoord(wereld)
    wereld.bereken()
    moment = wereld.zienswijze_voorbij()
    wereld.stel_vast(nu=moment, opslag=tmp_path)
    wereld.vorder_terug(nu=moment, opslag=tmp_path)
    later = moment + timedelta(days=10)
    zet_klok(monkeypatch, later)
    als(client, wereld.personen["financieel"], echt_nu())
    assert "A1-V1" in client.get("/vorderingen").text
    assert "te_laat" in client.get("/vorderingen?uitvoer=csv").text
    basis = "/vorderingen/A1-V1"
    fout = stuur(client, f"{basis}/regeling", basis, termijnen="1-9-2029 1.000\nmorgen 24.000")
    assert fout.status_code == 422
    assert "Regel 2" in fout.text
    assert "morgen 24.000" in fout.text
    stuur(client, f"{basis}/regeling", basis, termijnen="1-9-2029 1.000\n2029-12-01 24.000,00")
    # Drawn up, to be signed by a beslisser: nothing holds yet, and it can be taken back.
    assert db.session.scalar(select(func.max(Vorderingstermijn.regeling))) == 1
    assert "wacht op de handtekening" in client.get(basis).text
    assert "is al opgesteld" in stuur(client, f"{basis}/regeling", basis, termijnen="1-9-2029 25.000").text
    stuur(client, f"{basis}/terugnemen", basis, reden="De gemeente vroeg een andere dag.")
    assert "wacht op de handtekening" not in client.get(basis).text
    fout = stuur(client, f"{basis}/ontvangst", basis, bedrag="1", ontvangen_op="2031-01-01", omschrijving="x")
    assert fout.status_code == 422
    assert "niet na vandaag" in fout.text
    bestand = (io.BytesIO(b"vordering,bedrag,ontvangen_op,omschrijving\nA1-V1,-5,2029-04-02,x\n"), "bank.csv")
    fout = stuur(client, "/vorderingen/ontvangsten/inlezen", "/vorderingen", bestand=bestand)
    assert fout.status_code == 422
    assert "ontvangsten, rij 2, kolom bedrag" in fout.text
    assert client.get("/vorderingen/A1-V9").status_code == 404


def _van_gemeente(gm_code: str) -> Gebruiker:
    with schrijfgrens():
        return gemeentepersoon(f"van {gm_code}", gm_code=gm_code, rol=Rol.OPSTELLER, nu=START)


def test_een_vaststelling_en_een_terugvordering_kunnen_terug_voor_het_tekenen(
    wereld: Afrekenwereld, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    verantwoord(wereld)
    wereld.bereken()
    later = wereld.zienswijze_voorbij()
    zet_klok(monkeypatch, later)
    monkeypatch.setattr(terug_routes, "nu", lambda: later)
    als(client, wereld.personen["behandelaar"], echt_nu())
    stuur(client, STAP, VASTSTELLING, stap="besluit")
    pagina, pad = client.get(VASTSTELLING).text, "/besluiten/A1-B2/terugnemen"
    assert pad in pagina
    assert "Een zienswijze van de gemeente blijft gelden" in client.get(pad).text
    assert stuur(client, pad, pad, reden=" ").status_code == 422
    antwoord = stuur(client, pad, pad, reden="De toelichting klopt niet.")
    assert "Besluit A1-B2 is teruggenomen. Er is niets vastgesteld." in antwoord.text
    assert "Besluit A1-B2 op de vorige berekening is teruggenomen." in antwoord.text
    assert client.get(pad).status_code == 404
    # The view that was given still holds: after the same sum again the decision is drawn up at once.
    stuur(client, STAP, VASTSTELLING, stap="berekenen")
    stuur(client, STAP, VASTSTELLING, stap="besluit")
    besluit = db.session.scalars(select(Beschikking).where(Beschikking.kenmerk == "A1-B3")).one()
    als(client, wereld.personen["beslisser"], echt_nu())
    assert client.get("/besluiten/A1-B3/terugnemen").status_code == 403
    assert "/terugnemen" not in client.get(VASTSTELLING).text
    wereld.maak_bekend(besluit, nu=later, opslag=tmp_path)
    als(client, wereld.personen["behandelaar"], echt_nu())
    stuur(client, STAP, VASTSTELLING, stap="terugvorderen")
    pad = "/besluiten/A1-B4/terugnemen"
    antwoord = stuur(client, pad, pad, reden="Eerst overleg met de gemeente.")
    assert "Er wordt niets teruggevorderd." in antwoord.text
    assert "Terugvordering opstellen" in antwoord.text
    weg = select(Gebeurtenis).where(Gebeurtenis.soort == "beschikking:teruggenomen")
    assert [
        (een.object_id, json.loads(een.gegevens)["reden"])
        for een in db.session.scalars(weg.order_by(Gebeurtenis.volgnummer))
    ] == [("A1-B2", "De toelichting klopt niet."), ("A1-B4", "Eerst overleg met de gemeente.")]
