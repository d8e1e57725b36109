"""The total: exact, rounded once, and computed again by anyone from what was written down."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.beoordeling.totaal import als_decimaal, herreken, maak_opbouw, somregels, totaal, verschil
from subsidie.kern.fouten import Rekenfout
from subsidie.tranches.waarden import Criterium

CRITERIA = (
    Criterium("zekerheid", "Zekerheid", 30, 5),
    Criterium("behoefte", "Behoefte", 30, 5),
    Criterium("kwaliteit", "Kwaliteit", 25, 5),
    Criterium("samenwerking", "Samenwerking", 15, 5),
)
HOOG = {"zekerheid": 5, "behoefte": 4, "kwaliteit": 3, "samenwerking": 2}
LAAG = {"zekerheid": 2, "behoefte": 4, "kwaliteit": 0, "samenwerking": 5}

_kaart = st.fixed_dictionaries({een.code: st.integers(0, 5) for een in CRITERIA})


def test_het_totaal_is_het_gewogen_gemiddelde() -> None:
    assert totaal(CRITERIA, [HOOG]) == 30 * 5 + 30 * 4 + 25 * 3 + 15 * 2
    assert totaal(CRITERIA, [HOOG, LAAG]) == Fraction(375 + 255, 2)
    assert verschil(CRITERIA, [HOOG, LAAG]) == 120
    assert verschil(CRITERIA, [HOOG]) == 0


@pytest.mark.parametrize(
    ("waarde", "decimalen", "tekst"),
    [
        (Fraction(17, 8), 2, "2.13"), (Fraction(1, 3), 2, "0.33"), (Fraction(2, 3), 2, "0.67"),
        (Fraction(5, 2), 0, "3"), (Fraction(1, 2), 0, "1"), (Fraction(315), 2, "315.00"),
        (Fraction(1, 8), 3, "0.125"), (Fraction(999_995, 10**6), 5, "1.00000"), (Fraction(0), 1, "0.0"),
    ],
)  # fmt: skip
def test_een_half_gaat_naar_boven(waarde: Fraction, decimalen: int, tekst: str) -> None:
    assert als_decimaal(waarde, decimalen) == tekst


@given(st.lists(_kaart, min_size=1, max_size=5), st.integers(0, 6))
def test_de_opbouw_rekent_zichzelf_na(kaarten: list[dict[str, int]], decimalen: int) -> None:
    per_persoon = {f"p{plaats}": kaart for plaats, kaart in enumerate(kaarten)}
    opbouw = maak_opbouw(CRITERIA, per_persoon, decimalen=decimalen, grens="100")
    assert herreken(opbouw) == json.loads(opbouw)["score"]
    assert Fraction(json.loads(opbouw)["exact"]) == totaal(CRITERIA, kaarten)
    afronding = abs(Fraction(herreken(opbouw)) - totaal(CRITERIA, kaarten))
    assert afronding <= Fraction(1, 2 * 10**decimalen)


def test_na_overleg_telt_wat_is_afgesproken() -> None:
    opbouw = maak_opbouw(
        CRITERIA, {"a": HOOG, "b": LAAG}, decimalen=2, grens="100", afgesproken=LAAG | {"zekerheid": 3}
    )
    assert herreken(opbouw) == "285.00"
    assert json.loads(opbouw)["verschil"] == "120"


def test_een_score_die_ontbreekt_of_buiten_de_schaal_is_geeft_geen_totaal() -> None:
    for fout in ({"zekerheid": 1}, HOOG | {"behoefte": 6}, HOOG | {"behoefte": -1}):
        with pytest.raises(Rekenfout):
            totaal(CRITERIA, [HOOG, fout])
    with pytest.raises(Rekenfout):
        totaal(CRITERIA, [])


def test_de_som_is_per_criterium_na_te_lezen() -> None:
    opbouw = maak_opbouw(CRITERIA, {"a": HOOG, "b": LAAG}, decimalen=2, grens=None)
    assert [(een.code, een.scores, een.gemiddelde, een.gewicht, een.punten) for een in somregels(opbouw)] == [
        ("zekerheid", (5, 2), "3.50", 30, "105.00"),
        ("behoefte", (4, 4), "4.00", 30, "120.00"),
        ("kwaliteit", (3, 0), "1.50", 25, "37.50"),
        ("samenwerking", (2, 5), "3.50", 15, "52.50"),
    ]
    afgesproken = maak_opbouw(CRITERIA, {"a": HOOG, "b": LAAG}, decimalen=2, grens=None, afgesproken=HOOG)
    assert [een.scores for een in somregels(afgesproken)] == [(5,), (4,), (3,), (2,)]
