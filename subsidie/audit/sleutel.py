"""The Ed25519 key that signs checkpoints of the chain (RFC 8032). It lives in a file, never in the database.

Beside the key stands ``<key>.pub`` with the public half, which an auditor takes away. That file may hold more
than one public key: after a change of key the old one is added, so that old checkpoints stay verifiable.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import Domeinfout

_LENGTE_ID = 32
_PUBLIEK_BLOK = re.compile(rb"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)
_HANDTEKENING = re.compile("[0-9a-f]{128}")


class Sleutelfout(Domeinfout):
    """A key is missing, cannot be read, or would be overwritten."""


@dataclass(frozen=True, slots=True)
class PubliekeSleutel:
    """The half that verifies. ``id`` is the start of the SHA-256 of its 32 bytes."""

    sleutel: Ed25519PublicKey

    @property
    def id(self) -> str:
        return sha256_hex(self.sleutel.public_bytes(Encoding.Raw, PublicFormat.Raw))[:_LENGTE_ID]

    def klopt(self, data: bytes, handtekening: str) -> bool:
        """Whether ``handtekening`` (128 lower-case hex digits) is this key's signature over ``data``."""
        if _HANDTEKENING.fullmatch(handtekening) is None:
            return False
        try:
            self.sleutel.verify(bytes.fromhex(handtekening), data)
        except InvalidSignature:
            return False
        return True

    def pem(self) -> bytes:
        """For the ``.pub`` file."""
        return self.sleutel.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@dataclass(frozen=True, slots=True)
class Sleutel:
    """The half that signs."""

    _geheim: Ed25519PrivateKey

    @property
    def publiek(self) -> PubliekeSleutel:
        return PubliekeSleutel(self._geheim.public_key())

    @property
    def id(self) -> str:
        return self.publiek.id

    def onderteken(self, data: bytes) -> str:
        """The signature over ``data``, in hex. The same data always gives the same signature."""
        return self._geheim.sign(data).hex()


def pad_publiek(pad: Path) -> Path:
    """Where the public half of the key in ``pad`` stands."""
    return pad.with_name(pad.name + ".pub")


def maak_sleutel(pad: Path) -> Sleutel:
    """Make a key in ``pad`` (PEM, readable for its owner only) and its public half in ``<pad>.pub``.

    Raises ``Sleutelfout`` when either file exists: an old key is never lost by mistake.
    """
    geheim = Ed25519PrivateKey.generate()
    sleutel = Sleutel(geheim)
    pem = geheim.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    publiek = pad_publiek(pad)
    for bestaand in (pad, publiek):
        if bestaand.exists():
            raise Sleutelfout(f"{bestaand} bestaat al en wordt niet overschreven.")
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fout:
        raise Sleutelfout(f"De map {pad.parent} kan niet worden gemaakt: {fout.strerror}.") from fout
    try:
        _schrijf_nieuw(pad, pem, 0o600)
        try:
            _schrijf_nieuw(publiek, sleutel.publiek.pem(), 0o644)
        except OSError:
            pad.unlink()
            raise
    except FileExistsError as fout:
        raise Sleutelfout(f"{fout.filename} bestaat al en wordt niet overschreven.") from None
    except OSError as fout:
        raise Sleutelfout(f"De sleutel kan niet worden bewaard in {pad}: {fout.strerror}.") from fout
    return sleutel


def laad_sleutel(pad: Path) -> Sleutel:
    """The key in ``pad``. Raises ``Sleutelfout`` when it is missing, not Ed25519, or open to others."""
    data = _lees(pad, "Er is geen sleutel in {pad}. Maak er een met ‘subsidie audit sleutel’.")
    if pad.stat().st_mode & 0o077:
        raise Sleutelfout(
            f"De sleutel {pad} is ook voor anderen toegankelijk. Herstel dat met: chmod 600 {pad}"
        )
    try:
        geheim = load_pem_private_key(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Sleutelfout(f"{pad} is geen geheime sleutel in PEM-vorm zonder wachtwoord.") from None
    if not isinstance(geheim, Ed25519PrivateKey):
        raise Sleutelfout(f"{pad} is geen Ed25519-sleutel.")
    return Sleutel(geheim)


def laad_publieke_sleutels(pad: Path) -> Sequence[PubliekeSleutel]:
    """Every public key in the ``.pub`` file ``pad``, one or more. Raises ``Sleutelfout``."""
    data = _lees(pad, "Er is geen publieke sleutel in {pad}.")
    blokken = _PUBLIEK_BLOK.findall(data)
    if not blokken:
        raise Sleutelfout(f"In {pad} staat geen publieke sleutel. Geef het bestand op dat eindigt op .pub.")
    sleutels = []
    for blok in blokken:
        try:
            sleutel = load_pem_public_key(blok)
        except (ValueError, UnsupportedAlgorithm):
            raise Sleutelfout(f"Een publieke sleutel in {pad} is beschadigd.") from None
        if not isinstance(sleutel, Ed25519PublicKey):
            raise Sleutelfout(f"Een publieke sleutel in {pad} is geen Ed25519-sleutel.")
        sleutels.append(PubliekeSleutel(sleutel))
    return sleutels


def _lees(pad: Path, ontbreekt: str) -> bytes:
    try:
        return pad.read_bytes()
    except FileNotFoundError:
        raise Sleutelfout(ontbreekt.format(pad=pad)) from None
    except OSError as fout:
        raise Sleutelfout(f"{pad} kan niet worden gelezen: {fout.strerror}.") from fout


def _schrijf_nieuw(pad: Path, data: bytes, rechten: int) -> None:
    nummer = os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rechten)
    try:
        with os.fdopen(nummer, "wb") as bestand:
            os.fchmod(bestand.fileno(), rechten)
            bestand.write(data)
            bestand.flush()
            os.fsync(bestand.fileno())
    except BaseException:
        pad.unlink()
        raise
