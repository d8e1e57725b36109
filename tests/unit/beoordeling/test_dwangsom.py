"""The penalty for a late decision (Awb 4:17): first day, amounts per period, at most 42 days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from subsidie.beoordeling.dwangsom import bereken_dwangsom, tabel_op, tabellen
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.keuzen import Zekerheid

TERMIJN = date(2023, 5, 31)
GEBREKE = date(2023, 6, 5)
EERSTE = date(2023, 6, 20)


def som(vandaag: date, **anders: Any) -> int:
    return bereken_dwangsom(GEBREKE, TERMIJN, vandaag=vandaag, **anders).som_cent


def test_de_eerste_dag_is_de_dag_na_twee_weken() -> None:
    assert bereken_dwangsom(GEBREKE, TERMIJN, vandaag=GEBREKE).eerste_dag == EERSTE
    assert (som(EERSTE - timedelta(days=1)), som(EERSTE)) == (0, 20_00)


@pytest.mark.parametrize(
    ("dag", "euro"),
    [(14, 280), (15, 310), (28, 700), (29, 740), (42, 1260), (43, 1260), (400, 1260)],
)
def test_de_bedragen_per_periode_en_hoogstens_42_dagen(dag: int, euro: int) -> None:
    assert som(EERSTE + timedelta(days=dag - 1)) == euro * 100


def test_een_ingebrekestelling_voor_het_einde_telt_vanaf_het_einde_en_wordt_gemeld() -> None:
    vroeg = bereken_dwangsom(TERMIJN, TERMIJN, vandaag=GEBREKE)
    assert (vroeg.te_vroeg, vroeg.eerste_dag) == (True, date(2023, 6, 15))
    assert not bereken_dwangsom(TERMIJN + timedelta(days=1), TERMIJN, vandaag=GEBREKE).te_vroeg


def test_de_dag_van_het_besluit_telt_niet_mee() -> None:
    later = EERSTE + timedelta(days=100)
    assert som(later, besloten_op=EERSTE + timedelta(days=3)) == 60_00
    assert som(later, besloten_op=EERSTE) == 0


def test_een_eerste_dag_op_zondag_blijft_zondag() -> None:
    zondag = bereken_dwangsom(date(2023, 6, 3), TERMIJN, vandaag=EERSTE)
    assert (zondag.eerste_dag.isoweekday(), zondag.laatste_dag) == (7, zondag.eerste_dag + timedelta(days=41))


def test_voor_de_eerste_tabel_zijn_er_geen_bedragen() -> None:
    assert tabel_op(date(2016, 12, 31)) is None
    oud = bereken_dwangsom(date(2016, 6, 1), date(2016, 5, 1), vandaag=date(2016, 9, 1))
    assert (oud.delen, oud.som_cent, oud.tabel) == ((), 0, None)


def test_wat_niet_is_nagekeken_zegt_dat() -> None:
    assert all(een.zekerheid is Zekerheid.AANNAME and een.bron and een.toelichting for een in tabellen())
    assert all(sum(deel.dagen for deel in een.perioden) == 42 for een in tabellen())


def test_een_ingebrekestelling_na_vandaag_bestaat_niet() -> None:
    with pytest.raises(OngeldigeInvoer):
        bereken_dwangsom(GEBREKE, TERMIJN, vandaag=GEBREKE - timedelta(days=1))
