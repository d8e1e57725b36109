"""Applications in the practice tranche that are ready to be filed, and one that was, with its attachments."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from subsidie.accounts.models import Gebruiker
from subsidie.platform.opslag import LokaleOpslag, Opslag
from subsidie.tranches.service import get_tranche
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.indieningen import dien_in, hang_aan, indienbaar

KLAAR, INGEDIEND, VOOR_INDIENEN, VOOR_BIJLAGEN, VOOR_TE_LAAT = (f"OEFEN-{n:04d}" for n in range(12, 17))
"""One to look at with attachments, one that was filed, and three to try things on."""


def zet_indieningen(personen: dict[str, Gebruiker], opslag: Opslag, *, gm_code: str, nu: datetime) -> None:
    """Call it outside the commit boundary, after ``zet_aanvullingen``."""
    tranche, opsteller = get_tranche("oefen"), personen["opsteller"]
    bijlagen = LokaleOpslag(opslag.pad("0" * 64).parents[1] / "bijlagen")
    gemaakt = []
    for _ in range(5):
        with schrijfgrens():
            gemaakt.append(indienbaar(tranche, opsteller, gm_code=gm_code, nu=nu))
    assert [een.nummer for een in gemaakt] == [KLAAR, INGEDIEND, VOOR_INDIENEN, VOOR_BIJLAGEN, VOOR_TE_LAAT]
    with schrijfgrens():
        for een in gemaakt[:2]:
            anders: dict[str, Any] = {"nu": nu + timedelta(minutes=5)}
            hang_aan(
                een, opsteller, bijlagen, naam="begroting van het hele project met alle posten.pdf", **anders
            )
            hang_aan(een, opsteller, bijlagen, naam="foto.pdf", soort="overig", **anders)
    dien_in(gemaakt[1], personen["tekenbevoegde"], ontvangen_op=nu + timedelta(hours=1))
