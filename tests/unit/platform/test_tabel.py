"""A table in a file is data: no spreadsheet runs anything from it."""

from __future__ import annotations

import re

import pytest

from subsidie.platform.tabel import Kolom, Kolomsoort, Tabel, als_csv


def _cel(waarde: str | int, soort: Kolomsoort = Kolomsoort.TEKST) -> str:
    tabel = Tabel(titel="Proef", kolommen=(Kolom("veld", "Veld", soort),), rijen=[(waarde,)])
    return als_csv(tabel).decode().split("\r\n", 1)[1]


@pytest.mark.parametrize("begin", ["", ";", "Werk;", "Werk; ", "Werk\t", "Werk\n"])
@pytest.mark.parametrize("formule", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_ook_voor_een_nederlands_rekenblad_begint_geen_cel_met_een_formule(begin: str, formule: str) -> None:
    assert re.search(r"(^|[;\t\n])'\s*" + re.escape(formule), _cel(begin + formule).strip('"\r\n'))


@pytest.mark.parametrize("tekst", ["De Boog-Noord", "A = B", "huis + tuin", "a@example.nl"])
def test_gewone_tekst_blijft_wat_zij_is(tekst: str) -> None:
    assert tekst in _cel(tekst)
    assert "'" not in _cel(tekst)


def test_een_getal_onder_nul_blijft_een_getal() -> None:
    assert _cel(-5, Kolomsoort.GETAL) == "-5\r\n"
    assert _cel(-5, Kolomsoort.EURO) == "-0.05\r\n"
