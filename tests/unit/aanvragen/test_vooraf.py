"""The test beforehand: what can, what cannot, on which rule, and what the contribution can be at most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.aanvragen.vooraf import Toets, toets
from subsidie.aanvragen.voorafgeld import bereken
from subsidie.aanvragen.voorafplan import (
    ANDERS,
    GEEN,
    HOOGSTE_AANTAL,
    JA,
    NEE,
    VERBOUW,
    WEET_NIET,
    Moment,
    Plan,
    Uitkomst,
    Voorafoordeel,
)
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.keuzen import Bouwvorm, Woonruimteaard, Woonruimtesoort, Zekerheid
from subsidie.tranches.regels import Regels

MET_AANVRAGEN = {een.code: een.regels for een in alle_tranches() if een.regels.kent_aanvragen}
R21, R22, R23, R25 = (MET_AANVRAGEN[f"rha-{jaar}"] for jaar in (2021, 2022, 2023, 2025))
IN_2023 = Moment(date(2023, 6, 1), date(2023, 5, 30), date(2023, 7, 7))
IN_2022 = Moment(date(2022, 10, 1), date(2022, 9, 19), date(2022, 11, 28))
GOED = Plan(
    aanvrager="gemeente", bouw="nieuwbouw", groepen=("statushouders",), soorten=(Woonruimtesoort.ZELFSTANDIG,),
    aarden=(Woonruimteaard.FLEXIBEL,), aantallen={"woonruimte": 40}, huur_cent=600_00, bewoners=2,
    start=date(2024, 9, 1), oplevering=date(2026, 9, 1), bestemming=JA, steun=(GEEN,), tekort=JA,
    tekort_cent=400_000_00,
)  # fmt: skip
KAN, LET_OP, KAN_NIET, OPEN = (
    Voorafoordeel.KAN,
    Voorafoordeel.LET_OP,
    Voorafoordeel.KAN_NIET,
    Voorafoordeel.OPEN,
)


def bij(veld: str, plan: Plan, regels: Regels = R23, moment: Moment = IN_2023) -> Uitkomst:
    (gevonden,) = [een for een in toets(plan, regels, moment).uitkomsten if een.veld == veld]
    return gevonden


def test_een_plan_dat_in_alles_past_kan() -> None:
    uitkomst = toets(GOED, R23, IN_2023)
    assert {een.veld: een.oordeel for een in uitkomst.uitkomsten if een.oordeel is not KAN} == {}
    assert uitkomst.oordeel is KAN
    assert uitkomst.geld.hoogstens_cent == 40 * 8_500_00


@pytest.mark.parametrize(
    ("veld", "anders", "oordeel"),
    [
        ("aanvrager", {"aanvrager": ANDERS}, KAN_NIET),
        ("bouw", {"bouw": VERBOUW}, KAN_NIET),
        ("bouw", {"bouw": "transformatie"}, KAN),
        ("groepen", {"groepen": (ANDERS,)}, KAN_NIET),
        ("groepen", {"groepen": ("statushouders", ANDERS)}, LET_OP),
        ("soorten", {"soorten": (Woonruimtesoort.VERBLIJFSRUIMTE,)}, KAN_NIET),
        ("soorten", {"soorten": (Woonruimtesoort.VERBLIJFSRUIMTE, Woonruimtesoort.ZELFSTANDIG)}, LET_OP),
        ("huur", {"huur_cent": 647_19}, KAN),
        ("huur", {"huur_cent": 647_20}, KAN_NIET),
        ("huur", {"huur_cent": 647_20, "bewoners": 3}, KAN),
        ("huur", {"huur_cent": 647_20, "bewoners": None}, LET_OP),
        ("huur", {"huur_cent": 693_61, "bewoners": None}, KAN_NIET),
        ("start", {"start": date(2025, 5, 30)}, KAN),
        ("start", {"start": date(2025, 5, 31)}, LET_OP),
        ("start", {"start": date(2023, 5, 31)}, LET_OP),
        ("oplevering", {"oplevering": date(2028, 5, 30)}, KAN),
        ("oplevering", {"oplevering": date(2028, 5, 31)}, LET_OP),
        ("bestemming", {"bestemming": NEE}, KAN_NIET),
        ("bestemming", {"bestemming": WEET_NIET}, LET_OP),
        ("steun", {"steun": ("woningbouwimpuls",)}, KAN_NIET),
        ("steun", {"steun": (ANDERS,)}, LET_OP),
        ("tekort", {"tekort": NEE, "tekort_cent": None}, KAN_NIET),
        ("tekort", {"tekort": WEET_NIET}, LET_OP),
    ],
)
def test_per_vraag_zegt_de_toets_wat_de_regel_zegt(
    veld: str, anders: dict[str, Any], oordeel: Voorafoordeel
) -> None:
    plan = replace(GOED, **anders)
    assert bij(veld, plan).oordeel is oordeel
    assert bij(veld, plan).regels


def test_na_de_laatste_dag_van_een_tranche_is_het_zeker_te_laat() -> None:
    op_tijd, te_laat = (replace(GOED, oplevering=dag) for dag in (date(2027, 9, 19), date(2028, 1, 1)))
    assert bij("oplevering", op_tijd, R22, IN_2022).oordeel is KAN
    assert bij("oplevering", te_laat, R22, IN_2022).oordeel is KAN_NIET


def test_wat_niet_is_beantwoord_krijgt_geen_oordeel() -> None:
    uitkomst = toets(Plan(), R23, IN_2023)
    assert {een.oordeel for een in uitkomst.uitkomsten} == {OPEN}
    assert uitkomst.geld.hoogstens_cent is None


def test_een_plan_voor_twee_potten_zijn_twee_aanvragen() -> None:
    plan = replace(GOED, groepen=("uitwonende_studenten", "statushouders"))
    uitkomst = bij("groepen", plan, R25)
    assert uitkomst.oordeel is LET_OP
    assert "voor elke pot een eigen aanvraag" in uitkomst.tekst


def test_een_verblijfsruimte_heeft_een_eigen_prijs_en_een_eigen_maximum() -> None:
    plan = Plan(
        soorten=(Woonruimtesoort.VERBLIJFSRUIMTE,), prijs_week_cent=100_00,
        aantallen={"woonruimte": 10, "verblijfsruimte": 4},
    )  # fmt: skip
    assert bij("prijs_week", plan, R21).oordeel is KAN
    assert bij("prijs_week", replace(plan, prijs_week_cent=100_01), R21).oordeel is LET_OP
    assert "huur" not in {een.veld for een in toets(plan, R21, IN_2023).uitkomsten}
    assert bereken(plan, R21).hoogstens_cent == 10 * 5_000_00 + 4 * 2_500_00


def test_wat_telt_is_het_laagste_van_aantal_tekort_en_gemeente() -> None:
    def telt(**anders: Any) -> tuple[int | None, list[str]]:
        som = bereken(replace(GOED, **anders), R23)
        return som.hoogstens_cent, [een.label for een in som.regels if een.telt]

    assert telt() == (340_000_00, ["40 woonruimten × € 8.500"])
    assert telt(tekort_cent=10_000_00) == (10_000_00, ["Het tekort van het project"])
    assert telt(aantallen={"woonruimte": 1_000}, tekort_cent=None, gemeente="Zwolle") == (
        2_000_000_00, ["Het maximum voor Zwolle"],
    )  # fmt: skip
    assert telt(tekort=NEE, tekort_cent=None) == (0, ["Het tekort van het project"])


def test_een_onbekend_maximum_maakt_het_bedrag_een_bovengrens_en_dat_staat_erbij() -> None:
    som = bereken(GOED, R25)
    assert (som.hoogstens_cent, som.volledig) == (400_000_00, False)
    assert bereken(GOED, R23).volledig


def test_zonder_huurgrenzen_van_dat_jaar_is_er_geen_oordeel_over_de_huur() -> None:
    assert bij("huur", GOED, moment=Moment(date(2040, 1, 1))).oordeel is LET_OP


MOMENTEN = st.builds(
    Moment,
    vandaag=st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    opent=st.none() | st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    sluit=st.none() | st.dates(date(2020, 1, 1), date(2090, 1, 1)),
)
CODES = sorted({een.code for regels in MET_AANVRAGEN.values() for een in regels.doelgroepen.waarde or ()})
JA_NEE = st.sampled_from(["", JA, NEE, WEET_NIET])
CENT = st.none() | st.integers(1, 10**15)
DAGEN = st.none() | st.dates(date(2000, 1, 1), date(2100, 12, 31))
PLANNEN = st.builds(
    Plan,
    aanvrager=st.sampled_from(["", "gemeente", ANDERS]),
    bouw=st.sampled_from(["", *Bouwvorm, VERBOUW]),
    groepen=st.lists(st.sampled_from([*CODES, ANDERS]), unique=True).map(tuple),
    soorten=st.lists(st.sampled_from(Woonruimtesoort), unique=True).map(tuple),
    aarden=st.lists(st.sampled_from(Woonruimteaard), unique=True).map(tuple),
    aantallen=st.dictionaries(
        st.sampled_from(["woonruimte", "verblijfsruimte"]), st.integers(1, HOOGSTE_AANTAL)
    ),
    huur_cent=CENT,
    bewoners=st.none() | st.integers(1, 20),
    prijs_week_cent=CENT,
    start=DAGEN,
    oplevering=DAGEN,
    bestemming=JA_NEE,
    steun=st.lists(
        st.sampled_from(["woningbouwimpuls", "realisatiestimulans", ANDERS, GEEN]), unique=True
    ).map(tuple),
    tekort=JA_NEE,
    tekort_cent=CENT,
)
REGELS = st.sampled_from(sorted(MET_AANVRAGEN)).map(MET_AANVRAGEN.__getitem__)


@given(plan=PLANNEN, regels=REGELS, moment=MOMENTEN)
def test_elk_plan_krijgt_een_oordeel_met_een_bron_en_onbekend_weigert_niets(
    plan: Plan, regels: Regels, moment: Moment
) -> None:
    uitkomst: Toets = toets(plan, regels, moment)
    assert len({een.veld for een in uitkomst.uitkomsten}) == len(uitkomst.uitkomsten) >= 10
    for een in uitkomst.uitkomsten:
        assert een.tekst
        assert "None" not in een.tekst
        assert all(regel.bron for regel in een.regels)
        if een.oordeel is KAN_NIET:
            assert een.regels[0].zekerheid is not Zekerheid.ONBEKEND
    assert (uitkomst.oordeel is KAN_NIET) == any(een.oordeel is KAN_NIET for een in uitkomst.uitkomsten)


@given(plan=PLANNEN, regels=REGELS, meer=st.integers(1, 1000))
def test_meer_woonruimten_of_een_groter_tekort_maken_het_bedrag_nooit_lager(
    plan: Plan, regels: Regels, meer: int
) -> None:
    voor = bereken(plan, regels).hoogstens_cent
    groter = {code: aantal + meer for code, aantal in plan.aantallen.items()}
    ruimer = None if plan.tekort_cent is None else plan.tekort_cent + meer
    for anders in (replace(plan, aantallen=groter), replace(plan, tekort_cent=ruimer)):
        na = bereken(anders, regels).hoogstens_cent
        assert (voor is None) == (na is None)
        assert voor is None or na is None or na >= voor >= 0


@given(plan=PLANNEN, regels=REGELS)
def test_het_bedrag_gaat_nooit_boven_een_van_de_grenzen(plan: Plan, regels: Regels) -> None:
    som = bereken(plan, regels)
    if som.hoogstens_cent is not None:
        grenzen = [
            een.bedrag_cent for een in som.regels[len(plan.aantallen) :] if een.bedrag_cent is not None
        ]
        assert all(som.hoogstens_cent <= grens for grens in grenzen)
        assert [een.bedrag_cent for een in som.regels if een.telt] == [som.hoogstens_cent]
