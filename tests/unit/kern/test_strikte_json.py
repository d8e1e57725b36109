"""Reading JSON from outside: nothing is guessed, and every fault says where it stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.strikte_json import (
    MAX_DIEPTE,
    GeenGeheelGetal,
    lees_json,
    leesbaar,
    ontleed_json,
    toon_pad,
)


def _regels(data: bytes) -> list[str]:
    with pytest.raises(OngeldigeInvoer) as gevangen:
        lees_json(data)
    regels = [str(gebrek) for gebrek in gevangen.value.gebreken]
    assert all(regel.isprintable() for regel in regels), "a fault is one line without invisible characters"
    return regels


def test_gewone_json_blijft_wat_het_is() -> None:
    assert lees_json(b' {"a": [1, -0, true, false, null, "\\u20ac"]} ') == {
        "a": [1, 0, True, False, None, "€"]
    }


@pytest.mark.parametrize("tekst", ["1.0", "1e2", "-0.5", "1E-3", "0.0"])
def test_een_getal_met_punt_of_exponent_wordt_nooit_een_float(tekst: str) -> None:
    assert lees_json(f'{{"bedrag": {tekst}}}'.encode()) == {"bedrag": GeenGeheelGetal(tekst)}


def test_het_hoogste_en_laagste_gehele_getal() -> None:
    assert lees_json(b"[9007199254740991, -9007199254740991]") == [2**53 - 1, -(2**53) + 1]


@pytest.mark.parametrize(
    "getal",
    ["9007199254740992", "-9007199254740992", "1" * 30, "1" * 5000, "-" + "9" * 5000, "1e999", "-1e999"],
)
def test_een_getal_dat_niet_elke_lezer_bewaart_wordt_geweigerd(getal: str) -> None:
    (regel,) = _regels(f'{{"a": [0, {getal}]}}'.encode())
    assert regel.startswith("a[1]: dit getal is te groot")


@pytest.mark.parametrize("getal", ["NaN", "Infinity", "-Infinity"])
def test_geen_getal_is_geen_json(getal: str) -> None:
    assert _regels(f'{{"a": {getal}}}'.encode()) == [f"a: {getal} is geen JSON"]


def test_een_dubbele_sleutel_wordt_geweigerd_ook_met_gelijke_waarden() -> None:
    assert _regels(b'{"a": {"b": 1, "b": 1}, "c": 1, "c": 2, "c": 3}') == [
        "c: deze sleutel staat er meer dan één keer",
        "a.b: deze sleutel staat er meer dan één keer",
    ]


def test_een_dubbele_sleutel_met_een_escape_is_dezelfde_sleutel() -> None:
    assert _regels(b'{"a": 1, "\\u0061": 1}') == ["a: deze sleutel staat er meer dan één keer"]


@pytest.mark.parametrize("half", [b"\\ud800", b"\\uDFFF", b"a\\uD83Db"])
def test_een_half_teken_wordt_geweigerd(half: bytes) -> None:
    assert _regels(b'["' + half + b'"]') == ["[0]: deze tekst bevat een half teken (los surrogaat)"]
    (regel,) = _regels(b'{"' + half + b'": 1}')
    assert "half teken" in regel


def test_een_heel_teken_uit_twee_escapes_mag() -> None:
    assert lees_json(b'"\\ud83d\\ude00"') == "\U0001f600"


def test_alle_vormfouten_komen_samen_met_hun_plaats() -> None:
    regels = _regels(b'{"a": [NaN, {"b": 1, "b": 2}], "c": "\\ud800"}')
    assert [regel.split(":")[0] for regel in regels] == ["a[0]", "a[1].b", "c"]


def test_wie_zelf_ook_controleert_krijgt_de_vormfouten_erbij() -> None:
    waarde, vormfouten = ontleed_json(b'{"a": 1, "a": 2, "b": NaN}')
    assert isinstance(waarde, dict)
    assert waarde["a"] == 2
    assert [(fout.pad, fout.over_de_waarde) for fout in vormfouten] == [(("a",), False), (("b",), True)]


@pytest.mark.parametrize(
    ("data", "melding"),
    [
        (b"", "het bestand is leeg"),
        (b" \n\t", "het bestand is leeg"),
        (b"\xef\xbb\xbf{}", "het bestand begint met een byte order mark"),
        ("{}".encode("utf-16"), "het bestand begint met een byte order mark"),
        (b'{"a": "\xe9"}', "het bestand is geen UTF-8 (bij byte 8)"),
        (b'"\xed\xa0\x80"', "het bestand is geen UTF-8 (bij byte 2)"),
        (b"{\n 'a': 1}", "regel 2, kolom 2: geen geldige JSON: hier hoort een sleutel"),
        (b"{'a': 1}", "regel 1, kolom 2: geen geldige JSON"),
        (b'{"a" 1}', "regel 1, kolom 6: geen geldige JSON: hier hoort een dubbele punt"),
        (b"[1 2]", "regel 1, kolom 4: geen geldige JSON: hier hoort een komma"),
        (b"[1,]", "regel 1, kolom"),
        (b'{"a": 1,}', "regel 1, kolom"),
        (b"[01]", "regel 1, kolom 3: geen geldige JSON"),
        (b"[+1]", "regel 1, kolom 2: geen geldige JSON: hier hoort een waarde"),
        (b"[.5]", "regel 1, kolom 2: geen geldige JSON"),
        (b"{} {}", "regel 1, kolom 4: geen geldige JSON: hier staat nog iets"),
        (b'["a', "regel 1, kolom 2: geen geldige JSON: deze tekst wordt niet afgesloten"),
        (b'["a\nb"]', "regel 1, kolom 4: geen geldige JSON: een stuurteken"),
        (b'["\\x"]', "regel 1, kolom"),
        (b'["\\u12"]', "regel 1, kolom"),
        (b"nul", "regel 1, kolom 1: geen geldige JSON: hier hoort een waarde"),
        ("[١]".encode(), "regel 1, kolom 2: geen geldige JSON"),
    ],
)
def test_wat_geen_json_is_zegt_waar_en_waarom(data: bytes, melding: str) -> None:
    (regel,) = _regels(data)
    assert regel.startswith(melding)


@pytest.mark.parametrize("sluit", [True, False])
@pytest.mark.parametrize("diepte", [MAX_DIEPTE + 1, 2_000, 200_000])
def test_te_diep_genest_wordt_geweigerd_en_breekt_niets(diepte: int, sluit: bool) -> None:
    data = b"[" * diepte + (b"1" + b"]" * diepte if sluit else b"")
    (regel,) = _regels(data)
    assert "te diep genest" in regel or "geen geldige JSON" in regel


def test_de_grootste_diepte_mag_nog() -> None:
    lees_json(b"[" * MAX_DIEPTE + b"1" + b"]" * MAX_DIEPTE)
    lees_json(b'{"a":' * MAX_DIEPTE + b"1" + b"}" * MAX_DIEPTE)
    with pytest.raises(OngeldigeInvoer):
        lees_json(b'{"a":' * (MAX_DIEPTE + 1) + b"1" + b"}" * (MAX_DIEPTE + 1))


def test_een_pad_leest_als_een_plaats() -> None:
    assert toon_pad(("kandidaten", 3, "gevraagd_cent")) == "kandidaten[3].gevraagd_cent"
    assert toon_pad(()) == ""
    assert toon_pad((0, "a\nb")) == "[0].a\\u000ab"


def test_een_tekst_van_buiten_past_op_een_regel() -> None:
    assert leesbaar("a\u202eb\ud800\U000e0001") == "a\\u202eb\\ud800\\U000e0001"
    assert leesbaar("x" * 60) == "x" * 60
    assert leesbaar("x" * 61) == "x" * 59 + "…"


@given(st.binary(max_size=40))
def test_willekeurige_bytes_geven_een_waarde_of_een_nette_weigering(data: bytes) -> None:
    try:
        lees_json(data)
    except OngeldigeInvoer as fout:
        assert all(str(gebrek).isprintable() for gebrek in fout.gebreken)


@given(
    st.recursive(st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(), st.lists, max_leaves=10)
)
def test_wat_pythons_eigen_lezer_zonder_twijfel_leest_lezen_wij_net_zo(waarde: object) -> None:
    tekst = json.dumps(waarde)
    assert lees_json(tekst.encode()) == json.loads(tekst)


def test_lezen_laadt_geen_framework() -> None:
    code = (
        "import sys, subsidie.kern.strikte_json; sys.exit(bool({'flask', 'sqlalchemy'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ})
