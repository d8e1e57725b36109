"""A card that was handed in, or that lapsed, says for ever what it said; the database holds it, whoever writes."""

from __future__ import annotations

from typing import Any

import pytest

from subsidie.web.db import db
from tests.fabrieken import beoordeelrijen
from tests.fabrieken.rijen import NU, TEL
from tests.integratie.databank.test_onveranderlijk import Een
from tests.integratie.databank.vast_besluiten import KAART_DICHT
from tests.integratie.databank.weigering import TABELLEN, geweigerd_door, voeg_toe, wordt_aangenomen

pytestmark = pytest.mark.usefixtures("transactie")

SCORE_DICHT = "scoreregel: de kaart is ingeleverd of vervallen"
DICHT = [{"ingeleverd_op": NU}, {"vervallen_op": NU, "vervallen_reden": "Langdurig ziek."}]


def _kaart() -> Een:
    een = Een("scorekaart", {"als": "beoordeling"})
    een.wijzig(voldoet=True)
    return een


@pytest.mark.parametrize("dicht", DICHT)
def test_van_een_kaart_die_dicht_is_verandert_geen_score(dicht: dict[str, Any]) -> None:
    kaart = _kaart()
    een = Een("scoreregel", {"kaart_id": kaart.rij.id})
    een.wijzig(score=3, revisie=2)
    kaart.wijzig(**dicht)
    for wijziging in ({"score": 5}, {"score": None}, {"reden": "Toch maar niet."}):
        with geweigerd_door(SCORE_DICHT):
            een.wijzig(**wijziging)


@pytest.mark.parametrize("dicht", DICHT)
def test_bij_een_kaart_die_dicht_is_komt_geen_score(dicht: dict[str, Any]) -> None:
    kaart = _kaart()
    goed = beoordeelrijen.scoreregel.waarden(kaart_id=kaart.rij.id)
    wordt_aangenomen(TABELLEN["scoreregel"], goed)
    kaart.wijzig(**dicht)
    with geweigerd_door(SCORE_DICHT):
        voeg_toe(TABELLEN["scoreregel"], goed)


def test_een_score_verhuist_niet_van_een_kaart_die_dicht_is() -> None:
    kaart = _kaart()
    een = Een("scoreregel", {"kaart_id": kaart.rij.id})
    kaart.wijzig(ingeleverd_op=NU)
    with geweigerd_door("scoreregel: de inhoud staat vast"):
        een.wijzig(kaart_id=_kaart().rij.id)


@pytest.mark.parametrize(
    "wijziging",
    [
        {"voldoet": False, "afwijzingsgrond": "Toch niet."},
        {"toelichting": "Toch niet."},
        {"revisie": 2},
    ],
)
@pytest.mark.parametrize("dicht", DICHT)
def test_op_een_kaart_die_dicht_is_verandert_het_oordeel_niet(
    dicht: dict[str, Any], wijziging: dict[str, Any]
) -> None:
    kaart = _kaart()
    kaart.wijzig(**dicht)
    with geweigerd_door(KAART_DICHT):
        kaart.wijzig(**wijziging)


def test_een_ingeleverde_kaart_kan_nog_vervallen_en_een_vervallen_kaart_niet_worden_ingeleverd() -> None:
    ingeleverd, vervallen = _kaart(), _kaart()
    ingeleverd.wijzig(ingeleverd_op=NU)
    ingeleverd.wijzig(vervallen_op=NU + TEL, vervallen_reden="Er kwam een nieuwe versie.")
    vervallen.wijzig(vervallen_op=NU, vervallen_reden="Langdurig ziek.")
    with geweigerd_door(KAART_DICHT):
        vervallen.wijzig(ingeleverd_op=NU + TEL)


def test_wie_een_kaart_verloor_kan_er_een_nieuwe_krijgen() -> None:
    eerste = beoordeelrijen.scorekaart(vervallen_op=NU)
    beoordeelrijen.scorekaart(versie=eerste.versie, beoordelaar=eerste.beoordelaar)
    db.session.flush()
