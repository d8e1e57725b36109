"""Valid letters about the term and a view, and of the decisions outside every allocation."""

from __future__ import annotations

from typing import Any

from subsidie.beoordeling.klokbrief import Briefdeel, Mededeling
from subsidie.beschikkingen.brief import (
    Afzender,
    BezwaarGegevens,
    Geadresseerde,
    Ondertekening,
    RegelingGegevens,
    VoorlopigeInstelling,
)
from subsidie.beschikkingen.buitenbrief import SOORTEN, BuitenBrief

_MINISTER = "de minister voor Volkshuisvesting en Ruimtelijke Ordening"
_MEDEDELING = Mededeling(
    kenmerk="OEFEN-0007-Z1",
    datum="2023-11-06",
    organisatie="Rijksdienst voor Ondernemend Nederland",
    gemeente="Zwolle",
    adresregels=("Postbus 10007", "8000 GA Zwolle"),
    regeling="Regeling huisvesting aandachtsgroepen",
    nummer="OEFEN-0007",
    project="Woonhof Noord",
    onderwerp="Verzoek om uw zienswijze",
    kop="Ik vraag uw zienswijze",
    kern=("Ik ben van plan uw aanvraag af te wijzen. U kunt tot en met 20 november 2023 reageren.",),
    delen=(Briefdeel("Waarom", ("De woonruimten staan er al.", "In uw aanvraag staat dat zij nieuw zijn.")),),
    minister=_MINISTER,
    naam="B. van der Behandelaar",
    functie="behandelaar",
    voorbeeld=True,
)


def _buiten(soort: str) -> BuitenBrief:
    return BuitenBrief(
        soort=soort,
        kenmerk="OEFEN-0007-B1",
        datum="2023-12-11",
        afzender=Afzender("Rijksdienst voor Ondernemend Nederland"),
        geadresseerde=Geadresseerde("Zwolle", ("Postbus 10007", "8000 GA Zwolle")),
        regeling=RegelingGegevens("Regeling huisvesting aandachtsgroepen", bron="Stcrt. 2022, 18345"),
        nummer="OEFEN-0007",
        project="Woonhof Noord",
        ontvangen_op="2023-11-01T09:00:00+01:00",
        feiten=("Op 6 november 2023 vroeg ik u de aanvraag aan te vullen.", "U heeft haar niet aangevuld."),
        motivering=("De begroting ontbreekt.",),
        grondslag=("Ik neem dit besluit op grond van artikel 4:5 van de Algemene wet bestuursrecht.",),
        bezwaar=BezwaarGegevens(_MINISTER, ("Postbus 93144", "2509 AC Den Haag")),
        ondertekening=Ondertekening(_MINISTER, "B. de Beslisser", "directeur", "M-1"),
        voorbeeld=True,
        voorlopig=(VoorlopigeInstelling("Postadres voor bezwaar", "aanname"),),
    )


def alle_klokbrieven() -> dict[str, Any]:
    """One of each, by name."""
    return {"mededeling": _MEDEDELING, **{soort: _buiten(soort) for soort in SOORTEN}}
