"""The values of settings in plain Dutch: what the program keeps as a word, a code or a number of cents."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from subsidie.kern.verdeelwoorden import BinnenGroep, GelijkeStand, GemeentemaximumTelt, Grens
from subsidie.tranches.keuzen import (
    Aanvraagveld,
    Betaalmoment,
    Bouwvorm,
    Controledeel,
    Correctiewachtrij,
    Huureis,
    Sisagegeven,
    TeLaat,
    Termijnbegin,
    Terugvorderwijze,
    Veldeis,
    Verdeelwijze,
    Verplichtingsbegin,
    Vraagdeel,
    Vraagsoort,
    Woningtype,
    Woonruimteaard,
    Woonruimtesoort,
    Zekerheid,
)

WOORDEN: Final[Mapping[type[StrEnum], Mapping[str, str]]] = {
    Verdeelwijze: {
        "vast": "een vast bedrag per gemeente, zonder aanvraag",
        "binnenkomst": "op volgorde van de dag waarop een aanvraag volledig is",
        "categorie": "op volgorde van categorie",
        "score": "op volgorde van score, de hoogste eerst",
        "loting": "het lot bepaalt de volgorde van alle aanvragen",
        "naar_rato": "iedere aanvraag krijgt hetzelfde deel",
    },
    BinnenGroep: {"loting": "het lot", "tijdstip": "het tijdstip waarop een aanvraag volledig is"},
    Grens: {
        "stop": "de verdeling stopt",
        "doorschuiven": "een latere aanvraag die wel past, krijgt nog geld",
        "gedeeltelijk": "de aanvraag kan krijgen wat er nog over is; daarna stopt de verdeling",
    },
    GelijkeStand: {
        "kosten_per_eenheid": "de laagste kosten per eenheid",
        "eenheden": "de meeste eenheden",
        "binnenkomst": "de vroegste dag van volledigheid",
    },
    GemeentemaximumTelt: {"gevraagd": "wat een gemeente vraagt", "verleend": "wat een gemeente krijgt"},
    Woonruimtesoort: {
        "zelfstandig": "zelfstandig",
        "onzelfstandig": "onzelfstandig",
        "standplaats": "standplaats",
        "verblijfsruimte": "verblijfsruimte",
    },
    Woonruimteaard: {"permanent": "permanent", "flexibel": "flexibel"},
    Controledeel: {
        "project": "project",
        "woonruimten": "woonruimten",
        "planning": "planning",
        "kosten": "kosten",
        "samenhang": "samenhang",
        "bijlagen": "bijlagen",
        "verklaringen": "verklaringen",
    },
    Bouwvorm: {"nieuwbouw": "nieuwbouw", "transformatie": "transformatie"},
    Termijnbegin: {
        "ontvangst": "bij de ontvangst van de aanvraag",
        "sluiting": "bij het einde van het tijdvak",
    },
    Verplichtingsbegin: {
        "verlening": "de verlening",
        "bekendmaking": "de bekendmaking",
        "betaling": "de betaling",
        "oplevering": "de oplevering",
    },
    Betaalmoment: {
        "verlening": "de verlening",
        "onomkeerbare_stap": "de onomkeerbare stap",
        "start_bouw": "de start van de bouw",
        "oplevering": "de oplevering",
        "vaststelling": "de vaststelling",
    },
    TeLaat: {"telt": "tellen mee", "telt_niet": "tellen niet mee"},
    Sisagegeven: {
        "besteding": "de besteding",
        "zelfstandig": "de zelfstandige uitvoering",
        "correctie": "de correctie over het vorige jaar",
        "cumulatief": "de cumulatieve besteding",
        "eindverantwoording": "de eindverantwoording",
    },
    Huureis: {
        "aftoppingsgrens": "de aftoppingsgrens (Wet op de huurtoeslag, artikel 20, tweede lid)",
        "redelijke_aanvangshuur": (
            "een redelijke aanvangshuur (Uitvoeringswet huurprijzen woonruimte, artikel 10, eerste lid)"
        ),
        "huurverhoging": (
            "de grens aan de huurverhoging (Uitvoeringswet huurprijzen woonruimte, artikel 10, derde lid)"
        ),
    },
    Terugvorderwijze: {"naar_rato_niet_gerealiseerd": "naar rato van wat niet is gerealiseerd"},
    Woningtype: {
        "regulier": "reguliere woning",
        "geclusterd": "geclusterde woning",
        "zorggeschikt": "zorggeschikte woning",
        "kamers": "kamer met gedeelde voorzieningen",
        "woonwagen": "standplaats voor een woonwagen",
        "mantelzorgunit": "mantelzorgunit",
        "short_midstay": "kort of middellang verblijf van arbeidsmigranten",
    },
    Aanvraagveld: {
        "omschrijving": "een omschrijving van het project",
        "locatie_adres": "het adres van elke locatie",
        "bag_id": "het nummer in de Basisregistratie Adressen en Gebouwen (BAG)",
        "coordinaten": "de coördinaten van elke locatie",
        "contactpersoon": "een contactpersoon",
        "woningtype": "het woningtype",
        "bewoners": "het aantal bewoners per woonruimte",
        "huurprijs": "de huurprijs per maand",
        "prijspeil": "de maand waarvoor de huurprijs geldt",
        "gemeenschappelijke_ruimte": "toegang tot een gemeenschappelijke ruimte",
        "onomkeerbare_stap": "de dag van de eerste onomkeerbare stap",
        "start_bouw": "de dag waarop de bouw begint",
        "oplevering": "de dag van de oplevering",
        "flexlocaties": "waar flexibele woonruimten staan, en hoe lang",
        "kostenposten": "de kosten per post",
        "compensabele_btw": "de compensabele btw",
        "dekkingsposten": "de dekking per bron",
        "minimumbedrag": "het laagste bedrag waarmee de gemeente nog bouwt",
        "samenloop": "andere regelingen waaruit het project geld krijgt",
        "partners": "de partners in het project",
        "woonzorgvisie": "hoe het project past in de woonzorgvisie",
        "regionale_afspraken": "hoe het project past in de regionale afspraken",
    },
    Veldeis: {"verplicht": "verplicht", "optioneel": "niet verplicht"},
    Vraagdeel: {
        "project": "project en locatie",
        "woonruimten": "woonruimten",
        "planning": "planning",
        "kosten": "kosten en dekking",
        "samenhang": "samenhang",
    },
    Vraagsoort: {
        "tekst": "tekst",
        "ja_nee": "ja of nee",
        "getal": "een getal",
        "bedrag": "een bedrag",
        "datum": "een datum",
        "keuze": "een keuze",
    },
    Correctiewachtrij: {
        "moment_van_correctie": "het moment van de verbetering telt",
        "moment_van_eerste_ontvangst": "het moment van de eerste ontvangst blijft tellen",
    },
}
"""Every word that a setting can hold, per list of words (the same word can be in two); a test keeps it complete."""

ZEKERHEDEN: Final[Mapping[Zekerheid, tuple[str, str]]] = {
    Zekerheid.GEVERIFIEERD: ("geverifieerd", "goed"),
    Zekerheid.AANNAME: ("aanname", "let_op"),
    Zekerheid.ONBEKEND: ("onbekend", "fout"),
}
"""How sure a setting is: the word, and the colour that repeats it."""


def in_woorden(woord: StrEnum) -> str:
    """What people read for a word of the program."""
    return WOORDEN[type(woord)][woord.value]
