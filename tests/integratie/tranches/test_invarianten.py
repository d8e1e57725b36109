"""Each CHECK of the tables is tried, and a history cannot be changed behind the program's back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, literal_column, select, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from subsidie.tranches.models import (
    ALLEEN_TOEVOEGEN,
    InstellingWaarde,
    Plafond,
    Pot,
    Tijdvak,
    Tranche,
    Trancheaard,
    Tranchestatus,
)
from subsidie.tranches.service import get_pot, laad_tranche, pots
from subsidie.web.db import db
from tests.unit.tranches.hulp import tranche

Grens = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def geladen(schrijf: Grens, nu: datetime) -> Tranche:
    with schrijf():
        return laad_tranche(tranche("rha-2025"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)


def voeg_toe(schrijf: Grens, model: Any, **waarden: Any) -> None:
    with schrijf():
        db.session.execute(insert(model).values(**waarden))


def vast(nu: datetime, **anders: Any) -> dict[str, Any]:
    return {
        "bron": "x",
        "zekerheid": "geverifieerd",
        "toelichting": "",
        "herkomst": "beheer",
        "vanaf": nu,
        **anders,
    }


def weigert(schrijf: Grens, model: Any, goed: dict[str, Any], fouten: list[dict[str, Any]]) -> None:
    """Each of ``fouten`` makes the row impossible; the row itself is possible."""
    for anders in fouten:
        with pytest.raises(IntegrityError):
            voeg_toe(schrijf, model, **{**goed, **anders})
            pytest.fail(f"{model.__name__} accepts {anders}")
    voeg_toe(schrijf, model, **goed)


ONZEKER: list[dict[str, Any]] = [
    {"zekerheid": "onbekend", "toelichting": "x"},
    {"zekerheid": "aanname"},
    {"zekerheid": literal_column("'misschien'"), "toelichting": "x"},
    {"herkomst": literal_column("'elders'")},
    {"bron": ""},
    {"volgnummer": 0},
    {"volgnummer": 1},
]


def test_een_plafond_dat_niet_kan_komt_niet_in_de_database(
    schrijf: Grens, nu: datetime, geladen: Tranche
) -> None:
    goed = vast(nu, pot_id=pots(geladen)[0].id, volgnummer=9, versie=1, bedrag_cent=1)
    weigert(schrijf, Plafond, goed, [*ONZEKER, {"bedrag_cent": -1}, {"bedrag_cent": None}, {"versie": 0}])


def test_een_tijdvak_dat_niet_kan_komt_niet_in_de_database(
    schrijf: Grens, nu: datetime, geladen: Tranche
) -> None:
    straks = nu + timedelta(seconds=1)
    goed = vast(nu, tranche_id=geladen.id, volgnummer=9, versie=1, opent=nu, sluit=straks)
    fouten: list[dict[str, Any]] = [
        {"sluit": None},
        {"opent": None},
        {"sluit": nu},
        {"opent": straks, "sluit": nu},
        {"versie": 0},
    ]
    weigert(schrijf, Tijdvak, goed, [*ONZEKER, *fouten])


@pytest.mark.parametrize("in_pot", [False, True])
def test_een_instelling_die_niet_kan_komt_niet_in_de_database(
    schrijf: Grens, nu: datetime, geladen: Tranche, in_pot: bool
) -> None:
    pot_id = get_pot(geladen, "O").id if in_pot else None
    goed = vast(nu, tranche_id=geladen.id, pot_id=pot_id, sleutel="naam", volgnummer=9, waarde='"x"')
    weigert(schrijf, InstellingWaarde, goed, [*ONZEKER, {"waarde": None}, {"sleutel": ""}])


def test_een_instelling_hoort_bij_een_pot_van_haar_eigen_tranche(
    schrijf: Grens, nu: datetime, geladen: Tranche
) -> None:
    with schrijf():
        ander = laad_tranche(tranche("rha-2023"), aard=Trancheaard.VOORBEELD, door=None, nu=nu)
    rij = vast(
        nu, tranche_id=ander.id, pot_id=pots(geladen)[0].id, sleutel="naam", volgnummer=9, waarde='"x"'
    )
    with pytest.raises(IntegrityError):
        voeg_toe(schrijf, InstellingWaarde, **rij)


def test_een_tranche_die_niet_kan_komt_niet_in_de_database(
    schrijf: Grens, nu: datetime, geladen: Tranche
) -> None:
    goed = {"code": "t", "naam": "T", "aard": "oefen", "status": "voorbereiding", "aangemaakt_op": nu}
    fouten: list[dict[str, Any]] = [
        {"code": ""},
        {"naam": ""},
        {"code": geladen.code},
        {"status": "open"},
        {"status": "gesloten"},
        {"status": literal_column("'half'")},
        {"opengesteld_op": nu},
        {"gesloten_op": nu},
        {"aard": literal_column("'gewoon'")},
    ]
    weigert(schrijf, Tranche, goed, fouten)


def test_een_pot_die_niet_kan_komt_niet_in_de_database(schrijf: Grens, geladen: Tranche) -> None:
    goed = {"tranche_id": geladen.id, "code": "P", "volgorde": 3}
    weigert(schrijf, Pot, goed, [{"code": "S"}, {"volgorde": 1}, {"volgorde": 0}, {"code": ""}])


def test_een_geschiedenis_wordt_niet_herschreven(schrijf: Grens, geladen: Tranche) -> None:
    models: tuple[Any, ...] = ALLEEN_TOEVOEGEN
    for model in models:
        for ingreep in (update(model).values(bron="anders"), delete(model)):
            with pytest.raises(DatabaseError, match="verandert niet"), schrijf():
                db.session.execute(ingreep)
        with pytest.raises(RuntimeError, match="history"), schrijf():
            rij = db.session.scalars(select(model)).first()
            rij.bron = "anders"
            db.session.flush()


def test_de_statussen_in_de_database_zijn_die_van_het_programma() -> None:
    kolom = Tranche.__table__.c.status.type
    assert kolom.enums == [status.value for status in Tranchestatus]
