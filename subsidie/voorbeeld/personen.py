"""The invented people of the example: one per role, and colleagues for what takes two or three."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from subsidie.accounts.aanmelden import zet_wachtwoord
from subsidie.accounts.aanmeldmodellen import Wachtwoord
from subsidie.accounts.groepen import DEMODOMEIN, GEMEENTE, MANDAATROL
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import geef_mandaat, get_gebruiker_op_email, ken_rol_toe, maak_gebruiker
from subsidie.accounts.wachtwoorden import bedenk_wachtwoord
from subsidie.web.db import db

DOMEIN = DEMODOMEIN
MANDAATGRENS_CENT = 100_000_000_00
IN_DIENST = date(2022, 9, 1)
GEMEENTECODE = "GM0193"
"""Zwolle, of which an application was awarded in the example."""


@dataclass(frozen=True, slots=True)
class Persoon:
    """Someone of the example: name, what they are, their role, and the number of their mandate."""

    sleutel: str
    naam: str
    functie: str
    rol: Rol
    mandaatnummer: str | None = None

    @property
    def email(self) -> str:
        """The address with which this person logs in."""
        return f"{self.sleutel}@{DOMEIN}"


PERSONEN = (
    Persoon("beheerder", "B. Beheerder", "beheerder van de regeling (voorbeeld)", Rol.BEHEERDER),
    Persoon("behandelaar", "C. de Behandelaar", "behandelaar (voorbeeld)", Rol.BEHANDELAAR),
    Persoon("tweede_behandelaar", "N. Tweede", "behandelaar (voorbeeld)", Rol.BEHANDELAAR),
    Persoon("beoordelaar", "D. Beoordelaar", "beoordelaar (voorbeeld)", Rol.BEOORDELAAR),
    Persoon(
        "beslisser", "A. de Beslisser", "hoofd uitvoering (voorbeeld)", Rol.BESLISSER, "VOORBEELD-2023-01"
    ),
    Persoon(
        "tweede_beslisser", "E. van Besluiten", "directeur (voorbeeld)", Rol.BESLISSER, "VOORBEELD-2023-02"
    ),
    Persoon("auditor", "F. Auditor", "auditor (voorbeeld)", Rol.AUDITOR),
    Persoon(
        "bezwaarbehandelaar", "G. van Bezwaar", "bezwaarbehandelaar (voorbeeld)", Rol.BEZWAARBEHANDELAAR,
        "VOORBEELD-2023-03",
    ),
    Persoon("financieel", "H. Financieel", "financieel medewerker (voorbeeld)", Rol.FINANCIEEL),
    Persoon("opsteller", "I. Opsteller", "beleidsadviseur wonen, gemeente Zwolle (voorbeeld)", Rol.OPSTELLER),
    Persoon(
        "tekenbevoegde", "J. van Tekenen", "teamleider wonen, gemeente Zwolle (voorbeeld)", Rol.TEKENBEVOEGDE
    ),
)  # fmt: skip
COLLEGAS = (
    Persoon("tweede_beoordelaar", "O. van Oordeel", "beoordelaar (voorbeeld)", Rol.BEOORDELAAR),
    Persoon("derde_beoordelaar", "P. Puntenteller", "beoordelaar (voorbeeld)", Rol.BEOORDELAAR),
    Persoon(
        "tweede_bezwaarbehandelaar", "R. Heroverweging", "jurist bezwaar (voorbeeld)", Rol.BEZWAARBEHANDELAAR,
        "VOORBEELD-2023-04",
    ),
    Persoon("tweede_financieel", "Q. Kwitantie", "financieel medewerker (voorbeeld)", Rol.FINANCIEEL),
)  # fmt: skip
"""Who the practice tranches need besides: two reviewers with a third to lead their talk, and who signs or pays what a
colleague drew up."""


def laad_personen(*, nu: datetime) -> dict[str, Gebruiker]:
    """The people of the example by key, made when they are not there yet. Needs the register of municipalities."""
    return {persoon.sleutel: _laad(persoon, nu=nu) for persoon in PERSONEN}


def laad_collegas(*, nu: datetime) -> dict[str, Gebruiker]:
    """As ``laad_personen``, of their colleagues in the practice tranches."""
    return {persoon.sleutel: _laad(persoon, nu=nu) for persoon in COLLEGAS}


def geef_wachtwoorden(*, nu: datetime) -> list[tuple[Persoon, str]]:
    """A password for everyone of the example who has none; returns who got which, to be shown once."""
    gegeven = []
    for persoon in (*PERSONEN, *COLLEGAS):
        gebruiker = get_gebruiker_op_email(persoon.email)
        if gebruiker is None or db.session.get(Wachtwoord, gebruiker.id) is not None:
            continue
        wachtwoord = bedenk_wachtwoord()
        zet_wachtwoord(gebruiker, wachtwoord, door=None, nu=nu)
        gegeven.append((persoon, wachtwoord))
    return gegeven


def _laad(persoon: Persoon, *, nu: datetime) -> Gebruiker:
    gebruiker = get_gebruiker_op_email(persoon.email)
    if gebruiker is not None:
        return gebruiker
    gebruiker = maak_gebruiker(
        naam=persoon.naam, email=persoon.email, functie=persoon.functie, door=None, nu=nu
    )
    ken_rol_toe(
        gebruiker, persoon.rol, gm_code=GEMEENTECODE if persoon.rol in GEMEENTE else None, vanaf=IN_DIENST,
        door=None, nu=nu,
    )  # fmt: skip
    if persoon.mandaatnummer is not None:
        for handeling in (een for een, rol in MANDAATROL.items() if rol is persoon.rol):
            geef_mandaat(
                gebruiker, handeling, registernummer=persoon.mandaatnummer, tot_bedrag_cent=MANDAATGRENS_CENT,
                vanaf=IN_DIENST, door=None, nu=nu,
            )  # fmt: skip
    return gebruiker
