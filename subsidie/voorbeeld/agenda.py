"""One clock for everything that happens in the examples, so that the audit trail tells it in the order of time.

Several stories run beside each other: two tranches of earlier years, the practice tranches, hundreds of projects under
way. Each says when its next step is; whichever comes first is taken first.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime
from heapq import heappop, heappush
from typing import TypeVar

from subsidie.web.transactie import schrijfgrens

T = TypeVar("T")

Stap = Callable[[datetime], None]
"""What happens at a moment (aware), inside a transaction that it shares with the steps beside it."""
Draad = Generator[datetime, None, T]
"""A story: before each step it says when (aware) that is; it opens its own transactions, never across a step."""


class Agenda:
    """What still happens, in the order of time and not after ``tot``; a step can put in what follows from it."""

    def __init__(self, tot: datetime) -> None:
        self.tot = tot
        self._wacht: list[tuple[datetime, int, Stap | Draad[object]]] = []
        self._nummer = 0
        self._nu: datetime | None = None

    def zet(self, moment: datetime, stap: Stap) -> None:
        """Let ``stap`` happen at ``moment``: now when that is over, never when it lies ahead of ``tot``."""
        self._schuif_in(moment if self._nu is None else max(moment, self._nu), stap)

    def volg(self, draad: Draad[object]) -> None:
        """Follow a story from its first step on. Raises ``RuntimeError`` when it goes back in time."""
        moment = next(draad, None)
        if moment is None:
            return
        if self._nu is not None and moment < self._nu:
            raise RuntimeError(f"a step at {moment} after one at {self._nu}")
        self._schuif_in(moment, draad)

    def draai(self) -> None:
        """Everything, until nothing is left."""
        while self._wacht:
            if isinstance(self._wacht[0][2], Generator):
                self._nu, _, draad = heappop(self._wacht)
                self.volg(draad)  # type: ignore[arg-type]
            else:
                self._draai_samen()

    def _draai_samen(self) -> None:
        """The steps up to the next one of a story, in one transaction: one for each would take minutes."""
        with schrijfgrens():
            while self._wacht and not isinstance(self._wacht[0][2], Generator):
                self._nu, _, stap = heappop(self._wacht)
                stap(self._nu)  # type: ignore[operator]

    def _schuif_in(self, moment: datetime, wat: Stap | Draad[object]) -> None:
        if moment < self.tot:
            self._nummer += 1
            heappush(self._wacht, (moment, self._nummer, wat))


def loop_af(draad: Draad[T]) -> T:
    """Take every step of one story, without looking at the clock; what it came to."""
    while True:
        try:
            next(draad)
        except StopIteration as klaar:
            uitkomst: T = klaar.value
            return uitkomst
