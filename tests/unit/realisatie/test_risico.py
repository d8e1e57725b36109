"""The risk of an award by rule: the most serious reason decides, every reason is a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.realisatie.drempels import STANDAARD, drempels_uit
from subsidie.realisatie.planmodellen import Mijlpaal
from subsidie.realisatie.plichten import Bewijs, Verplichtingsdag
from subsidie.realisatie.risico import (
    Bevestigd,
    Mijlpaalfeit,
    Oordeel,
    Projectfeiten,
    Risico,
    beoordeel,
    uitleg,
)
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid

STAP, KLAAR = date(2025, 12, 1), date(2027, 12, 31)
GEZET = {Mijlpaal.ONOMKEERBARE_STAP: Mijlpaalfeit(1, 0, date(2025, 6, 1))}


def plicht(code: str, bewijs: Bewijs, dag: date | None) -> Verplichtingsdag:
    return Verplichtingsdag(code, "Doe het.", dag, "2 jaar na de betaling; die dag is nog niet bekend",
                            Zekerheid.GEVERIFIEERD, bewijs)  # fmt: skip


PLICHTEN = (
    plicht("begin", Bewijs.ONOMKEERBARE_STAP, STAP),
    plicht("gereed", Bewijs.OPLEVERING, KLAAR),
    plicht("bestemming", Bewijs.BESTEMMING, None),
)


def op(vandaag: date, feiten: Projectfeiten) -> Oordeel:
    return beoordeel(feiten, PLICHTEN, drempels=STANDAARD, vandaag=vandaag)


def met(feiten: Projectfeiten, mijlpaal: Mijlpaal, feit: Mijlpaalfeit) -> Projectfeiten:
    return replace(feiten, mijlpalen={**feiten.mijlpalen, mijlpaal: feit})


NIETS = Projectfeiten(beloofd=40)
BEGONNEN = Projectfeiten(beloofd=40, mijlpalen=GEZET)
IN_AANBOUW = met(BEGONNEN, Mijlpaal.START_BOUW, Mijlpaalfeit(1, 0, date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("vandaag", "risico", "tekst"),
    [
        (date(2025, 6, 20), Risico.VERHOOGD, "uiterlijk 1 december 2025, nog niet gemeld, nog 5 maanden"),
        (date(2025, 11, 21), Risico.HOOG, "uiterlijk 1 december 2025, nog niet gemeld, nog 10 dagen"),
        (
            date(2025, 12, 1),
            Risico.HOOG,
            "uiterlijk 1 december 2025, nog niet gemeld, vandaag is de laatste dag",
        ),
        (date(2025, 12, 2), Risico.TE_LAAT, "uiterlijk 1 december 2025, nog niet gemeld: 1 dag te laat"),
    ],
)
def test_een_stap_die_niet_is_gemeld_weegt_zwaarder_naarmate_de_dag_nadert(
    vandaag: date, risico: Risico, tekst: str
) -> None:
    oordeel = op(vandaag, NIETS)
    assert oordeel.risico is risico
    assert oordeel.redenen[0].tekst == f"eerste onomkeerbare stap {tekst}"


def test_ver_voor_de_dag_is_er_nog_niets_aan_de_hand() -> None:
    assert op(date(2024, 1, 1), NIETS).risico is Risico.LAAG


def test_een_gemelde_stap_wacht_op_het_ministerie_en_is_niet_te_laat() -> None:
    gemeld = met(NIETS, Mijlpaal.ONOMKEERBARE_STAP, Mijlpaalfeit(0, 1))
    oordeel = op(date(2026, 1, 1), gemeld)
    assert oordeel.risico is Risico.VERHOOGD
    assert "wacht op het oordeel" in oordeel.redenen[0].tekst


def test_van_een_project_in_delen_telt_wat_niet_is_gemeld() -> None:
    feiten = replace(
        NIETS, delen=3, mijlpalen={Mijlpaal.ONOMKEERBARE_STAP: Mijlpaalfeit(0, 1)}, verzoek_loopt=True
    )
    oordeel = op(date(2025, 12, 3), feiten)
    assert "nog niet gemeld in 2 van 3 delen: 2 dagen te laat" in oordeel.redenen[0].tekst
    assert "vroeg om een wijziging" in oordeel.redenen[-1].tekst


def test_een_verplichting_die_niemand_kan_zien_is_een_opmerking() -> None:
    eigen = (plicht("eigen", Bewijs.GEEN, STAP),)
    oordeel = beoordeel(NIETS, eigen, drempels=STANDAARD, vandaag=date(2026, 1, 1))
    assert oordeel.risico is Risico.LAAG
    assert "ziet het programma niet" in oordeel.redenen[0].tekst


def test_een_stap_na_de_uiterste_dag_blijft_zichtbaar() -> None:
    laat = met(NIETS, Mijlpaal.ONOMKEERBARE_STAP, Mijlpaalfeit(1, 0, date(2026, 1, 5)))
    assert op(date(2026, 2, 1), laat).redenen[0].tekst == (
        "eerste onomkeerbare stap gezet op 5 januari 2026, na de uiterste dag 1 december 2025"
    )


def test_een_eigen_prognose_na_de_uiterste_dag_is_een_hoog_risico() -> None:
    feiten = met(BEGONNEN, Mijlpaal.OPLEVERING, Mijlpaalfeit(prognose=date(2028, 3, 3)))
    oordeel = op(date(2026, 1, 1), feiten)
    assert oordeel.risico is Risico.HOOG
    assert oordeel.redenen[0].tekst == (
        "eigen prognose 3 maart 2028 voor de oplevering van alle woonruimten ligt na de uiterste dag 31 december 2027"
    )


def test_woonruimten_die_er_niet_staan_worden_met_het_getal_genoemd() -> None:
    oordeel = op(date(2027, 7, 20), IN_AANBOUW)
    assert oordeel.risico is Risico.VERHOOGD
    assert oordeel.redenen[0].tekst == (
        "van 40 woonruimten staan er 0, uiterlijk 31 december 2027, nog 5 maanden"
    )
    niet_gestart = op(date(2027, 7, 20), BEGONNEN)
    assert niet_gestart.risico is Risico.HOOG
    assert niet_gestart.redenen[0].tekst == "de bouw is nog niet gestart, nog 5 maanden"


def test_na_de_uiterste_dag_is_wat_er_niet_staat_te_laat() -> None:
    oordeel = op(date(2028, 1, 1), replace(IN_AANBOUW, geleverd=39))
    assert oordeel.risico is Risico.TE_LAAT
    assert "van 40 woonruimten staan er 39" in oordeel.redenen[0].tekst


def test_wat_niet_is_behouden_of_niet_is_bevestigd_telt_ook_nadat_alles_staat() -> None:
    staat = replace(IN_AANBOUW, geleverd=40, laatste_levering=date(2027, 3, 1))
    assert op(date(2028, 1, 1), staat).risico is Risico.LAAG
    assert op(date(2028, 1, 1), replace(staat, niet_gehouden=2)).redenen[0].tekst == (
        "2 woonruimten zijn niet meer voor de doelgroep"
    )
    onbevestigd = replace(staat, onbevestigd=(2027,))
    assert op(date(2028, 1, 20), onbevestigd).risico is Risico.LAAG
    assert (
        op(date(2028, 2, 20), onbevestigd).redenen[0].tekst == "de jaarlijkse bevestiging over 2027 ontbreekt"
    )
    minder = replace(staat, bevestigd=Bevestigd(2027, 38, 40))
    assert op(date(2028, 2, 20), minder).risico is Risico.VERHOOGD


def test_een_dag_die_niemand_weet_geeft_geen_risico_maar_wel_een_opmerking() -> None:
    betaling = (plicht("begin", Bewijs.ONOMKEERBARE_STAP, None),)
    oordeel = beoordeel(NIETS, betaling, drempels=STANDAARD, vandaag=date(2030, 1, 1))
    assert oordeel.risico is Risico.LAAG
    assert "nog niet bekend" in oordeel.redenen[0].tekst


def test_een_tranche_kan_eigen_grenzen_stellen_en_wat_ontbreekt_is_een_aanname() -> None:
    assert drempels_uit({}) == STANDAARD
    eigen = {
        f"realisatie.{naam}": Instelling(naam, waarde, "proef", Zekerheid.GEVERIFIEERD)
        for naam, waarde in (
            ("verhoogd_dagen", 365), ("hoog_dagen", 90), ("herinner_dagen", (7, 90)), ("escaleer_dagen", (30, 2)),
        )
    }  # fmt: skip
    drempels = drempels_uit(eigen)
    assert (drempels.herinner, drempels.escaleer, drempels.is_aanname) == ((90, 7), (2, 30), False)
    assert "365 dagen" in " ".join(uitleg(drempels))
    assert beoordeel(NIETS, PLICHTEN, drempels=drempels, vandaag=date(2025, 1, 1)).risico is Risico.VERHOOGD


dagen = st.dates(date(2024, 1, 1), date(2030, 12, 31))
feiten_ = st.builds(
    lambda geleverd, gemeld, stap, start, prognose, stapprognose: Projectfeiten(
        beloofd=40,
        geleverd=geleverd,
        gemeld=min(gemeld, 40 - geleverd),
        laatste_levering=date(2027, 6, 1) if geleverd else None,
        mijlpalen={
            Mijlpaal.ONOMKEERBARE_STAP: Mijlpaalfeit(stap, 0, date(2025, 6, 1) if stap else None, stapprognose),
            Mijlpaal.START_BOUW: Mijlpaalfeit(start),
            Mijlpaal.OPLEVERING: Mijlpaalfeit(prognose=prognose),
        },
    ),
    st.integers(0, 40), st.integers(0, 40), st.integers(0, 1), st.integers(0, 1), dagen, dagen,
)  # fmt: skip


@given(
    feiten_, dagen, st.integers(1, 2000), st.sampled_from([Mijlpaal.OPLEVERING, Mijlpaal.ONOMKEERBARE_STAP])
)
def test_een_latere_prognose_maakt_het_risico_nooit_kleiner(
    feiten: Projectfeiten, vandaag: date, erbij: int, welke: Mijlpaal
) -> None:
    feit = feiten.mijlpaal(welke)
    assert feit.prognose is not None
    later = met(feiten, welke, replace(feit, prognose=feit.prognose + timedelta(days=erbij)))
    assert op(vandaag, later).risico.ernst >= op(vandaag, feiten).risico.ernst


@given(feiten_, dagen, st.integers(1, 40))
def test_minder_woonruimten_maakt_het_risico_nooit_kleiner(
    feiten: Projectfeiten, vandaag: date, eraf: int
) -> None:
    minder = replace(feiten, geleverd=max(0, feiten.geleverd - eraf))
    assert op(vandaag, minder).risico.ernst >= op(vandaag, feiten).risico.ernst
    ongemeld = replace(feiten, gemeld=max(0, feiten.gemeld - eraf))
    assert op(vandaag, ongemeld).risico.ernst >= op(vandaag, feiten).risico.ernst


@given(feiten_, dagen)
def test_de_ernstigste_reden_bepaalt_het_risico(feiten: Projectfeiten, vandaag: date) -> None:
    oordeel = op(vandaag, feiten)
    assert oordeel.risico.ernst == max((een.risico.ernst for een in oordeel.redenen), default=0)
