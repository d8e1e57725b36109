"""The days on which a statutory term does not end (Atw 1 and 3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from subsidie.kern.feestdagen import (
    eerste_gewone_dag,
    eerste_paasdag,
    feestdagen,
    is_vrije_dag,
    koningsdag,
    reden_vrij,
)
from subsidie.kern.fouten import OngeldigeInvoer


@pytest.mark.parametrize(
    "pasen",
    [
        date(1818, 3, 22),
        date(1943, 4, 25),
        date(1954, 4, 18),
        date(1961, 4, 2),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2019, 4, 21),
        date(2023, 4, 9),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
        date(2049, 4, 18),
    ],
)
def test_bekende_paasdagen(pasen: date) -> None:
    assert eerste_paasdag(pasen.year) == pasen


def _pasen_volgens_clavius(jaar: int) -> date:
    """Another road to the same day: the algorithm of Lilius and Clavius (Knuth, TAOCP 1.3.2, exercise 14)."""
    gulden_getal = jaar % 19 + 1
    eeuw = jaar // 100 + 1
    overgeslagen = 3 * eeuw // 4 - 12
    maan = (8 * eeuw + 5) // 25 - 5
    zondag = 5 * jaar // 4 - overgeslagen - 10
    epacta = (11 * gulden_getal + 20 + maan - overgeslagen) % 30
    if epacta == 24 or (epacta == 25 and gulden_getal > 11):
        epacta += 1
    volle_maan = 44 - epacta
    if volle_maan < 21:
        volle_maan += 30
    return date(jaar, 3, 1) + timedelta(days=volle_maan + 7 - (zondag + volle_maan) % 7 - 1)


def test_pasen_klopt_met_een_andere_berekening_in_elk_jaar_van_de_gregoriaanse_kalender() -> None:
    assert [
        jaar for jaar in range(1583, 10_000) if eerste_paasdag(jaar) != _pasen_volgens_clavius(jaar)
    ] == []


def test_de_feestdagen_van_2024() -> None:
    assert dict(feestdagen(2024)) == {
        date(2024, 1, 1): "Nieuwjaarsdag",
        date(2024, 3, 29): "Goede Vrijdag",
        date(2024, 4, 1): "Tweede Paasdag",
        date(2024, 4, 27): "Koningsdag",
        date(2024, 5, 5): "Bevrijdingsdag",
        date(2024, 5, 9): "Hemelvaartsdag",
        date(2024, 5, 20): "Tweede Pinksterdag",
        date(2024, 12, 25): "Eerste Kerstdag",
        date(2024, 12, 26): "Tweede Kerstdag",
    }


@pytest.mark.parametrize(
    ("jaar", "dag"), [(2014, 26), (2023, 27), (2024, 27), (2025, 26), (2026, 27), (2031, 26)]
)
def test_koningsdag_is_nooit_op_zondag(jaar: int, dag: int) -> None:
    assert koningsdag(jaar) == date(jaar, 4, dag)
    assert date(jaar, 4, dag) in feestdagen(jaar)


def test_twee_feestdagen_op_een_dag_houden_allebei_hun_naam() -> None:
    assert feestdagen(2016)[date(2016, 5, 5)] == "Bevrijdingsdag en Hemelvaartsdag"


@pytest.mark.parametrize("dag", [date(2024, 3, 31), date(2024, 5, 19), date(2024, 12, 5), date(2024, 12, 24)])
def test_andere_bijzondere_dagen_zijn_geen_erkende_feestdag(dag: date) -> None:
    assert dag not in feestdagen(2024)


@pytest.mark.parametrize(
    ("dag", "reden"),
    [
        (date(2024, 4, 5), None),
        (date(2024, 4, 6), "zaterdag"),
        (date(2024, 4, 7), "zondag"),
        (date(2024, 3, 29), "Goede Vrijdag"),
        (date(2024, 5, 10), "gelijkgestelde dag"),
    ],
)
def test_waarom_een_termijn_niet_op_een_dag_eindigt(dag: date, reden: str | None) -> None:
    assert reden_vrij(dag, [date(2024, 5, 10)]) == reden
    assert is_vrije_dag(dag, [date(2024, 5, 10)]) is (reden is not None)


@pytest.mark.parametrize(
    ("dag", "gewone_dag"),
    [
        (date(2024, 4, 5), date(2024, 4, 5)),
        (date(2024, 3, 29), date(2024, 4, 2)),  # Good Friday, the weekend, Easter Monday
        (date(2022, 12, 24), date(2022, 12, 27)),  # a Saturday, and Christmas on Sunday and Monday
        (date(2023, 12, 30), date(2024, 1, 2)),  # over the turn of the year
    ],
)
def test_een_termijn_schuift_naar_de_eerste_gewone_dag(dag: date, gewone_dag: date) -> None:
    assert eerste_gewone_dag(dag) == gewone_dag


def test_na_de_laatste_dag_van_de_kalender_is_er_geen_gewone_dag() -> None:
    assert eerste_gewone_dag(date.max) == date.max  # a Friday
    with pytest.raises(OngeldigeInvoer, match="9999"):
        eerste_gewone_dag(date.max, [date.max])
