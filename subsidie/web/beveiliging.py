"""Settings and headers that every answer has: cookies, content security policy, caching, sizes.

A small module of the project's own: the libraries for this are dormant, and the policy is short.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.datastructures import ImmutableMultiDict

from subsidie.config import Instellingen, Omgeving
from subsidie.kern.tekst import NULTEKEN

RUSTTIJD: Final = timedelta(hours=1)
"""Without a request for this long, one has to log in again."""

GROOTSTE_VERZOEK: Final = 1024 * 1024
"""Bytes of a request; a page that takes files sets its own limit, before the form is read."""

VEILIG: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

VAN_ELDERS: Final = frozenset({"cross-site", "same-site"})
"""What a browser says (Sec-Fetch-Site) when another site, or another host of ours, sends the request."""

# The components draw some icons as data: images in their style sheets. Nothing else comes from elsewhere.
CSP: Final = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    )
)  # fmt: skip

KOPPEN: Final = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Sessiekoekje(SecureCookieSessionInterface):
    """The session in a signed cookie, renewed by every page but never by a file.

    Files in static/ may be kept by caches that many people share: a cookie on them would be given to others.
    And they are the same for everyone, so a browser need not fetch them again when the cookie was renewed.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint != "static":
            super().save_session(app, session, response)


def instellingen_voor_flask(instellingen: Instellingen) -> dict[str, Any]:
    """What Flask and its extensions must be told about sessions, forms and sizes."""
    if instellingen.adres:
        hosts: list[str] | None = [urlsplit(instellingen.adres).hostname or ""]
    else:
        # A link in an answer is made from the host that was asked for: in real use never one that anybody names.
        hosts = ["localhost", "127.0.0.1"] if instellingen.omgeving is Omgeving.PRODUCTIE else None
    return {
        # __Host-: only over HTTPS, only for this very host, only for the whole site.
        "SESSION_COOKIE_NAME": "__Host-subsidie" if instellingen.https else "subsidie",
        "SESSION_COOKIE_SECURE": instellingen.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": RUSTTIJD,
        "PREFERRED_URL_SCHEME": "https" if instellingen.https else "http",
        "TRUSTED_HOSTS": hosts,
        "MAX_CONTENT_LENGTH": GROOTSTE_VERZOEK,
        # The session has an end of its own; a form left open over lunch does not lose what was typed.
        "WTF_CSRF_TIME_LIMIT": None,
        # Who hides the page they come from may still use forms: the token is tied to the session, another site
        # cannot set a __Host- cookie, and the browser itself says when a request comes from elsewhere.
        "WTF_CSRF_SSL_STRICT": False,
    }


def registreer(app: Flask) -> None:
    """Give every answer of ``app`` these headers, and look at every request before anything else does."""
    instellingen: Instellingen = app.extensions["instellingen"]
    app.session_interface = Sessiekoekje()

    @app.before_request
    def bekijk_verzoek() -> None:
        if request.method not in VEILIG and request.headers.get("Sec-Fetch-Site") in VAN_ELDERS:
            abort(400)
        if _heeft_nul():
            abort(400)
        if request.method not in VEILIG:
            _toon_nul()

    @app.after_request
    def zet_koppen(antwoord: Response) -> Response:
        for naam, waarde in KOPPEN.items():
            antwoord.headers.setdefault(naam, waarde)
        if instellingen.https:
            antwoord.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.endpoint == "static":
            return antwoord
        if session:
            # What one person sees stays out of every cache, the browser's own included (back after logging out),
            # whatever the page itself thought: its head names who is logged in.
            antwoord.headers["Cache-Control"] = "no-store"
        else:
            antwoord.headers.setdefault("Cache-Control", "no-cache")
        return antwoord


def _heeft_nul() -> bool:
    """Whether there is a NUL in an address or the name of a field: nobody types it, and PostgreSQL cannot have it."""
    delen = [request.path, *request.args, *(een for waarden in request.args.listvalues() for een in waarden)]
    return any("\0" in deel for deel in (delen if request.method in VEILIG else [*delen, *request.form]))


def _toon_nul() -> None:
    """A NUL in what was typed becomes its picture: a fault at its field (``kern.tekst``), and the rest is not lost."""
    if any("\0" in een for waarden in request.form.listvalues() for een in waarden):
        zichtbaar = [(naam, een.replace("\0", NULTEKEN)) for naam, een in request.form.items(multi=True)]
        request.__dict__["form"] = ImmutableMultiDict(zichtbaar)
