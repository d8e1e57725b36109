"""The applications that someone ticked, as far as they may see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import vereis_nummer, zichtbaar_voor
from subsidie.accounts.kijker import Kijker
from subsidie.kern.fouten import NietGevonden
from subsidie.web.db import db

HOOGSTENS: Final = 200
"""So many at a time: a page of the list has far fewer."""


def list_gekozen(nummers: Sequence[str], ik: Kijker) -> list[Aanvraag]:
    """The applications with these numbers that ``ik`` may see, by number; what is no number is not asked for."""
    geldig = sorted({een for een in nummers if _is_nummer(een)})[:HOOGSTENS]
    if not geldig:
        return []
    return list(
        db.session.scalars(
            select(Aanvraag)
            .where(Aanvraag.nummer.in_(geldig), zichtbaar_voor(ik))
            .options(
                selectinload(Aanvraag.gemeente),
                selectinload(Aanvraag.project),
                selectinload(Aanvraag.tranche),
            )
            .order_by(Aanvraag.nummer)
        )
    )


def _is_nummer(tekst: str) -> bool:
    try:
        vereis_nummer(tekst)
    except NietGevonden:
        return False
    return True
