"""Valid receipts of an objection and decisions on one; the municipality exists, everything else is made up."""

from __future__ import annotations

from typing import Any

from subsidie.beschikkingen.bezwaarbrief import (
    BezwaarAdvies,
    BezwaarbeslissingGegevens,
    BezwaarGeld,
    BezwaarOntvangst,
)
from subsidie.beschikkingen.brief import Ondertekening, Verplichting, VoorlopigeInstelling

_ONTVANGST: dict[str, Any] = {
    "kenmerk": "OEFEN-0007-BZ1-O", "datum": "2024-01-15", "bezwaar": "OEFEN-0007-BZ1",
    "organisatie": "Rijksdienst voor Ondernemend Nederland (RVO)",
    "regeling": "Regeling huisvesting aandachtsgroepen", "gemeente": "Zwolle", "adresregels": (),
    "nummer": "OEFEN-0007", "project": "Woonhof Noord", "besluit": "OEFEN-0007-B1", "besluit_datum": "2023-12-04",
    "wijze": "loket", "ontvangen_op": "2024-01-15T16:59:59+01:00",
    "namens": "het college van burgemeester en wethouders van Zwolle", "ingediend_door": "T. de Tekenbevoegde",
    "gronden": "De woonruimten zijn wel voor een aandachtsgroep.\n\nZie bijlage 2 bij de aanvraag.", "weken": 6,
    "voorbeeld": True,
}  # fmt: skip
_BESLISSING: dict[str, Any] = {
    "kenmerk": "OEFEN-0007-B2", "datum": "2024-03-12", "organisatie": _ONTVANGST["organisatie"],
    "gemeente": "Zwolle", "adresregels": ("Postbus 1", "8000 AA Zwolle"), "regeling": _ONTVANGST["regeling"],
    "nummer": "OEFEN-0007", "project": "Woonhof Noord", "bezwaar": "OEFEN-0007-BZ1",
    "ontvangen_op": _ONTVANGST["ontvangen_op"], "namens": _ONTVANGST["namens"], "besluit": "OEFEN-0007-B1",
    "besluit_soort": "de afwijzing", "besluit_datum": "2023-12-04", "uitkomst": "ongegrond",
    "tijdigheid": (
        "De termijn om bezwaar te maken liep tot en met 15 januari 2024.",
        "Ik heb uw bezwaar ontvangen op 15 januari 2024.", "Uw bezwaar is op tijd.",
    ),
    "gehoord": ("U heeft uw bezwaar kunnen toelichten op 14 februari 2024. Daarvan is een verslag gemaakt.",),
    "overwegingen": ("De bewoners horen niet tot een doelgroep van deze tranche.", "Dat staat in artikel 3."),
    "grondslag": ("Ik neem deze beslissing op grond van artikel 7:11 van de Algemene wet bestuursrecht.",),
    "beroep": (
        "Dan kunt u beroep instellen bij de bestuursrechter.",
        "Uw beroepschrift moet binnen zes weken na de dag van verzending van deze brief zijn ingediend.",
        "Tegen deze beslissing kunt u niet opnieuw bezwaar maken.",
    ),
    "ondertekening": Ondertekening(
        "de minister voor Volkshuisvesting en Ruimtelijke Ordening", "B. van Bezwaar", "jurist", "M-2023-09"
    ),
    "voorbeeld": True, "voorlopig": (VoorlopigeInstelling("Rechtbank voor beroep na bezwaar", "onbekend"),),
}  # fmt: skip


def ontvangst(**anders: Any) -> BezwaarOntvangst:
    """A receipt of an objection that was filed in the loket."""
    return BezwaarOntvangst(**{**_ONTVANGST, **anders})


def beslissing(**anders: Any) -> BezwaarbeslissingGegevens:
    """A decision that an objection is unfounded."""
    return BezwaarbeslissingGegevens(**{**_BESLISSING, **anders})


def gegrond(**anders: Any) -> BezwaarbeslissingGegevens:
    """A decision that an objection is well-founded, in part above the ceiling."""
    waarden: dict[str, Any] = {
        "uitkomst": "gegrond",
        "geld": BezwaarGeld(
            0, 90_000_00, 90_000_00, 40_000_00,
            (
                "De grond om af te wijzen vervalt.", "Daaruit volgt dat u € 90.000 had moeten krijgen.",
                "Er was niet genoeg over. Daarom verleen ik € 40.000 boven het uitkeringsplafond.",
            ),
        ),
        "verplichtingen": (Verplichting("De bouw is begonnen.", "2026-03-12"),),
        "betaling": ("U krijgt het bedrag in één keer, binnen 6 weken na de dag waarop deze brief is verzonden.",),
    }  # fmt: skip
    return beslissing(**{**waarden, **anders})


def alle_bezwaarbrieven() -> dict[str, BezwaarOntvangst | BezwaarbeslissingGegevens]:
    """One of each kind, by name."""
    return {
        "bezwaar_ontvangst": ontvangst(),
        "bezwaar_ontvangst_post": ontvangst(wijze="post", ingediend_door="", weken=12, commissie=True),
        "bezwaar_ongegrond": beslissing(),
        "bezwaar_niet_ontvankelijk": beslissing(uitkomst="niet_ontvankelijk"),
        "bezwaar_gegrond": gegrond(),
        "bezwaar_gedeeltelijk": gegrond(
            uitkomst="gedeeltelijk",
            geld=BezwaarGeld(0, 50_000_00, 50_000_00, 0, ("Een deel van de score klopt niet.",)),
            kosten=(
                "U vroeg om vergoeding van € 500.",
                "Ik vergoed dat bedrag.",
                "Het besluit was onrechtmatig.",
            ),
            advies=BezwaarAdvies(
                "2024-02-20",
                "het bezwaar is gegrond",
                ("De commissie hoorde de gemeente op 14 februari 2024.",),
                ("Criterium 2 is juist gescoord.",),
            ),
        ),
        "bezwaar_opnieuw": beslissing(
            uitkomst="gegrond",
            besluit_soort="het besluit om de aanvraag niet te behandelen",
            opnieuw=("De aanvraag telt als volledig.", "Ik beslis op de aanvraag uiterlijk op 12 juni 2024."),
        ),
        "bezwaar_van_een_ander": beslissing(
            uitkomst="niet_ontvankelijk",
            derde="Stichting Woonhof",
            namens="Stichting Woonhof",
            adresregels=("Dorpsstraat 1", "8011 AA Zwolle"),
        ),
    }
