"""A database of an earlier version, with rows in every table, becomes one of now and back, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import flask_migrate
import pytest
from sqlalchemy import inspect, text

from subsidie import create_app
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import rijen
from tests.fabrieken.rijen import FABRIEKEN
from tests.infra.databases import SOORTEN, Databases, omgeving_voor
from tests.integratie.databank.weigering import TABELLEN, geweigerd_door, voeg_toe

NIEUW_NA = {"0005": {"beoordeling": {"grond_code", "opbouw"}}, "0006": {}}
"""The versions to come from, each with the columns that came later, per table."""

Stand = dict[str, Any]


class Eerder(NamedTuple):
    """A database of an earlier version."""

    soort: str
    versie: str


@pytest.fixture(params=[(soort, versie) for soort in SOORTEN for versie in NIEUW_NA], ids="-".join)
def eerder(request: pytest.FixtureRequest, databases: Databases, tmp_path: Path) -> Iterator[Eerder]:
    """A database of an earlier version with a row or more in each of its tables."""
    van = Eerder(*request.param)
    with (
        databases.nieuw(van.soort, gemigreerd=False) as url,
        create_app(omgeving_voor(url, tmp_path)).app_context(),
    ):
        flask_migrate.upgrade(revision=van.versie)
        with schrijfgrens():
            for tabel in sorted(_tabellen()):
                nieuw = NIEUW_NA[van.versie].get(tabel, set())
                rij = {kolom: w for kolom, w in FABRIEKEN[tabel].waarden().items() if kolom not in nieuw}
                voeg_toe(TABELLEN[tabel], rij)
            rijen.beschikking(status="bekendgemaakt")
        yield van
        db.session.remove()
        for motor in db.engines.values():
            motor.dispose()


def _tabellen() -> set[str]:
    return set(inspect(db.session.connection()).get_table_names()) - {"alembic_version"}


def _stand(eerder: Eerder) -> Stand:
    """What there is: per table its columns, CHECKs and rows; and triggers and functions as they are written."""
    db.session.rollback()
    inspecteur = inspect(db.session.connection())
    triggers = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        if eerder.soort == "sqlite"
        else "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal UNION ALL"
        " SELECT proname || '()', pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND prokind = 'f'"
    )
    stand: Stand = {"triggers": {rij[0]: rij[1] for rij in db.session.execute(text(triggers))}}
    for tabel in sorted(_tabellen()):
        kolommen = [kolom["name"] for kolom in inspecteur.get_columns(tabel)]
        checks = {check["name"]: check["sqltext"] for check in inspecteur.get_check_constraints(tabel)}
        vast = [kolom for kolom in kolommen if kolom not in NIEUW_NA[eerder.versie].get(tabel, set())]
        inhoud = db.session.execute(text(f"SELECT {', '.join(vast)} FROM {tabel}")).all()
        stand[tabel] = {"kolommen": kolommen, "checks": checks, "rijen": sorted(map(repr, inhoud))}
    db.session.rollback()
    return stand


def _is_heel(eerder: Eerder) -> bool:
    if eerder.soort != "sqlite":
        return True
    antwoorden = [
        db.session.execute(text(f"PRAGMA {vraag}")).all()
        for vraag in ("integrity_check", "foreign_key_check")
    ]
    db.session.rollback()
    return antwoorden == [[("ok",)], []]


def _zonder_vervangen(triggers: dict[str, str]) -> dict[str, str]:
    """Without the one that 0007 puts another condition in: who pays draws up decisions too."""
    return {naam: sql for naam, sql in triggers.items() if not naam.startswith("beschikking_opgesteld_in")}


def test_bijwerken_en_terug_laat_elke_rij_en_elke_trigger_staan(eerder: Eerder) -> None:
    voor = _stand(eerder)
    assert all(voor[tabel]["rijen"] for tabel in voor if tabel != "triggers")
    flask_migrate.upgrade()
    na = _stand(eerder)
    assert _is_heel(eerder)
    assert _zonder_vervangen(voor["triggers"]).items() <= na["triggers"].items()
    assert voor["triggers"].keys() <= na["triggers"].keys()
    for tabel in voor.keys() - {"triggers"}:
        assert na[tabel]["rijen"] == voor[tabel]["rijen"], tabel
    flask_migrate.downgrade(revision=eerder.versie)
    assert _stand(eerder) == voor
    assert _is_heel(eerder)
    flask_migrate.upgrade()
    assert _stand(eerder) == na


@pytest.mark.parametrize("eerder", [(soort, "0005") for soort in SOORTEN], ids="-".join, indirect=True)
def test_na_het_bijwerken_mag_wat_nieuw_is_en_verder_niets(eerder: Eerder) -> None:
    """The two CHECKs that changed say what they should, on rows and not only on paper."""
    with schrijfgrens():
        nieuw = rijen.mandaat.waarden(handeling="bezwaar_beslissen")
        with geweigerd_door("ck_mandaat_mandaathandeling"):
            voeg_toe(TABELLEN["mandaat"], nieuw)
    flask_migrate.upgrade()
    with schrijfgrens():
        voeg_toe(TABELLEN["mandaat"], nieuw)
        rijen.beschikking(status="getekend", soort="beslissing_op_bezwaar")
        rijen.beschikking(status="getekend")
        fout = rijen.beschikking.waarden(
            status="getekend", soort="beslissing_op_bezwaar", getekend_als="beslissing"
        )
        with geweigerd_door("ck_beschikking_getekend_als_beslisser"):
            voeg_toe(TABELLEN["beschikking"], fout)
