"""The page of a tranche: sums that hold for who sees it all, and no more than is public for who does not."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.kern.geld import lees_euro
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import aannames, onbekende
from subsidie.verdeling.samenvatting import samenvatting
from subsidie.verdeling.service import bevriezen
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als
from tests.fabrieken.tranches import besluit, definitie, richt_in, verdeel
from tests.fabrieken.verdelingen import (
    DAG,
    GEMEENTEN,
    Gelezen,
    Vraag,
    beoordeelde_tranche,
    lees,
    maak_bekend,
    met_plafond,
    neem_op_en_beoordeel,
    tel_vragen,
)

ADRES = "/tranches/rha-2023"
Gevuld = tuple[Tranche, dict[str, Gebruiker]]
ZONDER_INTERN = sorted(set(Rol) - HELE_TRANCHE)


@pytest.fixture
def gevuld(app: Flask) -> Gevuld:
    return beoordeelde_tranche()


def kijk(app: Flask, gebruiker: Gebruiker, adres: str = ADRES) -> Gelezen:
    antwoord = als(app.test_client(), gebruiker, nu()).get(adres)
    assert antwoord.status_code == 200, antwoord.text
    return lees(antwoord.text)


def met_rol(rol: Rol) -> Gebruiker:
    with schrijfgrens():
        gebruiker = maak_gebruiker(
            naam=f"G. {rol.value}", email=f"g.{rol.value}@voorbeeld.invalid", functie="", door=None, nu=DAG[0]
        )
        gm_code = "GM0193" if rol in (Rol.OPSTELLER, Rol.TEKENBEVOEGDE) else None
        ken_rol_toe(gebruiker, rol, vanaf=DAG[0].date(), gm_code=gm_code, door=None, nu=DAG[0])
    return gebruiker


def test_de_sommen_van_het_geld_kloppen_op_de_cent(app: Flask, gevuld: Gevuld) -> None:
    tranche, personen = gevuld
    cijfers = samenvatting(verdeel(tranche, personen))
    gelezen = kijk(app, personen["behandelaar"])
    vraag, niet_mee, telt, niet_toegekend, toegekend = (
        lees_euro(rij.cellen[1]) for rij in gelezen.tabel("Van gevraagd naar toegekend").rijen
    )
    plafond, af, over = (lees_euro(rij.cellen[1]) for rij in gelezen.tabel("Van het plafond").rijen)
    assert vraag - niet_mee == telt
    assert telt - niet_toegekend == toegekend == af == cijfers.toegekend_cent
    assert plafond - af == over == cijfers.restant_cent
    assert vraag == cijfers.gevraagd_cent


def test_de_woonruimten_per_doelgroep_zijn_die_van_de_samenvatting(app: Flask, gevuld: Gevuld) -> None:
    tranche, personen = gevuld
    cijfers = samenvatting(verdeel(tranche, personen))
    tabel = kijk(app, personen["behandelaar"]).tabel("Toegekende woonruimten per doelgroep")
    samen = dict(zip(tabel.kolom("Doelgroep"), tabel.kolom("samen"), strict=True))
    assert samen["Statushouders"] == str(cijfers.per_doelgroep["statushouders"])
    assert samen["Uitwonende studenten"] == str(cijfers.per_doelgroep["uitwonende_studenten"])
    assert sum(int(aantal.replace(".", "")) for aantal in samen.values()) == cijfers.woonruimten


def test_de_kaart_telt_alle_toegekende_woonruimten(app: Flask, gevuld: Gevuld) -> None:
    tranche, personen = gevuld
    cijfers = samenvatting(verdeel(tranche, personen))
    tabel = kijk(app, personen["behandelaar"]).tabel("Toegekende woonruimten per gemeente")
    aantallen = [rij.cellen[-1] for rij in tabel.rijen[1:]]
    assert sum(int(aantal.replace(".", "")) for aantal in aantallen) == cijfers.woonruimten
    assert len(aantallen) == cijfers.toegekende_gemeenten


def test_wat_niet_zeker_is_staat_er_met_hoeveel_het_is(app: Flask, gevuld: Gevuld) -> None:
    tranche, personen = gevuld
    gelezen = kijk(app, personen["behandelaar"])
    onbekend, aangenomen = len(onbekende(tranche)), len(aannames(tranche))
    assert f"{onbekend} regels zijn onbekend" in gelezen.tekst
    assert f"{aangenomen} zijn een aanname" in gelezen.tekst
    assert len(gelezen.tabel("Regels die niet zeker zijn").rijen) == 1 + onbekend + aangenomen


@pytest.mark.parametrize("rol", ZONDER_INTERN)
def test_wie_niet_de_hele_tranche_ziet_weet_niet_meer_dan_iedereen(
    app: Flask, gevuld: Gevuld, rol: Rol
) -> None:
    tranche, personen = gevuld
    verdeling = verdeel(tranche, personen)
    besluit(verdeling, personen)
    gebruiker = met_rol(rol)
    voor = kijk(app, gebruiker)
    assert "De uitkomst is nog niet bekend" in voor.tekst
    for woord in (
        "Toegekend",
        "Rangschikking",
        "Verdeling 1",
        "Wat niet zeker is",
        "getekend",
        "B-0",
        "Gevraagd",
    ):
        assert woord not in voor.tekst, woord
    html = als(app.test_client(), gebruiker, nu()).get(ADRES).text
    assert "/rangschikking" not in html
    assert "/verdelingen/" not in html
    assert ('href="/besluiten' in html) == (rol is not Rol.BEOORDELAAR)
    maak_bekend(verdeling)
    na = kijk(app, gebruiker)
    assert "Toegekend 5 in 5 gemeenten" in na.tekst
    assert "Wat niet zeker is" not in na.tekst


def test_het_ministerie_ziet_besluiten_en_verdelingen_met_hun_stand(app: Flask, gevuld: Gevuld) -> None:
    tranche, personen = gevuld
    verdeling = verdeel(tranche, personen)
    besluit(verdeling, personen)
    maak_bekend(verdeling, behalve=("A-01",))
    tekst = kijk(app, personen["behandelaar"]).tekst
    assert "1 besluit getekend, nog niet bekendgemaakt" in tekst
    assert "9 besluiten bekendgemaakt" in tekst
    assert "Verdeling 1 , bevroren op 8 januari 2026: vastgesteld" in tekst


def test_een_bevroren_lijst_is_nog_geen_uitkomst(app: Flask, gevuld: Gevuld) -> None:
    tranche, personen = gevuld
    with schrijfgrens():
        bevriezen(tranche, seed_bron="proef", seed_verwacht_op=DAG[1], door=personen["beslisser"], nu=DAG[0])
    tekst = kijk(app, personen["behandelaar"]).tekst
    assert "Deze uitkomst staat nog niet vast" in tekst
    assert "Past 2 in 2 gemeenten" in tekst
    assert "nog niet toegekend" in tekst


def test_zonder_aanvragen_zegt_de_pagina_dat(app: Flask) -> None:
    _, personen = richt_in(definitie("rha-2022"))
    tekst = kijk(app, personen["behandelaar"], "/tranches/rha-2022").tekst
    assert "Er zijn nog geen aanvragen" in tekst
    assert "€ 37.100.000" in tekst
    assert "€ 52.135.000" in tekst


def test_wie_niet_is_ingelogd_logt_eerst_in(app: Flask, gevuld: Gevuld) -> None:
    assert app.test_client().get(ADRES).status_code == 302


@pytest.mark.parametrize("code", ["bestaat-niet", "rha-2023%20", "x" * 300])
def test_een_tranche_die_er_niet_is_geeft_een_404(app: Flask, gevuld: Gevuld, code: str) -> None:
    _, personen = gevuld
    assert als(app.test_client(), personen["behandelaar"], nu()).get(f"/tranches/{code}").status_code == 404


def test_de_paginas_stellen_evenveel_vragen_bij_vijf_als_bij_vijftig_aanvragen(app: Flask) -> None:
    vragen: dict[int, list[int]] = {}
    for code, aantal in (("rha-2022", 5), ("rha-2023", 50)):
        tranche, personen = richt_in(met_plafond(definitie(code), aantal * 40_000))
        neem_op_en_beoordeel(
            tranche,
            [
                Vraag(f"{code}-{plaats:03d}", 1 + plaats % 3, 60_000, GEMEENTEN[plaats % 10])
                for plaats in range(aantal)
            ],
            personen,
        )
        client = als(app.test_client(), personen["behandelaar"], nu())
        vragen[aantal] = [_tel(client, f"/tranches/{code}"), _tel(client, f"/tranches/{code}/rangschikking")]
        verdeling = verdeel(tranche, personen)
        besluit(verdeling, personen)
        maak_bekend(verdeling)
        vragen[aantal] += [_tel(client, f"/tranches/{code}"), _tel(client, f"/openbaar/{code}")]
        gemeente = als(app.test_client(), personen["opsteller"], nu()) if "opsteller" in personen else client
        vragen[aantal].append(_tel(gemeente, f"/tranches/{code}"))
    assert vragen[5] == vragen[50]
    assert max(vragen[50]) <= 40


def _tel(client: FlaskClient, adres: str) -> int:
    with tel_vragen() as gesteld:
        assert client.get(adres).status_code == 200
    return len(gesteld)
