"""Lines over time: steps and straight lines in one plane, an axis of whole years or months, and today."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.web.beeld import Lijnreeks, Punt, lijnen
from subsidie.web.beeld.basis import BREED, letters_breed
from subsidie.web.beeld.lijnen import HOOG, SMALST

DAGEN = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@st.composite
def reeksen(draw: st.DrawFn) -> Lijnreeks:
    dagen = sorted(draw(st.sets(DAGEN, min_size=1, max_size=15)))
    return Lijnreeks("beloofd", tuple(Punt(dag, draw(st.integers(0, 10**7))) for dag in dagen))


def reeks(naam: str, *punten: tuple[date, int]) -> Lijnreeks:
    return Lijnreeks(naam, tuple(Punt(*punt) for punt in punten))


BELOOFD = reeks("beloofd", (date(2024, 1, 1), 0), (date(2025, 7, 1), 300), (date(2027, 1, 1), 1000))
GELEVERD = reeks("opgeleverd", (date(2024, 6, 1), 10), (date(2025, 7, 1), 120))


@given(st.lists(reeksen(), min_size=1, max_size=4), st.booleans(), st.none() | DAGEN)
def test_elke_lijn_blijft_in_het_vlak_en_gaat_nooit_terug_in_de_tijd(
    rij: list[Lijnreeks], trap: bool, vandaag: date | None
) -> None:
    for lijn, gegeven in zip(
        lijnen("T", rij, kenmerk="l", trap=trap, vandaag=vandaag).lijnen, rij, strict=True
    ):
        xs = [int(x) for x in re.findall(r"[MLH](\d+)", lijn.pad)]
        ys = [int(y) for y in re.findall(r"(?:V|[ML]\d+ )(\d+)", lijn.pad)]
        assert len(xs) == len(ys) == len(gegeven.punten)
        assert all(0 <= x <= BREED for x in xs)
        assert all(0 <= y <= HOOG for y in ys)
        assert all(eerder <= later for eerder, later in pairwise(xs))
        for (punt, y), (ander, y_ander) in pairwise(zip(gegeven.punten, ys, strict=True)):
            assert (punt.waarde <= ander.waarde) == (y >= y_ander) or y == y_ander


@given(st.lists(reeksen(), min_size=1, max_size=4), st.none() | DAGEN)
def test_de_woorden_van_de_tijdas_raken_elkaar_niet_op_het_smalste_scherm(
    rij: list[Lijnreeks], vandaag: date | None
) -> None:
    vorige = -1.0
    for streepje in lijnen("T", rij, kenmerk="l", vandaag=vandaag).x_as:
        if not (streepje.tekst and streepje.smal):
            continue
        midden, lang = float(streepje.plek.rstrip("%")) * SMALST / 100, letters_breed(streepje.tekst)
        links = {"start": midden, "end": midden - lang, "middle": midden - lang / 2}[streepje.anker]
        assert links >= max(vorige, -0.01)
        vorige = links + lang
        assert vorige <= SMALST + 0.01


def test_een_trap_houdt_een_waarde_tot_de_volgende() -> None:
    pad = lijnen("T", [BELOOFD], kenmerk="l").lijnen[0].pad
    assert pad == f"M0 {HOOG}H49909V700H{BREED}V0"


def test_een_rechte_lijn_gaat_van_punt_naar_punt() -> None:
    assert lijnen("T", [BELOOFD], kenmerk="l", trap=False).lijnen[0].pad == f"M0 {HOOG}L49909 700L{BREED} 0"


def test_de_tabel_houdt_bij_een_trap_de_laatste_waarde_vast_tot_het_einde_van_de_lijn() -> None:
    tabel = lijnen("T", [BELOOFD, GELEVERD], kenmerk="l").tabel
    assert [rij.cellen for rij in tabel.rijen] == [
        ("1 januari 2024", "0", "–"),
        ("1 juni 2024", "0", "10"),
        ("1 juli 2025", "300", "120"),
        ("1 januari 2027", "1.000", "–"),
    ]


def test_de_tabel_verzint_bij_een_rechte_lijn_niets_tussen_de_punten() -> None:
    tabel = lijnen("T", [BELOOFD, GELEVERD], kenmerk="l", trap=False).tabel
    assert tabel.rijen[1].cellen == ("1 juni 2024", "–", "10")


def test_vandaag_hoort_bij_het_beeld_ook_na_de_laatste_dag() -> None:
    beeld = lijnen("T", [GELEVERD], kenmerk="l", vandaag=date(2026, 6, 1))
    assert beeld.vandaag is not None
    assert (beeld.vandaag.plek, beeld.vandaag.anker) == ("100%", "end")
    assert beeld.lijnen[0].eind_x != "100%"
    assert beeld.omschrijving.endswith("Vandaag is het 1 juni 2026.")


def test_de_tijdas_noemt_hele_jaren_of_maanden() -> None:
    jaren = lijnen("T", [BELOOFD], kenmerk="l").x_as
    assert next(streepje.tekst for streepje in jaren if streepje.tekst) == "jan 2024"
    lang = reeks("x", (date(2020, 5, 1), 1), (date(2034, 1, 1), 2))
    assert {streepje.tekst for streepje in lijnen("T", [lang], kenmerk="l").x_as} >= {"2022", "2034"}
    kort = reeks("x", (date(2026, 3, 2), 1), (date(2026, 3, 20), 2))
    assert [streepje.tekst for streepje in lijnen("T", [kort], kenmerk="l").x_as] == [
        "2 maart 2026",
        "20 maart 2026",
    ]
    lente = reeks("x", (date(2026, 2, 1), 1), (date(2026, 4, 1), 2))
    assert [streepje.tekst for streepje in lijnen("T", [lente], kenmerk="l").x_as] == [
        "feb 2026",
        "mrt 2026",
        "apr 2026",
    ]


@pytest.mark.parametrize("dag", [date(2024, 2, 29), date(2023, 12, 31)])
def test_een_enkel_punt_is_ook_een_beeld(dag: date) -> None:
    beeld = lijnen("T", [reeks("x", (dag, 7))], kenmerk="l")
    assert beeld.lijnen[0].eind_x == "0%"
    assert len(beeld.tabel.rijen) == 1


def test_alles_nul_heeft_toch_een_as() -> None:
    assert [
        streepje.tekst for streepje in lijnen("T", [reeks("x", (date(2024, 1, 1), 0))], kenmerk="l").y_as
    ] == ["0", "1"]


@pytest.mark.parametrize(
    ("rij", "melding"),
    [
        ([], "lines"),
        ([BELOOFD] * 5, "lines"),
        ([Lijnreeks("leeg", ())], "points"),
        ([reeks("x", (date(2024, 1, 2), 1), (date(2024, 1, 1), 1))], "order of day"),
        ([reeks("x", (date(2024, 1, 1), 1), (date(2024, 1, 1), 2))], "order of day"),
        ([reeks("x", (date(2024, 1, 1), -1))], "below zero"),
    ],
)
def test_wat_geen_lijn_is_wordt_geweigerd(rij: list[Lijnreeks], melding: str) -> None:
    with pytest.raises(ValueError, match=melding):
        lijnen("T", rij, kenmerk="l")


def test_de_as_loopt_een_dag_als_de_reeks_een_dag_loopt() -> None:
    begin = date(2024, 1, 1)
    beeld = lijnen("T", [reeks("x", (begin, 1), (begin + timedelta(days=1), 2))], kenmerk="l")
    assert beeld.lijnen[0].eind_x == "100%"
