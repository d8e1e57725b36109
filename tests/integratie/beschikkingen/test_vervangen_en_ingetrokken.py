"""What was overtaken, by a newer decision or by a withdrawal, is neither signed nor notified."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.aanvragen.service import get_aanvraag, zet_status
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.models import Besluitsoort, Besluitstatus
from subsidie.beschikkingen.service import bekendmaken, list_beschikkingen, opstellen, tekenen
from subsidie.documenten.service import get_document
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.opslag import LokaleOpslag
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import aannames, get_pot, verhoog_plafond
from subsidie.verdeling.models import Verdeling
from subsidie.verdeling.publicatie import kenmerk_protocol, vraag_stukken_aan
from subsidie.verdeling.service import bevestig_aanname, bevriezen, kenmerk_van, trekken, vaststellen
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, definitie, neem_alles_op, regel, richt_in, verdeel
from tests.infra.werelden import begin_met

GEMEENTEN = [
    f"GM{code:04d}"
    for code in (14, 34, 80, 85, 90, 93, 106, 109, 114, 118, 119, 141, 147, 148, 150, 153, 158, 160, 163)
]
"""19 × € 1.900.000 is more than the ceiling of € 34.705.000: one is rejected."""
DAG = [START + timedelta(days=10 + nummer) for nummer in range(9)]

Personen = dict[str, Gebruiker]


@pytest.fixture
def eerste(app: Flask) -> tuple[Verdeling, Personen]:
    """A fixed allocation in which one application was rejected for the ceiling."""
    return begin_met(_eerste)


def _eerste() -> tuple[Verdeling, Personen]:
    tranche, personen = richt_in(definitie("rha-2023"))
    aanvragen = [
        aanvraag(f"B{nummer:02d}", "rha", regel("statushouders", 400), euro=1_900_000, gm_code=code)
        for nummer, code in enumerate(GEMEENTEN)
    ]
    neem_alles_op(tranche, aanvragen, personen)
    return verdeel(tranche, personen), personen


def verdeel_opnieuw(tranche: Tranche, personen: Personen) -> Verdeling:
    """More money: the second allocation awards the application that the first rejected."""
    een, twee = personen["beslisser"], personen["tweede_beslisser"]
    with schrijfgrens():
        verhoog_plafond(
            get_pot(tranche, "rha"), bedrag_cent=38_000_000_00, geldt_vanaf=None, bron="proef",
            door=personen["beheerder"], nu=DAG[0],
        )  # fmt: skip
    with schrijfgrens():
        tweede = bevriezen(tranche, door=een, nu=DAG[0] + timedelta(hours=1))
    with schrijfgrens():
        trekken(tweede, door=een, nu=DAG[1])
    with schrijfgrens():
        for aanname in aannames(tranche):
            bevestig_aanname(tweede, aanname.sleutel, door=een, nu=DAG[2])
        vaststellen(tweede, door=een, nu=DAG[2])
    with schrijfgrens():
        vaststellen(tweede, door=twee, nu=DAG[3])
    return tweede


def stel_op(verdeling: Verdeling, personen: Personen, nu: datetime) -> int:
    with schrijfgrens():
        return len(opstellen(verdeling, door=personen["behandelaar"], nu=nu))


def teken(verdeling: Verdeling, personen: Personen, nu: datetime, *overslaan: str) -> int:
    with schrijfgrens():
        return tekenen(
            verdeling, dagtekening=dag_in_amsterdam(nu), door=personen["beslisser"], nu=nu, overslaan=overslaan
        )  # fmt: skip


def afgewezen(verdeling: Verdeling) -> str:
    (kenmerk,) = [een.kenmerk for een in list_beschikkingen(verdeling) if een.soort is Besluitsoort.AFWIJZING]
    return kenmerk


def test_een_afwijzing_die_is_vervangen_wordt_niet_meer_getekend(eerste: tuple[Verdeling, Personen]) -> None:
    verdeling, personen = eerste
    assert stel_op(verdeling, personen, DAG[0]) == 19
    oud = afgewezen(verdeling)
    tweede = verdeel_opnieuw(verdeling.tranche, personen)
    assert stel_op(tweede, personen, DAG[4]) == 1
    nieuw = list_beschikkingen(tweede)[0].kenmerk
    with pytest.raises(Domeinfout, match=rf"niet meer tekenen: {oud} \(vervangen door {nieuw}\)"):
        teken(verdeling, personen, DAG[5])
    # The eighteen awards rest on the first allocation only; whoever signs leaves the old one out by name.
    assert teken(verdeling, personen, DAG[5], oud) == 18
    assert teken(tweede, personen, DAG[5]) == 1
    statussen = {een.kenmerk: een.status for een in list_beschikkingen(verdeling)}
    assert statussen[oud] is Besluitstatus.CONCEPT


def test_een_getekende_afwijzing_die_is_vervangen_wordt_niet_bekendgemaakt(
    eerste: tuple[Verdeling, Personen], tmp_path: Path
) -> None:
    verdeling, personen = eerste
    stel_op(verdeling, personen, DAG[0])
    oud = afgewezen(verdeling)
    with schrijfgrens():
        tekenen(
            verdeling, dagtekening=dag_in_amsterdam(DAG[6]), door=personen["beslisser"],
            nu=DAG[0] + timedelta(minutes=5),
        )  # fmt: skip
    stel_op(verdeel_opnieuw(verdeling.tranche, personen), personen, DAG[4])
    with pytest.raises(Domeinfout, match=f"niet meer bekendmaken: {oud}"), schrijfgrens():
        bekendmaken(verdeling, opslag=LokaleOpslag(tmp_path), door=personen["beslisser"], nu=DAG[6])


def test_wie_tekent_kan_een_gewoon_besluit_niet_overslaan(eerste: tuple[Verdeling, Personen]) -> None:
    verdeling, personen = eerste
    stel_op(verdeling, personen, DAG[0])
    with pytest.raises(Domeinfout, match="niet overslaan: B00-B1"):
        teken(verdeling, personen, DAG[1], "B00-B1")


def test_een_oude_verdeling_vervangt_nooit_een_nieuwer_besluit(eerste: tuple[Verdeling, Personen]) -> None:
    verdeling, personen = eerste
    tweede = verdeel_opnieuw(verdeling.tranche, personen)
    assert stel_op(tweede, personen, DAG[4]) == 1
    assert stel_op(verdeling, personen, DAG[5]) == 18
    assert all(een.vervangt_id is None for een in list_beschikkingen(verdeling))


def test_een_ingetrokken_aanvraag_krijgt_geen_besluit(eerste: tuple[Verdeling, Personen]) -> None:
    verdeling, personen = eerste
    with schrijfgrens():
        zet_status(get_aanvraag("B00"), Aanvraagstatus.INGETROKKEN)
    assert stel_op(verdeling, personen, DAG[0]) == 18
    assert "B00" not in {een.aanvraag.nummer for een in list_beschikkingen(verdeling)}


def test_een_besluit_op_een_ingetrokken_aanvraag_wordt_niet_getekend(
    eerste: tuple[Verdeling, Personen], tmp_path: Path
) -> None:
    verdeling, personen = eerste
    stel_op(verdeling, personen, DAG[0])
    with schrijfgrens():
        zet_status(get_aanvraag("B00"), Aanvraagstatus.INGETROKKEN)
    with pytest.raises(Domeinfout, match=r"niet meer tekenen: B00-B1 \(aanvraag ingetrokken\)"):
        teken(verdeling, personen, DAG[1])
    assert teken(verdeling, personen, DAG[1], "B00-B1") == 18
    # Withdrawn after signing: it does not work yet (Awb 3:40), and is not notified any more.
    with schrijfgrens():
        zet_status(get_aanvraag("B01"), Aanvraagstatus.INGETROKKEN)
    with pytest.raises(Domeinfout, match="niet meer bekendmaken: B01-B1"), schrijfgrens():
        bekendmaken(verdeling, opslag=LokaleOpslag(tmp_path), door=personen["beslisser"], nu=DAG[1])


def test_het_protocol_van_een_volgende_verdeling_zegt_van_welke_de_seed_is(
    eerste: tuple[Verdeling, Personen],
) -> None:
    verdeling, personen = eerste
    tweede = verdeel_opnieuw(verdeling.tranche, personen)
    with schrijfgrens():
        vraag_stukken_aan(tweede, door=personen["beslisser"], nu=DAG[5])
    seed = json.loads(get_document(kenmerk_protocol(tweede)).gegevens)["seed"]
    assert (seed["seed"], seed["van"]) == (verdeling.seed, kenmerk_van(verdeling))
