"""What the letter with a request to supplement states, as plain values (Awb 4:5 and 4:15).

The letter is made from these values and nothing else. Days are ``YYYY-MM-DD``, moments ISO 8601 with an offset.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from subsidie.documenten.briefsoorten.gekozen import GekozenTekst
from subsidie.documenten.sjablonen import maak_inhoud
from subsidie.documenten.waarden import naar_json, van_json

SJABLOON = "aanvragen/aanvulverzoek"


@dataclass(frozen=True, slots=True)
class Briefpunt:
    """One point: ``deel`` in words, what is asked, and whether the application is not complete without it."""

    deel: str
    vraag: str
    raakt_volledigheid: bool


@dataclass(frozen=True, slots=True)
class AanvulbriefGegevens:
    """A request to supplement. ``al_volledig``: it was complete already, so these are questions to clarify only.

    ``stil_vanaf``: the first day on which the decision term stands still; ``minister``: in whose name ("de
    minister voor ...").
    """

    kenmerk: str
    datum: str
    organisatie: str
    gemeente: str
    adresregels: tuple[str, ...]
    regeling: str
    nummer: str
    project: str
    ontvangen_op: str
    toelichting: str
    punten: tuple[Briefpunt, ...]
    termijn_tot: str
    stil_vanaf: str
    al_volledig: bool
    minister: str
    naam: str
    functie: str
    voorbeeld: bool
    tekst: GekozenTekst | None = None
    """The text that it was written with; the standard one when none is named."""

    sjabloon = SJABLOON

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them; ``van_json`` gives the same letter back."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> AanvulbriefGegevens:
        """The letter that ``als_json`` wrote; ``OngeldigeInvoer`` names every fault."""
        return van_json(cls, gegevens)


def voorbeeld_van(brief: AanvulbriefGegevens) -> Markup:
    """The body of the letter for on a page, its headings one level lower; what a person reads before it is sent."""
    tekst = maak_inhoud(SJABLOON, brief.als_json())
    for van, naar in (("h2", "h3"), ("h1", "h2")):
        tekst = tekst.replace(f"<{van}>", f"<{naar}>").replace(f"</{van}>", f"</{naar}>")
    return Markup(tekst)  # noqa: S704 - escaped by the template
