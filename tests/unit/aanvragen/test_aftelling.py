"""The time left: to the second, quiet at first, louder in the last day and the last hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from subsidie.aanvragen.aftelling import Haast, tel_af, tijd_over
from subsidie.tranches.oefening import oefentranche

DEFINITIE = oefentranche(date(2026, 3, 10))
(TIJDVAK,) = DEFINITIE.tijdvakken
assert TIJDVAK.opent is not None
assert TIJDVAK.sluit is not None
OPENT: datetime = TIJDVAK.opent
SLUIT: datetime = TIJDVAK.sluit
TEL = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("moment", "haast", "tekst"),
    [
        (OPENT - TEL, Haast.NOG_NIET_OPEN, "Indienen kan vanaf"),
        (OPENT, Haast.RUSTIG, "nog 35 dagen en 7 uur."),
        (SLUIT - timedelta(hours=24), Haast.RUSTIG, "nog 1 dag."),
        (SLUIT - timedelta(hours=23), Haast.LAATSTE_DAG, "nog 23 uur."),
        (SLUIT - timedelta(minutes=61), Haast.LAATSTE_DAG, "nog 1 uur en 1 minuut."),
        (SLUIT - timedelta(minutes=5), Haast.LAATSTE_UUR, "nog 5 minuten."),
        (SLUIT, Haast.LAATSTE_UUR, "nog 1 seconde."),
        (SLUIT + TEL, Haast.VOORBIJ, "Het tijdvak is gesloten"),
    ],
)
def test_wat_er_bovenaan_staat(moment: datetime, haast: Haast, tekst: str) -> None:
    af = tel_af(DEFINITIE, moment)
    assert af.haast is haast
    assert tekst in af.tekst


def test_een_verlenging_telt_zodra_zij_geldt() -> None:
    later = replace(TIJDVAK, sluit=SLUIT + timedelta(days=2), geldt_vanaf=SLUIT - timedelta(hours=1))
    verlengd = replace(DEFINITIE, tijdvakken=(TIJDVAK, later))
    assert tel_af(verlengd, SLUIT - timedelta(hours=2)).haast is Haast.LAATSTE_DAG
    na = tel_af(verlengd, SLUIT)
    assert (na.haast, na.verlengd) == (Haast.RUSTIG, True)


def test_een_onbekende_sluiting_is_geen_aftelling() -> None:
    zonder = replace(DEFINITIE, tijdvakken=(replace(TIJDVAK, sluit=None),))
    assert tel_af(zonder, OPENT).haast is Haast.ONBEKEND


def test_tijd_wordt_naar_beneden_afgerond() -> None:
    assert tijd_over(timedelta(days=2, minutes=59)) == "2 dagen"
    assert tijd_over(timedelta(seconds=59)) == "59 seconden"
