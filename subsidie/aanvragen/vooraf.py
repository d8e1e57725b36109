"""The test beforehand: whether a plan can qualify under the rules of a tranche, and why not.

Pure: answers and rules in, verdicts out. Nothing is stored and nothing is decided: whoever applies gets a decision
of the minister (Awb 4:1, 1:3), whatever comes out here. Every verdict names the rule it rests on, with its source
and certainty; where a rule is unknown the verdict is never ``kan_niet``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from subsidie.aanvragen import voorafregels, vooraftijd
from subsidie.aanvragen.voorafgeld import Geldsom, bereken
from subsidie.aanvragen.voorafplan import ZWAARTE, Moment, Plan, Uitkomst, Voorafoordeel
from subsidie.tranches.regels import Regels

VRAGEN: Final[tuple[Callable[[Plan, Regels, Moment], Iterator[Uitkomst]], ...]] = (
    voorafregels.aanvrager, voorafregels.bouw, voorafregels.groepen, voorafregels.soorten, voorafregels.aarden,
    voorafregels.huur, voorafregels.verblijfsprijs, vooraftijd.start, vooraftijd.oplevering, vooraftijd.bestemming,
    vooraftijd.samenloop, vooraftijd.tekort,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Toets:
    """All verdicts, and what the contribution can be at most."""

    uitkomsten: tuple[Uitkomst, ...]
    geld: Geldsom

    @property
    def oordeel(self) -> Voorafoordeel:
        """The plan as a whole: as heavy as its heaviest answer."""
        gevonden = {een.oordeel for een in self.uitkomsten}
        return next(een for een in ZWAARTE if een in gevonden)


def toets(plan: Plan, regels: Regels, moment: Moment) -> Toets:
    """Hold ``plan`` against the rules of a tranche that takes applications; never raises on such a tranche."""
    return Toets(
        uitkomsten=tuple(uitkomst for vraag in VRAGEN for uitkomst in vraag(plan, regels, moment)),
        geld=bereken(plan, regels),
    )
