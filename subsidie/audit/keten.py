"""The hash of an event: pure, so that anyone can recompute the chain from an export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from subsidie.kern.canoniek import canonieke_json, sha256_hex

BEGIN = "0" * 64
"""What stands before the first event."""


@dataclass(frozen=True, slots=True)
class Schakel:
    """The values of one event that the hash covers, all of them."""

    volgnummer: int
    moment: datetime
    soort: str
    object_soort: str
    object_id: str
    door_sleutel: str | None
    gegevens: str
    vorige_hash: str

    def tekst(self) -> bytes:
        """The canonical JSON (RFC 8785) of every value, the previous hash included: what is hashed."""
        return canonieke_json(
            {
                "volgnummer": self.volgnummer,
                "moment": self.moment.astimezone(UTC).isoformat(timespec="microseconds"),
                "soort": self.soort,
                "object_soort": self.object_soort,
                "object_id": self.object_id,
                "door": self.door_sleutel,
                "gegevens": self.gegevens,
                "vorige": self.vorige_hash,
            }
        )

    def hash(self) -> str:
        """SHA-256 (hex) over ``tekst``."""
        return sha256_hex(self.tekst())
