"""What a contribution can be at most, with the sum: the lowest of number × maximum, deficit and municipality."""

from __future__ import annotations

from dataclasses import dataclass

from subsidie.aanvragen.voorafplan import NEE, Plan, Regelbron
from subsidie.kern.geld import HOOGSTE_CENT, euro_kort
from subsidie.kern.tekst import getal
from subsidie.tranches.regels import Regels


@dataclass(frozen=True, slots=True)
class Geldregel:
    """One line of the sum; without an amount it is not known, or there is no such maximum (``geen``)."""

    label: str
    bedrag_cent: int | None
    geen: bool = False
    telt: bool = False
    """Whether this is the one that counts: the lowest."""


@dataclass(frozen=True, slots=True)
class Geldsom:
    """The sum. ``hoogstens_cent`` is ``None`` when nothing is known that limits it, or no number was given.

    ``volledig``: whether every part of it is known; if not, it can still turn out lower.
    """

    regels: tuple[Geldregel, ...]
    hoogstens_cent: int | None
    volledig: bool
    bronnen: tuple[Regelbron, ...]
    inclusief_btw: bool | None


def bereken(plan: Plan, regels: Regels) -> Geldsom:
    """The sum for ``plan``. More units never give a lower amount, a larger deficit neither.

    Not in it: what the municipality asks or got for other projects of this tranche, which counts for its maximum.
    """
    lijnen: list[Geldregel] = []
    bronnen: list[Regelbron] = []
    per_eenheid = _eenheden(plan, regels, bronnen)
    lijnen += per_eenheid
    bedragen = [een.bedrag_cent for een in per_eenheid]
    eenheden_cent = None
    if bedragen and None not in bedragen:
        eenheden_cent = min(sum(een for een in bedragen if een is not None), HOOGSTE_CENT)
        if len(bedragen) > 1:
            lijnen.append(Geldregel("Samen", eenheden_cent))
    begin = len(lijnen)
    lijnen.append(Geldregel("Het tekort van het project", 0 if plan.tekort == NEE else plan.tekort_cent))
    maximum = regels.gemeentemaximum
    lijnen.append(
        Geldregel(
            f"Het maximum voor {plan.gemeente}" if plan.gemeente else "Het maximum per gemeente", maximum.waarde_cent,
            geen=maximum.waarde is None and not maximum.is_onbekend,
        )
    )  # fmt: skip
    bronnen.append(
        Regelbron.van(maximum, euro_kort(maximum.waarde) if maximum.waarde is not None else "geen")
    )
    grenzen = {
        plaats: een.bedrag_cent
        for plaats, een in enumerate(lijnen)
        if plaats >= begin and een.bedrag_cent is not None
    }
    if eenheden_cent is not None:
        grenzen[begin - 1] = eenheden_cent
    hoogstens = min(grenzen.values()) if grenzen and bedragen else None
    telt = next((plaats for plaats, cent in grenzen.items() if cent == hoogstens), -1)
    return Geldsom(
        regels=tuple(
            Geldregel(een.label, een.bedrag_cent, een.geen, telt=plaats == telt and hoogstens is not None)
            for plaats, een in enumerate(lijnen)
        ),
        hoogstens_cent=hoogstens,
        volledig=bool(bedragen) and all(een.bedrag_cent is not None or een.geen for een in lijnen),
        bronnen=tuple(bronnen),
        inclusief_btw=regels.bedragen_inclusief_btw_compensatie.waarde,
    )


def _eenheden(plan: Plan, regels: Regels, bronnen: list[Regelbron]) -> list[Geldregel]:
    lijnen = []
    for eenheid in regels.eenheden.waarde or ():
        aantal = plan.aantallen.get(eenheid.code)
        instelling = regels.maximum_per_eenheid.get(eenheid.code)
        if aantal is None or instelling is None:
            continue
        cent = instelling.waarde_cent
        naam = (eenheid.naam if aantal == 1 else eenheid.meervoud).lower()
        geen = cent is None and not instelling.is_onbekend
        keer = f" × {euro_kort(cent)}" if cent is not None else " × een maximum dat onbekend is"
        lijnen.append(
            Geldregel(
                f"{getal(aantal)} {naam}{'' if geen else keer}",
                None if cent is None else aantal * cent,
                geen=geen,
            )
        )
        bronnen.append(Regelbron.van(instelling, euro_kort(cent) if cent is not None else "geen"))
    return lijnen
