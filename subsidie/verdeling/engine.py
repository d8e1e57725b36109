"""The allocation itself (verdeling.md, "Steps"): a pure function of its input.

Same input, same outcome, on any machine, in any year: no clock, no chance, no float. Steps 1 to 4 are here;
``potverdeling`` walks one pot (steps 5 to 7).
"""

from __future__ import annotations

import gc
from itertools import chain
from typing import cast

from subsidie.kern.fouten import Rekenfout
from subsidie.kern.geld import euro_kort
from subsidie.kern.strikte_json import leesbaar
from subsidie.kern.verdeelwoorden import GemeentemaximumTelt
from subsidie.verdeling.groepen import haalt_drempel
from subsidie.verdeling.invoer import Pot, Verdelingsinvoer
from subsidie.verdeling.potverdeling import Stand, verdeel_pot
from subsidie.verdeling.uitleg import grondslag, toelichting
from subsidie.verdeling.uitslag import (
    Afloop,
    Groep,
    Potuitslag,
    Reden,
    Uitkomst,
    Uitkomstsoort,
    Verdelingsuitslag,
)

__all__ = [
    "ENGINE_VERSIE",
    "Afloop",
    "Groep",
    "Potuitslag",
    "Reden",
    "Uitkomst",
    "Uitkomstsoort",
    "Verdelingsuitslag",
    "als_json",
    "verdeel",
]

ENGINE_VERSIE = "1.0.0"
"""Changes with every change that can give another outcome for the same input; kept with each allocation."""


def verdeel(invoer: Verdelingsinvoer) -> Verdelingsuitslag:
    """Allocate the money of all pots; ``invoer`` comes from ``lees_invoer``.

    Without a seed the outcome is the running position: what needs a draw stays ``te_loten`` or ``onbeslist``.
    Raises ``Rekenfout`` when the ceiling of a pot, with what it received, is below what is already granted
    (step 1).
    """
    # An allocation makes a great many objects and no cycles: looking for cycles half-way, again and again,
    # would cost as much as a part of the allocation. Python does it afterwards. (Of two threads in here at
    # once, the first one out switches it on again; that costs the other some time and nothing else.)
    stond_aan = gc.isenabled()
    gc.disable()
    try:
        return _verdeel(invoer)
    finally:
        if stond_aan:
            gc.enable()


def _verdeel(invoer: Verdelingsinvoer) -> Verdelingsuitslag:
    stand = Stand.van(invoer)
    deelnemers = _gemeentemaximum(stand, _zonder_verdeling_beslist(stand))
    ontvangen_cent = {pot.pot: 0 for pot in invoer.potten}
    potten = []
    for pot in invoer.potten:
        ruimte_cent = _ruimte(pot, ontvangen_cent[pot.pot], stand.verleend_per_pot[pot.pot])
        gang = verdeel_pot(stand, pot, deelnemers[pot.pot], ruimte_cent)
        doorgegeven_cent = 0
        # What still waits for a draw passes nothing on.
        if pot.restant_naar is not None and gang.te_loten_groep is None:
            doorgegeven_cent = gang.over_cent
            ontvangen_cent[pot.restant_naar] += doorgegeven_cent
        potten.append(
            Potuitslag(
                pot=pot.pot,
                plafond_cent=pot.plafond_cent,
                overgeheveld_cent=pot.overgeheveld_cent,
                ontvangen_cent=ontvangen_cent[pot.pot],
                reeds_verleend_cent=stand.verleend_per_pot[pot.pot],
                ruimte_cent=ruimte_cent,
                gevraagd_cent=gang.gevraagd_cent,
                toegekend_cent=ruimte_cent - gang.over_cent,
                restant_cent=gang.over_cent - doorgegeven_cent,
                doorgegeven_cent=doorgegeven_cent,
                sluitende_groep=gang.sluitende_groep,
                te_loten_groep=gang.te_loten_groep,
            )
        )
    return Verdelingsuitslag(
        invoer=invoer,
        # Everyone was settled in one of the steps.
        uitkomsten=cast(tuple[Uitkomst, ...], tuple(stand.uitkomsten)),
        groepen=tuple(stand.groepen),
        potten=tuple(potten),
    )


