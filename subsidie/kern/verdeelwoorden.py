"""The words of the allocation rules (verdeling.md, "Input"), shared by the rules of a tranche and the engine."""

from __future__ import annotations

from enum import StrEnum


class BinnenGroep(StrEnum):
    """What orders a group that cannot be awarded whole (step 6)."""

    LOTING = "loting"
    TIJDSTIP = "tijdstip"


class Grens(StrEnum):
    """What happens to the first one that does not fit in the room left (step 6)."""

    STOP = "stop"
    DOORSCHUIVEN = "doorschuiven"
    GEDEELTELIJK = "gedeeltelijk"


class GelijkeStand(StrEnum):
    """What parts equal scores, in the order that the rules of the pot give (step 5)."""

    KOSTEN_PER_EENHEID = "kosten_per_eenheid"
    EENHEDEN = "eenheden"
    BINNENKOMST = "binnenkomst"


class GemeentemaximumTelt(StrEnum):
    """What counts for the maximum of a municipality: what was asked (step 4) or what is awarded (step 6)."""

    GEVRAAGD = "gevraagd"
    VERLEEND = "verleend"
