"""Choosing a municipality by typing its name, with or without a list that the browser offers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.tekst import opsomming
from subsidie.register.models import Gemeente
from subsidie.web.db import db

HOOGSTENS_GENOEMD = 5


def als_keuze(gemeente: Gemeente) -> str:
    """How a municipality is offered: ``Zwolle (GM0193)``."""
    return f"{gemeente.naam} ({gemeente.gm_code})"


def list_keuzen(dag: date) -> list[str]:
    """The municipalities of ``dag``, as they are offered, in order of their name."""
    bestaat = or_(Gemeente.geldig_tot.is_(None), Gemeente.geldig_tot > dag)
    vraag = select(Gemeente).where(bestaat).order_by(Gemeente.naam)
    return [als_keuze(gemeente) for gemeente in db.session.scalars(vraag)]


def lees_keuze(tekst: str, *, waar: str = "gemeente") -> str | None:
    """The code of the municipality that somebody typed: a name, a code, or both as offered; empty: ``None``.

    Raises ``OngeldigeInvoer`` at ``waar`` when there is none, or more than one, with what it may have been.
    """
    gezocht = " ".join(tekst.split())
    if not gezocht:
        return None
    klein = gezocht.casefold()
    alle = list(db.session.scalars(select(Gemeente).order_by(Gemeente.naam)))
    for gemeente in alle:
        if klein in {als_keuze(gemeente).casefold(), gemeente.gm_code.casefold(), gemeente.naam.casefold()}:
            return gemeente.gm_code
    kandidaten = [
        gemeente
        for gemeente in alle
        if klein in gemeente.naam.casefold() or klein == gemeente.naam_kort.casefold()
    ]
    if not kandidaten:
        raise OngeldigeInvoer.van(waar, f"Het register kent geen gemeente ‘{gezocht[:60]}’. Kijk de naam na.")
    namen = [als_keuze(gemeente) for gemeente in kandidaten[:HOOGSTENS_GENOEMD]]
    if len(namen) == 1:
        raise OngeldigeInvoer.van(waar, f"Bedoelt u {namen[0]}? Schrijf dan de hele naam.")
    if len(kandidaten) > HOOGSTENS_GENOEMD:
        namen.append("een andere")
    raise OngeldigeInvoer.van(waar, f"Welke gemeente bedoelt u: {opsomming(namen, voegwoord='of')}?")
