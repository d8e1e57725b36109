"""What a request to change does to an award: the amount and the last days. Pure.

Rule ``wijziging-1``. A change never brings more money: what was not awarded to this project went to others.

1. The homes that hold and the homes as they would be are weighed: every home as much, or by the maximum of its kind of
   unit where the tranche knows all of those.
2. The award that holds, times the weight of the new homes, divided by that of the homes that hold. A half cent goes to
   the municipality, as when an award is settled.
3. Never above the maximum of the new homes together, never above the award that holds, never above the first award.

Homes that stay the same leave the amount as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal
from subsidie.realisatie.wijzigingmodellen import Wijzigingsoort

VERSIE: Final = "wijziging-1"


@dataclass(frozen=True, slots=True)
class Wijzigingslijn:
    """So many homes of one kind. ``maximum_cent``: of one such home, ``None`` where the tranche does not know it."""

    doelgroep: str
    aard: str
    soort: str
    aantal: int
    maximum_cent: int | None = None

    @property
    def wijze(self) -> tuple[str, str, str]:
        """Of which kind: target group, permanent or flexible, kind of home."""
        return self.doelgroep, self.aard, self.soort


@dataclass(frozen=True, slots=True)
class Dagverschil:
    """Another last day for one obligation. ``vast``: the regulation itself names its day."""

    code: str
    naam: str
    was: date
    wordt: date
    vast: bool = False


@dataclass(frozen=True, slots=True)
class Bedraggevolg:
    """What becomes of the amount, in eurocents, with the sum in whole sentences."""

    was_cent: int
    wordt_cent: int
    stappen: tuple[str, ...]

    @property
    def lager_cent(self) -> int:
        """How much less."""
        return self.was_cent - self.wordt_cent

    def als_json(self) -> dict[str, Any]:
        """The values as canonical JSON knows them."""
        return {**asdict(self), "stappen": list(self.stappen), "regel": VERSIE}


def bereken_bedrag(
    was: Sequence[Wijzigingslijn], wordt: Sequence[Wijzigingslijn], *, verleend_cent: int, eerste_cent: int
) -> Bedraggevolg:
    """What the award becomes with ``wordt`` instead of ``was``; amounts in eurocents.

    ``verleend_cent``: the award that holds; ``eerste_cent``: the first one. Raises ``OngeldigeInvoer`` when nothing
    is left, for a number below zero, and for an award without homes.
    """
    gebreken = [
        Gebrek(f"lijn_{plek}", "Het aantal kan niet lager zijn dan nul.")
        for plek, een in enumerate(wordt, start=1)
        if een.aantal < 0
    ]
    if not gebreken and not sum(een.aantal for een in wordt):
        gebreken.append(
            Gebrek(
                "woonruimten",
                "Er blijft geen enkele woonruimte over. Stuur een bericht als het project stopt.",
            )
        )
    if not sum(een.aantal for een in was):
        gebreken.append(Gebrek("woonruimten", "Bij deze verlening horen geen woonruimten."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    if tellingen(was) == tellingen(wordt):
        zin = f"De woonruimten blijven gelijk. Het bedrag blijft {euro_kort(verleend_cent)}."
        return Bedraggevolg(verleend_cent, verleend_cent, (zin,))
    return _naar_rato(was, wordt, verleend_cent=verleend_cent, eerste_cent=eerste_cent)


def _naar_rato(
    was: Sequence[Wijzigingslijn], wordt: Sequence[Wijzigingslijn], *, verleend_cent: int, eerste_cent: int
) -> Bedraggevolg:
    maxima = all(een.maximum_cent for een in (*was, *wordt) if een.aantal)
    oud, nieuw = _gewicht(was, per_maximum=maxima), _gewicht(wordt, per_maximum=maxima)
    naar_rato = (2 * verleend_cent * nieuw + oud) // (2 * oud)
    stappen = [f"Nu is {euro_kort(verleend_cent)} verleend voor {_aantal(was)} woonruimten."]
    if maxima and (oud * _aantal_heel(wordt) != nieuw * _aantal_heel(was)):
        stappen.append(
            f"De woonruimten tellen naar het maximum van hun soort: samen {euro_kort(oud)} nu en {euro_kort(nieuw)} "
            "na de wijziging."
        )
    stappen.append(f"Naar verhouding hoort bij {_aantal(wordt)} woonruimten {euro_kort(naar_rato)}.")
    grens = naar_rato
    if maxima and nieuw < grens:
        grens = nieuw
        stappen.append(f"Samen mogen deze woonruimten ten hoogste {euro_kort(nieuw)} krijgen.")
    if grens > verleend_cent:
        stappen.append("Een wijziging brengt nooit meer geld: het bedrag gaat niet omhoog.")
    grens = min(grens, verleend_cent)
    if eerste_cent < grens:
        grens = eerste_cent
        stappen.append(f"Het bedrag wordt nooit hoger dan de eerste verlening, {euro_kort(eerste_cent)}.")
    blijft = "blijft" if grens == verleend_cent else "wordt"
    stappen.append(f"Het bedrag {blijft} {euro_kort(grens)}.")
    if grens < 1:
        raise OngeldigeInvoer.van("woonruimten", "Bij zo weinig woonruimten blijft er geen bedrag over.")
    return Bedraggevolg(verleend_cent, grens, tuple(stappen))


def _gewicht(lijnen: Sequence[Wijzigingslijn], *, per_maximum: bool) -> int:
    return sum(een.aantal * ((een.maximum_cent or 1) if per_maximum else 1) for een in lijnen)


def _aantal_heel(lijnen: Sequence[Wijzigingslijn]) -> int:
    return sum(een.aantal for een in lijnen)


def _aantal(lijnen: Sequence[Wijzigingslijn]) -> str:
    return getal(_aantal_heel(lijnen))


def tellingen(lijnen: Iterable[Wijzigingslijn]) -> dict[tuple[str, str, str], int]:
    """Per kind how many homes; lines of none are left out."""
    som: Counter[tuple[str, str, str]] = Counter()
    for een in lijnen:
        som[een.wijze] += een.aantal
    return {wijze: aantal for wijze, aantal in som.items() if aantal}


def soorten_van(
    was: Sequence[Wijzigingslijn],
    wordt: Sequence[Wijzigingslijn],
    *,
    dagen: bool,
    locatie: bool,
    partner: bool,
) -> list[Wijzigingsoort]:
    """What is asked, from what differs; empty when nothing does.

    Homes that move from one target group (or kind) to another are another target group (or kind); another total is
    another number. Both can be so at once.
    """
    oud, nieuw = tellingen(was), tellingen(wordt)
    gevonden = [
        (Wijzigingsoort.AANTAL, sum(oud.values()) != sum(nieuw.values())),
        (Wijzigingsoort.DOELGROEP, _schuift(oud, nieuw, (0,))),
        (Wijzigingsoort.AARD, _schuift(oud, nieuw, (1, 2))),
        (Wijzigingsoort.LOCATIE, locatie),
        (Wijzigingsoort.PLANNING, dagen),
        (Wijzigingsoort.PARTNER, partner),
    ]
    return [soort for soort, waar in gevonden if waar]


def _schuift(
    oud: Mapping[tuple[str, str, str], int], nieuw: Mapping[tuple[str, str, str], int], plekken: Sequence[int]
) -> bool:
    """Whether one kind has fewer homes and another has more."""
    verschil: Counter[tuple[str, ...]] = Counter()
    for teken, telling in ((-1, oud), (1, nieuw)):
        for wijze, aantal in telling.items():
            verschil[tuple(wijze[plek] for plek in plekken)] += teken * aantal
    return min(verschil.values(), default=0) < 0 < max(verschil.values(), default=0)
