"""What a request to change does to the amount: never more, fewer homes less, another kind its own maximum."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.realisatie.wijzigingmodellen import Wijzigingsoort
from subsidie.realisatie.wijzigingsregels import (
    Bedraggevolg,
    Wijzigingslijn,
    bereken_bedrag,
    soorten_van,
)

WOONRUIMTE, KAMER = 8_500_00, 6_000_00


def lijn(
    aantal: int,
    doelgroep: str = "statushouders",
    soort: str = "zelfstandig",
    maximum: int | None = WOONRUIMTE,
) -> Wijzigingslijn:
    return Wijzigingslijn(doelgroep, "permanent", soort, aantal, maximum)


def wordt(
    was: list[Wijzigingslijn], nieuw: list[Wijzigingslijn], verleend: int, eerste: int = 0
) -> Bedraggevolg:
    return bereken_bedrag(was, nieuw, verleend_cent=verleend, eerste_cent=eerste or verleend)


def test_minder_woonruimten_is_naar_verhouding_minder_geld() -> None:
    gevolg = wordt([lijn(20)], [lijn(15)], 100_000_00)
    assert (gevolg.was_cent, gevolg.wordt_cent, gevolg.lager_cent) == (100_000_00, 75_000_00, 25_000_00)
    assert gevolg.stappen == (
        "Nu is € 100.000 verleend voor 20 woonruimten.",
        "Naar verhouding hoort bij 15 woonruimten € 75.000.",
        "Het bedrag wordt € 75.000.",
    )


def test_een_halve_cent_is_voor_de_gemeente() -> None:
    assert wordt([lijn(2)], [lijn(1)], 1_01).wordt_cent == 51


def test_meer_woonruimten_brengen_niet_meer_geld() -> None:
    gevolg = wordt([lijn(20)], [lijn(30)], 100_000_00)
    assert gevolg.wordt_cent == 100_000_00
    assert "Een wijziging brengt nooit meer geld: het bedrag gaat niet omhoog." in gevolg.stappen


def test_een_andere_soort_telt_naar_haar_eigen_maximum() -> None:
    kamers = lijn(10, soort="onzelfstandig", maximum=KAMER)
    gevolg = wordt([lijn(10)], [kamers], 85_000_00)
    assert gevolg.wordt_cent == 60_000_00
    assert "samen € 85.000 nu en € 60.000 na de wijziging" in gevolg.stappen[1]


def test_is_een_maximum_onbekend_dan_telt_elke_woonruimte_even_zwaar() -> None:
    assert (
        wordt([lijn(10)], [lijn(5), lijn(5, soort="onzelfstandig", maximum=None)], 80_000_00).wordt_cent
        == 80_000_00
    )


def test_nooit_meer_dan_de_eerste_verlening() -> None:
    # An objection brought more than the first award; what is changed after it keeps to the first.
    assert wordt([lijn(20)], [lijn(19)], 100_000_00, eerste=90_000_00).wordt_cent == 90_000_00


def test_een_andere_doelgroep_laat_het_bedrag_staan() -> None:
    gevolg = wordt([lijn(20)], [lijn(12), lijn(8, "studenten")], 100_000_00)
    assert gevolg.wordt_cent == 100_000_00


@pytest.mark.parametrize(
    ("nieuw", "melding"),
    [([lijn(0)], "Er blijft geen enkele woonruimte over."), ([lijn(21), lijn(-1)], "lager zijn dan nul")],
)
def test_wat_niet_kan_heeft_een_melding(nieuw: list[Wijzigingslijn], melding: str) -> None:
    with pytest.raises(OngeldigeInvoer, match=melding):
        wordt([lijn(20)], nieuw, 100_000_00)


SOORTEN = [("zelfstandig", WOONRUIMTE), ("onzelfstandig", KAMER), ("standplaats", None)]
lijnen = st.lists(
    st.builds(
        lambda aantal, groep, soort: Wijzigingslijn(groep, "permanent", soort[0], aantal, soort[1]),
        st.integers(1, 400), st.sampled_from(["studenten", "statushouders"]), st.sampled_from(SOORTEN),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(
    was=lijnen,
    nieuw=lijnen,
    verleend=st.integers(100_00, 5_000_000_00),
    eerste=st.integers(100_00, 5_000_000_00),
)
def test_een_wijziging_maakt_een_verlening_nooit_hoger(
    was: list[Wijzigingslijn], nieuw: list[Wijzigingslijn], verleend: int, eerste: int
) -> None:
    gevolg = bereken_bedrag(was, nieuw, verleend_cent=verleend, eerste_cent=max(eerste, verleend))
    assert 0 < gevolg.wordt_cent <= verleend
    assert str(gevolg.stappen[-1]).endswith(".")
    opnieuw = bereken_bedrag(nieuw, nieuw, verleend_cent=gevolg.wordt_cent, eerste_cent=eerste)
    assert opnieuw.wordt_cent == gevolg.wordt_cent
    erbij = [*nieuw, lijn(1)]
    assert bereken_bedrag(
        nieuw, erbij, verleend_cent=gevolg.wordt_cent, eerste_cent=verleend
    ).wordt_cent <= gevolg.wordt_cent  # fmt: skip


def test_wat_er_wordt_gevraagd_volgt_uit_wat_er_verschilt() -> None:
    def soorten(nieuw: list[Wijzigingslijn], **anders: bool) -> list[Wijzigingsoort]:
        keuzen = {"dagen": False, "locatie": False, "partner": False, **anders}
        return soorten_van([lijn(10), lijn(10, "studenten")], nieuw, **keuzen)

    zelfde = [lijn(10), lijn(10, "studenten")]
    assert soorten(zelfde) == []
    assert soorten(zelfde, dagen=True, partner=True) == [Wijzigingsoort.PLANNING, Wijzigingsoort.PARTNER]
    assert soorten([lijn(8), lijn(10, "studenten")]) == [Wijzigingsoort.AANTAL]
    assert soorten([lijn(8), lijn(12, "studenten")]) == [Wijzigingsoort.DOELGROEP]
    assert soorten([lijn(10), lijn(7, "studenten", "onzelfstandig", KAMER)]) == [
        Wijzigingsoort.AANTAL, Wijzigingsoort.AARD,
    ]  # fmt: skip
