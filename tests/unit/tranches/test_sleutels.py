"""A rule of a tranche that nothing reads is a promise that the program does not keep."""

from __future__ import annotations

import re
from functools import cache

import pytest

from subsidie.tranches.regels import Familie, PotRegels, Regels, Veld
from tests.infra.bestanden import WORTEL

WAAR_ZIJ_STAAN = {"regels.py", "regelpagina.py", "waardebeeld.py"}
"""Where every setting is, whether something is done with it or not; and ``sleutels``."""

VELDEN = {
    f"{soort.__name__}.{naam}": veld
    for soort in (Regels, PotRegels)
    for naam, veld in vars(soort).items()
    if isinstance(veld, Veld | Familie)
}


@cache
def _broncode() -> str:
    paden = [*(WORTEL / "subsidie").rglob("*.py"), *(WORTEL / "templates").rglob("*.html")]
    return "\n".join(
        pad.read_text(encoding="utf-8")
        for pad in paden
        if pad.parent.name != "sleutels" and pad.name not in WAAR_ZIJ_STAAN
    )


@pytest.mark.parametrize(
    "naam", [een for een, veld in VELDEN.items() if isinstance(veld, Familie) or veld.sleutel.is_regel]
)
def test_elke_regel_wordt_ergens_gelezen(naam: str) -> None:
    veld = VELDEN[naam]
    sleutel = veld.sleutel.naam if isinstance(veld, Veld) else veld.familie
    attribuut = naam.partition(".")[2]
    manieren = (
        rf"\.{attribuut}\b",
        rf'"{re.escape(sleutel)}"',
        rf'"{attribuut}"',
        rf'lees\("{sleutel.rpartition(".")[2]}"',
    )
    assert any(re.search(manier, _broncode()) for manier in manieren), f"niets leest {sleutel}"
