"""How far long work is: a small file that the worker writes and a page reads. Losing it costs nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

Meld = Callable[[int, int], None]
"""Takes how much was done, of how much."""

TUSSENPOOS_S: Final = 0.5
"""More often than this nobody sees the difference."""
VERLATEN_S: Final = 300
"""Whoever says nothing for so long has stopped."""


def meld_niets(_gedaan: int, _totaal: int) -> None:
    """For work of which nobody follows how far it is."""


class Tussenstand:
    """The file at ``pad``. Beside the database, for the work is done in one transaction, or in none."""

    def __init__(self, pad: Path) -> None:
        self._pad = pad
        self._laatst = float("-inf")

    def meld(self, gedaan: int, totaal: int) -> None:
        """Write it, at most every ``TUSSENPOOS_S``; a disk that refuses keeps nobody from the work."""
        if time.monotonic() - self._laatst < TUSSENPOOS_S:
            return
        self._laatst = time.monotonic()
        half = self._pad.with_suffix(".nieuw")
        try:
            self._pad.parent.mkdir(parents=True, exist_ok=True)
            half.write_text(f"{gedaan} {totaal}", encoding="ascii")
            os.replace(half, self._pad)
        except OSError:
            return

    def lees(self) -> tuple[int, int] | None:
        """How much was done, of how much; ``None`` when nobody began, or nobody has been at it for a while."""
        try:
            if time.time() - self._pad.stat().st_mtime > VERLATEN_S:
                return None
            gedaan, totaal = self._pad.read_text(encoding="ascii").split()
            return int(gedaan), int(totaal)
        except (OSError, ValueError):
            return None

    def wis(self) -> None:
        """The work is done, or was given up."""
        self._pad.unlink(missing_ok=True)
