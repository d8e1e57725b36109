"""Whose an application is now, as conditions on ``Aanvraag`` and in words."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, case, exists

from subsidie.aanvragen.models import Aanvraag
from subsidie.beoordeling.behandelmodellen import Behandeltoewijzing
from subsidie.beoordeling.toewijzing import Behandelaar
from subsidie.kern.tijd import datum_nl

MIJ: Final = "mij"
NIEMAND: Final = "niemand"

_OPEN: Final = and_(Behandeltoewijzing.aanvraag_id == Aanvraag.id, Behandeltoewijzing.tot.is_(None))


def van_niemand() -> ColumnElement[bool]:
    """Nobody handles it."""
    return ~exists().where(_OPEN)


def van_wie(gebruiker_id: int, nu: datetime) -> ColumnElement[bool]:
    """This user handles it at ``nu``; a replacement that was arranged for later does not count yet."""
    wie = case(
        (Behandeltoewijzing.vanaf > nu, Behandeltoewijzing.vervangt_id), else_=Behandeltoewijzing.gebruiker_id
    )
    return exists().where(_OPEN, wie == gebruiker_id)


def naam_van_behandelaar(behandelaar: Behandelaar | None) -> str:
    """Who handles it, with a replacement in words."""
    if behandelaar is None:
        return "niemand"
    tekst = behandelaar.gebruiker.naam
    if behandelaar.vervangt is not None and behandelaar.tot is not None:
        return f"{tekst}, vervangt {behandelaar.vervangt.naam} tot en met {datum_nl(behandelaar.tot)}"
    if behandelaar.straks is not None:
        naam, vanaf, tot = behandelaar.straks
        return f"{tekst}; van {datum_nl(vanaf)} tot en met {datum_nl(tot)} vervangen door {naam}"
    return tekst
