"""Who may call a page: decorators for views, and who is looking now.

The decorator knows the role only; whose application it is, is in the query (``voor=ik``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort, current_app, g
from flask_login import current_user
from werkzeug.wrappers import Response

from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.kern.fouten import NietBevoegd
from subsidie.web.foutpaginas import is_zonder_databank
from subsidie.web.toegang import INGELOGD, OPENBAAR, merk, toegang_van

P = ParamSpec("P")
T = TypeVar("T")

ANDERE_ROL = (
    "Deze pagina hoort bij een andere rol dan u nu hebt. Denkt u dat dat niet klopt? Vraag het de beheerder."
)


def kijker() -> Kijker | None:
    """Who is logged in, if anyone.

    On a page that may ask nothing of the database: who was found before, apart from it; else nobody.
    """
    if is_zonder_databank():
        los: Kijker | None = g.get("kijker_los")
        return los
    gevonden: Kijker | None = getattr(current_user, "kijker", None)
    return gevonden


def onthoud_los(ik: Kijker) -> None:
    """Keep who this is apart from the database, for a page about a fault of the program."""
    g.kijker_los = replace(ik, gebruiker=Gebruiker(naam=ik.gebruiker.naam))


def vereis_kijker() -> Kijker:
    """Who is logged in, on a page that lets in nobody else. Raises ``RuntimeError`` on a public page."""
    ik = kijker()
    if ik is None:
        raise RuntimeError("nobody is logged in: the view lacks voor_rollen or ingelogd")
    return ik


def mag_openen(eindpunt: str) -> bool:
    """Whether whoever is logged in may call this endpoint by their role; of one that does not exist: yes."""
    functie = current_app.view_functions.get(eindpunt)
    wie = toegang_van(functie) if functie is not None else None
    return wie is None or not wie.isdisjoint({OPENBAAR, INGELOGD}) or vereis_kijker().heeft(*map(Rol, wie))


def openbaar(functie: Callable[P, T]) -> Callable[P, T]:
    """Anyone may call this view."""
    merk(functie, frozenset({OPENBAAR}))
    return functie


def ingelogd(functie: Callable[P, T]) -> Callable[P, T | Response]:
    """Anyone with an account may call this view, whatever their roles."""
    return _bewaak(functie, frozenset())


def voor_rollen(*rollen: Rol) -> Callable[[Callable[P, T]], Callable[P, T | Response]]:
    """Who has one of ``rollen`` today may call this view; another gets a 403 before anything is loaded."""
    if not rollen:
        raise ValueError("voor_rollen needs at least one role")
    return lambda functie: _bewaak(functie, frozenset(rollen))


def vereis_vooraf(*rollen: Rol) -> None:
    """As ``voor_rollen``, before anything of the request is read: only who may send something has it read at all.

    Aborts to the login page for nobody; raises ``NietBevoegd`` for another role.
    """
    ik = kijker()
    if ik is None:
        abort(current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
    if not ik.heeft(*rollen):
        raise NietBevoegd(ANDERE_ROL)


def _bewaak(functie: Callable[P, T], rollen: frozenset[Rol]) -> Callable[P, T | Response]:
    @wraps(functie)
    def bewaakt(*args: P.args, **kwargs: P.kwargs) -> T | Response:
        ik = kijker()
        if ik is None:
            naar_inloggen: Response = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
            return naar_inloggen
        if rollen and not ik.heeft(*rollen):
            raise NietBevoegd(ANDERE_ROL)
        return functie(*args, **kwargs)

    merk(bewaakt, frozenset(rol.value for rol in rollen) or frozenset({INGELOGD}))
    return bewaakt
