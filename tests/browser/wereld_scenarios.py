"""Two scenarios of a tranche that is decided on: one with more money, one that draws among everyone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from subsidie.accounts.models import Gebruiker
from subsidie.tranches.models import Tranche
from subsidie.verdeling.scenarioservice import get_uitgang, maak_scenario
from subsidie.web.transactie import schrijfgrens


def zet_scenarios(tranche: Tranche, personen: dict[str, Gebruiker], *, nu: datetime) -> None:
    """Make them as the behandelaar does."""
    with schrijfgrens():
        wens = get_uitgang(tranche, nu=nu).wens
        ((code, pot),) = wens.potten.items()
        ruim = replace(wens, potten={code: replace(pot, plafond_cent=pot.plafond_cent * 12 // 10)})
        maak_scenario(tranche, "Een vijfde meer geld", ruim, door=personen["behandelaar"], nu=nu)
        geloot = replace(wens, potten={code: replace(pot, methode="loting")}, seed="een proef")
        maak_scenario(tranche, "Iedereen loot mee", geloot, door=personen["behandelaar"], nu=nu)
