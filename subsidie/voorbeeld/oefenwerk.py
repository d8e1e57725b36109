"""The practice tranches of which the window is closed: the work of every role of the ministry waits in them.

Each is made once, with the same rules as the open one, around the day on which it is made; a later run leaves it as
the people who practise left it. Every step is taken by a person of the example, by the service that a page calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from subsidie.accounts.models import Gebruiker
from subsidie.config import Instellingen
from subsidie.kern.tijd import dag_in_amsterdam, moment_in_amsterdam
from subsidie.tranches.lezen import zoek_tranche
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.oefening import gesloten_oefentranche
from subsidie.tranches.service import laad_tranche, openstellen
from subsidie.voorbeeld.oefenbeoordelen import vul_te_beoordelen
from subsidie.voorbeeld.oefenbesluiten import vul_beslist, vul_te_verdelen
from subsidie.voorbeeld.oefenpersonen import laad_oefenpersonen
from subsidie.voorbeeld.oefenstappen import Wereld
from subsidie.voorbeeld.personen import laad_collegas
from subsidie.web.transactie import schrijfgrens

BEOORDELEN: Final = "oefen-beoordelen"
BESLUITEN: Final = "oefen-besluiten"
BEZWAAR: Final = "oefen-bezwaar"


@dataclass(frozen=True, slots=True)
class _Oefening:
    """A practice tranche: the ceiling in eurocents, its window in days before today, and what happens in it."""

    code: str
    naam: str
    plafond_cent: int
    opende: int
    sloot: int
    vul: Callable[[Wereld], None]
    waarvoor: str
    """What there is to do in it, for a person."""


OEFENINGEN: Final = (
    _Oefening(
        BEZWAAR,
        "Oefentranche tekenen en bezwaar",
        1_500_000_00,
        125,
        85,
        vul_beslist,
        "tekenen, bekendmaken en twee bezwaren",
    ),
    _Oefening(
        BESLUITEN,
        "Oefentranche verdelen en besluiten",
        1_750_000_00,
        90,
        50,
        vul_te_verdelen,
        "bevriezen, loten, vaststellen en besluiten",
    ),
    _Oefening(
        BEOORDELEN,
        "Oefentranche controleren en beoordelen",
        2_000_000_00,
        60,
        26,
        vul_te_beoordelen,
        "controleren, aanvullen, scoren en overleggen",
    ),
)
"""The one that began first stands first: the audit trail then tells them in the order of time."""


def richt_werk_in(
    personen: Mapping[str, Gebruiker], *, instellingen: Instellingen, nu: datetime
) -> list[Tranche]:
    """Make the practice tranches that are not there yet; which ones comes back.

    ``personen`` are those of the example by key, in a database with the register of municipalities.
    """
    vandaag = dag_in_amsterdam(nu)
    gemaakt = []
    for oefening in OEFENINGEN:
        if zoek_tranche(oefening.code) is not None:
            continue
        opende = vandaag - timedelta(days=oefening.opende)
        begin = moment_in_amsterdam(opende - timedelta(days=1), time(9, 0))
        definitie = gesloten_oefentranche(
            oefening.code, oefening.naam, plafond_cent=oefening.plafond_cent, opent=opende,
            sluit=vandaag - timedelta(days=oefening.sloot),
        )  # fmt: skip
        with schrijfgrens():
            erbij = laad_oefenpersonen(nu=begin) | laad_collegas(nu=begin)
            tranche = laad_tranche(definitie, aard=Trancheaard.OEFEN, door=personen["beheerder"], nu=begin)
            openstellen(tranche, door=personen["beheerder"], nu=begin)
        oefening.vul(Wereld(tranche, {**personen, **erbij}, instellingen, vandaag))
        gemaakt.append(tranche)
    return gemaakt
