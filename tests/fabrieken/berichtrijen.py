"""A valid row of every table of messages (see ``rijen``)."""

from __future__ import annotations

from datetime import timedelta

from subsidie.berichten.models import (
    Bericht,
    Berichtgroep,
    Berichtlezing,
    Berichtrichting,
    Berichtvoorkeur,
    Bezorging,
)
from tests.fabrieken.nummers import Nummers
from tests.fabrieken.rijen import NU, Rij, fabriek, gebruiker, gemeente

_nummers = Nummers()


@fabriek(Bericht)
def bericht(rij: Rij) -> None:
    """To a municipality, by the program; with ``richting="in"`` from one, by somebody."""
    rij.vul(sleutel=f"proef:{next(_nummers)}", groep=Berichtgroep.FORMEEL, richting=Berichtrichting.UIT)
    rij.vul(
        kenmerk=f"{next(_nummers):032x}", gm_code=lambda: gemeente().gm_code, gemaakt_op=NU, voorbeeld=True
    )
    rij.vul(object_soort="aanvraag", object_id="PROEF-1", onderwerp="Ontvangen", tekst="Uw aanvraag is er.")
    if rij["richting"] == "in":
        rij.vul(door_id=lambda: gebruiker().id)


@fabriek(Berichtlezing)
def berichtlezing(rij: Rij) -> None:
    rij.vul(bericht_id=lambda: bericht().id, gebruiker_id=lambda: gebruiker().id, geopend_op=NU)


@fabriek(Bezorging)
def bezorging(rij: Rij) -> None:
    """Waiting; sent, failed or come back by its ``stand``."""
    rij.vul(bericht_id=lambda: bericht().id, gebruiker_id=lambda: gebruiker().id)
    rij.vul(adres="a@voorbeeld.test", message_id=f"<{next(_nummers)}@voorbeeld.test>", stand="wacht")
    rij.vul(volgende_poging_op=NU, pogingen=0 if rij["stand"] == "wacht" else 1)
    rij.vul(melding="550 onbekend" if rij["stand"] in ("mislukt", "teruggekomen") else "")
    if rij["stand"] == "verzonden":
        rij.vul(verzonden_op=NU + timedelta(seconds=1))


@fabriek(Berichtvoorkeur)
def berichtvoorkeur(rij: Rij) -> None:
    rij.vul(gebruiker_id=lambda: gebruiker().id, groep=Berichtgroep.VOORTGANG)
    rij.vul(mail=rij["groep"] == "formeel")
