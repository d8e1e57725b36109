"""The migrations make exactly what the models say, CHECKs included, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import alembic.command
import pytest
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import Inspector, inspect

from subsidie import create_app
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.infra.databases import Databases, omgeving_voor


def _alembic() -> Any:
    return current_app.extensions["migrate"].migrate.get_config()


def test_er_is_een_laatste_migratie(app: Flask) -> None:
    assert len(ScriptDirectory.from_config(_alembic()).get_heads()) == 1


def test_autogenerate_vindt_geen_verschil(app: Flask) -> None:
    alembic.command.check(_alembic())


def _beschrijf(inspecteur: Inspector) -> dict[str, dict[str, Any]]:
    """Per table what the database itself says of it; autogenerate does not look at CHECKs."""
    tabellen = set(inspecteur.get_table_names()) - {"alembic_version"}
    return {
        tabel: {
            "kolommen": {
                kolom["name"]: (str(kolom["type"]), kolom["nullable"], kolom["default"])
                for kolom in inspecteur.get_columns(tabel)
            },
            "sleutel": inspecteur.get_pk_constraint(tabel)["constrained_columns"],
            "checks": {check["name"]: check["sqltext"] for check in inspecteur.get_check_constraints(tabel)},
            "uniek": {
                (uniek["name"], *uniek["column_names"]) for uniek in inspecteur.get_unique_constraints(tabel)
            },
            "indexen": {
                (index["name"], index["unique"], *index["column_names"])
                for index in inspecteur.get_indexes(tabel)
            },
            "verwijzingen": {
                (
                    *verwijzing["constrained_columns"],
                    verwijzing["referred_table"],
                    *verwijzing["referred_columns"],
                    *sorted(verwijzing["options"].items()),
                )
                for verwijzing in inspecteur.get_foreign_keys(tabel)
            },
        }
        for tabel in tabellen
    }


@pytest.fixture
def uit_modellen(databasesoort: str, databases: Databases, tmp_path: Path) -> dict[str, dict[str, Any]]:
    """What the database would look like when made from the models alone."""
    with databases.nieuw(databasesoort, gemigreerd=False) as url:
        toepassing = create_app(omgeving_voor(url, tmp_path))
        with toepassing.app_context():
            with schrijfgrens():
                db.metadata.create_all(db.session.connection())
            beschrijving = _beschrijf(inspect(db.engine))
            db.engine.dispose()
    return beschrijving


def test_migraties_maken_hetzelfde_als_de_modellen(
    app: Flask, uit_modellen: dict[str, dict[str, Any]]
) -> None:
    uit_migraties = _beschrijf(inspect(db.engine))
    assert sorted(uit_migraties) == sorted(uit_modellen)
    for tabel, verwacht in uit_modellen.items():
        for onderdeel, inhoud in verwacht.items():
            assert uit_migraties[tabel][onderdeel] == inhoud, f"{tabel}, {onderdeel}"
