"""Tells the application who is logged in: Flask-Login with sessions that can be ended, and the page context."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from flask import Flask, g, session
from flask_login import LoginManager
from werkzeug.wrappers import Response

from subsidie.accounts import verlopen
from subsidie.accounts.aanmelden import kijker_van_sessie
from subsidie.accounts.inlogsessie import Aanmelding
from subsidie.accounts.toegang import kijker, onthoud_los
from subsidie.config import Omgeving
from subsidie.web.klok import nu
from subsidie.web.menu import menu_voor
from subsidie.web.toegang import INGELOGD
from subsidie.web.voorbeeld import BANDWOORDEN, bandwoord


def _begin_onbekend(_eindpunt: str | None, _waarden: dict[str, Any] | None) -> None:
    """A request starts by knowing nothing, also where the context of the program stays open around it."""
    for naam in list(g):
        g.pop(naam)


def registreer(app: Flask) -> None:
    """Attach logging in and the context that every page has."""
    beheer = LoginManager()
    # Pages get who is looking from below; that of the extension asks the database on a page about a fault too.
    beheer.init_app(app, add_context_processor=False)
    # Tied to our own session row; an address or a browser that changes on the way ends nothing.
    beheer.session_protection = None
    verlopen.registreer(app)
    demo = app.extensions["instellingen"].omgeving is Omgeving.DEMO
    if demo:
        app.register_blueprint(import_module("subsidie.accounts.demo").bp)

    # The very first thing that is called for a request.
    app.url_value_preprocessors.setdefault(None, []).insert(0, _begin_onbekend)

    @beheer.user_loader
    def laad(token: str) -> Aanmelding | None:
        ik = kijker_van_sessie(token, nu=nu()) if isinstance(token, str) else None
        if ik is None:
            return None
        onthoud_los(ik)
        return Aanmelding(token, ik)

    @beheer.unauthorized_handler
    def niet_ingelogd() -> Response:
        session.pop("_user_id", None)
        return verlopen.uitgelogd()

    @app.context_processor
    def voor_elke_pagina() -> dict[str, Any]:
        ik = kijker()
        rollen = frozenset({*(rol.value for rol in ik.rollen), INGELOGD}) if ik else frozenset()
        return {
            "ik": ik,
            "menu": menu_voor(app, rollen),
            "voorbeeld_band": bandwoord() or (BANDWOORDEN[0] if demo else ""),
        }
