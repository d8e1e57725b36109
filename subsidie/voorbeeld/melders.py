"""The invented officers of the municipalities of the examples: two of each, who report and pass on an account.

Nobody can log in as them now: they have no password and stand on no page where one chooses an account. They want no
mail about what happened years ago.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.aanmelden import begin_sessie
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import get_gebruiker_op_email, ken_rol_toe, maak_gebruiker
from subsidie.berichten.models import Berichtgroep
from subsidie.berichten.service import zet_voorkeuren
from subsidie.realisatie.planmodellen import Realisatieplan
from subsidie.register.gemeenten import gemeenten
from subsidie.tranches.models import Tranche
from subsidie.voorbeeld.personen import GEMEENTECODE
from subsidie.web.db import db

DOMEIN: Final = "gemeenten.invalid"
IN_DIENST: Final = date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Melders:
    """Who reports for a municipality, and who signs."""

    opsteller: Gebruiker
    tekenbevoegde: Gebruiker


def laad_melders(
    gm_codes: Iterable[str], personen: Mapping[str, Gebruiker], *, nu: datetime
) -> dict[str, Melders]:
    """By municipality its officers, made when they are not there yet; ``personen``: those of the example by key."""
    namen = gemeenten()
    uit: dict[str, Melders] = {}
    for code in sorted(set(gm_codes)):
        if code == GEMEENTECODE:
            uit[code] = Melders(personen["opsteller"], personen["tekenbevoegde"])
            continue
        uit[code] = Melders(
            _laad("U. Uitvoerder", Rol.OPSTELLER, code, namen[code].naam, nu=nu),
            _laad("V. Voorzitter", Rol.TEKENBEVOEGDE, code, namen[code].naam, nu=nu),
        )
    return uit


def gemeenten_met_plan(tranche: Tranche) -> set[str]:
    """The codes of the municipalities with an award in ``tranche``."""
    return set(
        db.session.scalars(
            select(Aanvraag.gm_code)
            .join(Realisatieplan, Realisatieplan.aanvraag_id == Aanvraag.id)
            .where(Aanvraag.tranche_id == tranche.id)
        )
    )


def _laad(naam: str, rol: Rol, code: str, gemeente: str, *, nu: datetime) -> Gebruiker:
    email = f"{rol.value}.{code.lower()}@{DOMEIN}"
    gebruiker = get_gebruiker_op_email(email)
    if gebruiker is not None:
        return gebruiker
    gebruiker = maak_gebruiker(
        naam=naam, email=email, functie=f"{rol.value}, gemeente {gemeente} (voorbeeld)", door=None, nu=nu
    )
    ken_rol_toe(gebruiker, rol, gm_code=code, vanaf=IN_DIENST, door=None, nu=nu)
    zet_voorkeuren(
        gebruiker, {groep: False for groep in Berichtgroep if groep is not Berichtgroep.FORMEEL}, nu=nu
    )
    begin_sessie(gebruiker, nu=nu)  # long over: who reports has logged in once
    return gebruiker
