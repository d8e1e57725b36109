"""The registry of every setting: its key, what it is called, what type it has and where it belongs.

A key that is not here does not exist. A key with ``verzameling`` is a family: ``verplichtingen`` stands for
``verplichtingen.begin``, ``verplichtingen.gereed`` and so on, each a setting with its own source. The keys
themselves stand in ``subsidie/tranches/sleutels``, a module per theme.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any, Final

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.sleutels import aanvraag, behandeling, pot, regeling, uitkomst, uitvoering
from subsidie.tranches.sleutels.sleutel import Niveau, Sleutel
from subsidie.tranches.waardetypen import CODE

__all__ = ["POT_SLEUTELS", "TRANCHE_SLEUTELS", "Niveau", "Sleutel", "label_van", "sleutels", "zoek"]


def _van(*themas: ModuleType) -> dict[str, Sleutel[Any]]:
    """The keys of these modules by name, in the order in which they are written."""
    return {
        waarde.naam: waarde
        for thema in themas
        for waarde in vars(thema).values()
        if isinstance(waarde, Sleutel)
    }


TRANCHE_SLEUTELS: Final = _van(regeling, aanvraag, behandeling, uitvoering, uitkomst)
POT_SLEUTELS: Final = _van(pot)


def sleutels(niveau: Niveau) -> Mapping[str, Sleutel[Any]]:
    """Every key of a level, in the order of ``sleutels``."""
    return TRANCHE_SLEUTELS if niveau is Niveau.TRANCHE else POT_SLEUTELS


def zoek(niveau: Niveau, sleutel: str) -> Sleutel[Any] | None:
    """The key of the registry that ``sleutel`` (as in a file) belongs to; ``None`` when there is none."""
    gevonden = sleutels(niveau).get(sleutel)
    if gevonden is not None:
        return None if gevonden.verzameling else gevonden
    familie, punt, lid = sleutel.rpartition(".")
    gevonden = sleutels(niveau).get(familie)
    if punt and gevonden is not None and gevonden.verzameling and _is_code(lid):
        return gevonden
    return None


def label_van(niveau: Niveau, sleutel: str) -> str:
    """What people call the setting; the key itself when it does not exist."""
    gevonden = zoek(niveau, sleutel)
    if gevonden is None:
        return sleutel
    return f"{gevonden.label}: {sleutel.rpartition('.')[2]}" if gevonden.verzameling else gevonden.label


def _is_code(tekst: str) -> bool:
    try:
        CODE.lees(tekst, "")
    except OngeldigeInvoer:
        return False
    return True
