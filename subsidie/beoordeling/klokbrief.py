"""What a letter about the term or about a view states, as plain values (Awb 4:7, 4:14, 4:15).

One form for all of these: a heading, what it comes to, and parts with a heading of their own. Days are
``YYYY-MM-DD``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.documenten.waarden import naar_json, van_json
from subsidie.register.geadresseerde import adres_op
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import regels

SJABLOON = "klok/mededeling"


@dataclass(frozen=True, slots=True)
class Briefdeel:
    """One part: its heading and its paragraphs."""

    kop: str
    alineas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mededeling:
    """A letter. ``kern``: the paragraphs under the heading; ``minister``: in whose name ("de minister voor ...")."""

    kenmerk: str
    datum: str
    organisatie: str
    gemeente: str
    adresregels: tuple[str, ...]
    regeling: str
    nummer: str
    project: str
    onderwerp: str
    kop: str
    kern: tuple[str, ...]
    delen: tuple[Briefdeel, ...]
    minister: str
    naam: str
    functie: str
    voorbeeld: bool

    sjabloon = SJABLOON

    def als_json(self) -> dict[str, Any]:
        """The values as JSON knows them; ``van_json`` gives the same letter back."""
        return dict(naar_json(self))

    @classmethod
    def van_json(cls, gegevens: Mapping[str, Any]) -> Mededeling:
        """The letter that ``als_json`` wrote; ``OngeldigeInvoer`` names every fault."""
        return van_json(cls, gegevens)


def maak_mededeling(
    aanvraag: Aanvraag, *, kenmerk: str, onderwerp: str, kop: str, kern: Sequence[str],
    delen: Sequence[tuple[str, Sequence[str]]], door: Gebruiker, vandaag: date,
) -> Mededeling:  # fmt: skip
    """The letter on ``aanvraag``, dated ``vandaag``, signed by ``door`` for the minister of the tranche."""
    regelset, naar = regels(aanvraag.tranche), adres_op(aanvraag.gemeente, vandaag)
    return Mededeling(
        kenmerk=kenmerk, datum=vandaag.isoformat(), organisatie=regelset.uitvoerder.waarde or "",
        gemeente=naar.gemeente, adresregels=naar.regels,
        regeling=regelset.naam.waarde or aanvraag.tranche.naam, nummer=aanvraag.nummer,
        project=aanvraag.project.naam, onderwerp=onderwerp, kop=kop, kern=tuple(kern),
        delen=tuple(Briefdeel(deelkop, tuple(alineas)) for deelkop, alineas in delen),
        minister=f"de {regelset.ondertekenaar.waarde or 'minister'}", naam=door.naam, functie=door.functie,
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT,
    )  # fmt: skip


def alineas_van(tekst: str) -> tuple[str, ...]:
    """A text that somebody typed, as paragraphs."""
    return tuple(deel.strip() for deel in tekst.splitlines() if deel.strip())
