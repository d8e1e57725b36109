"""Keeps who looks at a page with personal data: after the page was made, before it is sent."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

from subsidie.accounts.toegang import kijker
from subsidie.verantwoording.inzage import PLEKKEN, noteer_inzage
from subsidie.web.klok import nu


def registreer(app: Flask) -> None:
    """Watch every answer of ``app``."""
    app.after_request(noteer)


def noteer(antwoord: Response) -> Response:
    """Write down that somebody of the ministry was given personal data; what they asked for and did not get is not.

    What goes wrong here is logged and keeps nobody from their work: the page was theirs to see.
    """
    plek = PLEKKEN.get(request.endpoint or "")
    if plek is None or antwoord.status_code != 200 or request.method != "GET":
        return antwoord
    try:
        ik = kijker()
        if ik is None or not ik.is_ministerie:
            return antwoord
        object_id = plek.object_van(request.view_args or {})
        noteer_inzage(ik.gebruiker.id, plek.soort, plek.object_soort, object_id, nu=nu())
    except Exception:
        current_app.logger.exception("inzage is niet vastgelegd: %s", request.endpoint)
    return antwoord
