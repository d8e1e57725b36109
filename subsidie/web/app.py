"""Builds the Flask application from checked settings."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from sqlalchemy.engine import make_url
from werkzeug.middleware.proxy_fix import ProxyFix

from subsidie.config import VAR, WORTEL, Instellingen, Omgeving, lees_instellingen, lees_sleutelbestand
from subsidie.web import beveiliging, filters, foutpaginas, menu, statisch, uploads
from subsidie.web.db import bereid_motor_voor, db, motoropties
from subsidie.web.ontvangst import Ontvangst
from subsidie.web.toegang import vereis_toegang_overal

migrate = Migrate()
csrf = CSRFProtect()

VERMOGENS = (
    "register", "audit", "accounts", "documenten", "berichten", "tranches", "aanvragen", "beoordeling", "verdeling",
    "beschikkingen", "realisatie", "verantwoording", "dossier",
)  # fmt: skip
"""The capability packages; each may bring ``*models`` or ``*modellen``, ``*routes`` (with ``bp``) and ``opzet``."""


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
        SECRET_KEY=instellingen.geheime_sleutel or lees_sleutelbestand(),
        **beveiliging.instellingen_voor_flask(instellingen),
    )
    app.extensions["instellingen"] = instellingen
    if instellingen.proxies:
        n = instellingen.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    # The last to be put on is the first to see a request: nothing makes it wait before it has its moment.
    app.wsgi_app = Ontvangst(  # type: ignore[method-assign]
        app.wsgi_app, vertrouw_kop=instellingen.vertrouw_x_request_start
    )
    _maak_databasemap(instellingen)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for deel in (uploads, filters, beveiliging, foutpaginas, menu, statisch):
        deel.registreer(app)
    csrf.init_app(app)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(WORTEL / "migrations"))
    for naam in VERMOGENS:
        _laad(app, f"subsidie.{naam}")
    if instellingen.omgeving is Omgeving.ONTWIKKELING:
        app.register_blueprint(import_module("subsidie.web.onderdelen_routes").bp)
    vereis_toegang_overal(app)
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


def _laad(app: Flask, pakket: str) -> None:
    namen = sorted(module.name for module in iter_modules(import_module(pakket).__path__))
    for naam in namen:
        if naam.endswith(("models", "modellen")):
            import_module(f"{pakket}.{naam}")
    for naam in namen:
        if naam.endswith("routes"):
            geladen = import_module(f"{pakket}.{naam}")
            app.register_blueprint(geladen.bp)
            menu.voeg_toe(app, getattr(geladen, "MENU", ()))
    if "opzet" in namen:
        import_module(f"{pakket}.opzet").registreer(app)
