"""Every page says who may call it, or the program does not start.

The decorators that know about users and roles are in ``subsidie.accounts.toegang``; here is only
what marks a page, so that a page without a mark is found at the start and not by an attacker.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Flask

OPENBAAR: Final = "openbaar"
INGELOGD: Final = "ingelogd"
_MERK = "subsidie_toegang"


def merk(functie: Callable[..., Any], wie: frozenset[str]) -> None:
    """Note on a view who may call it: role names, or ``OPENBAAR`` or ``INGELOGD`` alone."""
    setattr(functie, _MERK, wie)


def toegang_van(functie: Callable[..., Any]) -> frozenset[str] | None:
    """Who may call this view; ``None`` when nobody said so."""
    gemerkt: frozenset[str] | None = getattr(functie, _MERK, None)
    return gemerkt


def vereis_toegang_overal(app: Flask) -> None:
    """Raises ``RuntimeError`` when an endpoint does not say who may call it; files in static/ are public."""
    zonder = [
        naam
        for naam, functie in app.view_functions.items()
        if naam != "static" and toegang_van(functie) is None
    ]
    if zonder:
        raise RuntimeError(f"endpoints without access rule: {', '.join(sorted(zonder))}")
