"""What the receipt of an objection and the decision on it state, as plain values (Awb 6:14, 7:12, 3:45).

As with every document: text, whole numbers and yes/no only; amounts in eurocents (``_cent``), days ``YYYY-MM-DD``,
moments ISO 8601 with an offset. Whoever keeps these values can make the same document again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from subsidie.beschikkingen.bezwaarmodellen import Bezwaaruitkomst, Bezwaarwijze
from subsidie.beschikkingen.brief import Ondertekening, Verplichting, VoorlopigeInstelling
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import lees_datum, lees_moment


@dataclass(frozen=True, slots=True)
class BezwaarOntvangst:
    """The receipt. ``bezwaar``: mark of the objection; ``besluit``: what it is against, dated ``besluit_datum``.

    ``ingediend_door``: who filed it in the loket; empty when it came another way. ``weken``: how long the ministry has
    after the term to object; ``commissie``: a committee looks at it (Awb 7:13(2)).
    """

    kenmerk: str
    datum: str
    bezwaar: str
    organisatie: str
    regeling: str
    gemeente: str
    adresregels: tuple[str, ...]
    nummer: str
    project: str
    besluit: str
    besluit_datum: str
    wijze: str
    ontvangen_op: str
    namens: str
    ingediend_door: str
    gronden: str
    weken: int
    commissie: bool = False
    voorbeeld: bool = False

    sjabloon = "bezwaar/ontvangstbevestiging"

    def __post_init__(self) -> None:
        gebreken = _leesbaar(datum=self.datum, besluit_datum=self.besluit_datum)
        gebreken += _momenten(ontvangen_op=self.ontvangen_op)
        if self.wijze not in set(Bezwaarwijze):
            gebreken.append(Gebrek("wijze", f"‘{self.wijze}’ is geen manier om bezwaar te maken."))
        if gebreken:
            raise OngeldigeInvoer(gebreken)

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them; ``van_json`` gives the same receipt back."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> BezwaarOntvangst:
        """The receipt that ``als_json`` wrote; ``OngeldigeInvoer`` names every fault."""
        return van_json(cls, gegevens)


@dataclass(frozen=True, slots=True)
class BezwaarGeld:
    """What the decision does to the money, in eurocents.

    ``was_cent``: the award until now; ``krijgt_cent``: what follows from the allocation computed again, ``None`` when
    nothing was; ``wordt_cent``: the award from now; ``boven_plafond_cent``: the part of it above the ceiling.
    ``rekening``: whole sentences on what was corrected and what came of it.
    """

    was_cent: int
    wordt_cent: int
    krijgt_cent: int | None = None
    boven_plafond_cent: int = 0
    rekening: tuple[str, ...] = ()

    @property
    def erbij_cent(self) -> int:
        """By how much the award grows."""
        return self.wordt_cent - self.was_cent


@dataclass(frozen=True, slots=True)
class BezwaarbeslissingGegevens:
    """Everything one decision on an objection states.

    ``besluit_soort``: what was decided first, in words with an article ("de afwijzing"). ``uitkomst``: a value of
    ``Bezwaaruitkomst``. ``tijdigheid``, ``gehoord``: whole sentences. ``overwegingen``: the reasons, in paragraphs
    (Awb 7:12(1)). ``grondslag``: whole sentences. ``verplichtingen`` and ``betaling``: only when the award grows.
    ``geld``: only when it is well-founded. ``voorlopig``: only in an example.
    """

    kenmerk: str
    datum: str
    organisatie: str
    gemeente: str
    adresregels: tuple[str, ...]
    regeling: str
    nummer: str
    project: str
    bezwaar: str
    ontvangen_op: str
    namens: str
    besluit: str
    besluit_soort: str
    besluit_datum: str
    uitkomst: str
    tijdigheid: tuple[str, ...]
    gehoord: tuple[str, ...]
    overwegingen: tuple[str, ...]
    grondslag: tuple[str, ...]
    beroep: tuple[str, ...]
    ondertekening: Ondertekening
    geld: BezwaarGeld | None = None
    verplichtingen: tuple[Verplichting, ...] = ()
    betaling: tuple[str, ...] = ()
    voorbeeld: bool = False
    voorlopig: tuple[VoorlopigeInstelling, ...] = ()

    sjabloon = "bezwaar/beslissing"

    def __post_init__(self) -> None:
        gebreken = _leesbaar(datum=self.datum, besluit_datum=self.besluit_datum)
        gebreken += _momenten(ontvangen_op=self.ontvangen_op)
        if self.uitkomst not in set(Bezwaaruitkomst):
            gebreken.append(Gebrek("uitkomst", f"‘{self.uitkomst}’ is geen uitkomst van een bezwaar."))
        elif (self.uitkomst == Bezwaaruitkomst.GEGROND) != (self.geld is not None):
            gebreken.append(Gebrek("geld", "hoort bij een gegrond bezwaar, en bij geen ander."))
        if not self.overwegingen:
            gebreken.append(
                Gebrek("overwegingen", "een beslissing op bezwaar heeft een motivering (Awb 7:12).")
            )
        if self.geld is not None and not 0 <= self.geld.boven_plafond_cent <= self.geld.erbij_cent:
            gebreken.append(Gebrek("geld.boven_plafond_cent", "is een deel van wat erbij komt."))
        if self.verplichtingen and (self.geld is None or self.geld.erbij_cent <= 0):
            gebreken.append(Gebrek("verplichtingen", "horen bij een bedrag dat erbij komt."))
        if self.voorlopig and not self.voorbeeld:
            gebreken.append(Gebrek("voorlopig", "mag alleen in een voorbeeld staan."))
        if gebreken:
            raise OngeldigeInvoer(gebreken)

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them; ``van_json`` gives the same letter back."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> BezwaarbeslissingGegevens:
        """The letter that ``als_json`` wrote; ``OngeldigeInvoer`` names every fault."""
        return van_json(cls, gegevens)


def _leesbaar(**dagen: str) -> list[Gebrek]:
    gebreken: list[Gebrek] = []
    for waar, tekst in dagen.items():
        try:
            lees_datum(tekst, waar=waar)
        except OngeldigeInvoer as fout:
            gebreken += fout.gebreken
    return gebreken


def _momenten(**momenten: str) -> list[Gebrek]:
    gebreken: list[Gebrek] = []
    for waar, tekst in momenten.items():
        try:
            lees_moment(tekst, waar=waar)
        except OngeldigeInvoer as fout:
            gebreken += fout.gebreken
    return gebreken
