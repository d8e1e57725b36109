"""Steps 6 to 8: awarding groups, pro rata, and what is left."""

from __future__ import annotations

import gc

import pytest

from subsidie.verdeling.engine import Afloop, als_json
from subsidie.verdeling.loting import lotvolgorde
from tests.unit.verdeling.hulp import Rij, invoer, kandidaat, kort, op_tijdstip, pot, rangen, reken

PAST, PLAFOND, MAXIMUM = "past", "plafond", "gemeentemaximum"


# --- step 6 ---


def test_een_groep_die_past_krijgt_alles_zonder_loting() -> None:
    uitslag = reken(invoer(kandidaat("R1", 40), kandidaat("R2", 60), kandidaat("R3", 1, dag=2)))
    assert kort(uitslag) == {
        "R1": ("toegekend", PAST, 40),
        "R2": ("toegekend", PAST, 60),
        "R3": ("afgewezen", PLAFOND, 0),
    }
    assert rangen(uitslag) == {"R1": (1, None), "R2": (1, None), "R3": (3, None)}
    eerste, tweede = uitslag.groepen
    assert (eerste.afloop, eerste.ruimte_voor_cent, eerste.ruimte_na_cent) == (Afloop.GEHEEL, 100, 0)
    # Nothing was left when the second day came: no order in it could have decided anything.
    assert (tweede.afloop, tweede.gesloten_rang) == (Afloop.RESERVE, 3)
    assert [(een.ruimte_voor_cent, een.ruimte_na_cent) for een in uitslag.uitkomsten] == [
        (100, 0),
        (100, 0),
        (0, 0),
    ]


def test_op_de_dag_van_overschrijding_beslist_het_lot() -> None:
    nummers = [f"R{plek}" for plek in range(8)]
    uitslag = reken(
        invoer(*(kandidaat(nummer, 30) for nummer in nummers), kandidaat("S1", 1, dag=2), seed="trek")
    )
    volgorde = [nummers[plek] for plek in lotvolgorde("trek", nummers)]
    assert [nummer for nummer in volgorde if kort(uitslag)[nummer][1] == PAST] == volgorde[:3]
    assert {nummer: rangen(uitslag)[nummer] for nummer in nummers} == {
        nummer: (plek, plek) for plek, nummer in enumerate(volgorde, start=1)
    }
    assert rangen(uitslag)["S1"] == (9, None)
    dag1, dag2 = uitslag.groepen
    assert (dag1.afloop, dag1.geloot, dag1.beslissende_loting, dag1.gesloten_rang) == (
        Afloop.BESLISSEND,
        True,
        True,
        4,
    )
    assert (dag2.afloop, dag2.geloot, dag2.pot_was_gesloten) == (Afloop.RESERVE, False, True)
    assert uitslag.potten[0].sluitende_groep == 0


def test_na_de_beslissende_dag_bepaalt_een_lot_alleen_de_reservelijst() -> None:
    uitslag = reken(
        invoer(kandidaat("R1", 60), kandidaat("R2", 60), kandidaat("S1", 1, dag=2), kandidaat("S2", 1, dag=2))
    )
    assert [groep.beslissende_loting for groep in uitslag.groepen] == [True, False]
    assert uitslag.groepen[1].geloot
    assert {rangen(uitslag)[nummer] for nummer in ("S1", "S2")} == {(3, 1), (4, 2)}
    assert kort(uitslag)["S1"] == kort(uitslag)["S2"] == ("afgewezen", PLAFOND, 0)


def test_een_groep_van_een_wordt_niet_geloot() -> None:
    uitslag = reken(invoer(kandidaat("R1", 101), kandidaat("R2", 5, dag=2), seed="x"))
    assert rangen(uitslag) == {"R1": (1, None), "R2": (2, None)}
    assert not uitslag.groepen[0].geloot


