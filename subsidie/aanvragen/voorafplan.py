"""What the test beforehand asks and what it answers: plain values, no personal data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort, Zekerheid
from subsidie.tranches.schema import Niveau, label_van

ANDERS: Final = "anders"
"""Something that is not among the choices of the tranche."""
VERBOUW: Final = "verbouw"
"""Homes that exist already: neither of the two forms in which homes are added."""
GEEN: Final = "geen"
JA, NEE, WEET_NIET = "ja", "nee", "weet_niet"
HOOGSTE_AANTAL: Final = 10_000
"""More homes in one project than this is a slip of the hand."""


class Voorafoordeel(StrEnum):
    """What the test says of one answer; ``open``: it was not given yet."""

    KAN = "kan"
    LET_OP = "let_op"
    KAN_NIET = "kan_niet"
    OPEN = "open"


ZWAARTE: Final = (Voorafoordeel.KAN_NIET, Voorafoordeel.LET_OP, Voorafoordeel.OPEN, Voorafoordeel.KAN)
"""The heaviest first: what one answer says, the plan as a whole says."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The answers; what is empty or ``None`` was not answered.

    ``aantallen`` are numbers of units by code of the unit (``woonruimte``), each from 1 to ``HOOGSTE_AANTAL``.
    ``huur_cent``: the highest basic rent per month; ``bewoners``: for how many people those homes are meant.
    ``prijs_week_cent``: of a verblijfsruimte, per person per week.
    """

    aanvrager: str = ""
    gemeente: str = ""
    bouw: str = ""
    groepen: tuple[str, ...] = ()
    soorten: tuple[Woonruimtesoort, ...] = ()
    aarden: tuple[Woonruimteaard, ...] = ()
    aantallen: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    huur_cent: int | None = None
    bewoners: int | None = None
    prijs_week_cent: int | None = None
    start: date | None = None
    oplevering: date | None = None
    bestemming: str = ""
    steun: tuple[str, ...] = ()
    tekort: str = ""
    tekort_cent: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """The days that the test reckons with: today, and the first and last day to apply, as far as known."""

    vandaag: date
    opent: date | None = None
    sluit: date | None = None

    @property
    def aanvraagdag(self) -> date:
        """The day on which one would apply: today, or the nearest day of the window."""
        dag = self.vandaag if self.sluit is None else min(self.vandaag, self.sluit)
        return dag if self.opent is None else max(dag, self.opent)

    @property
    def jaar(self) -> int:
        """The year of the limits to the rent: of the window, or of today."""
        return (self.opent or self.vandaag).year


@dataclass(frozen=True, slots=True)
class Regelbron:
    """A rule that a verdict rests on: what it says, where that stands and how sure it is."""

    label: str
    tekst: str
    bron: str
    zekerheid: Zekerheid
    toelichting: str = ""

    @classmethod
    def van(cls, instelling: Instelling[Any], tekst: str) -> Regelbron:
        """A setting of the tranche, in the words of ``tekst``."""
        label = label_van(Niveau.TRANCHE, instelling.sleutel).replace("_", " ")
        return cls(
            label, "onbekend" if instelling.is_onbekend else tekst, instelling.bron, instelling.zekerheid,
            instelling.toelichting,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """The verdict on one answer; ``veld`` is the question on the form that it is about."""

    veld: str
    titel: str
    oordeel: Voorafoordeel
    tekst: str
    regels: tuple[Regelbron, ...] = ()

    @property
    def is_zeker(self) -> bool:
        """Whether every rule behind it was verified; if not, one had better ask."""
        return all(regel.zekerheid is Zekerheid.GEVERIFIEERD for regel in self.regels)
