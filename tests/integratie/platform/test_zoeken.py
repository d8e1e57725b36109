"""A name is folded in the database as in the program, on both databases."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import String, literal, select

from subsidie.platform.zoeken import bevat, gevouwen, vouw
from subsidie.web.db import db


@pytest.mark.parametrize(
    "tekst",
    [
        "Súdwest-Fryslân",
        "’s-Hertogenbosch",
        "`s-Gravenhage",
        "ZWOLLE",
        "100% Ünsere_Hof\\",
        "Ærøskøbing",
        "øØÿŸ",
        "",
        "a–b",
    ],
)
def test_de_database_vouwt_zoals_het_programma(app: Flask, tekst: str) -> None:
    assert db.session.scalar(select(gevouwen(literal(tekst, String)))) == vouw(tekst)


def test_wat_er_niet_is_heeft_geen_naam(app: Flask) -> None:
    assert db.session.scalar(select(gevouwen(literal(None, String)))) is None


@pytest.mark.parametrize(
    ("naam", "woord", "bevat_het"),
    [
        ("100% Wonen", "%", True),
        ("Wonen", "%", False),
        ("Hof_van", "_", True),
        ("Hofvan", "f_v", False),
        ("a/b", "/", True),
        ("a\\b", "\\", True),
        ("Fryslân", "SLAN", True),
    ],
)
def test_een_jokerteken_is_gewoon_een_teken(app: Flask, naam: str, woord: str, bevat_het: bool) -> None:
    assert bool(db.session.scalar(select(bevat(literal(naam, String), woord)))) is bevat_het
