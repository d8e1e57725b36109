"""Who sends a form while no longer logged in, or with an old page, gets a page that helps.

What was typed is shown, to copy: nothing of it was saved, and a browser does not always keep it. Only when
the browser says that the form came from this site; and never a password.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, flash, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as Antwoord

from subsidie.accounts.inlogsessie import veilig
from subsidie.accounts.toegang import kijker
from subsidie.web.beveiliging import VEILIG
from subsidie.web.toegang import OPENBAAR, toegang_van

_MEEST_VELDEN: Final = 2_500
_LANGST: Final = 20_000
_GEHEIM: Final = frozenset({"csrf_token", "huidig", "nieuw", "nogmaals"})


def registreer(app: Flask) -> None:
    """Answer a form that came too late."""

    @app.errorhandler(CSRFError)
    def te_laat(_fout: CSRFError) -> Antwoord:
        if request.endpoint == "accounts.uitloggen" and kijker() is None:
            flash("U was al uitgelogd.", "info")
            return redirect(url_for("accounts.inloggen"))
        if request.endpoint in {"accounts.inloggen", "demo.inloggen"}:
            return _pagina("inloggen", terug=request.full_path.rstrip("?"))
        view = app.view_functions.get(request.endpoint or "")
        is_openbaar = view is not None and toegang_van(view) == frozenset({OPENBAAR})
        if kijker() is None and not is_openbaar:
            return uitgelogd()
        return _pagina("formulier", terug=vorige_pagina())


def uitgelogd() -> Antwoord:
    """Not logged in (any more): to the login page, or for a form a page that keeps what was typed."""
    if request.method in VEILIG:
        return redirect(url_for("accounts.inloggen", volgende=veilig(request.full_path.rstrip("?"))))
    return _pagina("uitgelogd", terug=vorige_pagina())


def vorige_pagina() -> str | None:
    """The page that the form stood on, as far as the browser says it and it is one of this site."""
    if not request.referrer:
        return None
    try:
        delen = urlsplit(request.referrer)
    except ValueError:
        return None
    if delen.netloc != request.host:
        return None
    return veilig(f"{delen.path}?{delen.query}" if delen.query else delen.path)


def _pagina(waarom: str, *, terug: str | None) -> Response:
    if terug is not None and terug.startswith(url_for("accounts.uitloggen")):
        terug = None
    inhoud = render_template("accounts/verlopen.html", waarom=waarom, terug=terug, getypt=_getypt())
    return make_response(inhoud, 400)


def _getypt() -> list[tuple[str, str]]:
    """What stood in the form, by the name of the field."""
    if not _komt_van_hier():
        return []
    try:
        velden = list(request.form.items(multi=True))[:_MEEST_VELDEN]
    except HTTPException:  # too large to be read at all
        return []
    return [
        (naam.replace("_", " ").replace("-", " ").capitalize()[:80], waarde[:_LANGST])
        for naam, waarde in velden
        if waarde.strip() and naam not in _GEHEIM and "wachtwoord" not in naam
    ]


def _komt_van_hier() -> bool:
    zegt = request.headers.get("Sec-Fetch-Site")
    if zegt is not None:
        return zegt == "same-origin"
    herkomst = request.headers.get("Origin")
    return herkomst is not None and urlsplit(herkomst).netloc == request.host
