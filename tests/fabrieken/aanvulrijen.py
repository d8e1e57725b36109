"""A valid row of the tables of requests to supplement and of withdrawals (see ``rijen``)."""

from __future__ import annotations

from datetime import timedelta

from subsidie.aanvragen.aanvulmodellen import Aanvulpunt, Aanvulverzoek
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.indieningmodellen import Intrekking
from subsidie.aanvragen.models import Functiegroep
from tests.fabrieken.nummers import Nummers
from tests.fabrieken.rijen import DAG, NU, Rij, aanvraag, betrokkenheid, document, fabriek, gebruiker

_nummers = Nummers()


@fabriek(Aanvulverzoek)
def aanvulverzoek(rij: Rij) -> None:
    """Open; with ``aangevuld_op`` supplemented, with ``gesloten_op`` closed by a person."""
    rij.vul(aanvraag_id=lambda: aanvraag().id, volgnummer=next(_nummers), toelichting="", gevraagd_op=NU)
    rij.vul(termijn_tot=DAG + timedelta(days=28), als=Functiegroep.BEHANDELING)
    rij.vul(
        gevraagd_door_id=lambda: (
            betrokkenheid(aanvraag_id=rij["aanvraag_id"], functiegroep=Functiegroep.BEHANDELING).gebruiker_id
        )
    )
    rij.vul(document_id=lambda: document().id)
    if rij.get("gesloten_op") is not None:
        rij.vul(gesloten_door_id=lambda: gebruiker().id)


@fabriek(Aanvulpunt)
def aanvulpunt(rij: Rij) -> None:
    rij.vul(verzoek_id=lambda: aanvulverzoek().id, volgnummer=next(_nummers), deel=Aanvraagdeel.KOSTEN)
    rij.vul(vraag="Waar rust het tekort op?", raakt_volledigheid=True)


@fabriek(Intrekking)
def intrekking(rij: Rij) -> None:
    rij.vul(aanvraag_id=lambda: aanvraag(status="ingetrokken").id, ingetrokken_op=NU)
    rij.vul(door_id=lambda: gebruiker().id, reden="Het project gaat niet door.")
