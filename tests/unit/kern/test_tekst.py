"""Dutch text helpers, and characters that do not belong in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.tekst import aantal, getal, kolomletter, opsomming, verboden_tekens


@pytest.mark.parametrize(
    ("delen", "tekst"),
    [([], ""), (["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")],
)
def test_een_opsomming_eindigt_met_en(delen: list[str], tekst: str) -> None:
    assert opsomming(delen) == tekst


def test_een_keuze_eindigt_met_of() -> None:
    assert opsomming(["PDF", "XLSX", "CSV"], voegwoord="of") == "PDF, XLSX of CSV"


def test_een_is_enkelvoud_en_de_rest_meervoud() -> None:
    assert aantal(1, "aanvraag", "aanvragen") == "1 aanvraag"
    assert aantal(0, "aanvraag", "aanvragen") == "0 aanvragen"
    assert aantal(1432, "woonruimte", "woonruimten") == "1.432 woonruimten"


@pytest.mark.parametrize(
    ("waarde", "tekst"), [(0, "0"), (999, "999"), (1234, "1.234"), (-1234567, "-1.234.567")]
)
def test_duizendtallen_krijgen_een_punt(waarde: int, tekst: str) -> None:
    assert getal(waarde) == tekst


@pytest.mark.parametrize(
    ("nummer", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (28, "AB"), (52, "AZ"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_kolommen_heten_als_in_een_rekenblad(nummer: int, letters: str) -> None:
    assert kolomletter(nummer) == letters


def test_kolommen_tellen_vanaf_een() -> None:
    with pytest.raises(ValueError, match="from 1"):
        kolomletter(0)


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "gewone tekst",
        "regel 1\nregel 2",
        "regel 1\r\nregel 2",
        "a\tb",
        "Súdwest-Fryslân €",
        "emoji 🏠",
        "שלום",
    ],
)
def test_gewone_tekst_is_goed(tekst: str) -> None:
    assert verboden_tekens(tekst) == ()


@pytest.mark.parametrize(
    ("teken", "code", "soort"),
    [
        ("\x00", "U+0000", "nulteken"),
        ("\x07", "U+0007", "stuurteken"),
        ("\x0b", "U+000B", "stuurteken"),
        ("\x1b", "U+001B", "stuurteken"),
        ("\x7f", "U+007F", "stuurteken"),
        ("\x85", "U+0085", "stuurteken"),
        ("\r", "U+000D", "stuurteken"),
        ("\u202e", "U+202E", "teken dat de leesrichting omdraait"),
        ("\u2066", "U+2066", "teken dat de leesrichting omdraait"),
        ("\ud83c", "U+D83C", "half teken"),
        ("\udfff", "U+DFFF", "half teken"),
    ],
)
def test_een_verboden_teken_wordt_met_zijn_plaats_genoemd(teken: str, code: str, soort: str) -> None:
    (gevonden,) = verboden_tekens(f"regel 1\nab{teken}c")
    assert (gevonden.code, gevonden.soort) == (code, soort)
    assert (gevonden.positie, gevonden.regel, gevonden.kolom) == (11, 2, 3)
    assert str(gevonden) == f"{soort} ({code}) op regel 2, teken 3"


def test_alle_verboden_tekens_worden_genoemd_tot_het_er_te_veel_zijn() -> None:
    assert [een.positie for een in verboden_tekens("\x00a\x01")] == [1, 3]
    assert len(verboden_tekens("\x00" * 1000)) == 20
    assert len(verboden_tekens("\x00" * 1000, hoogstens=3)) == 3


@given(st.text())
def test_wat_goed_is_kan_naar_utf8_en_terug(tekst: str) -> None:
    if not verboden_tekens(tekst):
        assert tekst.encode().decode() == tekst
        assert "\x00" not in tekst
