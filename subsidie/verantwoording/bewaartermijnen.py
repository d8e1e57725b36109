"""How long each kind of record is kept, with the source of the period and how sure it is. Pure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from subsidie.tranches.keuzen import Zekerheid

BESTAND: Final = Path(__file__).parent / "data" / "bewaartermijnen.toml"

CONCEPT: Final = "concept"
MAILADRESSEN: Final = "mailadressen"
ACCOUNT: Final = "account"
DOSSIER: Final = "dossier"
STUKKEN: Final = ("stukken_verleend", "stukken_niet_verleend", "stukken_ingetrokken")
OP_LIJST: Final = (*STUKKEN, CONCEPT, MAILADRESSEN)
"""What goes by a list that a second person decides on; an account is pseudonymised one by one."""


@dataclass(frozen=True, slots=True)
class Bewaartermijn:
    """One kind: how many years from when (0: for ever), what goes after that and what stays, and who says so."""

    code: str
    naam: str
    jaren: int
    begint: str
    bron: str
    zekerheid: Zekerheid
    wat: str
    blijft: str

    @property
    def is_voor_altijd(self) -> bool:
        """Whether this never goes."""
        return self.jaren == 0

    def tot(self, begin: date) -> date:
        """The first day on which it need not be kept any more, counted from ``begin``."""
        return plus_jaren(begin, self.jaren)


@lru_cache(maxsize=1)
def bewaartermijnen() -> dict[str, Bewaartermijn]:
    """Every kind by its code, in the order of the file."""
    rijen = tomllib.loads(BESTAND.read_text(encoding="utf-8"))
    return {
        code: Bewaartermijn(code=code, **{**rij, "zekerheid": Zekerheid(rij["zekerheid"])})
        for code, rij in rijen.items()
    }


def plus_jaren(dag: date, jaren: int) -> date:
    """``jaren`` years later; 29 February becomes 1 March, so that nothing goes a day too soon."""
    try:
        return dag.replace(year=dag.year + jaren)
    except ValueError:
        return date(dag.year + jaren, 3, 1)