def test_onder_stop_krijgt_ook_een_kleinere_aanvraag_daarna_niets() -> None:
    kandidaten = [kandidaat("R1", 80, dag=1), kandidaat("R2", 30, dag=2), kandidaat("R3", 5, dag=3)]
    assert kort(reken(invoer(*kandidaten)))["R3"] == ("afgewezen", PLAFOND, 0)


def test_onder_doorschuiven_krijgt_een_kleinere_aanvraag_daarna_wel_geld() -> None:
    regels = op_tijdstip(grens="doorschuiven")
    kandidaten = [
        kandidaat("R1", 80, volledig_op="2023-06-01T10:00Z"),
        kandidaat("R2", 30, volledig_op="2023-06-01T11:00Z"),
        kandidaat("R3", 15, volledig_op="2023-06-01T12:00Z"),
        kandidaat("R4", 30, dag=2),
        kandidaat("R5", 31, dag=2),
        kandidaat("R6", 5, dag=3),
    ]
    uitslag = reken(invoer(*kandidaten, potten=[pot(regels=regels)]))
    assert [kort(uitslag)[f"R{plek}"][1] for plek in range(1, 7)] == [
        PAST,
        PLAFOND,
        PAST,
        PLAFOND,
        PLAFOND,
        PAST,
    ]
    assert [rangen(uitslag)[f"R{plek}"][0] for plek in range(1, 7)] == [1, 2, 3, 4, 5, 6]
    # In the second day nothing could fit in any order: that order is the reserve list's.
    assert [groep.afloop for groep in uitslag.groepen] == [Afloop.BESLISSEND, Afloop.RESERVE, Afloop.GEHEEL]
    assert uitslag.potten[0].sluitende_groep is None


def test_onder_doorschuiven_kan_een_lot_later_nog_beslissen() -> None:
    regels = {"methode": "binnenkomst", "grens": "doorschuiven"}
    kandidaten = [kandidaat("R1", 101, dag=1), kandidaat("R2", 60, dag=2), kandidaat("R3", 60, dag=2)]
    uitslag = reken(invoer(*kandidaten, potten=[pot(regels=regels)]))
    assert [groep.beslissende_loting for groep in uitslag.groepen] == [False, True]
    assert sorted(rij[2] for rij in kort(uitslag).values()) == [0, 0, 60]


def test_wie_in_zijn_beurt_precies_past_krijgt_alles() -> None:
    rijen = [
        kandidaat("R1", 60, volledig_op="2023-06-01T10:00Z"),
        kandidaat("R2", 40, volledig_op="2023-06-01T11:00Z"),
        kandidaat("R3", 1, volledig_op="2023-06-01T12:00Z"),
    ]
    uitslag = reken(invoer(*rijen, potten=[pot(regels=op_tijdstip())]))
    assert [kort(uitslag)[nummer][1] for nummer in ("R1", "R2", "R3")] == [PAST, PAST, PLAFOND]


@pytest.mark.parametrize(
    ("minimum", "uitkomst"),
    [
        (20, ("gedeeltelijk", "restant", 20)),
        (1, ("gedeeltelijk", "restant", 20)),
        (21, ("afgewezen", PLAFOND, 0)),
        (None, ("afgewezen", PLAFOND, 0)),
    ],
)
def test_gedeeltelijk_krijgt_de_eerste_die_niet_past_het_restant_of_niets(
    minimum: int | None, uitkomst: tuple[str, str, int]
) -> None:
    regels = op_tijdstip(grens="gedeeltelijk")
    kandidaten = [
        kandidaat("R1", 80, dag=1, minimum_cent=1),
        kandidaat("R2", 30, dag=2, minimum_cent=minimum),
        kandidaat("R3", 5, dag=3, minimum_cent=1),
    ]
    uitslag = reken(invoer(*kandidaten, potten=[pot(regels=regels)]))
    assert kort(uitslag)["R1"] == ("toegekend", PAST, 80)
    assert kort(uitslag)["R2"] == uitkomst
    # Either way the pot is closed after it.
    assert kort(uitslag)["R3"] == ("afgewezen", PLAFOND, 0)
    assert uitslag.restant_cent == {"A": 20 - uitkomst[2]}


