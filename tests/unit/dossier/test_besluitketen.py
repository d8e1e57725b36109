"""The chain of decisions and the place in the allocation, as the page of an application shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from subsidie.beschikkingen.models import Besluitsoort, Besluitstatus
from subsidie.dossier.aanvraagvragen import Rij
from subsidie.dossier.besluitketen import (
    REDENEN,
    maak_bestanden,
    maak_keten,
    maak_uitkomst,
    soort_in_woorden,
)
from subsidie.verdeling.models import Verdelingstatus
from subsidie.verdeling.uitslag import Reden

DAG = date(2023, 12, 4)


@dataclass(frozen=True)
class Besluit:
    """The columns of a decision as ``aanvraagvragen.BESLUITEN`` reads them."""

    kenmerk: str = "A-1-B1"
    soort: Besluitsoort = Besluitsoort.VERLENING
    status: Besluitstatus = Besluitstatus.BEKENDGEMAAKT
    verleend_cent: int = 100
    dagtekening: date | None = DAG
    bekendgemaakt_op: date | None = DAG
    verdeling_id: int | None = 1
    vervangt: str | None = None
    getekend_door: str | None = "A. de Beslisser"
    document: str | None = "A-1-B1"
    titel: str | None = "Besluit A-1-B1"
    grootte: int | None = 1000
    bestand_sha256: str | None = "a" * 64
    gemaakt_op: datetime | None = datetime(2023, 12, 1, tzinfo=UTC)
    brief: str | None = '{"motivering":["Een.","Twee."]}'


@dataclass(frozen=True)
class Regel:
    """The columns of an outcome as ``aanvraagvragen.UITKOMST`` reads them."""

    verdeling_id: int = 1
    uitkomst: str = "afgewezen"
    reden: str = "plafond"
    bedrag_cent: int = 0
    rang: int | None = 98
    lotnummer: int | None = 18
    ruimte_voor_cent: int | None = 8_352_000
    verdeling: int = 2
    verdeling_status: Verdelingstatus = Verdelingstatus.VASTGESTELD


def rijen(*besluiten: Besluit) -> list[Rij]:
    return cast(list[Rij], list(besluiten))


def uitkomst(*besluiten: Besluit, **anders: Any) -> Any:
    return maak_uitkomst(cast(Rij, Regel(**anders)), rijen(*besluiten))


def test_elke_reden_van_een_verdeling_heeft_een_zin() -> None:
    assert set(REDENEN) == {reden.value for reden in Reden} - {Reden.LOTING_NODIG.value}


def test_een_besluit_noemt_wat_het_vervangt_en_waardoor_het_is_vervangen() -> None:
    eerste, tweede = maak_keten(rijen(Besluit(), Besluit(kenmerk="A-1-B2", vervangt="A-1-B1")))
    assert (eerste.vervangt, eerste.vervangen_door) == ("", "A-1-B2")
    assert (tweede.vervangt, tweede.vervangen_door) == ("A-1-B1", "")


def test_een_besluit_noemt_geen_besluit_dat_de_kijker_niet_mag_zien() -> None:
    (enige,) = maak_keten(rijen(Besluit(kenmerk="A-1-B2", vervangt="A-1-B1")))
    assert enige.vervangt == ""


def test_een_brief_die_nog_niet_is_gemaakt_is_niet_op_te_halen() -> None:
    zonder = Besluit(bestand_sha256=None, grootte=None, gemaakt_op=None)
    assert maak_keten(rijen(zonder))[0].document == ""
    assert maak_bestanden(rijen(zonder)) == ()
    assert maak_keten(rijen(Besluit()))[0].document == "A-1-B1"
    assert [bestand.kenmerk for bestand in maak_bestanden(rijen(Besluit()))] == ["A-1-B1"]


def test_de_redenen_komen_uit_de_brief_die_op_deze_verdeling_rust() -> None:
    oud = Besluit(brief='{"motivering":["Oud."]}')
    elders = Besluit(verdeling_id=7, brief='{"motivering":["Elders."]}')
    assert uitkomst(oud, Besluit(), elders).brief == ("Een.", "Twee.")
    assert uitkomst(elders).brief == ()


@pytest.mark.parametrize("brief", ["{}", "[]", "geen json", '{"motivering":"tekst"}', '{"motivering":null}'])
def test_een_brief_van_een_andere_vorm_geeft_geen_redenen_en_geen_fout(brief: str) -> None:
    assert uitkomst(Besluit(brief=brief)).brief == ()


def test_de_uitkomst_staat_er_in_woorden_en_of_zij_vaststaat() -> None:
    vast = uitkomst()
    assert (vast.volgnummer, vast.rang, vast.lotnummer, vast.vastgesteld) == (2, 98, 18, True)
    assert vast.tekst == "afgewezen: plafond"
    assert vast.reden == REDENEN["plafond"]
    assert not uitkomst(verdeling_status=Verdelingstatus.GETROKKEN).vastgesteld


def test_een_soort_besluit_leest_als_woorden() -> None:
    assert soort_in_woorden(Besluitsoort.BESLISSING_OP_BEZWAAR) == "Beslissing op bezwaar"
