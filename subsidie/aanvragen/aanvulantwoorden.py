"""Answering the points of a request to supplement, before it is filed: kept while people write.

Two colleagues may write at once: who saves says on which ``revisie`` it rests, and never overwrites the other unseen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from subsidie.aanvragen.aanvulmodellen import Aanvulpunt
from subsidie.aanvragen.aanvultekst import LANGSTE_ANTWOORD, schoon, tekstgebreken
from subsidie.aanvragen.aanvulvragen import list_punten, zoek_open_verzoek
from subsidie.aanvragen.concept import NietBewerkbaar, vergrendel_concept, waarom_dicht
from subsidie.accounts.models import Gebruiker
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Antwoordinvoer:
    """What somebody answers to one point, and the ``revisie`` that it rests on."""

    tekst: str
    basis: int


class Antwoordconflict(Domeinfout):
    """Somebody else saved another answer in between; ``punten`` hold theirs. Nothing of it was saved."""

    def __init__(self, punten: Sequence[Aanvulpunt]) -> None:
        self.punten = tuple(punten)
        super().__init__(
            "Een collega heeft intussen een ander antwoord bewaard. Kies wat er moet staan en bewaar opnieuw."
        )


def bewaar_antwoorden(
    nummer: str, antwoorden: Mapping[int, Antwoordinvoer], *, door: Gebruiker, nu: datetime
) -> int:
    """Save the answers by number of the point, all or none; how many changed.

    Raises ``NietGevonden`` for an application that is not of the municipality of ``door``, ``NietBewerkbaar`` when
    no request is open, ``OngeldigeInvoer`` at ``antwoord-1`` (and so on), and ``Antwoordconflict``.
    """
    aanvraag = vergrendel_concept(nummer, door=door, nu=nu)
    verzoek = zoek_open_verzoek(aanvraag)
    if verzoek is None:
        raise NietBewerkbaar(waarom_dicht(aanvraag))
    gebreken, anders = [], []
    for punt in list_punten(verzoek):
        gegeven = antwoorden.get(punt.volgnummer)
        if gegeven is None:
            continue
        tekst = schoon(gegeven.tekst)
        gebreken += tekstgebreken(f"antwoord-{punt.volgnummer}", tekst, hoogstens=LANGSTE_ANTWOORD)
        if tekst != punt.antwoord:
            anders.append((punt, tekst, gegeven.basis))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    botsend = [punt for punt, tekst, basis in anders if not _bewaar(punt, tekst, basis)]
    if botsend:
        for punt in botsend:
            db.session.refresh(punt)
        raise Antwoordconflict(botsend)
    return len(anders)


def _bewaar(punt: Aanvulpunt, tekst: str, basis: int) -> bool:
    """Compare and set on ``revisie``; whether it was still the one that the answer rests on."""
    gelukt = db.session.execute(
        update(Aanvulpunt)
        .where(Aanvulpunt.id == punt.id, Aanvulpunt.revisie == basis)
        .values(antwoord=tekst, revisie=basis + 1)
    )
    return bool(gelukt.rowcount == 1)  # type: ignore[attr-defined]
