"""A valid row of the tables of attachments and filings (see ``rijen``)."""

from __future__ import annotations

from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage, Bijlagestand
from subsidie.aanvragen.indieningmodellen import Indiening, Indieningsoort
from subsidie.aanvragen.models import AanvraagVersie, Functiegroep
from subsidie.kern.canoniek import sha256_hex
from subsidie.web.db import db
from tests.fabrieken.nummers import Nummers
from tests.fabrieken.rijen import (
    NU,
    Rij,
    aanvraag,
    aanvraag_versie,
    betrokkenheid,
    document,
    fabriek,
    gebruiker,
)

_nummers = Nummers()


@fabriek(Aanvraagbijlage)
def aanvraagbijlage(rij: Rij) -> None:
    """In the working copy; with ``verwijderd_op`` taken out of it."""
    nummer = next(_nummers)
    rij.vul(kenmerk=f"{nummer:032x}", aanvraag_id=lambda: aanvraag(status="concept").id, soort="begroting")
    rij.vul(naam="begroting.pdf", mediatype="application/pdf", grootte=1000, stand=Bijlagestand.NIET_GESCAND)
    rij.vul(sha256=sha256_hex(str(nummer).encode()), geupload_op=NU, geupload_door_id=lambda: gebruiker().id)
    if rij.get("verwijderd_op") is not None:
        rij.vul(verwijderd_door_id=lambda: gebruiker().id)


@fabriek(Indiening)
def indiening(rij: Rij) -> None:
    """The first filing of an application, by somebody who takes part in it."""
    if "versie_id" in rij:
        rij.vul(aanvraag_id=lambda: db.session.get_one(AanvraagVersie, rij["versie_id"]).aanvraag_id)
    rij.vul(aanvraag_id=lambda: aanvraag().id)
    rij.vul(versie_id=lambda: aanvraag_versie(aanvraag_id=rij["aanvraag_id"]).id)
    rij.vul(soort=Indieningsoort.INDIENING, ontvangen_op=NU, vastgelegd_op=NU, als=Functiegroep.AANVRAGER)
    rij.vul(
        door_id=lambda: (
            betrokkenheid(aanvraag_id=rij["aanvraag_id"], functiegroep=Functiegroep.AANVRAGER).gebruiker_id
        )
    )
    rij.vul(sleutel=f"sleutel-{next(_nummers)}", raakt_volledigheid=True, document_id=lambda: document().id)
