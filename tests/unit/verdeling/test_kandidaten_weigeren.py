"""Candidates that the tables do not allow are refused, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from subsidie.kern.strikte_json import MAX_GEHEEL, GeenGeheelGetal
from subsidie.verdeling.invoer import lees_invoer
from tests.unit.verdeling.hulp import GEEN_GETALLEN, GEHEEL, HALF, MIST, Rij, fouten, invoer, kandidaat, pot

# --- candidates ---


def test_de_verplichte_velden_van_een_kandidaat() -> None:
    assert fouten(invoer({})) == [
        f"kandidaten[0], {veld}: {MIST}"
        for veld in ("nummer", "gemeente", "pot", "gevraagd_cent", "eenheden", "volledig_op")
    ]


@pytest.mark.parametrize(
    "nummer", ["", ".a", "-a", "_a", "a b", "a/b", "a|b", "é", "١", "a\n", "a\ud800", 1, True, [], {}]
)
def test_een_nummer_bestaat_uit_gewone_tekens(nummer: object) -> None:
    (regel,) = fouten(invoer(kandidaat("R1"), kandidaat("R2") | {"nummer": nummer}))
    assert regel.startswith("kandidaten[1], nummer: moet een tekst zijn van letters, cijfers")


@pytest.mark.parametrize("nummer", ["0", "a", "RHA23-0001", "A._-", "x" * 500])
def test_deze_nummers_mogen(nummer: str) -> None:
    assert lees_invoer(invoer(kandidaat(nummer))).kandidaten[0].nummer == nummer


def test_een_nummer_komt_een_keer_voor() -> None:
    assert fouten(invoer(kandidaat("R1"), kandidaat("R2"), kandidaat("R1"), kandidaat("R1"))) == [
        "kandidaat R1, nummer: dit nummer komt 3 keer voor"
    ]
    lees_invoer(invoer(kandidaat("R1"), kandidaat("r1")))


@pytest.mark.parametrize(
    "gemeente",
    ["", "GM036", "GM03630", "gm0363", "0363", "GM٠٣٦٣", "GM0363 ", "GM0363\n", "Amsterdam", 363, True, []],
)
def test_een_gemeente_is_gm_met_vier_cijfers(gemeente: object) -> None:
    assert fouten(invoer(kandidaat("R1", gemeente=gemeente))) == [
        "kandidaat R1, gemeente: moet GM met vier cijfers zijn"
    ]


def test_een_kandidaat_staat_in_een_pot_die_er_is() -> None:
    assert fouten(invoer(kandidaat("R1", pot="B"))) == ["kandidaat R1, pot: de pot B bestaat niet"]
    assert fouten(invoer(kandidaat("R1", pot="a"))) == ["kandidaat R1, pot: de pot a bestaat niet"]
    assert fouten(invoer(kandidaat("R1", pot=""))) == ["kandidaat R1, pot: mag niet leeg zijn"]
    assert fouten(invoer(kandidaat("R1", pot=1))) == ["kandidaat R1, pot: moet een tekst zijn"]


def test_een_foute_pot_geeft_geen_valse_fouten_bij_zijn_kandidaten() -> None:
    assert fouten({"potten": {}, "kandidaten": [kandidaat("R1")]}) == ["potten: moet een lijst zijn"]
    fout = [pot(-1, regels={"methode": "categorie", "categorieen": 1})]
    assert fouten(invoer(kandidaat("R1", categorie="Z"), potten=fout)) == [
        "pot A, plafond_cent: moet minstens 0 zijn",
        "pot A, regels.categorieen: moet een lijst zijn",
    ]


@pytest.mark.parametrize("veld", ["gevraagd_cent", "eenheden", "minimum_cent", "reeds_verleend_cent"])
@pytest.mark.parametrize("waarde", GEEN_GETALLEN)
def test_bedragen_en_eenheden_zijn_gehele_getallen(veld: str, waarde: Any) -> None:
    assert fouten(invoer(kandidaat("R1", **{veld: waarde}))) == [f"kandidaat R1, {veld}: {GEHEEL}"]


@pytest.mark.parametrize("veld", ["gevraagd_cent", "eenheden", "minimum_cent", "reeds_verleend_cent"])
@pytest.mark.parametrize("waarde", [0, -1, -(10**30)])
def test_bedragen_en_eenheden_zijn_minstens_een(veld: str, waarde: int) -> None:
    assert fouten(invoer(kandidaat("R1", **{veld: waarde}))) == [
        f"kandidaat R1, {veld}: moet minstens 1 zijn"
    ]


@pytest.mark.parametrize("veld", ["gevraagd_cent", "eenheden"])
def test_bedragen_en_eenheden_kennen_een_hoogste_waarde(veld: str) -> None:
    lees_invoer(invoer(kandidaat("R1", **{veld: MAX_GEHEEL})))
    assert fouten(invoer(kandidaat("R1", **{veld: MAX_GEHEEL + 1}))) == [
        f"kandidaat R1, {veld}: moet hoogstens {MAX_GEHEEL} zijn"
    ]


@pytest.mark.parametrize("veld", ["minimum_cent", "reeds_verleend_cent"])
def test_een_minimum_en_wat_is_verleend_gaan_niet_boven_wat_is_gevraagd(veld: str) -> None:
    lees_invoer(invoer(kandidaat("R1", 10, **{veld: 10})))
    lees_invoer(invoer(kandidaat("R1", 10, **{veld: 1})))
    assert fouten(invoer(kandidaat("R1", 10, **{veld: 11}))) == [
        f"kandidaat R1, {veld}: mag niet hoger zijn dan gevraagd_cent (10)"
    ]


@pytest.mark.parametrize("waarde", [1, True, [], 1685613600])
def test_volledig_op_is_een_moment_als_tekst(waarde: object) -> None:
    assert fouten(invoer(kandidaat("R1", volledig_op=waarde))) == [
        "kandidaat R1, volledig_op: moet een moment als tekst zijn"
    ]


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("2023-06-01", "moet een moment zijn in de vorm"),
        ("2023-06-31T10:00Z", "dit moment bestaat niet"),
        ("0000-06-01T10:00Z", "dit moment valt buiten de kalender"),
    ],
)
def test_een_fout_moment_zegt_wat_eraan_mankeert(tekst: str, melding: str) -> None:
    (regel,) = fouten(invoer(kandidaat("R1", volledig_op=tekst)))
    assert regel.startswith(f"kandidaat R1, volledig_op: {melding}")


def test_een_afwijzingsgrond_is_een_tekst_die_iets_zegt() -> None:
    assert fouten(invoer(kandidaat("R1", afwijzingsgrond=""))) == [
        "kandidaat R1, afwijzingsgrond: mag niet leeg zijn"
    ]
    assert fouten(invoer(kandidaat("R1", afwijzingsgrond=1))) == [
        "kandidaat R1, afwijzingsgrond: moet een tekst zijn"
    ]
    assert fouten(invoer(kandidaat("R1", afwijzingsgrond="\udc00"))) == [
        f"kandidaat R1, afwijzingsgrond: {HALF}"
    ]


def test_afgewezen_en_al_verleend_gaan_nooit_samen() -> None:
    assert fouten(invoer(kandidaat("R1", afwijzingsgrond="te duur", reeds_verleend_cent=1))) == [
        "kandidaat R1, afwijzingsgrond en reeds_verleend_cent: kunnen niet samen voorkomen"
    ]


@pytest.mark.parametrize("extra", [{}, {"afwijzingsgrond": "x"}, {"reeds_verleend_cent": 1}])
def test_iedereen_in_een_pot_met_categorie_of_score_heeft_er_een(extra: Rij) -> None:
    potten = [
        pot(regels={"methode": "categorie", "categorieen": ["X"]}),
        pot(naam="S", regels={"methode": "score"}),
    ]
    kandidaten = [kandidaat("R1", score="1", **extra), kandidaat("R2", pot="S", categorie="X", **extra)]
    assert fouten(invoer(*kandidaten, potten=potten)) == [
        f"kandidaat R1, categorie: {MIST}",
        f"kandidaat R2, score: {MIST}",
    ]


def test_een_categorie_is_er_een_van_de_pot() -> None:
    potten = [pot(regels={"methode": "categorie", "categorieen": ["X", "Y"]})]
    lees_invoer(invoer(kandidaat("R1", categorie="Y"), potten=potten))
    assert fouten(invoer(kandidaat("R1", categorie="y"), potten=potten)) == [
        "kandidaat R1, categorie: y is geen categorie van deze pot"
    ]
    assert fouten(invoer(kandidaat("R1", categorie=""), potten=potten)) == [
        "kandidaat R1, categorie: mag niet leeg zijn"
    ]
    assert fouten(invoer(kandidaat("R1", categorie=1), potten=potten)) == [
        "kandidaat R1, categorie: moet een tekst zijn"
    ]


@pytest.mark.parametrize(
    "waarde", ["", "wat dan ook", 7, 7.5, True, ["a"], {"b": None}, GeenGeheelGetal("7.5")]
)
def test_categorie_en_score_in_een_pot_die_ze_niet_gebruikt_worden_genegeerd(waarde: object) -> None:
    lees_invoer(invoer(kandidaat("R1", categorie=waarde, score=waarde)))
    potten = [pot(regels={"methode": "score"})]
    lees_invoer(invoer(kandidaat("R1", categorie=waarde, score="1"), potten=potten))


@pytest.mark.parametrize("waarde", ["\ud800", ["\ud800"], 2**53, float("nan"), object()])
def test_ook_wat_genegeerd_wordt_moet_vast_te_leggen_zijn(waarde: object) -> None:
    (regel,) = fouten(invoer(kandidaat("R1", score=waarde)))
    assert regel.startswith("kandidaat R1, score: deze ")
