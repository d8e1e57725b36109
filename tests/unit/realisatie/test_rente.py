"""Statutory interest: from the day after the last day to pay, over what is overdue, to the cent, never guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.geld import lees_euro
from subsidie.realisatie.rente import Bedragdag, Regeling, Schuld, bereken_rente, openstand
from subsidie.realisatie.rentetabel import maak_tabel, wettelijke_rente

TABEL = maak_tabel(
    """
    bekend_tot = 2030-12-31
    percentages = [
      { vanaf = 2020-01-01, procent = 4, bron = "proef", zekerheid = "aanname" },
      { vanaf = 2025-01-01, procent = 6, bron = "proef", zekerheid = "aanname" },
    ]
    """
)
REKENREGELS = Path(__file__).parents[3] / "docs" / "rekenregels" / "vaststelling.md"
UITERLIJK = date(2024, 12, 20)
HOOFDSOM = 365_000_00


def _schuld(**anders: object) -> Schuld:
    regeling = Regeling(date(2024, 11, 8), (Bedragdag(UITERLIJK, HOOFDSOM),))
    waarden: dict[str, object] = {"hoofdsom_cent": HOOFDSOM, "regelingen": (regeling,), **anders}
    return Schuld(**waarden)  # type: ignore[arg-type]


def test_tot_en_met_de_laatste_dag_loopt_er_geen_rente() -> None:
    assert not bereken_rente(_schuld(), vanaf=date(2024, 11, 8), tot=UITERLIJK, tabel=TABEL).regels


def test_de_rente_loopt_vanaf_de_dag_erna_en_knipt_waar_het_percentage_verandert() -> None:
    som = bereken_rente(_schuld(), vanaf=date(2024, 11, 8), tot=date(2025, 1, 10), tabel=TABEL)
    # € 1.000 a day at 100%: 11 days at 4% and 10 days at 6%.
    assert [(een.vanaf, een.dagen, een.procent, een.rente_cent) for een in som.regels] == [
        (date(2024, 12, 21), 11, 4, 440_00),
        (date(2025, 1, 1), 10, 6, 600_00),
    ]
    assert som.verschuldigd_cent == 1_040_00


def test_over_de_dag_van_ontvangst_loopt_nog_rente_en_daarna_over_wat_open_staat() -> None:
    schuld = _schuld(ontvangsten=(Bedragdag(date(2024, 12, 22), HOOFDSOM - 73_000_00),))
    som = bereken_rente(schuld, vanaf=UITERLIJK, tot=date(2024, 12, 27), tabel=TABEL)
    assert [(een.dagen, een.over_cent, een.rente_cent) for een in som.regels] == [
        (2, HOOFDSOM, 80_00), (5, 73_000_00, 40_00),
    ]  # fmt: skip


def test_na_een_jaar_verzuim_draagt_de_rente_zelf_rente() -> None:
    na = bereken_rente(_schuld(), vanaf=date(2025, 12, 21), tot=date(2025, 12, 21), tabel=TABEL)
    jaarrente = bereken_rente(_schuld(), vanaf=UITERLIJK, tot=date(2025, 12, 20), tabel=TABEL).berekend_cent
    assert na.regels[0].over_cent == HOOFDSOM + jaarrente


def test_een_regeling_die_wordt_nagekomen_kost_geen_rente() -> None:
    regelingen = (
        Regeling(date(2024, 11, 8), (Bedragdag(UITERLIJK, HOOFDSOM),)),
        Regeling(date(2024, 12, 1), (Bedragdag(date(2025, 3, 1), 165_000_00), Bedragdag(date(2025, 6, 1), 200_000_00))),
    )  # fmt: skip
    op_tijd = _schuld(
        regelingen=regelingen,
        ontvangsten=(Bedragdag(date(2025, 3, 1), 165_000_00), Bedragdag(date(2025, 6, 1), 200_000_00)),
    )
    assert not bereken_rente(op_tijd, vanaf=UITERLIJK, tot=date(2026, 1, 1), tabel=TABEL).regels
    gemist = _schuld(regelingen=regelingen)
    som = bereken_rente(gemist, vanaf=UITERLIJK, tot=date(2025, 3, 2), tabel=TABEL)
    assert [(een.vanaf, een.over_cent) for een in som.regels] == [(date(2025, 3, 2), 165_000_00)]


def test_een_ontvangst_gaat_eerst_van_de_vastgestelde_rente_af() -> None:
    schuld = _schuld(
        renten=(Bedragdag(date(2025, 1, 10), 1_040_00),),
        ontvangsten=(Bedragdag(date(2025, 1, 15), 2_040_00),),
    )
    stand = openstand(schuld, date(2025, 1, 15))
    assert (stand.hoofdsom_cent, stand.rente_cent) == (HOOFDSOM - 1_000_00, 0)


def test_onder_de_twintig_euro_is_geen_rente_verschuldigd() -> None:
    schuld = _schuld(hoofdsom_cent=100_00, regelingen=(Regeling(UITERLIJK, (Bedragdag(UITERLIJK, 100_00),)),))
    som = bereken_rente(schuld, vanaf=UITERLIJK, tot=date(2026, 12, 20), tabel=TABEL)
    assert 0 < som.berekend_cent < 20_00
    assert som.verschuldigd_cent == 0


def test_buiten_de_tabel_wordt_niet_gerekend() -> None:
    with pytest.raises(Domeinfout, match=r"op 31 december 2030|op 1 januari 2031|niet bekend"):
        bereken_rente(_schuld(), vanaf=UITERLIJK, tot=date(2031, 1, 1), tabel=TABEL)
    with pytest.raises(OngeldigeInvoer):
        bereken_rente(_schuld(), vanaf=UITERLIJK, tot=UITERLIJK - timedelta(days=1), tabel=TABEL)


def test_de_tabel_van_het_programma_is_op_volgorde_en_noemt_overal_een_bron() -> None:
    tabel = wettelijke_rente()
    assert tabel.op(date(2024, 7, 1)).procent == 7
    with pytest.raises(Domeinfout, match="tot en met"):
        tabel.op(tabel.bekend_tot + timedelta(days=1))


@given(
    knip=st.integers(1, 1500), eind=st.integers(1, 1500),
    ontvangsten=st.lists(st.tuples(st.integers(0, 1500), st.integers(1, HOOFDSOM)), max_size=5),
)  # fmt: skip
def test_de_rente_is_nooit_negatief_groeit_met_de_tijd_en_daalt_door_betalen(
    knip: int, eind: int, ontvangsten: list[tuple[int, int]]
) -> None:
    kort, lang = sorted((knip, eind))
    betaald = _schuld(
        ontvangsten=tuple(Bedragdag(UITERLIJK + timedelta(days=dag), cent) for dag, cent in ontvangsten)
    )
    sommen = [
        bereken_rente(
            betaald, vanaf=UITERLIJK, tot=UITERLIJK + timedelta(days=dagen), tabel=TABEL
        ).berekend_cent
        for dagen in (kort, lang)
    ]
    niets_betaald = bereken_rente(
        _schuld(), vanaf=UITERLIJK, tot=UITERLIJK + timedelta(days=lang), tabel=TABEL
    ).berekend_cent
    assert 0 <= sommen[0] <= sommen[1] <= niets_betaald


def test_het_voorbeeld_van_rente_op_rente_in_de_rekenregels_klopt() -> None:
    """docs/rekenregels/vaststelling.md: BW 6:119(2), from a year after the first day of default."""
    tabel = maak_tabel(
        "bekend_tot = 2025-12-31\npercentages = ["
        '{ vanaf = 2024-01-01, procent = 7, bron = "x", zekerheid = "aanname" },'
        '{ vanaf = 2025-01-01, procent = 6, bron = "x", zekerheid = "aanname" }]'
    )
    schuld = Schuld(
        10_000_00, (Regeling(date(2024, 2, 18), (Bedragdag(date(2024, 3, 31), 10_000_00),)),)
    )  # fmt: skip
    som = bereken_rente(schuld, vanaf=date(2024, 4, 1), tot=date(2025, 6, 30), tabel=tabel)
    uit_de_tekst = re.findall(
        r"^\| .* \| (\d+) \| € ([\d.,]+) \| (\d)% \| € ([\d.,]+) \|$",
        REKENREGELS.read_text(encoding="utf-8"),
        re.M,
    )
    assert [(een.dagen, een.over_cent, een.procent, een.rente_cent) for een in som.regels] == [
        (int(dagen), lees_euro(over), int(procent), lees_euro(rente))
        for dagen, over, procent, rente in uit_de_tekst
    ]
    assert som.verschuldigd_cent == 835_03
