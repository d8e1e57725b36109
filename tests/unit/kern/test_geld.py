"""Money: what a letter shows, and what a person may type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.geld import HOOGSTE_CENT, euro, euro_kort, lees_euro

CENTEN = st.integers(min_value=-HOOGSTE_CENT, max_value=HOOGSTE_CENT)


@pytest.mark.parametrize(
    ("cent", "tekst"),
    [
        (0, "€ 0,00"),
        (5, "€ 0,05"),
        (100, "€ 1,00"),
        (123456789, "€ 1.234.567,89"),
        (3470500000, "€ 34.705.000,00"),
        (-1, "€ -0,01"),
        (-123456, "€ -1.234,56"),
    ],
)
def test_een_bedrag_heeft_altijd_twee_decimalen(cent: int, tekst: str) -> None:
    assert euro(cent) == tekst


@pytest.mark.parametrize(
    ("cent", "tekst"),
    [(32067000, "€ 320.670"), (32067001, "€ 320.670,01"), (0, "€ 0"), (-250000, "€ -2.500")],
)
def test_een_kort_bedrag_laat_nullen_achter_de_komma_weg(cent: int, tekst: str) -> None:
    assert euro_kort(cent) == tekst


@pytest.mark.parametrize("geen_cent", [12.5, 1.0, True, "100"])
def test_alleen_een_geheel_aantal_centen_is_een_bedrag(geen_cent: object) -> None:
    with pytest.raises(TypeError):
        euro(geen_cent)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        euro_kort(geen_cent)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tekst", "cent"),
    [
        ("250", 25000),
        ("12,5", 1250),
        ("12,05", 1205),
        ("0", 0),
        ("0,01", 1),
        ("1.234.567,89", 123456789),
        ("1234567,89", 123456789),
        ("€ 34.705.000", 3470500000),
        ("€34.705.000", 3470500000),
        ("€\u00a034.705.000", 3470500000),
        ("€\u202f12,50", 1250),
        ("  250  ", 25000),
        ("\u00a0250\u00a0", 25000),
    ],
)
def test_een_bedrag_mag_op_elke_nederlandse_manier(tekst: str, cent: int) -> None:
    assert lees_euro(tekst) == cent


@pytest.mark.parametrize(
    ("tekst", "bedoeld"),
    [
        ("1000.00", "1.000,00"),
        ("€ 1000.5", "1.000,50"),
        ("1,234.56", "1.234,56"),
        ("1,234,567", "1.234.567,00"),
        ("250,-", "250,00"),
        ("1.250,--", "1.250,00"),
        ("1 000,50", "1.000,50"),
        ("1\u00a0000", "1.000,00"),
        ("007", "7,00"),
    ],
)
def test_wat_maar_een_ding_kan_betekenen_krijgt_een_voorstel(tekst: str, bedoeld: str) -> None:
    with pytest.raises(OngeldigeInvoer, match=f"Bedoelt u {bedoeld}\\?"):
        lees_euro(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        "1.00,5",
        "1,234",
        "1.0000",
        "1.23.456",
        "10.00.000",
        ".500",
        ",50",
        "12,",
        "12,345",
        "1,5,5",
        "0.123",
        "1e3",
        "0x10",
        "1_000",
        "+5",
        "--5",
        "€€ 5",
        "5 €",
        "vijf",
        "NaN",
        "١٢٣",
        "१२",
        "²",
        "1\u200b0",
        "1\x000",
        "\x00",
        "25\n",
        "\t25",
        "- 5",
    ],
)
def test_wat_geen_bedrag_is_wordt_zonder_voorstel_geweigerd(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees_euro(tekst, negatief=True)
    assert "Bedoelt u" not in str(fout.value)
    assert "1.234,56" in str(fout.value)


@pytest.mark.parametrize("tekst", ["", "   ", "\u00a0", "€", "€ ", "-"])
def test_een_leeg_veld_vraagt_om_een_bedrag(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer, match="Vul een bedrag in"):
        lees_euro(tekst)


@pytest.mark.parametrize("tekst", ["1" * 61, " " * 100_000 + "1", "1" * 100_000])
def test_een_eindeloze_tekst_wordt_niet_gelezen(tekst: str) -> None:
    with pytest.raises(OngeldigeInvoer, match="te lang"):
        lees_euro(tekst)


def test_het_hoogste_bedrag_kan_en_een_cent_meer_niet() -> None:
    assert lees_euro(euro(HOOGSTE_CENT)) == HOOGSTE_CENT == 2**53 - 1
    with pytest.raises(OngeldigeInvoer, match="te hoog"):
        lees_euro("90.071.992.547.409,92")
    with pytest.raises(OngeldigeInvoer, match="te hoog"):
        lees_euro("-90.071.992.547.409,92", negatief=True)


@pytest.mark.parametrize("tekst", ["-5", "€ -5", "-€ 5", "€-5,00"])
def test_onder_nul_kan_alleen_waar_dat_mag(tekst: str) -> None:
    assert lees_euro(tekst, negatief=True) == -500
    with pytest.raises(OngeldigeInvoer, match="lager zijn dan nul"):
        lees_euro(tekst)


def test_een_fout_wijst_het_veld_aan() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees_euro("veel", waar="rij 3, kolom D")
    assert fout.value.gebreken[0].waar == "rij 3, kolom D"


@given(CENTEN)
def test_wat_er_staat_is_wat_er_gelezen_wordt(cent: int) -> None:
    assert lees_euro(euro(cent), negatief=True) == cent
    assert lees_euro(euro_kort(cent), negatief=True) == cent


@given(st.text(alphabet="0123456789.,€- \u00a0", max_size=20))
def test_elke_tekst_is_een_bedrag_of_een_nette_weigering(tekst: str) -> None:
    melding = ""
    try:
        cent = lees_euro(tekst, negatief=True)
    except OngeldigeInvoer as fout:
        melding = str(fout)
    assert melding or lees_euro(euro(cent), negatief=True) == cent
