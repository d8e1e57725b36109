"""Checking files says precisely what importing them would do, and reads only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.importeren import (
    Importuitkomst,
    controleer_bron,
    importeer,
    lees_bestanden,
    neem_bron_op,
)
from subsidie.aanvragen.models import Aanvraagstatus
from subsidie.aanvragen.service import get_aanvraag
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.tranches.models import Pot
from subsidie.tranches.service import get_tranche
from subsidie.web.db import db
from tests.fabrieken import rijen
from tests.fabrieken.geladen import begin_met_tranches
from tests.fabrieken.importbestanden import NU, aanvraag, als_csv, regel, voorbeeld
from tests.fabrieken.vragentellen import geteld

Schrijf = Callable[[], AbstractContextManager[None]]
Uitkomst = Importuitkomst | tuple[Gebrek, ...]
EEN, TWEE = "A-1", "A-2"


@pytest.fixture
def tranches(app: Flask) -> None:
    """The register, a tranche with one pot and one with two."""
    begin_met_tranches("rha-2022", "rha-2023", nu=NU)


def _bestanden(aanvragen: list[dict[str, Any]]) -> list[tuple[str, bytes]]:
    regels = [regel(aanvraagnummer=rij["aanvraagnummer"]) for rij in aanvragen]
    return [("aanvragen", als_csv(aanvragen)), ("woonruimten", als_csv(regels))]


def _uitkomst(stap: Callable[[], Importuitkomst]) -> Uitkomst:
    try:
        return stap()
    except OngeldigeInvoer as fout:
        return fout.gebreken


def _beide(schrijf: Schrijf, code: str, bestanden: list[tuple[str, bytes]]) -> tuple[Uitkomst, Uitkomst]:
    """What the check says, outside the commit boundary, and what the import then does."""
    bron = lees_bestanden(bestanden)
    db.session.rollback()
    gecontroleerd = _uitkomst(lambda: controleer_bron(get_tranche(code), bron, nu=NU))

    def neem_op() -> Importuitkomst:
        with schrijf():
            return neem_bron_op(get_tranche(code), bron, door=None, nu=NU)

    return gecontroleerd, _uitkomst(neem_op)


@pytest.mark.parametrize(
    "anders",
    [
        {},
        {"gevraagd_eur": "1"},
        {"gm_code": "GM0193", "gemeente": "Zwolle"},
        {"ontvangen_op": "2023-06-01T09:00:01+02:00"},
        {"volledig_op": ""},
        {"volledig_op": "2023-06-02T10:30:01+02:00"},
    ],
)
@pytest.mark.parametrize("status", [Aanvraagstatus.VOLLEDIG, Aanvraagstatus.IN_BEOORDELING])
def test_de_controle_zegt_precies_wat_de_import_doet(
    tranches: None, schrijf: Schrijf, anders: dict[str, str], status: Aanvraagstatus
) -> None:
    with schrijf():
        importeer(get_tranche("rha-2023"), _bestanden([aanvraag()]), door=None, nu=NU)
        get_aanvraag(EEN).status = status
    nieuw = _bestanden([aanvraag(**anders), aanvraag(aanvraagnummer=TWEE)])

    gecontroleerd, gedaan = _beide(schrijf, "rha-2023", nieuw)

    assert gecontroleerd == gedaan


def test_de_controle_ziet_een_aanvraag_van_een_andere_tranche(tranches: None, schrijf: Schrijf) -> None:
    with schrijf():
        importeer(get_tranche("rha-2023"), _bestanden([aanvraag()]), door=None, nu=NU)

    gecontroleerd, gedaan = _beide(schrijf, "rha-2022", _bestanden([aanvraag()]))

    assert gecontroleerd == gedaan
    assert isinstance(gecontroleerd, tuple)
    assert any("hoort bij een andere tranche" in str(gebrek) for gebrek in gecontroleerd)


@pytest.mark.parametrize(
    ("status", "melding"),
    [("ingediend", "heeft de gemeente hier zelf ingediend"), ("concept", "is al uitgegeven")],
)
def test_wat_een_gemeente_hier_zelf_invult_verandert_niet_door_een_import(
    tranches: None, schrijf: Schrijf, status: str, melding: str
) -> None:
    """Of a draft not even that it is one: the ministry does not know of it."""
    with schrijf():
        pot = db.session.scalars(select(Pot).where(Pot.tranche_id == get_tranche("rha-2023").id)).one()
        eigen = rijen.aanvraag(nummer=EEN, pot_id=pot.id, status=status)
        if status == "ingediend":
            rijen.aanvraag_versie(aanvraag_id=eigen.id)

    gecontroleerd, gedaan = _beide(schrijf, "rha-2023", _bestanden([aanvraag()]))

    assert gecontroleerd == gedaan
    assert isinstance(gecontroleerd, tuple)
    assert [melding in str(gebrek) for gebrek in gecontroleerd] == [True]


def test_de_controle_vraagt_niet_meer_bij_meer_aanvragen(tranches: None, schrijf: Schrijf) -> None:
    alles = lees_bestanden([(naam, voorbeeld(naam)) for naam in ("aanvragen", "woonruimten")])
    een = lees_bestanden(_bestanden([aanvraag()]))
    tranche = get_tranche("rha-2023")
    with geteld() as weinig:
        controleer_bron(tranche, een, nu=NU)
    with geteld() as veel:
        assert controleer_bron(tranche, alles, nu=NU).nieuw == 131
    assert len(veel) == len(weinig)
    assert all(vraag.startswith("SELECT") for vraag in veel)
