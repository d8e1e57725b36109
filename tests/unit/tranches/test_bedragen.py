"""What counts is the lowest of number x maximum, deficit and request; the sum is shown in parts."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.bedragen import Bedraggrens, Subsidiabel, subsidiabel
from tests.unit.tranches.hulp import tranche


@dataclass(frozen=True)
class Regel:
    """A line of an application, as far as the amount looks at it."""

    soort: str
    aantal: int


def reken(code: str, *regels: Regel, tekort_cent: int | None, gevraagd_cent: int) -> Subsidiabel:
    regelset = tranche(code).regels
    return subsidiabel(
        regels, eenheden=regelset.eenheden.eis(), maxima=regelset.maximum_per_eenheid,
        tekort_cent=tekort_cent, gevraagd_cent=gevraagd_cent,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("tekort_cent", "gevraagd_cent", "telt_cent", "grens"),
    [
        (900_000_00, 800_000_00, 348_500_00, Bedraggrens.MAXIMUM),
        (300_000_00, 800_000_00, 300_000_00, Bedraggrens.TEKORT),
        (300_000_00, 299_999_99, 299_999_99, Bedraggrens.GEVRAAGD),
        (348_500_00, 348_500_00, 348_500_00, Bedraggrens.GEVRAAGD),
        (348_500_00, 348_500_01, 348_500_00, Bedraggrens.TEKORT),
    ],
)
def test_het_laagste_van_drie_bedragen_telt(
    tekort_cent: int, gevraagd_cent: int, telt_cent: int, grens: Bedraggrens
) -> None:
    som = reken("rha-2023", Regel("zelfstandig", 41), tekort_cent=tekort_cent, gevraagd_cent=gevraagd_cent)
    assert (som.subsidiabel_cent, som.bepaald_door) == (telt_cent, grens)
    assert som.weggelaten == ()


def test_in_2021_heeft_een_verblijfsruimte_een_eigen_maximum() -> None:
    som = reken(
        "rha-2021", Regel("zelfstandig", 10), Regel("verblijfsruimte", 4), Regel("standplaats", 1),
        tekort_cent=1_000_000_00, gevraagd_cent=1_000_000_00,
    )  # fmt: skip
    assert [(deel.eenheid.code, deel.aantal, deel.bedrag_cent) for deel in som.eenheidsdelen] == [
        ("woonruimte", 11, 55_000_00), ("verblijfsruimte", 4, 10_000_00),
    ]  # fmt: skip
    assert som.subsidiabel_cent == 65_000_00
    assert som.eenheden == 15


def test_de_som_staat_in_gewone_woorden() -> None:
    som = reken(
        "rha-2021", Regel("zelfstandig", 11), Regel("verblijfsruimte", 1), tekort_cent=90_000_00,
        gevraagd_cent=80_000_00,
    )  # fmt: skip
    assert som.som() == (
        "11 woonruimten × € 5.000 = € 55.000",
        "1 verblijfsruimte × € 2.500 = € 2.500",
        "samen ten hoogste € 57.500",
        "tekort € 90.000",
        "gevraagd € 80.000",
        "het laagste bedrag telt: € 57.500",
    )


def test_een_onbekend_maximum_wordt_weggelaten_en_dat_staat_erbij() -> None:
    som = reken("rha-2025", Regel("zelfstandig", 1), tekort_cent=9_000_000_00, gevraagd_cent=8_000_000_00)
    assert (som.maximum_cent, som.subsidiabel_cent) == (None, 8_000_000_00)
    assert som.weggelaten == ("Het maximum per woonruimte is onbekend en is niet toegepast.",)
    assert som.som()[0] == "1 woonruimte: het maximum is onbekend"


def test_is_het_maximum_van_een_van_twee_soorten_onbekend_dan_is_er_samen_geen_grens() -> None:
    regelset = tranche("rha-2021").regels
    onbekend = tranche("rha-2025").regels.maximum_per_eenheid["woonruimte"]
    som = subsidiabel(
        [Regel("zelfstandig", 1), Regel("verblijfsruimte", 1)],
        eenheden=regelset.eenheden.eis(),
        maxima={**regelset.maximum_per_eenheid, "woonruimte": onbekend},
        tekort_cent=None,
        gevraagd_cent=50_000_00,
    )  # fmt: skip
    assert (som.maximum_cent, som.subsidiabel_cent) == (None, 50_000_00)
    assert som.weggelaten == (
        "Het maximum per woonruimte is onbekend en is niet toegepast.",
        "Het tekort is niet opgegeven en is niet toegepast.",
    )


def test_wie_geen_tekort_heeft_krijgt_niets() -> None:
    assert reken("rha-2023", Regel("zelfstandig", 1), tekort_cent=-5, gevraagd_cent=100).subsidiabel_cent == 0


def test_alle_fouten_komen_tegelijk() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        reken(
            "rha-2022", Regel("verblijfsruimte", 2), Regel("zelfstandig", 0), tekort_cent=1, gevraagd_cent=0
        )
    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["regel 1", "regel 2", "gevraagd"]


def test_zonder_woonruimten_telt_er_niets() -> None:
    with pytest.raises(OngeldigeInvoer, match="geen woonruimten"):
        reken("rha-2023", tekort_cent=1, gevraagd_cent=1)


@given(
    woonruimten=st.integers(1, 5_000), verblijfsruimten=st.integers(1, 5_000),
    tekort_cent=st.integers(0, 10**11), gevraagd_cent=st.integers(1, 10**11),
)  # fmt: skip
def test_wat_telt_gaat_nooit_over_een_van_de_grenzen(
    woonruimten: int, verblijfsruimten: int, tekort_cent: int, gevraagd_cent: int
) -> None:
    som = reken(
        "rha-2021", Regel("onzelfstandig", woonruimten), Regel("verblijfsruimte", verblijfsruimten),
        tekort_cent=tekort_cent, gevraagd_cent=gevraagd_cent,
    )  # fmt: skip
    grenzen = (woonruimten * 500_000 + verblijfsruimten * 250_000, tekort_cent, gevraagd_cent)
    assert som.subsidiabel_cent == min(grenzen)
