"""The lines over time: what was promised and delivered adds up, and a forecast is never made rosier than it was."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from subsidie.realisatie.drempels import STANDAARD
from subsidie.realisatie.planmodellen import Mijlpaal
from subsidie.realisatie.projecten import Projectstand
from subsidie.realisatie.projectfeiten import Deelfeiten, Geleverd
from subsidie.realisatie.risico import Oordeel, Projectfeiten, Risico
from subsidie.realisatie.stand import NIETS, PerAard, Realisatiestand
from subsidie.realisatie.verloop import Belofte, verloopbeeld, verwacht
from subsidie.tranches.keuzen import Woonruimteaard

PERMANENT, FLEXIBEL = Woonruimteaard.PERMANENT, Woonruimteaard.FLEXIBEL
VANDAAG = date(2026, 6, 1)
VERLEEND = date(2023, 12, 4)


def deel(aantal: int, geleverd: int = 0, prognose: date | None = None) -> Deelfeiten:
    return Deelfeiten(aantal, geleverd, prognoses={Mijlpaal.OPLEVERING: prognose} if prognose else {})


def project(beloofd: PerAard, geleverd: PerAard, *delen: Deelfeiten) -> Projectstand:
    geleverd_op = tuple(
        Geleverd(date(2025, 3, 1), aard, geleverd.van(aard)) for aard in Woonruimteaard if geleverd.van(aard)
    )
    return Projectstand(
        aanvraag_id=1, nummer="1", gm_code="GM0193", gemeente="Zwolle", project="De Werf", tranche="rha-2023",
        voorbeeld=True, verleend_cent=100_00, vastgesteld=False, drempels=STANDAARD,
        stand=Realisatiestand(1, 1, beloofd, beloofd, geleverd), delen=delen, geleverd=geleverd_op, plichten=(),
        feiten=Projectfeiten(beloofd.totaal), oordeel=Oordeel(Risico.LAAG, ()),
    )  # fmt: skip


def test_van_een_soort_volgt_de_prognose_de_delen() -> None:
    een = project(PerAard(30), PerAard(5), deel(10, 5, date(2026, 9, 1)), deel(20, 0, date(2027, 3, 1)))
    assert verwacht([een], PERMANENT, VANDAAG) == ({date(2026, 9, 1): 5, date(2027, 3, 1): 20}, 0)


def test_van_twee_soorten_telt_de_rest_op_de_dag_van_het_laatste_deel() -> None:
    een = project(PerAard(10, 20), NIETS, deel(10, 0, date(2026, 9, 1)), deel(20, 0, date(2027, 3, 1)))
    assert verwacht([een], PERMANENT, VANDAAG) == ({date(2027, 3, 1): 10}, 0)
    assert verwacht([een], FLEXIBEL, VANDAAG) == ({date(2027, 3, 1): 20}, 0)


def test_een_prognose_die_voorbij_is_of_ontbreekt_staat_niet_in_de_lijn() -> None:
    een = project(PerAard(30), NIETS, deel(10, 0, VANDAAG - timedelta(days=1)), deel(20))
    assert verwacht([een], PERMANENT, VANDAAG) == ({}, 30)
    beeld = verloopbeeld([Belofte(VERLEEND, NIETS, PerAard(30))], [een], PERMANENT, VANDAAG)
    assert beeld is not None
    assert beeld.noot.startswith("Van 30 woonruimten is er geen prognose")
    assert len(beeld.beeld.lijnen) == 2


def test_een_later_besluit_verandert_de_lijn_van_wat_is_beloofd() -> None:
    beloften = [
        Belofte(VERLEEND, NIETS, PerAard(30)),
        Belofte(date(2025, 1, 1), PerAard(30), PerAard(20, 10)),
    ]
    een = project(PerAard(20, 10), PerAard(12), deel(30, 12, date(2027, 1, 1)))
    beeld = verloopbeeld(beloften, [een], PERMANENT, VANDAAG)
    assert beeld is not None
    rijen = {rij.cellen[0]: rij.cellen[1:] for rij in beeld.beeld.tabel.rijen}
    assert rijen["4 december 2023"][:2] == ("30", "0")
    assert rijen["1 januari 2025"][0] == "20"
    assert rijen["1 juni 2026"] == ("20", "12", "12")
    assert rijen["1 januari 2027"] == ("20", "–", "20")
    assert verloopbeeld([], [], PERMANENT, VANDAAG) is None


delen_ = st.lists(
    st.builds(
        lambda aantal, klaar, dagen: deel(
            aantal, min(aantal, klaar), None if dagen is None else VANDAAG + timedelta(days=dagen)
        ),
        st.integers(1, 50), st.integers(0, 50), st.none() | st.integers(-300, 1000),
    ),
    max_size=4,
)  # fmt: skip


@given(delen_, st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_wat_nog_komt_is_verwacht_of_onbekend_en_nooit_meer_of_minder(
    delen: list[Deelfeiten], permanent: int, flexibel: int, klaar_p: int, klaar_f: int
) -> None:
    een = project(
        PerAard(permanent, flexibel), PerAard(min(permanent, klaar_p), min(flexibel, klaar_f)), *delen
    )
    for aard in Woonruimteaard:
        per_dag, onbekend = verwacht([een], aard, VANDAAG)
        assert sum(per_dag.values()) + onbekend == een.rest(aard)
        assert all(dag >= VANDAAG for dag in per_dag)
