"""The explanation in a letter: true, specific for this application, and in plain Dutch."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from subsidie.kern.fouten import OngeldigeInvoer, Rekenfout
from subsidie.verdeling.engine import Afloop, Reden, Uitkomstsoort, als_json, verdeel
from subsidie.verdeling.invoer import lees_invoer
from subsidie.verdeling.uitleg import grondslag, toelichting
from tests.unit.verdeling.hulp import Rij, brief, invoer, kandidaat, nummer_met_lot, pot, reken
from tests.unit.verdeling.strategieen import invoeren

# Every row of the tables "Output" and "Without a seed".
ALLE_UITKOMSTEN = {
    ("toegekend", "past"),
    ("gedeeltelijk", "restant"),
    ("gedeeltelijk", "naar_rato"),
    ("afgewezen", "plafond"),
    ("afgewezen", "inhoudelijk"),
    ("afgewezen", "drempelscore"),
    ("afgewezen", "gemeentemaximum"),
    ("reeds_verleend", "reeds_verleend"),
    ("te_loten", "loting_nodig"),
    ("onbeslist", "loting_nodig"),
}


DAG = invoer(
    *(kandidaat(f"R{plek}", 3_000_00) for plek in range(5)),
    kandidaat("S1", 100_00, dag=2),
    kandidaat("S2", 200_00, dag=2),
    kandidaat("T1", 50_00, dag=3),
    potten=[pot(10_000_00)],
)
KOP = (
    "Op 1 juni 2023 zou het uitkeringsplafond worden overschreden. "
    "Alle 5 aanvragen die op die dag volledig waren, deden mee aan de loting. "
)


def test_toegekend_na_loting() -> None:
    assert brief(DAG, nummer_met_lot(DAG, 3)) == KOP + (
        "Uw aanvraag trok lotnummer 3 en staat op rang 3. Toen uw aanvraag aan de beurt was, was er nog € 4.000. "
        "Uw aanvraag paste daarin. U krijgt € 3.000. Dat is het hele bedrag waarvoor uw aanvraag meetelt."
    )


def test_afgewezen_in_de_beslissende_loting_de_eerste_die_niet_past() -> None:
    assert brief(DAG, nummer_met_lot(DAG, 4)) == KOP + (
        "Uw aanvraag trok lotnummer 4 en staat op rang 4. Toen uw aanvraag aan de beurt was, was er nog € 1.000. "
        "Dat is minder dan de € 3.000 waarvoor uw aanvraag meetelt. Daarom is uw aanvraag afgewezen. "
        "Volgens de verdeelregels stopte de verdeling daar. Met deze rang staat uw aanvraag op de reservelijst."
    )


def test_afgewezen_in_de_beslissende_loting_na_de_eerste_die_niet_paste() -> None:
    assert brief(DAG, nummer_met_lot(DAG, 5)) == KOP + (
        "Uw aanvraag trok lotnummer 5 en staat op rang 5. "
        "De aanvraag op rang 4 paste niet in het bedrag dat toen nog over was: € 1.000. "
        "Volgens de verdeelregels stopt de verdeling daar. Ook kleinere aanvragen daarna krijgen geen geld. "
        "Uw aanvraag kwam daarna. Daarom is uw aanvraag afgewezen. "
        "Met deze rang staat uw aanvraag op de reservelijst."
    )


GESLOTEN = (
    "Bij de 5 aanvragen die op 1 juni 2023 volledig waren, is het uitkeringsplafond bereikt. "
    "De aanvraag op rang 4 paste niet in het bedrag dat toen nog over was: € 1.000. "
    "Volgens de verdeelregels stopt de verdeling daar. Ook kleinere aanvragen daarna krijgen geen geld. "
)


def test_afgewezen_op_een_latere_dag_het_lot_is_alleen_voor_de_reservelijst() -> None:
    assert brief(DAG, nummer_met_lot(DAG, 1, groep=1)) == GESLOTEN + (
        "Uw aanvraag was volledig op 2 juni 2023 en kwam later aan de beurt. Daarom is uw aanvraag afgewezen. "
        "Beide aanvragen die op die dag volledig waren, deden mee aan de loting. "
        "Uw aanvraag trok lotnummer 1 en staat op rang 6. "
        "Deze loting bepaalde alleen de volgorde op de reservelijst. Uw lot had geen invloed op de afwijzing. "
        "Met deze rang staat uw aanvraag op de reservelijst."
    )


def test_afgewezen_als_enige_van_een_latere_dag() -> None:
    assert brief(DAG, "T1") == GESLOTEN + (
        "Uw aanvraag was volledig op 3 juni 2023 en kwam later aan de beurt. Daarom is uw aanvraag afgewezen. "
        "Uw aanvraag staat op rang 8. Met deze rang staat uw aanvraag op de reservelijst."
    )


def test_een_hele_dag_toegekend_zonder_loting() -> None:
    gegevens = invoer(
        kandidaat("R1", 10_01), kandidaat("R2", 20_00), kandidaat("R3", 5_00, dag=2), potten=[pot(5000)]
    )
    assert brief(gegevens, "R1") == (
        "Uw aanvraag was volledig op 1 juni 2023. "
        "Beide aanvragen die op die dag volledig waren, pasten samen in het geld dat er was: € 50. "
        "Daarom was er geen loting nodig. Deze aanvragen staan samen op rang 1. "
        "U krijgt € 10,01. Dat is het hele bedrag waarvoor uw aanvraag meetelt."
    )
    assert brief(gegevens, "R3") == (
        "Uw aanvraag was de enige die op 2 juni 2023 volledig was en staat op rang 3. "
        "Toen uw aanvraag aan de beurt was, was er nog € 19,99. Uw aanvraag paste daarin. "
        "U krijgt € 5. Dat is het hele bedrag waarvoor uw aanvraag meetelt."
    )


def test_op_tijdstip_noemt_het_moment_en_geen_loting() -> None:
    regels = {"methode": "binnenkomst", "binnen_groep": "tijdstip"}
    gegevens = invoer(
        kandidaat("R1", 60, volledig_op="2023-06-15T12:02:11.9Z"),
        kandidaat("R2", 60, volledig_op="2023-06-15T14:02:12+02:00"),
        potten=[pot(regels=regels)],
    )
    assert brief(gegevens, "R1") == (
        "Op 15 juni 2023 zou het uitkeringsplafond worden overschreden. "
        "Beide aanvragen die op die dag volledig waren, zijn op volgorde van tijdstip gezet. "
        "Uw aanvraag was volledig op 15 juni 2023 om 14.02.11 uur en staat op rang 1. "
        "Toen uw aanvraag aan de beurt was, was er nog € 1. Uw aanvraag paste daarin. "
        "U krijgt € 0,60. Dat is het hele bedrag waarvoor uw aanvraag meetelt."
    )
    heel = invoer(kandidaat("R1"), kandidaat("R2"), potten=[pot(regels=regels)])
    assert "loting" not in brief(heel, "R1")


def test_per_categorie() -> None:
    regels = {"methode": "categorie", "categorieen": ["A", "B", "C"]}
    rijen = [kandidaat(f"{naam}{plek}", 40, categorie=naam) for naam in "ABC" for plek in (1, 2)]
    gegevens = invoer(*rijen, potten=[pot(regels=regels)])
    assert brief(gegevens, "A1").startswith(
        "Uw aanvraag valt in categorie A. Beide aanvragen in die categorie pasten samen in het geld dat er was: € 1."
    )
    assert brief(gegevens, "B1").startswith(
        "Bij categorie B zou het uitkeringsplafond worden overschreden. "
        "Beide aanvragen in die categorie deden mee aan de loting."
    )
    assert brief(gegevens, "C1").startswith(
        "Bij de 2 aanvragen in categorie B is het uitkeringsplafond bereikt. De aanvraag op rang 3 paste niet in het "
        "bedrag dat toen nog over was: € 0,20."
    )
    assert "Uw aanvraag valt in categorie C en kwam later aan de beurt." in brief(gegevens, "C1")


def test_per_score_met_een_komma_en_gelijke_stand() -> None:
    regels: Rij = {"methode": "score", "gelijke_stand": ["eenheden"]}
    gegevens = invoer(
        kandidaat("R1", 60, score="7.50", eenheden=3),
        kandidaat("R2", 60, score="7.5", eenheden=2),
        kandidaat("R3", 60, score="7.5", eenheden=1),
        potten=[pot(regels=regels)],
    )
    assert brief(gegevens, "R1").startswith(
        "Uw aanvraag was de enige die met score 7,50 op deze plaats eindigde en"
    )
    assert brief(gegevens, "R2").startswith("Bij score 7,5 zou het uitkeringsplafond worden overschreden.")
    assert "score 7,5, maar komt door de regels voor een gelijke stand later aan de beurt." in brief(
        gegevens, "R3"
    )
    del regels["gelijke_stand"]
    assert "Alle 3 aanvragen die met die score gelijk eindigden, deden mee aan de loting." in brief(
        gegevens, "R1"
    )
    alleen = invoer(kandidaat("R1", score="7.50"), potten=[pot(regels=regels)])
    assert brief(alleen, "R1").startswith("Uw aanvraag was de enige met score 7,50 en staat op rang 1.")


def test_een_loting_over_alles() -> None:
    gegevens = invoer(
        *(kandidaat(f"R{plek}", 60) for plek in range(3)), potten=[pot(regels={"methode": "loting"})]
    )
    assert brief(gegevens, "R0").startswith(
        "Met alle aanvragen samen zou het uitkeringsplafond worden overschreden. "
        "Alle 3 aanvragen deden mee aan de loting."
    )


def test_een_tussenstand_zegt_dat_er_nog_niet_geloot_is() -> None:
    slot = "Er is nog niet geloot. De uitkomst staat dus nog niet vast."
    rijen = [kandidaat("R1", 60), kandidaat("R2", 60), kandidaat("R3", 1, dag=2)]
    assert brief(invoer(*rijen, seed=None), "R1") == (
        "Uw aanvraag was volledig op 1 juni 2023. "
        "De 2 aanvragen die op 1 juni 2023 volledig waren, tellen samen mee voor € 1,20. Er is nog € 1. "
        f"Zij kunnen niet allemaal het hele bedrag krijgen. Een loting bepaalt de volgorde. {slot}"
    )
    assert brief(invoer(*rijen, seed=None), "R3") == (
        "Uw aanvraag was volledig op 2 juni 2023. "
        "Eerst moet worden geloot onder de 2 aanvragen die op 1 juni 2023 volledig waren. "
        f"Uw aanvraag komt daarna. {slot}"
    )
    maximum: Rij = {"gemeentemaximum_cent": 70, "gemeentemaximum_telt": "verleend"}
    rijen = [kandidaat("R1", 40), kandidaat("R2", 40)]
    assert "zou een gemeente boven het maximum van € 0,70 per gemeente komen. Een loting bepaalt" in brief(
        invoer(*rijen, seed=None, **maximum), "R1"
    )


@pytest.mark.parametrize(
    ("eerste", "waarom"),
    [(100, "Het geld is op voordat"), (101, "De verdeling stopt, met € 1 over, voordat")],
)
def test_een_tussenstand_waarin_alleen_de_reservelijst_nog_open_is(eerste: int, waarom: str) -> None:
    rijen = [kandidaat("R1", eerste), kandidaat("R2", 60, dag=2), kandidaat("R3", 1, dag=2)]
    tekst = brief(invoer(*rijen, seed=None), "R2")
    assert f"{waarom} deze aanvragen aan de beurt komen. " in tekst
    assert "Die loting bepaalt alleen de volgorde op de reservelijst." in tekst


def test_een_pot_wordt_genoemd_als_er_meer_zijn_met_zijn_naam_als_die_bekend_is() -> None:
    rijen = [kandidaat("R1", 101), kandidaat("R2", 5, pot="B")]
    gegevens = invoer(*rijen, potten=[pot(), pot(naam="B")])
    assert "zou het uitkeringsplafond van pot A worden overschreden" in brief(gegevens, "R1")
    namen = {"A": "Studenten"}
    assert "zou het uitkeringsplafond van pot Studenten worden" in brief(gegevens, "R1", potnamen=namen)


def test_van_wie_niet_meedeed_is_er_geen_toelichting() -> None:
    uitslag = reken(invoer(kandidaat("R1")))
    with pytest.raises(KeyError):
        toelichting(uitslag.invoer, uitslag, "R2")


def test_elke_uitkomst_en_elke_reden_heeft_een_tekst_en_een_regel() -> None:
    score: Rij = {"methode": "score", "drempelscore": "5", "grens": "gedeeltelijk"}
    gegevens = invoer(
        kandidaat("R1", 80, score="9"),
        kandidaat("R2", 30, score="8", minimum_cent=1),
        kandidaat("R3", 30, score="7"),
        kandidaat("R4", 30, score="1"),
        kandidaat("R5", 30, score="9", afwijzingsgrond="x"),
        kandidaat("R6", 30, score="9", reeds_verleend_cent=5),
        kandidaat("R7", 300, score="9"),
        kandidaat("R8", 30, pot="N"),
        kandidaat("R9", 30, pot="L"),
        kandidaat("S1", 30, pot="L"),
        kandidaat("S2", 30, pot="L", dag=2),
        potten=[
            pot(105, regels=score),
            pot(10, naam="N", regels={"methode": "naar_rato"}),
            pot(50, naam="L"),
        ],
        gemeentemaximum_cent=299,
        seed=None,
    )
    gezien = {}
    uitslag = reken(gegevens)
    for een in uitslag.uitkomsten:
        gezien[een.uitkomst.value, een.reden.value] = toelichting(uitslag.invoer, uitslag, een.nummer)
        assert grondslag(uitslag, een).startswith("verdeelregels, stap ")
    assert gezien.keys() == ALLE_UITKOMSTEN
    assert all(gezien.values())
    assert {soort.value for soort in Uitkomstsoort} == {uitkomst for uitkomst, _ in ALLE_UITKOMSTEN}
    assert {reden.value for reden in Reden} == {reden for _, reden in ALLE_UITKOMSTEN}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(invoeren())
def test_de_zinnen_kloppen_met_de_uitkomst(gegevens: dict[str, Any]) -> None:
    try:
        uitslag = verdeel(lees_invoer(gegevens))
    except (OngeldigeInvoer, Rekenfout):
        return
    for een in uitslag.uitkomsten:
        zinnen = toelichting(uitslag.invoer, uitslag, een.nummer)
        tekst = " ".join(zinnen)
        assert all(re.fullmatch(r"[A-Z].*\.", zin) for zin in zinnen)
        assert "None" not in tekst
        assert "  " not in tekst
        groep = uitslag.groep_van(een)
        assert ("lotnummer" in tekst) == (een.lotnummer is not None)
        assert ("alleen de volgorde op de reservelijst" in tekst and een.reden is Reden.PLAFOND) == (
            een.lotnummer is not None and groep is not None and groep.afloop is Afloop.RESERVE
        )
        if een.rang is not None:
            assert f"rang {een.rang}" in tekst
        assert ("afgewezen" in tekst) == (een.uitkomst is Uitkomstsoort.AFGEWEZEN)
        assert ("reservelijst" in tekst and een.uitkomst is Uitkomstsoort.AFGEWEZEN) == (
            een.reden is Reden.PLAFOND and een.rang is not None
        )
        if een.bedrag_cent:
            assert f"€ {een.bedrag_cent // 100},{een.bedrag_cent % 100:02d}".removesuffix(",00") in tekst
        assert grondslag(uitslag, een)


def test_de_uitvoer_met_uitleg_heeft_de_ruimte_alleen_voor_wie_een_beurt_had() -> None:
    rijen: Any = als_json(
        reken(invoer(kandidaat("R1", 30), kandidaat("R2", afwijzingsgrond="x"))), met_uitleg=True
    )
    eerste, tweede = rijen["uitkomsten"]
    assert (eerste["ruimte_voor_cent"], eerste["ruimte_na_cent"]) == (100, 70)
    assert "ruimte_voor_cent" not in tweede
    assert tweede["grondslag"] == "verdeelregels, stap 2: inhoudelijke afwijzing"
