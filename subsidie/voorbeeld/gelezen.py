"""Which messages of the examples were opened: what is old was, as it would be by people who do their work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker
from subsidie.berichten.models import Bericht, Berichtrichting
from subsidie.berichten.service import noteer_geopend
from subsidie.voorbeeld.oefenpersonen import OEFENPERSONEN
from subsidie.voorbeeld.personen import GEMEENTECODE
from subsidie.web.db import db

NIEUW: Final = timedelta(days=14)
"""What came in after this long ago waits to be opened."""
EEN_DAG: Final = timedelta(days=1)


def open_oude_berichten(personen: Mapping[str, Gebruiker], *, nu: datetime) -> None:
    """Everybody who can log in opened what they got, a day after it came; inside the commit boundary.

    ``personen``: those of the example and of the practice tranches, by key.
    """
    for wie, richting, gm_code in _lezers(personen):
        vraag = select(Bericht).where(Bericht.richting == richting, Bericht.gemaakt_op < nu - NIEUW)
        if gm_code is not None:
            vraag = vraag.where(Bericht.gm_code == gm_code)
        for bericht in db.session.scalars(vraag).all():
            noteer_geopend(bericht, door=wie, nu=bericht.gemaakt_op + EEN_DAG)


def _lezers(personen: Mapping[str, Gebruiker]) -> Iterator[tuple[Gebruiker, Berichtrichting, str | None]]:
    """Who reads what: the ministry what came in, a municipality (by its code) what was sent to it."""
    yield personen["behandelaar"], Berichtrichting.IN, None
    for sleutel in ("opsteller", "tekenbevoegde"):
        yield personen[sleutel], Berichtrichting.UIT, GEMEENTECODE
    for een in OEFENPERSONEN:
        yield personen[een.sleutel], Berichtrichting.UIT, een.gm_code
