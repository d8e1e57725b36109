"""What is frozen in a decision on an objection: all that its letter says, and what a person decided beside the outcome.

Beside the outcome: why it is inadmissible, why it differs from the advice (Awb 7:13(7)), the costs (7:15), and by when
an application that was not handled is decided on after all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from subsidie.aanvragen.aanvultekst import schoon, tekstgebreken
from subsidie.beschikkingen.bezwaarmodellen import (
    HERROEPT,
    Bezwaar,
    Bezwaartermijn,
    Bezwaartermijnsoort,
    Bezwaaruitkomst,
    Tijdigheid,
)
from subsidie.kern.fouten import Gebrek
from subsidie.kern.tijd import als_utc, datum_nl

LANGSTE_PUNT: Final = 4_000
HOOGSTE_KOSTEN_CENT: Final = 100_000_00
"""A request for more than this is a slip of the pen: what can be paid has fixed amounts (Awb 7:15(4))."""


class Ontvankelijkheidsgrond(StrEnum):
    """Why an objection is inadmissible."""

    TE_LAAT = "te_laat"
    """Awb 6:7, and no excuse (6:11)."""
    VERZUIM = "verzuim"
    """Awb 6:6: what was missing was not repaired in the term that was given."""
    GEEN_BELANGHEBBENDE = "geen_belanghebbende"
    """Awb 7:1 and 8:1: only an interested party can object."""
    GEEN_BELANG_MEER = "geen_belang_meer"
    """The decision on it could no longer make any difference to who objects."""


@dataclass(frozen=True, slots=True)
class Beslispunten:
    """What is decided beside the outcome; absent is what does not apply.

    ``kosten_gevraagd``: who objects asked to be paid the costs; ``kosten_cent``: what is paid (eurocents), with why
    in ``kosten_toelichting``. ``beslissen_uiterlijk``: the last day to decide on an application that is taken up again.
    ``nieuw_bedrag_cent``: what a settlement, a recovery or interest becomes (eurocents).
    """

    grond: Ontvankelijkheidsgrond | None = None
    afwijking: str = ""
    kosten_gevraagd: bool = False
    kosten_cent: int = 0
    kosten_toelichting: str = ""
    beslissen_uiterlijk: date | None = None
    nieuw_bedrag_cent: int | None = None


def gebreken_van(
    bezwaar: Bezwaar, uitkomst: Bezwaaruitkomst, punten: Beslispunten, termijnen: Iterable[Bezwaartermijn], *,
    heropent: bool, vandaag: date,
) -> list[Gebrek]:  # fmt: skip
    """What is wrong with ``punten``, each at its field; ``heropent``: the application is taken up again."""
    gebreken = _grond(bezwaar, uitkomst, punten, termijnen, vandaag)
    wijkt_af = bezwaar.advies_strekking is not None and bezwaar.advies_strekking.value != uitkomst.value
    gebreken += tekstgebreken(
        "afwijking", schoon(punten.afwijking), hoogstens=LANGSTE_PUNT,
        leeg="Schrijf waarom u afwijkt van het advies (artikel 7:13, zevende lid, Awb)." if wijkt_af else "",
    )  # fmt: skip
    if punten.afwijking.strip() and bezwaar.advies is None:
        gebreken.append(Gebrek("afwijking", "Er is geen advies om van af te wijken."))
    gebreken += _kosten(uitkomst, punten)
    if heropent and punten.beslissen_uiterlijk is None:
        gebreken.append(
            Gebrek("beslissen_uiterlijk", "Vul in wanneer uiterlijk op de aanvraag wordt beslist.")
        )
    elif heropent and punten.beslissen_uiterlijk is not None and punten.beslissen_uiterlijk <= vandaag:
        gebreken.append(Gebrek("beslissen_uiterlijk", f"Kies een dag na {datum_nl(vandaag)}."))
    return gebreken


def _grond(
    bezwaar: Bezwaar, uitkomst: Bezwaaruitkomst, punten: Beslispunten, termijnen: Iterable[Bezwaartermijn],
    vandaag: date,
) -> list[Gebrek]:  # fmt: skip
    if uitkomst is not Bezwaaruitkomst.NIET_ONTVANKELIJK:
        return (
            [] if punten.grond is None else [Gebrek("grond", "Een grond hoort alleen bij niet-ontvankelijk.")]
        )
    if punten.grond is None:
        return [Gebrek("grond", "Kies waarom het bezwaar niet-ontvankelijk is.")]
    if punten.grond is Ontvankelijkheidsgrond.TE_LAAT and bezwaar.tijdigheid is not Tijdigheid.TE_LAAT:
        return [Gebrek("grond", "Volgens het oordeel is het bezwaar niet te laat. Kies een andere grond.")]
    if punten.grond is Ontvankelijkheidsgrond.VERZUIM and not any(
        een.soort is Bezwaartermijnsoort.VERZUIM
        and een.hersteld_op is None
        and een.tot is not None
        and een.tot < vandaag
        for een in termijnen
    ):
        return [
            Gebrek(
                "grond",
                "Dit kan alleen als u om herstel heeft gevraagd en de termijn daarvoor voorbij is (artikel 6:6 Awb).",
            )
        ]
    return []


def _kosten(uitkomst: Bezwaaruitkomst, punten: Beslispunten) -> list[Gebrek]:
    if not punten.kosten_gevraagd:
        if punten.kosten_cent or punten.kosten_toelichting.strip():
            return [
                Gebrek("kosten_gevraagd", "Kosten worden alleen vergoed als daarom is gevraagd (7:15 Awb).")
            ]
        return []
    gebreken = tekstgebreken(
        "kosten_toelichting", schoon(punten.kosten_toelichting), hoogstens=LANGSTE_PUNT,
        leeg="Schrijf waarom u de kosten wel of niet vergoedt.",
    )  # fmt: skip
    if not 0 <= punten.kosten_cent <= HOOGSTE_KOSTEN_CENT:
        gebreken.append(Gebrek("kosten", "Vul een bedrag in van € 0 tot en met € 100.000."))
    elif punten.kosten_cent and uitkomst not in HERROEPT:
        gebreken.append(
            Gebrek(
                "kosten",
                "Vergoeden kan alleen als het besluit wordt herroepen (artikel 7:15, tweede lid, Awb).",
            )
        )
    return gebreken


def inhoud_van(
    bezwaar: Bezwaar, uitkomst: Bezwaaruitkomst, overwegingen: str, punten: Beslispunten, *, heropent: bool
) -> dict[str, Any]:
    """The part of what is frozen that is not about money, as JSON values."""
    inhoud: dict[str, Any] = {
        "bezwaar": bezwaar.kenmerk, "besluit": bezwaar.beschikking.kenmerk, "uitkomst": uitkomst.value,
        "overwegingen": overwegingen, "ontvangen_op": als_utc(bezwaar.ontvangen_op).isoformat(),
        "tijdigheid": bezwaar.tijdigheid.value if bezwaar.tijdigheid else "",
        "tijdigheid_motivering": bezwaar.tijdigheid_motivering or "",
        "gehoord_op": bezwaar.hoorzitting_op.isoformat() if bezwaar.hoorzitting_op else "",
        "niet_gehoord": bezwaar.niet_gehoord.value if bezwaar.niet_gehoord else "",
        "niet_gehoord_toelichting": bezwaar.niet_gehoord_toelichting or "",
    }  # fmt: skip
    if punten.grond is not None:
        inhoud["niet_ontvankelijk_om"] = punten.grond.value
    if bezwaar.advies is not None and bezwaar.advies_op is not None and bezwaar.advies_strekking is not None:
        inhoud["advies"] = {
            "op": bezwaar.advies_op.isoformat(), "strekking": bezwaar.advies_strekking.value, "tekst": bezwaar.advies,
            "afwijking": schoon(punten.afwijking),
        }  # fmt: skip
    if punten.kosten_gevraagd:
        inhoud["kosten"] = {"cent": punten.kosten_cent, "toelichting": schoon(punten.kosten_toelichting)}
    if heropent and punten.beslissen_uiterlijk is not None:
        inhoud["beslissen_uiterlijk"] = punten.beslissen_uiterlijk.isoformat()
    return inhoud
