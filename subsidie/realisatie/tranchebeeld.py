"""The realisation of a tranche on one page: sums, the lines over time, and what was published beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from subsidie.kern.tekst import getal
from subsidie.realisatie.drempels import Drempels, drempels_uit
from subsidie.realisatie.projecten import Projectstand, lees_projecten
from subsidie.realisatie.risico import Risico, uitleg
from subsidie.realisatie.risicolijst import IN_GEVAAR
from subsidie.realisatie.stand import NIETS, PerAard
from subsidie.realisatie.verloop import Belofte, Verloop, lees_beloften, verloopbeeld
from subsidie.tranches.keuzen import Woonruimteaard
from subsidie.tranches.models import Tranche
from subsidie.tranches.regels import Regels
from subsidie.tranches.service import regels


@dataclass(frozen=True, slots=True)
class Publicatie:
    """What was published of a kind of home, and what the decisions of this tranche say."""

    wat: str
    gepubliceerd: int
    hier: int
    bron: str

    @property
    def klopt(self) -> bool:
        """Whether both are the same."""
        return self.gepubliceerd == self.hier

    @property
    def verschil(self) -> str:
        """In words, signed: ``12 meer``."""
        meer = self.hier - self.gepubliceerd
        return f"{getal(abs(meer))} {'meer' if meer > 0 else 'minder'}"


@dataclass(frozen=True, slots=True)
class Tranchebeeld:
    """A tranche on ``vandaag``. Homes by number, money in eurocents.

    ``toegekend``: in the first decisions; ``beloofd``: now. ``in_gevaar_cent``: the money for homes that do not stand,
    of projects with a high risk or too late.
    """

    tranche: Tranche
    vandaag: date
    projecten: tuple[Projectstand, ...]
    toegekend: PerAard
    beloofd: PerAard
    geleverd: PerAard
    gemeld: int
    in_gebruik: PerAard
    niet_gehouden: int
    per_risico: Counter[Risico]
    in_gevaar_cent: int
    beelden: tuple[Verloop, ...]
    publicaties: tuple[Publicatie, ...]
    drempels: Drempels
    regel: tuple[str, ...]

    @property
    def in_gevaar(self) -> int:
        """How many projects have a high risk or are too late."""
        return sum(self.per_risico[een] for een in IN_GEVAAR)

    @property
    def te_leveren(self) -> int:
        """Homes that are still to be accepted."""
        return sum(een.stand.te_leveren for een in self.projecten)


def lees_tranchebeeld(tranche: Tranche, vandaag: date) -> Tranchebeeld:
    """The page of ``tranche`` on ``vandaag`` (a day in Amsterdam); a constant number of queries."""
    projecten, beloften = lees_projecten(vandaag, tranche=tranche), lees_beloften(tranche)
    regelset = regels(tranche)
    toegekend = _som(een.wordt for een in beloften if een.is_eerste)
    drempels = drempels_uit(regelset.instellingen)
    return Tranchebeeld(
        tranche=tranche,
        vandaag=vandaag,
        projecten=tuple(projecten),
        toegekend=toegekend,
        beloofd=_som(een.stand.beloofd for een in projecten),
        geleverd=_som(een.stand.geleverd for een in projecten),
        gemeld=sum(een.stand.gemeld.totaal for een in projecten),
        in_gebruik=_som(een.stand.in_gebruik for een in projecten),
        niet_gehouden=sum(een.stand.niet_gehouden.totaal for een in projecten),
        per_risico=Counter(een.oordeel.risico for een in projecten),
        in_gevaar_cent=sum(een.in_gevaar_cent for een in projecten if een.oordeel.risico in IN_GEVAAR),
        beelden=_beelden(beloften, projecten, vandaag),
        publicaties=_publicaties(regelset, toegekend) if projecten else (),
        drempels=drempels,
        regel=uitleg(drempels),
    )


def _som(delen: Iterable[PerAard]) -> PerAard:
    return reduce(PerAard.__add__, delen, NIETS)


def _beelden(
    beloften: Sequence[Belofte], projecten: Sequence[Projectstand], vandaag: date
) -> tuple[Verloop, ...]:
    beelden = (verloopbeeld(beloften, projecten, aard, vandaag) for aard in Woonruimteaard)
    return tuple(een for een in beelden if een is not None)


def _publicaties(regelset: Regels, toegekend: PerAard) -> tuple[Publicatie, ...]:
    """What was published by kind, where a tranche has it (``gepubliceerde_uitkomst``)."""
    gepubliceerd = regelset.gepubliceerde_uitkomst
    return tuple(
        Publicatie(wat, instelling.waarde, hier, instelling.bron)
        for naam, wat, hier in (
            ("permanent", "permanente woonruimten", toegekend.permanent),
            ("flexibel", "flexibele woonruimten", toegekend.flexibel),
        )
        if (instelling := gepubliceerd.get(naam)) is not None and instelling.waarde is not None
    )
