"""What the receipt of a filing states, as plain values (Awb 4:3a).

As with every document: text, whole numbers and yes/no only; days are ``YYYY-MM-DD``, moments ISO 8601 with an
offset. Whoever keeps these values can make the same receipt again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from subsidie.aanvragen.indieningmodellen import Indieningsoort
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tijd import lees_datum, lees_moment


@dataclass(frozen=True, slots=True)
class OntvangenTabel:
    """Lines of a part: a title, the heads of the columns and the cells; ``getallen``: columns (from 0) of numbers."""

    titel: str
    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    getallen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OntvangenDeel:
    """A part of what was filed: its title, labels with their values in words, and its lists."""

    titel: str
    rijen: tuple[tuple[str, ...], ...]
    """Each a label and a value."""
    tabellen: tuple[OntvangenTabel, ...] = ()


@dataclass(frozen=True, slots=True)
class OntvangenBijlage:
    """An attachment that was filed: what it is, its name, its size in bytes and its SHA-256."""

    soort: str
    naam: str
    grootte: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Vervolgstap:
    """What happens next (a sentence), and how sure the rule is that it rests on.

    ``zekerheid``: empty for what is verified or needs no rule, else ``aanname`` or ``onbekend``; ``bron`` of the rule.
    """

    tekst: str
    zekerheid: str = ""
    bron: str = ""


@dataclass(frozen=True, slots=True)
class OntvangstGegevens:
    """Everything one receipt states.

    ``kenmerk``: of the receipt. ``datum``: the day of receipt in Amsterdam. ``nummer`` and ``project``: of the
    application. ``soort``: a value of ``Indieningsoort``. ``ontvangen_op``: when this filing reached the ministry;
    ``eerste_ontvangst``: when the application itself did, which is the same for a first filing. ``versie`` and
    ``versie_sha256``: what was filed. ``wachtrij``: sentences on the place in the queue, when this is not the first.
    """

    kenmerk: str
    datum: str
    organisatie: str
    regeling: str
    gemeente: str
    adresregels: tuple[str, ...]
    nummer: str
    project: str
    soort: str
    ontvangen_op: str
    eerste_ontvangst: str
    versie: int
    versie_sha256: str
    ingediend_door: str
    delen: tuple[OntvangenDeel, ...]
    bijlagen: tuple[OntvangenBijlage, ...]
    vervolg: tuple[Vervolgstap, ...]
    wachtrij: tuple[str, ...] = ()
    buiten_tijdvak: bool = False
    voorbeeld: bool = False

    sjabloon = "indienen/ontvangstbevestiging"

    def __post_init__(self) -> None:
        gebreken = [
            *_leesbaar("datum", self.datum, lees_datum),
            *_leesbaar("ontvangen_op", self.ontvangen_op, lees_moment),
            *_leesbaar("eerste_ontvangst", self.eerste_ontvangst, lees_moment),
        ]
        if self.soort not in set(Indieningsoort):
            gebreken.append(Gebrek("soort", f"‘{self.soort}’ is geen soort indiening."))
        elif not gebreken:
            eerste, deze = lees_moment(self.eerste_ontvangst), lees_moment(self.ontvangen_op)
            if (deze != eerste) if self.soort == Indieningsoort.INDIENING else (deze < eerste):
                gebreken.append(
                    Gebrek("eerste_ontvangst", "past niet bij het moment waarop dit is ontvangen.")
                )
        if any(len(rij) != 2 for deel in self.delen for rij in deel.rijen):
            gebreken.append(Gebrek("delen", "elke rij heeft een naam en een waarde."))
        for deel in self.delen:
            for tabel in deel.tabellen:
                if any(len(rij) != len(tabel.koppen) for rij in tabel.rijen):
                    gebreken.append(
                        Gebrek(f"delen.{tabel.titel}", "elke regel heeft een cel onder elke kop.")
                    )
        if gebreken:
            raise OngeldigeInvoer(gebreken)

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them; ``van_json`` gives the same receipt back."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> OntvangstGegevens:
        """The receipt that ``als_json`` wrote; ``OngeldigeInvoer`` names every fault."""
        return van_json(cls, gegevens)


def _leesbaar(waar: str, tekst: str, lees: Any) -> list[Gebrek]:
    try:
        lees(tekst, waar=waar)
    except OngeldigeInvoer as fout:
        return list(fout.gebreken)
    return []
