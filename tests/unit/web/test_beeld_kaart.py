"""A map in classes: every area in exactly one, borders that are round, and a legend that tells the truth."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.web.beeld import Kaart, Vlak, kaart, klassegrenzen

VLAKKEN = [
    Vlak(f"G{nummer:02d}", f"Stad {nummer:02d}", "Land", f"M{nummer} 0l1 0 0 1z") for nummer in range(30)
]
WAARDEN = st.dictionaries(st.sampled_from([vlak.code for vlak in VLAKKEN]), st.integers(0, 10**6))


def teken(waarden: dict[str, int], **anders: object) -> Kaart:
    return kaart("T", VLAKKEN, waarden, kenmerk="k", formaat=(10, 10), **anders)  # type: ignore[arg-type]


@given(WAARDEN)
def test_elk_gebied_staat_in_precies_een_klasse(waarden: dict[str, int]) -> None:
    beeld = teken(waarden)
    paden = [gebied.pad for klasse in beeld.klassen for gebied in klasse.gebieden]
    assert sorted(paden) == sorted(vlak.pad for vlak in VLAKKEN)
    assert len(beeld.klassen) <= 6


@given(WAARDEN)
def test_een_gebied_staat_in_de_klasse_waarin_zijn_waarde_valt(waarden: dict[str, int]) -> None:
    for klasse in teken(waarden).klassen[1:]:
        getallen = [int(tekst.replace(".", "")) for tekst in re.findall(r"[\d.]+", klasse.tekst)]
        for gebied in klasse.gebieden:
            gevonden = re.search(r": ([\d.]+) ", gebied.tekst)
            assert gevonden is not None
            assert min(getallen) <= int(gevonden[1].replace(".", "")) <= max(getallen)


@given(WAARDEN)
def test_klassen_sluiten_aan_en_meer_is_donkerder(waarden: dict[str, int]) -> None:
    beeld = teken(waarden)
    tonen = [klasse.toon for klasse in beeld.klassen]
    assert tonen == sorted(set(tonen))
    randen = [
        [int(deel.replace(".", "")) for deel in re.findall(r"[\d.]+", klasse.tekst)]
        for klasse in beeld.klassen[1:]
    ]
    assert all(later[0] == eerder[-1] + 1 for eerder, later in pairwise(randen))


@given(st.lists(st.integers(0, 10**9)))
def test_gekozen_grenzen_lopen_op_en_laten_de_hoogste_klasse_niet_leeg(waarden: list[int]) -> None:
    grenzen = klassegrenzen(waarden)
    assert len(grenzen) <= 4
    assert list(grenzen) == sorted(set(grenzen))
    assert all(0 < grens < max(waarden) for grens in grenzen)


def test_geen_waarde_en_nul_zijn_allebei_geen() -> None:
    beeld = teken({"G00": 0, "G01": 5})
    assert "Stad 00: geen" in {gebied.tekst for gebied in beeld.klassen[0].gebieden}
    assert [rij.cellen for rij in beeld.tabel.rijen] == [("Stad 01", "G01", "Land", "5")]
    assert beeld.tabel.noot == "De andere 29 staan niet in de tabel: geen."


def test_grenzen_van_de_beller_gelden() -> None:
    beeld = teken({"G00": 10, "G01": 11, "G02": 50, "G03": 51}, klassen=(10, 50))
    assert [klasse.tekst for klasse in beeld.klassen] == ["geen", "1 tot en met 10", "11 tot en met 50", "51"]
    assert [len(klasse.gebieden) for klasse in beeld.klassen] == [26, 1, 2, 1]


def test_grenzen_boven_de_hoogste_waarde_liegen_niet() -> None:
    beeld = teken({"G00": 3}, klassen=(10, 50))
    assert [klasse.tekst for klasse in beeld.klassen] == [
        "geen",
        "1 tot en met 10",
        "11 tot en met 50",
        "meer dan 50",
    ]


def test_zonder_waarden_is_er_alleen_geen() -> None:
    beeld = teken({})
    assert [klasse.tekst for klasse in beeld.klassen] == ["geen"]
    assert beeld.omschrijving == "Geen enkele gemeente heeft woonruimten."


def test_de_omschrijving_noemt_de_som_en_de_hoogste() -> None:
    assert teken({"G00": 3, "G07": 1200}).omschrijving == (
        "In 2 gemeenten van de 30 samen 1.203 woonruimten. De meeste in Stad 07: 1.200."
    )


@pytest.mark.parametrize(
    ("waarden", "anders", "melding"),
    [
        ({"GM9999": 1}, {}, "not on this map: GM9999"),
        ({"G00": -1}, {}, "below zero"),
        ({"G00": 1}, {"klassen": (5, 5)}, "ascending"),
        ({"G00": 1}, {"klassen": (0, 5)}, "above 0"),
        ({"G00": 1}, {"klassen": (1, 2, 3, 4, 5)}, "at most 5"),
    ],
)
def test_wat_niet_op_de_kaart_kan_wordt_geweigerd(
    waarden: dict[str, int], anders: dict[str, object], melding: str
) -> None:
    with pytest.raises(ValueError, match=melding):
        teken(waarden, **anders)
