"""Settling an award: pro rata to what stands and is kept, not above what was spent lawfully, to the cent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.realisatie.vaststelregels import Besteding, Planlijn, Vaststelinvoer, bereken, verdeel

WIJZE = "naar_rato_niet_gerealiseerd"


def _invoer(*lijnen: Planlijn, verleend: int = 100_000_00, **anders: object) -> Vaststelinvoer:
    waarden: dict[str, object] = {
        "nummer": "A1", "verleend_cent": verleend, "betaald_gemeente_cent": verleend, "betaald_bcf_cent": 0,
        "wijze": WIJZE, "te_laat_telt": True, "lijnen": lijnen, **anders,
    }  # fmt: skip
    return Vaststelinvoer(**waarden)  # type: ignore[arg-type]


def test_wie_alles_bouwt_krijgt_de_verlening() -> None:
    uit = bereken(_invoer(Planlijn("Statushouders", 10, aanvaard=10)))
    assert (uit.vastgesteld_cent, uit.terug_cent, uit.nog_te_betalen_cent) == (100_000_00, 0, 0)
    assert uit.stappen[-1] == "Er hoeft niets meer te worden betaald of terugbetaald."


def test_wat_niet_is_gebouwd_gaat_er_naar_rato_af() -> None:
    uit = bereken(_invoer(Planlijn("Statushouders", 10, aanvaard=7), Planlijn("Studenten", 10, aanvaard=10)))
    assert (uit.vastgesteld_cent, uit.terug_gemeente_cent) == (85_000_00, 15_000_00)
    assert "Statushouders: 7 van 10. Daarvoor telt € 35.000 van € 50.000." in uit.stappen


def test_meer_bouwen_voor_de_ene_groep_vult_de_andere_niet_aan() -> None:
    uit = bereken(_invoer(Planlijn("Statushouders", 10, aanvaard=15), Planlijn("Studenten", 10, aanvaard=5)))
    assert uit.vastgesteld_cent == 75_000_00


def test_een_soort_met_een_eigen_maximum_weegt_naar_dat_maximum() -> None:
    woonruimten = Planlijn("Woonruimten", 10, gewicht=10_000_00, aanvaard=10)
    verblijven = Planlijn("Verblijfsruimten", 10, gewicht=2_500_00)
    assert bereken(_invoer(woonruimten, verblijven)).vastgesteld_cent == 80_000_00


def test_te_laat_telt_als_de_tranche_dat_zegt_en_verloren_nooit() -> None:
    lijn = Planlijn("Statushouders", 10, aanvaard=10, te_laat=4, niet_behouden=2, te_laat_en_niet_behouden=1)
    assert bereken(_invoer(lijn)).vastgesteld_cent == 80_000_00
    streng = bereken(_invoer(lijn, te_laat_telt=False))
    assert streng.vastgesteld_cent == 50_000_00
    assert any("Zij tellen niet mee" in stap for stap in streng.stappen)


def test_niet_meer_dan_wat_rechtmatig_is_besteed() -> None:
    besteding = Besteding(2027, 90_000_00, 12_000_00, 100_000_00, 90_000_00, 12_000_00)
    uit = bereken(_invoer(Planlijn("Statushouders", 10, aanvaard=10), besteding=besteding))
    assert (uit.vastgesteld_cent, uit.terug_cent) == (78_000_00, 22_000_00)
    assert "De accountant noemt € 12.000 van die besteding onrechtmatig. Dat bedrag gaat eraf." in uit.stappen


def test_het_fonds_krijgt_zijn_deel_van_wat_te_veel_is_betaald() -> None:
    uit = bereken(
        _invoer(Planlijn("Statushouders", 10, aanvaard=5), betaald_gemeente_cent=80_000_00, betaald_bcf_cent=20_000_00)
    )  # fmt: skip
    assert (uit.terug_gemeente_cent, uit.terug_bcf_cent) == (40_000_00, 10_000_00)


def test_wat_nog_niet_is_betaald_komt_erbij() -> None:
    uit = bereken(_invoer(Planlijn("Statushouders", 10, aanvaard=9), betaald_gemeente_cent=50_000_00))
    assert (uit.nog_te_betalen_cent, uit.terug_cent) == (40_000_00, 0)


def test_waarden_die_niet_kunnen_worden_alle_genoemd() -> None:
    lijn = Planlijn("Statushouders", 0, aanvaard=1, niet_behouden=2)
    with pytest.raises(OngeldigeInvoer) as fout:
        bereken(_invoer(lijn, verleend=-1, wijze="anders"))
    assert len(fout.value.gebreken) == 5


@st.composite
def _invoeren(trek: st.DrawFn) -> Vaststelinvoer:
    lijnen = []
    for plek in range(trek(st.integers(0, 4))):
        aanvaard = trek(st.integers(0, 60))
        te_laat, verloren = trek(st.integers(0, aanvaard)), trek(st.integers(0, aanvaard))
        beide = max(0, te_laat + verloren - aanvaard)
        lijnen.append(
            Planlijn(
                str(plek),
                trek(st.integers(1, 50)),
                trek(st.integers(1, 9)),
                aanvaard,
                te_laat,
                verloren,
                beide,
            )
        )
    verleend = trek(st.integers(0, 10**9))
    bcf = trek(st.integers(0, verleend))
    besteed = trek(st.integers(0, 2 * verleend + 1))
    besteding = Besteding(2027, besteed, 0, verleend, besteed, trek(st.integers(0, besteed)))
    return _invoer(
        *lijnen, verleend=verleend, betaald_bcf_cent=bcf,
        betaald_gemeente_cent=trek(st.integers(0, verleend - bcf)), te_laat_telt=trek(st.booleans()),
        besteding=trek(st.sampled_from([None, besteding])),
    )  # fmt: skip


@given(_invoeren())
def test_elke_cent_komt_uit_op_wat_is_betaald(invoer: Vaststelinvoer) -> None:
    uit = bereken(invoer)
    assert 0 <= uit.vastgesteld_cent <= invoer.verleend_cent
    assert uit.betaald_cent - uit.terug_cent + uit.nog_te_betalen_cent == uit.vastgesteld_cent
    assert 0 <= uit.terug_gemeente_cent <= invoer.betaald_gemeente_cent
    assert 0 <= uit.terug_bcf_cent <= invoer.betaald_bcf_cent
    assert not (uit.terug_cent and uit.nog_te_betalen_cent)
    if invoer.lijnen:
        assert sum(een.verleend_cent for een in uit.lijnen) == invoer.verleend_cent


@given(_invoeren(), st.data())
def test_meer_bouwen_stelt_nooit_lager_vast(invoer: Vaststelinvoer, data: st.DataObject) -> None:
    if not invoer.lijnen:
        return
    plek = data.draw(st.integers(0, len(invoer.lijnen) - 1))
    lijnen = list(invoer.lijnen)
    lijnen[plek] = replace(lijnen[plek], aanvaard=lijnen[plek].aanvaard + 1)
    assert bereken(replace(invoer, lijnen=tuple(lijnen))).vastgesteld_cent >= bereken(invoer).vastgesteld_cent


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_verdelen_verliest_geen_cent(bedrag: int, gewichten: list[int]) -> None:
    delen = verdeel(bedrag, gewichten)
    assert sum(delen) == (bedrag if sum(gewichten) else 0)
    assert all(deel == 0 for deel, gewicht in zip(delen, gewichten, strict=True) if gewicht == 0)
