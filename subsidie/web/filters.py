"""Filters for pages: money and numbers as people in the Netherlands write them."""

from __future__ import annotations

from flask import Flask

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal

VAST = "\N{NO-BREAK SPACE}"


def geld(cent: int) -> str:
    """Eurocents as ``€ 320.670``, not to be broken over lines."""
    return euro_kort(cent).replace(" ", VAST)


def registreer(app: Flask) -> None:
    """Make the filters known to the templates of ``app``."""
    app.jinja_env.filters.update(geld=geld, getal=getal)
