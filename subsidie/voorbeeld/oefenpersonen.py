"""The invented people of the practice tranche besides those of the example: officers of more municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from subsidie.accounts.groepen import DEMODOMEIN
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import get_gebruiker_op_email, ken_rol_toe, maak_gebruiker

IN_DIENST: Final = date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Oefenpersoon:
    """An officer who signs for one municipality."""

    sleutel: str
    naam: str
    gemeente: str
    gm_code: str


TILBURG: Final = Oefenpersoon("tilburg", "K. Tilburgse", "Tilburg", "GM0855")
NIJMEGEN: Final = Oefenpersoon("nijmegen", "L. van Nijmegen", "Nijmegen", "GM0268")
GRONINGEN: Final = Oefenpersoon("groningen", "M. Groninger", "Groningen", "GM0014")
DEVENTER: Final = Oefenpersoon("deventer", "S. Deventer", "Deventer", "GM0150")
BREDA: Final = Oefenpersoon("breda", "T. van Breda", "Breda", "GM0758")
OEFENPERSONEN: Final = (TILBURG, NIJMEGEN, GRONINGEN, DEVENTER, BREDA)


def laad_oefenpersonen(*, nu: datetime) -> dict[str, Gebruiker]:
    """The people by key, made when they are not there yet. Needs the register of municipalities."""
    return {persoon.sleutel: _laad(persoon, nu=nu) for persoon in OEFENPERSONEN}


def _laad(persoon: Oefenpersoon, *, nu: datetime) -> Gebruiker:
    email = f"{persoon.sleutel}@{DEMODOMEIN}"
    gebruiker = get_gebruiker_op_email(email)
    if gebruiker is not None:
        return gebruiker
    gebruiker = maak_gebruiker(
        naam=persoon.naam, email=email, functie=f"teamleider wonen, gemeente {persoon.gemeente} (voorbeeld)",
        door=None, nu=nu,
    )  # fmt: skip
    ken_rol_toe(gebruiker, Rol.TEKENBEVOEGDE, gm_code=persoon.gm_code, vanaf=IN_DIENST, door=None, nu=nu)
    return gebruiker
