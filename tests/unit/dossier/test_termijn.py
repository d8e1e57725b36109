"""The clock of an application: by when a decision is due, and what is said when that is not known."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class Verzoek:
    gevraagd_op: datetime
    termijn_tot: date
    aangevuld_op: datetime | None = None
    gesloten_op: datetime | None = None
    volgnummer: int = 1


def om(dag: int, maand: int = 8) -> datetime:
    return datetime(2023, maand, dag, 10, 0, tzinfo=UTC)


GEVRAAGD = Verzoek(om(1), date(2023, 8, 29))


@pytest.mark.parametrize(
    ("verzoek", "vandaag", "dagen", "eindigt"),
    [
        # Supplemented on 11 August: from the 2nd to the 10th, nine days (Awb 4:15, the day itself not included).
        (replace(GEVRAAGD, aangevuld_op=om(11)), date(2023, 8, 20), 9, LAATSTE + timedelta(days=9)),
        # On the day of the request: no day.
        (replace(GEVRAAGD, aangevuld_op=om(1)), date(2023, 8, 20), 0, LAATSTE),
        # Never: up to and including the last day of the term; a later supplement changes nothing.
        (GEVRAAGD, date(2023, 9, 20), 28, LAATSTE + timedelta(days=28)),
        (replace(GEVRAAGD, aangevuld_op=om(15, 9)), date(2023, 9, 20), 28, LAATSTE + timedelta(days=28)),
        # Taken back by a person on 5 August: from then on nothing is asked.
        (replace(GEVRAAGD, gesloten_op=om(5)), date(2023, 8, 20), 3, LAATSTE + timedelta(days=3)),
    ],
)
def test_een_verzoek_om_aanvulling_schort_precies_zo_lang_op(
    verzoek: Verzoek, vandaag: date, dagen: int, eindigt: date
) -> None:
    gelezen = klok(verzoeken=(verzoek,), vandaag=vandaag)
    assert (gelezen.opgeschort, gelezen.stand.eindigt, gelezen.stand.toestand) == (dagen, eindigt, "loopt")
    assert ("opgeschort" in gelezen.stand.tekst) is (dagen > 0)


def test_zolang_op_de_aanvulling_wordt_gewacht_staat_de_klok_stil_met_wat_er_over_is() -> None:
    gelezen = klok(
        status=Aanvraagstatus.AANVULLING_GEVRAAGD, verzoeken=(GEVRAAGD,), vandaag=date(2023, 8, 11)
    )
    # On 1 August there were 66 days left, and none of the ten since then counted.
    assert (gelezen.stand.toestand, gelezen.stand.dagen, gelezen.stand.eindigt) == ("stil", 66, None)
    assert (gelezen.pauzes[0].dagen, gelezen.pauzes[0].loopt) == (10, True)


def test_dagen_voor_het_begin_van_de_termijn_tellen_niet_mee() -> None:
    """Asked before the window closed, from which the term runs."""
    verzoek = Verzoek(om(1, 7), date(2023, 7, 20), om(11, 7))
    gelezen = klok(verzoeken=(verzoek,))
    assert (gelezen.opgeschort, gelezen.stand.eindigt) == (3, LAATSTE + timedelta(days=3))


def test_wat_na_het_besluit_gebeurt_verandert_de_termijn_niet_meer() -> None:
    gelezen = klok(verzoeken=(GEVRAAGD,), besloten_op=date(2023, 8, 4), vandaag=date(2026, 1, 1))
    assert (gelezen.stand.toestand, gelezen.opgeschort) == ("klaar", 3)


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
