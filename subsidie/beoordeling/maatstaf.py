"""By what an application is assessed, and what the cards on it come to together. Pure.

A pot that ranks by score asks a score per criterion; any other asks only whether the application meets the conditions.
Both know the same cards, the same difference of opinion and the same moderation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from subsidie.beoordeling.totaal import DECIMALEN, Scores, als_breuk, als_decimaal, verschil
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.regels import Regels
from subsidie.tranches.waarden import Afwijzingsgrond, Criterium

BEOORDELAARS: Final = 1
"""How many reviewers an application has where the tranche does not say so."""


@dataclass(frozen=True, slots=True)
class Maatstaf:
    """The rules of assessing in one pot. ``criteria`` is empty where the pot does not rank by score.

    ``verschilgrens``: above it the totals of two reviewers differ too much; ``None``: there is no such limit.
    """

    nodig: int
    criteria: tuple[Criterium, ...]
    verschilgrens: str | None
    decimalen: int
    gronden: tuple[Afwijzingsgrond, ...]

    @property
    def op_score(self) -> bool:
        """Whether this pot ranks by score."""
        return bool(self.criteria)


def maatstaf_van(regels: Regels, pot: str) -> Maatstaf:
    """The rules of ``pot``; what the tranche leaves out has its documented default (one reviewer, no limit)."""
    potregels = regels.pot(pot)
    op_score = potregels.methode.waarde is Verdeelwijze.SCORE

    def potwaarde(naam: str) -> object:
        return potregels.instellingen[naam].waarde if potregels.heeft(naam) else None

    nodig = regels.beoordelaars.waarde if regels.heeft("beoordeling.beoordelaars") else None
    gronden = regels.afwijzingsgronden.waarde if regels.heeft("afwijzingsgronden") else None
    decimalen, grens = potwaarde("score_decimalen"), potwaarde("verschilgrens")
    return Maatstaf(
        nodig=nodig or BEOORDELAARS,
        criteria=tuple(potregels.criteria.eis()) if op_score and potregels.heeft("criteria") else (),
        verschilgrens=str(grens) if op_score and grens is not None else None,
        decimalen=decimalen if isinstance(decimalen, int) else DECIMALEN,
        gronden=tuple(gronden or ()),
    )


@dataclass(frozen=True, slots=True)
class Kaartinhoud:
    """What one reviewer found. ``voldoet`` is ``None`` while they did not say."""

    beoordelaar: str
    ingeleverd: bool = False
    voldoet: bool | None = None
    grond_code: str | None = None
    afwijzingsgrond: str | None = None
    wijkt_af: bool = False
    scores: Scores = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Zienswijzestand:
    """Where asking the view (Awb 4:7) on this version stands; ``reactie``: the municipality said something."""

    gevraagd: bool = False
    afgehandeld: bool = False
    reactie: bool = False


class Oordeelstand(StrEnum):
    """How far the assessment of a version is."""

    KAARTEN = "kaarten"
    ZIENSWIJZE = "zienswijze"
    OVERLEG = "overleg"
    GEREED = "gereed"
    VASTGELEGD = "vastgelegd"


@dataclass(frozen=True, slots=True)
class Oordeelbeeld:
    """The state with, for a moderation, what it is about; for a view, whether it was asked."""

    stand: Oordeelstand
    aanleiding: str = ""


def bepaal_oordeel(
    maatstaf: Maatstaf,
    kaarten: Sequence[Kaartinhoud],
    zienswijze: Zienswijzestand,
    *,
    vastgelegd: bool = False,
) -> Oordeelbeeld:
    """What the running cards on the newest version come to.

    Until every card is in: ``KAARTEN``. Then a moderation where the reviewers do not agree, or differ more than the
    limit; a view that must be asked first; a moderation when that view was given, since nobody has weighed it; or
    ``GEREED``: the outcome can be recorded as it is.
    """
    if vastgelegd:
        return Oordeelbeeld(Oordeelstand.VASTGELEGD)
    if len(kaarten) < maatstaf.nodig or not all(kaart.ingeleverd for kaart in kaarten):
        return Oordeelbeeld(Oordeelstand.KAARTEN)
    if aanleiding := _oneens(maatstaf, kaarten):
        return Oordeelbeeld(Oordeelstand.OVERLEG, aanleiding)
    if any(kaart.wijkt_af for kaart in kaarten) or zienswijze.gevraagd:
        if not zienswijze.afgehandeld:
            gevraagd = "De zienswijze is gevraagd." if zienswijze.gevraagd else "Nog te vragen."
            return Oordeelbeeld(Oordeelstand.ZIENSWIJZE, gevraagd)
        if zienswijze.reactie:
            return Oordeelbeeld(
                Oordeelstand.OVERLEG,
                "De gemeente gaf een zienswijze, die nog niet in het oordeel is betrokken.",
            )
    return Oordeelbeeld(Oordeelstand.GEREED)


def volledige_scores(maatstaf: Maatstaf, kaarten: Sequence[Kaartinhoud]) -> Mapping[str, Scores]:
    """Per key of a reviewer the scores, of who gave one on every criterion."""
    return {
        kaart.beoordelaar: kaart.scores
        for kaart in kaarten
        if all(een.code in kaart.scores for een in maatstaf.criteria)
    }


def zin_van_grond(zin: str, artikel: str) -> str:
    """The sentence for the letter: the ground with its article between brackets."""
    return f"{zin.strip().rstrip('.')} ({artikel.strip().rstrip('.')})."


def _oneens(maatstaf: Maatstaf, kaarten: Sequence[Kaartinhoud]) -> str:
    """Why the reviewers have to talk; empty when they need not."""
    if len({kaart.voldoet for kaart in kaarten}) > 1:
        return "De beoordelaars zijn het niet eens over de vraag of de aanvraag voldoet."
    if not kaarten[0].voldoet:
        gronden = {kaart.grond_code or kaart.afwijzingsgrond for kaart in kaarten}
        return "De beoordelaars wijzen af op verschillende gronden." if len(gronden) > 1 else ""
    if not maatstaf.op_score or maatstaf.verschilgrens is None:
        return ""
    scores = [kaart.scores for kaart in kaarten]
    ertussen = verschil(maatstaf.criteria, scores)
    if ertussen <= als_breuk(maatstaf.verschilgrens):
        return ""
    return (
        f"De totalen verschillen {_komma(als_decimaal(ertussen, maatstaf.decimalen))}; "
        f"de grens is {_komma(maatstaf.verschilgrens)}."
    )


def _komma(tekst: str) -> str:
    return tekst.replace(".", ",")
