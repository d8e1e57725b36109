"""The letters that reject: for the ceiling, on the merits, for the score, for the maximum of a municipality."""

from __future__ import annotations

from typing import Final

from subsidie.documenten.briefsoorten import gemeen as g
from subsidie.documenten.brieftaal.soort import Briefsoort, Veld, Voorwaarde
from subsidie.kern.tekst import getal

_TELT_MINDER: Final = Voorwaarde(
    "telt_lager", "er minder meetelde dan de gemeente vroeg",
    lambda w: w["bedrag"]["subsidiabel_cent"] < w["bedrag"]["gevraagd_cent"],
)  # fmt: skip
_GEVOLGEN: Final = Voorwaarde(
    "meer_gevolgen", "er voor deze aanvraag meer over de gevolgen te zeggen is", lambda w: bool(w["gevolgen"])
)
_RESERVE: Final = Voorwaarde(
    "reservelijst", "de aanvraag op de reservelijst staat",
    lambda w: bool(w["verdeling"]) and w["verdeling"]["reserveplaats"] is not None,
)  # fmt: skip
_IN_LOTING: Final = Voorwaarde(
    "in_loting", "de aanvraag meedeed aan de loting die besliste", lambda w: w["grond"] == "plafond_in_loting"
)
_NA_LOTING: Final = Voorwaarde(
    "na_loting", "het geld op was in een loting van aanvragen die ervoor staan",
    lambda w: w["grond"] == "plafond_na_loting",
)  # fmt: skip

_VELDEN: Final = (
    g.PROJECT, g.NUMMER, g.GEVRAAGD, g.AANTAL_WOONRUIMTEN, g.GRONDSLAG,
    Veld(
        "gevolgen", "wat de afwijzing verder betekent, in hele zinnen",
        "U kunt in een volgende tranche een nieuwe aanvraag doen.", lambda w: g.zinnen(w["gevolgen"]),
        alleen_als="meer_gevolgen",
    ),
    Veld(
        "reserveplaats", "de plaats op de reservelijst", "23", lambda w: getal(w["verdeling"]["reserveplaats"]),
        alleen_als="reservelijst",
    ),
    g.ONTVANGEN, g.GEMEENTE, g.REGELING, g.REGELINGBRON, g.KENMERK, g.DATUM,
)  # fmt: skip
_VOORWAARDEN: Final = (g.MET_WOONRUIMTEN, _TELT_MINDER, _GEVOLGEN, _RESERVE, g.BRON_BEKEND)
_EISEN: Final = (g.EIS_PROJECT, g.EIS_MOTIVERING, g.EIS_GRONDSLAG, g.EIS_BEZWAAR)


def _afwijzing(code: str, naam: str, uitleg: str, *meer: Voorwaarde) -> Briefsoort:
    return Briefsoort(
        code=f"afwijzing_{code}", naam=naam, uitleg=uitleg, sjabloon=f"beschikkingen/afwijzing_{code}",
        velden=_VELDEN, voorwaarden=(*meer, *_VOORWAARDEN),
        blokken=(g.B_MOTIVERING, g.B_WOONRUIMTEN, g.B_BEDRAG, g.B_BEZWAAR), verplicht=_EISEN,
    )  # fmt: skip


AFWIJZINGEN: Final = (
    _afwijzing(
        "plafond", "Afwijzing: het geld is op", "Het uitkeringsplafond was bereikt, met of zonder loting.",
        _IN_LOTING, _NA_LOTING,
    ),
    _afwijzing("inhoudelijk", "Afwijzing: op inhoud", "De aanvraag voldoet niet aan de voorwaarden."),
    _afwijzing("drempelscore", "Afwijzing: te lage score", "De score is lager dan minimaal nodig is."),
    _afwijzing(
        "gemeentemaximum", "Afwijzing: maximum per gemeente", "De gemeente zou boven haar maximum uitkomen."
    ),
)  # fmt: skip
