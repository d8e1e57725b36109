"""The navigation: each capability names its own pages and for whom they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask, request, url_for

from subsidie.web.toegang import INGELOGD


@dataclass(frozen=True, slots=True)
class Menukeuze:
    """A page in the navigation: for which roles (``INGELOGD`` alone: everyone with an account), and where.

    ``onder``: blueprints or endpoints whose pages count as being below this one.
    """

    label: str
    eindpunt: str
    rollen: frozenset[str]
    volgorde: int
    onder: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Menupunt:
    """One link as a page shows it."""

    label: str
    href: str
    actief: bool


def registreer(app: Flask) -> None:
    """Start with an empty navigation."""
    app.extensions["menu"] = []


def voeg_toe(app: Flask, keuzen: Iterable[Menukeuze]) -> None:
    """Add pages to the navigation, in order of ``volgorde``."""
    app.extensions["menu"] = sorted([*app.extensions["menu"], *keuzen], key=lambda keuze: keuze.volgorde)


def menu_voor(app: Flask, rollen: frozenset[str]) -> tuple[Menupunt, ...]:
    """The links for someone with these roles; none for who is not logged in."""
    return tuple(
        Menupunt(keuze.label, url_for(keuze.eindpunt), _is_actief(keuze))
        for keuze in app.extensions["menu"]
        if rollen and (INGELOGD in keuze.rollen or keuze.rollen & rollen)
    )


def _is_actief(keuze: Menukeuze) -> bool:
    return (
        request.endpoint == keuze.eindpunt
        or request.endpoint in keuze.onder
        or request.blueprint in keuze.onder
    )
