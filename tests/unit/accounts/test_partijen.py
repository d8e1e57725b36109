"""The same party written in another way is the same party."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.accounts.partijen import LANGSTE_PARTIJ, partij_norm


@pytest.mark.parametrize(
    "anders",
    [
        "Wonen Zuid", "wonen zuid", "WONEN-ZUID", "Stichting Wonen Zuid", "Wonen Zuid B.V.", "Wonen Zuid b. v.",
        "Wonen Zuid BV", "  Wonen   Zuid ", "Wónen Züid", "‘Wonen Zuid’", "WonenZuid N.V.",
        "Coöperatie Wonen Zuid U.A.",
    ],
)  # fmt: skip
def test_dezelfde_partij_anders_geschreven(anders: str) -> None:
    assert partij_norm(anders) == "wonenzuid"


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("Wonen Zuid", "Wonen Noord"),
        ("Woningstichting Ons Huis", "Ons Huis"),
        ("De Key 1", "De Key 2"),
        ("Van der Leij & Zn", "Van der Leij"),
    ],
)
def test_een_andere_partij_blijft_een_andere(een: str, ander: str) -> None:
    assert partij_norm(een) != partij_norm(ander)


def test_een_en_teken_is_hetzelfde_als_en() -> None:
    assert partij_norm("Zorg & Wonen") == partij_norm("Zorg en Wonen")


@pytest.mark.parametrize("naam", ["", " . - ", "’"])
def test_zonder_letter_of_cijfer_blijft_er_niets_over(naam: str) -> None:
    assert partij_norm(naam) == ""


def test_van_een_naam_die_alleen_een_rechtsvorm_is_blijft_die_staan() -> None:
    assert partij_norm("Stichting B.V.") == "stichtingbv"


@given(st.text(max_size=300))
def test_wat_vergeleken_wordt_past_in_de_kolom_en_verandert_niet_meer_van_hoofdletters(naam: str) -> None:
    norm = partij_norm(naam)
    assert len(norm) <= LANGSTE_PARTIJ
    assert norm == partij_norm(f"  {naam}  ")
    assert " " not in norm
