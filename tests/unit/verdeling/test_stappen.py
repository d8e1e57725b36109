"""Steps 1 to 5: what is settled beforehand, and the order of the rest."""

from __future__ import annotations

import pytest

from tests.unit.verdeling.hulp import Rij, invoer, kandidaat, kort, pot, rangen, reken

PAST, PLAFOND, MAXIMUM = "past", "plafond", "gemeentemaximum"


# --- steps 1 to 3 ---


def test_wat_al_verleend_is_gaat_eerst_van_de_pot_af() -> None:
    uitslag = reken(invoer(kandidaat("R1", 60, dag=1), kandidaat("R2", 90, dag=2, reeds_verleend_cent=50)))
    assert kort(uitslag) == {"R1": ("afgewezen", PLAFOND, 0), "R2": ("reeds_verleend", "reeds_verleend", 50)}
    assert rangen(uitslag)["R2"] == (None, None)
    assert uitslag.restant_cent == {"A": 50}


def test_wie_al_iets_heeft_krijgt_er_niets_bij() -> None:
    assert kort(reken(invoer(kandidaat("R1", 90, reeds_verleend_cent=1))))["R1"] == (
        "reeds_verleend",
        "reeds_verleend",
        1,
    )


def test_wie_al_iets_heeft_houdt_dat_ook_onder_de_drempel_en_boven_het_maximum() -> None:
    potten = [pot(regels={"methode": "score", "drempelscore": "5"})]
    uitslag = reken(
        invoer(kandidaat("R1", 90, reeds_verleend_cent=80, score="1"), potten=potten, gemeentemaximum_cent=10)
    )
    assert kort(uitslag)["R1"] == ("reeds_verleend", "reeds_verleend", 80)


def test_een_inhoudelijke_afwijzing_gaat_voor_de_drempel_en_neemt_geen_ruimte() -> None:
    potten = [pot(20, regels={"methode": "score", "drempelscore": "5"})]
    uitslag = reken(
        invoer(
            kandidaat("R1", 20, score="1", afwijzingsgrond="x"), kandidaat("R2", 20, score="5"), potten=potten
        )
    )
    assert kort(uitslag) == {"R1": ("afgewezen", "inhoudelijk", 0), "R2": ("toegekend", PAST, 20)}


@pytest.mark.parametrize(
    ("score", "drempel", "haalt"),
    [
        ("6", "6.0", True),
        ("5.9999999999999999999999999999999999", "6", False),
        ("6.0000000000000000000000000000000001", "6.0000000000000000000000000000000002", False),
        ("-0", "0", True),
        ("-1", "-1.0", True),
        ("-1.1", "-1", False),
        ("10", "9", True),
    ],
)
def test_gelijk_aan_de_drempel_is_genoeg_en_scores_zijn_exact(score: str, drempel: str, haalt: bool) -> None:
    potten = [pot(regels={"methode": "score", "drempelscore": drempel})]
    reden = kort(reken(invoer(kandidaat("R1", score=score), potten=potten)))["R1"][1]
    assert reden == (PAST if haalt else "drempelscore")


# --- step 4 ---


def test_het_gemeentemaximum_telt_over_alle_potten_op_volgorde_van_volledigheid() -> None:
    uitslag = reken(
        invoer(
            kandidaat("R1", 30, dag=3, pot="A"),
            kandidaat("R2", 30, dag=2, pot="B"),
            kandidaat("R3", 30, dag=1, pot="A"),
            kandidaat("R4", 10, dag=4, pot="B"),
            kandidaat("R5", 50, dag=9, pot="A", gemeente="GM0014"),
            potten=[pot(200), pot(200, naam="B")],
            gemeentemaximum_cent=70,
        )
    )
    assert {nummer for nummer, rij in kort(uitslag).items() if rij[1] == MAXIMUM} == {"R1"}
    assert uitslag.van("R1").geteld_cent == 60
    assert rangen(uitslag)["R1"] == (None, None)


def test_bij_een_gelijk_ogenblik_telt_het_nummer() -> None:
    uitslag = reken(
        invoer(
            kandidaat("R1", 30, volledig_op="2023-06-01T10:00:00+02:00"),
            kandidaat("R0", 30, volledig_op="2023-06-01T08:00:00.000Z"),
            kandidaat("R2", 30, volledig_op="2023-06-01T07:59:59.99999999Z"),
            gemeentemaximum_cent=60,
        )
    )
    assert {nummer for nummer, rij in kort(uitslag).items() if rij[1] == MAXIMUM} == {"R1"}


def test_wat_al_verleend_is_telt_mee_voor_het_maximum_en_wat_is_afgewezen_niet() -> None:
    uitslag = reken(
        invoer(
            kandidaat("R1", 30, dag=9, reeds_verleend_cent=20),
            kandidaat("R2", 90, dag=1, afwijzingsgrond="x"),
            kandidaat("R3", 20, dag=2),
            kandidaat("R4", 10, dag=3),
            gemeentemaximum_cent=30,
        )
    )
    assert [kort(uitslag)[nummer][1] for nummer in ("R3", "R4")] == [MAXIMUM, PAST]
    assert uitslag.van("R3").geteld_cent == 20


