"""Canonical JSON (RFC 8785) and SHA-256: the same data gives the same bytes and the same hash everywhere."""

from __future__ import annotations

import hashlib
from typing import Any, cast

import rfc8785


def canonieke_json(obj: object) -> bytes:
    """The RFC 8785 form of ``obj`` (dict, list, text, int, float, bool, None), as UTF-8 bytes.

    Raises ``ValueError`` for what has no canonical form: a whole number outside ±(2^53 - 1), NaN, infinity,
    a lone surrogate, a key that is not text, another type. That is an error of the programmer: what comes
    from outside is validated first.
    """
    return rfc8785.dumps(cast(Any, obj))


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of ``data`` in 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
