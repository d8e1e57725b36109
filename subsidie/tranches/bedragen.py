"""What counts of what was asked, and the sum that shows it (product.md). Pure; whole eurocents.

The lowest of three amounts: number x maximum per kind of unit, the deficit, and the request. What is asked
above a limit is recorded as asked; this is what counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.waarden import Eenheid


class Aantallen(Protocol):
    """A line of an application: ``aantal`` homes of one kind."""

    @property
    def soort(self) -> str: ...
    @property
    def aantal(self) -> int: ...


class Bedraggrens(StrEnum):
    """The three amounts of which the lowest counts; with equal amounts the first of these is named."""

    GEVRAAGD = "gevraagd"
    TEKORT = "tekort"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True)
class Eenheidsdeel:
    """The part of one kind of unit: ``aantal`` x ``maximum_cent``; no maximum leaves both amounts empty.

    ``is_onbekend``: the maximum was not found; otherwise an empty maximum means that there is none.
    """

    eenheid: Eenheid
    aantal: int
    maximum_cent: int | None
    bedrag_cent: int | None
    is_onbekend: bool

    def __str__(self) -> str:
        naam = self.eenheid.naam if self.aantal == 1 else self.eenheid.meervoud
        begin = f"{getal(self.aantal)} {naam.lower()}"
        if self.maximum_cent is None or self.bedrag_cent is None:
            return f"{begin}: " + ("het maximum is onbekend" if self.is_onbekend else "er is geen maximum")
        return f"{begin} × {euro_kort(self.maximum_cent)} = {euro_kort(self.bedrag_cent)}"


@dataclass(frozen=True, slots=True)
class Subsidiabel:
    """What counts, with the sum in parts. ``maximum_cent`` and ``tekort_cent`` are empty when left out."""

    eenheidsdelen: tuple[Eenheidsdeel, ...]
    maximum_cent: int | None
    tekort_cent: int | None
    gevraagd_cent: int
    subsidiabel_cent: int
    bepaald_door: Bedraggrens

    @property
    def eenheden(self) -> int:
        """How many units together."""
        return sum(deel.aantal for deel in self.eenheidsdelen)

    @property
    def weggelaten(self) -> tuple[str, ...]:
        """Each limit that could not be applied, in a plain sentence; empty when all were."""
        zinnen = [
            f"Het maximum per {deel.eenheid.naam.lower()} is onbekend en is niet toegepast."
            for deel in self.eenheidsdelen
            if deel.is_onbekend
        ]
        if self.tekort_cent is None:
            zinnen.append("Het tekort is niet opgegeven en is niet toegepast.")
        return tuple(zinnen)

    def som(self) -> tuple[str, ...]:
        """The sum in lines of plain Dutch, for a screen or a letter; the last line is what counts."""
        regels = [str(deel) for deel in self.eenheidsdelen]
        if self.maximum_cent is not None and len(self.eenheidsdelen) > 1:
            regels.append(f"samen ten hoogste {euro_kort(self.maximum_cent)}")
        if self.tekort_cent is not None:
            regels.append(f"tekort {euro_kort(self.tekort_cent)}")
        regels.append(f"gevraagd {euro_kort(self.gevraagd_cent)}")
        return (*regels, f"het laagste bedrag telt: {euro_kort(self.subsidiabel_cent)}")


def subsidiabel(
    regels: Iterable[Aantallen],
    *,
    eenheden: Iterable[Eenheid],
    maxima: Mapping[str, Instelling[int]],
    tekort_cent: int | None,
    gevraagd_cent: int,
) -> Subsidiabel:
    """The lowest of number x maximum per kind, deficit and request.

    ``eenheden`` and ``maxima`` are ``regels.eenheden`` and ``regels.maximum_per_eenheid`` of the tranche. A
    maximum that is unknown for a kind that is asked for leaves that limit out whole (a sum without one of its
    parts is no limit), and so does one that does not exist; ``weggelaten`` says so. ``tekort_cent`` is costs
    minus cover; below zero counts as nothing, ``None`` leaves it out.

    Raises ``OngeldigeInvoer`` for a request below 1 cent, no units, a number below 1, or a kind that this
    tranche does not have: all of them at once.
    """
    per_soort: dict[str, Eenheid] = {soort: eenheid for eenheid in eenheden for soort in eenheid.soorten}
    gebreken: list[Gebrek] = []
    telling: Counter[Eenheid] = Counter()
    for nummer, regel in enumerate(regels, start=1):
        if regel.soort not in per_soort:
            gebreken.append(Gebrek(f"regel {nummer}", f"De soort ‘{regel.soort}’ mag niet in deze tranche."))
        elif regel.aantal < 1:
            gebreken.append(Gebrek(f"regel {nummer}", "Het aantal moet ten minste 1 zijn."))
        else:
            telling[per_soort[regel.soort]] += regel.aantal
    if gevraagd_cent < 1:
        gebreken.append(Gebrek("gevraagd", "Het gevraagde bedrag moet hoger zijn dan nul."))
    if not telling and not gebreken:
        gebreken.append(Gebrek("woonruimten", "Er zijn geen woonruimten ingevuld."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)

    delen = tuple(_deel(eenheid, aantal, maxima[eenheid.code]) for eenheid, aantal in telling.items())
    bedragen = [deel.bedrag_cent for deel in delen if deel.bedrag_cent is not None]
    maximum_cent = sum(bedragen) if len(bedragen) == len(delen) else None
    tekort = max(0, tekort_cent) if tekort_cent is not None else None
    grenzen = [(gevraagd_cent, Bedraggrens.GEVRAAGD)]
    if tekort is not None:
        grenzen.append((tekort, Bedraggrens.TEKORT))
    if maximum_cent is not None:
        grenzen.append((maximum_cent, Bedraggrens.MAXIMUM))
    laagste, bepaald_door = min(grenzen, key=lambda grens: grens[0])
    return Subsidiabel(delen, maximum_cent, tekort, gevraagd_cent, laagste, bepaald_door)


def _deel(eenheid: Eenheid, aantal: int, maximum: Instelling[int]) -> Eenheidsdeel:
    cent = maximum.waarde_cent
    return Eenheidsdeel(
        eenheid, aantal, cent, None if cent is None else aantal * cent, is_onbekend=maximum.is_onbekend
    )
