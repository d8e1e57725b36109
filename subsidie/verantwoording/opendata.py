"""What is open to everyone: the collections, their fields and what each field means.

One list says it all: the answers as JSON, CSV and XLSX, the OpenAPI document and the page for people are made from it.
No personal data, no place of a home, nothing of drafts, nothing of what was not notified.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from subsidie.platform.tabel import Kolom, Kolomsoort
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort

VERSIE: Final = "1.0.0"
"""Of the interface (semantic versioning): its first number stands in the address."""
BASIS: Final = "/api/v1"

Waarde = str | int | bool | date | datetime | None


class Dataveldsoort(StrEnum):
    """How a value is written."""

    TEKST = "tekst"
    GETAL = "getal"
    CENT = "cent"
    """Whole eurocents, so that nobody has to round."""
    JANEE = "janee"
    DAG = "dag"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Veld:
    """One field: its name, what it means in Dutch, an example, and the values it is limited to (none: any)."""

    naam: str
    soort: Dataveldsoort
    betekenis: str
    voorbeeld: Waarde
    mag_leeg: bool = False
    keuze: tuple[str, ...] = ()

    @property
    def kolom(self) -> Kolom:
        """As a column of a CSV or XLSX: the same name and the same value as in JSON."""
        getal = self.soort in (Dataveldsoort.GETAL, Dataveldsoort.CENT)
        return Kolom(self.naam, self.naam, Kolomsoort.GETAL if getal else Kolomsoort.TEKST, 22)


@dataclass(frozen=True, slots=True)
class Verzameling:
    """A collection: its place in the address, its fields in order, and the filters it knows.

    ``sleutel``: the field that identifies one record for ever; empty where a record is only a line of a total.
    """

    naam: str
    titel: str
    uitleg: str
    velden: tuple[Veld, ...]
    filters: tuple[str, ...]
    sleutel: str = ""

    def als_json(self, rij: tuple[Waarde, ...]) -> dict[str, Any]:
        """One record, keyed by field."""
        return {veld.naam: _json(waarde) for veld, waarde in zip(self.velden, rij, strict=True)}


FILTERS: Final[dict[str, tuple[str, str, str]]] = {
    "tranche": ("Alleen deze tranche (code).", "rha-2023", r"^[a-z0-9][a-z0-9-]{0,39}$"),
    "gemeente": (
        "Alleen deze gemeente (CBS-code), met de gemeenten die in haar zijn opgegaan.",
        "GM0193",
        r"^GM[0-9]{4}$",
    ),
    "doelgroep": ("Alleen deze doelgroep (code).", "statushouders", r"^[a-z0-9_]{1,60}$"),
}
"""Per filter what it does, an example, and what a value looks like."""

_NUMMER: Final = Veld("nummer", Dataveldsoort.TEKST, "Nummer van de aanvraag; verandert nooit.", "RHA23-0057")
_TRANCHE: Final = Veld("tranche", Dataveldsoort.TEKST, "Code van de tranche.", "rha-2023")
_VOORBEELD: Final = Veld(
    "voorbeeld",
    Dataveldsoort.JANEE,
    "Waar: dit zijn verzonnen gegevens om mee te oefenen. Gebruik ze nergens voor.",
    True,
)
_GEMEENTE: Final = (
    Veld(
        "gemeenteCode",
        Dataveldsoort.TEKST,
        "Code van de gemeente bij het CBS, zoals bij de aanvraag.",
        "GM0193",
    ),
    Veld("gemeente", Dataveldsoort.TEKST, "Naam van de gemeente.", "Zwolle"),
    Veld("provincie", Dataveldsoort.TEKST, "Provincie waarin de gemeente ligt.", "Overijssel"),
)
_SOORT: Final = (
    Veld("doelgroep", Dataveldsoort.TEKST, "Code van de aandachtsgroep in deze tranche.", "statushouders"),
    Veld(
        "aard", Dataveldsoort.TEKST, "Permanent of flexibel (verplaatsbaar).", "permanent",
        keuze=tuple(Woonruimteaard),
    ),
    Veld(
        "soort", Dataveldsoort.TEKST, "Soort woonruimte.", next(iter(Woonruimtesoort)).value,
        keuze=tuple(Woonruimtesoort),
    ),
)  # fmt: skip

TRANCHES: Final = Verzameling(
    "tranches", "Tranches",
    "Een rij per tranche: wanneer er kon worden aangevraagd, het plafond, en wat er is toegekend en gebouwd.",
    (
        Veld("code", Dataveldsoort.TEKST, "Code van de tranche; verandert nooit.", "rha-2023"),
        Veld("naam", Dataveldsoort.TEKST, "Naam van de regeling.", "Regeling huisvesting aandachtsgroepen"),
        _VOORBEELD,
        Veld("opent", Dataveldsoort.MOMENT, "Vanaf wanneer aanvragen kon.", "2023-05-30T09:00:00+02:00", mag_leeg=True),
        Veld("sluit", Dataveldsoort.MOMENT, "Tot wanneer aanvragen kon.", "2023-07-07T17:00:00+02:00", mag_leeg=True),
        Veld(
            "plafondCent", Dataveldsoort.CENT, "Uitkeringsplafond dat nu geldt, in eurocenten. Leeg: onbekend.",
            3470500000, mag_leeg=True,
        ),
        Veld("toekenningen", Dataveldsoort.GETAL, "Aanvragen waarop is toegekend.", 97),
        Veld(
            "geldendCent", Dataveldsoort.CENT, "Wat de besluiten die nu gelden samen toekennen, in eurocenten.",
            3462148000,
        ),
        Veld("beloofd", Dataveldsoort.GETAL, "Woonruimten in de plannen die nu gelden.", 4365),
        Veld("geleverd", Dataveldsoort.GETAL, "Woonruimten die zijn opgeleverd en aanvaard.", 812),
    ),
    (), sleutel="code",
)  # fmt: skip

TOEKENNINGEN: Final = Verzameling(
    "toekenningen", "Toekenningen",
    "Een rij per aanvraag waarop is toegekend en waarvan het besluit is bekendgemaakt. Het eerste besluit blijft staan "
    "naast wat nu geldt.",
    (
        _NUMMER, _TRANCHE,
        Veld("pot", Dataveldsoort.TEKST, "Code van de pot waaruit is toegekend.", "rha"),
        _VOORBEELD, *_GEMEENTE,
        Veld("toegekendOp", Dataveldsoort.DAG, "Dag waarop de eerste toekenning is bekendgemaakt.", "2023-12-04"),
        Veld("toegekendCent", Dataveldsoort.CENT, "Eerste toekenning, in eurocenten.", 34850000),
        Veld(
            "geldendBesluit", Dataveldsoort.TEKST, "Soort besluit dat nu geldt.", "verlening",
        ),
        Veld("geldendSinds", Dataveldsoort.DAG, "Dag waarop dat besluit is bekendgemaakt.", "2023-12-04"),
        Veld("geldendCent", Dataveldsoort.CENT, "Wat nu is toegekend of vastgesteld, in eurocenten.", 34850000),
        Veld("permanent", Dataveldsoort.GETAL, "Permanente woonruimten in het plan dat nu geldt.", 12),
        Veld("flexibel", Dataveldsoort.GETAL, "Flexibele woonruimten in het plan dat nu geldt.", 29),
    ),
    ("tranche", "gemeente"), sleutel="nummer",
)  # fmt: skip

REALISATIES: Final = Verzameling(
    "realisaties", "Realisatie",
    "Per toekenning een rij per doelgroep, aard en soort: hoeveel woonruimten zijn beloofd en hoeveel er staan. Alleen "
    "wat het ministerie heeft aanvaard, telt.",
    (
        _NUMMER, _TRANCHE, _VOORBEELD, *_GEMEENTE, *_SOORT,
        Veld("beloofd", Dataveldsoort.GETAL, "Woonruimten in het plan dat nu geldt.", 20),
        Veld("geleverd", Dataveldsoort.GETAL, "Opgeleverd en aanvaard.", 14),
        Veld("inGebruik", Dataveldsoort.GETAL, "Daarvan in gebruik door de doelgroep.", 12),
        Veld("nietGehouden", Dataveldsoort.GETAL, "Daarvan niet meer voor de doelgroep, voor de tien jaar om zijn.", 0),
        Veld("eersteLevering", Dataveldsoort.DAG, "Eerste dag van oplevering.", "2025-03-01", mag_leeg=True),
        Veld("laatsteLevering", Dataveldsoort.DAG, "Laatste dag van oplevering.", "2026-02-01", mag_leeg=True),
    ),
    ("tranche", "gemeente", "doelgroep"),
)  # fmt: skip

WOONRUIMTEN: Final = Verzameling(
    "woonruimten", "Woonruimten",
    "Een rij per woonruimte die is opgeleverd en aanvaard. Adressen staan er niet bij: er wonen mensen die bescherming "
    "nodig kunnen hebben.",
    (
        Veld("kenmerk", Dataveldsoort.TEKST, "Kenmerk van de woonruimte; verandert nooit.", "RHA23-0057-L1-3"),
        _NUMMER, _TRANCHE, _VOORBEELD, _GEMEENTE[0], *_SOORT,
        Veld("opgeleverdOp", Dataveldsoort.DAG, "Dag van oplevering.", "2025-03-01"),
        Veld("inGebruikOp", Dataveldsoort.DAG, "Sinds wanneer de doelgroep er woont.", "2025-04-01", mag_leeg=True),
        Veld(
            "eindeOp", Dataveldsoort.DAG, "Eerste dag waarop zij niet meer voor de doelgroep was.", None, mag_leeg=True
        ),
    ),
    ("tranche", "gemeente", "doelgroep"), sleutel="kenmerk",
)  # fmt: skip

VERZAMELINGEN: Final[dict[str, Verzameling]] = {
    een.naam: een for een in (TRANCHES, TOEKENNINGEN, REALISATIES, WOONRUIMTEN)
}


def _json(waarde: Waarde) -> Any:
    return waarde.isoformat() if isinstance(waarde, date) else waarde


def als_cel(waarde: Waarde) -> str | int | None:
    """A value for a CSV or XLSX, written as in JSON."""
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    return waarde.isoformat() if isinstance(waarde, date) else waarde
