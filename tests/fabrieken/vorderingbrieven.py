"""Valid letters about paying a claim: interest over two periods, an arrangement in three instalments."""

from __future__ import annotations

from typing import Any

from subsidie.beschikkingen.briefvoorbeelden import voorbeeld_van
from subsidie.documenten.briefsoorten import get_soort


def alle_vorderingbrieven() -> dict[str, Any]:
    """One of each, by name."""
    return {code: voorbeeld_van(get_soort(code)) for code in ("rente", "betalingsregeling")}
