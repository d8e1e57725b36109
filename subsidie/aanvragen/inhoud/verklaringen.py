"""The part ``verklaringen``: what whoever applies declares, each with its own tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.opzet import Deelopzet, Eis, Veld, Vraagstelling
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.soorten import Aanvinken

VOOR: Final = "verklaring_"


@dataclass(frozen=True, slots=True)
class Verklaringen:
    """Which declarations were ticked, by code."""

    gegeven: frozenset[str]


def opzet(vraag: Vraagstelling) -> Deelopzet:
    """What this part asks."""
    regels = vraag.regels
    teksten = regels.aanvraag_verklaringen.waarde if regels.heeft("aanvraag.verklaringen") else None
    return Deelopzet(
        Aanvraagdeel.VERKLARINGEN,
        "Verklaringen",
        "Wat verklaart uw gemeente bij deze aanvraag? De tekenbevoegde geeft deze verklaringen door in te dienen.",
        tuple(Veld(f"{VOOR}{een.code}", een.tekst, Aanvinken(), Eis.NODIG) for een in teksten or ()),
    )


def waarde(inhoud: Deelinhoud) -> Verklaringen:
    """The part as values."""
    return Verklaringen(
        frozenset(naam.removeprefix(VOOR) for naam, gegeven in inhoud.waarden.items() if gegeven)
    )
