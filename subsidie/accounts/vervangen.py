"""Accounts of which the name was replaced when it need not be kept any longer: that is never undone."""

from __future__ import annotations

from typing import Final

from subsidie.accounts.models import Gebruiker
from subsidie.kern.fouten import Domeinfout

DOMEIN: Final = "verwijderd.invalid"
"""Reserved (RFC 2606): no mail ever arrives there, and nobody can be entered with it."""


def adres_zonder_persoon(gebruiker: Gebruiker) -> str:
    """The address that an account has from then on; unique, for it is made of its key."""
    return f"{gebruiker.sleutel}@{DOMEIN}"


def is_vervangen(gebruiker: Gebruiker) -> bool:
    """Whether the name and the address of this account were replaced."""
    return gebruiker.email == adres_zonder_persoon(gebruiker)


def vereis_naam(gebruiker: Gebruiker) -> None:
    """Raises ``Domeinfout`` for an account without a person: nobody gets to be somebody under an old key."""
    if is_vervangen(gebruiker):
        raise Domeinfout(
            "De naam van dit account is vervangen, omdat de bewaartermijn voorbij was. Dat blijft zo. Komt iemand "
            "terug? Maak dan een nieuw account."
        )
