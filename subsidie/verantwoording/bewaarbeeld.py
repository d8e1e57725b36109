"""What the page of retention shows: per kind how many are due, and the lists that were made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from subsidie.verantwoording.bewaaraccounts import list_vertrokken
from subsidie.verantwoording.bewaareinde import lees_sluitingen
from subsidie.verantwoording.bewaarlijst import list_lijsten, list_rijp, tel_rijp
from subsidie.verantwoording.bewaarmodellen import Vernietigingslijst, Vernietigingstatus
from subsidie.verantwoording.bewaartermijnen import ACCOUNT, DOSSIER, OP_LIJST, Bewaartermijn, bewaartermijnen

STANDEN: Final[Mapping[Vernietigingstatus, tuple[str, str]]] = {
    Vernietigingstatus.VOORGESTELD: ("wacht op besluit", "let_op"),
    Vernietigingstatus.VASTGESTELD: ("wordt uitgevoerd", "info"),
    Vernietigingstatus.UITGEVOERD: ("uitgevoerd", "goed"),
    Vernietigingstatus.VERWORPEN: ("gaat niet door", "neutraal"),
}
"""Each step in words, with its colour."""


@dataclass(frozen=True, slots=True)
class Soortregel:
    """A kind with how many are due; ``None`` for what is never due."""

    termijn: Bewaartermijn
    rijp: int | None


@dataclass(frozen=True, slots=True)
class Bewaarbeeld:
    """Everything on the page."""

    soorten: tuple[Soortregel, ...]
    op_lijst: int
    lijsten: tuple[tuple[Vernietigingslijst, int], ...]

    @property
    def wacht(self) -> bool:
        """Whether a list waits for its decision."""
        return any(lijst.status is Vernietigingstatus.VOORGESTELD for lijst, _ in self.lijsten)


def lees_bewaarbeeld(dag: date) -> Bewaarbeeld:
    """Read on ``dag``; a constant number of queries."""
    rijp = list_rijp(dag)
    geteld: dict[str, int | None] = {**tel_rijp(rijp)}
    geteld[ACCOUNT] = sum(een.bewaren_tot <= dag for een in list_vertrokken(dag))
    geteld[DOSSIER] = sum(een.bewaren_tot <= dag for een in lees_sluitingen())
    soorten = tuple(Soortregel(een, geteld.get(een.code)) for een in bewaartermijnen().values())
    return Bewaarbeeld(soorten, sum(een.soort in OP_LIJST for een in rijp), tuple(list_lijsten()))
