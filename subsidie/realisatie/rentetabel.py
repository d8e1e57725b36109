"""The statutory rate of interest by date: a data file with a source for each line, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from subsidie.kern.fouten import Domeinfout
from subsidie.kern.tijd import datum_nl

BESTAND: Final = Path(__file__).parent / "data" / "wettelijke-rente.toml"


@dataclass(frozen=True, slots=True)
class Percentage:
    """A rate in whole percents a year, from a day on; ``zekerheid``: as of a setting."""

    vanaf: date
    procent: int
    bron: str
    zekerheid: str


@dataclass(frozen=True, slots=True)
class Rentetabel:
    """Rates in order of their day; ``bekend_tot``: the last day that is known, that day included."""

    percentages: tuple[Percentage, ...]
    bekend_tot: date

    def op(self, dag: date) -> Percentage:
        """The rate on ``dag``. Raises ``Domeinfout`` before the first line and after ``bekend_tot``."""
        gevonden = [een for een in self.percentages if een.vanaf <= dag]
        if not gevonden or dag > self.bekend_tot:
            raise Domeinfout(
                f"De wettelijke rente op {datum_nl(dag)} is niet bekend. De tabel loopt van "
                f"{datum_nl(self.percentages[0].vanaf)} tot en met {datum_nl(self.bekend_tot)}. Een beheerder vult "
                "haar eerst aan, met de bron, op de pagina Wettelijke rente."
            )
        return gevonden[-1]

    def grenzen(self) -> Sequence[date]:
        """The days on which the rate changes."""
        return [een.vanaf for een in self.percentages]


def maak_tabel(inhoud: str) -> Rentetabel:
    """The table in TOML. Raises ``ValueError`` where it is empty, out of order or lacks a source."""
    ruw = tomllib.loads(inhoud)
    percentages = tuple(
        Percentage(een["vanaf"], een["procent"], een["bron"], een["zekerheid"]) for een in ruw["percentages"]
    )
    dagen = [een.vanaf for een in percentages]
    if not dagen or dagen != sorted(set(dagen)) or ruw["bekend_tot"] < dagen[-1]:
        raise ValueError("the rates must be in order of their day, and known at least until the last one")
    if not all(een.bron and een.procent >= 0 for een in percentages):
        raise ValueError("every rate has a source and is not negative")
    return Rentetabel(percentages, ruw["bekend_tot"])


@cache
def wettelijke_rente() -> Rentetabel:
    """The table that comes with the program."""
    return maak_tabel(BESTAND.read_text(encoding="utf-8"))
