"""What is a good password, and that argon2 costs what it should."""

from __future__ import annotations

import re

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from hypothesis import given
from hypothesis import strategies as st

from subsidie.accounts.wachtwoorden import (
    HOOGSTENS,
    MINSTENS,
    bedenk_wachtwoord,
    is_verouderd,
    klopt,
    maak_hash,
    vereis_goed,
)
from subsidie.kern.fouten import OngeldigeInvoer


def _goed(wachtwoord: str) -> bool:
    try:
        vereis_goed(wachtwoord, naam="Sanne de Wit", email="sanne.dewit@gemeente.test")
    except OngeldigeInvoer as fout:
        assert {gebrek.waar for gebrek in fout.gebreken} == {"wachtwoord"}
        return False
    return True


@pytest.mark.parametrize(
    "wachtwoord",
    [
        "paard accu nietje batterij", "Zomeravond aan zee", "7392048175624", "éénlangwoordmetaccenten",
        "correcthorsebatterystaple", "🐴🔋📎🧷 vier plaatjes ok", "x" * 5 + "a1b2c3d4e5",
    ],
)  # fmt: skip
def test_een_lang_wachtwoord_dat_niemand_raadt_mag(wachtwoord: str) -> None:
    assert _goed(wachtwoord)


@pytest.mark.parametrize(
    "wachtwoord",
    [
        "", "kort", "elf tekens!", "aaaaaaaaaaaaaaaa", "abababababababab", "wachtwoord123", "Wachtwoord2024!!",
        "Welkom2024!!aa", "welkomwelkom12", "123456789012", "abcdefghijklmn", "qwertyuiop1234", "4321098765432",
        "zomer2023zomer", "Sanne heeft een hond", "mijn sanne.dewit ww", "x" * 201,
    ],
)  # fmt: skip
def test_een_wachtwoord_dat_iedereen_raadt_mag_niet(wachtwoord: str) -> None:
    assert not _goed(wachtwoord)


def test_de_grenzen_liggen_waar_ze_liggen() -> None:
    assert not _goed("hjk89x2pqwz"[: MINSTENS - 1])
    assert _goed("hjk89x2pqwzt"[:MINSTENS])
    assert _goed(("hjk89x2pqwzt" * 20)[:HOOGSTENS])
    assert not _goed(("hjk89x2pqwzt" * 20)[: HOOGSTENS + 1])


def test_een_wachtwoord_klopt_alleen_met_zichzelf() -> None:
    opgeslagen = maak_hash("paard accu nietje batterij")
    assert klopt("paard accu nietje batterij", opgeslagen)
    assert not klopt("paard accu nietje batterij ", opgeslagen)
    assert not klopt("", opgeslagen)
    assert not klopt("paard accu nietje batterij", None)
    assert not is_verouderd(opgeslagen)


def test_een_wachtwoord_kost_een_aanvaller_geheugen_en_tijd() -> None:
    """At least what OWASP asks of argon2id (46 MiB and one pass, or 19 MiB and two)."""
    soort = extract_parameters(maak_hash("paard accu nietje batterij"))
    assert soort.type is Type.ID
    assert soort.memory_cost >= 46 * 1024
    assert soort.time_cost >= 1
    assert soort.salt_len >= 16


@given(st.text(max_size=250))
def test_elke_tekst_is_te_beoordelen(tekst: str) -> None:
    _goed(tekst)


@pytest.mark.parametrize("tekst", ["\ud800 half teken in de tekst", "\0" * 20, "x" * 100_000])
def test_wat_geen_gewone_tekst_is_klopt_met_niets(tekst: str) -> None:
    assert not klopt(tekst, maak_hash("paard accu nietje batterij"))


def test_een_bedacht_wachtwoord_is_goed_en_elke_keer_anders() -> None:
    bedacht = {bedenk_wachtwoord() for _ in range(50)}
    assert len(bedacht) == 50
    assert all(_goed(een) and re.fullmatch(r"([a-z2-9]{5}-){3}[a-z2-9]{5}", een) for een in bedacht)
