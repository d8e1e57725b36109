"""Who joins the story after the decisions are known: who pays, and a colleague in the town hall of Deventer."""

from __future__ import annotations

from typing import Final

from subsidie.accounts.models import Rol
from subsidie.web.transactie import schrijfgrens
from tests.verhaal.wereld import Persoon, maak_persoon

NUMMER: Final = "OEFEN-0002"
"""The award that is followed to its end: twelve homes in Deventer for € 90.000."""
VERLEEND: Final = f"{NUMMER}-B1"
ERBIJ: Final = {
    "dora": Persoon("D. Opsteller", Rol.OPSTELLER, "GM0150", "Deventer"),
    "fien": Persoon("F. Betaler", Rol.FINANCIEEL),
    "frits": Persoon("G. Tweede Betaler", Rol.FINANCIEEL),
}


def laat_meedoen() -> None:
    """They get an account; the others were here already."""
    with schrijfgrens():
        for wie, wat in ERBIJ.items():
            maak_persoon(wie, wat)
