"""The numbers that rows of factories are told apart by: from 1 in every process, and a range of its own for a world.

A filled world is made in one process and copied to others (``tests.infra.werelden``). Its rows must not have the
numbers that a test in another process gives to its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar
from zlib import crc32

REEKS = 1_000_000
REEKSEN = 2_000
"""The highest number still fits a column of 32 bits."""


class Nummers:
    """Numbers that were not given before: ``next(nummers)``."""

    alle: ClassVar[list[Nummers]] = []

    def __init__(self) -> None:
        self.teller = itertools.count(1)
        self.alle.append(self)

    def __next__(self) -> int:
        return next(self.teller)


@contextmanager
def eigen_reeks(naam: str) -> Iterator[None]:
    """Within it every number is of a range that belongs to ``naam``: the same ones in whatever process."""
    eerder = [een.teller for een in Nummers.alle]
    for een in Nummers.alle:
        een.teller = itertools.count(REEKS * (1 + crc32(naam.encode()) % REEKSEN))
    try:
        yield
    finally:
        for een, teller in zip(
            Nummers.alle, eerder, strict=False
        ):  # one that came meanwhile goes on in the range
            een.teller = teller
