"""The draw (verdeling.md, "The draw"): a lot that anyone can check with ``sha256sum``.

``printf '%s' 'seed|nummer' | sha256sum`` gives the lot; the lowest goes first. A lot depends on the seed and
on the candidate's own number only: whoever else takes part does not change the order of those who remain.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def lot_tekst(seed: str, nummer: str) -> str:
    """The text that is hashed: ``seed|nummer``."""
    return f"{seed}|{nummer}"


def lot(seed: str, nummer: str) -> str:
    """The lot of one candidate: the SHA-256 of ``seed|nummer`` in UTF-8, as lower-case hexadecimal digits."""
    return sha256(lot_tekst(seed, nummer).encode()).hexdigest()


def lotvolgorde(seed: str, nummers: Sequence[str]) -> list[int]:
    """The draw: the positions in ``nummers`` in the order of their lots, the first one first."""
    begin = f"{seed}|".encode()
    # The same order as that of ``lot``: bytes sort as their hexadecimal digits do, and take half the room.
    loten = [sha256(begin + nummer.encode()).digest() for nummer in nummers]
    return sorted(range(len(loten)), key=loten.__getitem__)
