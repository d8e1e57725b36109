"""A valid row of the tables about a municipality's post and money (see ``rijen``)."""

from __future__ import annotations

from subsidie.accounts.gemeentemodellen import Postadres, Rekeningnummer
from tests.fabrieken.rijen import NU, Rij, fabriek, gebruiker, gemeente


@fabriek(Postadres)
def postadres(rij: Rij) -> None:
    rij.vul(gm_code=lambda: gemeente().gm_code, volgnummer=1, adresregel="Postbus 1", postcode="8000 GA")
    rij.vul(plaats="Zwolle", ingevoerd_op=NU, ingevoerd_door_id=lambda: gebruiker().id)


@fabriek(Rekeningnummer)
def rekeningnummer(rij: Rij) -> None:
    """Entered; confirmed, accepted or rejected by the moments that are given."""
    rij.vul(gm_code=lambda: gemeente().gm_code, iban="NL91ABNA0417164300", tenaamstelling="Gemeente Zwolle")
    rij.vul(ingevoerd_op=NU, ingevoerd_door_id=lambda: gebruiker().id)
    if "goedgekeurd_op" in rij:
        rij.vul(bevestigd_op=NU)
    if "afgewezen_op" in rij:
        rij.vul(reden="De naam klopt niet.")
    for stap in ("bevestigd", "goedgekeurd", "afgewezen"):
        if f"{stap}_op" in rij:
            rij.vul(**{f"{stap}_door_id": lambda: gebruiker().id})
