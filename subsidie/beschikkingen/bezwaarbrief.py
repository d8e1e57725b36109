"""What the receipt of an objection and the decision on it state, as plain values (Awb 6:14, 7:12, 3:45).

As with every document: text, whole numbers and yes/no only; amounts in eurocents (``_cent``), days ``YYYY-MM-DD``,
moments ISO 8601 with an offset. Whoever keeps these values can make the same document again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from subsidie.beschikkingen.bezwaarmodellen import HERROEPT, Bezwaaruitkomst, Bezwaarwijze
from subsidie.beschikkingen.brief import Ondertekening, Verplichting, VoorlopigeInstelling
from subsidie.documenten.briefsoorten.gekozen import GekozenTekst
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import lees_datum, lees_moment


@dataclass(frozen=True, slots=True)
class BezwaarOntvangst:
    """The receipt. ``bezwaar``: mark of the objection; ``besluit``: what it is against, dated ``besluit_datum``.

    ``ingediend_door``: who filed it in the loket; empty when it came another way. ``weken``: how long the ministry has
    after the term to object; ``commissie``: a committee looks at it (Awb 7:13(2)). ``derde``: the name of who objects
    when that is not the municipality; then ``adresregels`` are theirs, and the letter goes to them.
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
    derde: str = ""

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
class BezwaarAdvies:
    """What the committee advised (Awb 7:13): the day, its conclusion in words, its text, and why the decision differs.

    ``tekst``: the advice in paragraphs, sent along with the decision; ``afwijking``: the reasons, empty when the
    advice is followed.
    """

    op: str
    strekking: str
    tekst: tuple[str, ...]
    afwijking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BezwaarbeslissingGegevens:
    """Everything one decision on an objection states.

    ``besluit_soort``: what was decided first, in words with an article ("de afwijzing"). ``uitkomst``: a value of
    ``Bezwaaruitkomst``. ``tijdigheid``, ``gehoord``: whole sentences. ``overwegingen``: the reasons, in paragraphs
    (Awb 7:12(1)). ``grondslag``: whole sentences. ``verplichtingen`` and ``betaling``: only when the award grows.
    ``geld``: only when it is (partly) well-founded, and the application is not taken up again. ``voorlopig``: only in
    an example. ``opnieuw``: whole sentences on an application that is handled after all (Awb 4:5), with the new term;
    ``advies``: of the committee; ``kosten``: on a request to pay the costs (Awb 7:15); ``derde``: the name of who
    objected when that is not the municipality, at ``adresregels``.
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
    opnieuw: tuple[str, ...] = ()
    advies: BezwaarAdvies | None = None
    kosten: tuple[str, ...] = ()
    derde: str = ""
    tekst: GekozenTekst | None = None
    """The text that it was written with; the standard one when none is named."""

    sjabloon = "bezwaar/beslissing"

    def __post_init__(self) -> None:
        gebreken = _leesbaar(datum=self.datum, besluit_datum=self.besluit_datum)
        gebreken += _momenten(ontvangen_op=self.ontvangen_op)
        if self.uitkomst not in set(Bezwaaruitkomst):
            gebreken.append(Gebrek("uitkomst", f"‘{self.uitkomst}’ is geen uitkomst van een bezwaar."))
        elif (self.uitkomst in HERROEPT) != (self.geld is not None or bool(self.opnieuw)):
            gebreken.append(Gebrek("geld", "hoort bij een gegrond bezwaar, en bij geen ander."))
        if self.geld is not None and self.opnieuw:
            gebreken.append(
                Gebrek("opnieuw", "de aanvraag wordt beoordeeld, of er is een bedrag: niet allebei.")
            )
        if self.advies is not None:
            gebreken += _leesbaar(**{"advies.op": self.advies.op})
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
