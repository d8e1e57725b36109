"""Canonical JSON and its hash: the bytes on which what is published rests."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.canoniek import canonieke_json, sha256_hex

GETALLEN = st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1)
TEKSTEN = st.text(st.characters(exclude_categories=["Cs"]))
WAARDEN = st.recursive(
    st.none() | st.booleans() | GETALLEN | TEKSTEN,
    lambda kind: st.lists(kind, max_size=4) | st.dictionaries(TEKSTEN, kind, max_size=4),
    max_leaves=12,
)


def test_sleutels_staan_op_volgorde_en_er_is_geen_witruimte() -> None:
    assert canonieke_json({"b": [1, True, None], "a": "é"}) == '{"a":"é","b":[1,true,null]}'.encode()


def test_sleutels_staan_op_volgorde_van_utf_16() -> None:
    # RFC 8785, 3.2.3: U+FB33 sorts after the surrogate pair of U+1F600, unlike code points.
    assert canonieke_json({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


def test_stuurtekens_hebben_de_vorm_van_rfc_8785() -> None:
    assert canonieke_json('\x08\t\n\x0c\r\x1f"\\\x7f/') == b'"\\b\\t\\n\\f\\r\\u001f\\"\\\\\x7f/"'


@pytest.mark.parametrize("waarde", [2**53, -(2**53), float("nan"), float("inf"), "\ud800", {1: 2}, object()])
def test_wat_geen_vaste_vorm_heeft_wordt_geweigerd(waarde: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonieke_json(waarde)


@given(WAARDEN)
def test_dezelfde_waarde_geeft_dezelfde_bytes_ook_na_lezen(waarde: object) -> None:
    bytes_ = canonieke_json(waarde)
    assert canonieke_json(json.loads(bytes_)) == bytes_


@given(WAARDEN)
def test_de_bytes_zijn_die_van_de_standaard(waarde: Any) -> None:
    assert canonieke_json(waarde) == rfc8785.dumps(waarde)


def test_de_hash_is_die_van_sha256sum() -> None:
    inhoud = b"RHA2023-oefentrekking-1|RHA23-0042"
    uitvoer = subprocess.run(["sha256sum"], input=inhoud, capture_output=True, check=True).stdout.decode()
    assert sha256_hex(inhoud) == uitvoer.split()[0]
