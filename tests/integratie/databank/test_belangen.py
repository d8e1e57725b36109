"""Who has an interest is kept away by the database too: not involved, not assigned, no score, no signature.

The day of an interest is one in Amsterdam. The moments here are in summer, two hours ahead of UTC.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.accounts.models import Gebruiker
from subsidie.web.db import db
from tests.fabrieken import beoordeelrijen, rijen
from tests.fabrieken.rijen import FABRIEKEN, NU
from tests.integratie.databank.test_onveranderlijk import Een
from tests.integratie.databank.vast_realisatie import MELDINGEN
from tests.integratie.databank.weigering import TABELLEN, geweigerd_door, voeg_toe, wordt_aangenomen

pytestmark = pytest.mark.usefixtures("transactie")

DAG = NU.date()
MORGEN, GISTEREN = DAG + timedelta(days=1), DAG - timedelta(days=1)
BEGIN_VAN_DE_DAG = datetime(2023, 7, 6, 22, 0, tzinfo=UTC)
"""Midnight in Amsterdam, on which 7 July begins."""


Stap = Callable[["Geval", datetime], tuple[str, dict[str, Any]]]


class Geval:
    """Somebody, and an application of a municipality."""

    def __init__(self) -> None:
        self.wie: Gebruiker = rijen.gebruiker()
        self.versie: AanvraagVersie = rijen.aanvraag_versie()
        self.aanvraag: Aanvraag = self.versie.aanvraag

    def betrek(self, functie: str) -> None:
        rijen.betrokkenheid(aanvraag=self.aanvraag, gebruiker=self.wie, functiegroep=functie)

    def geregistreerd(self, *, vanaf: date = DAG, tot: date | None = None) -> None:
        rijen.belang(gebruiker=self.wie, gm_code=self.aanvraag.gm_code, vanaf=vanaf, tot=tot)

    def verklaard(self) -> None:
        beoordeelrijen.belangverklaring(aanvraag=self.aanvraag, gebruiker=self.wie, heeft_belang=True)


def _betrokkenheid(geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
    return "betrokkenheid", {"functiegroep": "behandeling", "gebruiker": geval.wie, "sinds": op}


def _toewijzing(geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
    return "behandeltoewijzing", {"gebruiker": geval.wie, "vanaf": op}


def _scorekaart(geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
    return "scorekaart", {"versie": geval.versie, "beoordelaar": geval.wie, "toegewezen_op": op}


def _moderatie(geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
    geval.betrek("beoordeling")
    return "moderatie", {"versie": geval.versie, "voorzitter": geval.wie, "op": op}


def _oordeel(geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
    geval.betrek("beoordeling")
    return "beoordeling", {"versie": geval.versie, "door": geval.wie, "vastgelegd_op": op}


def _getekend(geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
    geval.betrek("beslissing")
    return "beschikking", {
        "versie": geval.versie, "status": "getekend", "getekend_door": geval.wie, "getekend_op": op,
        "opgesteld_op": op - timedelta(days=9),
    }  # fmt: skip


def _aanvaard(tabel: str) -> Stap:
    def stap(geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
        geval.betrek("behandeling")
        return tabel, {"stand": "aanvaard", "beoordeeld_door": geval.wie, "beoordeeld_op": op}

    stap.__name__ = f"_{tabel}"
    return stap


def _opdracht(geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
    geval.betrek("betaling")
    return "betaalopdracht", {"opgesteld_door": geval.wie, "opgesteld_op": op}


def _akkoord(geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
    geval.betrek("betaling")
    return "betaalopdracht", {"status": "goedgekeurd", "goedgekeurd_door": geval.wie, "goedgekeurd_op": op}


def _berekening(geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
    geval.betrek("behandeling")
    return "vaststellingsberekening", {"door": geval.wie, "berekend_op": op}


STAPPEN: tuple[Stap, ...] = (
    _betrokkenheid, _toewijzing, _scorekaart, _moderatie, _oordeel, _getekend, _opdracht, _akkoord, _berekening,
    *(_aanvaard(tabel) for tabel in MELDINGEN),
)  # fmt: skip


def _rij(stap: Stap, geval: Geval, op: datetime) -> tuple[str, dict[str, Any]]:
    tabel, basis = stap(geval, op)
    return tabel, FABRIEKEN[tabel].waarden(aanvraag=geval.aanvraag, **basis)


@pytest.mark.parametrize("belang", [Geval.geregistreerd, Geval.verklaard])
@pytest.mark.parametrize("stap", STAPPEN)
def test_wie_een_belang_heeft_doet_niets_met_de_aanvraag(stap: Stap, belang: Callable[[Geval], None]) -> None:
    geval = Geval()
    tabel, rij = _rij(stap, geval, NU)
    wordt_aangenomen(TABELLEN[tabel], rij)
    belang(geval)
    with geweigerd_door(f"{tabel}: er is een belang"):
        voeg_toe(TABELLEN[tabel], rij)


@pytest.mark.parametrize("stap", STAPPEN)
def test_een_belang_bij_iets_anders_staat_niet_in_de_weg(stap: Stap) -> None:
    geval, ander = Geval(), Geval()
    tabel, rij = _rij(stap, geval, NU)
    rijen.belang(gebruiker=geval.wie, gm_code=ander.aanvraag.gm_code, vanaf=GISTEREN)
    beoordeelrijen.belangverklaring(aanvraag=ander.aanvraag, gebruiker=geval.wie, heeft_belang=True)
    rijen.belang(gebruiker=ander.wie, gm_code=geval.aanvraag.gm_code, vanaf=GISTEREN)
    beoordeelrijen.belangverklaring(aanvraag=geval.aanvraag, gebruiker=ander.wie, heeft_belang=True)
    beoordeelrijen.belangverklaring(aanvraag=geval.aanvraag, gebruiker=geval.wie)
    voeg_toe(TABELLEN[tabel], rij)


@pytest.mark.parametrize("stap", [_betrokkenheid, _getekend])
@pytest.mark.parametrize(
    ("vanaf", "tot"), [(GISTEREN, DAG), (MORGEN, None)], ids=["eindigt vandaag", "begint morgen"]
)
def test_een_belang_geldt_niet_voor_het_begint_en_niet_op_de_dag_waarop_het_eindigt(
    stap: Stap, vanaf: date, tot: date | None
) -> None:
    geval = Geval()
    geval.geregistreerd(vanaf=vanaf, tot=tot)
    tabel, rij = _rij(stap, geval, NU)
    voeg_toe(TABELLEN[tabel], rij)


@pytest.mark.parametrize("stap", [_betrokkenheid, _getekend])
def test_een_belang_eindigt_om_middernacht_in_amsterdam(stap: Stap) -> None:
    geval = Geval()
    geval.geregistreerd(vanaf=date(2023, 7, 1), tot=DAG)
    tabel, rij = _rij(stap, geval, BEGIN_VAN_DE_DAG)
    moment = {"betrokkenheid": "sinds", "beschikking": "getekend_op"}[tabel]
    wordt_aangenomen(TABELLEN[tabel], rij)
    with geweigerd_door(f"{tabel}: er is een belang"):
        voeg_toe(TABELLEN[tabel], rij | {moment: BEGIN_VAN_DE_DAG - timedelta(seconds=1)})


@pytest.mark.parametrize("databank", ["postgresql"], indirect=True)
def test_een_belang_begint_om_middernacht_in_amsterdam() -> None:
    """SQLite knows no time zones: there the last two hours before midnight in UTC are left to the service."""
    geval = Geval()
    geval.geregistreerd(vanaf=DAG)
    rij = rijen.betrokkenheid.waarden(aanvraag=geval.aanvraag, gebruiker=geval.wie)
    wordt_aangenomen(TABELLEN["betrokkenheid"], rij | {"sinds": BEGIN_VAN_DE_DAG - timedelta(seconds=1)})
    with geweigerd_door("betrokkenheid: er is een belang"):
        voeg_toe(TABELLEN["betrokkenheid"], rij | {"sinds": BEGIN_VAN_DE_DAG})


def test_wie_intussen_een_belang_kreeg_tekent_niet_meer() -> None:
    geval = Geval()
    geval.betrek("beslissing")
    een = Een("beschikking", {"versie": geval.versie})
    geval.geregistreerd()
    with geweigerd_door("beschikking: er is een belang"):
        een.wijzig(
            status="getekend", getekend_op=NU, getekend_door_id=geval.wie.id, getekend_als="beslissing",
            dagtekening=DAG, mandaat_id=rijen.mandaat(gebruiker=geval.wie).id, document_id=rijen.document().id,
        )  # fmt: skip


def test_wie_intussen_een_belang_kreeg_levert_geen_kaart_meer_in() -> None:
    geval = Geval()
    geval.betrek("beoordeling")
    een = Een("scorekaart", {"versie": geval.versie, "beoordelaar": geval.wie, "als": "beoordeling"})
    geval.verklaard()
    with geweigerd_door("scorekaart: er is een belang"):
        een.wijzig(ingeleverd_op=NU, voldoet=True)
    een.wijzig(vervallen_op=NU, vervallen_reden="Er is een belang.")


@pytest.mark.parametrize("tabel", MELDINGEN)
def test_wie_intussen_een_belang_kreeg_oordeelt_niet_meer_over_een_melding(tabel: str) -> None:
    geval = Geval()
    geval.betrek("behandeling")
    oordeel = {"beoordeeld_door_id": geval.wie.id, "als": "behandeling"}
    gemeld, gevraagd = (
        Een(
            tabel,
            {
                "aanvraag": geval.aanvraag,
                **({"jaar": jaar} if tabel == "bestemmingsbevestiging" else {}),
                **velden,
            },
        )
        for jaar, velden in ((2023, {}), (2024, {"stand": "vraag", "beoordeeld_door": geval.wie}))
    )
    geval.verklaard()
    with geweigerd_door(f"{tabel}: er is een belang"):
        gemeld.wijzig(stand="aanvaard", beoordeeld_op=NU, **oordeel)
    with geweigerd_door(f"{tabel}: er is een belang"):
        gevraagd.wijzig(stand="afgewezen", beoordeeld_op=NU + timedelta(days=1), **oordeel)
    gevraagd.wijzig(stand="ingetrokken", beoordeeld_op=None, beoordeeld_door_id=None, als=None)


def test_wie_intussen_een_belang_kreeg_keurt_geen_betaling_goed() -> None:
    geval = Geval()
    geval.betrek("betaling")
    een = Een("betaalopdracht", {"aanvraag": geval.aanvraag})
    geval.geregistreerd()
    with geweigerd_door("betaalopdracht: er is een belang"):
        een.wijzig(
            status="goedgekeurd",
            goedgekeurd_op=NU,
            goedgekeurd_door_id=geval.wie.id,
            goedgekeurd_als="betaling",
        )


def test_de_gemeente_werkt_aan_haar_eigen_aanvraag() -> None:
    """An interest keeps the ministry away; whoever applies has one by nature."""
    geval = Geval()
    geval.geregistreerd()
    geval.betrek("aanvrager")
    db.session.flush()
