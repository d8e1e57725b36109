"""What a municipality has to do next about an award, the most pressing first. Pure."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import datum_nl
from subsidie.realisatie.bevestiging import Jaarstand
from subsidie.realisatie.leveringmodellen import Levering
from subsidie.realisatie.mijlpaalregels import NA_WOORDEN
from subsidie.realisatie.oordelen import Melding, omschrijf, soort_van
from subsidie.realisatie.planmodellen import Mijlpaal
from subsidie.realisatie.plichten import Bewijs, Verplichtingsdag
from subsidie.realisatie.stand import Realisatiestand

BIJNA_DAGEN: Final = 90
"""So long before its last day something is called near: a building step is not made in a week."""

Deelfeit = tuple[int, str, int, AbstractSet[Mijlpaal], dict[Mijlpaal, date]]
"""Of a part: number, name, homes delivered (accepted or waiting), milestones reported, forecasts."""


@dataclass(frozen=True, slots=True)
class Feiten:
    """What it follows from."""

    stand: Realisatiestand
    verplichtingen: tuple[Verplichtingsdag, ...]
    vragen: tuple[Melding, ...]
    jaren: tuple[Jaarstand, ...]
    delen: tuple[Deelfeit, ...]
    vandaag: date
    vastgesteld: bool = False
    """Then nothing is to be built any more: what was not there did not count."""


@dataclass(frozen=True, slots=True)
class Volgende:
    """One thing to do: in words, until when if there is a last day, and the page where it is done.

    ``naar``: endpoint and its values beside the number of the application. ``dringend``: it waits for an answer, is
    near its last day, or past it.
    """

    tekst: str
    eindpunt: str
    naar: dict[str, Any] = field(default_factory=dict)
    uiterlijk: date | None = None
    waarop: str = ""
    dringend: bool = False


def wat_nu(feiten: Feiten) -> list[Volgende]:
    """Everything that waits for the municipality: questions first, then by last day, then the rest."""
    gevonden = [_vraag(melding) for melding in feiten.vragen]
    for plicht in feiten.verplichtingen:
        if (een := _van_plicht(plicht, feiten)) is not None:
            gevonden.append(een)
    gevonden += [_bevestigen(jaar) for jaar in feiten.jaren if jaar.kan]
    if not feiten.vastgesteld:
        gevonden += _voorbij(feiten)
    gevonden += _in_gebruik(feiten)
    return sorted(gevonden, key=lambda een: (een.waarop != _VRAAG, een.uiterlijk or date.max))


_VRAAG: Final = "het ministerie wacht op uw antwoord"


def _vraag(melding: Melding) -> Volgende:
    tekst = f"Beantwoord de vraag over: {omschrijf(melding)}."
    if isinstance(melding, Levering):
        naar: dict[str, Any] = {"kenmerk": melding.kenmerk}
        return Volgende(tekst, "levering.pagina", naar, waarop=_VRAAG, dringend=True)
    naar = {"soort": soort_van(melding).value, "melding_id": melding.id}
    return Volgende(tekst, "meldingen.melding", naar, waarop=_VRAAG, dringend=True)


def _van_plicht(plicht: Verplichtingsdag, feiten: Feiten) -> Volgende | None:
    stand = feiten.stand
    if plicht.bewijs is Bewijs.ONOMKEERBARE_STAP:
        stap = Mijlpaal.ONOMKEERBARE_STAP
        open_delen = [(nummer, naam) for nummer, naam, _, gemeld, _ in feiten.delen if stap not in gemeld]
        if not open_delen:
            return None
        nummer, naam = open_delen[0]
        bij = f" van deel ‘{naam}’" if len(feiten.delen) > 1 else ""
        tekst, eindpunt = f"Meld de eerste onomkeerbare stap{bij}.", "realisatie.mijlpaal"
        naar: dict[str, Any] = {"deelnummer": nummer, "mijlpaal": stap.value}
    elif plicht.bewijs is Bewijs.OPLEVERING:
        te_gaan = stand.te_leveren - stand.gemeld.totaal
        if te_gaan <= 0:
            return None
        hoeveel = aantal(te_gaan, "woonruimte", "woonruimten")
        tekst, eindpunt, naar = f"Meld wat is opgeleverd: nog {hoeveel}.", "leveringen.nieuw", {}
    else:
        return None
    dringend = plicht.uiterlijk is not None and (plicht.uiterlijk - feiten.vandaag).days <= BIJNA_DAGEN
    return Volgende(tekst, eindpunt, naar, plicht.uiterlijk, plicht.waarop, dringend)


def _bevestigen(jaar: Jaarstand) -> Volgende:
    return Volgende(
        f"Bevestig hoeveel woonruimten op 31 december {jaar.jaar} voor hun doelgroep in gebruik waren.",
        "realisatie.bevestigen", {"jaar": jaar.jaar}, dringend=True,
    )  # fmt: skip


def _voorbij(feiten: Feiten) -> list[Volgende]:
    """Milestones that were expected before today and were not reported."""
    gevonden = []
    for nummer, naam, _, gemeld, prognoses in feiten.delen:
        for mijlpaal, dag in prognoses.items():
            if mijlpaal in gemeld or dag >= feiten.vandaag:
                continue
            if mijlpaal is Mijlpaal.OPLEVERING and not feiten.stand.te_leveren:
                continue
            wat = NA_WOORDEN[mijlpaal]
            gevonden.append(
                Volgende(
                    f"De verwachting voor {wat} van deel ‘{naam}’ was {datum_nl(dag)}. Meld dat die is bereikt, "
                    "of geef een nieuwe verwachting.",
                    "realisatie.prognose", {"deelnummer": nummer, "mijlpaal": mijlpaal.value},
                )
            )  # fmt: skip
    return gevonden


def _in_gebruik(feiten: Feiten) -> list[Volgende]:
    """Parts of which homes were delivered and nobody said since when the target group lives there."""
    stand = feiten.stand
    if not stand.gemeld.totaal and stand.in_gebruik == stand.staat:
        return []  # said of every home itself
    return [
        Volgende(
            f"Meld sinds wanneer de doelgroep woont in deel ‘{naam}’.", "realisatie.mijlpaal",
            {"deelnummer": nummer, "mijlpaal": Mijlpaal.INGEBRUIKNAME.value},
        )
        for nummer, naam, geleverd, gemeld, _ in feiten.delen
        if geleverd and Mijlpaal.INGEBRUIKNAME not in gemeld
    ]  # fmt: skip
