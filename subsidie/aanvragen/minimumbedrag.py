"""The smallest contribution with which an applicant still wants to build, as a version holds it."""

from __future__ import annotations

import json

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.kosten import MINIMUM
from subsidie.kern.geld import lees_euro
from subsidie.tranches.keuzen import Aanvraagveld
from subsidie.tranches.regels import Regels


def vraagt_minimum(regelset: Regels) -> bool:
    """Whether the tranche asks for it."""
    velden = regelset.aanvraag_velden.waarde if regelset.heeft("aanvraag.velden") else None
    return any(een.code is Aanvraagveld.MINIMUMBEDRAG for een in velden or ())


def minimum_van(gegevens: str, telt_cent: int) -> int | None:
    """In eurocents, of a version with these ``gegevens`` (JSON) of which ``telt_cent`` counts.

    ``None`` where none was given, and where it is more than what counts: then no part can be enough.
    """
    if f'"{MINIMUM}"' not in gegevens:
        return None
    kosten = json.loads(gegevens).get("delen", {}).get(Aanvraagdeel.KOSTEN.value, {})
    if not (tekst := kosten.get(MINIMUM)):
        return None
    cent = lees_euro(tekst)
    return cent if cent <= telt_cent else None
