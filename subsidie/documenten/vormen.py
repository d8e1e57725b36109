"""How values look in a document: amounts, days and moments in Dutch, with the spaces that may not be broken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from subsidie.kern.geld import euro, euro_kort
from subsidie.kern.tijd import MAANDEN, datum_nl, lees_datum, lees_moment, moment_nl

VAST: Final = "\N{NO-BREAK SPACE}"

_DAG_EN_MAAND = re.compile(rf"\b(\d{{1,2}}) (?={'|'.join(MAANDEN)}\b)")
_GETAL_EN_UUR = re.compile(r"(?<=\d) (?=uur\b)")
_NAAM_EN_NUMMER = re.compile(r"\b(lotnummer|rang|plaats|artikel|nummer) (?=\d)")


def geld(cent: int, met_centen: bool = False) -> str:
    """Eurocents as ``€ 320.670`` (decimals only when needed, or always), not to be broken over lines."""
    return (euro(cent) if met_centen else euro_kort(cent)).replace(" ", VAST)


def heeft_centen(*bedragen: int | Iterable[int | None] | None) -> bool:
    """Whether one of these amounts (eurocents, or lists of them) is not in whole euros: then a column
    shows decimals everywhere."""
    return any(
        bedrag % 100 != 0 if isinstance(bedrag, int) else heeft_centen(*bedrag)
        for bedrag in bedragen
        if bedrag is not None
    )


def datum(dag: str) -> str:
    """``2023-07-07`` as ``7 juli 2023``, day and month together."""
    return datum_van(lees_datum(dag))


def datum_van(dag: date) -> str:
    """A day as ``7 juli 2023``, day and month together."""
    return datum_nl(dag).replace(" ", VAST, 1)


def moment(iso: str) -> str:
    """An ISO moment as ``15 juni 2023 om 14.02.11 uur`` in Dutch time."""
    return zin(moment_nl(lees_moment(iso)))


def zin(tekst: str) -> str:
    """A sentence with the spaces that may not be broken: ``€ 5``, ``7 juli``, ``9.00 uur``, ``rang 97``."""
    tekst = _NAAM_EN_NUMMER.sub(rf"\1{VAST}", tekst.replace("€ ", f"€{VAST}"))
    return _GETAL_EN_UUR.sub(VAST, _DAG_EN_MAAND.sub(rf"\1{VAST}", tekst))


def score(decimaal: str) -> str:
    """A decimal that is kept as text (``7.25``) with a Dutch comma."""
    return decimaal.replace(".", ",")


def hoofdletter(tekst: str) -> str:
    """The first letter in upper case, the rest as it is (``str.capitalize`` would change names)."""
    return tekst[:1].upper() + tekst[1:]


def heel(tekst: str) -> str:
    """Without a place to break the line: a reference, a short name."""
    return tekst.replace(" ", VAST)
