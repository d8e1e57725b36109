"""Bars: one scale for all, pieces that add up, and words for what a bar alone cannot tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.web.beeld import Staaf, gebruik, staven

WAARDEN = st.integers(0, 10**9)


def lengte(tekst: str) -> int:
    return round(float(tekst.rstrip("%")) * 1000)


@given(st.lists(st.tuples(WAARDEN, WAARDEN), min_size=1, max_size=12))
def test_de_langste_staaf_vult_de_schaal_en_geen_steekt_uit(paren: list[tuple[int, int]]) -> None:
    beeld = staven("T", ("permanent", "flexibel"), [Staaf("x", paar) for paar in paren], kenmerk="s")
    sommen = [sum(lengte(stuk.breed) for stuk in rij.stukken) for rij in beeld.rijen]
    hoogste = max(sum(paar) for paar in paren)
    assert max(sommen) == (100_000 if hoogste else 0)
    for som, paar in zip(sommen, paren, strict=True):
        assert abs(som * hoogste - sum(paar) * 100_000) <= hoogste


@given(st.lists(st.tuples(WAARDEN, WAARDEN, WAARDEN), min_size=1, max_size=12))
def test_de_stukken_van_een_staaf_sluiten_op_elkaar_aan(drieen: list[tuple[int, int, int]]) -> None:
    for rij in staven("T", ("a", "b", "c"), [Staaf("x", drie) for drie in drieen], kenmerk="s").rijen:
        x = 0
        for stuk in rij.stukken:
            assert lengte(stuk.x) == x
            assert lengte(stuk.breed) > 0
            x += lengte(stuk.breed)


def test_twee_reeksen_staan_samen_en_apart_in_woorden_en_tabel() -> None:
    beeld = staven(
        "Woonruimten",
        ("permanent", "flexibel"),
        [Staaf("Ouderen", (1432, 96))],
        kenmerk="s",
        categorie="Groep",
    )
    (rij,) = beeld.rijen
    assert (rij.waarde, rij.bij) == ("1.528", "(1.432 · 96)")
    assert rij.uitleg == "1.528: permanent 1.432 en flexibel 96"
    assert [kop.tekst for kop in beeld.tabel.koppen] == ["Groep", "permanent", "flexibel", "samen"]
    assert beeld.tabel.rijen[0].cellen == ("Ouderen", "1.432", "96", "1.528")
    assert [regel.patroon for regel in beeld.legenda] == ["", "donker"]


def test_een_reeks_heeft_geen_legenda_nodig() -> None:
    assert staven("T", ("gevraagd",), [Staaf("x", (3,))], kenmerk="s").legenda == ()


def test_gebruikt_geld_staat_tegen_het_plafond() -> None:
    beeld = gebruik("Geld", [("Pot 1", 3_462_148_000, 3_470_500_000), ("Pot 2", 50_000, None)], kenmerk="g")
    een, twee = beeld.rijen
    assert lengte(een.grens) == 100_000
    assert een.bij.replace("\N{NO-BREAK SPACE}", " ") == "van € 34.705.000 (ruim 99%)"
    assert (twee.grens, twee.bij) == ("", "plafond onbekend")
    assert beeld.tabel.rijen[1].cellen[-1] == "onbekend"


def test_meer_gebruikt_dan_het_plafond_blijft_zichtbaar() -> None:
    (rij,) = gebruik("Geld", [("Pot", 300, 200)], kenmerk="g").rijen
    assert lengte(rij.stukken[0].breed) == 100_000
    assert lengte(rij.grens) == 66_667


@pytest.mark.parametrize(
    ("reeksen", "staaf", "melding"),
    [
        ((), Staaf("x", ()), "series"),
        (("a", "b", "c", "d"), Staaf("x", (1, 2, 3, 4)), "series"),
        (("a", "b"), Staaf("x", (1,)), "2 series, but 1"),
        (("a",), Staaf("x", (-1,)), "shorter"),
        (("a",), Staaf("x", (1,), grens=-1), "shorter"),
    ],
)
def test_wat_niet_te_tekenen_is_wordt_geweigerd(reeksen: tuple[str, ...], staaf: Staaf, melding: str) -> None:
    with pytest.raises(ValueError, match=melding):
        staven("T", reeksen, [staaf], kenmerk="s")
