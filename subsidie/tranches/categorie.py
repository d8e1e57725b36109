"""Which category of the ranking an application falls in, from its lines of woonruimten. Pure and exact.

The rules are data (``categorieen`` of a pot): categories in order of priority, each with conditions on shares
of the whole. The first category of which every condition holds is the answer; the last has no conditions and
takes the rest. So exactly 25 % onzelfstandig in 2025 fits B and C to the letter, and is B: B comes first.

The whole is the number of *all* woonruimten in the application. A kind that a rule does not name (a
standplaats where the rule speaks of zelfstandig and onzelfstandig) counts in the whole and not in the part:
it can make a share smaller, never larger. Under the rules of 2025 it can therefore only lower an application:
one with onzelfstandige woonruimten and a standplaats is not "alleen onzelfstandig" (A) and, without a
zelfstandige woonruimte, no mix (B, C) either: it is E. No source speaks of it; this is the choice made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from subsidie.kern.fouten import Domeinfout
from subsidie.tranches.waarden import Categorie, Kenmerk, Voorwaarde


class Woonruimten(Protocol):
    """A line of an application: ``aantal`` homes with the same features."""

    @property
    def soort(self) -> str: ...
    @property
    def aard(self) -> str: ...
    @property
    def doelgroep(self) -> str: ...
    @property
    def aantal(self) -> int: ...
    @property
    def toegang_gemeenschappelijke_ruimte(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Toets:
    """How one condition came out: so many (``deel``) of the whole (``geheel``), and whether that suffices."""

    voorwaarde: Voorwaarde
    deel: int
    geheel: int
    voldoet: bool


@dataclass(frozen=True, slots=True)
class Indeling:
    """The category, and the conditions of it with their numbers (none for the category of the rest)."""

    categorie: Categorie
    toetsen: tuple[Toets, ...]


def categorie_van(regels: Iterable[Woonruimten], categorieen: Sequence[Categorie]) -> Indeling:
    """The first category of which every condition holds, and why.

    Raises ``Domeinfout`` when there are no woonruimten (a share of nothing is no share), when a number is
    below 1, or when no category fits (the last one in a tranche file always does).
    """
    lijst = list(regels)
    if not lijst or any(regel.aantal < 1 for regel in lijst):
        raise Domeinfout("De categorie volgt uit de woonruimten, maar die zijn niet (goed) ingevuld.")
    for categorie in categorieen:
        toetsen = tuple(_toets(voorwaarde, lijst) for voorwaarde in categorie.voorwaarden)
        if all(toets.voldoet for toets in toetsen):
            return Indeling(categorie, toetsen)
    raise Domeinfout("Deze aanvraag past in geen enkele categorie van de rangschikking.")


def _toets(voorwaarde: Voorwaarde, regels: Sequence[Woonruimten]) -> Toets:
    geheel = sum(regel.aantal for regel in regels)
    deel = sum(regel.aantal for regel in regels if _past(voorwaarde.deel, regel))
    aandeel = Fraction(deel, geheel)
    voldoet = (
        (voorwaarde.minstens is None or aandeel >= voorwaarde.minstens)
        and (voorwaarde.hoogstens is None or aandeel <= voorwaarde.hoogstens)
        and (voorwaarde.meer_dan is None or aandeel > voorwaarde.meer_dan)
        and (voorwaarde.minder_dan is None or aandeel < voorwaarde.minder_dan)
    )
    return Toets(voorwaarde, deel, geheel, voldoet)


def _past(kenmerk: Kenmerk, regel: Woonruimten) -> bool:
    return (
        (not kenmerk.soorten or regel.soort in kenmerk.soorten)
        and (not kenmerk.aarden or regel.aard in kenmerk.aarden)
        and (not kenmerk.doelgroepen or regel.doelgroep in kenmerk.doelgroepen)
        and kenmerk.toegang_gemeenschappelijke_ruimte in (None, regel.toegang_gemeenschappelijke_ruimte)
    )
