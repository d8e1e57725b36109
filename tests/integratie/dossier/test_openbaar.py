"""The public pages tell the commitment before the draw, and the outcome only once all of it was notified."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.aanvragen.service import get_aanvraag, zet_status
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.service import bekendmaken, opstellen, tekenen
from subsidie.documenten.service import maak_wachtende
from subsidie.kern.geld import euro_kort
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import aannames, get_pot, verhoog_plafond
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.rangrijen import list_rangrijen
from subsidie.verdeling.samenvatting import samenvatting
from subsidie.verdeling.service import bevestig_aanname, bevriezen, trekken, vaststellen
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als
from tests.fabrieken.tranches import START, besluit, definitie, richt_in, verdeel
from tests.fabrieken.verdelingen import (
    BEKENDMAKING,
    DAG,
    STANDAARD,
    Gelezen,
    bekende_tranche,
    beoordeelde_tranche,
    lees,
    maak_bekend,
    met_plafond,
    neem_op_en_beoordeel,
    tel_vragen,
)

EEN = "/openbaar/rha-2023"
BESTANDEN = (f"{EEN}/invoer.json", f"{EEN}/bevroren-invoer.json", f"{EEN}/uitkomst.json", f"{EEN}?uitvoer=xlsx",
             f"{EEN}?uitvoer=csv")  # fmt: skip


@dataclass
class Wereld:
    tranche: Tranche
    personen: dict[str, Gebruiker]
    client: FlaskClient

    def open(self, adres: str = EEN) -> Gelezen:
        antwoord = self.client.get(adres)
        assert antwoord.status_code == 200, antwoord.text
        return lees(antwoord.text)


@pytest.fixture
def wereld(app: Flask) -> Wereld:
    """Ten applications, assessed; more is asked than there is. Somebody without an account looks."""
    tranche, personen = beoordeelde_tranche()
    return Wereld(tranche, personen, app.test_client())


def verraadt(wereld: Wereld, verdeling: Verdeling) -> list[str]:
    """What of the outcome can be read without an account: numbers, municipalities and sums that only it knows."""
    cijfers = samenvatting(verdeling)
    geheim = {rij.nummer for rij in list_rangrijen(verdeling)} | {
        rij.gemeente for rij in list_rangrijen(verdeling)
    }
    geheim |= {
        euro_kort(cijfers.toegekend_cent + 1),
        "toegekend",
        "reservelijst",
        "Cumulatief",
        "seed) proef",
    }
    tekst = wereld.open().tekst + wereld.open("/").tekst
    gevonden = [woord for woord in sorted(geheim) if woord in tekst]
    return gevonden + [adres for adres in BESTANDEN if wereld.client.get(adres).status_code != 404]


def test_zonder_tranches_zegt_de_pagina_wat_u_kunt_doen(app: Flask) -> None:
    antwoord = app.test_client().get("/")
    assert antwoord.status_code == 200
    assert "make demo" in antwoord.text


@pytest.mark.usefixtures("papier_hier")
def test_voor_de_bekendmaking_is_er_niets_van_de_uitkomst_te_zien(wereld: Wereld, tmp_path: Path) -> None:
    een, twee = wereld.personen["beslisser"], wereld.personen["tweede_beslisser"]
    assert "Vastgelegd vóór de trekking" not in wereld.open().tekst
    with schrijfgrens():
        verdeling = bevriezen(
            wereld.tranche, seed_bron="proefbron", seed_verwacht_op=DAG[1], door=een, nu=DAG[0]
        )
    bevroren = wereld.open().tekst
    assert verdeling.bevroren_sha256 in bevroren
    assert "proefbron" in bevroren
    assert "De uitkomst is nog niet bekendgemaakt" in bevroren
    with schrijfgrens():
        trekken(verdeling, seed="proef", seed_bekend_op=DAG[1], door=een, nu=DAG[2])
    assert verraadt(wereld, verdeling) == []
    with schrijfgrens():
        for aanname in aannames(wereld.tranche):
            bevestig_aanname(verdeling, aanname.sleutel, door=een, nu=DAG[3])
        vaststellen(verdeling, door=een, nu=DAG[3])
    with schrijfgrens():
        vaststellen(verdeling, door=twee, nu=DAG[4])
    assert verraadt(wereld, verdeling) == []
    with schrijfgrens():
        opstellen(verdeling, door=wereld.personen["behandelaar"], nu=START + timedelta(days=10))
    assert verraadt(wereld, verdeling) == []
    with schrijfgrens():
        tekenen(verdeling, dagtekening=BEKENDMAKING.date(), door=een, nu=START + timedelta(days=10))
    maak_wachtende(LokaleOpslag(tmp_path), werkers=2, klok=lambda: START)
    assert verraadt(wereld, verdeling) == []
    with schrijfgrens():
        bekendmaken(verdeling, opslag=LokaleOpslag(tmp_path), door=een, nu=BEKENDMAKING)
    assert len(verraadt(wereld, verdeling)) > len(BESTANDEN)


@pytest.fixture
def bekend(app: Flask) -> tuple[Wereld, Verdeling]:
    """The whole way: divided, signed and notified."""
    tranche, personen, verdeling = bekende_tranche()
    return Wereld(tranche, personen, app.test_client()), verdeling


def test_na_de_bekendmaking_staat_de_hele_uitkomst_er(bekend: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = bekend
    cijfers, gelezen = samenvatting(verdeling), wereld.open()
    assert "Aanvragen 10 van 10 gemeenten" in gelezen.tekst
    assert "Toegekend 5 in 5 gemeenten" in gelezen.tekst
    delen = f"{cijfers.permanent} permanent · {cijfers.flexibel} flexibel"
    assert f"Woonruimten {cijfers.woonruimten} {delen}" in gelezen.tekst
    tabel = gelezen.tabel("Alle doelgroepen: aanvragen in volgorde")
    rijen = [rij for rij in list_rangrijen(verdeling) if rij.rang is not None]
    assert tabel.kolom("Aanvraag") == [rij.nummer for rij in rijen]
    assert tabel.kolom("Gemeente") == [rij.gemeente for rij in rijen]
    assert tabel.rijen[6].klasse == "plafondlijn"
    lijst = wereld.open("/").tabel("Tranches")
    assert lijst.kolom("Uitkomst") == [
        f"5 van 10 aanvragen toegekend: {euro_kort(cijfers.toegekend_cent)} voor {cijfers.woonruimten} woonruimten"
    ]


def test_er_staat_geen_project_en_geen_ambtenaar_op(bekend: tuple[Wereld, Verdeling]) -> None:
    wereld, verdeling = bekend
    paginas = wereld.client.get(EEN).text + wereld.client.get("/").text
    paginas += "".join(
        wereld.client.get(adres).get_data(as_text=True) for adres in BESTANDEN if "xlsx" not in adres
    )
    boek = CalamineWorkbook.from_object(io.BytesIO(wereld.client.get(f"{EEN}?uitvoer=xlsx").data))
    paginas += str(boek.get_sheet_by_index(0).to_python())
    for rij in list_rangrijen(verdeling):
        assert rij.project not in paginas
    for persoon in wereld.personen.values():
        assert persoon.naam not in paginas
        assert persoon.email not in paginas


def test_de_bestanden_zijn_wat_op_de_pagina_staat_en_waarmee_iedereen_narekent(
    bekend: tuple[Wereld, Verdeling],
) -> None:
    wereld, verdeling = bekend
    scherm = [
        nummer
        for tabel in wereld.open().tabellen
        if tabel.bijschrift.startswith("Alle doelgroepen: aanvragen")
        for nummer in tabel.kolom("Aanvraag")
    ]
    inhoud = wereld.client.get(f"{EEN}?uitvoer=csv").data.decode("utf-8-sig")
    gelezen = list(
        csv.DictReader(io.StringIO(inhoud), delimiter=";" if ";" in inhoud.splitlines()[0] else ",")
    )
    assert [rij["aanvraag"] for rij in gelezen] == scherm
    assert all("VOORBEELD" in " ".join(rij.values()) for rij in gelezen)
    boek = CalamineWorkbook.from_object(io.BytesIO(wereld.client.get(f"{EEN}?uitvoer=xlsx").data))
    assert [rij[3] for rij in boek.get_sheet_by_index(0).to_python()[4:]] == scherm
    bevroren = wereld.client.get(f"{EEN}/bevroren-invoer.json").data
    assert sha256(bevroren).hexdigest() == verdeling.bevroren_sha256
    invoer = json.loads(wereld.client.get(f"{EEN}/invoer.json").data)
    assert invoer["invoer"]["seed"] == "proef"
    assert len(json.loads(wereld.client.get(f"{EEN}/uitkomst.json").data)["uitkomsten"]) == 10


def test_wie_zich_voor_het_besluit_terugtrok_krijgt_geen_uitkomst(wereld: Wereld) -> None:
    verdeling = verdeel(wereld.tranche, wereld.personen)
    with schrijfgrens():
        zet_status(get_aanvraag("A-01"), Aanvraagstatus.INGETROKKEN)
    besluit(verdeling, wereld.personen)
    maak_bekend(verdeling)
    gelezen = wereld.open()
    tabel = gelezen.tabel("Alle doelgroepen: aanvragen in volgorde")
    assert dict(zip(tabel.kolom("Aanvraag"), tabel.kolom("Uitkomst"), strict=True))["A-01"] == "ingetrokken"
    assert "Toegekend 4 in 4 gemeenten" in gelezen.tekst
    assert "1 aanvraag is na de verdeling ingetrokken. Wat daarvoor was bestemd, € 100.000," in gelezen.tekst
    plafond = gelezen.tabel("Van het plafond")
    assert [rij.cellen[1] for rij in plafond.rijen] == ["€ 500.000", "€ 400.000", "€ 100.000"]
    assert "4 van 10 aanvragen toegekend: € 400.000" in wereld.open("/").tekst


def test_een_volgende_verdeling_neemt_de_bekende_uitkomst_niet_weg(bekend: tuple[Wereld, Verdeling]) -> None:
    wereld, eerste = bekend
    voor = wereld.open().tabel("Alle doelgroepen: aanvragen in volgorde").rijen
    moment = START + timedelta(days=30)
    with schrijfgrens():
        verhoog_plafond(
            get_pot(wereld.tranche, "rha"), bedrag_cent=700_000_00, bron="proef", zekerheid=Zekerheid.AANNAME,
            toelichting="proef", door=wereld.personen["beheerder"], nu=moment,
        )  # fmt: skip
        tweede = bevriezen(wereld.tranche, door=wereld.personen["beslisser"], nu=moment)
    with schrijfgrens():
        trekken(tweede, door=wereld.personen["beslisser"], nu=moment + timedelta(days=1))
    gelezen = wereld.open()
    assert gelezen.tabel("Alle doelgroepen: aanvragen in volgorde").rijen == voor
    assert tweede.bevroren_sha256 in gelezen.tekst
    assert f"/uitkomst-rha-2023-V{eerste.volgnummer}" not in gelezen.tekst
    kop = wereld.client.get(f"{EEN}/invoer.json").headers["Content-Disposition"]
    assert "rha-2023-V1" in kop
    assert "€ 700.000" in gelezen.tekst


def test_een_besluit_dat_nog_niet_is_verstuurd_houdt_alles_tegen(wereld: Wereld) -> None:
    verdeling = verdeel(wereld.tranche, wereld.personen)
    besluit(verdeling, wereld.personen)
    maak_bekend(verdeling, behalve=("C-01",))
    assert verraadt(wereld, verdeling) == []


def test_de_geschiedenis_van_het_plafond_staat_er_met_bron_en_zekerheid(app: Flask) -> None:
    richt_in(definitie("rha-2022"))
    tabel = lees(app.test_client().get("/openbaar/rha-2022").text).tabel("Uitkeringsplafond")
    assert tabel.kolom("Bedrag") == ["€ 37.100.000", "€ 52.135.000"]
    assert "Stcrt 2022, 25169" in tabel.kolom("Bron")[1]
    assert set(tabel.kolom("Zekerheid")) <= {"geverifieerd", "aanname", "onbekend"}


def test_een_voorbeeld_zegt_dat_het_verzonnen_is(wereld: Wereld) -> None:
    assert "VOORBEELD – verzonnen gegevens" in wereld.open().tekst
    assert "VOORBEELD – verzonnen gegevens" in wereld.open("/").tekst


def test_zonder_account_mag_een_tussenopslag_de_pagina_even_bewaren(app: Flask, wereld: Wereld) -> None:
    for adres in ("/", EEN):
        antwoord = wereld.client.get(adres)
        assert antwoord.headers["Cache-Control"] == "public, max-age=60"
        assert "Cookie" in antwoord.headers.get("Vary", "")
        assert "Set-Cookie" not in antwoord.headers
        merk = antwoord.headers["ETag"]
        assert wereld.client.get(adres, headers={"If-None-Match": merk}).status_code == 304
        ingelogd = als(app.test_client(), wereld.personen["beslisser"], nu()).get(adres)
        assert ingelogd.headers["Cache-Control"] == "no-store"
        assert "A. de Beslisser" in ingelogd.text


@pytest.mark.parametrize("pad", ["bestaat-niet", "rha-2023%20x", "x" * 300, "rha-2023/invoer", "../inloggen"])
def test_een_adres_dat_nergens_op_slaat_is_een_404(wereld: Wereld, pad: str) -> None:
    assert wereld.client.get(f"/openbaar/{pad}").status_code == 404


def test_de_lijst_stelt_evenveel_vragen_bij_een_als_bij_drie_tranches(app: Flask) -> None:
    aantallen = []
    for code in ("rha-2022", "rha-2023", "rha-2025"):
        bron = definitie(code) if code == "rha-2025" else met_plafond(definitie(code), 500_000)
        tranche, personen = richt_in(bron)
        if code != "rha-2025":
            vragen = [
                type(een)(f"{code}-{een.nummer}", een.dag, een.euro, een.gm_code) for een in STANDAARD[:3]
            ]
            neem_op_en_beoordeel(tranche, vragen, personen)
            verdeling = verdeel(tranche, personen)
            besluit(verdeling, personen)
            maak_bekend(verdeling)
        with tel_vragen() as gesteld:
            assert app.test_client().get("/").status_code == 200
        aantallen.append(len(gesteld))
    assert len(set(aantallen)) == 1
    assert aantallen[0] <= 10
