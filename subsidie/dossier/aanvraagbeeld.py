"""The content of an application's page as HTML, kept for who asks for the very same page again.

It is made from the page alone, without the request or the viewer: whoever gets it is shown exactly what was read
for them a moment before, and a change of one value anywhere on it makes another page.
"""

from __future__ import annotations

from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from subsidie.dossier.aanvraagpagina import ONTHOUDEN, Aanvraagpagina
from subsidie.tranches.woorden import ZEKERHEDEN


def inhoud_van(pagina: Aanvraagpagina) -> Markup:
    """The content of ``pagina``; needs an application context."""
    # Who works on the templates wants to see the change.
    return _teken(pagina) if current_app.jinja_env.auto_reload else _onthouden(pagina)


def _teken(pagina: Aanvraagpagina) -> Markup:
    sjabloon = current_app.jinja_env.get_template("dossier/aanvraag/inhoud.html")
    return Markup(sjabloon.render(pagina=pagina, delen=pagina.delen, zekerheden=ZEKERHEDEN))  # noqa: S704 - escaped by the template


_onthouden = lru_cache(maxsize=ONTHOUDEN)(_teken)
