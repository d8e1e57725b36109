"""The map of the municipalities: whole, in its right place, and nothing of a former municipality is lost."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from subsidie.register.gemeenten import Stand, gemeenten, lees_gemeenten, wie_is
from subsidie.register.kaart import BESTAND, KAARTDAG, gemeentekaart, omtrekken, op_de_kaart
from tests.infra.bestanden import WORTEL

DATA = WORTEL / "subsidie" / "register" / "data" / BESTAND
SCRIPT = WORTEL / "scripts" / "maak_kaart.py"
CODES = st.sampled_from(sorted(gemeenten())) | st.sampled_from(["GM9998", "GM9999"])

Ring = list[tuple[int, int]]


def ringen(pad: str) -> list[Ring]:
    """The rings of a path of the file, in its units."""
    gevonden = []
    for begin, stappen in re.findall(r"M(\d+ \d+)l([-\d ]+)", pad):
        x, y = map(int, begin.split())
        ring = [(x, y)]
        getallen = [int(getal) for getal in re.findall(r"-?\d+", stappen)]
        for dx, dy in zip(getallen[::2], getallen[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        gevonden.append(ring)
    return gevonden


def oppervlak(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def register(*rijen: str) -> dict[str, object]:
    kop = (
        "gm_code,naam,naam_kort,provincie_code,provincie,corop_code,corop,geldig_van,geldig_tot,"
        "opvolger_gm_code,inwoners_2021_01_01,inwoners_2023_01_01,lat,lon"
    )
    volledig = [
        f"{code},{code},{code},PV20,Groningen,CR01,Oost-Groningen,<=2021-01-01,{tot},{opvolger},,,,"
        for code, tot, opvolger in (rij.split(",") for rij in rijen)
    ]
    return {gemeente.gm_code: gemeente for gemeente in lees_gemeenten("\n".join([kop, *volledig]).encode())}


def test_de_kaart_heeft_precies_de_gemeenten_van_die_dag() -> None:
    bestaan = {code for code in gemeenten() if wie_is(code, KAARTDAG).stand is Stand.BESTAAT}
    assert {vlak.code for vlak in omtrekken().vlakken} == bestaan
    assert len(bestaan) == 342


def test_elke_omtrek_is_een_vlak_binnen_de_kaart() -> None:
    kaart = omtrekken()
    for vlak in kaart.vlakken:
        delen = ringen(vlak.pad)
        assert "".join(re.findall(r"M\d+ \d+l[-\d ]+z", vlak.pad)) == vlak.pad
        assert all(len(ring) >= 3 and oppervlak(ring) > 0 for ring in delen), vlak.naam
        assert all(0 <= x <= kaart.breed and 0 <= y <= kaart.hoog for ring in delen for x, y in ring), (
            vlak.naam
        )


def test_de_eilanden_staan_erop() -> None:
    per_code = {vlak.code: ringen(vlak.pad) for vlak in omtrekken().vlakken}
    assert sum(map(len, per_code.values())) == 350
    for wadden in ("GM0448", "GM0096", "GM0093", "GM0060", "GM0088"):
        assert per_code[wadden], wadden
    assert len(per_code["GM0448"]) == 2  # Texel and the sandbank Noorderhaaks
    assert len(per_code["GM1966"]) == 2  # Het Hogeland with Rottumerplaat and Rottumeroog


def test_elke_gemeente_ligt_op_haar_plaats_en_niet_uitgerekt() -> None:
    west, noord, krimp = 3.358, 53.554, math.cos(math.radians((53.554 + 50.751) / 2))
    schaal = 998 / ((7.218 - west) * krimp)
    for vlak in omtrekken().vlakken:
        gemeente = gemeenten()[vlak.code]
        assert gemeente.lon is not None
        assert gemeente.lat is not None
        x = (float(gemeente.lon) - west) * krimp * schaal + 1
        y = (noord - float(gemeente.lat)) * schaal + 1
        punten = [punt for ring in ringen(vlak.pad) for punt in ring]
        assert min(punt[0] for punt in punten) - 2 <= x <= max(punt[0] for punt in punten) + 2, vlak.naam
        assert min(punt[1] for punt in punten) - 2 <= y <= max(punt[1] for punt in punten) + 2, vlak.naam


def test_een_provinciegrens_loopt_over_de_grenzen_van_gemeenten() -> None:
    kaart = omtrekken()
    hoeken = {punt for vlak in kaart.vlakken for ring in ringen(vlak.pad) for punt in ring}
    lijnen = ringen(kaart.provinciegrenzen)
    assert len(lijnen) > 10
    assert all(punt in hoeken for lijn in lijnen for punt in lijn)


def test_het_bestand_wordt_een_keer_gelezen() -> None:
    assert omtrekken() is omtrekken()


def test_de_pagina_met_de_kaart_blijft_licht() -> None:
    beeld = gemeentekaart("T", {vlak.code: 7 for vlak in omtrekken().vlakken}, kenmerk="k")
    omgeving = Environment(
        loader=FileSystemLoader(WORTEL / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    sjabloon = omgeving.from_string('{% from "onderdelen/kaart.html" import kaart %}{{ kaart(beeld) }}')
    tekening = sjabloon.render(beeld=beeld).partition("</svg>")[0]
    assert tekening.count("<path d=") == 342
    assert len(tekening.encode()) < 130_000
    assert DATA.stat().st_size < 50_000


def test_een_waarde_van_weesp_telt_mee_bij_amsterdam() -> None:
    geplaatst = op_de_kaart({"GM0457": 12, "GM0363": 30, "GM0014": 5})
    assert geplaatst.waarden == {"GM0363": 42, "GM0014": 5}
    assert geplaatst.overgebracht == (("GM0457", "GM0363"),)
    assert geplaatst.buiten == {}


def test_een_opvolger_die_zelf_ook_is_opgegaan_geeft_de_waarde_door() -> None:
    keten = register("GM0001,2022-01-01,GM0002", "GM0002,2023-01-01,GM0003", "GM0003,,")
    assert op_de_kaart({"GM0001": 3, "GM0002": 4}, keten).waarden == {"GM0003": 7}  # type: ignore[arg-type]


def test_zonder_opvolger_blijft_een_waarde_buiten_de_kaart_maar_niet_zoek() -> None:
    weg = register("GM0001,2022-01-01,", "GM0002,,")
    geplaatst = op_de_kaart({"GM0001": 3, "GM0002": 4, "GM9999": 5}, weg)  # type: ignore[arg-type]
    assert geplaatst.waarden == {"GM0002": 4}
    assert geplaatst.buiten == {"GM0001": 3, "GM9999": 5}


@given(st.dictionaries(CODES, st.integers(0, 10**9)))
def test_wat_erin_gaat_komt_er_samen_weer_uit(waarden: dict[str, int]) -> None:
    geplaatst = op_de_kaart(waarden)
    assert sum(geplaatst.waarden.values()) + sum(geplaatst.buiten.values()) == sum(waarden.values())
    assert all(wie_is(code, KAARTDAG).stand is Stand.BESTAAT for code in geplaatst.waarden)
    assert set(geplaatst.buiten) <= {"GM9998", "GM9999"}


def test_de_kaart_zegt_wat_is_meegeteld_en_wat_ontbreekt() -> None:
    beeld = gemeentekaart("T", {"GM0457": 12, "GM9999": 3}, kenmerk="k")
    assert beeld.noot == (
        "Opgegaan in een andere gemeente en daar meegeteld: Weesp bij Amsterdam."
        " Niet op de kaart: 3 woonruimten van 1 code zonder gemeente op die dag."
    )
    assert "CBS/Kadaster" in beeld.bron
    assert [rij.cellen for rij in beeld.tabel.rijen] == [("Amsterdam", "GM0363", "Noord-Holland", "12")]


def test_de_kaartdag_staat_bij_de_bron() -> None:
    assert date(2025, 1, 1) == KAARTDAG
    assert gemeentekaart("T", {}, kenmerk="k").bron.startswith("Gemeenten op 1 januari 2025.")


def _vierkant(code: str, west: float) -> dict[str, object]:
    ring = [[west, 53.0], [west + 1, 53.0], [west + 1, 52.0], [west, 52.0], [west, 53.0]]
    return {"properties": {"statcode": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_het_script_maakt_vlakken_en_de_grens_tussen_twee_provincies(tmp_path: Path) -> None:
    bron, uit = tmp_path / "bron.geojson", tmp_path / "uit.json"
    bron.write_text(
        json.dumps({"features": [_vierkant("GM0014", 5.0), _vierkant("GM0106", 6.0)]}), encoding="utf-8"
    )
    subprocess.run(
        [sys.executable, SCRIPT, bron, uit], check=True, cwd=WORTEL, env={"PYTHONPATH": str(WORTEL)}
    )
    kaart = json.loads(uit.read_text(encoding="utf-8"))
    assert kaart["breed"] == 1000
    assert (
        kaart["hoog"] == 822
    )  # a degree of latitude is 1/cos(52.5°) of one of longitude, of which there are two
    assert kaart["gemeenten"]["GM0014"] == "M1 1l499 0 0 820-499 0z"
    assert kaart["provinciegrenzen"] == "M500 1l0 820"


@pytest.mark.parametrize("aantal", [0, 1, 3])
def test_het_script_zegt_hoe_het_werkt_als_er_iets_ontbreekt(aantal: int) -> None:
    klaar = subprocess.run(
        [sys.executable, SCRIPT, *["x"] * aantal],
        check=False, cwd=WORTEL, env={"PYTHONPATH": str(WORTEL)}, capture_output=True, text=True,
    )  # fmt: skip
    assert klaar.returncode == 2
    assert klaar.stderr.startswith("gebruik:")
