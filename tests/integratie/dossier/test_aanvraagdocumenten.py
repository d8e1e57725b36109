"""The files of an application: the right one, for who may see it, as it was made, or none at all."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from subsidie.aanvragen.models import AanvraagVersie
from subsidie.documenten.models import Document
from subsidie.kern.canoniek import sha256_hex
from subsidie.verdeling.publicatie import vraag_stukken_aan
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvraagpaginas import (
    ANDER,
    NU,
    PDF,
    TOEGEKEND,
    Wereld,
    richt_bekende_wereld_in,
    richt_wereld_in,
)
from tests.fabrieken.verdelingen import maak_bekend, plat


@pytest.fixture
def wereld(app: Flask) -> Wereld:
    return richt_wereld_in(app)


@pytest.fixture
def besloten(app: Flask) -> Wereld:
    """The same, divided, signed and notified."""
    return richt_bekende_wereld_in(app)


BRIEF = f"/aanvragen/{TOEGEKEND}/documenten/{TOEGEKEND}-B1"


def is_bijlage(antwoord: TestResponse) -> bool:
    koppen = antwoord.headers
    return (
        koppen["Content-Disposition"].startswith("attachment")
        and koppen["X-Content-Type-Options"] == "nosniff"
        and koppen["Cache-Control"] == "no-store"
    )


def test_een_brief_is_te_bewaren_met_de_hash_die_ernaast_staat(besloten: Wereld) -> None:
    besloten.maak_brief(f"{TOEGEKEND}-B1")
    gemeente = besloten.gemeente()
    antwoord = besloten.haal(gemeente, BRIEF)
    assert (antwoord.status_code, antwoord.data, antwoord.mimetype) == (200, PDF, "application/pdf")
    assert is_bijlage(antwoord)
    assert sha256_hex(PDF) in besloten.kijk(gemeente).tekst


def test_een_brief_is_er_voor_de_gemeente_pas_na_de_bekendmaking(wereld: Wereld) -> None:
    verdeling = wereld.besluit(bekend=False)
    wereld.maak_brief(f"{TOEGEKEND}-B1")
    gemeente = wereld.gemeente()
    assert wereld.haal(wereld.personen["beslisser"], BRIEF).status_code == 200
    assert wereld.haal(gemeente, BRIEF).status_code == 404
    maak_bekend(verdeling)
    assert wereld.haal(gemeente, BRIEF).status_code == 200


def test_een_document_hoort_bij_het_nummer_in_het_adres(besloten: Wereld) -> None:
    besloten.maak_brief(f"{TOEGEKEND}-B1")
    behandelaar = besloten.personen["behandelaar"]
    assert besloten.haal(behandelaar, f"/aanvragen/A-02/documenten/{TOEGEKEND}-B1").status_code == 404
    assert (
        besloten.haal(besloten.gemeente(ANDER), f"/aanvragen/A-02/documenten/{TOEGEKEND}-B1").status_code
        == 404
    )
    assert besloten.haal(besloten.gemeente("GM0344"), BRIEF).status_code == 404


def test_de_stukken_van_een_verdeling_zijn_geen_stukken_van_een_aanvraag(wereld: Wereld) -> None:
    verdeling = wereld.verdeel()
    with schrijfgrens():
        vraag_stukken_aan(verdeling, door=wereld.personen["beslisser"], nu=NU)
        kenmerken = list(db.session.scalars(select(Document.kenmerk)))
    assert kenmerken
    for kenmerk in kenmerken:
        antwoord = wereld.haal(wereld.personen["auditor"], f"/aanvragen/{TOEGEKEND}/documenten/{kenmerk}")
        assert antwoord.status_code == 404


@pytest.mark.parametrize("schade", ["weg", "anders", "map", "nog niet gemaakt"])
def test_een_bestand_dat_niet_klopt_wordt_niet_gegeven_en_de_pagina_zegt_waarom(
    besloten: Wereld, schade: str
) -> None:
    if schade != "nog niet gemaakt":
        sha256 = besloten.maak_brief(f"{TOEGEKEND}-B1").bestand_sha256
        pad = besloten.opslag.pad(str(sha256))
        pad.chmod(0o600)
        if schade == "anders":
            pad.write_bytes(b"%PDF-1.7 iets anders")
        else:
            pad.unlink()
        if schade == "map":
            pad.mkdir()
    antwoord = besloten.haal(besloten.gemeente(), BRIEF)
    assert antwoord.status_code == 404
    assert antwoord.mimetype == "text/html"
    zin = "wordt nog gemaakt" if schade == "nog niet gemaakt" else "kunnen wij nu niet geven"
    assert zin in plat(antwoord.text)
    assert b"PDF-1.7" not in antwoord.data


def test_wat_is_ingediend_is_op_te_halen_zoals_het_is_vastgelegd(wereld: Wereld) -> None:
    versie = db.session.scalars(
        select(AanvraagVersie).where(AanvraagVersie.aanvraag.has(nummer=TOEGEKEND))
    ).one()
    adres = f"/aanvragen/{TOEGEKEND}/documenten/versie-1"
    antwoord = wereld.haal(wereld.gemeente(), adres)
    assert is_bijlage(antwoord)
    assert sha256_hex(antwoord.data) == versie.sha256
    assert wereld.haal(wereld.gemeente(ANDER), adres).status_code == 404
    for anders in ("versie-2", "versie-0", "versie-01", "versie-", "versie-99999999", "versie-x"):
        pad = f"/aanvragen/{TOEGEKEND}/documenten/{anders}"
        assert wereld.haal(wereld.personen["behandelaar"], pad).status_code == 404


@pytest.mark.parametrize(
    "kenmerk", ["%00", "..", "..%2F..%2Fdemo.db", "A-01-b1", "%ff", "%F0%9F%8F%A0", "x" * 2000]
)
def test_een_vreemd_kenmerk_is_er_niet_en_breekt_niets(besloten: Wereld, kenmerk: str) -> None:
    pad = f"/aanvragen/{TOEGEKEND}/documenten/{kenmerk}"
    assert besloten.haal(besloten.personen["behandelaar"], pad).status_code in {400, 404}
