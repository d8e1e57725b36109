"""What a key of the registry is: its name, its label, the type of its value and where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.waardetypen import Bedrag, Waardetype

T = TypeVar("T")


class Niveau(StrEnum):
    """Whether a setting belongs to the whole tranche or to one pot."""

    TRANCHE = "tranche"
    POT = "pot"


@dataclass(frozen=True, slots=True)
class Sleutel(Generic[T]):
    """One key of the registry."""

    naam: str
    label: str
    type: Waardetype[T]
    niveau: Niveau
    mag_geen: bool = False
    """``geen`` is a possible answer: there is no such maximum, date, ..."""
    verzameling: bool = False
    verplicht: bool = True
    is_regel: bool = True
    """An unknown rule blocks the opening; what is only told (a published outcome) does not."""
    bij_aanvragen: bool = False
    """Only where municipalities apply: absent in a tranche of which every pot is ``vast``."""
    methoden: frozenset[Verdeelwijze] | None = None
    """Only in a pot with one of these methods (verdeling.md: a key that does not belong is refused)."""

    def is_bedrag(self) -> bool:
        """Whether the value is an amount in eurocents."""
        return isinstance(self.type, Bedrag)


def tranchesleutel(
    naam: str, label: str, type: Waardetype[T], *, mag_geen: bool = False, verzameling: bool = False,
    verplicht: bool = True, is_regel: bool = True, bij_aanvragen: bool = False,
) -> Sleutel[T]:  # fmt: skip
    """A key of the whole tranche."""
    return Sleutel(
        naam, label, type, Niveau.TRANCHE, mag_geen=mag_geen, verzameling=verzameling, verplicht=verplicht,
        is_regel=is_regel, bij_aanvragen=bij_aanvragen,
    )  # fmt: skip


def potsleutel(
    naam: str,
    label: str,
    type: Waardetype[T],
    *methoden: Verdeelwijze,
    mag_geen: bool = False,
    verplicht: bool = True,
) -> Sleutel[T]:
    """A key of one pot; with ``methoden`` only in a pot that divides in one of those ways."""
    return Sleutel(
        naam, label, type, Niveau.POT, mag_geen=mag_geen, verplicht=verplicht,
        methoden=frozenset(methoden) if methoden else None,
    )  # fmt: skip
