"""From an award to payments: shares, the fund, later decisions, and the last day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.realisatie.betaalmodellen import Betaalsoort
from subsidie.realisatie.betaalplan import (
    Bedragen,
    Betaalregels,
    Betaalvoorstel,
    Geordend,
    grootste_resten,
    maak_termijnen,
    splits_btw,
    stel_voor,
    uiterste_betaaldag,
)
from subsidie.tranches.keuzen import Betaalmoment
from subsidie.tranches.waarden import Betaaltermijn

DAG = date(2023, 7, 7)
IN_EEN_KEER = Betaalregels(maak_termijnen(Fraction(1)), 6, None, zonder_btw=True)
IN_DRIEEN = Betaalregels(
    maak_termijnen(
        Fraction(1, 3),
        [
            Betaaltermijn(Fraction(1, 3), Betaalmoment.START_BOUW),
            Betaaltermijn(Fraction(1, 6), Betaalmoment.OPLEVERING),
        ],
    ),
    6, None, zonder_btw=True,
)  # fmt: skip
G, B = Betaalsoort.GEMEENTE, Betaalsoort.BCF


def _stel(
    regels: Betaalregels,
    bedragen: Bedragen,
    momenten: dict[Betaalmoment, date] | None = None,
    geordend: tuple[Geordend, ...] = (),
    *,
    besluit: int = 1,
    dag: date = DAG,
    vast: bool = False,
) -> Betaalvoorstel:
    return stel_voor(
        regels, bedragen, {Betaalmoment.VERLENING: DAG, **(momenten or {})}, geordend,
        beschikking_id=besluit, bekendgemaakt_op=dag, is_vastgesteld=vast,
    )  # fmt: skip


def _kort(voorstel: Betaalvoorstel) -> list[tuple[Betaalsoort, int, int]]:
    return [(een.soort, een.termijn, een.bedrag_cent) for een in voorstel.betalingen]


def test_in_een_keer_met_het_btw_deel_apart() -> None:
    voorstel = _stel(IN_EEN_KEER, Bedragen(900_00, 100_00))

    assert _kort(voorstel) == [(G, 1, 900_00), (B, 1, 100_00)]
    assert {een.uiterlijk for een in voorstel.betalingen} == {date(2023, 8, 18)}


def test_het_btw_deel_is_het_aandeel_van_de_btw_in_de_kosten() -> None:
    assert splits_btw(100_00, btw_in_kosten_cent=21_00, kosten_cent=121_00) == Bedragen(82_64, 17_36)
    assert splits_btw(100_00, btw_in_kosten_cent=0, kosten_cent=121_00) == Bedragen(100_00, 0)
    assert splits_btw(100_00, btw_in_kosten_cent=21_00, kosten_cent=121_00, zonder_btw=False).bcf_cent == 0
    assert splits_btw(1, btw_in_kosten_cent=50, kosten_cent=100) == Bedragen(1, 0), (
        "een gelijke rest: de gemeente"
    )


@given(
    bedrag=st.integers(0, 10**12),
    gewichten=st.lists(st.integers(0, 10**9), min_size=1, max_size=6).filter(any),
)
def test_delen_tellen_op_en_zijn_hoogstens_een_cent_naast_het_exacte(
    bedrag: int, gewichten: list[int]
) -> None:
    delen = grootste_resten(bedrag, [Fraction(een) for een in gewichten])

    assert sum(delen) == bedrag
    for deel, gewicht in zip(delen, gewichten, strict=True):
        assert abs(deel - Fraction(bedrag * gewicht, sum(gewichten))) < 1


def test_een_termijn_komt_pas_na_haar_moment_en_nooit_twee_keer() -> None:
    eerste = _stel(IN_DRIEEN, Bedragen(100_01, 0))
    assert _kort(eerste) == [(G, 1, 33_34)]

    betaald = (Geordend(1, G, 1, 33_34),)
    assert _kort(_stel(IN_DRIEEN, Bedragen(100_01, 0), {}, betaald)) == []

    start = date(2024, 3, 1)
    tweede = _stel(IN_DRIEEN, Bedragen(100_01, 0), {Betaalmoment.START_BOUW: start}, betaald)
    assert _kort(tweede) == [(G, 2, 33_33)]
    assert tweede.betalingen[0].uiterlijk == date(2024, 4, 12)
    assert tweede.betalingen[0].na == (Betaalmoment.START_BOUW,)


def test_wat_samen_verschuldigd_is_wordt_samen_betaald_uiterlijk_op_de_eerste_dag() -> None:
    gekomen = {Betaalmoment.OPLEVERING: date(2025, 1, 6), Betaalmoment.START_BOUW: date(2024, 3, 1)}

    voorstel = _stel(IN_DRIEEN, Bedragen(60_00, 0), gekomen)

    assert _kort(voorstel) == [(G, 3, 50_00)]
    assert voorstel.betalingen[0].uiterlijk == date(2023, 8, 18)


def test_van_een_later_besluit_wordt_alleen_het_verschil_betaald_op_dat_besluit() -> None:
    betaald = (Geordend(1, G, 1, 900_00), Geordend(1, B, 1, 100_00))
    later = date(2024, 1, 8)

    meer = _stel(IN_EEN_KEER, Bedragen(990_00, 110_00), {}, betaald, besluit=2, dag=later)
    assert _kort(meer) == [(G, 1, 90_00), (B, 1, 10_00)]
    assert meer.betalingen[0].uiterlijk == date(2024, 2, 19)

    minder = _stel(IN_EEN_KEER, Bedragen(810_00, 90_00), {}, betaald, besluit=2, dag=later)
    assert minder == Betaalvoorstel((), te_veel_cent=100_00)


def test_na_de_vaststelling_is_alles_verschuldigd_tot_het_vastgestelde_bedrag() -> None:
    betaald = (Geordend(1, G, 1, 20_00),)

    voorstel = _stel(IN_DRIEEN, Bedragen(50_00, 0), {}, betaald, besluit=3, dag=date(2028, 5, 1), vast=True)

    assert _kort(voorstel) == [(G, 4, 30_00)]


def test_wat_terugkwam_wordt_opnieuw_betaald_als_het_weer_is_toegekend_en_anders_niet() -> None:
    betaald = (Geordend(1, G, 1, 80_00), Geordend(1, B, 1, 20_00))

    lager = stel_voor(
        IN_EEN_KEER, Bedragen(48_00, 12_00), {Betaalmoment.VERLENING: DAG}, betaald, beschikking_id=2,
        bekendgemaakt_op=DAG, is_vastgesteld=True, terug_cent=40_00,
    )  # fmt: skip
    assert lager == Betaalvoorstel(())

    hersteld = stel_voor(
        IN_EEN_KEER, Bedragen(80_00, 20_00), {Betaalmoment.VERLENING: DAG}, betaald, beschikking_id=3,
        bekendgemaakt_op=DAG, is_vastgesteld=True, terug_cent=40_00,
    )  # fmt: skip
    assert _kort(hersteld) == [(G, 1, 40_00)]


def test_na_een_verandering_van_de_regels_krijgt_een_nabetaling_een_nieuw_nummer() -> None:
    assert _kort(_stel(IN_EEN_KEER, Bedragen(100_00, 0), {}, (Geordend(1, G, 1, 80_00),))) == [(G, 2, 20_00)]


def test_zes_weken_schuiven_naar_een_werkdag_en_een_vaste_dag_gaat_voor() -> None:
    # Six weeks after 13 November 2023 is Monday 25 December (Atw 1, 3).
    assert uiterste_betaaldag(date(2023, 11, 13), 6, None) == date(2023, 12, 27)
    assert uiterste_betaaldag(date(2023, 11, 13), 8, None) == date(2023, 11, 13) + timedelta(weeks=8)
    assert uiterste_betaaldag(date(2020, 11, 1), 6, date(2020, 12, 1)) == date(2020, 12, 1)
    assert uiterste_betaaldag(DAG, None, None) is None


def test_zonder_bekende_termijn_is_er_geen_voorstel() -> None:
    with pytest.raises(ValueError, match="not known"):
        _stel(Betaalregels(maak_termijnen(Fraction(1)), None, None, zonder_btw=True), Bedragen(1_00, 0))


def test_termijnen_zijn_samen_alles_en_nooit_meer() -> None:
    assert [een.na for een in maak_termijnen(Fraction(4, 5))] == [
        Betaalmoment.VERLENING,
        Betaalmoment.VASTSTELLING,
    ]
    assert maak_termijnen(Fraction(0)) == (Betaaltermijn(Fraction(1), Betaalmoment.VASTSTELLING),)
    with pytest.raises(ValueError, match="more than the whole"):
        maak_termijnen(Fraction(4, 5), [Betaaltermijn(Fraction(1, 4), Betaalmoment.OPLEVERING)])


BEDRAG = st.integers(0, 10**9)


@given(
    stappen=st.lists(
        st.tuples(BEDRAG, st.integers(0, 50), st.sets(st.sampled_from(list(Betaalmoment)))), max_size=6
    )
)
def test_welke_reeks_besluiten_ook_wat_is_geordend_is_nooit_minder_dan_verschuldigd(
    stappen: list[tuple[int, int, set[Betaalmoment]]],
) -> None:
    """After each step everything due is ordered, once; and what is too much is told to the cent."""
    geordend: list[Geordend] = []
    momenten: dict[Betaalmoment, date] = {}
    for nummer, (verleend, btw, nieuw) in enumerate(stappen, start=1):
        momenten |= {moment: DAG + timedelta(days=nummer) for moment in nieuw}
        bedragen = splits_btw(verleend, btw_in_kosten_cent=btw, kosten_cent=100)
        voorstel = _stel(IN_DRIEEN, bedragen, momenten, tuple(geordend), besluit=nummer)
        assert len({een.soort for een in voorstel.betalingen}) == len(voorstel.betalingen)
        assert all(een.bedrag_cent > 0 for een in voorstel.betalingen)
        geordend += [Geordend(nummer, een.soort, een.termijn, een.bedrag_cent) for een in voorstel.betalingen]
        over = _stel(IN_DRIEEN, bedragen, momenten, tuple(geordend), besluit=nummer)
        assert over.betalingen == ()
        sleutels = [(een.beschikking_id, een.soort, een.termijn) for een in geordend]
        assert len(set(sleutels)) == len(sleutels)
        if {*Betaalmoment} <= momenten.keys():
            assert sum(een.bedrag_cent for een in geordend) - over.te_veel_cent == verleend
