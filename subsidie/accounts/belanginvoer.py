"""From a form about an interest to the register."""

from __future__ import annotations

from datetime import datetime

from subsidie.accounts.beheer_forms import Eigenbelangformulier
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.belangregister import registreer_belang, registreer_partijbelang
from subsidie.accounts.gemeentekeuze import lees_keuze
from subsidie.accounts.models import Belang, Gebruiker
from subsidie.kern.fouten import OngeldigeInvoer


def registreer_uit(
    formulier: Eigenbelangformulier, gebruiker: Gebruiker, *, door: Gebruiker, nu: datetime
) -> Belang | Partijbelang:
    """Enter what stands in a form that was found good. Raises as the services, ``OngeldigeInvoer`` at its fields."""
    omschrijving, vanaf = formulier.omschrijving.data or "", formulier.vanaf.data
    if formulier.is_partij:
        return registreer_partijbelang(
            gebruiker,
            partij=formulier.partij.data or "",
            omschrijving=omschrijving,
            vanaf=vanaf,
            door=door,
            nu=nu,
        )
    gm_code = lees_keuze(formulier.gemeente.data or "")
    if gm_code is None:
        raise OngeldigeInvoer.van("gemeente", "Kies een gemeente.")
    return registreer_belang(
        gebruiker, gm_code=gm_code, omschrijving=omschrijving, vanaf=vanaf, door=door, nu=nu
    )
