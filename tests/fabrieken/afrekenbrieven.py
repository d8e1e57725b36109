"""Valid letters of a settlement: the intention, the settlement as awarded, lower and again, and the recovery."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from subsidie.beschikkingen.afrekenbrief import Afrekenbedragen, AfrekenBrief, Afrekenlijn
from subsidie.beschikkingen.brief import (
    Afzender,
    BezwaarGegevens,
    Geadresseerde,
    Ondertekening,
    RegelingGegevens,
    VoorlopigeInstelling,
)

_MINISTER = "de minister van Volkshuisvesting en Ruimtelijke Ordening"
_VASTSTELLING = AfrekenBrief(
    soort="vaststelling",
    kenmerk="OEFEN-0007-B2",
    datum="2029-03-12",
    afzender=Afzender("Rijksdienst voor Ondernemend Nederland"),
    geadresseerde=Geadresseerde("Zwolle", ("Postbus 10007", "8000 GA Zwolle")),
    regeling=RegelingGegevens("Regeling huisvesting aandachtsgroepen", bron="Stcrt. 2022, 18345"),
    nummer="OEFEN-0007",
    project="Woonhof Noord",
    besluit="OEFEN-0007-B1",
    besluit_datum="2023-12-11",
    bedragen=Afrekenbedragen(170_000_00, 127_500_00, 170_000_00, 34_000_00, 8_500_00),
    stappen=(
        "Verleend is € 170.000.",
        "Van de 20 woonruimten in de verlening tellen er 15 mee.",
        "De uitkering wordt vastgesteld op € 127.500.",
        "Te veel betaald is € 42.500: € 34.000 aan de gemeente en € 8.500 aan het fonds, naar verhouding van wat is "
        "betaald.",
    ),
    lijnen=(
        Afrekenlijn("Statushouders, permanent, zelfstandig", 12, 12, 102_000_00, 102_000_00),
        Afrekenlijn("Studenten, permanent, onzelfstandig", 8, 3, 68_000_00, 25_500_00),
    ),
    grondslag=("Ik doe dit op grond van artikel 9 van de regeling.",),
    bezwaar=BezwaarGegevens(_MINISTER, ("Postbus 93144", "2509 AC Den Haag")),
    reactie=(
        "Op 20 februari 2029 gaf u uw zienswijze. U schrijft: de vijf kamers komen er later.",
        "Wat later komt, kan ik nu niet meetellen.",
    ),
    toelichting=("De vijf kamers aan de Oefenkade zijn niet gebouwd.",),
    ondertekening=Ondertekening(_MINISTER, "B. de Beslisser", "directeur", "M-1"),
    voorbeeld=True,
    voorlopig=(VoorlopigeInstelling("Hoe een terugvordering wordt berekend", "aanname"),),
)


def alle_afrekenbrieven() -> dict[str, Any]:
    """One of each, by name."""
    gelijk = Afrekenbedragen(170_000_00, 170_000_00, 136_000_00, 0, 0, 34_000_00)
    lager = Afrekenbedragen(170_000_00, 119_000_00, 170_000_00, 8_500_00, 0, 0, 127_500_00)
    return {
        "vaststelling_lager": _VASTSTELLING,
        "vaststelling": replace(
            _VASTSTELLING, bedragen=gelijk, reactie=(), toelichting=(), lijnen=(), voorlopig=(),
            stappen=("Verleend is € 170.000.", "Alle 20 woonruimten van de verlening staan er en tellen mee."),
        ),
        "vaststelling_opnieuw": replace(_VASTSTELLING, bedragen=lager),
        "terugvordering": replace(
            _VASTSTELLING, soort="terugvordering", kenmerk="OEFEN-0007-B3", uiterlijk="2029-04-23", reactie=(),
            rekening="NL00 VOOR 0000 0000 00, op naam van het ministerie",
        ),
        "voornemen": replace(
            _VASTSTELLING, soort="voornemen", kenmerk="OEFEN-0007-Z1", uiterlijk="2029-02-26", bezwaar=None, reactie=()
        ),
    }  # fmt: skip
