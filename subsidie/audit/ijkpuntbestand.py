"""The file of checkpoints: one signed line each, only ever added to, kept outside the database.

A line is canonical JSON (RFC 8785) that ends in a newline::

    {"aantal": ..., "gemaakt_op": ..., "handtekening": ..., "hash": ..., "hashes": [...],
     "sleutel_id": ..., "volgnummer": ..., "vorige": ...}

``volgnummer`` and ``hash`` are of the last event that it covers, ``hashes`` those of all ``aantal`` events
since the line before, ``vorige`` the SHA-256 of that line. The signature (Ed25519, hex) is over the same JSON
without ``handtekening``. Since a line holds every hash, it shows the first bad event also when someone
computed the whole chain anew. This module knows the file only, not the database.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from subsidie.audit.keten import BEGIN
from subsidie.audit.ketenlezer import Fout, Ketenfout
from subsidie.audit.sleutel import PubliekeSleutel, Sleutel
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout
from subsidie.platform.opslag import sync_map

# Taking this out of the canonical text leaves the canonical text of what was signed.
_HANDTEKENING = re.compile(rb'"handtekening":"([0-9a-f]{128})",')
_VELDEN = frozenset(
    {"aantal", "gemaakt_op", "handtekening", "hash", "hashes", "sleutel_id", "volgnummer", "vorige"}
)


class Ijkpuntfout(Domeinfout):
    """The file of checkpoints cannot be read or written at all."""


@dataclass(frozen=True, slots=True)
class Ijkpunt:
    """One line of the file whose signature was verified."""

    regel: int
    """Which line, from 1."""
    volgnummer: int
    hashes: Sequence[str]
    sleutel_id: str
    regel_sha256: str

    @property
    def hash(self) -> str:
        """Of the last event that this checkpoint covers."""
        return self.hashes[-1]

    @property
    def vanaf(self) -> int:
        """The first event that this checkpoint covers."""
        return self.volgnummer - len(self.hashes) + 1


def maak_regel(
    *, volgnummer: int, hashes: Sequence[str], gemaakt_op: datetime, vorige: str, sleutel: Sleutel
) -> bytes:
    """A signed line with its newline. The same values and key always give the same bytes."""
    inhoud: dict[str, object] = {
        "volgnummer": volgnummer,
        "hash": hashes[-1],
        "hashes": list(hashes),
        "aantal": len(hashes),
        "gemaakt_op": gemaakt_op.astimezone(UTC).isoformat(timespec="microseconds"),
        "vorige": vorige,
        "sleutel_id": sleutel.id,
    }
    inhoud["handtekening"] = sleutel.onderteken(canonieke_json(inhoud))
    return canonieke_json(inhoud) + b"\n"


def regel_sha256(regel: bytes) -> str:
    """What the next line and the event call this one: the SHA-256 of the line without its newline."""
    return sha256_hex(regel.removesuffix(b"\n"))


def lees_ijkpunten(regels: Iterable[bytes], sleutels: Iterable[PubliekeSleutel]) -> Iterator[Ijkpunt]:
    """Every checkpoint in order, each verified before it is handed out: signature, order, and its place.

    ``regels`` as they stand in the file. Raises ``Ketenfout`` at the first line that is not right.
    """
    bekend = {sleutel.id: sleutel for sleutel in sleutels}
    vorige, volgnummer = BEGIN, 0
    for nummer, regel in enumerate(regels, start=1):
        ijkpunt = _lees_regel(nummer, regel, vorige=vorige, na=volgnummer, bekend=bekend)
        yield ijkpunt
        vorige, volgnummer = ijkpunt.regel_sha256, ijkpunt.volgnummer


def _lees_regel(
    nummer: int, regel: bytes, *, vorige: str, na: int, bekend: Mapping[str, PubliekeSleutel]
) -> Ijkpunt:
    def fout(melding: str) -> Ketenfout:
        return Ketenfout(Fout(melding, regel=nummer))

    if not regel.endswith(b"\n"):
        raise fout("de regel is niet af.")
    tekst = regel[:-1]
    handtekeningen = _HANDTEKENING.findall(tekst)
    try:
        inhoud = json.loads(tekst)
    except (ValueError, RecursionError):
        inhoud = None
    if not isinstance(inhoud, dict) or inhoud.keys() != _VELDEN or len(handtekeningen) != 1:
        raise fout("dit is geen ijkpunt; de regel is veranderd.")
    if not bekend:
        raise fout("er is geen publieke sleutel om de handtekening mee te controleren.")
    sleutel = bekend.get(str(inhoud["sleutel_id"]))
    if sleutel is None:
        ander = str(inhoud["sleutel_id"])[:64]
        raise fout(f"ondertekend met een andere sleutel ({ander!a}) dan {' of '.join(bekend)}.")
    if not sleutel.klopt(_HANDTEKENING.sub(b"", tekst), handtekeningen[0].decode()):
        raise fout("de handtekening klopt niet; de regel is veranderd.")
    # From here on the values are those that the program signed; only their place can be wrong.
    if inhoud["vorige"] != vorige or inhoud["volgnummer"] != na + inhoud["aantal"]:
        raise fout(
            "sluit niet aan op de regel ervoor: er zijn regels weg, verplaatst of uit een ander bestand."
        )
    if len(inhoud["hashes"]) != inhoud["aantal"] or inhoud["hashes"][-1:] != [inhoud["hash"]]:
        raise fout("het aantal hashes klopt niet.")
    return Ijkpunt(
        regel=nummer,
        volgnummer=inhoud["volgnummer"],
        hashes=inhoud["hashes"],
        sleutel_id=inhoud["sleutel_id"],
        regel_sha256=regel_sha256(regel),
    )


@contextmanager
def open_om_te_lezen(pad: Path | None) -> Iterator[BinaryIO | None]:
    """The file, while nobody makes a checkpoint; ``None`` when it does not exist. Raises ``Ijkpuntfout``."""
    if pad is None:
        yield None
        return
    try:
        bestand = pad.open("rb")
    except FileNotFoundError:
        yield None
        return
    except OSError as fout:
        raise Ijkpuntfout(f"Het ijkpuntbestand {pad} kan niet worden gelezen: {fout.strerror}.") from fout
    with bestand:
        fcntl.flock(bestand, fcntl.LOCK_SH)
        yield bestand


class Ijkpuntbestand:
    """The file, opened by the one process that may add to it now."""

    def __init__(self, bestand: BinaryIO) -> None:
        self._bestand = bestand

    @classmethod
    @contextmanager
    def open(cls, pad: Path) -> Iterator[Ijkpuntbestand]:
        """Open ``pad`` (made when it does not exist), waiting for another writer. Raises ``Ijkpuntfout``."""
        try:
            pad.parent.mkdir(parents=True, exist_ok=True)
            bestand = pad.open("a+b")
            sync_map(pad.parent)
        except OSError as fout:
            raise Ijkpuntfout(
                f"Het ijkpuntbestand {pad} kan niet worden geschreven: {fout.strerror}."
            ) from fout
        with bestand:
            fcntl.flock(bestand, fcntl.LOCK_EX)
            yield cls(bestand)

    def laatste(self, sleutels: Iterable[PubliekeSleutel]) -> tuple[Ijkpunt | None, bytes]:
        """The last checkpoint, and what stands after it of a line that was never finished.

        Every line is verified; raises ``Ketenfout`` at the first that is not right.
        """
        self._bestand.seek(0)
        staart = b""

        def hele_regels() -> Iterator[bytes]:
            nonlocal staart
            for regel in self._bestand:
                if not regel.endswith(b"\n"):
                    staart = regel
                    return
                yield regel

        laatste = None
        for laatste in lees_ijkpunten(hele_regels(), sleutels):  # noqa: B007
            pass
        return laatste, staart

    def voeg_toe(self, regel: bytes, *, over: bytes = b"") -> None:
        """Add ``regel``; on return it is on the disk. ``over``: the unfinished line that it replaces."""
        try:
            if over:
                self._bestand.seek(-len(over), os.SEEK_END)
                self._bestand.truncate()
            self._bestand.write(regel)
            self._bestand.flush()
            os.fsync(self._bestand.fileno())
        except OSError as fout:
            raise Ijkpuntfout(
                f"Het ijkpunt kan niet in het bestand worden gezet: {fout.strerror}. Herstel dat en voer"
                " ‘subsidie audit ijkpunt’ opnieuw uit."
            ) from fout
