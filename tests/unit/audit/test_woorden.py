"""Every event that the program records has words for people, and nothing has words that does not exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from subsidie.audit.gegevens import LABELS, in_woorden, toelichting
from subsidie.audit.woorden import OBJECTSOORTEN, WOORDEN, objectsoort_van, woord_van
from tests.infra.bestanden import WORTEL

PAKKET = WORTEL / "subsidie"
SOORT = re.compile(r"[a-z]+:[a-z_]+")
KLEUREN = {"goed", "let_op", "fout", "info", "neutraal"}
ZELF = {PAKKET / "audit" / "woorden.py", PAKKET / "audit" / "gegevens.py"}


def _bomen() -> list[tuple[Path, ast.Module]]:
    return [
        (pad, ast.parse(pad.read_text(encoding="utf-8"))) for pad in PAKKET.rglob("*.py") if pad not in ZELF
    ]


def _soorten_in_de_code() -> set[str]:
    """Every text in the program that is written as a kind of event."""
    return {
        knoop.value
        for _, boom in _bomen()
        for knoop in ast.walk(boom)
        if isinstance(knoop, ast.Constant) and isinstance(knoop.value, str) and SOORT.fullmatch(knoop.value)
    }


def _vastleggingen() -> list[ast.Call]:
    return [
        knoop
        for _, boom in _bomen()
        for knoop in ast.walk(boom)
        if isinstance(knoop, ast.Call) and isinstance(knoop.func, ast.Name) and knoop.func.id == "leg_vast"
    ]


def _vast(knoop: ast.Call, naam: str) -> ast.expr | None:
    return next((sleutel.value for sleutel in knoop.keywords if sleutel.arg == naam), None)


def test_elke_soort_gebeurtenis_heeft_woorden_en_elk_woord_hoort_bij_een_soort() -> None:
    assert sorted(_soorten_in_de_code()) == sorted(WOORDEN)


def test_elke_soort_object_heeft_een_naam() -> None:
    soorten = {
        waarde.value
        for knoop in _vastleggingen()
        if isinstance(waarde := _vast(knoop, "object_soort"), ast.Constant) and isinstance(waarde.value, str)
    }
    assert sorted(soorten) == sorted(OBJECTSOORTEN)


def test_elk_gegeven_van_een_gebeurtenis_heeft_een_naam() -> None:
    sleutels = {
        sleutel.value
        for knoop in _vastleggingen()
        if (gegevens := _vast(knoop, "gegevens")) is not None
        for deel in ast.walk(gegevens)
        if isinstance(deel, ast.Dict)
        for sleutel in deel.keys
        if isinstance(sleutel, ast.Constant) and isinstance(sleutel.value, str)
    }
    assert sleutels
    assert sorted(sleutels - set(LABELS)) == []


def test_een_kleur_bestaat() -> None:
    assert {woord.kleur for woord in WOORDEN.values()} <= KLEUREN


def test_een_onbekende_soort_blijft_leesbaar() -> None:
    assert woord_van("bezwaar:ontvangst_bevestigd").titel == "Ontvangst bevestigd"
    assert objectsoort_van("iets_anders") == "Iets anders"


def test_gegevens_staan_er_in_woorden() -> None:
    tekst = (
        '{"gevraagd_cent":32067000,"op":"2023-12-04","seed_bekend_op":"2023-11-21T11:00:00+00:00",'
        '"voldoet":true,"pot":null,"gewijzigd":["naam","budget"],"sha256":{"aanvragen":"' + "a" * 64 + '"},'
        '"gebruiker":"k1","vreemd_ding":1234}'
    )
    regels = {deel.sleutel: deel for deel in in_woorden(tekst, {"k1": "J. de Vries"})}
    assert {sleutel: (deel.label, deel.waarde) for sleutel, deel in regels.items()} == {
        "gevraagd_cent": ("Gevraagd", "€ 320.670"),
        "op": ("Op", "4 december 2023"),
        "seed_bekend_op": ("Seed bekend op", "21 november 2023 om 12.00.00 uur"),
        "voldoet": ("Voldoet aan de voorwaarden", "ja"),
        "pot": ("Pot", "geen"),
        "gewijzigd": ("Gewijzigd", "naam, budget"),
        "sha256.aanvragen": ("SHA-256: aanvragen", "a" * 64),
        "gebruiker": ("Account", "J. de Vries"),
        "vreemd_ding": ("Vreemd ding", "1.234"),
    }
    assert [sleutel for sleutel, deel in regels.items() if deel.is_code] == ["sha256.aanvragen"]


@pytest.mark.parametrize("tekst", ["", "geen json", "[1]", "null", '{"voldoet": 3, "score": 8}', "{}"])
@pytest.mark.parametrize("soort", sorted(WOORDEN))
def test_wat_iemand_buiten_het_programma_om_schreef_breekt_geen_pagina(soort: str, tekst: str) -> None:
    assert isinstance(toelichting(soort, tekst), str)
    assert isinstance(in_woorden(tekst), list)


@pytest.mark.parametrize(
    ("soort", "tekst", "zin"),
    [
        ("aanvraag:ontvangen", '{"versie":1,"gevraagd_cent":108848800}', "Versie 1, gevraagd € 1.088.488."),
        ("beschikking:opgesteld", '{"soort":"afwijzing","verleend_cent":0}', "Afwijzing."),
        ("beschikking:opgesteld", '{"soort":"verlening","verleend_cent":200}', "Verlening van € 2."),
        ("aanvraag:beoordeeld", '{"voldoet":true,"score":"8.5"}', "De aanvraag voldoet, score 8,5."),
        ("tranche:plafond_verhoogd", '{"pot":"A","van_cent":null,"naar_cent":100,"bron":"Stcrt"}',
         "Pot A: van onbekend naar € 1. Bron: Stcrt."),
        ("verdeling:getrokken", "{}", "Zonder loting."),
        ("gebruiker:aangemeld", "{}", ""),
    ],
)  # fmt: skip
def test_een_gebeurtenis_in_een_zin(soort: str, tekst: str, zin: str) -> None:
    assert toelichting(soort, tekst) == zin
