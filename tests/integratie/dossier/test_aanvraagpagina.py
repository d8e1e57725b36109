"""The page of one application: who gets it, what is on it, and that it follows what happens."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.models import AanvraagVersie
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.models import Belang, Gebruiker, Rol
from subsidie.beschikkingen.models import Beschikking
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.service import stel_in
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.aanvraagpaginas import (
    AFGEWEZEN,
    ANDER,
    EIGEN,
    NU,
    TOEGEKEND,
    Wereld,
    richt_bekende_wereld_in,
    richt_wereld_in,
)
from tests.fabrieken.inloggen import als
from tests.fabrieken.tranches import START, besluit
from tests.fabrieken.verdelingen import maak_bekend, tel_vragen


@pytest.fixture
def wereld(app: Flask) -> Wereld:
    return richt_wereld_in(app)


@pytest.fixture
def besloten(app: Flask) -> Wereld:
    """The same, divided, signed and notified."""
    return richt_bekende_wereld_in(app)


@pytest.mark.parametrize("rol", sorted(HELE_TRANCHE))
def test_wie_de_hele_tranche_ziet_ziet_elke_aanvraag(wereld: Wereld, rol: Rol) -> None:
    assert "Project C-01" in wereld.kijk(wereld.met_rol(rol), AFGEWEZEN).tekst


def test_een_beoordelaar_ziet_alleen_wat_hem_is_toegewezen(wereld: Wereld) -> None:
    assert wereld.haal(wereld.personen["beoordelaar"]).status_code == 200
    assert wereld.haal(wereld.met_rol(Rol.BEOORDELAAR)).status_code == 404


def test_een_beoordelaar_ziet_de_uitkomst_pas_na_de_bekendmaking(wereld: Wereld) -> None:
    verdeling = wereld.besluit(bekend=False)
    ervoor = wereld.kijk(wereld.personen["beoordelaar"]).tekst
    for woord in ("Rang", "toegekend", "Nog te verdelen", "bevroren", "Lotnummer"):
        assert woord not in ervoor, woord
    maak_bekend(verdeling)
    assert "toegekend" in wereld.kijk(wereld.personen["beoordelaar"]).tekst


def test_een_andere_gemeente_ziet_precies_wat_zij_ziet_van_een_nummer_dat_er_niet_is(wereld: Wereld) -> None:
    ander = wereld.gemeente(ANDER)
    with time_machine.travel(NU, tick=False):
        client = als(wereld.app.test_client(), ander, NU)
        van_een_ander, bestaat_niet = (client.get(f"/aanvragen/{nr}") for nr in (TOEGEKEND, "Z-99"))
    assert van_een_ander.status_code == bestaat_niet.status_code == 404
    assert van_een_ander.data == bestaat_niet.data
    zonder_koekje = [
        [(naam, waarde) for naam, waarde in antwoord.headers if naam != "Set-Cookie"]
        for antwoord in (van_een_ander, bestaat_niet)
    ]
    assert zonder_koekje[0] == zonder_koekje[1]


@pytest.mark.parametrize(
    "nummer",
    ["a-01", "A-01%20", "%20", "A-01%00", "%00", "%ff%fe", "A%2F01", "%F0%9F%8F%A0", "A-01'--", "x" * 3000],
)
@pytest.mark.parametrize("erachter", ["", "/documenten/A-01-B1"])
def test_een_vreemd_nummer_is_er_niet_en_breekt_niets(wereld: Wereld, nummer: str, erachter: str) -> None:
    antwoord = wereld.haal(wereld.personen["behandelaar"], f"/aanvragen/{nummer}{erachter}")
    assert antwoord.status_code in {400, 404}


def test_een_voorbeeld_draagt_de_band(wereld: Wereld) -> None:
    assert "VOORBEELD" in wereld.kijk(wereld.gemeente()).tekst


# What is on it -------------------------------------------------------------------------------------------


def test_de_kop_noemt_nummer_gemeente_project_bedrag_en_stand(besloten: Wereld) -> None:
    tekst = besloten.kijk(besloten.personen["behandelaar"]).tekst
    for deel in (
        "A-01 · gemeente Zwolle",
        "Project A-01",
        "Gevraagd € 100.000",
        "Verleend € 100.000",
        "verleend",
    ):
        assert deel in tekst


def test_de_woonruimten_staan_in_een_tabel_die_optelt(wereld: Wereld) -> None:
    tabel = wereld.kijk(wereld.gemeente()).tabel("Woonruimten per doelgroep")
    assert [rij.cellen for rij in tabel.rijen[1:]] == [
        ["Statushouders", "zelfstandig", "12", "–", "12", "€ 500"],
        ["Uitwonende studenten", "onzelfstandig", "–", "3", "3", "€ 500"],
        ["Samen", "12", "3", "15", ""],
    ]


def test_wat_meetelt_staat_er_als_som_en_is_wat_is_vastgelegd(wereld: Wereld) -> None:
    tekst = wereld.kijk(wereld.gemeente()).tekst
    versie = db.session.scalars(
        select(AanvraagVersie).where(AanvraagVersie.aanvraag.has(nummer=TOEGEKEND))
    ).one()
    assert versie.subsidiabel_cent == 100_000_00
    assert "15 woonruimten × € 8.500 = € 127.500" in tekst
    assert "het laagste bedrag telt: € 100.000" in tekst
    assert "Nog ruimte, met deze aanvraag erbij € 1.900.000" in tekst


def test_de_klok_loopt_tot_de_bekendmaking_en_noemt_waarop_zij_rust(wereld: Wereld) -> None:
    verdeling = wereld.besluit(bekend=False)
    tekst = wereld.kijk(wereld.personen["behandelaar"]).tekst
    assert "dagen te laat" in tekst
    assert "De termijn rust op een aanname" in tekst
    maak_bekend(verdeling)
    tekst = wereld.kijk(wereld.personen["behandelaar"]).tekst
    assert "besluit bekendgemaakt op 20 januari 2026" in tekst
    assert "dagen te laat" not in tekst


def test_een_gewijzigde_regel_is_meteen_te_zien(wereld: Wereld) -> None:
    behandelaar = wereld.personen["behandelaar"]
    assert "13 weken" in wereld.kijk(behandelaar).tekst
    with schrijfgrens():
        stel_in(
            wereld.tranche, "beslistermijn.weken", 26, bron="Stcrt 2026, 1", zekerheid=Zekerheid.GEVERIFIEERD,
            door=wereld.personen["beheerder"], nu=NU,
        )  # fmt: skip
    tekst = wereld.kijk(behandelaar).tekst
    assert "26 weken" in tekst
    assert "Stcrt 2026, 1" in tekst


def test_een_geregistreerd_belang_staat_bovenaan(wereld: Wereld) -> None:
    behandelaar = wereld.personen["behandelaar"]
    assert "belang" not in wereld.kijk(behandelaar).tekst
    with schrijfgrens():
        for gm_code, tot in ((EIGEN, None), (ANDER, NU.date())):
            db.session.add(
                Belang(
                    gebruiker_id=behandelaar.id, gm_code=gm_code, omschrijving="woont er", vanaf=START.date(),
                    tot=tot,
                )
            )  # fmt: skip
    assert "geregistreerd belang in de gemeente Zwolle" in wereld.kijk(behandelaar).tekst
    assert "belang" not in wereld.kijk(behandelaar, "A-02").tekst
    assert "belang" not in wereld.kijk(wereld.personen["beslisser"]).tekst


@pytest.mark.parametrize(
    ("wie", "nummer", "hoogstens"),
    [
        ("behandelaar", AFGEWEZEN, 6),
        ("behandelaar", TOEGEKEND, 22),  # what was built, paid and asked since
        ("gemeente", TOEGEKEND, 21),
    ],
)
def test_de_pagina_stelt_weinig_vragen_en_evenveel_bij_elke_aanvraag(
    besloten: Wereld, wie: str, nummer: str, hoogstens: int
) -> None:
    kijker = besloten.gemeente() if wie == "gemeente" else besloten.personen[wie]
    with time_machine.travel(NU, tick=False):
        client = als(besloten.app.test_client(), kijker, NU)
        client.get(f"/aanvragen/{nummer}")  # the rules of the tranche are read once
        with tel_vragen() as gesteld:
            assert client.get(f"/aanvragen/{nummer}").status_code == 200
    assert len(gesteld) <= hoogstens, gesteld


def test_wie_na_elkaar_kijken_krijgen_ieder_hun_eigen_kant(besloten: Wereld) -> None:
    gemeente, behandelaar = besloten.gemeente(), besloten.personen["behandelaar"]
    eerst = [besloten.kijk(wie).tekst for wie in (behandelaar, gemeente)]
    assert [besloten.kijk(wie).tekst for wie in (behandelaar, gemeente)] == eerst
    assert "Wie eraan werken" in eerst[0]
    assert "Wie eraan werken" not in eerst[1]


def test_een_stap_verder_is_meteen_te_zien(wereld: Wereld) -> None:
    behandelaar = wereld.personen["behandelaar"]
    standen: list[Any] = [wereld.kijk(behandelaar).tekst]
    verdeling = wereld.verdeel()
    standen.append(wereld.kijk(behandelaar).tekst)
    besluit(verdeling, wereld.personen)
    standen.append(wereld.kijk(behandelaar).tekst)
    wereld.maak_brief(f"{TOEGEKEND}-B1")
    standen.append(wereld.kijk(behandelaar).tekst)
    maak_bekend(verdeling)
    standen.append(wereld.kijk(behandelaar).tekst)
    with schrijfgrens():
        db.session.scalars(select(Gebruiker).where(Gebruiker.id == behandelaar.id)).one().naam = "N. Anders"
    standen.append(wereld.kijk(behandelaar).tekst)
    assert len(set(standen)) == len(standen)
    assert db.session.scalars(select(Beschikking.kenmerk)).first() is not None
