"""Fields, conditions and parts that more than one kind of letter has. All read the frozen values of a letter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from subsidie.documenten.brieftaal.soort import Blok, Veld, Verplicht, Voorwaarde, Waarden
from subsidie.documenten.vormen import datum, geld, heel, moment, zin
from subsidie.kern.tekst import aantal


def zinnen(delen: Iterable[str]) -> str:
    """Whole sentences, one after another."""
    return " ".join(zin(deel) for deel in delen)


def cent(bedrag: int | None) -> str:
    """An amount in eurocents; empty when there is none."""
    return "" if bedrag is None else geld(bedrag)


def aanvraag(waarden: Waarden) -> dict[str, Any]:
    """What the letter states of the application; nothing where nobody applied."""
    return waarden.get("aanvraag") or {}


def woonruimten(waarden: Waarden) -> str:
    """How many woonruimten, with the noun."""
    return aantal(sum(regel["aantal"] for regel in waarden["woonruimten"]), "woonruimte", "woonruimten")


KENMERK: Final = Veld("kenmerk", "het kenmerk van deze brief", "RHA23-0107-B1", lambda w: heel(w["kenmerk"]))
DATUM: Final = Veld("datum", "de datum op de brief", "4 december 2023", lambda w: datum(w["datum"]))
GEMEENTE: Final = Veld(
    "gemeente", "de naam van de gemeente", "Zwolle", lambda w: w["geadresseerde"]["gemeente"]
)
REGELING: Final = Veld(
    "regeling", "de naam van de regeling", "Regeling huisvesting aandachtsgroepen", lambda w: w["regeling"]["naam"]
)  # fmt: skip
REGELINGBRON: Final = Veld(
    "bron_regeling", "waar de regeling is gepubliceerd", "Stcrt. 2022, 18345", lambda w: zin(w["regeling"]["bron"]),
    alleen_als="bron_bekend",
)  # fmt: skip
GRONDSLAG: Final = Veld(
    "grondslag", "het artikel en de regeling waarop het besluit rust, in hele zinnen",
    "Ik neem dit besluit op grond van artikel 5 van de regeling.", lambda w: zinnen(w["grondslag"]),
)  # fmt: skip
PROJECT: Final = Veld("project", "de naam van het project", "Woonhof Noord", lambda w: aanvraag(w)["project"])
NUMMER: Final = Veld(
    "aanvraagnummer", "het nummer van de aanvraag", "RHA23-0107", lambda w: heel(aanvraag(w)["nummer"])
)
ONTVANGEN: Final = Veld(
    "ontvangen_op", "wanneer de aanvraag is ontvangen", "15 juni 2023 om 14.02.11 uur",
    lambda w: moment(aanvraag(w)["ontvangen_op"]),
)  # fmt: skip
VERLEEND: Final = Veld(
    "bedrag_verleend", "het bedrag dat u verleent", "€ 320.670", lambda w: cent(w["bedrag"]["toegekend_cent"]),
    geld=True,
)  # fmt: skip
GEVRAAGD: Final = Veld(
    "bedrag_gevraagd", "het bedrag dat de gemeente vroeg", "€ 333.435",
    lambda w: cent(w["bedrag"]["gevraagd_cent"]), geld=True,
)  # fmt: skip
AANTAL_WOONRUIMTEN: Final = Veld(
    "aantal_woonruimten", "hoeveel woonruimten, met het woord erbij", "42 woonruimten", woonruimten,
    alleen_als="woonruimten",
)  # fmt: skip

MET_WOONRUIMTEN: Final = Voorwaarde(
    "woonruimten", "de aanvraag woonruimten noemt", lambda w: bool(w["woonruimten"])
)
BRON_BEKEND: Final = Voorwaarde(
    "bron_bekend", "bekend is waar de regeling is gepubliceerd", lambda w: bool(w["regeling"]["bron"])
)

B_WOONRUIMTEN: Final = Blok(
    "woonruimten", "tabel: doelgroep, aard, soort en aantal woonruimten", alleen_als="woonruimten", lang=True
)
B_BEDRAG: Final = Blok("bedrag", "tabel: hoe het bedrag is bepaald")
B_MOTIVERING: Final = Blok(
    "motivering",
    "de redenen van dit besluit, de plaats in de verdeling en, na een loting, hoe die is na te rekenen",
    lang=True,
)
B_BEZWAAR: Final = Blok(
    "bezwaar", "bij wie, hoe, binnen welke termijn en met wat erin bezwaar kan worden gemaakt"
)

EIS_MOTIVERING: Final = Verplicht(
    "motivering", "een besluit moet worden gemotiveerd (artikel 3:46 van de Algemene wet bestuursrecht)"
)
EIS_GRONDSLAG: Final = Verplicht(
    "grondslag",
    "een besluit noemt het voorschrift waarop het rust (artikel 3:47 van de Algemene wet bestuursrecht)",
)
EIS_BEZWAAR: Final = Verplicht(
    "bezwaar",
    "een besluit zegt hoe bezwaar kan worden gemaakt (artikel 3:45 van de Algemene wet bestuursrecht)",
)
EIS_PROJECT: Final = Verplicht("project", "de gemeente moet weten om welk project het gaat")
