"""The letters of decisions outside every allocation: not handled (Awb 4:5), received outside the window."""

from __future__ import annotations

from typing import Final

from subsidie.documenten.briefsoorten import gemeen as g
from subsidie.documenten.brieftaal.soort import Blok, Briefsoort, Veld, Verplicht
from subsidie.documenten.vormen import heel, moment

_VELDEN: Final = (
    Veld("project", "de naam van het project", "Woonhof Noord", lambda w: w["project"]),
    Veld("aanvraagnummer", "het nummer van de aanvraag", "RHA23-0107", lambda w: heel(w["nummer"])),
    Veld(
        "ontvangen_op", "wanneer de aanvraag is ontvangen", "15 juni 2023 om 14.02.11 uur",
        lambda w: moment(w["ontvangen_op"]),
    ),
    g.GRONDSLAG, g.GEMEENTE, g.REGELING, g.REGELINGBRON, g.KENMERK, g.DATUM,
)  # fmt: skip
_BLOKKEN: Final = (Blok("redenen", "wat er is gebeurd, en waarom u zo beslist", lang=True), g.B_BEZWAAR)
_EISEN: Final = (
    g.EIS_PROJECT,
    Verplicht(
        "redenen", "een besluit moet worden gemotiveerd (artikel 3:46 van de Algemene wet bestuursrecht)"
    ),
    g.EIS_GRONDSLAG,
    g.EIS_BEZWAAR,
)

BUITEN: Final = (
    Briefsoort(
        code="buiten_behandeling", naam="Buiten behandeling",
        uitleg="De aanvraag is niet volledig en wordt niet behandeld.", sjabloon="beschikkingen/buiten_behandeling",
        velden=_VELDEN, voorwaarden=(g.BRON_BEKEND,), blokken=_BLOKKEN, verplicht=_EISEN,
    ),
    Briefsoort(
        code="buiten_tijdvak", naam="Afwijzing: buiten het tijdvak",
        uitleg="De aanvraag kwam binnen voor of na het aanvraagtijdvak.", sjabloon="beschikkingen/buiten_tijdvak",
        velden=_VELDEN, voorwaarden=(g.BRON_BEKEND,), blokken=_BLOKKEN, verplicht=_EISEN,
    ),
)  # fmt: skip
