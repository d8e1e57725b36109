"""The factories make rows that the database accepts: of every table, with every word a column knows."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Enum

from tests.fabrieken import rijen
from tests.fabrieken.rijen import FABRIEKEN
from tests.integratie.databank.weigering import TABELLEN

pytestmark = pytest.mark.usefixtures("transactie")

EEN_WOORD = {
    "aanvulverzoek.als", "beoordeling.als", "indiening.als", "beschikking.getekend_als", "controleuitkomst.als",
    "termijnopschorting.als", "uitstelbericht.als", "zienswijze.als", "scorekaart.als", "moderatie.als",
    "bezwaar.behandelaar_als", "notitie.als", "mijlpaalmelding.als", "levering.als", "bestemmingsbevestiging.als",
    "wijzigingsverzoek.als", "betaalopdracht.als", "betaalopdracht.goedgekeurd_als", "vaststellingsberekening.als",
}  # fmt: skip
"""Columns in which not all of the words can stand."""

WOORDEN = [
    (tabel, kolom.name, woord)
    for tabel, inhoud in TABELLEN.items()
    for kolom in inhoud.columns
    if isinstance(kolom.type, Enum) and f"{tabel}.{kolom.name}" not in EEN_WOORD
    for woord in kolom.type.enums
]


def test_elke_tabel_heeft_een_fabriek() -> None:
    assert sorted(FABRIEKEN) == sorted(TABELLEN)


@pytest.mark.parametrize("tabel", TABELLEN)
def test_twee_gewone_rijen_passen_naast_elkaar(tabel: str) -> None:
    FABRIEKEN[tabel]()
    FABRIEKEN[tabel]()


@pytest.mark.parametrize(("tabel", "kolom", "woord"), WOORDEN)
def test_elk_woord_past_in_een_gewone_rij(tabel: str, kolom: str, woord: str) -> None:
    assert getattr(FABRIEKEN[tabel](**{kolom: woord}), kolom) == woord


@pytest.mark.parametrize(
    ("uitkomst", "reden"),
    [
        ("toegekend", "past"),
        ("gedeeltelijk", "restant"),
        ("gedeeltelijk", "naar_rato"),
        ("afgewezen", "plafond"),
        ("afgewezen", "inhoudelijk"),
        ("afgewezen", "drempelscore"),
        ("afgewezen", "gemeentemaximum"),
        ("reeds_verleend", "reeds_verleend"),
    ],
)
def test_elke_uitkomst_van_een_verdeling_past(uitkomst: str, reden: str) -> None:
    rijen.verdelingsregel(uitkomst=uitkomst, reden=reden)


def test_een_aandeel_naar_rato_kan_op_nul_uitkomen() -> None:
    rijen.verdelingsregel(uitkomst="gedeeltelijk", reden="naar_rato", bedrag_cent=0)


def test_wat_is_gegeven_bepaalt_de_rest() -> None:
    versie = rijen.aanvraag_versie()
    besluit = rijen.beschikking(versie=versie, status="getekend")
    assert besluit.aanvraag is versie.aanvraag
    assert besluit.mandaat.gebruiker is besluit.getekend_door
    verdeling = rijen.verdeling(status="vastgesteld")
    assert verdeling.eerste_mandaat.gebruiker is verdeling.eerste_akkoord_door
    assert verdeling.tweede_mandaat.gebruiker is verdeling.tweede_akkoord_door
    volgende = rijen.verdeling(seed_van=verdeling, status="getrokken")
    assert (volgende.tranche, volgende.seed) == (verdeling.tranche, verdeling.seed)
    pot = rijen.pot()
    gemeente = rijen.gemeente()
    aanvraag = rijen.aanvraag(pot=pot, gemeente=gemeente)
    assert (aanvraag.tranche, aanvraag.project.gemeente) == (pot.tranche, gemeente)


def test_waarden_voegt_de_rij_zelf_niet_toe() -> None:
    waarden: dict[str, Any] = FABRIEKEN["aanvraag"].waarden(status="volledig")
    assert waarden["volledig_op"] == rijen.NU
    assert "id" not in waarden
