"""What the letters of a settlement state: the intention, the settlement and the recovery. Plain values.

Text, whole numbers and yes/no only; amounts in eurocents, days ``YYYY-MM-DD``. Whoever keeps these values can make the
same letter again. Amounts that contradict each other make no letter: ``OngeldigeInvoer`` names every fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from subsidie.beschikkingen.brief import (
    Afzender,
    BezwaarGegevens,
    Geadresseerde,
    Ondertekening,
    RegelingGegevens,
    VoorlopigeInstelling,
)
from subsidie.beschikkingen.briefkop import Projectbrief, gebreken_van_kop
from subsidie.documenten.briefsoorten.gekozen import GekozenTekst
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer

VOORNEMEN: Final = "voornemen"
VASTSTELLING: Final = "vaststelling"
TERUGVORDERING: Final = "terugvordering"
SOORTEN: Final = (VOORNEMEN, VASTSTELLING, TERUGVORDERING)


@dataclass(frozen=True, slots=True)
class Afrekenlijn:
    """One line of the plan: how many homes were promised and count, and the amounts of both."""

    naam: str
    aantal: int
    telt: int
    verleend_cent: int
    telt_cent: int


@dataclass(frozen=True, slots=True)
class Afrekenbedragen:
    """The amounts. ``eerder_cent``: what was settled before, ``None`` at the first time. ``terug_cent``: what the
    municipality has to pay back; ``fonds_cent``: what comes back from the BTW-compensatiefonds."""

    verleend_cent: int
    vastgesteld_cent: int
    betaald_cent: int
    terug_cent: int
    fonds_cent: int = 0
    nog_te_betalen_cent: int = 0
    eerder_cent: int | None = None


@dataclass(frozen=True, slots=True)
class AfrekenBrief(Projectbrief):
    """One letter. ``soort``: one of ``SOORTEN``. ``besluit``: the award (mark and day); ``stappen``: the sum, in whole
    sentences; ``reactie``: what the municipality said of the intention and what is said to that; ``uiterlijk``: the
    last day to react or to pay, empty in a settlement; ``rekening``: where to pay, empty when not known."""

    MAP: ClassVar[str] = "afrekening"

    soort: str
    kenmerk: str
    datum: str
    afzender: Afzender
    geadresseerde: Geadresseerde
    regeling: RegelingGegevens
    nummer: str
    project: str
    besluit: str
    besluit_datum: str
    bedragen: Afrekenbedragen
    stappen: tuple[str, ...]
    lijnen: tuple[Afrekenlijn, ...]
    grondslag: tuple[str, ...]
    ondertekening: Ondertekening
    bezwaar: BezwaarGegevens | None = None
    reactie: tuple[str, ...] = ()
    uiterlijk: str = ""
    rekening: str = ""
    toelichting: tuple[str, ...] = ()
    voorbeeld: bool = False
    voorlopig: tuple[VoorlopigeInstelling, ...] = ()
    tekst: GekozenTekst | None = None
    """The text that it was written with; the standard one when none is named."""

    def __post_init__(self) -> None:
        gebreken = list(_gebreken(self))
        if gebreken:
            raise OngeldigeInvoer(gebreken)


def _gebreken(brief: AfrekenBrief) -> Iterator[Gebrek]:
    dagen = {"datum": brief.datum, "besluit_datum": brief.besluit_datum}
    if brief.soort != VASTSTELLING:
        dagen["uiterlijk"] = brief.uiterlijk
    yield from gebreken_van_kop(
        brief.soort, SOORTEN, dagen, brief.bezwaar, voorbeeld=brief.voorbeeld, voorlopig=brief.voorlopig,
        zonder_bezwaar=(VOORNEMEN,),
    )  # fmt: skip
    if not (brief.stappen and brief.grondslag):
        yield Gebrek("stappen", "de brief laat de berekening zien en het voorschrift (Awb 3:46, 3:47).")
    som = brief.bedragen
    if min(som.verleend_cent, som.vastgesteld_cent, som.betaald_cent, som.terug_cent, som.fonds_cent) < 0:
        yield Gebrek("bedragen", "geen bedrag is lager dan nul.")
    if som.vastgesteld_cent > som.verleend_cent:
        yield Gebrek("bedragen.vastgesteld_cent", "is nooit meer dan wat is verleend.")
    if brief.soort == TERUGVORDERING and som.terug_cent < 1:
        yield Gebrek("bedragen.terug_cent", "is bij een terugvordering meer dan nul.")
