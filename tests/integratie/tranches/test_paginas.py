"""The rules of a tranche are shown whole: every one once, with its source, its certainty and what it was before."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from subsidie.accounts.models import Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.models import Trancheaard, Tranchestatus
from subsidie.tranches.overzicht import list_overzicht, stand_van
from subsidie.tranches.service import get_pot, get_tranche, laad_tranche, stel_in, verhoog_plafond
from subsidie.voorbeeld.personen import laad_personen
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als
from tests.fabrieken.tranches import START
from tests.fabrieken.verdelingen import Gelezen, lees, tel_vragen

CODES = [een.code for een in alle_tranches()]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """All six tranches as an example; the beheerder looks."""
    with schrijfgrens():
        laad_gemeenten(db.session())
        personen = laad_personen(nu=START)
        for definitie in alle_tranches():
            laad_tranche(definitie, aard=Trancheaard.VOORBEELD, door=personen["beheerder"], nu=START)
    return als(app.test_client(), personen["beheerder"], nu())


def open_(client: FlaskClient, adres: str) -> Gelezen:
    antwoord = client.get(adres)
    assert antwoord.status_code == 200, antwoord.text
    return lees(antwoord.text)


def uitvoer(client: FlaskClient, adres: str) -> list[dict[str, str]]:
    tekst = client.get(adres).data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(tekst), delimiter=";" if ";" in tekst.splitlines()[0] else ","))


def test_zonder_account_is_er_niets_te_zien(app: Flask, client: FlaskClient) -> None:
    for adres in ("/tranches", "/tranches/rha-2023/regels"):
        assert app.test_client().get(adres).status_code == 302


def test_de_lijst_heeft_elke_tranche_met_haar_plafond_de_nieuwste_eerst(client: FlaskClient) -> None:
    tabel = open_(client, "/tranches").tabel("Tranches")
    plafonds = dict(zip(tabel.kolom("Tranche"), tabel.kolom("Uitkeringsplafond"), strict=True))
    assert len(plafonds) == 6
    assert next(iter(plafonds)).startswith("Regeling huisvesting aandachtsgroepen 2025")
    # Two pots of € 30.000.000; and the ceiling of 2022 after it was raised.
    assert next(iter(plafonds.values())) == "€ 60.000.000"
    assert "€ 52.135.000" in plafonds.values()
    assert set(tabel.kolom("Stand")) == {"in voorbereiding"}


def test_de_lijst_stelt_evenveel_vragen_bij_elk_aantal_tranches(app: Flask) -> None:
    aantallen = []
    for definitie in alle_tranches():
        with schrijfgrens():
            laad_gemeenten(db.session())
            laad_tranche(definitie, aard=Trancheaard.VOORBEELD, door=None, nu=START)
        with tel_vragen() as gesteld:
            list_overzicht(nu=START)
        aantallen.append(len(gesteld))
    assert set(aantallen) == {3}


@pytest.mark.parametrize("code", CODES)
def test_elke_regel_staat_er_precies_een_keer_met_bron_en_zekerheid(client: FlaskClient, code: str) -> None:
    definitie = next(een for een in alle_tranches() if een.code == code)
    rijen = uitvoer(client, f"/tranches/{code}/regels?uitvoer=csv")
    verwacht = len(definitie.instellingen) + bool(definitie.tijdvakken)
    verwacht += sum(len(pot.instellingen) + 1 for pot in definitie.potten)
    assert len(rijen) == verwacht
    assert len({(rij["pot"], rij["sleutel"]) for rij in rijen}) == verwacht
    assert all(rij["bron"] and rij["waarde"] and rij["zekerheid"] in set(Zekerheid) for rij in rijen)
    assert {rij["onderwerp"] if "onderwerp" in rij else rij["groep"] for rij in rijen}.isdisjoint(
        {"Overig", ""}
    )
    html = client.get(f"/tranches/{code}/regels").text
    assert html.count('<div class="regel"') == verwacht


def test_potten_staan_apart(client: FlaskClient) -> None:
    tekst = open_(client, "/tranches/rha-2025/regels").tekst
    assert "Pot Uitwonende studenten" in tekst
    assert "Pot Overige aandachtsgroepen" in tekst
    assert "Onzelfstandige en zelfstandige woonruimten, minimaal 25 % onzelfstandig" in tekst


def test_het_filter_op_zekerheid_staat_in_het_adres_en_geldt_ook_voor_de_uitvoer(client: FlaskClient) -> None:
    adres = "/tranches/rha-2023/regels?zekerheid=onbekend"
    rijen = uitvoer(client, f"{adres}&uitvoer=csv")
    assert {rij["zekerheid"] for rij in rijen} == {"onbekend"}
    assert client.get(adres).text.count('<div class="regel"') == len(rijen) == 4
    beide = uitvoer(client, f"{adres}&zekerheid=aanname&uitvoer=csv")
    assert {rij["zekerheid"] for rij in beide} == {"onbekend", "aanname"}
    assert "Niet alles in het adres klopt" in open_(client, "/tranches/rha-2023/regels?zekerheid=gek").tekst


def test_de_xlsx_is_dezelfde_lijst_en_zegt_voorbeeld(client: FlaskClient) -> None:
    bestand = client.get("/tranches/rha-2023/regels?uitvoer=xlsx")
    cellen = CalamineWorkbook.from_object(io.BytesIO(bestand.data)).get_sheet_by_index(0).to_python()
    rijen = uitvoer(client, "/tranches/rha-2023/regels?uitvoer=csv")
    assert [rij[2] for rij in cellen[4:]] == [rij["sleutel"] for rij in rijen]
    assert "VOORBEELD" in str(cellen[1][0])


def test_wat_een_regel_eerder_was_blijft_te_lezen_met_wie_haar_vastlegde(
    app: Flask, client: FlaskClient
) -> None:
    moment = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)
    with schrijfgrens():
        beheerder = laad_personen(nu=START)["beheerder"]
        stel_in(
            get_tranche("rha-2023"), "gemeentemaximum", "€ 2.500.000", bron="proef", zekerheid=Zekerheid.GEVERIFIEERD,
            door=beheerder, nu=moment,
        )  # fmt: skip
        stel_in(
            get_tranche("rha-2023"), "gemeentemaximum", "€ 3.000.000", bron="proef", zekerheid=Zekerheid.GEVERIFIEERD,
            door=beheerder, nu=moment,
        )  # fmt: skip
        verhoog_plafond(
            get_pot(get_tranche("rha-2023"), "rha"), bedrag_cent=40_000_000_00, bron="proef", door=beheerder, nu=moment
        )  # fmt: skip
        lezer = maak_gebruiker(naam="G.", email="g@voorbeeld.invalid", functie="", door=None, nu=START)
        ken_rol_toe(lezer, Rol.OPSTELLER, vanaf=START.date(), gm_code="GM0193", door=None, nu=START)
    tekst = open_(client, "/tranches/rha-2023/regels").tekst
    assert "Maximum per gemeente € 3.000.000" in tekst
    assert "Eerder (2) : Maximum per gemeente € 2.500.000" in tekst
    assert "vastgelegd op 2 februari 2026 door B. Beheerder" in tekst
    assert "Uitkeringsplafond € 40.000.000" in tekst
    gemeente = open_(als(app.test_client(), lezer, nu()), "/tranches/rha-2023/regels").tekst
    assert "door de beheerder" in gemeente
    assert "B. Beheerder" not in gemeente


@pytest.mark.parametrize("code", ["bestaat-niet", "rha-2023%20", "x" * 300, "-"])
def test_een_tranche_die_er_niet_is_geeft_een_404(client: FlaskClient, code: str) -> None:
    assert client.get(f"/tranches/{code}/regels").status_code == 404


OPENT, SLUIT = datetime(2026, 3, 2, 8, tzinfo=UTC), datetime(2026, 4, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "op", "tekst", "dagen"),
    [
        (Tranchestatus.VOORBEREIDING, datetime(2026, 3, 3, tzinfo=UTC), "in voorbereiding", None),
        (Tranchestatus.OPEN, datetime(2026, 2, 3, tzinfo=UTC), "gaat open op 2 maart 2026", None),
        (Tranchestatus.OPEN, OPENT, "open", 32),
        (Tranchestatus.OPEN, SLUIT, "open", 0),
        (Tranchestatus.OPEN, datetime(2026, 4, 3, 15, 0, 1, tzinfo=UTC), "tijdvak voorbij, nog niet gesloten", None),
        (Tranchestatus.GESLOTEN, OPENT, "gesloten", None),
        (Tranchestatus.AFGEROND, OPENT, "afgerond", None),
    ],
)  # fmt: skip
def test_de_stand_volgt_uit_status_en_tijdvak(
    status: Tranchestatus, op: datetime, tekst: str, dagen: int | None
) -> None:
    stand = stand_van(status, OPENT, SLUIT, nu=op)
    assert stand.tekst == tekst
    assert (stand.klok.dagen if stand.klok else None) == dagen
