"""Builds the Flask application from checked settings."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from sqlalchemy.engine import make_url

from subsidie.config import VAR, WORTEL, Instellingen, lees_instellingen
from subsidie.web import filters
from subsidie.web.db import bereid_motor_voor, db, motoropties

migrate = Migrate()

VERMOGENS = (
    "register", "audit", "accounts", "documenten", "tranches", "aanvragen", "beoordeling", "verdeling",
    "beschikkingen", "dossier",
)  # fmt: skip
"""The capability packages; each may bring ``models`` and ``routes`` (a blueprint named ``bp``)."""


def maak_app(omgeving: Mapping[str, str] | None = None) -> Flask:
    """The application; raises ``Configuratiefout`` when a setting is wrong."""
    instellingen = lees_instellingen(omgeving)
    app = Flask(
        "subsidie", root_path=str(WORTEL / "subsidie"),
        template_folder=str(WORTEL / "templates"), static_folder=str(WORTEL / "static"),
    )  # fmt: skip
    app.config.update(
        SQLALCHEMY_DATABASE_URI=instellingen.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=motoropties(instellingen.database_url),
        SECRET_KEY=instellingen.geheime_sleutel or secrets.token_hex(32),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.extensions["instellingen"] = instellingen
    _maak_databasemap(instellingen)
    filters.registreer(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(WORTEL / "migrations"))
    for naam in VERMOGENS:
        _laad(app, naam)
    with app.app_context():
        bereid_motor_voor(db.engine)
    return app


def instellingen_van(app: Flask) -> Instellingen:
    """The checked settings of ``app``."""
    instellingen: Instellingen = app.extensions["instellingen"]
    return instellingen


def _maak_databasemap(instellingen: Instellingen) -> None:
    url = make_url(instellingen.database_url)
    if url.get_backend_name() == "sqlite" and Path(str(url.database)).parent == VAR:
        VAR.mkdir(exist_ok=True)


def _laad(app: Flask, naam: str) -> None:
    pakket = f"subsidie.{naam}"
    for module in ("models", "routes"):
        if find_spec(f"{pakket}.{module}") is None:
            continue
        geladen = import_module(f"{pakket}.{module}")
        if module == "routes":
            app.register_blueprint(geladen.bp)
