"""The working copy of what was filed: made out of a version where there is none (an application that was imported)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
from subsidie.aanvragen.conceptmodellen import Conceptdeel
from subsidie.aanvragen.conceptqueries import Werkkopie
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import FORMULIERDELEN, delen_uit_versie
from subsidie.aanvragen.models import Aanvraag, AanvraagVersie
from subsidie.aanvragen.service import get_versie
from subsidie.aanvragen.versielezer import gegevens_van
from subsidie.tranches.regels import Regels
from subsidie.web.db import db

LEEG = "{}"


def zorg_voor_werkkopie(aanvraag: Aanvraag, regels: Regels, *, nu: datetime) -> bool:
    """Make the working copy of an application that has none, by the program itself; whether it was made now.

    Raises ``OngeldigeInvoer`` when its version cannot be read as parts.
    """
    if db.session.scalar(select(Conceptdeel.id).where(Conceptdeel.aanvraag_id == aanvraag.id).limit(1)):
        return False
    delen = delen_uit_versie(gegevens_van(get_versie(aanvraag)), regels)
    for deel in Aanvraagdeel:
        db.session.add(
            Conceptdeel(
                aanvraag_id=aanvraag.id, deel=deel, inhoud=delen.get(deel, LEEG), gewijzigd_op=nu,
                gewijzigd_door_id=None,
            )
        )  # fmt: skip
    db.session.flush()
    return True


def met_wat_dicht_is(kopie: Werkkopie, versie: AanvraagVersie) -> Werkkopie:
    """The working copy with every part that is not open as it stands in ``versie``.

    A correction that was begun and never filed may stand in the working copy still: it does not slip in with a
    supplement of something else. Keeps the revisions of the rows. One query, for the attachments.
    """
    gegevens = gegevens_van(versie)
    oud = delen_uit_versie(gegevens, kopie.regels)
    delen: dict[Aanvraagdeel, Conceptdeel] = {}
    for deel, rij in kopie.delen.items():
        dicht = deel in FORMULIERDELEN and deel not in kopie.open
        delen[deel] = Conceptdeel(deel=deel, revisie=rij.revisie, inhoud=oud[deel]) if dicht else rij
    bijlagen = kopie.bijlagen
    if Aanvraagdeel.BIJLAGEN not in kopie.open:
        bijlagen = _van_versie(kopie.aanvraag, gegevens)
    return replace(kopie, delen=delen, bijlagen=bijlagen)


def _van_versie(aanvraag: Aanvraag, gegevens: Mapping[str, object]) -> tuple[Aanvraagbijlage, ...]:
    """The attachments that a version cites, in its order, also those that were taken out of the working copy since."""
    genoemd = gegevens.get("bijlagen") or []
    if not isinstance(genoemd, list) or not genoemd:
        return ()
    rijen = db.session.scalars(
        select(Aanvraagbijlage)
        .where(Aanvraagbijlage.aanvraag_id == aanvraag.id)
        .order_by(Aanvraagbijlage.id.desc())
    )
    per_bestand = {(rij.soort, rij.naam, rij.sha256): rij for rij in rijen}
    sleutels = [(een["soort"], een["naam"], een["sha256"]) for een in genoemd]
    return tuple(per_bestand[sleutel] for sleutel in sleutels if sleutel in per_bestand)
