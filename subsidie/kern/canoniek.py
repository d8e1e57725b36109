"""Canonical JSON (RFC 8785) and SHA-256: the same data gives the same bytes and the same hash everywhere."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final, cast

import rfc8785

_GROOTSTE: Final = 2**53 - 1
_SNEL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
"""Writes the same bytes as RFC 8785 for what ``_is_gewoon``: fifty times as fast, being made in C."""


def canonieke_json(obj: object) -> bytes:
    """The RFC 8785 form of ``obj`` (dict, list, text, int, float, bool, None), as UTF-8 bytes.

    Raises ``ValueError`` for what has no canonical form: a whole number outside ±(2^53 - 1), NaN, infinity,
    a lone surrogate, a key that is not text, another type. That is an error of the programmer: what comes
    from outside is validated first.
    """
    return _SNEL.encode(obj).encode() if _is_gewoon(obj) else rfc8785.dumps(cast(Any, obj))


def _is_gewoon(obj: object) -> bool:
    """Whether ``obj`` holds only what every writer of JSON writes alike: text and keys that sort alike in UTF-16 and in
    code points, whole numbers in range, and nothing that is a subclass of those."""
    soort = type(obj)
    if soort is str:
        return True  # a lone surrogate has no UTF-8: encoding the whole raises
    if soort is int:
        return -_GROOTSTE <= cast(int, obj) <= _GROOTSTE
    if soort is dict:
        for sleutel, waarde in cast(dict[object, object], obj).items():
            # Most of it is text: that needs no call of its own.
            if (
                type(sleutel) is not str
                or not sleutel.isascii()
                or not (type(waarde) is str or _is_gewoon(waarde))
            ):
                return False
        return True
    if soort is list or soort is tuple:
        return all(type(deel) is str or _is_gewoon(deel) for deel in cast(list[object], obj))
    return obj is None or soort is bool


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of ``data`` in 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
