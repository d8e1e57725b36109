"""What a decision beside every allocation states: not handled (Awb 4:5), or received outside the window. Plain values.

Text, whole numbers and yes/no only; days ``YYYY-MM-DD``, moments ISO 8601 with an offset. Whoever keeps these values
can make the same letter again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from subsidie.beschikkingen.brief import (
    Afzender,
    BezwaarGegevens,
    Geadresseerde,
    Ondertekening,
    RegelingGegevens,
    VoorlopigeInstelling,
)
from subsidie.documenten.briefsoorten.gekozen import GekozenTekst
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import lees_datum, lees_moment

SOORTEN = ("buiten_behandeling", "buiten_tijdvak")


@dataclass(frozen=True, slots=True)
class BuitenBrief:
    """One such decision. ``soort``: one of ``SOORTEN``; ``feiten`` and ``motivering``: the reasons, in paragraphs
    (Awb 3:46); ``grondslag``: whole sentences (Awb 3:47); ``voorlopig``: only in an example."""

    soort: str
    kenmerk: str
    datum: str
    afzender: Afzender
    geadresseerde: Geadresseerde
    regeling: RegelingGegevens
    nummer: str
    project: str
    ontvangen_op: str
    feiten: tuple[str, ...]
    motivering: tuple[str, ...]
    grondslag: tuple[str, ...]
    bezwaar: BezwaarGegevens
    ondertekening: Ondertekening
    voorbeeld: bool = False
    voorlopig: tuple[VoorlopigeInstelling, ...] = ()
    tekst: GekozenTekst | None = None
    """The text that it was written with; the standard one when none is named."""

    def __post_init__(self) -> None:
        gebreken: list[Gebrek] = []
        for lees, waar, waarde in (
            (lees_datum, "datum", self.datum),
            (lees_moment, "ontvangen_op", self.ontvangen_op),
        ):
            try:
                lees(waarde, waar=waar)
            except OngeldigeInvoer as fout:
                gebreken += fout.gebreken
        if self.soort not in SOORTEN:
            gebreken.append(Gebrek("soort", f"‘{self.soort}’ is geen soort besluit."))
        if not (self.feiten and self.grondslag):
            gebreken.append(
                Gebrek("feiten", "een besluit noemt de feiten en het voorschrift (Awb 3:46, 3:47).")
            )
        if not self.bezwaar.digitaal and not self.bezwaar.adresregels:
            gebreken.append(Gebrek("bezwaar", "er moet een weg zijn om bezwaar te maken (Awb 3:45)."))
        if self.voorlopig and not self.voorbeeld:
            gebreken.append(Gebrek("voorlopig", "mag alleen in een voorbeeld staan."))
        if gebreken:
            raise OngeldigeInvoer(gebreken)

    @property
    def sjabloon(self) -> str:
        """Name of the template in the registry of ``documenten.sjablonen``."""
        return f"beschikkingen/{self.soort}"

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them; ``van_json`` gives the same letter back."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> BuitenBrief:
        """The letter that ``als_json`` wrote; ``OngeldigeInvoer`` names every fault."""
        return van_json(cls, gegevens)
