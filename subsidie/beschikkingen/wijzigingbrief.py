"""What the letters on a request to change state: consent, more time, refusal. Plain values.

Text, whole numbers and yes/no only; amounts in eurocents, days ``YYYY-MM-DD``. Whoever keeps these values can make the
same letter again. Values that contradict each other make no letter: ``OngeldigeInvoer`` names every fault.
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

INWILLIGING: Final = "inwilliging"
UITSTEL: Final = "uitstel"
AFWIJZING: Final = "afwijzing"
SOORTEN: Final = (INWILLIGING, UITSTEL, AFWIJZING)


@dataclass(frozen=True, slots=True)
class Wijzigingsrij:
    """Homes of one kind: how many were promised, and how many after the change."""

    naam: str
    was: int
    wordt: int


@dataclass(frozen=True, slots=True)
class Wijzigingsdag:
    """The last day of one obligation, before and after."""

    verplichting: str
    was: str
    wordt: str


@dataclass(frozen=True, slots=True)
class WijzigingBrief(Projectbrief):
    """One letter. ``soort``: one of ``SOORTEN``. ``besluit``: the decision that held (mark and day); ``verzoek``: the
    request (mark and day); ``gevraagd``: what was asked, in whole sentences; ``reden``: why, as the municipality wrote.

    ``rijen`` and ``dagen``: what is asked of the homes and the days; ``stappen``: the sum of the amount;
    ``voorwaarden``: what is attached to consent.
    """

    MAP: ClassVar[str] = "wijziging"

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
    verzoek: str
    verzoek_datum: str
    gevraagd: tuple[str, ...]
    reden: tuple[str, ...]
    was_cent: int
    wordt_cent: int
    grondslag: tuple[str, ...]
    ondertekening: Ondertekening
    bezwaar: BezwaarGegevens
    rijen: tuple[Wijzigingsrij, ...] = ()
    dagen: tuple[Wijzigingsdag, ...] = ()
    stappen: tuple[str, ...] = ()
    motivering: tuple[str, ...] = ()
    voorwaarden: tuple[str, ...] = ()
    voorbeeld: bool = False
    voorlopig: tuple[VoorlopigeInstelling, ...] = ()
    tekst: GekozenTekst | None = None
    """The text that it was written with; the standard one when none is named."""

    def __post_init__(self) -> None:
        gebreken = list(_gebreken(self))
        if gebreken:
            raise OngeldigeInvoer(gebreken)


def _gebreken(brief: WijzigingBrief) -> Iterator[Gebrek]:
    dagen = {"datum": brief.datum, "besluit_datum": brief.besluit_datum, "verzoek_datum": brief.verzoek_datum}
    for plek, dag in enumerate(brief.dagen):
        dagen |= {f"dagen[{plek}].was": dag.was, f"dagen[{plek}].wordt": dag.wordt}
    yield from gebreken_van_kop(
        brief.soort, SOORTEN, dagen, brief.bezwaar, voorbeeld=brief.voorbeeld, voorlopig=brief.voorlopig,
    )  # fmt: skip
    if not (brief.gevraagd and brief.grondslag):
        yield Gebrek(
            "gevraagd", "de brief zegt wat is gevraagd en op welk voorschrift het besluit rust (Awb 3:47)."
        )
    if brief.soort == AFWIJZING and not brief.motivering:
        yield Gebrek("motivering", "een afwijzing heeft een reden (Awb 3:46).")
    if brief.soort == AFWIJZING and brief.wordt_cent != brief.was_cent:
        yield Gebrek("wordt_cent", "een afwijzing laat het bedrag zoals het is.")
    if brief.soort == UITSTEL and not brief.dagen:
        yield Gebrek("dagen", "uitstel noemt de nieuwe dag.")
    if not 0 < brief.wordt_cent <= brief.was_cent:
        yield Gebrek("wordt_cent", "een wijziging maakt het bedrag nooit hoger, en er blijft iets over.")
