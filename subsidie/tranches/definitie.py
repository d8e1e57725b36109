"""The definition of a tranche as its file states it: plain frozen values, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Zekerheid
from subsidie.tranches.regels import PotRegels, Regels

__all__ = [
    "Instelling",
    "PlafondDefinitie",
    "PotDefinitie",
    "TijdvakDefinitie",
    "TrancheDefinitie",
    "alle_tranches",
    "lees_tranche",
    "uit_pakket",
]

_PAKKET: Final = files("subsidie.tranches").joinpath("data")


@dataclass(frozen=True, slots=True)
class PlafondDefinitie:
    """One ceiling in the history of a pot; ``geldt_vanaf`` is a moment in UTC, ``None`` when not found."""

    bedrag_cent: int | None
    geldt_vanaf: datetime | None
    bron: str
    zekerheid: Zekerheid
    toelichting: str = ""


@dataclass(frozen=True, slots=True)
class TijdvakDefinitie:
    """One window in the history of a tranche; moments in UTC, ``None`` when not found.

    The first second (``opent``) and the last (``sluit``) both belong to the window.
    """

    opent: datetime | None
    sluit: datetime | None
    geldt_vanaf: datetime | None
    bron: str
    zekerheid: Zekerheid
    toelichting: str = ""


@dataclass(frozen=True, slots=True)
class PotDefinitie:
    """A pot: its settings by key, and its ceilings in the order in which they were set."""

    code: str
    plafonds: tuple[PlafondDefinitie, ...]
    instellingen: Mapping[str, Instelling[Any]]

    @property
    def regels(self) -> PotRegels:
        """Typed reading of the settings."""
        return PotRegels(self.instellingen, self.code)


@dataclass(frozen=True, slots=True)
class TrancheDefinitie:
    """A tranche: its settings by key, its pots in order of processing, its windows in order."""

    code: str
    tijdvakken: tuple[TijdvakDefinitie, ...]
    potten: tuple[PotDefinitie, ...]
    instellingen: Mapping[str, Instelling[Any]]

    @property
    def regels(self) -> Regels:
        """Typed reading of the settings, those of the pots included."""
        return Regels(self.instellingen, tuple(pot.regels for pot in self.potten))


def lees_tranche(bron: Path | bytes, *, naam: str = "tranche.toml") -> TrancheDefinitie:
    """Read one tranche file: a path, or its bytes (``naam`` is what a fault then calls the file).

    Raises ``OngeldigeInvoer`` with every fault in the file: the file, the key, and what would be right.
    """
    from subsidie.tranches.inlezen import lees_bestand

    if isinstance(bron, Path):
        return lees_bestand(bron.read_bytes(), bron.name)
    return lees_bestand(bron, naam)


def alle_tranches() -> tuple[TrancheDefinitie, ...]:
    """The six real tranches of the package, oldest first. Raises ``OngeldigeInvoer`` as ``lees_tranche``."""
    gevonden = [
        uit_pakket(bestand.name)
        for bestand in _PAKKET.iterdir()
        if bestand.name.startswith("rha-") and bestand.name.endswith(".toml")
    ]
    return tuple(sorted(gevonden, key=lambda tranche: tranche.regels.volgnummer.eis()))


@cache
def uit_pakket(naam: str) -> TrancheDefinitie:
    """The file ``naam`` of the package, read once. Raises ``OngeldigeInvoer`` as ``lees_tranche``."""
    return lees_tranche(_PAKKET.joinpath(naam).read_bytes(), naam=naam)
