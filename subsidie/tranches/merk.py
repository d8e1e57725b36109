"""Marking a page that is about one tranche: example or practice (schermen.md, "Face")."""

from __future__ import annotations

from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.web.voorbeeld import markeer_voorbeeld


def markeer(tranche: Tranche | None) -> None:
    """Give the page the band of ``tranche``; a real one has none, and neither has no tranche at all."""
    if tranche is not None:
        markeer_voorbeeld(tranche.aard is not Trancheaard.ECHT, oefening=tranche.aard is Trancheaard.OEFEN)
