"""Several people at the same moment: one save wins and the others are told, and no number is given twice."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from flask import Flask
from sqlalchemy import select

from subsidie.aanvragen.concept import Bewerkconflict, TeBewaren, bewaar_deel, list_delen, verwijder_concept
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.kern.fouten import NietGevonden
from subsidie.tranches.models import Tranche
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.concepten import NU, concept, gemeentepersoon, open_oefentranche, tranche_pot
from tests.integratie.web.test_gelijktijdig import tegelijk

Schrijf = Callable[[], AbstractContextManager[None]]
SCHRIJVERS = 6


def _bewaar(nummer: str, deel: Aanvraagdeel, door_id: int, wat: str, *, pot: str = "") -> Callable[[], None]:
    def doe() -> None:
        with schrijfgrens():
            bewaar_deel(
                nummer, deel, TeBewaren(json.dumps({"toelichting": wat}), wat, pot), basis=1,
                door=db.session.get_one(Gebruiker, door_id), nu=NU,
            )  # fmt: skip

    return doe


def test_van_wie_tegelijk_bewaren_wint_er_een_en_de_anderen_horen_het(app: Flask, schrijf: Schrijf) -> None:
    with schrijf():
        tranche = open_oefentranche()
        mensen = [gemeentepersoon(f"Schrijver {nummer}").id for nummer in range(SCHRIJVERS)]
        nummer = concept(tranche, db.session.get_one(Gebruiker, mensen[0])).nummer
        pot = tranche_pot(tranche)
    for deel in (
        Aanvraagdeel.PLANNING,
        Aanvraagdeel.PROJECT,
    ):  # the second changes the application itself as well
        werk = [_bewaar(nummer, deel, mens, f"van {mens}", pot=pot) for mens in mensen]
        fouten = tegelijk(app, *werk)
        assert [type(fout) for fout in fouten] == [Bewerkconflict] * (SCHRIJVERS - 1)
        db.session.remove()
        aanvraag = _aanvraag(nummer)
        rij = list_delen(aanvraag)[deel]
        assert rij.revisie == 2
        assert json.loads(rij.inhoud) == {"toelichting": f"van {rij.gewijzigd_door_id}"}
    assert aanvraag.project.naam == f"van {rij.gewijzigd_door_id}"


def test_tegelijk_beginnen_geeft_ieder_een_eigen_nummer(app: Flask, schrijf: Schrijf) -> None:
    with schrijf():
        tranche_id = open_oefentranche().id
        mens = gemeentepersoon("Anna").id
    nummers: list[str] = []

    def begin() -> None:
        with schrijfgrens():
            tranche = db.session.get_one(Tranche, tranche_id)
            nummer = concept(tranche, db.session.get_one(Gebruiker, mens)).nummer
        nummers.append(nummer)

    assert tegelijk(app, *([begin] * SCHRIJVERS)) == []
    assert sorted(nummers) == [f"OEFEN-{nummer:04d}" for nummer in range(1, SCHRIJVERS + 1)]


def test_bewaren_en_verwijderen_tegelijk_laat_niets_half_achter(app: Flask, schrijf: Schrijf) -> None:
    with schrijf():
        tranche = open_oefentranche()
        mens = gemeentepersoon("Anna").id
        nummer = concept(tranche, db.session.get_one(Gebruiker, mens)).nummer

    def verwijder() -> None:
        with schrijfgrens():
            verwijder_concept(nummer, door=db.session.get_one(Gebruiker, mens), nu=NU)

    fouten = tegelijk(app, verwijder, _bewaar(nummer, Aanvraagdeel.PLANNING, mens, "nog iets"))
    assert {type(fout) for fout in fouten} <= {NietGevonden}
    db.session.remove()
    _aanvraag(nummer, weg=True)


def _aanvraag(nummer: str, *, weg: bool = False) -> Any:
    gevonden = db.session.scalar(select(Aanvraag).where(Aanvraag.nummer == nummer))
    assert (gevonden is None) == weg
    return gevonden