def test_van_niets_is_geen_gedeelte_te_geven() -> None:
    regels = op_tijdstip(grens="gedeeltelijk")
    uitslag = reken(
        invoer(kandidaat("R1", 100), kandidaat("R2", 5, dag=2, minimum_cent=1), potten=[pot(regels=regels)])
    )
    assert kort(uitslag)["R2"] == ("afgewezen", PLAFOND, 0)


@pytest.mark.parametrize("grens", ["stop", "doorschuiven"])
def test_een_minimum_telt_alleen_onder_gedeeltelijk(grens: str) -> None:
    uitslag = reken(
        invoer(kandidaat("R1", 101, minimum_cent=1), potten=[pot(regels=op_tijdstip(grens=grens))])
    )
    assert kort(uitslag)["R1"] == ("afgewezen", PLAFOND, 0)


def test_binnen_een_dag_op_tijdstip_en_dan_op_nummer() -> None:
    kandidaten = [
        kandidaat("R3", 40, volledig_op="2023-06-01T10:00:00.10+02:00"),
        kandidaat("R1", 40, volledig_op="2023-06-01T10:00:00.1+02:00"),
        kandidaat("R4", 40, volledig_op="2023-06-01T10:00:00.09+02:00"),
        kandidaat("R2", 40, volledig_op="2023-06-01T09:30:00+01:00"),
    ]
    uitslag = reken(invoer(*kandidaten, potten=[pot(regels=op_tijdstip())]))
    assert rangen(uitslag) == {"R4": (1, None), "R1": (2, None), "R3": (3, None), "R2": (4, None)}
    assert [kort(uitslag)[nummer][1] for nummer in ("R4", "R1", "R3", "R2")] == [PAST, PAST, PLAFOND, PLAFOND]


# --- step 6 under gemeentemaximum_telt: verleend ---


def _verleend(*kandidaten: Rij, maximum: int = 50, **regels: str) -> Rij:
    return invoer(
        *kandidaten,
        potten=[pot(regels=op_tijdstip(**regels))],
        gemeentemaximum_cent=maximum,
        gemeentemaximum_telt="verleend",
    )


def test_onder_verleend_wordt_pas_in_zijn_beurt_getoetst_en_blijft_de_pot_open() -> None:
    uitslag = reken(
        _verleend(
            kandidaat("R1", 40, dag=1),
            kandidaat("R2", 11, dag=2),
            kandidaat("R3", 10, dag=3),
            kandidaat("R4", 50, dag=4, gemeente="GM0014"),
        )
    )
    assert kort(uitslag) == {
        "R1": ("toegekend", PAST, 40),
        "R2": ("afgewezen", MAXIMUM, 0),
        "R3": ("toegekend", PAST, 10),
        "R4": ("toegekend", PAST, 50),
    }
    assert rangen(uitslag)["R2"] == (2, None)
    assert uitslag.van("R2").geteld_cent == 40
    assert uitslag.groepen[1].afloop is Afloop.GEMEENTEMAXIMUM


def test_onder_verleend_gaat_een_groep_niet_heel_als_een_gemeente_erboven_komt() -> None:
    regels = {"methode": "binnenkomst"}
    uitslag = reken(
        invoer(
            *(kandidaat(f"R{plek}", 30) for plek in range(3)),
            kandidaat("S1", 5, gemeente="GM0014"),
            potten=[pot(regels=regels)],
            gemeentemaximum_cent=60,
            gemeentemaximum_telt="verleend",
        )
    )
    assert sorted(rij[1] for rij in kort(uitslag).values()) == [MAXIMUM, PAST, PAST, PAST]
    assert sorted(rangen(uitslag).values()) == [(1, 1), (2, 2), (3, 3), (4, 4)]
    (groep,) = uitslag.groepen
    assert (groep.afloop, groep.beslissende_loting) == (Afloop.GEMEENTEMAXIMUM, True)


