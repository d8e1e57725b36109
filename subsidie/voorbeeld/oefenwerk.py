"""The practice tranches of which the window is closed: the work of every role of the ministry waits in them.

They have the same rules as the open one, and lie around the day on which they are made; a later run leaves them as the
people who practise left them. Every step is taken by a person of the example, by the service that a page calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from subsidie.accounts.models import Gebruiker
from subsidie.config import Instellingen
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.oefening import gesloten_oefentranche
from subsidie.tranches.service import laad_tranche, openstellen
from subsidie.voorbeeld.agenda import Draad
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
class Oefening:
    """A practice tranche: the ceiling in eurocents, its window in days before today, and what happens in it."""

    code: str
    naam: str
    plafond_cent: int
    opende: int
    sloot: int
    vul: Callable[[Wereld], Draad[None]]
    waarvoor: str
    """What there is to do in it, for a person."""


OEFENINGEN: Final = (
    Oefening(
        BEZWAAR,
        "Oefentranche tekenen en bezwaar",
        1_500_000_00,
        125,
        85,
        vul_beslist,
        "tekenen, bekendmaken en twee bezwaren",
    ),
    Oefening(
        BESLUITEN,
        "Oefentranche verdelen en besluiten",
        1_750_000_00,
        90,
        50,
        vul_te_verdelen,
        "bevriezen, loten, vaststellen en besluiten",
    ),
    Oefening(
        BEOORDELEN,
        "Oefentranche controleren en beoordelen",
        2_000_000_00,
        60,
        26,
        vul_te_beoordelen,
        "controleren, aanvullen, scoren en overleggen",
    ),
)


def stappen(
    oefening: Oefening, personen: Mapping[str, Gebruiker], instellingen: Instellingen, *, vandaag: date
) -> Draad[None]:
    """One practice tranche around ``vandaag`` (Amsterdam), from its rules to where somebody has to do something.

    ``personen`` are those of the example by key, in a database with the register of municipalities.
    """
    opende = vandaag - timedelta(days=oefening.opende)
    begin = moment_in_amsterdam(opende - timedelta(days=1), time(9, 0))
    definitie = gesloten_oefentranche(
        oefening.code, oefening.naam, plafond_cent=oefening.plafond_cent, opent=opende,
        sluit=vandaag - timedelta(days=oefening.sloot),
    )  # fmt: skip
    yield begin
    with schrijfgrens():
        erbij = laad_oefenpersonen(nu=begin) | laad_collegas(nu=begin)
        tranche = laad_tranche(definitie, aard=Trancheaard.OEFEN, door=personen["beheerder"], nu=begin)
        openstellen(tranche, door=personen["beheerder"], nu=begin)
    yield from oefening.vul(Wereld(tranche, {**personen, **erbij}, instellingen, vandaag))
