"""A valid row of the working copy (see ``rijen``)."""

from __future__ import annotations

from subsidie.aanvragen.conceptmodellen import Conceptdeel
from subsidie.aanvragen.delen import Aanvraagdeel
from tests.fabrieken.rijen import LEEG, NU, Rij, aanvraag, fabriek, gebruiker


@fabriek(Conceptdeel)
def conceptdeel(rij: Rij) -> None:
    """One part of a draft."""
    rij.vul(aanvraag_id=lambda: aanvraag(status="concept").id, deel=Aanvraagdeel.PLANNING, revisie=1)
    rij.vul(inhoud=LEEG, gewijzigd_op=NU, gewijzigd_door_id=lambda: gebruiker().id)
