"""The total of the scores on one application: exact, and written down so that anyone can compute it again. Pure.

The total is the sum over the criteria of the weight times the mean of the scores that the reviewers gave; after a
moderation it is the weight times the score that was agreed. Everything is an exact fraction until the end; only then
it is rounded, a half upwards, to the number of decimals of the pot (setting ``score_decimalen``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Protocol

from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import Rekenfout

DECIMALEN: Final = 2
"""How a score is rounded where the tranche does not say so."""

MODERATIE: Final = "moderatie"
GEMIDDELDE: Final = "gemiddelde"


class Gewogen(Protocol):
    """A criterion: how heavily it counts, and the highest score it knows."""

    @property
    def code(self) -> str: ...
    @property
    def gewicht(self) -> int: ...
    @property
    def hoogste_score(self) -> int: ...


Scores = Mapping[str, int]
"""Per code of a criterion the step that was given."""


def totaal(criteria: Sequence[Gewogen], kaarten: Sequence[Scores]) -> Fraction:
    """The weighted sum of the means. Raises ``Rekenfout`` when a score is missing or outside its scale."""
    if not kaarten:
        raise Rekenfout("Er zijn geen scores om een totaal van te maken.")
    som = Fraction(0)
    for criterium in criteria:
        gegeven = [_score(criterium, kaart) for kaart in kaarten]
        som += criterium.gewicht * Fraction(sum(gegeven), len(gegeven))
    return som


def verschil(criteria: Sequence[Gewogen], kaarten: Sequence[Scores]) -> Fraction:
    """How far the highest total of one reviewer is above the lowest; 0 for one reviewer."""
    totalen = [totaal(criteria, [kaart]) for kaart in kaarten]
    return max(totalen) - min(totalen)


def als_decimaal(waarde: Fraction, decimalen: int) -> str:
    """``waarde`` (0 or more) with exactly so many decimals, a half upwards: 17/8 in two is ``2.13``."""
    if waarde < 0:
        raise Rekenfout("Een score is nooit lager dan nul.")
    eenheden = (2 * waarde.numerator * 10**decimalen + waarde.denominator) // (2 * waarde.denominator)
    heel, rest = divmod(eenheden, 10**decimalen)
    return f"{heel}.{rest:0{decimalen}d}" if decimalen else str(heel)


def als_breuk(tekst: str) -> Fraction:
    """A decimal of the settings (``100``, ``12.5``) as an exact fraction."""
    return Fraction(tekst)


def maak_opbouw(
    criteria: Sequence[Gewogen],
    kaarten: Mapping[str, Scores],
    *,
    decimalen: int,
    grens: str | None,
    afgesproken: Scores | None = None,
) -> str:
    """How the score came about, as canonical JSON: all that ``herreken`` needs, and the limit that held.

    ``kaarten``: per key of a reviewer their scores; ``afgesproken``: those of the moderation, which then count.
    """
    telt = [afgesproken] if afgesproken is not None else list(kaarten.values())
    exact = totaal(criteria, telt)
    inhoud: dict[str, Any] = {
        "criteria": [
            {"code": een.code, "gewicht": een.gewicht, "hoogste_score": een.hoogste_score} for een in criteria
        ],
        "decimalen": decimalen,
        "kaarten": [
            {"beoordelaar": sleutel, "scores": dict(scores)} for sleutel, scores in sorted(kaarten.items())
        ],
        "telt": GEMIDDELDE if afgesproken is None else MODERATIE,
        "verschil": str(verschil(criteria, list(kaarten.values()))) if _volledig(criteria, kaarten) else None,
        "exact": str(exact),
        "score": als_decimaal(exact, decimalen),
    }
    if grens is not None:
        inhoud["verschilgrens"] = grens
    if afgesproken is not None:
        inhoud["moderatie"] = dict(afgesproken)
    return canonieke_json(inhoud).decode()


def herreken(opbouw: str) -> str:
    """The score computed again from what ``maak_opbouw`` wrote. Raises ``Rekenfout``."""
    inhoud = json.loads(opbouw)
    criteria = [_Criterium(**een) for een in inhoud["criteria"]]
    telt = (
        [inhoud["moderatie"]] if inhoud["telt"] == MODERATIE else [een["scores"] for een in inhoud["kaarten"]]
    )
    return als_decimaal(totaal(criteria, telt), inhoud["decimalen"])


@dataclass(frozen=True, slots=True)
class Somregel:
    """What one criterion adds: the scores that count, their mean and the weight times that mean, for people to read."""

    code: str
    gewicht: int
    scores: tuple[int, ...]
    gemiddelde: str
    punten: str


def somregels(opbouw: str) -> tuple[Somregel, ...]:
    """The sum that ``maak_opbouw`` wrote, criterion by criterion, to read: in two decimals or more."""
    inhoud = json.loads(opbouw)
    telt = (
        [inhoud["moderatie"]] if inhoud["telt"] == MODERATIE else [een["scores"] for een in inhoud["kaarten"]]
    )
    decimalen = max(DECIMALEN, inhoud["decimalen"])
    regels = []
    for een in inhoud["criteria"]:
        scores = tuple(kaart[een["code"]] for kaart in telt)
        gemiddelde = Fraction(sum(scores), len(scores))
        regels.append(
            Somregel(
                een["code"],
                een["gewicht"],
                scores,
                als_decimaal(gemiddelde, decimalen),
                als_decimaal(een["gewicht"] * gemiddelde, decimalen),
            )
        )
    return tuple(regels)


class _Criterium:
    def __init__(self, code: str, gewicht: int, hoogste_score: int) -> None:
        self.code, self.gewicht, self.hoogste_score = code, gewicht, hoogste_score


def _score(criterium: Gewogen, kaart: Scores) -> int:
    gegeven = kaart.get(criterium.code)
    if gegeven is None:
        raise Rekenfout(f"De score op ‘{criterium.code}’ ontbreekt.")
    if not 0 <= gegeven <= criterium.hoogste_score:
        raise Rekenfout(f"De score op ‘{criterium.code}’ is niet van 0 tot en met {criterium.hoogste_score}.")
    return gegeven


def _volledig(criteria: Sequence[Gewogen], kaarten: Mapping[str, Scores]) -> bool:
    return bool(kaarten) and all(een.code in kaart for kaart in kaarten.values() for een in criteria)
