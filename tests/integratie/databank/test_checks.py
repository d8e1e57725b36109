"""Each CHECK of the database is tried: a valid row gets in, the same row with one fault does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Enum, String, inspect, literal

from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.integratie.databank.poging import Poging
from tests.integratie.databank.pogingen import POGINGEN
from tests.integratie.databank.weigering import (
    TABELLEN,
    checks_van,
    geschonden_checks,
    geweigerd_door,
    maak_losse_tabellen,
    voeg_toe,
    wordt_aangenomen,
)

pytestmark = pytest.mark.usefixtures("transactie")

ONBEKEND_WOORD = literal("onzin", String)
WOORD_IN: dict[tuple[str, str], Poging] = {
    ("plafond", "zekerheid"): Poging({}, {"toelichting": "Niet gevonden."}),
    ("tijdvak", "zekerheid"): Poging({}, {"toelichting": "Niet gevonden."}),
    ("instelling_waarde", "zekerheid"): Poging({}, {"toelichting": "Niet gevonden."}),
    ("beschikking", "status"): Poging({}, {"status": "getekend"}),
    ("beschikking", "getekend_als"): Poging({}, {"status": "getekend"}, ook=("getekend_als_beslisser",)),
    ("bericht", "richting"): Poging({}, {"richting": "in"}),
    ("beoordeling", "als"): Poging({}, {}, ook=("als_beoordelaar",)),
    ("aanvulverzoek", "als"): Poging({}, {}, ook=("als_behandelaar",)),
    ("indiening", "als"): Poging({}, {}, ook=("als_aanvrager",)),
    ("controleuitkomst", "als"): Poging({}, {}, ook=("als_behandelaar",)),
    ("termijnopschorting", "als"): Poging({}, {}, ook=("als_behandelaar",)),
    ("uitstelbericht", "als"): Poging({}, {}, ook=("als_behandelaar",)),
    ("zienswijze", "als"): Poging({}, {}, ook=("als_behandelaar",)),
    ("scorekaart", "als"): Poging({}, {}, ook=("als_beoordelaar",)),
    ("moderatie", "als"): Poging({}, {}, ook=("als_beoordelaar",)),
    ("notitie", "strekking"): Poging({}, {"soort": "beslisadvies"}),
    ("ingebrekestelling", "geen_dwangsom"): Poging({}, {"geen_dwangsom": "onredelijk_laat"}),
    ("bezwaar", "tijdigheid"): Poging({}, {"tijdigheid": "tijdig"}),
    ("bezwaar", "niet_gehoord"): Poging({}, {"niet_gehoord": "afgezien"}),
    ("bezwaar", "advies_strekking"): Poging({}, {"advies_strekking": "ongegrond"}),
    ("bezwaar", "uitkomst"): Poging({}, {"uitkomst": "ongegrond"}),
    ("tekenregel", "stand"): Poging({}, {"stand": "getekend"}),
    ("bezwaar", "behandelaar_als"): Poging({}, {"status": "in_behandeling"}, ook=("als_bezwaarbehandelaar",)),
    **{
        (tabel, "als"): Poging({}, {"stand": "aanvaard"}, ook=("als_behandelaar",))
        for tabel in ("mijlpaalmelding", "levering", "bestemmingsbevestiging")
    },
    ("wijzigingsverzoek", "als"): Poging({}, {"status": "in_behandeling"}, ook=("als_behandelaar",)),
    ("betaalopdracht", "status"): Poging({}, {"status": "goedgekeurd"}),
    ("betaalopdracht", "als"): Poging({}, {}, ook=("als_betaler",)),
    ("betaalopdracht", "goedgekeurd_als"): Poging({}, {"status": "goedgekeurd"}, ook=("als_betaler",)),
    ("vaststellingsberekening", "als"): Poging({}, {}, ook=("als_behandelaar",)),
    ("vernietigingslijst", "status"): Poging({}, {"status": "vastgesteld"}),
}
"""Columns of which the word alone is not the only thing that holds: what the row has, what else breaks."""


def _pogingen() -> Iterator[tuple[str, str, list[Poging]]]:
    for tabel, checks in POGINGEN.items():
        for check, pogingen in checks.items():
            yield tabel, check, pogingen
    for tabel, inhoud in TABELLEN.items():
        for kolom in inhoud.columns:
            if isinstance(kolom.type, Enum):
                poging = WOORD_IN.get((tabel, kolom.name), Poging({}, {}))
                yield tabel, str(kolom.type.name), [poging._replace(fout={kolom.name: ONBEKEND_WOORD})]


def _params() -> Iterator[Any]:
    for tabel, check, pogingen in _pogingen():
        for nummer, poging in enumerate(pogingen, start=1):
            yield pytest.param(tabel, check, poging, id=f"{tabel}-{check}-{nummer}")


@pytest.fixture(scope="module", autouse=True)
def losse_tabellen(databank: str) -> None:
    with schrijfgrens():
        maak_losse_tabellen()


@pytest.mark.parametrize(("tabel", "check", "poging"), list(_params()))
def test_een_rij_met_een_fout_wordt_om_die_fout_geweigerd(tabel: str, check: str, poging: Poging) -> None:
    in_tabel = TABELLEN[tabel]
    goed = poging.goed(tabel)
    fout = poging.waarden(goed)
    verwacht = [f"ck_{tabel}_{naam}" for naam in (check, *poging.ook)]
    wordt_aangenomen(in_tabel, goed)
    assert geschonden_checks(in_tabel, fout) == set(verwacht)
    with geweigerd_door(*verwacht):
        voeg_toe(in_tabel, fout)


def test_elke_check_is_geprobeerd() -> None:
    geprobeerd = {f"ck_{tabel}_{check}" for tabel, check, _ in _pogingen()}
    in_de_modellen = {str(check.name) for tabel in TABELLEN.values() for check in checks_van(tabel)}
    database = inspect(db.session.connection())
    in_de_database = {check["name"] for tabel in TABELLEN for check in database.get_check_constraints(tabel)}
    assert in_de_modellen == geprobeerd
    assert in_de_database == geprobeerd
