"""The worked cases of the design: input in, outcome out, to the letter."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from subsidie.kern.strikte_json import lees_json
from subsidie.verdeling.engine import als_json, verdeel
from subsidie.verdeling.invoer import als_json as invoer_als_json
from subsidie.verdeling.invoer import bevroren, lees_invoer
from tests.unit.verdeling import orakel

GEVALLEN = sorted((Path(__file__).parents[2] / "gevallen" / "verdeling").glob("*.json"))


@pytest.fixture(params=GEVALLEN, ids=lambda pad: pad.stem)
def geval(request: pytest.FixtureRequest) -> dict[str, Any]:
    gelezen = lees_json(request.param.read_bytes())
    assert isinstance(gelezen, dict)
    return gelezen


def test_er_zijn_gevallen() -> None:
    assert len(GEVALLEN) >= 16


def test_de_uitkomst_is_die_van_het_geval(geval: dict[str, Any]) -> None:
    assert als_json(verdeel(lees_invoer(geval["invoer"]))) == geval["verwacht"]


def test_de_tweede_lezing_van_de_regels_geeft_die_ook(geval: dict[str, Any]) -> None:
    assert orakel.verdeel(geval["invoer"]) == geval["verwacht"]


def test_met_uitleg_verandert_er_niets_aan_de_uitkomst(geval: dict[str, Any]) -> None:
    met_uitleg: Any = als_json(verdeel(lees_invoer(geval["invoer"])), met_uitleg=True)
    erbij = {"ruimte_voor_cent", "ruimte_na_cent", "toelichting", "grondslag"}
    kaal = [{s: w for s, w in rij.items() if s not in erbij} for rij in met_uitleg["uitkomsten"]]
    assert {**met_uitleg, "uitkomsten": kaal} == geval["verwacht"]
    assert all(rij["toelichting"] and rij["grondslag"] for rij in met_uitleg["uitkomsten"])


def test_de_volgorde_van_de_rijen_verandert_niets(geval: dict[str, Any]) -> None:
    geschud = geval["invoer"] | {"kandidaten": list(geval["invoer"]["kandidaten"])}
    random.Random(1).shuffle(geschud["kandidaten"])
    assert als_json(verdeel(lees_invoer(geschud))) == geval["verwacht"]
    assert bevroren(geschud) == bevroren(geval["invoer"])


def test_de_invoer_komt_weer_heel_terug(geval: dict[str, Any]) -> None:
    gelezen = lees_invoer(geval["invoer"])
    assert lees_invoer(invoer_als_json(gelezen)) == gelezen
    assert bevroren(gelezen) == bevroren(geval["invoer"])