def test_onder_verleend_mag_een_groep_het_maximum_precies_halen() -> None:
    kop: Rij = {"gemeentemaximum_cent": 60, "gemeentemaximum_telt": "verleend"}
    uitslag = reken(
        invoer(kandidaat("R1", 20, reeds_verleend_cent=20), kandidaat("R2", 10), kandidaat("R3", 30), **kop)
    )
    assert rangen(uitslag) == {"R1": (None, None), "R2": (1, None), "R3": (1, None)}
    assert uitslag.groepen[0].afloop is Afloop.GEHEEL


def test_onder_verleend_telt_wat_al_verleend_is_ook_in_een_latere_pot() -> None:
    uitslag = reken(
        invoer(
            kandidaat("R1", 30),
            kandidaat("R2", 30, pot="B", reeds_verleend_cent=30),
            potten=[pot(), pot(naam="B")],
            gemeentemaximum_cent=50,
            gemeentemaximum_telt="verleend",
        )
    )
    assert kort(uitslag)["R1"] == ("afgewezen", MAXIMUM, 0)


def test_onder_verleend_telt_een_eerdere_pot_mee() -> None:
    uitslag = reken(
        invoer(
            kandidaat("R1", 30, pot="B"),
            kandidaat("R2", 30),
            potten=[pot(), pot(naam="B")],
            gemeentemaximum_cent=50,
            gemeentemaximum_telt="verleend",
        )
    )
    assert [kort(uitslag)[nummer][1] for nummer in ("R2", "R1")] == [PAST, MAXIMUM]


def test_onder_verleend_telt_wat_gevraagd_is_ook_als_alleen_het_restant_over_is() -> None:
    uitslag = reken(
        _verleend(
            kandidaat("R1", 40, dag=1),
            kandidaat("R2", 50, dag=2, gemeente="GM0014"),
            # The 10 that is left would fit under the maximum of 50; the 30 that is asked would not.
            kandidaat("R3", 30, dag=3, minimum_cent=1),
            kandidaat("R4", 20, dag=4, minimum_cent=1, gemeente="GM0599"),
            grens="gedeeltelijk",
        )
    )
    assert kort(uitslag)["R3"] == ("afgewezen", MAXIMUM, 0)
    assert kort(uitslag)["R4"] == ("gedeeltelijk", "restant", 10)


def test_een_gedeelte_telt_onder_verleend_voor_wat_is_toegekend() -> None:
    uitslag = reken(
        invoer(
            kandidaat("R1", 30, minimum_cent=1),
            kandidaat("R2", 40, pot="B"),
            kandidaat("R3", 1, pot="B", dag=2),
            potten=[pot(10, regels=op_tijdstip(grens="gedeeltelijk")), pot(naam="B")],
            gemeentemaximum_cent=50,
            gemeentemaximum_telt="verleend",
        )
    )
    assert kort(uitslag) == {
        "R1": ("gedeeltelijk", "restant", 10),
        "R2": ("toegekend", PAST, 40),
        "R3": ("afgewezen", MAXIMUM, 0),
    }


def test_in_een_gesloten_pot_is_de_reden_het_plafond_ook_boven_het_gemeentemaximum() -> None:
    uitslag = reken(_verleend(kandidaat("R1", 45, dag=1), kandidaat("R2", 101, dag=2, gemeente="GM0014"),
                              kandidaat("R3", 45, dag=3), maximum=200))  # fmt: skip
    assert kort(uitslag)["R3"] == ("afgewezen", PLAFOND, 0)
    erboven = reken(_verleend(kandidaat("R1", 45, dag=1), kandidaat("R2", 60, dag=2, gemeente="GM0014"),
                              kandidaat("R3", 45, dag=3), maximum=80))  # fmt: skip
    assert kort(erboven)["R3"] == ("afgewezen", PLAFOND, 0)