def test_ook_wie_straks_niet_past_telt_mee_voor_wat_gevraagd_is() -> None:
    uitslag = reken(invoer(kandidaat("R1", 120, dag=1), kandidaat("R2", 40, dag=2), gemeentemaximum_cent=150))
    assert kort(uitslag) == {"R1": ("afgewezen", PLAFOND, 0), "R2": ("afgewezen", MAXIMUM, 0)}


def test_het_gemeentemaximum_geldt_ook_voor_naar_rato() -> None:
    uitslag = reken(
        invoer(
            kandidaat("R1", 80, dag=1),
            kandidaat("R2", 80, dag=2),
            kandidaat("R3", 80, gemeente="GM0014"),
            potten=[pot(100, regels={"methode": "naar_rato"})],
            gemeentemaximum_cent=100,
        )
    )
    assert kort(uitslag) == {
        "R1": ("gedeeltelijk", "naar_rato", 50),
        "R2": ("afgewezen", MAXIMUM, 0),
        "R3": ("gedeeltelijk", "naar_rato", 50),
    }


# --- step 5 ---


def _rangorde(*kandidaten: Rij, **regels: object) -> dict[str, int | None]:
    uitslag = reken(invoer(*kandidaten, potten=[pot(10**6, regels=regels)]))
    return {nummer: rang for nummer, (rang, _) in rangen(uitslag).items()}


def test_op_binnenkomst_delen_aanvragen_van_een_dag_hun_rang() -> None:
    assert _rangorde(
        kandidaat("R1", dag=2), kandidaat("R2", dag=1), kandidaat("R3", dag=1), methode="binnenkomst"
    ) == {"R1": 3, "R2": 1, "R3": 1}


def test_categorieen_gaan_in_de_volgorde_van_de_regels() -> None:
    kandidaten = [kandidaat(f"R{naam}", categorie=naam) for naam in "ABC"]
    assert _rangorde(*kandidaten, methode="categorie", categorieen=["C", "A", "B"]) == {
        "RA": 2,
        "RB": 3,
        "RC": 1,
    }


def test_de_hoogste_score_gaat_voor_en_gelijke_getallen_zijn_gelijk() -> None:
    scores = {"R1": "9.5", "R2": "10", "R3": "9.50", "R4": "-1", "R5": "0", "R6": "-0.0", "R7": "-2"}
    kandidaten = [kandidaat(nummer, score=score) for nummer, score in scores.items()]
    assert _rangorde(*kandidaten, methode="score") == {
        "R2": 1, "R1": 2, "R3": 2, "R5": 4, "R6": 4, "R4": 6, "R7": 7
    }  # fmt: skip


def test_scores_worden_niet_afgerond() -> None:
    lang = "0." + "1" * 60
    assert _rangorde(
        kandidaat("R1", score=lang + "1"),
        kandidaat("R2", score=lang + "2"),
        kandidaat("R3", score=lang),
        methode="score",
    ) == {"R1": 2, "R2": 1, "R3": 3}


def test_lagere_kosten_per_eenheid_gaan_voor_en_breuken_zijn_exact() -> None:
    kandidaten = [
        kandidaat("R1", 9_007_199_254_740_990, eenheden=9_007_199_254_740_991, score="1"),
        kandidaat("R2", 9_007_199_254_740_989, eenheden=9_007_199_254_740_990, score="1"),
        kandidaat("R3", 1, eenheden=3, score="1"),
        kandidaat("R4", 2, eenheden=6, score="1"),
    ]
    uitslag = reken(
        invoer(
            *kandidaten,
            potten=[
                pot(
                    2**53 - 1,
                    regels={
                        "methode": "score",
                        "gelijke_stand": ["kosten_per_eenheid"],
                        "grens": "doorschuiven",
                    },
                )
            ],
        )
    )
    assert [groep.omvang for groep in uitslag.groepen] == [2, 1, 1]
    assert {nummer: rang for nummer, (rang, _) in rangen(uitslag).items()} == {
        "R3": 1,
        "R4": 1,
        "R2": 3,
        "R1": 4,
    }


def test_meer_eenheden_gaan_voor_en_een_eerdere_dag_gaat_voor() -> None:
    kandidaten = [
        kandidaat("R1", eenheden=2, score="1", dag=3),
        kandidaat("R2", eenheden=3, score="1", dag=3),
        kandidaat("R3", eenheden=3, score="1", dag=2),
        kandidaat("R4", eenheden=3, score="1", volledig_op="2023-06-02T23:59:59+02:00"),
    ]
    regels: Rij = {"methode": "score", "gelijke_stand": ["eenheden", "binnenkomst"]}
    assert _rangorde(*kandidaten, **regels) == {"R1": 4, "R2": 3, "R3": 1, "R4": 1}
    regels["gelijke_stand"] = ["binnenkomst", "eenheden"]
    assert _rangorde(*kandidaten, **regels) == {"R1": 4, "R2": 3, "R3": 1, "R4": 1}
    regels["gelijke_stand"] = ["eenheden"]
    assert _rangorde(*kandidaten, **regels) == {"R1": 4, "R2": 1, "R3": 1, "R4": 1}


def test_bij_een_loting_over_alles_is_er_een_groep() -> None:
    kandidaten = [kandidaat("R1", dag=1), kandidaat("R2", dag=9)]
    assert _rangorde(*kandidaten, methode="loting") == {"R1": 1, "R2": 1}
