"""Whether an objection is in time, and by when it must be decided (Awb 6:7-6:9, 7:10; Atw 1, 3, 4)."""

from __future__ import annotations

from datetime import date

import pytest

from subsidie.kern.bezwaartermijnen import bereken_bezwaarbeslistermijn, bereken_tijdigheid
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.termijnen import Opschorting, Tijdvak

BEKEND = date(2026, 1, 20)
"""A Tuesday: the term to object ends on Tuesday 3 March 2026, a letter by post can come until 10 March."""
EINDE = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("ontvangen", "op_tijd", "dagen"),
    [(date(2026, 1, 21), True, 0), (EINDE, True, 0), (date(2026, 3, 4), False, 1), (date(2026, 3, 10), False, 7)],
)  # fmt: skip
def test_een_bezwaar_is_op_tijd_tot_en_met_de_laatste_dag(ontvangen: date, op_tijd: bool, dagen: int) -> None:
    som = bereken_tijdigheid(BEKEND, ontvangen)
    assert (som.op_tijd, som.dagen_te_laat, som.laatste_dag) == (op_tijd, dagen, EINDE)


@pytest.mark.parametrize(
    ("ontvangen", "poststempel", "op_tijd"),
    [
        (date(2026, 3, 10), EINDE, True),
        (date(2026, 3, 11), EINDE, False),
        (date(2026, 3, 6), date(2026, 3, 4), False),
        (date(2026, 3, 6), None, None),
        (date(2026, 3, 11), None, False),
        (EINDE, None, True),
    ],
)
def test_een_brief_die_op_tijd_op_de_post_ging_mag_een_week_later_komen(
    ontvangen: date, poststempel: date | None, op_tijd: bool | None
) -> None:
    som = bereken_tijdigheid(BEKEND, ontvangen, per_post=True, poststempel=poststempel)
    assert som.op_tijd is op_tijd
    assert som.post_tot == date(2026, 3, 10)


def test_een_termijn_die_op_een_feestdag_eindigt_schuift_op_en_de_week_voor_de_post_niet_nog_eens() -> None:
    # Six weeks after 20 February is Good Friday, 3 April; then the weekend and Easter Monday.
    som = bereken_tijdigheid(
        date(2026, 2, 20), date(2026, 4, 14), per_post=True, poststempel=date(2026, 4, 7)
    )
    assert (som.zonder_atw, som.laatste_dag) == (date(2026, 4, 3), date(2026, 4, 7))
    assert (som.post_tot, som.op_tijd) == (date(2026, 4, 14), True)


def test_een_poststempel_hoort_bij_de_post_en_ligt_niet_na_de_ontvangst() -> None:
    with pytest.raises(OngeldigeInvoer):
        bereken_tijdigheid(BEKEND, EINDE, poststempel=EINDE)
    with pytest.raises(OngeldigeInvoer):
        bereken_tijdigheid(BEKEND, EINDE, per_post=True, poststempel=date(2026, 3, 4))


@pytest.mark.parametrize(
    ("commissie", "verdaging", "laatste"),
    [
        (False, 0, date(2026, 4, 14)),
        (True, 0, date(2026, 5, 26)),
        (False, 6, date(2026, 5, 26)),
        (True, 6, date(2026, 7, 7)),
    ],
)
def test_beslissen_moet_binnen_zes_of_twaalf_weken_na_de_bezwaartermijn(
    commissie: bool, verdaging: int, laatste: date
) -> None:
    termijn = bereken_bezwaarbeslistermijn(BEKEND, commissie=commissie, verdaging_weken=verdaging)
    assert (termijn.einde_bezwaartermijn, termijn.laatste_dag) == (EINDE, laatste)


def test_de_termijnenwet_geldt_tot_en_met_twaalf_weken_en_daarboven_niet() -> None:
    # The term to object ends on Monday 13 April 2026; twelve weeks on is Monday 6 July, six is Whit Monday, 25 May.
    bekend = date(2026, 3, 2)
    assert bereken_bezwaarbeslistermijn(bekend).zonder_atw == date(2026, 5, 25)
    assert bereken_bezwaarbeslistermijn(bekend).laatste_dag == date(2026, 5, 26)
    # Twelve weeks with a committee, put off by six: eighteen, so it can end on Boxing Day.
    boven = bereken_bezwaarbeslistermijn(date(2025, 7, 11), commissie=True, verdaging_weken=6)
    assert (boven.einde_bezwaartermijn, boven.laatste_dag) == (date(2025, 8, 22), date(2025, 12, 26))


def test_een_hersteltermijn_schort_op_vanaf_de_dag_na_het_verzoek_tot_de_dag_van_het_herstel() -> None:
    verzuim = Opschorting(date(2026, 3, 9), date(2026, 3, 23), date(2026, 3, 16))
    termijn = bereken_bezwaarbeslistermijn(BEKEND, verzuimen=[verzuim])
    assert termijn.opgeschort == (Tijdvak(date(2026, 3, 10), date(2026, 3, 15)),)
    assert (termijn.opgeschorte_dagen, termijn.laatste_dag) == (6, date(2026, 4, 20))


def test_een_hersteltermijn_van_voor_het_begin_schort_alleen_op_vanaf_het_begin() -> None:
    verzuim = Opschorting(date(2026, 2, 24), date(2026, 3, 6))
    assert bereken_bezwaarbeslistermijn(BEKEND, verzuimen=[verzuim]).opgeschorte_dagen == 3


def test_een_open_hersteltermijn_loopt_nog() -> None:
    verzuim = Opschorting(date(2026, 3, 9), date(2026, 3, 23))
    termijn = bereken_bezwaarbeslistermijn(BEKEND, verzuimen=[verzuim], vandaag=date(2026, 3, 12))
    assert (termijn.loopt_nog, termijn.opgeschorte_dagen) == (True, 3)


def test_uitstel_met_instemming_verlengt_en_verkort_nooit() -> None:
    later = bereken_bezwaarbeslistermijn(BEKEND, uitstel_tot=[date(2026, 5, 1), date(2026, 4, 20)])
    assert (later.wettelijk, later.laatste_dag) == (date(2026, 4, 14), date(2026, 5, 1))
    assert bereken_bezwaarbeslistermijn(BEKEND, uitstel_tot=[date(2026, 4, 1)]).laatste_dag == date(
        2026, 4, 14
    )


def test_meer_dan_zes_weken_verdagen_kan_niet() -> None:
    with pytest.raises(OngeldigeInvoer):
        bereken_bezwaarbeslistermijn(BEKEND, verdaging_weken=7)
