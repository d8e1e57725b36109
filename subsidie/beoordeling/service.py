"""Assessing an application: what the reviewer found, on which version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Functiegroep
from subsidie.aanvragen.service import betrek, get_versie, zet_status
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_geen_belang, vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.models import Beoordeling
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.web.db import db


def beoordelen(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    nu: datetime,
    afwijzingsgrond: str | None = None,
    score: str | None = None,
) -> Beoordeling:
    """Record that the newest version meets the conditions, or the ground on which it does not.

    ``afwijzingsgrond`` is a sentence that will stand in the letter; ``None`` means it meets them.
    ``score`` is an exact decimal as text, for tranches that rank by score. Raises ``NietBevoegd``
    (role, interest, another function on this application) and ``OngeldigeOvergang``.
    """
    vereis_rol(door, Rol.BEOORDELAAR, nu=nu)
    vereis_geen_belang(door, {aanvraag.gm_code}, nu=nu)
    if afwijzingsgrond is not None and not afwijzingsgrond.strip():
        raise OngeldigeInvoer.van("afwijzingsgrond", "Schrijf de reden waarom de aanvraag niet voldoet.")
    betrek(aanvraag, door, Functiegroep.BEOORDELING, nu=nu)
    if aanvraag.status is Aanvraagstatus.VOLLEDIG:
        zet_status(aanvraag, Aanvraagstatus.IN_BEOORDELING)
    zet_status(aanvraag, Aanvraagstatus.BEOORDEELD)
    versie = get_versie(aanvraag)
    beoordeling = Beoordeling(
        aanvraag_id=aanvraag.id, versie=versie, voldoet=afwijzingsgrond is None, afwijzingsgrond=afwijzingsgrond,
        score=score, door_id=door.id, vastgelegd_op=nu,
    )  # fmt: skip
    db.session.add(beoordeling)
    leg_vast(
        "aanvraag:beoordeeld", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"versie_sha256": versie.sha256, "voldoet": beoordeling.voldoet}
        | ({"afwijzingsgrond": afwijzingsgrond} if afwijzingsgrond else {})
        | ({"score": score} if score else {}),
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
