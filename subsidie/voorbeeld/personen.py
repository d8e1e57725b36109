"""The invented people of the example, one per function that the run needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import geef_mandaat, get_gebruiker_op_email, ken_rol_toe, maak_gebruiker

DOMEIN = "voorbeeld.invalid"
"""Reserved so that it can never be a real address (RFC 2606)."""
MANDAATGRENS_CENT = 100_000_000_00
IN_DIENST = date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Persoon:
    """Someone of the example: name, what they are, their role, and the numbers of their mandates."""

    sleutel: str
    naam: str
    functie: str
    rol: Rol
    mandaatnummer: str | None = None


PERSONEN = (
    Persoon("beheerder", "B. Beheerder", "beheerder van de regeling (voorbeeld)", Rol.BEHEERDER),
    Persoon("behandelaar", "C. de Behandelaar", "behandelaar (voorbeeld)", Rol.BEHANDELAAR),
    Persoon("beoordelaar", "D. Beoordelaar", "beoordelaar (voorbeeld)", Rol.BEOORDELAAR),
    Persoon(
        "beslisser", "A. de Beslisser", "hoofd uitvoering (voorbeeld)", Rol.BESLISSER, "VOORBEELD-2023-01"
    ),
    Persoon(
        "tweede_beslisser", "E. van Besluiten", "directeur (voorbeeld)", Rol.BESLISSER, "VOORBEELD-2023-02"
    ),
    Persoon("auditor", "F. Auditor", "auditor (voorbeeld)", Rol.AUDITOR),
)


def laad_personen(*, nu: datetime) -> dict[str, Gebruiker]:
    """The people of the example by key, made when they are not there yet."""
    return {persoon.sleutel: _laad(persoon, nu=nu) for persoon in PERSONEN}


def _laad(persoon: Persoon, *, nu: datetime) -> Gebruiker:
    email = f"{persoon.sleutel}@{DOMEIN}"
    gebruiker = get_gebruiker_op_email(email)
    if gebruiker is not None:
        return gebruiker
    gebruiker = maak_gebruiker(naam=persoon.naam, email=email, functie=persoon.functie, door=None, nu=nu)
    ken_rol_toe(gebruiker, persoon.rol, vanaf=IN_DIENST, door=None, nu=nu)
    if persoon.mandaatnummer is not None:
        for handeling in Mandaathandeling:
            geef_mandaat(
                gebruiker, handeling, registernummer=persoon.mandaatnummer, tot_bedrag_cent=MANDAATGRENS_CENT,
                vanaf=IN_DIENST, door=None, nu=nu,
            )  # fmt: skip
    return gebruiker
