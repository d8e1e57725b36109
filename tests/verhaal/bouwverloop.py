"""The second story: one award from its payment to the last euro that came back. It begins where the first has notified.

Each chapter has its own day, from April 2026 to December 2029.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

import pytest
from flask import Flask, current_app

from subsidie.realisatie import rentebeheer
from subsidie.realisatie.rentetabel import maak_tabel
from tests.infra.werelden import begin_met
from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.spel import Spel, speel
from tests.verhaal.stappen import afrekenen, betalen, bouwen, terugbetalen, wijzigen
from tests.verhaal.verloop import Stand, begin_na


def _op(jaar: int, maand: int, dag: int) -> datetime:
    return datetime(jaar, maand, dag, 8, tzinfo=UTC)


HOOFDSTUKKEN: Final[tuple[tuple[datetime, Callable[[Spel], None]], ...]] = (
    (_op(2026, 4, 16), betalen.maak_betaalbaar),
    (_op(2026, 4, 21), betalen.betaal),
    (_op(2027, 3, 1), bouwen.meld),
    (_op(2027, 3, 3), bouwen.beoordeel),
    (_op(2028, 9, 1), bouwen.lever_op),
    (_op(2028, 9, 18), wijzigen.vraag),
    (_op(2028, 10, 2), wijzigen.besluit),
    (_op(2029, 7, 10), afrekenen.verantwoord),
    (_op(2029, 7, 11), afrekenen.hoor),
    (_op(2029, 8, 6), afrekenen.stel_vast),
    (_op(2029, 8, 20), terugbetalen.vorder_terug),
    (_op(2029, 10, 1), terugbetalen.ontvang_eerste),
    (_op(2029, 12, 10), terugbetalen.stel_rente_vast),
    (_op(2029, 12, 17), terugbetalen.ontvang_rest),
)
"""When each chapter is played, and what happens in it."""
BEGIN: Final = HOOFDSTUKKEN[0][0]
DAARNA: Final = _op(2030, 1, 7)
"""When everything is looked at."""
RENTE: Final = """
bekend_tot = 2031-12-31
[[percentages]]
vanaf = 2026-01-01
procent = 6
bron = "verzonnen voor het verhaal"
zekerheid = "aanname"
"""
"""The story is played in years of which nobody knows the statutory interest yet."""


@contextmanager
def speel_verder(app: Flask, nu: datetime, anders: Mapping[str, Bladeraar] | None = None) -> Iterator[Spel]:
    """``speel``, with an interest of 6 % in all its years."""
    tabel = maak_tabel(RENTE)
    with pytest.MonkeyPatch.context() as patch, speel(app, nu, anders) as spel:
        patch.setattr(rentebeheer, "wettelijke_rente", lambda: tabel)
        yield spel


def speel_alles(spel: Spel) -> None:
    """Every chapter on its own day."""
    for moment, hoofdstuk in HOOFDSTUKKEN:
        spel.nu = moment
        hoofdstuk(spel)
    spel.nu = DAARNA


def begin_na_alles() -> None:
    """Put the world as it is after the last chapter in the application whose context is open, still empty."""
    begin_met(_speel)


def _speel() -> None:
    begin_na(Stand.BEKEND)
    with speel_verder(current_app, BEGIN) as spel:
        speel_alles(spel)
