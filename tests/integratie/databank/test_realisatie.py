"""What is built: promised by a decision that works, reported by one and accepted by another, and fixed from then on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from subsidie.beschikkingen.models import Besluitstatus
from subsidie.web.db import db
from tests.fabrieken import realisatierijen, rijen
from tests.fabrieken.realisatierijen import besluit_op, levering, plan, woonruimte
from tests.fabrieken.rijen import BEDRAG_CENT, DAG, FABRIEKEN, NU
from tests.integratie.databank.test_onveranderlijk import Een
from tests.integratie.databank.vast_realisatie import MELDINGEN
from tests.integratie.databank.weigering import TABELLEN, dubbel, geweigerd_door, voeg_toe, wordt_aangenomen

pytestmark = pytest.mark.usefixtures("transactie")

DAG_VAN = {
    "mijlpaalmelding": "bereikt_op",
    "levering": "opgeleverd_op",
    "bestemmingsbevestiging": "peildatum",
}
TERUG = {"beoordeeld_op": None, "beoordeeld_door_id": None, "als": None}
MELDING_VAN = {
    "levering_id": "levering", "mijlpaalmelding_id": "mijlpaalmelding", "bevestiging_id": "bestemmingsbevestiging",
}  # fmt: skip
MORGEN = DAG + timedelta(days=1)


def _probeer(tabel: str, melding: str, goed: dict[str, Any], fout: dict[str, Any]) -> None:
    """The row gets in; with the fault in it not, and that is what the database says."""
    wordt_aangenomen(TABELLEN[tabel], goed)
    with geweigerd_door(f"{tabel}: {melding}"):
        voeg_toe(TABELLEN[tabel], goed | fout)


def _oordeel(een: Een) -> dict[str, Any]:
    """What goes with a judgement, by somebody who handles the application."""
    wie = rijen.betrokkenheid(aanvraag_id=een.rij.aanvraag_id)
    return {"beoordeeld_op": NU, "beoordeeld_door_id": wie.gebruiker_id, "als": "behandeling"}


ONGESCHIKT: list[dict[str, Any]] = [
    {"status": "concept"},
    {"status": "getekend"},
    {"soort": "afwijzing"},
    {"soort": "vaststelling", "verleend_cent": BEDRAG_CENT},
    {"soort": "wijziging"},
]


@pytest.mark.parametrize("besluit", ONGESCHIKT)
def test_een_plan_rust_op_een_toekenning_die_is_bekendgemaakt(besluit: dict[str, Any]) -> None:
    goed = plan.waarden()
    ander = besluit_op(goed["aanvraag_id"], **besluit)
    _probeer("realisatieplan", "het besluit past niet", goed, {"beschikking_id": ander.id})


@pytest.mark.parametrize("soort", ["intrekking", "beslissing_op_bezwaar"])
def test_een_besluit_dat_niets_overlaat_geeft_een_leeg_plan(soort: str) -> None:
    eerste = plan()
    plan(aanvraag=eerste.aanvraag, beschikking=besluit_op(eerste.aanvraag_id, soort=soort))


@pytest.mark.parametrize("tabel", ["realisatieplan", "verplichtingtermijn"])
def test_een_plan_en_een_uitstel_rusten_op_een_besluit_over_dezelfde_aanvraag(tabel: str) -> None:
    ander = rijen.beschikking(status="bekendgemaakt")
    _probeer(tabel, "het besluit past niet", FABRIEKEN[tabel].waarden(), {"beschikking_id": ander.id})


def test_een_termijn_verandert_door_een_besluit_dat_is_bekendgemaakt() -> None:
    goed = realisatierijen.verplichtingtermijn.waarden()
    ander = besluit_op(goed["aanvraag_id"], soort="wijziging", status="getekend")
    _probeer("verplichtingtermijn", "het besluit past niet", goed, {"beschikking_id": ander.id})


@pytest.mark.parametrize("tabel", MELDINGEN)
def test_zonder_plan_is_er_niets_te_melden(tabel: str) -> None:
    aanvraag = rijen.aanvraag(status="beoordeeld")
    deel = (
        {} if tabel == "bestemmingsbevestiging" else {"deel_id": realisatierijen.deel(aanvraag=aanvraag).id}
    )
    goed = FABRIEKEN[tabel].waarden()
    _probeer(tabel, "er is nog geen plan", goed, {"aanvraag_id": aanvraag.id, **deel})


@pytest.mark.parametrize("tabel", MELDINGEN)
def test_wat_nog_moet_gebeuren_is_niet_te_melden(tabel: str) -> None:
    dag = DAG_VAN[tabel]
    _probeer(tabel, "dit is nog niet gebeurd", FABRIEKEN[tabel].waarden(), {dag: MORGEN})
    with geweigerd_door(f"{tabel}: dit is nog niet gebeurd"):
        Een(tabel, {}).wijzig(**{dag: MORGEN})


@pytest.mark.parametrize("tabel", MELDINGEN)
def test_de_dag_van_een_melding_is_die_in_amsterdam(tabel: str) -> None:
    """Half past midnight in Amsterdam, when it is still the day before in UTC."""
    goed = FABRIEKEN[tabel].waarden() | {"gemeld_op": datetime(2023, 7, 6, 22, 30, tzinfo=UTC)}
    voeg_toe(TABELLEN[tabel], goed | {DAG_VAN[tabel]: DAG})


@pytest.mark.parametrize("tabel", MELDINGEN)
def test_een_melding_wordt_na_een_vraag_opnieuw_gedaan_en_aanvaard(tabel: str) -> None:
    een = Een(tabel, {})
    een.wijzig(stand="vraag", oordeel="Welke dag?", **_oordeel(een))
    een.wijzig(**{DAG_VAN[tabel]: MORGEN})
    with geweigerd_door(f"{tabel}: dit is nog niet gebeurd"):
        een.wijzig(stand="gemeld", **TERUG)
    een.wijzig(stand="gemeld", gemeld_op=NU + timedelta(days=1), gemeld_door_id=rijen.gebruiker().id, **TERUG)
    een.wijzig(stand="aanvaard", **_oordeel(een))


def test_na_aanvaarding_verandert_aan_een_woonruimte_alleen_wanneer_zij_in_gebruik_kwam() -> None:
    een = Een("woonruimte", {})
    een.wijzig(ruimte="kamer 1")
    levering_van = TABELLEN["levering"]
    aanvaard = {"stand": "aanvaard", **_oordeel(een)}
    db.session.execute(
        update(levering_van).where(levering_van.c.id == een.rij.levering_id).values(**aanvaard)
    )
    anders = {
        "doelgroep": "statushouders", "aard": "flexibel", "soort": "onzelfstandig", "bag_id": None,
        "huisnummer": een.rij.huisnummer + 1, "postcode": "8012 CD", "toevoeging": "a", "ruimte": "kamer 2",
    }  # fmt: skip
    for kolom, waarde in anders.items():
        with geweigerd_door("woonruimte: de levering is aanvaard"):
            een.wijzig(**{kolom: waarde})
    een.wijzig(in_gebruik_op=DAG)
    een.wijzig(in_gebruik_op=MORGEN)
    with geweigerd_door("woonruimte: de levering is aanvaard"):
        een.wijzig(in_gebruik_op=None)
    een.wijzig(vervallen=True)


@pytest.mark.parametrize("stand", ["aanvaard", "afgewezen", "ingetrokken"])
def test_bij_een_levering_waarover_is_geoordeeld_komt_geen_woonruimte(stand: str) -> None:
    van = levering()
    dicht = levering(aanvraag=van.aanvraag, stand=stand)
    goed = woonruimte.waarden(levering=van)
    _probeer("woonruimte", "over de levering is al geoordeeld", goed, {"levering_id": dicht.id})


def test_een_woonruimte_hoort_bij_de_tranche_van_haar_aanvraag() -> None:
    ander = rijen.tranche()
    melding = "de aanvraag hoort bij een andere tranche"
    _probeer("woonruimte", melding, woonruimte.waarden(), {"tranche_id": ander.id})


def test_een_adres_komt_vrij_als_de_woonruimte_vervalt() -> None:
    eerste = woonruimte()
    zelfde = {"tranche_id": eerste.tranche_id, "bag_id": eerste.bag_id}
    dubbele = dubbel("woonruimte", ["tranche_id", "bag_id", "ruimte"])
    with geweigerd_door("uq_woonruimte_bag", dubbele):
        voeg_toe(TABELLEN["woonruimte"], woonruimte.waarden(**zelfde))
    voeg_toe(TABELLEN["woonruimte"], woonruimte.waarden(**zelfde, ruimte="kamer 2"))
    Een("woonruimte", zelfde | {"ruimte": "kamer 3"}).wijzig(vervallen=True)
    woonruimte(**zelfde, ruimte="kamer 3")
    woonruimte(bag_id=eerste.bag_id)


@pytest.mark.parametrize("fout", [{"aard": "permanent"}, {"aard": "flexibel", "vervallen": True}])
def test_alleen_een_flexibele_woonruimte_die_er_is_verhuist(fout: dict[str, Any]) -> None:
    goed = realisatierijen.vervolglocatie.waarden()
    _probeer("vervolglocatie", "de woonruimte verhuist niet", goed, {"woonruimte_id": woonruimte(**fout).id})


def test_het_gebruik_eindigt_van_een_woonruimte_die_er_is() -> None:
    goed = realisatierijen.bestemmingseinde.waarden()
    vervallen = woonruimte(vervallen=True)
    _probeer("bestemmingseinde", "de woonruimte is vervallen", goed, {"woonruimte_id": vervallen.id})


@pytest.mark.parametrize("kolom", MELDING_VAN)
def test_bewijs_hoort_bij_een_melding_over_dezelfde_aanvraag(kolom: str) -> None:
    maak = FABRIEKEN[MELDING_VAN[kolom]]
    goed = realisatierijen.bewijsstuk.waarden(**{kolom: maak().id})
    _probeer("bewijsstuk", "de melding is van een andere aanvraag", goed, {kolom: maak().id})


@pytest.mark.parametrize("status", ["voorgelegd", "ingewilligd", "afgewezen"])
def test_op_een_verzoek_wordt_beslist_met_een_besluit_over_dezelfde_aanvraag(status: str) -> None:
    goed = realisatierijen.wijzigingsverzoek.waarden(status=status)
    ander = rijen.beschikking(status="bekendgemaakt")
    _probeer("wijzigingsverzoek", "het besluit past niet", goed, {"beschikking_id": ander.id})
    een = Een("wijzigingsverzoek", {"status": "in_behandeling"})
    with geweigerd_door("wijzigingsverzoek: het besluit past niet"):
        een.wijzig(status=status, beschikking_id=ander.id)


@pytest.mark.parametrize("status", ["ingewilligd", "afgewezen"])
def test_een_verzoek_is_pas_beslist_als_het_besluit_is_bekendgemaakt(status: str) -> None:
    een = Een("wijzigingsverzoek", {"status": "in_behandeling"})
    besluit = besluit_op(een.rij.aanvraag_id, soort="wijziging", verleend_cent=BEDRAG_CENT, status="getekend")
    een.wijzig(status="voorgelegd", beschikking_id=besluit.id)
    with geweigerd_door("wijzigingsverzoek: het besluit past niet"):
        een.wijzig(status=status)
    een.wijzig(status="in_behandeling", beschikking_id=None)
    een.wijzig(status="voorgelegd", beschikking_id=besluit.id)
    besluit.status, besluit.bekendgemaakt_op = Besluitstatus.BEKENDGEMAAKT, DAG
    db.session.flush()
    een.wijzig(status=status)
