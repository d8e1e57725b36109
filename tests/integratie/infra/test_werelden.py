"""A world from the template is the world that was made: complete, of this test alone, and ready to go on with."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import get_aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import maak_gebruiker
from subsidie.audit.models import Gebeurtenis
from subsidie.verdeling.service import list_regels, reken_na
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START
from tests.fabrieken.verdelingen import STANDAARD, verdeelde_tranche
from tests.infra.databases import Databases
from tests.infra.werelden import begin_met


def mensen() -> int:
    return db.session.scalar(select(func.count()).select_from(Gebruiker)) or 0


@pytest.mark.parametrize("keer", [1, 2])
def test_elke_test_begint_met_dezelfde_wereld_wat_een_ander_er_ook_mee_deed(app: Flask, keer: int) -> None:
    tranche, personen, verdeling = verdeelde_tranche()
    assert verdeling.tranche is tranche
    assert personen["behandelaar"] in db.session
    assert mensen() == len(personen)
    assert len(list_regels(verdeling)) == len(STANDAARD)
    reken_na(verdeling)  # raises when the stored outcome is not what the rules give
    laatste = db.session.scalar(select(func.max(Gebeurtenis.volgnummer)))
    with schrijfgrens():
        nieuw = maak_gebruiker(
            naam=f"N. {keer}", email="n@voorbeeld.invalid", functie="", door=None, nu=START
        )
    assert nieuw.id not in {een.id for een in personen.values()}
    assert db.session.scalar(select(func.max(Gebeurtenis.volgnummer))) == (laatste or 0) + 1


def test_wat_er_al_staat_blijft_staan(app: Flask) -> None:
    with schrijfgrens():
        eerst = maak_gebruiker(naam="E. Eerst", email="e@voorbeeld.invalid", functie="", door=None, nu=START)
    _, personen, _ = verdeelde_tranche()
    assert (mensen(), eerst in db.session) == (len(personen) + 1, True)
    assert get_aanvraag(STANDAARD[0].nummer).id == db.session.scalar(select(func.min(Aanvraag.id)))


def test_een_functie_in_een_andere_functie_heeft_geen_naam_voor_de_hele_run(app: Flask) -> None:
    with pytest.raises(ValueError, match="not a function of a module"):
        begin_met(lambda: None)


def test_een_sjabloon_wordt_een_keer_gemaakt(databasesoort: str, databases: Databases) -> None:
    gemaakt: list[str] = []
    for _ in range(2):
        with databases.nieuw(databasesoort) as url:
            databases.vul(url, f"eenmalig-{databasesoort}", lambda bron, _map: gemaakt.append(bron))
    assert len(gemaakt) == 1


@pytest.mark.parametrize("databasesoort", ["sqlite"])
def test_een_bestand_weet_of_er_in_is_geschreven_ook_als_niemand_het_meer_open_heeft(
    app: Flask, db_url: str, databases: Databases
) -> None:
    assert mensen() == 0
    assert databases.is_ongebruikt(db_url)
    with schrijfgrens():
        maak_gebruiker(naam="E. Eerst", email="e@voorbeeld.invalid", functie="", door=None, nu=START)
    assert not databases.is_ongebruikt(db_url)
    db.session.remove()
    db.engine.dispose()
    assert not databases.is_ongebruikt(db_url)
