"""Rules of a pot that the tables do not allow are refused, key by key."""

from __future__ import annotations

from typing import Any

import pytest

from subsidie.kern.strikte_json import GeenGeheelGetal
from subsidie.verdeling.invoer import lees_invoer
from tests.unit.verdeling.hulp import HALF, MIST, Rij, fouten, invoer, kandidaat, met_regels, pot

# --- rules ---


def test_de_regels_zijn_een_object_met_een_methode() -> None:
    assert fouten(invoer(potten=[pot(regels=[])])) == ["pot A, regels: moet een object zijn"]
    assert fouten(met_regels()) == [f"pot A, regels.methode: {MIST}"]
    fout: list[object] = ["", "Loting", "vast", 1, []]
    for methode in fout:
        assert fouten(met_regels(methode=methode)) == [
            "pot A, regels.methode: moet een van deze zijn: binnenkomst, categorie, score, loting, naar_rato"
        ]


SLEUTELS: dict[str, Any] = {
    "categorieen": ["X"],
    "drempelscore": "1",
    "gelijke_stand": ["eenheden"],
    "binnen_groep": "loting",
    "grens": "stop",
}
HOORT_BIJ: dict[str, set[str]] = {
    "binnenkomst": {"binnen_groep", "grens"},
    "categorie": {"categorieen", "binnen_groep", "grens"},
    "score": {"drempelscore", "gelijke_stand", "binnen_groep", "grens"},
    "loting": {"binnen_groep", "grens"},
    "naar_rato": set(),
}


@pytest.mark.parametrize("sleutel", sorted(SLEUTELS))
@pytest.mark.parametrize("methode", sorted(HOORT_BIJ))
def test_een_sleutel_die_niet_bij_de_methode_hoort_wordt_geweigerd(methode: str, sleutel: str) -> None:
    regels: Rij = {"methode": methode, sleutel: SLEUTELS[sleutel]}
    if methode == "categorie":
        regels["categorieen"] = ["X"]
    if sleutel in HOORT_BIJ[methode]:
        lees_invoer(met_regels(**regels))
    else:
        assert fouten(met_regels(**regels)) == [
            f"pot A, regels.{sleutel}: dit veld hoort niet bij de methode {methode}"
        ]
        # Absent and null are the same, also for a key that belongs to another method.
        lees_invoer(met_regels(**regels | {sleutel: None}))


@pytest.mark.parametrize(
    ("sleutel", "keuzes"),
    [("binnen_groep", "loting, tijdstip"), ("grens", "stop, doorschuiven, gedeeltelijk")],
)
@pytest.mark.parametrize("waarde", ["", "STOP", "x", 1, True, [], {}])
def test_binnen_groep_en_grens_zijn_een_keuze(sleutel: str, keuzes: str, waarde: object) -> None:
    assert fouten(met_regels(methode="binnenkomst", **{sleutel: waarde})) == [
        f"pot A, regels.{sleutel}: moet een van deze zijn: {keuzes}"
    ]


def test_een_loting_over_alles_gaat_niet_op_tijdstip() -> None:
    assert fouten(met_regels(methode="loting", binnen_groep="tijdstip")) == [
        "pot A, regels.binnen_groep: bij de methode loting kan dit alleen loting zijn"
    ]


def test_categorieen_zijn_verplicht_niet_leeg_en_niet_dubbel() -> None:
    waar = "pot A, regels.categorieen"
    assert fouten(met_regels(methode="categorie")) == [f"{waar}: {MIST}"]
    assert fouten(met_regels(methode="categorie", categorieen="X")) == [f"{waar}: moet een lijst zijn"]
    assert fouten(met_regels(methode="categorie", categorieen=[])) == [
        f"{waar}: er moet minstens één categorie zijn"
    ]
    assert fouten(met_regels(methode="categorie", categorieen=["X", "", 1, "X", None, "\ud800"])) == [
        f"{waar}[1]: mag niet leeg zijn",
        f"{waar}[2]: moet een tekst zijn",
        f"{waar}[3]: X komt meer dan één keer voor",
        f"{waar}[4]: moet een tekst zijn",
        f"{waar}[5]: {HALF}",
    ]


def test_gelijke_stand_kent_drie_sleutels_elk_hoogstens_een_keer() -> None:
    waar = "pot A, regels.gelijke_stand"
    lees_invoer(met_regels(methode="score", gelijke_stand=[]))
    lees_invoer(met_regels(methode="score", gelijke_stand=["binnenkomst", "eenheden", "kosten_per_eenheid"]))
    assert fouten(met_regels(methode="score", gelijke_stand={})) == [f"{waar}: moet een lijst zijn"]
    assert fouten(met_regels(methode="score", gelijke_stand=["eenheden", "eenheden", "", "prijs", 1])) == [
        f"{waar}[1]: eenheden komt meer dan één keer voor",
        f"{waar}[2]: mag niet leeg zijn",
        f"{waar}[3]: moet een van deze zijn: kosten_per_eenheid, eenheden, binnenkomst",
        f"{waar}[4]: moet een tekst zijn",
    ]


GEEN_SCORES = ["", " 1", "1 ", "+1", ".5", "1.", "1,5", "1e3", "--1", "0x1", "١", "1.٥", "NaN", "1\n", 1, 1.5, True, [],
               GeenGeheelGetal("1.5")]  # fmt: skip


@pytest.mark.parametrize("waarde", GEEN_SCORES)
def test_een_score_is_een_decimaal_getal_als_tekst(waarde: object) -> None:
    melding = 'moet een decimaal getal als tekst zijn, zoals "8.5"'
    assert fouten(met_regels(methode="score", drempelscore=waarde)) == [
        f"pot A, regels.drempelscore: {melding}"
    ]
    potten = [pot(regels={"methode": "score"})]
    assert fouten(invoer(kandidaat("R1", score=waarde), potten=potten)) == [f"kandidaat R1, score: {melding}"]
