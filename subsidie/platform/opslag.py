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
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Protocol, Self

from subsidie.kern.fouten import Domeinfout

_SHA256 = re.compile("[0-9a-f]{64}")
_BESTANDSRECHTEN = 0o440
_MAPRECHTEN = 0o750
_STUK: Final = 256 * 1024
"""Bytes in memory while a file streams."""
MINSTENS_OUD: Final = timedelta(hours=1)
"""A file that was stored later than this ago is not removed: the row that refers to it may still come."""


class Opslagfout(Domeinfout):
    """A file cannot be stored, or what is stored is not there or not what it was."""


class Opslag(Protocol):
    """Where files are kept; ``sha256`` is always 64 lower-case hexadecimal digits."""

    def bewaar(self, data: bytes) -> str:
        """Store ``data`` for good and give its SHA-256; the same content again changes nothing."""
        ...

    def bewaar_stroom(self, bestand: BinaryIO) -> tuple[str, int]:
        """Store what can still be read from ``bestand``; gives its SHA-256 and its size in bytes."""
        ...

    def lees(self, sha256: str) -> bytes:
        """What was stored under ``sha256``; raises ``Opslagfout`` when it is missing or was altered."""
        ...

    def open_lezen(self, sha256: str) -> Leesstroom:
        """As ``lees``, in pieces; a file that was altered ends with ``Opslagfout`` before its last piece."""
        ...

    def verwijder(self, sha256: str, *, minstens_oud: timedelta = MINSTENS_OUD) -> bool:
        """Remove content that nothing refers to any more; whether it is gone now."""
        ...

    def bestaat(self, sha256: str) -> bool:
        """Whether there is a file under ``sha256``; says nothing of its content."""
        ...

    def pad(self, sha256: str) -> Path:
        """Where the file is or would be; raises ``Opslagfout`` for anything but a SHA-256."""
        ...


class Leesstroom:
    """The pieces of a stored file, compared with its hash on the way; ``grootte`` in bytes.

    The last piece is only given when all of it is right, so that nobody gets a damaged file whole. Can be closed
    before the end, and is closed after it; also with ``with``.
    """

    def __init__(self, bestand: BinaryIO, sha256: str) -> None:
        self._bestand, self._sha256 = bestand, sha256
        self.grootte = os.fstat(bestand.fileno()).st_size

    def __iter__(self) -> Iterator[bytes]:
        som, vorige = hashlib.sha256(), b""
        try:
            while stuk := self._bestand.read(_STUK):
                som.update(stuk)
                if vorige:
                    yield vorige
                vorige = stuk
            if som.hexdigest() != self._sha256:
                raise Opslagfout(
                    f"Het opgeslagen bestand {self._sha256} is beschadigd: de inhoud is veranderd."
                )
            if vorige:
                yield vorige
        finally:
            self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; again does nothing."""
        self._bestand.close()


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
            # Touched, so that who clears up sees that it is wanted again; gone in between: written anew.
            if not (_is_inhoud(pad, data) and _raak_aan(pad)):
                _schrijf(pad, data)
            # Also when another process wrote it: its rename may not be on the disk yet.
            sync_map(pad.parent)
            sync_map(self.map)
        except OSError as fout:
            raise Opslagfout(f"Het bestand kan niet worden opgeslagen: {fout.strerror}.") from fout
        return sha256

    def bewaar_stroom(self, bestand: BinaryIO) -> tuple[str, int]:
        """Store what can still be read from ``bestand``; on return it is on the disk.

        Gives its SHA-256 and its size in bytes. Raises ``Opslagfout`` when the disk does not take it; whatever
        goes wrong, reading included, leaves nothing behind.
        """
        try:
            self.map.mkdir(mode=_MAPRECHTEN, parents=True, exist_ok=True)
            with _half(self.map) as (uit, half):
                som, grootte = hashlib.sha256(), 0
                while stuk := bestand.read(_STUK):
                    som.update(stuk)
                    grootte += uit.write(stuk)
                _maak_af(uit)
                pad = self.pad(som.hexdigest())
                pad.parent.mkdir(mode=_MAPRECHTEN, exist_ok=True)
                # Also when it is there: the same bytes, certainly whole, and new to who clears up.
                os.replace(half, pad)
            sync_map(pad.parent)
            sync_map(self.map)
        except OSError as fout:
            raise Opslagfout(f"Het bestand kan niet worden opgeslagen: {fout.strerror}.") from fout
        return som.hexdigest(), grootte

    def open_lezen(self, sha256: str) -> Leesstroom:
        """The stored file in pieces. Raises ``Opslagfout`` at once when it is missing, later when altered."""
        try:
            return Leesstroom(self.pad(sha256).open("rb"), sha256)
        except FileNotFoundError:
            raise Opslagfout(f"Het opgeslagen bestand {sha256} ontbreekt in de opslag.") from None
        except OSError as fout:
            raise Opslagfout(
                f"Het opgeslagen bestand {sha256} kan niet worden gelezen: {fout.strerror}."
            ) from fout

    def verwijder(self, sha256: str, *, minstens_oud: timedelta = MINSTENS_OUD) -> bool:
        """Remove content that nothing refers to any more; whether it is gone now (also when it never was).

        The caller has looked in the database; somebody may store the same content at this very moment. So what
        was stored or wanted less than ``minstens_oud`` ago stays, and what turns out to be so is put back.
        """
        pad = self.pad(sha256)
        weg = pad.with_name(f".weg-{sha256}")
        try:
            if _is_jong(pad, minstens_oud):
                return False
            os.replace(pad, weg)
            if _is_jong(weg, minstens_oud):
                os.replace(weg, pad)
                return False
            os.unlink(weg)
            sync_map(pad.parent)
        except FileNotFoundError:
            return not pad.exists()
        except OSError as fout:
            raise Opslagfout(f"Het bestand kan niet worden verwijderd: {fout.strerror}.") from fout
        return True


def _is_jong(pad: Path, grens: timedelta) -> bool:
    return time.time() - pad.stat().st_mtime < grens.total_seconds()


def _raak_aan(pad: Path) -> bool:
    try:
        os.utime(pad)
    except FileNotFoundError:
        return False
    except PermissionError:
        pass  # stored by another user of this machine: readable, and that is enough
    return True


def _is_inhoud(pad: Path, data: bytes) -> bool:
    try:
        return pad.read_bytes() == data
    except FileNotFoundError:
        return False


def _schrijf(pad: Path, data: bytes) -> None:
    # In the same folder: a rename is only atomic within one file system.
    with _half(pad.parent) as (bestand, half):
        bestand.write(data)
        _maak_af(bestand)
        os.replace(half, pad)


@contextlib.contextmanager
def _half(map_: Path) -> Iterator[tuple[BinaryIO, str]]:
    """A file that is not whole yet, with its path; gone at the end unless it was renamed."""
    nummer, naam = tempfile.mkstemp(dir=map_, prefix=".half-")
    try:
        with os.fdopen(nummer, "wb") as bestand:
            yield bestand, naam
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(naam)
        raise


def _maak_af(bestand: BinaryIO) -> None:
    """Everything on the disk, and nobody writes in it any more."""
    os.fchmod(bestand.fileno(), _BESTANDSRECHTEN)
    bestand.flush()
    os.fsync(bestand.fileno())


def sync_map(map_: Path) -> None:
    """Bring the names in ``map_`` to the disk: after this a new or renamed file survives a power cut."""
    nummer = os.open(map_, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(nummer)
    finally:
        os.close(nummer)
