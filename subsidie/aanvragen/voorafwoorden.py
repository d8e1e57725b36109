"""The verdicts of the test beforehand in plain Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from subsidie.aanvragen.voorafplan import Voorafoordeel

OORDELEN: Final[Mapping[Voorafoordeel, tuple[str, str]]] = {
    Voorafoordeel.KAN: ("kan", "goed"),
    Voorafoordeel.LET_OP: ("let op", "let_op"),
    Voorafoordeel.KAN_NIET: ("kan niet", "fout"),
    Voorafoordeel.OPEN: ("nog niet ingevuld", "neutraal"),
}
"""The word, and the colour that repeats it."""

SLOTSOM: Final[Mapping[Voorafoordeel, tuple[str, str]]] = {
    Voorafoordeel.KAN: ("goed", "Uw plan past bij de regels die deze toets kent"),
    Voorafoordeel.LET_OP: ("let_op", "Uw plan kan passen, maar let op een paar punten"),
    Voorafoordeel.KAN_NIET: ("let_op", "Zo past uw plan niet bij de regels van deze tranche"),
    Voorafoordeel.OPEN: ("info", "Wat u invulde, past; u hebt nog niet alles beantwoord"),
}
"""What it comes to: the kind of notice and its title."""
