"""The pages with messages: who sees what, and what counts as opening."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from subsidie.accounts.models import Gebruiker
from subsidie.berichten.models import (
    Bericht,
    Berichtgroep,
    Berichtlezing,
    Berichtrichting,
    Bezorging,
    Bezorgstand,
)
from subsidie.berichten.service import get_voorkeuren
from subsidie.platform.opslag import LokaleOpslag
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import rijen
from tests.fabrieken.inloggen import als
from tests.fabrieken.vragentellen import geteld
from tests.integratie.berichten.conftest import NU, NUMMER, ZWOLLE, Schrijf, Stel

pytestmark = pytest.mark.parametrize("databasesoort", ["sqlite"])
Personen = dict[str, Gebruiker]
Haal = Callable[..., TestResponse]


@pytest.fixture
def client(app: Flask, personen: Personen) -> Callable[[str], FlaskClient]:
    """The browser of one of the people, logged in."""
    open_: dict[str, FlaskClient] = {}

    def _client(wie: str) -> FlaskClient:
        if wie not in open_:
            open_[wie] = als(app.test_client(), personen[wie], NU)
        return open_[wie]

    return _client


@pytest.fixture
def haal(client: Callable[[str], FlaskClient]) -> Haal:
    """``haal("opsteller", "/berichten")``: what they get."""

    def _haal(wie: str, pad: str, *, methode: str = "GET", **ook: Any) -> TestResponse:
        with time_machine.travel(NU, tick=False):
            return client(wie).open(pad, method=methode, base_url="https://localhost", buffered=True, **ook)

    return _haal


@pytest.fixture
def verstuur(haal: Haal) -> Haal:
    """Fill in the form on a page and send it."""

    def _verstuur(wie: str, pad: str, *, op: str | None = None, **velden: str) -> TestResponse:
        pagina = haal(wie, op or pad).text
        for naam in ("csrf_token", "sleutel"):
            gevonden = re.search(rf'name="{naam}"[^>]*value="([^"]*)"', pagina)
            if gevonden is not None:
                velden.setdefault(naam, gevonden[1])
        return haal(wie, pad, methode="POST", data=velden)

    return _verstuur


def _lezers(bericht: Bericht) -> list[int]:
    db.session.rollback()
    vraag = select(Berichtlezing.gebruiker_id).where(Berichtlezing.bericht_id == bericht.id)
    return list(db.session.scalars(vraag.order_by(Berichtlezing.id)))


def _pad(bericht: Bericht) -> str:
    return f"/berichten/{bericht.kenmerk}"


def test_een_andere_gemeente_en_een_beoordelaar_zien_het_bericht_niet(stel: Stel, haal: Haal) -> None:
    bericht = stel()
    for wie, status in (
        ("opsteller", 200), ("behandelaar", 200), ("auditor", 200), ("amsterdam", 404), ("beoordelaar", 403),
    ):  # fmt: skip
        assert haal(wie, _pad(bericht)).status_code == status, wie
        assert haal(wie, f"{_pad(bericht)}/document").status_code in (404, status)
    assert haal("opsteller", "/berichten/" + "0" * 32).status_code == 404
    assert haal("opsteller", "/berichten/niets").status_code == 404
    assert bericht.onderwerp in haal("opsteller", "/berichten").text
    assert bericht.onderwerp not in haal("amsterdam", "/berichten").text


def test_over_een_concept_ziet_het_ministerie_niets(stel: Stel, haal: Haal) -> None:
    bericht = stel(object_soort="concept", groep=Berichtgroep.HERINNERING)
    assert haal("opsteller", _pad(bericht)).status_code == 200
    for wie in ("behandelaar", "beheerder", "auditor"):
        assert haal(wie, _pad(bericht)).status_code == 404
        assert bericht.onderwerp not in haal(wie, "/berichten").text


def test_alleen_echt_openen_door_de_gemeente_telt(stel: Stel, haal: Haal, personen: Personen) -> None:
    bericht = stel()
    haal("opsteller", _pad(bericht), methode="HEAD")
    haal("opsteller", _pad(bericht), headers={"Sec-Purpose": "prefetch;prerender"})
    haal("behandelaar", _pad(bericht))
    haal("opsteller", "/berichten")
    assert _lezers(bericht) == []
    assert "Nog niet geopend door de gemeente" in haal("behandelaar", _pad(bericht)).text
    assert "nieuw</span>" in haal("opsteller", "/berichten").text
    for _ in range(2):
        assert haal("opsteller", _pad(bericht)).status_code == 200
    assert _lezers(bericht) == [personen["opsteller"].id]
    assert "nieuw</span>" not in haal("opsteller", "/berichten").text
    assert "nieuw</span>" in haal("tekenbevoegde", "/berichten").text
    gezien = haal("behandelaar", _pad(bericht)).text
    assert "Geopend door de gemeente op 10 juli 2023" in gezien
    # Who of the municipality looked is the municipality's own business.
    assert personen["opsteller"].naam not in gezien.partition('id="mail"')[0]
    assert personen["opsteller"].naam in haal("tekenbevoegde", _pad(bericht)).text.partition('id="mail"')[0]


def test_een_bericht_van_de_gemeente_opent_wie_het_behandelt(
    stel: Stel, haal: Haal, personen: Personen
) -> None:
    bericht = stel(richting=Berichtrichting.IN, door=personen["opsteller"])
    for wie in ("tekenbevoegde", "auditor", "beheerder"):
        assert haal(wie, _pad(bericht)).status_code == 200
    assert _lezers(bericht) == []
    haal("behandelaar", _pad(bericht))
    assert _lezers(bericht) == [personen["behandelaar"].id]
    gezien = haal("opsteller", _pad(bericht)).text
    assert "Geopend door het ministerie op 10 juli 2023" in gezien
    assert personen["behandelaar"].naam not in gezien


def test_de_gemeente_ziet_dat_mail_aan_een_collega_terugkwam(stel: Stel, haal: Haal) -> None:
    bericht = stel()
    assert "kwam terug" not in haal("tekenbevoegde", "/berichten").text
    _komt_terug(bericht, "opsteller@voorbeeld.test")
    assert (
        "Mail aan G. Opsteller (opsteller@voorbeeld.test) kwam terug."
        in haal("tekenbevoegde", "/berichten").text
    )
    assert "Deze mail kwam terug" in haal("tekenbevoegde", _pad(bericht)).text
    assert "kwam terug" not in haal("amsterdam", "/berichten").text
    assert "opsteller@voorbeeld.test" in haal("beheerder", "/beheer/berichten?stand=teruggekomen").text


def _komt_terug(bericht: Bericht, adres: str) -> None:
    with schrijfgrens():
        db.session.execute(
            update(Bezorging)
            .where(Bezorging.bericht_id == bericht.id, Bezorging.adres == adres)
            .values(stand=Bezorgstand.TERUGGEKOMEN, melding="550 onbekend", pogingen=1)
        )


def test_de_beginpagina_zegt_wat_nog_niet_is_geopend(stel: Stel, haal: Haal, personen: Personen) -> None:
    eigen = stel()
    stel(sleutel="b")
    vraag = stel(sleutel="c", richting=Berichtrichting.IN, door=personen["opsteller"])
    assert "2 berichten nog niet geopend" in haal("opsteller", "/vandaag").text
    assert "1 bericht nog niet geopend" in haal("behandelaar", "/vandaag").text
    haal("opsteller", _pad(eigen))
    haal("behandelaar", _pad(vraag))
    assert "1 bericht nog niet geopend" in haal("opsteller", "/vandaag").text
    assert "2 berichten nog niet geopend" in haal("tekenbevoegde", "/vandaag").text
    assert "nog niet geopend" not in haal("behandelaar", "/vandaag").text
    assert "nog niet geopend" not in haal("amsterdam", "/vandaag").text


def test_over_iets_zonder_eigen_pagina_kan_ook_een_bericht(stel: Stel, haal: Haal) -> None:
    for soort, kenmerk, tekst in (
        ("tranche", "rha-2023", "/tranches/rha-2023"), ("vooroverleg", "a" * 32, f"/vooroverleg/{'a' * 32}"),
        ("iets", "anders", "Uw aanvraag is in behandeling"),
    ):  # fmt: skip
        bericht = stel(sleutel=soort, object_soort=soort, object_id=kenmerk)
        assert tekst in haal("opsteller", _pad(bericht)).text
    assert haal("opsteller", "/berichten").status_code == 200
    assert haal("beheerder", "/beheer/berichten").status_code == 200


def test_tekst_is_tekst(stel: Stel, haal: Haal) -> None:
    bericht = stel(onderwerp="<b>Let op</b>", tekst="Een\n<script>alert(1)</script>\n\n=cmd|' /C calc'!A0")
    pagina = haal("opsteller", _pad(bericht)).text
    assert "&lt;b&gt;Let op" in pagina
    assert "<script>alert" not in pagina
    assert haal("opsteller", "/berichten?uitvoer=xlsx").status_code == 200
    assert haal("opsteller", "/berichten?uitvoer=csv").status_code == 200


def test_het_document_bij_een_bericht(app: Flask, stel: Stel, haal: Haal, schrijf: Schrijf) -> None:
    with schrijf():
        nog_niet = rijen.document(kenmerk="BRIEF-1", titel="Ontvangst")
        sha256 = LokaleOpslag(app.extensions["instellingen"].opslag).bewaar(b"%PDF-1.7 verzonnen")
        gemaakt = rijen.document(kenmerk="BRIEF-2", bestand_sha256=sha256)
        weg = rijen.document(kenmerk="BRIEF-3", bestand_sha256="a" * 64)
    eerste, tweede, derde = (
        stel(sleutel=document.kenmerk, document=document) for document in (nog_niet, gemaakt, weg)
    )
    antwoord = haal("opsteller", f"{_pad(eerste)}/document")
    assert (antwoord.status_code, "wordt nog gemaakt" in antwoord.text) == (404, True)
    antwoord = haal("opsteller", f"{_pad(tweede)}/document")
    assert antwoord.data == b"%PDF-1.7 verzonnen"
    assert antwoord.headers["Content-Disposition"].startswith('attachment; filename="BRIEF-2.pdf"')
    assert antwoord.headers["X-Content-Type-Options"] == "nosniff"
    assert haal("amsterdam", f"{_pad(tweede)}/document").status_code == 404
    antwoord = haal("opsteller", f"{_pad(derde)}/document")
    assert (antwoord.status_code, "kunnen wij nu niet geven" in antwoord.text) == (404, True)


def test_voorkeuren(verstuur: Haal, haal: Haal, personen: Personen) -> None:
    assert "geen mailserver ingesteld" in haal("opsteller", "/account/berichten").text
    assert verstuur("opsteller", "/account/berichten", vraag="y", formeel="").status_code == 302
    db.session.rollback()
    gekozen = get_voorkeuren(personen["opsteller"])
    assert {groep.value for groep, wil in gekozen.items() if wil} == {"formeel", "vraag"}


def test_de_lijst_kost_een_vast_aantal_vragen(stel: Stel, haal: Haal) -> None:
    stel()
    haal("behandelaar", "/berichten")
    with geteld() as eerst:
        haal("behandelaar", "/berichten")
    for nummer in range(8):
        stel(sleutel=f"meer:{nummer}")
    with geteld() as daarna:
        haal("behandelaar", "/berichten")
    assert len(daarna) == len(eerst)


def test_de_verzonden_berichten_staan_er_zoals_ze_gaan(stel: Stel, haal: Haal, verstuur: Haal) -> None:
    bericht = stel(voorbeeld=True)
    lijst = haal("beheerder", "/beheer/berichten")
    assert "er is geen mailserver ingesteld; berichten staan in het programma" in lijst.text.lower()
    mail = haal("auditor", "/beheer/berichten/1").text
    for deel in (
        f"VOORBEELD: Er staat een bericht voor u klaar over aanvraag {NUMMER}",
        "Message-ID",
        "Goedendag,",
    ):
        assert deel in mail
    assert bericht.tekst.partition("\n")[0] not in mail
    assert haal("auditor", "/beheer/berichten?uitvoer=csv").status_code == 200
    for geen in ("999999", str(2**63)):
        assert haal("beheerder", f"/beheer/berichten/{geen}").status_code == 404
    assert "Opnieuw versturen" not in haal("beheerder", "/beheer/berichten/1").text
    _komt_terug(bericht, "opsteller@voorbeeld.test")
    nummer = db.session.scalars(select(Bezorging.id).where(Bezorging.stand == Bezorgstand.TERUGGEKOMEN)).one()
    pad = f"/beheer/berichten/{nummer}"
    assert "Opnieuw versturen" not in haal("auditor", pad).text
    assert verstuur("beheerder", f"{pad}/opnieuw", op=pad).location == pad
    assert "nog een keer uit" in haal("beheerder", pad).text
    db.session.rollback()
    assert db.session.get_one(Bezorging, nummer).stand is Bezorgstand.WACHT


@pytest.fixture
def aanvraag(personen: Personen, schrijf: Schrijf) -> str:
    """The number of an application of Zwolle that was received."""
    with schrijf():
        nieuw = rijen.aanvraag(nummer=NUMMER, gm_code=ZWOLLE, status="ingediend")
        rijen.aanvraag_versie(aanvraag=nieuw)
        return str(nieuw.nummer)


def test_een_vraag_van_de_gemeente_en_het_antwoord(aanvraag: str, verstuur: Haal, haal: Haal) -> None:
    pad = f"/aanvragen/{aanvraag}/berichten/nieuw"
    gestuurd = verstuur("opsteller", pad, onderwerp="Wanneer?", tekst="Wanneer\r\nhoren wij iets?")
    assert gestuurd.status_code == 302
    vraag = haal("behandelaar", gestuurd.location)
    assert "Wanneer<br>horen wij iets?" in vraag.text
    kenmerk = gestuurd.location.rpartition("/")[2]
    assert 'value="Antwoord: Wanneer?"' in haal("behandelaar", f"{pad}?op={kenmerk}").text
    antwoord = verstuur(
        "behandelaar", f"{pad}?op={kenmerk}", onderwerp="Antwoord: Wanneer?", tekst="In september."
    )
    assert "In september." in haal("tekenbevoegde", antwoord.location).text
    nog_eens = verstuur("opsteller", pad, onderwerp="Dank", tekst="Dank.", sleutel="f" * 32)
    assert (
        verstuur("opsteller", pad, onderwerp="Dank", tekst="Dank.", sleutel="f" * 32).location
        == nog_eens.location
    )
    anders = verstuur("opsteller", pad, onderwerp="Anders", tekst="Anders.", sleutel="f" * 32)
    assert (anders.status_code, "al verstuurd" in anders.text) == (422, True)


def test_wie_niet_mag_schrijven(
    aanvraag: str, haal: Haal, verstuur: Haal, schrijf: Schrijf, personen: Personen
) -> None:
    pad = f"/aanvragen/{aanvraag}/berichten/nieuw"
    assert haal("amsterdam", pad).status_code == 404
    for wie in ("beheerder", "auditor", "beoordelaar"):
        assert haal(wie, pad).status_code == 403
    with schrijf():
        rijen.belang(gebruiker=personen["behandelaar"], gm_code=ZWOLLE)
    antwoord = verstuur("behandelaar", pad, onderwerp="Dag", tekst="Dag")
    assert (antwoord.status_code, "belang" in antwoord.text) == (422, True)


def test_wat_niet_kan_blijft_staan_met_een_melding(aanvraag: str, verstuur: Haal) -> None:
    for velden in (
        {"onderwerp": "", "tekst": "Wel een tekst"}, {"onderwerp": "Wel een onderwerp", "tekst": ""},
        {"onderwerp": "x" * 201, "tekst": "x"}, {"onderwerp": "x", "tekst": "bel \x07"},
        {"onderwerp": "bel \x07", "tekst": "x"}, {"onderwerp": "x", "tekst": "\u202eomgekeerd"},
        {"onderwerp": "x", "tekst": "y" * 10_001}, {"onderwerp": "x\ny", "tekst": "z"}, {},
    ):  # fmt: skip
        antwoord = verstuur("opsteller", f"/aanvragen/{aanvraag}/berichten/nieuw", **velden)
        assert antwoord.status_code == 422, velden
        assert 'class="foutenlijst"' in antwoord.text
        assert all(waarde in antwoord.text for waarde in velden.values() if "\n" not in waarde)
    assert db.session.scalars(select(Bericht)).all() == []


def test_over_wat_niet_is_ingediend_schrijft_de_gemeente_niet(
    personen: Personen, schrijf: Schrijf, haal: Haal, verstuur: Haal, aanvraag: str
) -> None:
    with schrijf():
        rijen.aanvraag(nummer="CONCEPT-1", gm_code=ZWOLLE, status="concept")
    pad = "/aanvragen/CONCEPT-1/berichten/nieuw"
    assert "nog niet ingediend" in haal("opsteller", pad).text
    assert haal("behandelaar", pad).status_code == 404
    elders = f"/aanvragen/{aanvraag}/berichten/nieuw"
    assert verstuur("opsteller", pad, op=elders, onderwerp="Dag", tekst="Dag").status_code == 422