# --- steps 7 and 8 ---


def _rato(ruimte: int, *gevraagd: int) -> list[int]:
    kandidaten = [kandidaat(f"R{plek}", bedrag, minimum_cent=bedrag) for plek, bedrag in enumerate(gevraagd)]
    uitslag = reken(invoer(*kandidaten, potten=[pot(ruimte, regels={"methode": "naar_rato"})]))
    assert all(een.rang is None and een.lotnummer is None for een in uitslag.uitkomsten)
    return [een.bedrag_cent for een in uitslag.uitkomsten]


@pytest.mark.parametrize(
    ("ruimte", "gevraagd", "bedragen"),
    [
        (100, (7, 7, 7), [7, 7, 7]),
        (20, (7, 7, 7), [7, 7, 6]),
        (1, (1, 1), [1, 0]),
        (1, (1, 3), [0, 1]),
        (10, (1, 1, 20), [1, 0, 9]),
        (0, (5, 6), [0, 0]),
        (
            9_007_199_254_740_991,
            (9_007_199_254_740_991, 9_007_199_254_740_991),
            [4503599627370496, 4503599627370495],
        ),
    ],
)
def test_naar_rato_gaat_tot_de_cent_op(ruimte: int, gevraagd: tuple[int, ...], bedragen: list[int]) -> None:
    assert _rato(ruimte, *gevraagd) == bedragen


def test_de_uitkomsten_van_naar_rato() -> None:
    def uitkomsten(ruimte: int) -> set[tuple[str, str]]:
        potten = [pot(ruimte, regels={"methode": "naar_rato"})]
        return {
            rij[:2]
            for rij in kort(reken(invoer(kandidaat("R1", 1), kandidaat("R2", 99), potten=potten))).values()
        }

    assert uitkomsten(100) == {("toegekend", PAST)}
    # Also whoever is left with nothing of it.
    assert uitkomsten(99) == uitkomsten(1) == {("gedeeltelijk", "naar_rato")}
    assert uitkomsten(0) == {("afgewezen", PLAFOND)}


def test_een_restant_gaat_naar_een_latere_pot_en_telt_daar_voor_wat_al_verleend_is() -> None:
    potten = [pot(50, naam="A", restant_naar="C"), pot(50, naam="B", restant_naar="C"), pot(0, naam="C")]
    uitslag = reken(
        invoer(kandidaat("R1", 20), kandidaat("R2", 60, pot="C", reeds_verleend_cent=60), kandidaat("R3", 20, pot="C"),
               potten=potten)
    )  # fmt: skip
    assert uitslag.restant_cent == {"A": 0, "B": 0, "C": 0}
    assert kort(uitslag)["R3"] == ("toegekend", PAST, 20)
    assert [(een.ontvangen_cent, een.doorgegeven_cent) for een in uitslag.potten] == [
        (0, 30),
        (0, 50),
        (80, 0),
    ]


def test_een_pot_zonder_kandidaten_houdt_alles_over() -> None:
    uitslag = reken({"potten": [pot(), pot(7, naam="N", regels={"methode": "naar_rato"})], "kandidaten": []})
    assert als_json(uitslag) == {"uitkomsten": [], "restant_cent": {"A": 100, "N": 7}}


# --- pure ---


@pytest.mark.parametrize("aan", [True, False])
def test_de_engine_laat_pythons_opruimen_zoals_het_was(aan: bool) -> None:
    stond_aan = gc.isenabled()
    try:
        gc.enable() if aan else gc.disable()
        reken(invoer(kandidaat("R1")))
        assert gc.isenabled() is aan
    finally:
        gc.enable() if stond_aan else gc.disable()
