"""The order of the tests over several processes: what takes long begins early, and the browser tests are shared out.

``--dist=worksteal`` gives each process an equal stretch of the list, and who is ready takes from the end of another's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

BROWSER = "tests/browser/"
LANG = ("tests/integratie/voorbeeld/", "tests/integratie/cli/")
"""Single tests of many seconds: one of these at the very end would leave the other processes waiting."""


def spreid(tests: Sequence[tuple[str, T]], processen: int) -> list[T]:
    """``tests`` (the address and what it is about) in an order in which each of ``processen`` gets an equal stretch.

    One process begins with its browser tests and makes the world they walk through; the others do what takes long
    first, and find that world ready.
    """
    browser = [wat for adres, wat in tests if adres.startswith(BROWSER)]
    lang = [wat for adres, wat in tests if adres.startswith(LANG)]
    gewoon = [wat for adres, wat in tests if not adres.startswith((BROWSER, *LANG))]
    volgorde: list[T] = []
    for plaats in range(processen):
        # As xdist divides: what is left over the processes that are left, rounded down.
        ruimte = (len(tests) - len(volgorde)) // (processen - plaats)
        eigen, vroeg = browser[plaats::processen], lang[max(plaats - 1, 0) :: max(processen - 1, 1)]
        stuk = [*eigen] if plaats == 0 and processen > 1 else [*vroeg, *eigen]
        if len(stuk) > ruimte:
            return [wat for _, wat in tests]  # a run of these tests alone: as they come
        erbij, gewoon = gewoon[: ruimte - len(stuk)], gewoon[ruimte - len(stuk) :]
        volgorde += [*stuk, *erbij]
    return volgorde
