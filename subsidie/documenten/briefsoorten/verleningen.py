"""The letters that award: the whole amount, a part of it, or a fixed amount without an application."""

from __future__ import annotations

from typing import Final

from subsidie.documenten.briefsoorten import gemeen as g
from subsidie.documenten.brieftaal.soort import Blok, Briefsoort, Veld, Verplicht, Voorwaarde

_LAGER: Final = Voorwaarde(
    "lager_dan_gevraagd", "u minder verleent dan de gemeente vroeg",
    lambda w: w["bedrag"]["toegekend_cent"] < w["bedrag"]["gevraagd_cent"],
)  # fmt: skip
_VERPLICHTINGEN: Final = Voorwaarde(
    "verplichtingen", "er verplichtingen zijn", lambda w: bool(w["verplichtingen"])
)
_BETALING: Final = Voorwaarde(
    "betaling",
    "bekend is wanneer wordt betaald",
    lambda w: bool(w["betaling"]),
    frozenset({"betaling_of_btw"}),
)
_BTW: Final = Voorwaarde(
    "btw", "een deel voor btw naar het BTW-compensatiefonds gaat",
    lambda w: bool(w["bedrag"]["btw_compensabel_cent"]), frozenset({"betaling_of_btw"}),
)  # fmt: skip
_BETALING_OF_BTW: Final = Voorwaarde(
    "betaling_of_btw", "er iets te zeggen is over de betaling of de btw",
    lambda w: bool(w["betaling"] or w["bedrag"]["btw_compensabel_cent"]),
)  # fmt: skip
_MET_PROJECT: Final = Voorwaarde("project", "de bijlage een project noemt", lambda w: bool(w["project"]))

_BETALINGSZINNEN: Final = Veld(
    "betaling", "wanneer het geld komt, in hele zinnen",
    "U krijgt het bedrag in één keer, binnen 6 weken na de dag waarop deze brief is verzonden.",
    lambda w: g.zinnen(w["betaling"]), alleen_als="betaling",
)  # fmt: skip
_BLOKKEN: Final = (
    g.B_WOONRUIMTEN,
    g.B_BEDRAG,
    g.B_MOTIVERING,
    Blok(
        "verplichtingen", "tabel: wat de gemeente moet doen en wanneer uiterlijk", "verplichtingen", lang=True
    ),
    Blok("btw", "tabel: het deel voor btw en wat u betaalt", "btw"),
    g.B_BEZWAAR,
)
_VELDEN: Final = (
    g.VERLEEND, g.GEVRAAGD, g.AANTAL_WOONRUIMTEN, g.GRONDSLAG, _BETALINGSZINNEN, g.PROJECT, g.NUMMER, g.ONTVANGEN,
    g.GEMEENTE, g.REGELING, g.REGELINGBRON, g.KENMERK, g.DATUM,
)  # fmt: skip
_VOORWAARDEN: Final = (
    g.MET_WOONRUIMTEN, _LAGER, _VERPLICHTINGEN, _BETALING, _BTW, _BETALING_OF_BTW, g.BRON_BEKEND,
)  # fmt: skip
_EIS_BEDRAG: Final = Verplicht(
    "bedrag_verleend",
    "een verlening noemt het bedrag (artikel 4:31 van de Algemene wet bestuursrecht)",
)
_EIS_VERPLICHTINGEN: Final = Verplicht(
    "verplichtingen", "een verplichting geldt alleen als de brief haar noemt"
)
_EISEN: Final = (_EIS_BEDRAG, g.EIS_MOTIVERING, g.EIS_GRONDSLAG, _EIS_VERPLICHTINGEN, g.EIS_BEZWAAR)

VERLENINGEN: Final = (
    Briefsoort(
        code="verlening", naam="Verlening", uitleg="De gemeente krijgt het hele bedrag dat meetelt.",
        sjabloon="beschikkingen/verlening", velden=_VELDEN, voorwaarden=_VOORWAARDEN, blokken=_BLOKKEN,
        verplicht=(*_EISEN, g.EIS_PROJECT),
    ),
    Briefsoort(
        code="deelverlening", naam="Deelverlening",
        uitleg="De gemeente krijgt een deel van het bedrag; de rest wordt afgewezen.",
        sjabloon="beschikkingen/deelverlening", velden=_VELDEN, voorwaarden=_VOORWAARDEN, blokken=_BLOKKEN,
        verplicht=(*_EISEN, g.EIS_PROJECT),
    ),
    Briefsoort(
        code="verlening_vast", naam="Verlening van een vast bedrag",
        uitleg="Het bedrag staat in de bijlage bij de regeling; niemand deed een aanvraag.",
        sjabloon="beschikkingen/verlening_vast",
        velden=(
            g.VERLEEND, g.AANTAL_WOONRUIMTEN, g.GRONDSLAG, _BETALINGSZINNEN,
            Veld("project", "de naam van het project", "Woonhof Noord", lambda w: w["project"], alleen_als="project"),
            g.GEMEENTE, g.REGELING, g.REGELINGBRON, g.KENMERK, g.DATUM,
        ),
        voorwaarden=(
            g.MET_WOONRUIMTEN, _MET_PROJECT, _VERPLICHTINGEN, _BETALING, _BTW, _BETALING_OF_BTW, g.BRON_BEKEND,
        ),
        blokken=tuple(blok for blok in _BLOKKEN if blok.naam != "bedrag"), verplicht=_EISEN,
    ),
)  # fmt: skip
