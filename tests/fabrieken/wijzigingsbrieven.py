"""Valid letters on a request to change: consent, more time, refusal."""

from __future__ import annotations

from typing import Any

from subsidie.beschikkingen.briefvoorbeelden import voorbeeld_van
from subsidie.documenten.briefsoorten import get_soort


def alle_wijzigingsbrieven() -> dict[str, Any]:
    """One of each, by name."""
    return {
        code: voorbeeld_van(get_soort(code))
        for code in ("wijziging", "wijziging_uitstel", "wijziging_afgewezen")
    }
