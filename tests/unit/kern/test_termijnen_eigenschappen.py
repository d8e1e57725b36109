"""What must hold for every decision term, checked against counting day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from subsidie.kern.feestdagen import is_vrije_dag
from subsidie.kern.termijnen import Opschorting, bereken_beslistermijn, beslistermijn, opgeschorte_dagen

BEGIN = date(2022, 1, 1)
DAGEN = st.integers(min_value=0, max_value=300).map(lambda aantal: BEGIN + timedelta(days=aantal))


@st.composite
def een_opschorting(trek: st.DrawFn) -> Opschorting:
    uitgenodigd_op = trek(DAGEN)
    verder = st.integers(min_value=0, max_value=40).map(
        lambda aantal: uitgenodigd_op + timedelta(days=aantal)
    )
    return Opschorting(uitgenodigd_op, trek(verder), trek(st.none() | verder))


OPSCHORTINGEN = st.lists(een_opschorting(), max_size=5)
WEKEN = st.integers(min_value=1, max_value=20)
VERDAGING = st.integers(min_value=0, max_value=6)
GELIJKGESTELD = st.frozensets(DAGEN, max_size=8)
VANDAAG = st.none() | DAGEN


def _dag_is_opgeschort(dag: date, een: Opschorting, vandaag: date | None) -> bool:
    """Straight from the words of the rule, one day at a time."""
    if dag <= een.uitgenodigd_op:
        return False
    if een.aangevuld_op is not None and een.aangevuld_op <= een.termijn_tot:
        return dag < een.aangevuld_op
    if een.aangevuld_op is None and vandaag is not None and vandaag < een.termijn_tot:
        return dag <= vandaag
    return dag <= een.termijn_tot


def _dag_voor_dag(
    start: date,
    weken: int,
    opschortingen: list[Opschorting],
    verdaging_weken: int,
    atw: bool,
    vandaag: date | None,
    gelijkgesteld: frozenset[date],
) -> date:
    te_gaan = 7 * (weken + verdaging_weken)
    dag = start
    while te_gaan:
        dag += timedelta(days=1)
        if not any(_dag_is_opgeschort(dag, een, vandaag) for een in opschortingen):
            te_gaan -= 1
    if atw and weken + verdaging_weken <= 12:
        while is_vrije_dag(dag, gelijkgesteld):
            dag += timedelta(days=1)
    return dag


@given(DAGEN, WEKEN, OPSCHORTINGEN, VERDAGING, st.booleans(), VANDAAG, GELIJKGESTELD)
def test_dag_voor_dag_tellen_geeft_hetzelfde(
    start: date,
    weken: int,
    opschortingen: list[Opschorting],
    verdaging_weken: int,
    atw: bool,
    vandaag: date | None,
    gelijkgesteld: frozenset[date],
) -> None:
    assert beslistermijn(
        start,
        weken,
        opschortingen=opschortingen,
        verdaging_weken=verdaging_weken,
        atw=atw,
        vandaag=vandaag,
        gelijkgestelde_dagen=gelijkgesteld,
    ) == _dag_voor_dag(start, weken, opschortingen, verdaging_weken, atw, vandaag, gelijkgesteld)


@given(DAGEN, WEKEN, OPSCHORTINGEN, een_opschorting(), st.booleans(), VANDAAG)
def test_een_opschorting_maakt_een_termijn_nooit_korter(
    start: date,
    weken: int,
    opschortingen: list[Opschorting],
    nog_een: Opschorting,
    atw: bool,
    vandaag: date | None,
) -> None:
    zonder = beslistermijn(start, weken, opschortingen=opschortingen, atw=atw, vandaag=vandaag)
    met = beslistermijn(start, weken, opschortingen=[*opschortingen, nog_een], atw=atw, vandaag=vandaag)
    assert met >= zonder


@given(DAGEN, WEKEN, OPSCHORTINGEN, VERDAGING, GELIJKGESTELD)
def test_onder_de_atw_eindigt_een_termijn_nooit_op_een_vrije_dag(
    start: date,
    weken: int,
    opschortingen: list[Opschorting],
    verdaging_weken: int,
    gelijkgesteld: frozenset[date],
) -> None:
    assume(weken + verdaging_weken <= 12)
    termijn = bereken_beslistermijn(
        start,
        weken,
        opschortingen=opschortingen,
        verdaging_weken=verdaging_weken,
        gelijkgestelde_dagen=gelijkgesteld,
    )
    assert not is_vrije_dag(termijn.laatste_dag, gelijkgesteld)
    # And it is the first such day: everything that was passed over is free.
    overgeslagen = range((termijn.laatste_dag - termijn.zonder_atw).days)
    assert all(is_vrije_dag(termijn.zonder_atw + timedelta(days=n), gelijkgesteld) for n in overgeslagen)


@given(DAGEN, WEKEN, OPSCHORTINGEN, VANDAAG)
def test_de_uitleg_telt_op_tot_het_antwoord(
    start: date, weken: int, opschortingen: list[Opschorting], vandaag: date | None
) -> None:
    termijn = bereken_beslistermijn(start, weken, opschortingen=opschortingen, vandaag=vandaag)
    assert termijn.zonder_atw == start + timedelta(days=7 * weken + termijn.opgeschorte_dagen)
    assert all(start < een.eerste <= een.laatste < termijn.zonder_atw for een in termijn.opgeschort)


@given(OPSCHORTINGEN, st.randoms(use_true_random=False))
def test_de_volgorde_van_de_opschortingen_doet_er_niet_toe(
    opschortingen: list[Opschorting], toeval: object
) -> None:
    geschud = list(opschortingen)
    toeval.shuffle(geschud)  # type: ignore[attr-defined]
    samen = opgeschorte_dagen(opschortingen)
    assert opgeschorte_dagen(geschud) == samen
    # Separate runs: at least one day that is not suspended lies between two of them.
    assert all((b.eerste - a.laatste).days > 1 for a, b in pairwise(samen))
