"""The story chapter by chapter, each world kept: a test begins with the one it needs.

zwolle -> supplement -> cards -> moderation and view -> frozen -> fixed -> decisions -> objection -> decided
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from flask import current_app

from tests.infra.werelden import begin_met
from tests.verhaal.spel import Spel, speel
from tests.verhaal.stappen import aanvragen, behandelen, beoordelen, besluiten, bezwaren, verdelen
from tests.verhaal.wereld import BEGIN, zet_klaar


class Stand(StrEnum):
    """How far the story is, in order."""

    KLAAR = "klaar"
    INGEDIEND = "ingediend"
    GEVRAAGD = "gevraagd"
    AANGEVULD = "aangevuld"
    UITGEDEELD = "uitgedeeld"
    GESCOORD = "gescoord"
    BEOORDEELD = "beoordeeld"
    BEVROREN = "bevroren"
    VASTGESTELD = "vastgesteld"
    OPGESTELD = "opgesteld"
    BEKEND = "bekend"
    BEZWAAR = "bezwaar"
    BESLIST = "beslist"


def _op(maand: int, dag: int, uur: int = 8) -> datetime:
    return datetime(2026, maand, dag, uur, tzinfo=UTC)


MOMENTEN: Final = {
    Stand.KLAAR: BEGIN,
    Stand.INGEDIEND: _op(3, 3),
    Stand.GEVRAAGD: _op(3, 4),
    Stand.AANGEVULD: _op(3, 9),
    Stand.UITGEDEELD: _op(3, 24),
    Stand.GESCOORD: _op(3, 25),
    Stand.BEOORDEELD: _op(3, 26),
    Stand.BEVROREN: _op(4, 8),
    Stand.VASTGESTELD: _op(4, 9, 11),
    Stand.OPGESTELD: _op(4, 10),
    Stand.BEKEND: _op(4, 14),
    Stand.BEZWAAR: _op(4, 20),
    Stand.BESLIST: _op(4, 21),
}
"""When each chapter is played, and so when its world is looked at first."""

HOOFDSTUKKEN: Final[dict[Stand, Callable[[Spel], None]]] = {
    Stand.KLAAR: lambda _: zet_klaar(),
    Stand.INGEDIEND: aanvragen.allen_dienen_in,
    Stand.GEVRAAGD: behandelen.neem_in,
    Stand.AANGEVULD: aanvragen.vul_aan,
    Stand.UITGEDEELD: behandelen.deel_uit,
    Stand.GESCOORD: beoordelen.scoor,
    Stand.BEOORDEELD: beoordelen.kom_tot_een_oordeel,
    Stand.BEVROREN: verdelen.bevries,
    Stand.VASTGESTELD: verdelen.trek_en_stel_vast,
    Stand.OPGESTELD: besluiten.stel_op,
    Stand.BEKEND: besluiten.teken_en_maak_bekend,
    Stand.BEZWAAR: bezwaren.maak_bezwaar,
    Stand.BESLIST: bezwaren.beslis,
}


def begin_na(stand: Stand) -> None:
    """Put the world as it is after the chapter ``stand`` in the application whose context is open, still empty."""
    begin_met(_speel_tot, stand.value)


def _speel_tot(tot: str) -> None:
    standen = list(Stand)
    plaats = standen.index(Stand(tot))
    if plaats:
        begin_na(standen[plaats - 1])
    with speel(current_app, MOMENTEN[Stand(tot)]) as spel:
        HOOFDSTUKKEN[Stand(tot)](spel)
