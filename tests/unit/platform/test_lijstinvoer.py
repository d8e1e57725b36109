"""What is typed into a filter means something or nothing, and never reaches the database when it means nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import ColumnElement, String, column
from werkzeug.datastructures import MultiDict

from subsidie.platform import lijstinvoer
from subsidie.platform.lijst import Filter, Lijst, Lijstkolom, lees_staat
from subsidie.platform.tabel import Kolom

kolom: ColumnElement[str] = column("nummer", String)
LIJST = Lijst(
    titel="Proef",
    kolommen=(Lijstkolom(Kolom("nummer", "Nummer"), kolom),),
    uniek=kolom,
    filters=(Filter("dag", "Dag", (), lambda waarde: kolom == waarde, "date", lijstinvoer.dag),),
)


@pytest.mark.parametrize(
    ("waarde", "woorden"),
    [
        ("2023-07-07", "7 juli 2023"), ("2000-01-01", "1 januari 2000"), ("2100-12-31", "31 december 2100"),
        ("1999-12-31", None), ("2101-01-01", None), ("2023-02-29", None), ("7-7-2023", None), ("", None),
        ("２０２３-07-07", None), ("2023-07-07T00:00", None),
    ],
)  # fmt: skip
def test_een_dag(waarde: str, woorden: str | None) -> None:
    assert lijstinvoer.dag(waarde) == woorden


@pytest.mark.parametrize(
    ("waarde", "woorden"),
    [
        ("0", "0"), ("007", "7"), ("2147483647", "2147483647"), ("2147483648", None), ("9" * 50, None),
        ("-1", None), ("1.5", None), ("²", None), ("", None), (" 1", None),
    ],
)  # fmt: skip
def test_een_getal(waarde: str, woorden: str | None) -> None:
    assert lijstinvoer.getal(waarde) == woorden


@pytest.mark.parametrize("waarde", ["a\0b", "a\x1bb", "\u202ea", "x" * 101])
def test_een_tekst_die_niet_kan(waarde: str) -> None:
    assert lijstinvoer.tekst(waarde) is None


def test_wat_getypt_is_staat_in_het_adres_en_in_woorden_op_de_pagina() -> None:
    staat = lees_staat(LIJST, MultiDict([("dag", "2023-07-07")]))
    assert staat.gekozen == {"dag": ("2023-07-07",)}
    assert [(een.label, een.waarde, een.zonder) for een in staat.actief(LIJST)] == [
        ("Dag", "7 juli 2023", "?")
    ]
    assert staat.meldingen == ()


def test_wat_niets_betekent_wordt_gezegd_en_van_meer_telt_er_een() -> None:
    staat = lees_staat(LIJST, MultiDict([("dag", "gisteren")]))
    assert staat.gekozen == {}
    assert len(staat.meldingen) == 1
    dubbel = lees_staat(LIJST, MultiDict([("dag", "2023-07-08"), ("dag", "2023-07-07")]))
    assert dubbel.gekozen == {"dag": ("2023-07-07",)}
    assert len(dubbel.meldingen) == 1
