"""Scenarios: another rule, stored whole, marked as a simulation everywhere, and laid beside what is decided."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select, text, update

from subsidie.audit.models import Gebeurtenis
from subsidie.beoordeling.totaal import maak_opbouw
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import NietBevoegd
from subsidie.tranches.waarden import Criterium
from subsidie.verdeling.engine import als_json, verdeel
from subsidie.verdeling.invoer import als_json as invoer_als_json
from subsidie.verdeling.invoer import lees_invoer
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.rangrijen import list_rangrijen
from subsidie.verdeling.scenario import met_gewichten
from subsidie.verdeling.scenariomodellen import Scenario
from subsidie.verdeling.scenarioservice import get_uitgang, maak_scenario
from subsidie.web.db import db
from subsidie.web.klok import nu
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.inloggen import als
from tests.fabrieken.verdelingen import Wereld

LIJST = "/tranches/rha-2023/scenarios"
GEWOON = {
    "naam": "Meer geld", "rha-plafond": "€ 500.000", "rha-methode": "binnenkomst", "rha-grens": "stop",
    "rha-binnen_groep": "loting", "gemeentemaximum": "€ 2.000.000", "gemeentemaximum_telt": "gevraagd",
    "zonder": "", "seed": "proef",
}  # fmt: skip


def maak(wereld: Wereld, **anders: str) -> Any:
    token = re.search(r'name="csrf_token" value="([^"]+)"', wereld.client.get(f"{LIJST}/nieuw").text)
    assert token is not None
    return wereld.client.post(f"{LIJST}/nieuw", data=GEWOON | anders | {"csrf_token": token[1]})


def bewaard() -> list[Scenario]:
    return list(db.session.scalars(select(Scenario).order_by(Scenario.volgnummer)))


def test_een_hoger_plafond_wordt_bewaard_met_invoer_versie_maker_en_hashes(
    verdeeld: tuple[Wereld, Verdeling],
) -> None:
    wereld, verdeling = verdeeld
    antwoord = maak(wereld, **{"rha-plafond": "€ 600.000"})
    assert (antwoord.status_code, antwoord.location) == (302, f"{LIJST}/1")
    (scenario,) = bewaard()
    assert json.loads(scenario.wijzigingen) == {
        "uitgangspunt": "rha-2023-V1",
        "potten": {"rha": {"plafond_cent": {"van": 500_000_00, "naar": 600_000_00}}},
    }
    invoer = lees_invoer(json.loads(scenario.invoer))
    assert scenario.invoer == canonieke_json(invoer_als_json(invoer)).decode()
    assert scenario.uitkomst == canonieke_json(als_json(verdeel(invoer))).decode()
    assert scenario.invoer_sha256 == sha256_hex(scenario.invoer.encode())
    assert scenario.gemaakt_door_id == wereld.personen["behandelaar"].id
    assert db.session.scalar(
        select(Gebeurtenis.object_id).where(Gebeurtenis.soort == "scenario:gemaakt")
    ) == ("rha-2023-S1")
    af = min((r for r in list_rangrijen(verdeling) if r.reden == "plafond"), key=lambda r: r.rang or 0)
    gelezen = wereld.open(f"{LIJST}/1")
    assert "SIMULATIE Dit is niet wat is besloten." in gelezen.tekst
    assert "Plafond: € 600.000 in plaats van € 500.000." in gelezen.tekst
    assert f"Krijgt hier wel geld (1) {af.nummer}" in gelezen.tekst
    assert "SIMULATIE" in wereld.client.get(f"{LIJST}/1?uitvoer=csv").data.decode()


def test_zonder_wijziging_is_het_de_verdeling_zelf_tot_op_de_byte(
    verdeeld: tuple[Wereld, Verdeling],
) -> None:
    wereld, verdeling = verdeeld
    assert maak(wereld).status_code == 302
    (scenario,) = bewaard()
    assert json.loads(scenario.wijzigingen) == {"uitgangspunt": "rha-2023-V1"}
    assert scenario.uitkomst == verdeling.uitkomst
    zonder_seed = {
        sleutel: waarde for sleutel, waarde in json.loads(scenario.invoer).items() if sleutel != "seed"
    }
    assert canonieke_json(zonder_seed).decode() == verdeling.bevroren


def test_voor_het_bevriezen_begint_een_scenario_bij_hoe_het_nu_staat(wereld: Wereld) -> None:
    assert maak(wereld, seed="", **{"rha-methode": "loting"}).status_code == 302
    (scenario,) = bewaard()
    assert {een["uitkomst"] for een in json.loads(scenario.uitkomst)["uitkomsten"]} == {
        "te_loten",
        "afgewezen",
    }
    assert "Wijze van verdelen: door loting onder iedereen, in plaats van op volgorde van binnenkomst." in (
        wereld.open(f"{LIJST}/1").tekst
    )
    assert maak(wereld, seed="een eigen tekst", naam="Met een lot").status_code == 302
    assert "Dit is niet de echte trekking." in wereld.open(f"{LIJST}/2").tekst


def test_wat_niet_klopt_staat_bij_het_veld_en_er_wordt_niets_bewaard(wereld: Wereld) -> None:
    antwoord = maak(
        wereld, naam="", gemeentemaximum="veel", **{"rha-plafond": "-3", "rha-methode": "dobbelen"}
    )
    assert antwoord.status_code == 422
    for veld in ("naam", "gemeentemaximum", "rha-plafond", "rha-methode"):
        assert f'id="{veld}-fout"' in antwoord.text
    assert 'value="veel"' in antwoord.text
    vreemd = maak(wereld, zonder="A-01, X-99")
    assert vreemd.status_code == 422
    assert "X-99 doet nu niet mee." in vreemd.text
    samen = maak(wereld, gemeentemaximum_telt="verleend", **{"rha-methode": "naar_rato"})
    assert samen.status_code == 422
    assert "naar rato" in samen.text
    assert bewaard() == []


def test_naast_elkaar_staat_wie_wint_en_verliest_en_wat_het_oplevert(
    verdeeld: tuple[Wereld, Verdeling],
) -> None:
    wereld, _ = verdeeld
    maak(wereld, naam="Ruim", **{"rha-plafond": "€ 2.000.000"})
    maak(wereld, naam="Zonder A", zonder="A-01\nA-02")
    gelezen = wereld.open(f"{LIJST}/vergelijk?een=nu&ander=1&derde=2&vierde=77")
    assert "SIMULATIE" in gelezen.tekst
    assert "Het adres noemt een scenario dat er niet is." in gelezen.tekst
    cijfers = gelezen.tabel("Cijfers van elk scenario")
    per_cijfer = {rij.cellen[0]: rij.cellen[1:] for rij in cijfers.rijen[1:]}
    assert per_cijfer["Aanvragen die geld krijgen"] == ["5", "8 3 meer", "5"]
    assert per_cijfer["Over"][1] == "€ 1.240.000 € 1.240.000 meer"
    anders = gelezen.tabel("Aanvragen met niet overal dezelfde uitkomst")
    assert {"A-01", "A-02", "C-01"} <= set(anders.kolom("Aanvraag"))
    assert any(tabel.bijschrift.startswith("Woonruimten per provincie") for tabel in gelezen.tabellen)
    boek = wereld.client.get(f"{LIJST}/vergelijk?een=nu&ander=1&uitvoer=aanvragen").data
    cellen = CalamineWorkbook.from_object(io.BytesIO(boek)).get_sheet_by_index(0).to_python()
    assert "SIMULATIE" in str(cellen[1][0])
    assert len(cellen) == 4 + 10
    assert "Kies er minstens twee" in wereld.open(f"{LIJST}/vergelijk?een=nu").tekst


def test_wie_niet_mag_verdelen_maakt_geen_scenario(app: Flask, wereld: Wereld) -> None:
    beoordelaar = als(app.test_client(), wereld.personen["beoordelaar"], nu())
    assert beoordelaar.get(f"{LIJST}/nieuw").status_code == 403
    with pytest.raises(NietBevoegd), schrijfgrens():
        uitgang = get_uitgang(wereld.tranche, nu=nu())
        maak_scenario(wereld.tranche, "x", uitgang.wens, door=wereld.personen["beoordelaar"], nu=nu())
    assert bewaard() == []


def test_een_scenario_dat_achteraf_is_veranderd_valt_op(verdeeld: tuple[Wereld, Verdeling]) -> None:
    wereld, _ = verdeeld
    maak(wereld)
    assert "niet na te rekenen" not in wereld.open(f"{LIJST}/1").tekst
    (scenario,) = bewaard()
    verbogen = json.loads(scenario.uitkomst)
    verbogen["uitkomsten"][0]["bedrag_cent"] += 1
    with schrijfgrens():
        waarvan = " ON scenario" if db.engine.dialect.name == "postgresql" else ""
        db.session.execute(text(f"DROP TRIGGER scenario_wijzigt_niet{waarvan}"))
        db.session.execute(update(Scenario).values(uitkomst=canonieke_json(verbogen).decode()))
    assert "Dit scenario is niet na te rekenen" in wereld.open(f"{LIJST}/1").tekst


def test_andere_gewichten_geven_de_score_die_bij_de_kaarten_hoort() -> None:
    criteria = [Criterium("a", "A", 30, 5), Criterium("b", "B", 70, 5)]
    opbouw = maak_opbouw(criteria, {"x": {"a": 5, "b": 1}, "y": {"a": 4, "b": 2}}, decimalen=2, grens=None)
    assert json.loads(opbouw)["score"] == met_gewichten(opbouw, {}) == "240.00"
    assert met_gewichten(opbouw, {"a": 70, "b": 30}) == "360.00"
