"""What the letters about paying a claim state: the statutory interest, an arrangement to pay later. Plain values.

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

RENTE: Final = "rente"
BETALINGSREGELING: Final = "betalingsregeling"
SOORTEN: Final = (RENTE, BETALINGSREGELING)


@dataclass(frozen=True, slots=True)
class Renteregel:
    """Interest over the days ``vanaf`` up to and including ``tot``, on ``over_cent`` at ``procent`` a year."""

    vanaf: str
    tot: str
    dagen: int
    over_cent: int
    procent: int
    rente_cent: int


@dataclass(frozen=True, slots=True)
class Betaaldeel:
    """An instalment: the amount, and the last day on which it is paid."""

    uiterlijk: str
    bedrag_cent: int


@dataclass(frozen=True, slots=True)
class VorderingBrief(Projectbrief):
    """One letter. ``soort``: one of ``SOORTEN``. ``vordering``: the mark of the claim; ``besluit``: the recovery (mark
    and day); ``hoofdsom_cent``: of the claim; ``bedrag_cent``: the interest, or what is paid in instalments.

    Interest: ``regels`` is the sum, ``uiterlijk`` the last day to pay. An arrangement: ``delen``, and what is attached
    to it (``voorschriften``), in whole sentences. ``rekening``: where to pay, empty when not known.
    """

    MAP: ClassVar[str] = "vorderingen"

    soort: str
    kenmerk: str
    datum: str
    afzender: Afzender
    geadresseerde: Geadresseerde
    regeling: RegelingGegevens
    nummer: str
    project: str
    vordering: str
    besluit: str
    besluit_datum: str
    hoofdsom_cent: int
    bedrag_cent: int
    grondslag: tuple[str, ...]
    ondertekening: Ondertekening
    bezwaar: BezwaarGegevens
    uiterlijk: str = ""
    regels: tuple[Renteregel, ...] = ()
    delen: tuple[Betaaldeel, ...] = ()
    voorschriften: tuple[str, ...] = ()
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


def _gebreken(brief: VorderingBrief) -> Iterator[Gebrek]:
    dagen = {"datum": brief.datum, "besluit_datum": brief.besluit_datum}
    if brief.soort == RENTE:
        dagen["uiterlijk"] = brief.uiterlijk
    for plek, regel in enumerate(brief.regels):
        dagen |= {f"regels[{plek}].vanaf": regel.vanaf, f"regels[{plek}].tot": regel.tot}
    dagen |= {f"delen[{plek}].uiterlijk": deel.uiterlijk for plek, deel in enumerate(brief.delen)}
    yield from gebreken_van_kop(
        brief.soort, SOORTEN, dagen, brief.bezwaar, voorbeeld=brief.voorbeeld, voorlopig=brief.voorlopig
    )
    if brief.bedrag_cent < 1:
        yield Gebrek("bedrag_cent", "is meer dan nul.")
    if brief.soort == RENTE and sum(een.rente_cent for een in brief.regels) != brief.bedrag_cent:
        yield Gebrek("regels", "zijn samen het bedrag van de rente (Awb 4:99).")
    if brief.soort == BETALINGSREGELING:
        if sum(een.bedrag_cent for een in brief.delen) != brief.bedrag_cent:
            yield Gebrek("delen", "zijn samen wat in termijnen wordt betaald (Awb 4:94).")
        if not brief.voorschriften:
            yield Gebrek(
                "voorschriften", "de brief zegt wat er gebeurt als een termijn te laat is (Awb 4:94, 4:96)."
            )
    if not brief.grondslag:
        yield Gebrek("grondslag", "een besluit noemt het voorschrift waarop het rust (Awb 3:47).")
