"""What a behandelaar does before anything else: the checklist of the tranche, filled in."""

from __future__ import annotations

from datetime import datetime

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.behandelmodellen import Controleoordeel
from subsidie.beoordeling.controlelijst import Puntoordeel, controlepunten, leg_controle_vast


def controleer_alles(
    aanvraag: Aanvraag, door: Gebruiker, *, nu: datetime, ontbreekt: tuple[str, ...] = ()
) -> None:
    """Find every point of the newest version in order, save those that are missing; inside the commit boundary."""
    leg_controle_vast(
        aanvraag,
        {
            een.code: Puntoordeel(
                Controleoordeel.ONTBREEKT if een.code in ontbreekt else Controleoordeel.IN_ORDE
            )
            for een in controlepunten(aanvraag)
        },
        gezien_versie=aanvraag.huidige_versie,
        door=door,
        nu=nu,
    )
