"""The clock of an application: by when a decision is due, and what is said when that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.dossier.termijn import Beslisklok, beslisklok, tijdvak_op
from subsidie.tranches.definitie import TijdvakDefinitie, TrancheDefinitie
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Termijnbegin, Zekerheid
from tests.unit.tranches.hulp import CODES, tranche

ONTVANGEN = datetime(2023, 6, 15, 12, 0, tzinfo=UTC)
SLUIT = datetime(2023, 7, 7, 21, 59, 59, tzinfo=UTC)
TIJDVAK = TijdvakDefinitie(datetime(2023, 5, 30, tzinfo=UTC), SLUIT, None, "bron", Zekerheid.GEVERIFIEERD)
LAATSTE = date(2023, 10, 6)
"""Thirteen weeks after 7 July 2023."""


def met(**waarden: object) -> TrancheDefinitie:
    """The tranche of 2023 with these settings of the decision term."""
    bron = tranche("rha-2023")
    instellingen: dict[str, Instelling[Any]] = dict(bron.instellingen)
    for naam, waarde in waarden.items():
        sleutel = f"beslistermijn.{naam}"
        zekerheid = Zekerheid.ONBEKEND if waarde is None else Zekerheid.GEVERIFIEERD
        instellingen[sleutel] = Instelling(sleutel, waarde, "bron", zekerheid, "Niet gevonden.")
    return replace(bron, instellingen=instellingen)


def klok(definitie: TrancheDefinitie | None = None, **anders: Any) -> Beslisklok:
    waarden: dict[str, Any] = {
        "status": Aanvraagstatus.VOLLEDIG, "ontvangen_op": ONTVANGEN, "besloten_op": None, "tijdvak": TIJDVAK,
        "vandaag": date(2023, 8, 1),
    }  # fmt: skip
    return beslisklok(
        definitie or met(weken=13, begin=Termijnbegin.SLUITING, atw=False), **{**waarden, **anders}
    )


@pytest.mark.parametrize(
    ("vandaag", "toestand", "dagen"),
    [
        (LAATSTE - timedelta(days=15), "loopt", 15),
        (LAATSTE - timedelta(days=14), "bijna", 14),
        (LAATSTE, "bijna", 0),
        (LAATSTE + timedelta(days=1), "te_laat", 1),
    ],
)
def test_de_klok_telt_af_tot_en_met_de_laatste_dag(vandaag: date, toestand: str, dagen: int) -> None:
    stand = klok(vandaag=vandaag).stand
    assert (stand.toestand, stand.dagen, stand.eindigt) == (toestand, dagen, LAATSTE)


@pytest.mark.parametrize(
    ("besloten_op", "woorden"),
    [(LAATSTE, "binnen de termijn"), (LAATSTE + timedelta(days=1), "1 dag na de termijn")],
)
def test_vanaf_de_bekendmaking_staat_de_klok_stil(besloten_op: date, woorden: str) -> None:
    stand = klok(besloten_op=besloten_op, vandaag=date(2026, 1, 1)).stand
    assert (stand.toestand, stand.dagen, stand.eindigt) == ("klaar", None, LAATSTE)
    assert stand.tekst.endswith(woorden)


def test_wie_na_de_sluiting_kwam_heeft_een_termijn_vanaf_de_eigen_ontvangst() -> None:
    assert klok(ontvangen_op=datetime(2023, 7, 10, 8, 0, tzinfo=UTC)).stand.eindigt == date(2023, 10, 9)


def test_zonder_ontvangst_loopt_er_geen_termijn() -> None:
    gelezen = klok(ontvangen_op=None, status=Aanvraagstatus.CONCEPT)
    assert gelezen.stand is None
    assert "ingediend" in gelezen.uitleg


def test_na_intrekking_door_de_aanvrager_loopt_er_geen_termijn_meer() -> None:
    assert klok(status=Aanvraagstatus.INGETROKKEN).stand is None


def test_zolang_om_een_aanvulling_is_gevraagd_staat_de_klok_stil_zonder_verzonnen_einde() -> None:
    stand = klok(status=Aanvraagstatus.AANVULLING_GEVRAAGD).stand
    assert (stand.toestand, stand.dagen, stand.eindigt) == ("stil", None, None)


@pytest.mark.parametrize("onbekend", ["weken", "begin", "atw"])
def test_met_een_onbekende_regel_wordt_niets_gerekend_en_staat_dat_er(onbekend: str) -> None:
    regels: dict[str, object] = {"weken": 13, "begin": Termijnbegin.SLUITING, "atw": False}
    gelezen = klok(met(**{**regels, onbekend: None}))
    assert gelezen.stand is None
    assert "niet bekend" in gelezen.uitleg
    assert [grond.waarde for grond in gelezen.grondslagen].count("niet bekend") == 1
    assert gelezen.is_aanname


@pytest.mark.parametrize("tijdvak", [None, replace(TIJDVAK, sluit=None)])
def test_zonder_einde_van_het_tijdvak_is_er_geen_laatste_dag(tijdvak: TijdvakDefinitie | None) -> None:
    gelezen = klok(tijdvak=tijdvak)
    assert gelezen.stand is None
    assert "sluit" in gelezen.uitleg


def test_een_tranche_met_vaste_bedragen_kent_geen_beslistermijn() -> None:
    gelezen = klok(tranche("rha-2020"))
    assert gelezen.stand is None
    assert "staat in de regeling" in gelezen.uitleg


def test_elke_regel_staat_erbij_met_bron_en_zekerheid() -> None:
    gelezen = klok(tranche("rha-2023"))
    assert [grond.label for grond in gelezen.grondslagen] == [
        "Beslistermijn", "Loopt vanaf", "Algemene termijnenwet", "Het tijdvak sluit",
    ]  # fmt: skip
    assert all(grond.bron for grond in gelezen.grondslagen)
    assert gelezen.is_aanname


def test_een_geverifieerde_termijn_is_geen_aanname() -> None:
    assert not klok().is_aanname


@pytest.mark.parametrize("code", CODES)
def test_elke_tranche_uit_het_pakket_geeft_een_klok_of_een_uitleg(code: str) -> None:
    definitie = tranche(code)
    gelezen = klok(definitie, tijdvak=tijdvak_op(definitie, datetime(2026, 1, 1, tzinfo=UTC)))
    assert (gelezen.stand is None) == bool(gelezen.uitleg)


def test_een_verlenging_telt_pas_als_zij_geldt() -> None:
    later = replace(TIJDVAK, sluit=SLUIT + timedelta(days=7), geldt_vanaf=SLUIT)
    definitie = replace(tranche("rha-2023"), tijdvakken=(TIJDVAK, later))
    assert tijdvak_op(definitie, SLUIT - timedelta(seconds=1)) is TIJDVAK
    assert tijdvak_op(definitie, SLUIT) is later
    assert tijdvak_op(replace(definitie, tijdvakken=()), SLUIT) is None
