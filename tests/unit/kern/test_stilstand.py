"""Suspensions of the decision term beside a request to supplement (Awb 4:15(1)(b), 4:15(2))."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.termijnen import Opschorting, Stilstand, bereken_beslistermijn

START = date(2023, 1, 2)
ZONDER = START + timedelta(weeks=8)


def dag(nummer: int) -> date:
    return START + timedelta(days=nummer)


def test_afgesproken_dagen_tellen_meteen_alle_mee() -> None:
    termijn = bereken_beslistermijn(
        START, 8, opschortingen=[Stilstand(dag(10), dag(19))], atw=False, vandaag=dag(12)
    )
    assert (termijn.laatste_dag, termijn.loopt_nog) == (ZONDER + timedelta(days=10), False)


def test_wat_nog_loopt_telt_tot_en_met_vandaag_en_zegt_dat() -> None:
    termijn = bereken_beslistermijn(START, 8, opschortingen=[Stilstand(dag(10))], atw=False, vandaag=dag(12))
    assert (termijn.opgeschorte_dagen, termijn.loopt_nog) == (3, True)
    morgen = bereken_beslistermijn(START, 8, opschortingen=[Stilstand(dag(13))], atw=False, vandaag=dag(12))
    assert (morgen.opgeschorte_dagen, morgen.loopt_nog) == (0, False)


def test_dagen_van_twee_soorten_die_samenvallen_tellen_een_keer() -> None:
    verzoek = Opschorting(dag(9), dag(19), aangevuld_op=dag(16))  # the days 10 to 15
    termijn = bereken_beslistermijn(
        START, 8, opschortingen=[verzoek, Stilstand(dag(14), dag(17))], atw=False, vandaag=dag(30)
    )
    assert termijn.opgeschorte_dagen == 8


def test_na_de_termijn_verandert_een_opschorting_niets() -> None:
    laat = Stilstand(ZONDER + timedelta(days=1), ZONDER + timedelta(days=20))
    assert bereken_beslistermijn(START, 8, opschortingen=[laat], atw=False).laatste_dag == ZONDER


def test_een_einde_voor_het_begin_bestaat_niet() -> None:
    with pytest.raises(OngeldigeInvoer):
        Stilstand(dag(5), dag(4))