def als_json(uitslag: Verdelingsuitslag, *, met_uitleg: bool = False) -> dict[str, object]:
    """The outcome in the form of verdeling.md, "Output".

    ``met_uitleg`` adds per candidate ``ruimte_voor_cent`` and ``ruimte_na_cent`` (where it had a turn),
    ``toelichting`` (the explanation in plain Dutch) and ``grondslag`` (the rule that the outcome rests on).
    """
    rijen = []
    for een in uitslag.uitkomsten:
        rij: dict[str, object] = {
            "nummer": een.nummer,
            "uitkomst": een.uitkomst.value,
            "bedrag_cent": een.bedrag_cent,
            "reden": een.reden.value,
        }
        if een.rang is not None:
            rij["rang"] = een.rang
        if een.lotnummer is not None:
            rij["lotnummer"] = een.lotnummer
        if met_uitleg:
            if een.ruimte_voor_cent is not None:
                rij["ruimte_voor_cent"] = een.ruimte_voor_cent
                rij["ruimte_na_cent"] = een.ruimte_na_cent
            rij["toelichting"] = " ".join(toelichting(uitslag.invoer, uitslag, een.nummer))
            rij["grondslag"] = grondslag(uitslag, een)
        rijen.append(rij)
    return {"uitkomsten": rijen, "restant_cent": uitslag.restant_cent}


def _zonder_verdeling_beslist(stand: Stand) -> dict[str, list[int]]:
    """Steps 1 to 3: settle who was granted before, is rejected on substance or misses the threshold.

    Returns the positions of the others, per pot.
    """
    over: dict[str, list[int]] = {pot.pot: [] for pot in stand.invoer.potten}
    drempels = {pot.pot: pot.regels for pot in stand.invoer.potten if pot.regels.drempelscore is not None}
    for plek, een in enumerate(stand.invoer.kandidaten):
        if een.reeds_verleend_cent is not None:
            stand.neem_over(plek, een.reeds_verleend_cent)
        elif een.afwijzingsgrond is not None:
            stand.wijs_af(plek, Reden.INHOUDELIJK)
        elif een.pot in drempels and not haalt_drempel(drempels[een.pot], een):
            stand.wijs_af(plek, Reden.DREMPELSCORE)
        else:
            over[een.pot].append(plek)
    return over


def _gemeentemaximum(stand: Stand, over: dict[str, list[int]]) -> dict[str, list[int]]:
    """Step 4: what a municipality asked for, over all pots, in order of completeness.

    Returns the positions of those who count, per pot.
    """
    maximum_cent = stand.invoer.gemeentemaximum_cent
    if maximum_cent is None or stand.invoer.gemeentemaximum_telt is not GemeentemaximumTelt.GEVRAAGD:
        return over
    kandidaten = stand.invoer.kandidaten
    geteld_cent = stand.verleend_per_gemeente.copy()
    telt_mee: dict[str, list[int]] = {naam: [] for naam in over}
    # Positions follow the numbers, so they part equal instants.
    for plek in sorted(chain.from_iterable(over.values()), key=lambda plek: (kandidaten[plek].instant, plek)):
        een = kandidaten[plek]
        if geteld_cent[een.gemeente] + een.gevraagd_cent > maximum_cent:
            stand.wijs_af(plek, Reden.GEMEENTEMAXIMUM, geteld_cent=geteld_cent[een.gemeente])
        else:
            geteld_cent[een.gemeente] += een.gevraagd_cent
            telt_mee[een.pot].append(plek)
    return {naam: sorted(plekken) for naam, plekken in telt_mee.items()}


def _ruimte(pot: Pot, ontvangen_cent: int, verleend_cent: int) -> int:
    """Step 1 for one pot: its ceiling, with what was added to it, less what is already granted."""
    plafond_cent = pot.plafond_cent + pot.overgeheveld_cent + ontvangen_cent
    if plafond_cent < verleend_cent:
        raise Rekenfout(
            f"pot {leesbaar(pot.pot)}, plafond_cent: er is al {euro_kort(verleend_cent)} verleend; dat is "
            f"meer dan het plafond met wat eraan is toegevoegd ({euro_kort(plafond_cent)})"
        )
    return plafond_cent - verleend_cent
