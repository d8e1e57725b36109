"""A row that the database must refuse: a valid one with a fault in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from tests.fabrieken.rijen import DAG, FABRIEKEN, NU, TEL

EERDER = NU - TEL
LATER = NU + timedelta(days=30)
GISTEREN = DAG - timedelta(days=1)
SHA256 = "a" * 64
TE_KORT = "a" * 63


class Zelfde(str):
    """The value of another column of the row."""


class Poging(NamedTuple):
    """A row that must be refused; ``ook`` names CHECKs that cannot but break with it."""

    fout: dict[str, Any]
    basis: dict[str, Any]
    ook: tuple[str, ...] = ()

    def goed(self, tabel: str) -> dict[str, Any]:
        """The valid row; what is a function in ``basis`` first makes the row that is pointed at."""
        basis = {naam: waarde() if callable(waarde) else waarde for naam, waarde in self.basis.items()}
        return FABRIEKEN[tabel].waarden(**basis)

    def waarden(self, goed: dict[str, Any]) -> dict[str, Any]:
        """The valid row ``goed`` with the fault in it."""
        fout = {kolom: goed[van] if isinstance(van, Zelfde) else van for kolom, van in self.fout.items()}
        return goed | fout


def poging(fout: dict[str, Any], *, ook: tuple[str, ...] = (), **basis: Any) -> Poging:
    """In a valid row with ``basis`` the columns of ``fout`` are changed."""
    return Poging(fout, basis, ook)
