"""Stored files, addressed by the SHA-256 of their content: stored once, never changed, checked at every read.

A file appears under its name whole or not at all: it is written beside it, synced and renamed, so that a
document that the database speaks of survives a power cut. Knows nothing of what the files mean.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Protocol

from subsidie.kern.fouten import Domeinfout

_SHA256 = re.compile("[0-9a-f]{64}")
_BESTANDSRECHTEN = 0o440
_MAPRECHTEN = 0o750


class Opslagfout(Domeinfout):
    """A file cannot be stored, or what is stored is not there or not what it was."""


class Opslag(Protocol):
    """Where files are kept; ``sha256`` is always 64 lower-case hexadecimal digits."""

    def bewaar(self, data: bytes) -> str:
        """Store ``data`` for good and give its SHA-256; the same content again changes nothing."""
        ...

    def lees(self, sha256: str) -> bytes:
        """What was stored under ``sha256``; raises ``Opslagfout`` when it is missing or was altered."""
        ...

    def bestaat(self, sha256: str) -> bool:
        """Whether there is a file under ``sha256``; says nothing of its content."""
        ...

    def pad(self, sha256: str) -> Path:
        """Where the file is or would be; raises ``Opslagfout`` for anything but a SHA-256."""
        ...


class LokaleOpslag:
    """An :class:`Opslag` in a folder of this machine (or one that it mounts)."""

    def __init__(self, map_: Path) -> None:
        self.map = map_

    def pad(self, sha256: str) -> Path:
        """``<folder>/ab/abcd...``: never a path outside the folder, whatever is asked."""
        if _SHA256.fullmatch(sha256) is None:
            raise Opslagfout("Dit is geen kenmerk van een opgeslagen bestand (een SHA-256).")
        return self.map / sha256[:2] / sha256

    def bestaat(self, sha256: str) -> bool:
        """Whether there is a file under ``sha256``."""
        return self.pad(sha256).is_file()

    def lees(self, sha256: str) -> bytes:
        """The content, compared with its hash. Raises ``Opslagfout`` when it is missing or altered."""
        pad = self.pad(sha256)
        try:
            data = pad.read_bytes()
        except FileNotFoundError:
            raise Opslagfout(f"Het opgeslagen bestand {sha256} ontbreekt in de opslag.") from None
        except OSError as fout:
            raise Opslagfout(
                f"Het opgeslagen bestand {sha256} kan niet worden gelezen: {fout.strerror}."
            ) from fout
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Opslagfout(f"Het opgeslagen bestand {sha256} is beschadigd: de inhoud is veranderd.")
        return data

    def bewaar(self, data: bytes) -> str:
        """Store ``data``; on return it is on the disk. Raises ``Opslagfout`` when that fails.

        A file that is there but damaged is replaced: what belongs under a hash is known exactly.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        pad = self.pad(sha256)
        try:
            pad.parent.mkdir(mode=_MAPRECHTEN, parents=True, exist_ok=True)
            if not _is_inhoud(pad, data):
                _schrijf(pad, data)
            # Also when another process wrote it: its rename may not be on the disk yet.
            sync_map(pad.parent)
            sync_map(self.map)
        except OSError as fout:
            raise Opslagfout(f"Het bestand kan niet worden opgeslagen: {fout.strerror}.") from fout
        return sha256


def _is_inhoud(pad: Path, data: bytes) -> bool:
    try:
        return pad.read_bytes() == data
    except FileNotFoundError:
        return False


def _schrijf(pad: Path, data: bytes) -> None:
    # In the same folder: a rename is only atomic within one file system.
    nummer, naam = tempfile.mkstemp(dir=pad.parent, prefix=".half-")
    try:
        with os.fdopen(nummer, "wb") as bestand:
            bestand.write(data)
            os.fchmod(bestand.fileno(), _BESTANDSRECHTEN)
            bestand.flush()
            os.fsync(bestand.fileno())
        os.replace(naam, pad)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(naam)
        raise


def sync_map(map_: Path) -> None:
    """Bring the names in ``map_`` to the disk: after this a new or renamed file survives a power cut."""
    nummer = os.open(map_, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(nummer)
    finally:
        os.close(nummer)
