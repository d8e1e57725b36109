"""Which category an application falls in follows from its woonruimten (2024 and 2025)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.aanvragen.models import Woonruimteregel
from subsidie.kern.fouten import Domeinfout
from subsidie.tranches.categorie import categorie_van
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort
from tests.unit.tranches.hulp import tranche


@dataclass(frozen=True)
class Regel:
    """A line of an application, as far as a category looks at it."""

    soort: str
    aantal: int
    toegang_gemeenschappelijke_ruimte: bool = False
    aard: str = "permanent"
    doelgroep: str = "uitwonende_studenten"


def in_2025(*regels: Regel) -> str:
    return categorie_van(regels, tranche("rha-2025").regels.pot("S").categorieen.eis()).categorie.code


def in_2024(*regels: Regel) -> str:
    categorieen = tranche("rha-2024-studenten").regels.pot("studenten").categorieen.eis()
    return categorie_van(regels, categorieen).categorie.code


def on(aantal: int) -> Regel:
    return Regel("onzelfstandig", aantal)


def zs(aantal: int, *, toegang: bool = False) -> Regel:
    return Regel("zelfstandig", aantal, toegang)


@pytest.mark.parametrize(
    ("regels", "categorie"),
    [
        ([on(1)], "A"),
        ([on(40), on(2)], "A"),
        ([on(99), zs(1)], "B"),
        ([on(26), zs(74)], "B"),
        ([on(25), zs(75)], "B"),
        ([on(1), zs(3)], "B"),
        ([on(24), zs(76)], "C"),
        ([on(24_999), zs(75_001)], "C"),
        ([on(1), zs(999_999)], "C"),
        ([zs(75), zs(25, toegang=True)], "D"),
        ([zs(3, toegang=True)], "D"),
        ([zs(76), zs(24, toegang=True)], "E"),
        ([zs(75_001), zs(24_999, toegang=True)], "E"),
        ([zs(10)], "E"),
    ],
)
def test_de_categorieen_van_2025(regels: list[Regel], categorie: str) -> None:
    assert in_2025(*regels) == categorie


def test_precies_een_kwart_onzelfstandig_is_b_en_niet_c() -> None:
    assert [in_2025(on(1), zs(3)), in_2025(on(1), zs(4))] == ["B", "C"]


def test_een_gemeenschappelijke_ruimte_maakt_voor_een_gemengde_aanvraag_niet_uit() -> None:
    assert in_2025(on(1), zs(9, toegang=True)) == "C"


@pytest.mark.parametrize(
    ("regels", "categorie"),
    [
        ([on(99), Regel("standplaats", 1)], "E"),
        ([zs(99, toegang=True), Regel("standplaats", 1)], "E"),
        ([Regel("standplaats", 5)], "E"),
        ([on(30), zs(70), Regel("standplaats", 1)], "B"),
        ([on(30), zs(70), Regel("standplaats", 21)], "C"),
    ],
)
def test_wat_geen_van_beide_is_telt_in_het_geheel_en_tilt_een_aanvraag_nooit_op(
    regels: list[Regel], categorie: str
) -> None:
    assert in_2025(*regels) == categorie


@given(
    onzelfstandig=st.integers(0, 10_000), zelfstandig=st.integers(0, 10_000), toegang=st.integers(0, 10_000)
)
def test_de_grenzen_kloppen_tot_op_de_woonruimte(onzelfstandig: int, zelfstandig: int, toegang: int) -> None:
    samen = onzelfstandig + zelfstandig + toegang
    regels = [
        regel for regel in (on(onzelfstandig), zs(zelfstandig), zs(toegang, toegang=True)) if regel.aantal
    ]
    if not regels:
        return
    if onzelfstandig == samen:
        verwacht = "A"
    elif onzelfstandig:
        verwacht = "B" if 4 * onzelfstandig >= samen else "C"
    else:
        verwacht = "D" if 4 * toegang >= samen else "E"
    assert in_2025(*regels) == in_2025(*reversed(regels)) == verwacht


def test_in_2024_gaat_een_aanvraag_met_alleen_onzelfstandige_woonruimten_voor() -> None:
    assert [in_2024(on(10)), in_2024(on(9), zs(1)), in_2024(zs(10))] == ["onzelfstandig", "overig", "overig"]


def test_de_uitslag_zegt_waarop_hij_rust() -> None:
    indeling = categorie_van([on(1), zs(3)], tranche("rha-2025").regels.pot("S").categorieen.eis())
    eerste = indeling.toetsen[0]
    assert (eerste.deel, eerste.geheel, eerste.voldoet) == (1, 4, True)


@pytest.mark.parametrize("regels", [[], [on(0)], [on(5), zs(-1)]])
def test_zonder_woonruimten_is_er_geen_categorie(regels: list[Regel]) -> None:
    with pytest.raises(Domeinfout):
        in_2025(*regels)


def test_zonder_passende_categorie_wordt_niets_geraden() -> None:
    alleen_a = tranche("rha-2025").regels.pot("S").categorieen.eis()[:1]
    with pytest.raises(Domeinfout):
        categorie_van([zs(1)], alleen_a)


def test_een_regel_uit_de_database_wordt_net_zo_ingedeeld() -> None:
    regel = Woonruimteregel(
        soort=Woonruimtesoort.ONZELFSTANDIG, aard=Woonruimteaard.FLEXIBEL, doelgroep="uitwonende_studenten",
        aantal=3, toegang_gemeenschappelijke_ruimte=False,
    )  # fmt: skip
    assert categorie_van([regel], tranche("rha-2025").regels.pot("S").categorieen.eis()).categorie.code == "A"
