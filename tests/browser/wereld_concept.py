"""The practice tranche in the small world, open on the day of today, with drafts of the own municipality."""

from __future__ import annotations

from datetime import datetime

from subsidie.accounts.models import Gebruiker
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.oefening import oefentranche
from subsidie.tranches.service import laad_tranche, openstellen
from tests.fabrieken.concepten import KOSTEN, PROJECT, REGEL, concept

CONCEPT, MET_FOUTEN, VOL = "OEFEN-0001", "OEFEN-0002", "OEFEN-0003"
"""Drafts to look at: half filled in, with faults, with thirty lines."""
VOOR_TOETSEN, VOOR_SMAL, VOOR_BOTSING, VOOR_VANZELF, VOOR_PLAKKEN = (f"OEFEN-{n:04d}" for n in range(4, 9))
"""Drafts to write in, one per walk."""


def zet_concepten(personen: dict[str, Gebruiker], *, gm_code: str, nu: datetime) -> None:
    """Call it inside the commit boundary, after the register and the accounts."""
    tranche = laad_tranche(oefentranche(nu.date()), aard=Trancheaard.OEFEN, door=personen["beheerder"], nu=nu)
    openstellen(tranche, door=personen["beheerder"], nu=nu)
    inhoud: tuple[dict[str, object], ...] = (
        {},
        {"project": PROJECT | {"contact_email": "geen adres"}, "woonruimten": {"regels": [REGEL | {"aantal": "veel"}]},
         "kosten": KOSTEN | {"gevraagd": "1000.00"}, "planning": {"start_bouw": "31-2-2027"}},
        {"woonruimten": {"regels": [REGEL | {"aantal": str(n)} for n in range(1, 31)]},
         "kosten": KOSTEN | {"gevraagd": "3.000.000"}},
        {}, {}, {}, {}, {},
    )  # fmt: skip
    gemaakt = [concept(tranche, personen["opsteller"], gm_code=gm_code, nu=nu, **delen) for delen in inhoud]
    assert [een.nummer for een in gemaakt][:3] == [CONCEPT, MET_FOUTEN, VOL]
