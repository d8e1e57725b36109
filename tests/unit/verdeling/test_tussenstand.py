"""The running position: no seed yet, so nothing is drawn and nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest

from subsidie.kern.fouten import Rekenfout
from subsidie.verdeling.engine import Afloop, als_json
from tests.unit.verdeling.hulp import Rij, invoer, kandidaat, kort, pot, rangen, reken

TE_LOTEN = ("te_loten", "loting_nodig", 0)
ONBESLIST = ("onbeslist", "loting_nodig", 0)
TOEGEKEND = ("toegekend", "past", 10)
AFGEWEZEN = ("afgewezen", "plafond", 0)


def _stand(*kandidaten: Rij, **kop: Any) -> Rij:
    return invoer(*kandidaten, seed=None, **kop)


def test_voor_de_loting_staat_alles_vast_en_erna_niets() -> None:
    uitslag = reken(
        _stand(
            kandidaat("R1", dag=1),
            kandidaat("R2", 60, dag=2),
            kandidaat("R3", 60, dag=2),
            kandidaat("R4", 1, dag=3),
            kandidaat("R5", 1, dag=3),
            kandidaat("R6", 1, dag=4, afwijzingsgrond="x"),
            kandidaat("R7", 2, dag=4, reeds_verleend_cent=1),
        )
    )
    assert kort(uitslag) == {
        "R1": TOEGEKEND,
        "R2": TE_LOTEN,
        "R3": TE_LOTEN,
        "R4": ONBESLIST,
        "R5": ONBESLIST,
        "R6": ("afgewezen", "inhoudelijk", 0),
        "R7": ("reeds_verleend", "reeds_verleend", 1),
    }
    assert {rangen(uitslag)[f"R{plek}"] for plek in range(2, 8)} == {(None, None)}
    assert uitslag.restant_cent == {"A": 89}
    assert uitslag.is_tussenstand
    assert uitslag.potten[0].te_loten_groep == 1
    assert [groep.afloop for groep in uitslag.groepen] == [Afloop.GEHEEL, Afloop.TE_LOTEN, Afloop.ONBESLIST]
    rij = als_json(uitslag)["uitkomsten"][1]  # type: ignore[index]
    assert rij == {"nummer": "R2", "uitkomst": "te_loten", "bedrag_cent": 0, "reden": "loting_nodig"}


def test_een_null_als_seed_is_ook_een_tussenstand() -> None:
    assert kort(reken(_stand(kandidaat("R1", 60), kandidaat("R2", 60)) | {"seed": None})) == {
        "R1": TE_LOTEN,
        "R2": TE_LOTEN,
    }


def test_wie_alleen_is_hoeft_niet_te_loten() -> None:
    uitslag = reken(_stand(kandidaat("R1", 101, dag=1), kandidaat("R2", 1, dag=2)))
    assert kort(uitslag) == {"R1": AFGEWEZEN, "R2": AFGEWEZEN}
    assert rangen(uitslag) == {"R1": (1, None), "R2": (2, None)}


def test_ook_de_volgorde_van_de_reservelijst_wacht_op_een_loting() -> None:
    # The pot was closed by the first day; the next group would still be put in order by a draw.
    uitslag = reken(
        _stand(
            kandidaat("R1", 101, dag=1),
            kandidaat("R2", 1, dag=2),
            kandidaat("R3", 1, dag=2),
            kandidaat("R4", 1, dag=3),
        )
    )
    assert kort(uitslag) == {"R1": AFGEWEZEN, "R2": TE_LOTEN, "R3": TE_LOTEN, "R4": ONBESLIST}
    assert uitslag.groepen[1].pot_was_gesloten


def test_op_tijdstip_is_er_nooit_een_loting_nodig() -> None:
    potten = [pot(regels={"methode": "binnenkomst", "binnen_groep": "tijdstip"})]
    uitslag = reken(_stand(kandidaat("R1", 60), kandidaat("R2", 60), potten=potten))
    assert [rij[1] for rij in kort(uitslag).values()] == ["past", "plafond"]
    assert not uitslag.is_tussenstand


def test_een_pot_die_nog_moet_loten_geeft_niets_door() -> None:
    potten = [pot(100, naam="O", restant_naar="A"), pot(5)]
    kandidaten = [kandidaat("R1", 60, pot="O"), kandidaat("R2", 60, pot="O"), kandidaat("R3", 10)]
    voorlopig = reken(_stand(*kandidaten, potten=potten))
    assert voorlopig.restant_cent == {"O": 100, "A": 5}
    assert kort(voorlopig)["R3"] == AFGEWEZEN
    definitief = reken(invoer(*kandidaten, potten=potten))
    assert definitief.restant_cent == {"O": 0, "A": 35}
    assert kort(definitief)["R3"] == TOEGEKEND


def test_andere_potten_gaan_gewoon_door() -> None:
    potten = [pot(100, naam="O"), pot(100), pot(5, naam="N", regels={"methode": "naar_rato"})]
    kandidaten = [
        kandidaat("R1", 60, pot="O"),
        kandidaat("R2", 60, pot="O"),
        kandidaat("R3"),
        kandidaat("R4", pot="N"),
    ]
    uitslag = reken(_stand(*kandidaten, potten=potten))
    assert kort(uitslag)["R3"] == TOEGEKEND
    assert kort(uitslag)["R4"] == ("gedeeltelijk", "naar_rato", 5)


def test_wie_onbeslist_is_telt_voor_het_gemeentemaximum_nog_niet_als_verleend() -> None:
    potten = [pot(100, naam="O"), pot(100)]
    kandidaten = [kandidaat("R1", 60, pot="O"), kandidaat("R2", 60, pot="O"), kandidaat("R3", 60)]
    kop: Rij = {"gemeentemaximum_cent": 60, "gemeentemaximum_telt": "verleend"}
    assert kort(reken(_stand(*kandidaten, potten=potten, **kop)))["R3"] == ("toegekend", "past", 60)
    assert kort(reken(invoer(*kandidaten, potten=potten, **kop)))["R3"] == ("afgewezen", "gemeentemaximum", 0)


def test_een_groep_kan_ook_alleen_om_het_gemeentemaximum_moeten_loten() -> None:
    kop: Rij = {"gemeentemaximum_cent": 60, "gemeentemaximum_telt": "verleend"}
    uitslag = reken(_stand(kandidaat("R1", 40), kandidaat("R2", 40), **kop))
    assert kort(uitslag) == {"R1": TE_LOTEN, "R2": TE_LOTEN}


def test_ook_een_tussenstand_kan_niet_onder_wat_al_verleend_is() -> None:
    potten = [pot(100, naam="O", restant_naar="A"), pot(5)]
    kandidaten = [
        kandidaat("R1", 60, pot="O"),
        kandidaat("R2", 60, pot="O"),
        kandidaat("R3", 10, reeds_verleend_cent=10),
    ]
    with pytest.raises(Rekenfout, match=r"^pot A, "):
        reken(_stand(*kandidaten, potten=potten))
    assert kort(reken(invoer(*kandidaten, potten=potten)))["R3"] == ("reeds_verleend", "reeds_verleend", 10)
