"""The decision clocks of many applications without a decision at once: in five queries, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import select

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.models import Aanvraag
from subsidie.beoordeling.klokvragen import GEEN, klokfeiten_waar
from subsidie.dossier.termijn import klok_met_pauzes
from subsidie.dossier.vandaag.besluitvragen import zonder_besluit
from subsidie.dossier.vandaag.termijnen import termijnregels
from subsidie.dossier.vandaag.vorm import Klokstand
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.db import db

Klok = tuple[date | None, Klokstand | None]
"""The last day as it stands today, and the clock; neither where the term is not known."""


class Lopend(Protocol):
    """What of an application the clock needs; a row does too."""

    @property
    def id(self) -> int: ...
    @property
    def tranche_id(self) -> int: ...
    @property
    def ontvangen_op(self) -> datetime | None: ...


def verzoeken_zonder_besluit() -> dict[int, list[Aanvulverzoek]]:
    """Per application id every request on what has no decision yet, oldest first. One query, without a list of ids."""
    vraag = (
        select(Aanvulverzoek)
        .join(Aanvraag, Aanvulverzoek.aanvraag_id == Aanvraag.id)
        .where(zonder_besluit())
        .order_by(Aanvulverzoek.aanvraag_id, Aanvulverzoek.volgnummer)
    )
    uit: dict[int, list[Aanvulverzoek]] = {}
    for verzoek in db.session.scalars(vraag):
        uit.setdefault(verzoek.aanvraag_id, []).append(verzoek)
    return uit


def klokken_van(
    rijen: Iterable[Lopend], verzoeken: Mapping[int, list[Aanvulverzoek]], *, nu: datetime
) -> dict[int, Klok]:
    """Per application id its clock on the day of ``nu``; ``rijen`` have no decision that was notified.

    Applications of one tranche that came in on one day and were never asked anything, and
    of which nothing else moves the term, have the same clock, so that
    is computed once.
    """
    vandaag = dag_in_amsterdam(nu)
    gelezen = list(rijen)
    feiten = klokfeiten_waar(zonder_besluit())
    regels = termijnregels({rij.tranche_id for rij in gelezen}, nu)
    zelfde: dict[tuple[int, date], Klok] = {}
    uit: dict[int, Klok] = {}
    for rij in gelezen:
        if rij.ontvangen_op is None:
            uit[rij.id] = (None, None)
            continue
        regel = regels.get(rij.tranche_id)
        gevraagd, ander = verzoeken.get(rij.id), feiten.get(rij.id)
        if gevraagd or ander:
            uit[rij.id] = klok_met_pauzes(regel, rij.ontvangen_op, gevraagd or (), vandaag, ander or GEEN)
            continue
        plek = (rij.tranche_id, dag_in_amsterdam(rij.ontvangen_op))
        if plek not in zelfde:
            zelfde[plek] = klok_met_pauzes(regel, rij.ontvangen_op, (), vandaag)
        uit[rij.id] = zelfde[plek]
    return uit


def klok_in_woorden(stand: Klokstand | None) -> str:
    """As the macro ``klok`` says it, without the day: for a file."""
    if stand is None:
        return "niet bekend"
    dagen = aantal(abs(stand.dagen or 0), "dag", "dagen")
    if stand.toestand == "te_laat":
        return f"{dagen} te laat"
    if stand.toestand == "stil":
        return "staat stil" if stand.dagen is None else f"staat stil, nog {dagen}"
    if stand.toestand == "klaar":
        return "klaar"
    return "laatste dag" if stand.dagen == 0 else f"nog {dagen}"
