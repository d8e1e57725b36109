"""What a reported day and a forecast must be, what is remarkable, and which years are confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from subsidie.realisatie.bevestiging import dag_en_aantalgebreken, te_bevestigen_jaren
from subsidie.realisatie.mijlpaalregels import daggebreken, opmerkingen, prognosegebreken
from subsidie.realisatie.planmodellen import Mijlpaal
from subsidie.realisatie.stand import PerAard, Realisatiestand

VANDAAG, VERLEEND = date(2026, 6, 1), date(2024, 2, 29)
M = Mijlpaal


@pytest.mark.parametrize(
    ("mijlpaal", "dag", "eerste_levering", "mag"),
    [
        (M.VERGUNNING, VANDAAG, None, True),
        (M.VERGUNNING, date(2026, 6, 2), None, False),
        (M.VERGUNNING, date(2014, 2, 28), None, True),  # a permit can be older than the award
        (M.VERGUNNING, date(2014, 2, 27), None, False),
        (M.INGEBRUIKNAME, date(2026, 5, 1), None, False),
        (M.INGEBRUIKNAME, date(2026, 4, 30), date(2026, 5, 1), False),
        (M.INGEBRUIKNAME, date(2026, 5, 1), date(2026, 5, 1), True),
    ],
)
def test_een_dag_kan_of_kan_niet(
    mijlpaal: Mijlpaal, dag: date, eerste_levering: date | None, mag: bool
) -> None:
    gebreken = daggebreken(
        mijlpaal, dag, vandaag=VANDAAG, verleend_op=VERLEEND, eerste_levering=eerste_levering
    )
    assert (gebreken == []) is mag


def test_te_laat_te_vroeg_en_een_vreemde_volgorde_vallen_op_maar_mogen() -> None:
    def zinnen(dag: date, uiterlijk: date | None = None, **bereikt: date) -> list[str]:
        eerdere = {M(naam): op for naam, op in bereikt.items()}
        return opmerkingen(M.START_BOUW, dag, bereikt=eerdere, verleend_op=VERLEEND, uiterlijk=uiterlijk)

    assert zinnen(date(2025, 1, 1), date(2025, 1, 1), vergunning=date(2025, 1, 1)) == []
    assert zinnen(date(2025, 1, 2), date(2025, 1, 1)) == [
        "Dit is te laat: het moest uiterlijk op 1 januari 2025."
    ]
    assert zinnen(date(2024, 1, 1)) == ["Deze dag ligt voor de verlening op 29 februari 2024."]
    assert zinnen(date(2025, 1, 1), vergunning=date(2025, 2, 1)) == [
        "Deze dag ligt voor de vergunning (1 februari 2025)."
    ]
    assert zinnen(date(2025, 3, 1), ingebruikname=date(2025, 2, 1)) == [
        "Deze dag ligt na de ingebruikname (1 februari 2025)."
    ]


@pytest.mark.parametrize(
    ("dag", "toelichting", "waar"),
    [
        (date(2026, 5, 31), "", "verwacht_op"),
        (date(2057, 1, 1), "", "verwacht_op"),
        (date(2027, 5, 1), "", "verwacht_op"),  # the one there is
        (date(2029, 3, 1), "", "toelichting"),
        (date(2029, 3, 1), "De aannemer is failliet.", ""),
        (date(2029, 2, 28), "", ""),
        (VANDAAG, "", ""),
    ],
)
def test_een_verwachting_ligt_in_de_toekomst_en_een_late_vraagt_waarom(
    dag: date, toelichting: str, waar: str
) -> None:
    gebreken = prognosegebreken(
        dag, toelichting, vandaag=VANDAAG, uiterlijk=date(2029, 2, 28), vorige=date(2027, 5, 1)
    )
    assert [een.waar for een in gebreken] == ([waar] if waar else [])


def test_bevestigd_wordt_van_de_eerste_levering_tot_het_einde_voor_de_laatste() -> None:
    stand = Realisatiestand(
        1, eerste_levering=date(2025, 12, 31), laatste_levering=date(2027, 1, 1), geleverd=PerAard(3)
    )
    assert list(te_bevestigen_jaren(stand, 10)) == list(range(2025, 2037))
    assert list(te_bevestigen_jaren(Realisatiestand(1), 10)) == []


@pytest.mark.parametrize(
    ("dag", "aantal", "tekst", "waar"),
    [
        (date(2025, 12, 31), 5, "", []),
        (date(2025, 12, 31), 6, "", ["aantal"]),
        (date(2025, 12, 31), -1, "", ["aantal"]),
        (date(2025, 12, 31), 4, "", ["toelichting"]),
        (date(2025, 12, 31), 0, "Brand.", []),
        (date(2025, 12, 1), 5, "", ["toelichting"]),
        (date(2024, 12, 31), 5, "", ["peildatum"]),
    ],
)
def test_een_bevestiging_past_bij_wat_er_is_geleverd(
    dag: date, aantal: int, tekst: str, waar: list[str]
) -> None:
    gebreken = dag_en_aantalgebreken(2025, dag, aantal, tekst, vandaag=VANDAAG, geleverd=5)
    assert [een.waar for een in gebreken] == waar


def test_wat_niet_is_gehouden_staat_er_niet_meer() -> None:
    stand = Realisatiestand(
        1, plannen=1, beloofd=PerAard(10, 5), geleverd=PerAard(10, 4), niet_gehouden=PerAard(2), delen=2
    )
    assert (stand.staat, stand.te_leveren, stand.bereikt(M.OPLEVERING)) == (PerAard(8, 4), 1, False)
    # A surplus of one kind does not make up for the other.
    assert Realisatiestand(1, plannen=1, beloofd=PerAard(10, 5), geleverd=PerAard(15)).te_leveren == 5
