"""Assessing an application: what the reviewer found, on which version."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import select

from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Functiegroep
from subsidie.aanvragen.service import betrek, get_versie, vergrendel, zet_status
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.beoordeling.totaal import herreken
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer, Rekenfout
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.lezen import als_instelling
from subsidie.tranches.service import list_historie
from subsidie.web.db import db

_SCORE = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LANGSTE_SCORE = 40


def beoordelen(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    nu: datetime,
    afwijzingsgrond: str | None = None,
    score: str | None = None,
    grond_code: str | None = None,
    opbouw: str | None = None,
) -> Beoordeling:
    """Record that the newest version meets the conditions, or the ground on which it does not.

    ``afwijzingsgrond`` is a sentence that will stand in the letter; ``None`` means it meets them.
    ``score`` is an exact decimal as text (``8.5``), required where the pot ranks by score and refused
    elsewhere. ``grond_code``: of that ground in the settings of the tranche, where it is one of those; ``opbouw``: how
    the score came about (``totaal.maak_opbouw``), which must give ``score`` when it is computed again. Raises
    ``NietBevoegd`` (role, interest, another function on this application), ``OngeldigeInvoer``, ``OngeldigeOvergang``,
    ``Rekenfout``, and ``Domeinfout`` when this version was assessed already, while a reviewer still has a card of it,
    or when a rejection would come before the view that was asked on it (Awb 4:7).
    """
    vereis_rol(door, Rol.BEOORDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    if afwijzingsgrond is not None and not afwijzingsgrond.strip():
        raise OngeldigeInvoer.van("afwijzingsgrond", "Schrijf de reden waarom de aanvraag niet voldoet.")
    _vereis_juiste_score(aanvraag, score, voldoet=afwijzingsgrond is None)
    if opbouw is not None and herreken(opbouw) != score:
        raise Rekenfout(f"De score van aanvraag {aanvraag.nummer} volgt niet uit haar opbouw.")
    vergrendel(aanvraag)
    versie = get_versie(aanvraag)
    _vereis_nog_niet_beoordeeld(aanvraag, versie)
    _vereis_alle_kaarten(aanvraag, versie)
    if afwijzingsgrond is not None:
        _vereis_geen_open_zienswijze(aanvraag)
    betrek(aanvraag, door, Functiegroep.BEOORDELING, nu=nu)
    if aanvraag.status is Aanvraagstatus.VOLLEDIG:
        zet_status(aanvraag, Aanvraagstatus.IN_BEOORDELING)
    zet_status(aanvraag, Aanvraagstatus.BEOORDEELD)
    beoordeling = Beoordeling(
        aanvraag_id=aanvraag.id, versie=versie, voldoet=afwijzingsgrond is None, afwijzingsgrond=afwijzingsgrond,
        score=score, grond_code=grond_code if afwijzingsgrond else None, opbouw=opbouw, door_id=door.id,
        vastgelegd_op=nu,
    )  # fmt: skip
    db.session.add(beoordeling)
    db.session.flush()
    leg_vast(
        "aanvraag:beoordeeld", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"versie_sha256": versie.sha256, "voldoet": beoordeling.voldoet}
        | ({"afwijzingsgrond": afwijzingsgrond} if afwijzingsgrond else {})
        | ({"grond_code": grond_code} if afwijzingsgrond and grond_code else {})
        | ({"score": score} if score else {})
        | ({"opbouw_sha256": sha256_hex(opbouw.encode())} if opbouw else {}),
    )  # fmt: skip
    return beoordeling


def get_beoordelingen(tranche_id: int) -> dict[int, Beoordeling]:
    """Per application id: the assessment of its newest version, for the whole tranche in one query."""
    vraag = (
        select(Beoordeling)
        .join(AanvraagVersie, Beoordeling.versie_id == AanvraagVersie.id)
        .join(Aanvraag, AanvraagVersie.aanvraag_id == Aanvraag.id)
        .where(Aanvraag.tranche_id == tranche_id, AanvraagVersie.volgnummer == Aanvraag.huidige_versie)
    )
    return {beoordeling.aanvraag_id: beoordeling for beoordeling in db.session.scalars(vraag)}


def _vereis_juiste_score(aanvraag: Aanvraag, score: str | None, *, voldoet: bool) -> None:
    """A score where the ranking needs it, and nowhere else: a score that means nothing misleads."""
    methode = als_instelling(list_historie(aanvraag.tranche, "methode", pot=aanvraag.pot)[-1]).waarde
    if score is None:
        # What is refused on a ground is not ranked.
        if methode is Verdeelwijze.SCORE and voldoet:
            raise OngeldigeInvoer.van("score", "Deze pot wordt verdeeld op score: vul de score in.")
    elif methode is not Verdeelwijze.SCORE:
        raise OngeldigeInvoer.van("score", "Deze pot wordt niet verdeeld op score: laat de score leeg.")
    elif len(score) > _LANGSTE_SCORE or not _SCORE.fullmatch(score):
        raise OngeldigeInvoer.van("score", "Schrijf een getal met een punt voor de decimalen, zoals 8.5.")


def _vereis_nog_niet_beoordeeld(aanvraag: Aanvraag, versie: AanvraagVersie) -> None:
    if db.session.scalar(select(Beoordeling.id).where(Beoordeling.versie_id == versie.id)) is not None:
        raise Domeinfout(
            f"Versie {versie.volgnummer} van aanvraag {aanvraag.nummer} is al beoordeeld. "
            "Een oordeel verandert niet; een nieuw oordeel vraagt een nieuwe versie."
        )


def _vereis_alle_kaarten(aanvraag: Aanvraag, versie: AanvraagVersie) -> None:
    """Nobody records an outcome past the reviewers who still have the application; the database refuses it too."""
    open_kaart = select(Scorekaart.id).where(
        Scorekaart.versie_id == versie.id,
        Scorekaart.vervallen_op.is_(None),
        Scorekaart.ingeleverd_op.is_(None),
    )
    if db.session.scalar(open_kaart.limit(1)) is not None:
        raise Domeinfout(
            f"Nog niet alle beoordelaars van aanvraag {aanvraag.nummer} hebben hun kaart ingeleverd."
        )


def _vereis_geen_open_zienswijze(aanvraag: Aanvraag) -> None:
    if db.session.scalar(
        select(Zienswijze.id)
        .where(Zienswijze.aanvraag_id == aanvraag.id, Zienswijze.gesloten.is_(False))
        .limit(1)
    ):
        raise Domeinfout(
            f"Op aanvraag {aanvraag.nummer} loopt nog een zienswijze. Wijs pas af als die is afgehandeld (artikel 4:7 "
            "van de Algemene wet bestuursrecht)."
        )
