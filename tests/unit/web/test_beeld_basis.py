"""Scales, ticks and shares of the pictures."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.web.beeld import kort_geld
from subsidie.web.beeld.basis import BREED, deel_van, plaats, procent, ronde_stap, streepjes

VAST = "\N{NO-BREAK SPACE}"


@given(st.integers(1, 10**15), st.data())
def test_een_plaats_ligt_op_de_schaal_en_keert_de_volgorde_niet_om(geheel: int, data: st.DataObject) -> None:
    laag, hoog = sorted(data.draw(st.tuples(st.integers(0, geheel), st.integers(0, geheel))))
    assert 0 <= plaats(laag, geheel) <= plaats(hoog, geheel) <= BREED
    assert plaats(0, geheel) == 0
    assert plaats(geheel, geheel) == BREED


@pytest.mark.parametrize(("waarde", "geheel"), [(-1, 10), (11, 10), (0, 0), (1, -1)])
def test_buiten_de_schaal_is_geen_plaats(waarde: int, geheel: int) -> None:
    with pytest.raises(ValueError, match="scale"):
        plaats(waarde, geheel)


@given(st.integers(0, BREED))
def test_een_percentage_is_terug_te_lezen(eenheden: int) -> None:
    assert round(float(procent(eenheden).removesuffix("%")) * 1000) == eenheden


@pytest.mark.parametrize(
    ("eenheden", "tekst"), [(0, "0%"), (100_000, "100%"), (12_340, "12.34%"), (5, "0.005%")]
)
def test_een_percentage_zonder_overbodige_nullen(eenheden: int, tekst: str) -> None:
    assert procent(eenheden) == tekst


@given(st.integers(0, 10**15), st.integers(2, 8))
def test_streepjes_zijn_rond_en_reiken_tot_de_hoogste_waarde(hoogste: int, hoogstens: int) -> None:
    gevonden = streepjes(hoogste, hoogstens)
    stappen = {later - eerder for eerder, later in pairwise(gevonden)}
    assert gevonden[0] == 0
    assert gevonden[-1] >= hoogste
    assert gevonden[-2] < max(hoogste, 1)
    assert len(gevonden) <= hoogstens + 1
    assert len(stappen) == 1
    assert str(stappen.pop()).rstrip("0") in {"1", "2", "5"}


def test_de_stap_is_de_kleinste_ronde_waarmee_het_lukt() -> None:
    assert [ronde_stap(hoogste) for hoogste in (1, 5, 6, 11, 4365, 5001)] == [1, 1, 2, 5, 1000, 2000]


@pytest.mark.parametrize(
    ("waarde", "geheel", "tekst"),
    [
        (142, 100, "142%"), (0, 7, "0%"), (7, 7, "100%"), (9_999, 10_000, "ruim 99%"),
        (1, 10_000, "minder dan 1%"), (10_001, 10_000, "iets meer dan 100%"), (5, 0, ""),
    ],
)  # fmt: skip
def test_een_deel_heet_alleen_alles_of_niets_als_het_dat_is(waarde: int, geheel: int, tekst: str) -> None:
    assert deel_van(waarde, geheel) == tekst


@pytest.mark.parametrize(
    ("cent", "tekst"),
    [
        (0, "€ 0"),
        (1_000_000_000, "€ 10 mln"),
        (250_000_000, "€ 2,5 mln"),
        (123_456_00, "€ 123.456"),
        (1, "€ 0,01"),
    ],
)
def test_geld_op_een_as_is_kort_als_dat_exact_kan(cent: int, tekst: str) -> None:
    assert kort_geld(cent) == tekst.replace(" ", VAST)
