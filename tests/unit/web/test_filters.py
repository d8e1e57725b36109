"""How pages write money, numbers, days and moments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from subsidie.web.filters import bestandsgrootte, datum, geld, moment, moment_kort, percentage

VAST = "\N{NO-BREAK SPACE}"


def test_een_bedrag_breekt_niet_af() -> None:
    assert geld(32_067_000) == f"€{VAST}320.670"
    assert geld(32_067_050) == f"€{VAST}320.670,50"


def test_een_bedrag_met_een_komma_is_geen_aantal_centen() -> None:
    with pytest.raises(TypeError):
        geld(3206.70)  # type: ignore[arg-type]


def test_een_dag_staat_voluit() -> None:
    assert datum(date(2023, 7, 7)) == "7 juli 2023"


def test_de_dag_van_een_moment_is_die_in_amsterdam() -> None:
    assert datum(datetime(2023, 7, 6, 22, 30, tzinfo=UTC)) == "7 juli 2023"


def test_een_moment_staat_tot_op_de_seconde_op_de_klok_van_amsterdam() -> None:
    assert moment(datetime(2023, 6, 15, 12, 2, 11, tzinfo=UTC)) == "15 juni 2023 om 14.02.11 uur"
    assert moment_kort(datetime(2023, 6, 15, 12, 2, 59, tzinfo=UTC)) == "15 juni 2023 om 14.02 uur"


@pytest.mark.parametrize("filter_", [datum, moment])
def test_een_moment_zonder_tijdzone_wordt_geweigerd(filter_) -> None:
    with pytest.raises(ValueError, match="time zone"):
        filter_(datetime(2023, 6, 15, 14, 2, 11))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("deel", "geheel", "decimalen", "tekst"),
    [
        (97, 131, 0, "74%"),
        (3_470_500_000, 4_916_035_400, 1, "70,6%"),
        (4_916_035_400, 3_470_500_000, 0, "142%"),
        (1, 200, 0, "1%"),  # a half goes up
        (-1, 200, 0, "-1%"),
        (0, 12, 2, "0,00%"),
        (12_345, 1, 0, "1.234.500%"),
    ],
)
def test_een_deel_van_een_geheel(deel: int, geheel: int, decimalen: int, tekst: str) -> None:
    assert percentage(deel, geheel, decimalen) == tekst


@pytest.mark.parametrize("deel", [0.706, Decimal("0.706"), Fraction(706, 1000)])
def test_zonder_geheel_is_het_getal_zelf_het_deel(deel: float | Decimal | Fraction) -> None:
    assert percentage(deel) == "71%"


def test_een_deel_van_niets_is_geen_getal() -> None:
    assert percentage(3, 0) == "–"


@pytest.mark.parametrize(
    ("aantal", "tekst"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (84_311, "84 kB"),
        (999_499, "999 kB"),
        (999_500, "1,0 MB"),
        (1_240_000, "1,2 MB"),
        (10_485_760, "10,5 MB"),
        (2_000_000_000, "2.000,0 MB"),
    ],
)
def test_de_grootte_van_een_bestand(aantal: int, tekst: str) -> None:
    assert bestandsgrootte(aantal) == tekst.replace(" ", VAST)
