"""The judgements of an application for its package: the trail keeps their hash, no table holds them as one text."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from subsidie.beoordeling.moderatie import overleginhoud
from subsidie.beoordeling.scorekaarten import kaartinhoud
from subsidie.beoordeling.scoremodellen import Moderatie, Moderatieregel, Scorekaart, Scoreregel


def lees_oordelen(verbinding: Connection, aanvraag_id: int) -> Iterator[tuple[str, str, bytes]]:
    """Of every card that was handed in and every talk: a name for the file, a title, and what its event is the hash of.

    A card that was handed in changes no more, so the bytes are those of that moment. Reads over ``verbinding`` only.
    """
    with Session(bind=verbinding) as sessie:
        kaarten = sessie.scalars(
            select(Scorekaart)
            .where(Scorekaart.aanvraag_id == aanvraag_id, Scorekaart.ingeleverd_op.is_not(None))
            .order_by(Scorekaart.id)
        )
        for kaart in kaarten:
            scores = sessie.scalars(select(Scoreregel).where(Scoreregel.kaart_id == kaart.id))
            inhoud = kaartinhoud(kaart, {een.criterium: een for een in scores})
            yield f"scorekaart-{kaart.id}", f"Scorekaart {kaart.id}, zoals ingeleverd", inhoud
        overleggen = sessie.scalars(
            select(Moderatie).where(Moderatie.aanvraag_id == aanvraag_id).order_by(Moderatie.id)
        )
        for overleg in overleggen:
            regels = sessie.scalars(select(Moderatieregel).where(Moderatieregel.moderatie_id == overleg.id))
            inhoud = overleginhoud(overleg, {een.criterium: (een.score, een.reden) for een in regels})
            yield (
                f"overleg-{overleg.id}",
                f"Overleg {overleg.id} van de beoordelaars, zoals vastgelegd",
                inhoud,
            )
