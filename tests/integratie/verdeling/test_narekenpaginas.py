"""Whatever was drawn can be computed again: per lot, per application, and the allocation as a whole."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from flask import Flask

from subsidie.documenten.service import maak_wachtende
from subsidie.platform.opslag import LokaleOpslag
from subsidie.verdeling import rangpagina
from subsidie.verdeling.loting import lot
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.narekening import Narekening, beoordeel
from subsidie.verdeling.publicatie import kenmerk_protocol, vraag_stukken_aan
from subsidie.verdeling.queries import reken_na
from subsidie.verdeling.rangrijen import Rangrij, list_rangrijen
from subsidie.verdeling.uitleg import toelichting
from subsidie.web.app import instellingen_van
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.verdelingen import DAG, Wereld

EEN = "/tranches/rha-2023/verdelingen/1"


def test_de_som_in_woorden_is_die_van_de_brief(verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = verdeeld
    gerekend = reken_na(verdeling)
    for rij in list_rangrijen(verdeling):
        gelezen = wereld.open(f"{EEN}/narekenen/{rij.nummer}")
        assert " ".join(toelichting(gerekend.invoer, gerekend.uitslag, rij.nummer)) in gelezen.tekst
        assert "gelijk De bevroren invoer past bij de hash" in gelezen.tekst


def test_het_lot_is_na_te_rekenen_met_tekst_hash_en_opdracht(verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = verdeeld
    geloot = next(rij for rij in list_rangrijen(verdeling) if rij.lotnummer == 3)
    gelezen = wereld.open(f"{EEN}/narekenen/{geloot.nummer}")
    tekst = f"proef|{geloot.nummer}"
    assert sha256(tekst.encode()).hexdigest() in gelezen.tekst
    assert f"printf '%s' '{tekst}' | sha256sum" in gelezen.tekst
    buren = gelezen.tabel(f"Het lot van {geloot.nummer}")
    assert buren.kolom("Lot") == ["1", "2", "3", "4", "5"]
    assert next(rij for rij in buren.rijen if rij.klasse == "eigen").cellen[1] == geloot.nummer
    zonder = wereld.open(f"{EEN}/narekenen/A-01").tekst
    assert "Voor deze aanvraag is niet geloot." in zonder


def test_de_loting_toont_elk_lot_met_zijn_hash_op_volgorde(verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = verdeeld
    gelezen = wereld.open(f"{EEN}/loting")
    tabel = gelezen.tabel("Loten van 5 aanvragen die op")
    hashes = tabel.kolom("SHA-256 van de tekst met dit nummer")
    assert hashes == sorted(lot("proef", nummer) for nummer in tabel.kolom("Aanvraag"))
    assert len(hashes) == 5
    assert verdeling.bevroren_sha256 in gelezen.tekst
    assert "Getrokken tekst (seed) proef" in gelezen.tekst
    assert "door A. de Beslisser" in gelezen.tekst
    assert "In deze groep paste niet meer alles binnen het uitkeringsplafond." in gelezen.tekst


def test_de_bestanden_zijn_precies_waarmee_iedereen_narekent(verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = verdeeld
    bevroren = wereld.client.get(f"{EEN}/bevroren-invoer.json")
    assert sha256(bevroren.data).hexdigest() == verdeling.bevroren_sha256
    assert bevroren.headers["Content-Disposition"].startswith("attachment")
    invoer = json.loads(wereld.client.get(f"{EEN}/invoer.json").data)
    assert invoer["invoer"]["seed"] == "proef"
    assert "VOORBEELD" in invoer["let_op"]
    uitkomst = json.loads(wereld.client.get(f"{EEN}/uitkomst.json").data)
    assert len(uitkomst["uitkomsten"]) == 10


def test_zonder_uitkomst_is_er_geen_bestand_met_de_uitkomst(wereld: Wereld) -> None:
    wereld.bevries()
    assert wereld.client.get(f"{EEN}/uitkomst.json").status_code == 404
    assert "seed" not in json.loads(wereld.client.get(f"{EEN}/invoer.json").data)["invoer"]


def test_een_rij_die_niet_klopt_valt_op(
    verdeeld: tuple[Wereld, Verdeling], monkeypatch: pytest.MonkeyPatch
) -> None:
    wereld, verdeling = verdeeld
    echt = list_rangrijen(verdeling)
    vervalst = [replace(rij, bedrag_cent=1) if rij.nummer == "A-01" else rij for rij in echt]
    monkeypatch.setattr(rangpagina, "list_rangrijen", lambda _: vervalst)
    for adres in (EEN, f"{EEN}/loting", f"{EEN}/narekenen/A-01"):
        tekst = wereld.open(adres).tekst
        assert "Van 1 aanvraag staat er iets anders dan is berekend: A-01." in tekst
        assert "nagerekend: gelijk" not in tekst


@pytest.mark.parametrize("bevroren", ['{"kapot"', '{"potten":[],"kandidaten":[]}'])
def test_een_bevroren_invoer_die_is_veranderd_valt_op_en_de_pagina_blijft_leesbaar(
    verdeeld: tuple[Wereld, Verdeling], monkeypatch: pytest.MonkeyPatch, bevroren: str
) -> None:
    wereld, _ = verdeeld

    def na_verandering(verdeling: Verdeling, rijen: list[Rangrij]) -> Narekening:
        gelezen, verdeling.bevroren = verdeling.bevroren, bevroren
        try:
            return beoordeel(verdeling, rijen)
        finally:
            verdeling.bevroren = gelezen

    monkeypatch.setattr(rangpagina, "beoordeel", na_verandering)
    for adres in (EEN, f"{EEN}/loting", f"{EEN}/narekenen/A-01"):
        gelezen = wereld.open(adres)
        assert "past niet bij zijn hash" in gelezen.tekst
        assert "A-01" in gelezen.tekst or adres.endswith("loting")


@pytest.mark.usefixtures("papier_hier")
def test_het_protocol_is_er_pas_als_het_is_gemaakt(app: Flask, verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = verdeeld
    assert "Het protocol van de trekking is er nog niet" in wereld.open(f"{EEN}/protocol.pdf", 404).tekst
    assert "Protocol van de trekking (PDF" not in wereld.open(EEN).tekst
    with schrijfgrens():
        vraag_stukken_aan(verdeling, door=wereld.personen["beslisser"], nu=DAG[4])
    opslag = LokaleOpslag(instellingen_van(app).opslag)
    maak_wachtende(opslag, werkers=1, klok=lambda: DAG[4], kenmerken=[kenmerk_protocol(verdeling)])
    antwoord = wereld.client.get(f"{EEN}/protocol.pdf")
    assert antwoord.data.startswith(b"%PDF-")
    assert "rha-2023-V1-protocol.pdf" in antwoord.headers["Content-Disposition"]
    assert "Protocol van de trekking (PDF" in wereld.open(EEN).tekst
    assert "De ranglijst op papier is er nog niet" in wereld.open(f"{EEN}/ranglijst.pdf", 404).tekst
