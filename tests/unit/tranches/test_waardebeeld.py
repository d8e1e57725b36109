"""Every value of every rule of the tranches, the practice one too, reads as Dutch: no word or code of the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest

from subsidie.tranches.definitie import TrancheDefinitie, alle_tranches
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.regelpagina import GROEPEN
from subsidie.tranches.schema import POT_SLEUTELS, TRANCHE_SLEUTELS, Niveau
from subsidie.tranches.waardebeeld import Namen, Waardebeeld, waardebeeld
from subsidie.tranches.waarden import VastBedrag
from subsidie.tranches.waardetypen import Keuze, Lijst, Waardetype
from subsidie.tranches.woorden import WOORDEN, ZEKERHEDEN

TRANCHES = (*alle_tranches(), oefentranche(date(2026, 1, 19)))
VAN_HET_PROGRAMMA = re.compile(r"_|\bNone\b|\bTrue\b|\bFalse\b|Fraction|datetime|<|>|\(\)")


def namen(tranche: TrancheDefinitie) -> Namen:
    groepen = tranche.regels.doelgroepen.waarde or ()
    return Namen(
        {een.code: een.naam for een in groepen},
        {pot.code: pot.regels.naam.waarde or pot.code for pot in tranche.potten},
    )


def beelden(tranche: TrancheDefinitie) -> Iterator[tuple[str, Waardebeeld]]:
    for een in tranche.instellingen.values():
        yield een.sleutel, waardebeeld(Niveau.TRANCHE, een, namen(tranche))
    for pot in tranche.potten:
        for een in pot.instellingen.values():
            yield f"{pot.code} {een.sleutel}", waardebeeld(Niveau.POT, een, namen(tranche))


@pytest.mark.parametrize("tranche", TRANCHES, ids=lambda tranche: tranche.code)
def test_elke_waarde_is_nederlands(tranche: TrancheDefinitie) -> None:
    for waar, beeld in beelden(tranche):
        assert beeld.in_een_regel, waar
        assert VAN_HET_PROGRAMMA.search(beeld.in_een_regel) is None, (waar, beeld.in_een_regel)


def _woordenlijsten(type_: Waardetype[Any]) -> Iterator[type[StrEnum]]:
    if isinstance(type_, Keuze):
        yield type_.woorden
    elif isinstance(type_, Lijst):
        yield from _woordenlijsten(type_.van)


def test_elk_woord_dat_een_regel_kan_zijn_heeft_een_uitleg() -> None:
    sleutels = (*TRANCHE_SLEUTELS.values(), *POT_SLEUTELS.values())
    lijsten = {lijst for sleutel in sleutels for lijst in _woordenlijsten(sleutel.type)}
    assert lijsten <= set(WOORDEN)
    for lijst, woorden in WOORDEN.items():
        assert set(woorden) == {lid.value for lid in lijst}
    assert set(ZEKERHEDEN) == set(Zekerheid)


def test_elke_sleutel_van_een_tranche_hoort_bij_een_onderwerp() -> None:
    leden = {lid for _, _, delen in GROEPEN for lid in delen}
    zonder = [
        naam for naam in TRANCHE_SLEUTELS if naam not in leden and f"{naam.partition('.')[0]}." not in leden
    ]
    assert zonder == []


def beeld_van(sleutel: str, waarde: object, niveau: Niveau = Niveau.TRANCHE) -> Waardebeeld:
    instelling = Instelling(sleutel, waarde, "proef", Zekerheid.GEVERIFIEERD)
    return waardebeeld(niveau, instelling, Namen({}, {"S": "Studenten"}))


def test_een_bedrag_heeft_een_euroteken_en_een_getal_niet() -> None:
    assert beeld_van("gemeentemaximum", 2_000_000_00).tekst == "€\N{NO-BREAK SPACE}2.000.000"
    assert beeld_van("beslistermijn.weken", 13).tekst == "13"


@pytest.mark.parametrize(
    ("aandeel", "tekst"), [(Fraction(1), "100"), (Fraction(1, 4), "25"), (Fraction(1, 8), "12,5"), (Fraction(0), "0")]
)  # fmt: skip
def test_een_aandeel_is_een_percentage(aandeel: Fraction, tekst: str) -> None:
    assert beeld_van("betaling.aandeel_bij_verlening", aandeel).tekst == f"{tekst}\N{NO-BREAK SPACE}%"


def test_geen_en_onbekend_zijn_niet_hetzelfde() -> None:
    assert beeld_van("gemeentemaximum", None).tekst == "geen"
    onbekend: Instelling[int] = Instelling(
        "gemeentemaximum", None, "proef", Zekerheid.ONBEKEND, "niet gevonden"
    )
    assert waardebeeld(Niveau.TRANCHE, onbekend, Namen({}, {})).tekst == "onbekend"


def test_een_gemeente_en_een_pot_staan_er_met_hun_naam() -> None:
    vast = beeld_van("vaste_bedragen", (VastBedrag("GM0193", 400_000_00),), Niveau.POT)
    assert vast.rijen == (("Zwolle", "€\N{NO-BREAK SPACE}400.000"),)
    assert beeld_van("restant_naar", "S", Niveau.POT).tekst == "Studenten"
