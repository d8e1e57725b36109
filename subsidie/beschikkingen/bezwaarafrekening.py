"""An objection against what comes after the award: a settlement, a recovery, interest, an arrangement to pay later.

No allocation is computed again: the amount is what the reasons lead to, and never worse for who objects (Awb 7:11).
A settlement stays within the award; a recovery or interest becomes lower, or nothing. What it does to a claim follows
from the notification (``realisatie.bezwaargevolg``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from subsidie.beschikkingen.bezwaarinhoud import Beslispunten
from subsidie.beschikkingen.bezwaarmodellen import HERROEPT, Bezwaar, Bezwaaruitkomst
from subsidie.beschikkingen.models import NAAST_DE_KETEN, Beschikking, Besluitsoort
from subsidie.kern.fouten import Gebrek
from subsidie.kern.geld import euro, euro_kort

AFREKENEND: Final = frozenset({Besluitsoort.VASTSTELLING, Besluitsoort.TERUGVORDERING}) | NAAST_DE_KETEN
WOORDEN: Final = {
    Besluitsoort.VASTSTELLING: "het bedrag van de vaststelling",
    Besluitsoort.TERUGVORDERING: "het bedrag van de terugvordering",
    Besluitsoort.RENTE: "de rente",
}
_TERUGKRIJGEN: Final = (
    "Betaalde u al meer dan u nu moet betalen? Dan krijgt u dat terug, met wettelijke rente over de tijd tussen uw "
    "betaling en de terugbetaling (artikel 4:102 van de Algemene wet bestuursrecht)."
)


@dataclass(frozen=True, slots=True)
class Afrekening:
    """What the decision on the objection may change (eurocents): from ``was_cent`` to ``laagst_cent`` up to and
    including ``hoogst_cent``. ``None`` for all three: an arrangement, of which there is no amount to decide."""

    soort: Besluitsoort
    was_cent: int | None = None
    laagst_cent: int | None = None
    hoogst_cent: int | None = None

    @property
    def vraagt_bedrag(self) -> bool:
        """Whether a well-founded objection needs an amount."""
        return self.was_cent is not None

    def uitkering_cent(self, punten: Beslispunten, nu_cent: int) -> int:
        """What the award is after a well-founded objection: only one against a settlement changes it."""
        return (punten.nieuw_bedrag_cent or 0) if self.soort is Besluitsoort.VASTSTELLING else nu_cent


def lees_afrekening(bezwaar: Bezwaar, geldend: Beschikking | None) -> Afrekening | None:
    """What an objection against such a decision may change; ``None`` for a decision on an award.

    ``geldend``: the decision that determines the amount now.
    """
    besluit = bezwaar.beschikking
    if besluit.soort not in AFREKENEND:
        return None
    inhoud: dict[str, Any] = json.loads(besluit.gegevens)
    if besluit.soort is Besluitsoort.VASTSTELLING:
        was = geldend.verleend_cent if geldend is not None else besluit.verleend_cent
        return Afrekening(besluit.soort, was, was + 1, max(was, int(inhoud["uitkomst"]["verleend_cent"])))
    if besluit.soort is Besluitsoort.BETALINGSREGELING:
        return Afrekening(besluit.soort)
    was = int(inhoud["hoofdsom_cent" if besluit.soort is Besluitsoort.TERUGVORDERING else "bedrag_cent"])
    return Afrekening(besluit.soort, was, 0, was - 1)


def gebreken_van_bedrag(
    afrekening: Afrekening | None, uitkomst: Bezwaaruitkomst, punten: Beslispunten
) -> list[Gebrek]:
    """What is wrong with the amount that was filled in."""
    cent = punten.nieuw_bedrag_cent
    vraagt = afrekening is not None and afrekening.vraagt_bedrag and uitkomst in HERROEPT
    if afrekening is None or not vraagt:
        melding = (
            "Een nieuw bedrag hoort bij een gegrond bezwaar tegen een vaststelling, terugvordering of rente."
        )
        return [] if cent is None else [Gebrek("nieuw_bedrag", melding)]
    laagst, hoogst = afrekening.laagst_cent or 0, afrekening.hoogst_cent or 0
    wat = WOORDEN[afrekening.soort]
    if laagst > hoogst:
        return [Gebrek("uitkomst", f"{wat.capitalize()} kan niet gunstiger: dan valt er niets te herroepen.")]
    if cent is None:
        return [Gebrek("nieuw_bedrag", f"Vul in wat {wat} wordt.")]
    if not laagst <= cent <= hoogst:
        return [
            Gebrek(
                "nieuw_bedrag",
                f"Nu is {wat} {euro(afrekening.was_cent or 0)}. Kies van {euro(laagst)} tot en met {euro(hoogst)}: een "
                "bezwaar maakt het niet slechter, en een vaststelling blijft binnen wat is verleend.",
            )
        ]
    return []


def bevries(afrekening: Afrekening, punten: Beslispunten) -> dict[str, Any]:
    """What is frozen of it, as JSON values; ``realisatie`` and the letter read this."""
    return {
        "soort": afrekening.soort.value, "was_cent": afrekening.was_cent, "wordt_cent": punten.nieuw_bedrag_cent,
    }  # fmt: skip


def zinnen_van(afrekening: dict[str, Any]) -> list[str]:
    """What was frozen in the words of the letter."""
    soort, was, wordt = Besluitsoort(afrekening["soort"]), afrekening["was_cent"], afrekening["wordt_cent"]
    if soort is Besluitsoort.BETALINGSREGELING:
        return [
            "U krijgt een nieuw besluit over de betaling. Tot dan gelden de termijnen zoals ze zijn: betaalt u op "
            "tijd, dan bent u geen wettelijke rente verschuldigd."
        ]
    if soort is Besluitsoort.VASTSTELLING:
        return [
            f"Ik stel de uitkering vast op {euro_kort(wordt)}, in plaats van {euro_kort(was)}.",
            "Een terugvordering die op de vaststelling rust, wordt lager met wat u nu te veel zou terugbetalen.",
            _TERUGKRIJGEN,
        ]
    if soort is Besluitsoort.TERUGVORDERING:
        slot = f"Ik vorder {euro_kort(wordt)} van u terug, in plaats van {euro_kort(was)}."
        return [slot if wordt else f"Ik vorder de {euro_kort(was)} niet van u terug.", _TERUGKRIJGEN]
    slot = f"De wettelijke rente is {euro_kort(wordt)}, in plaats van {euro_kort(was)}."
    return [slot if wordt else f"U bent de rente van {euro_kort(was)} niet verschuldigd.", _TERUGKRIJGEN]
