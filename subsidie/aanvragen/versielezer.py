"""Versions of an application, read as people see them: what stands in one, and what changed since the one before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from subsidie.aanvragen.inhoud.geheel import DEELNAMEN, Delen
from subsidie.aanvragen.inhoud.verschillen import Verschil, verschillen
from subsidie.aanvragen.inhoud.versie import lees_versie
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.kern.fouten import NietGevonden
from subsidie.tranches.regels import Regels
from subsidie.web.db import db

AANVULLING = "aanvulling"
"""Under this key of ``delen`` a version that supplements holds the answers to the points."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """A point of a request with what the municipality answered; both plain text."""

    vraag: str
    antwoord: str


@dataclass(frozen=True, slots=True)
class Verschilgroep:
    """What changed in one part."""

    naam: str
    verschillen: tuple[Verschil, ...]


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """One version against the one before it. ``oud`` is ``None`` for the first: there is nothing to compare."""

    nieuw: AanvraagVersie
    oud: AanvraagVersie | None
    groepen: tuple[Verschilgroep, ...]
    antwoorden: tuple[Antwoord, ...]


def gegevens_van(versie: AanvraagVersie) -> dict[str, Any]:
    """What a version holds, as JSON values."""
    gelezen: dict[str, Any] = json.loads(versie.gegevens)
    return gelezen


def delen_van_versie(versie: AanvraagVersie, regels: Regels) -> Delen:
    """The parts of a version as values, also of one that was imported."""
    return lees_versie(gegevens_van(versie), regels)


def vergelijk(aanvraag: Aanvraag, volgnummer: int, regels: Regels) -> Vergelijking:
    """What version ``volgnummer`` changed; raises ``NietGevonden`` when there is no such version. One query."""
    vraag = (
        select(AanvraagVersie)
        .where(
            AanvraagVersie.aanvraag_id == aanvraag.id,
            AanvraagVersie.volgnummer.in_((volgnummer - 1, volgnummer)),
        )
        .order_by(AanvraagVersie.volgnummer)
    )
    gevonden = {versie.volgnummer: versie for versie in db.session.scalars(vraag)}
    nieuw, oud = gevonden.get(volgnummer), gevonden.get(volgnummer - 1)
    if nieuw is None:
        raise NietGevonden("Deze versie is er niet.")
    waarden = gegevens_van(nieuw)
    gevonden_verschillen = () if oud is None else verschillen(gegevens_van(oud), waarden, regels)
    return Vergelijking(nieuw, oud, groepeer(gevonden_verschillen), antwoorden_van(waarden))


def groepeer(gevonden: tuple[Verschil, ...]) -> tuple[Verschilgroep, ...]:
    """Differences by part, in the order of the parts."""
    return tuple(
        Verschilgroep(naam, samen)
        for deel, naam in DEELNAMEN.items()
        if (samen := tuple(een for een in gevonden if een.deel is deel))
    )


def antwoorden_van(gegevens: dict[str, Any]) -> tuple[Antwoord, ...]:
    """The answers that came with a version (``gegevens`` as JSON value); none when it supplements nothing."""
    delen = gegevens.get("delen")
    aanvulling = delen.get(AANVULLING) if isinstance(delen, dict) else None
    rijen = aanvulling.get("antwoorden", ()) if isinstance(aanvulling, dict) else ()
    return tuple(Antwoord(str(rij["vraag"]), str(rij["antwoord"])) for rij in rijen)
