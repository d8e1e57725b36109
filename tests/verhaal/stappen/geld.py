"""The money of the tranche, looked at after every step that moves some: each euro is in one part, and they add up."""

from __future__ import annotations

import re
from typing import Final

from subsidie.kern.geld import euro_kort, lees_euro
from tests.verhaal.bladeraar import Bladeraar
from tests.verhaal.wereld import NAAM, PLAFOND_EURO

DELEN: Final = {
    "vrij": "Vrij",
    "gereserveerd": "Gereserveerd",
    "te_betalen": "Toegekend, nog te betalen",
    "betaald": "Betaald aan gemeenten, nog vast te stellen",
    "bcf": "Betaald aan het BTW-compensatiefonds, nog vast te stellen",
    "vastgesteld": "Vastgesteld",
    "terug_open": "Terug te vorderen, nog niet ontvangen",
    "terug_ontvangen": "Terugontvangen",
}
"""The parts as the page calls them, in its order."""
_BEDRAG: Final = re.compile(r"€ ([0-9.]+(?:,[0-9]{2})?)")


def toon_geld(b: Bladeraar, **verwacht_cent: int) -> None:
    """On the page: exactly these parts hold money (eurocents), and together they are the ceiling, to the cent."""
    b.volg("Tranches").volg(NAAM).volg("Geld").leest("Dat is gelijk").leest_niet("De bedragen kloppen niet")
    tabel = b.tekst.partition("Elke euro zit in precies één deel")[2].partition("= Samen")
    stukken = re.split("|".join(f"(?={re.escape(naam)} )" for naam in DELEN.values()), tabel[0])
    gelezen = {}
    for code, naam in DELEN.items():
        stuk = next(een for een in stukken if een.startswith(naam))
        if cent := lees_euro(_BEDRAG.findall(stuk)[0]):
            gelezen[code] = cent
    assert gelezen == verwacht_cent, gelezen
    assert sum(gelezen.values()) == PLAFOND_EURO * 100
    b.leest(f"= Samen {euro_kort(PLAFOND_EURO * 100)}")
