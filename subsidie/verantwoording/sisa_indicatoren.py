"""The layout of the SiSa annex for one tranche: its code and its indicators, which are settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from subsidie.tranches.keuzen import Sisagegeven, Zekerheid
from subsidie.tranches.regels import Regels
from subsidie.tranches.waarden import Sisaindicator

AANGENOMEN: Final = (
    Sisaindicator("01", "Besteding (jaar T)", Sisagegeven.BESTEDING, "R"),
    Sisaindicator("02", "Zelfstandige uitvoering (Ja/Nee)", Sisagegeven.ZELFSTANDIG, "n.v.t."),
    Sisaindicator("03", "Correctie besteding (jaar T-1)", Sisagegeven.CORRECTIE, "R"),
    Sisaindicator("04", "Cumulatieve besteding (t/m jaar T)", Sisagegeven.CUMULATIEF, "n.v.t."),
    Sisaindicator("05", "Eindverantwoording (Ja/Nee)", Sisagegeven.EINDVERANTWOORDING, "n.v.t."),
)
"""Where the tranche lists none: the indicators that other regulations have (domein 3); their numbers and the kind of
audit are assumed."""
ONBEKENDE_CODE: Final = "CODE"
"""Before the stroke in ``CODE/01`` where the code of the regulation was not found: never a made-up one."""


@dataclass(frozen=True, slots=True)
class Sisaopmaak:
    """The code before the stroke, the indicators in order, and how sure both are."""

    code: str
    code_zekerheid: Zekerheid
    indicatoren: tuple[Sisaindicator, ...]
    indicatoren_zekerheid: Zekerheid

    def kop(self, indicator: Sisaindicator) -> str:
        """``CODE/01 Besteding (jaar T)``."""
        return f"{self.code}/{indicator.code} {indicator.naam}"


def lees_opmaak(regelset: Regels) -> Sisaopmaak:
    """The layout as the settings of the tranche have it, with what is assumed where they do not."""
    code = regelset.sisa_code
    if regelset.heeft("sisa.indicatoren") and regelset.sisa_indicatoren.waarde:
        indicatoren, zekerheid = tuple(regelset.sisa_indicatoren.waarde), regelset.sisa_indicatoren.zekerheid
    else:
        indicatoren, zekerheid = AANGENOMEN, Zekerheid.AANNAME
    return Sisaopmaak(code.waarde or ONBEKENDE_CODE, code.zekerheid, indicatoren, zekerheid)
