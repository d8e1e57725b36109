"""What an address of the open data asks: which filters, which page, in which form. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.platform.lijst import Adres
from subsidie.verantwoording.opendata import FILTERS, Verzameling

STANDAARD_PER_PAGINA: Final = 100
MEESTE_PER_PAGINA: Final = 500
HOOGSTE_PAGINA: Final = 1_000_000


class Dataformaat(StrEnum):
    """How a collection is sent: JSON in pages, the other two whole."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


MEDIATYPEN: Final[dict[Dataformaat, str]] = {
    Dataformaat.JSON: "application/json",
    Dataformaat.CSV: "text/csv",
    Dataformaat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Vraag:
    """An address that was understood; ``pagina`` counts from 1."""

    filters: Mapping[str, str]
    pagina: int
    per_pagina: int
    formaat: Dataformaat

    @property
    def eerste(self) -> int:
        """The first record of the page, counted from 0."""
        return (self.pagina - 1) * self.per_pagina

    def adres(self, pagina: int) -> dict[str, str]:
        """The parameters of another page of the same question."""
        return {**self.filters, "pagina": str(pagina), "perPagina": str(self.per_pagina)}


def lees_vraag(verzameling: Verzameling, adres: Adres, *, voorkeur: Dataformaat) -> Vraag:
    """What ``adres`` asks of ``verzameling``; ``voorkeur``: the form that the Accept header asks.

    Raises ``OngeldigeInvoer`` with every fault: an unknown parameter, one that is there twice, a value that cannot be.
    """
    gebreken: list[Gebrek] = []
    bekend = {*verzameling.filters, "pagina", "perPagina", "formaat"}
    gegeven: dict[str, str] = {}
    for naam in sorted(set(adres.keys())):
        waarden = adres.getlist(naam)
        if naam not in bekend:
            gebreken.append(
                Gebrek(naam, f"deze parameter bestaat hier niet. Kies uit: {', '.join(sorted(bekend))}.")
            )
        elif len(waarden) > 1:
            gebreken.append(Gebrek(naam, "staat meer dan een keer in het adres."))
        else:
            gegeven[naam] = waarden[0]
    filters = {naam: gegeven[naam] for naam in verzameling.filters if naam in gegeven}
    for naam, waarde in filters.items():
        if not re.fullmatch(FILTERS[naam][2].strip("^$"), waarde):
            gebreken.append(
                Gebrek(naam, f"dit is geen waarde voor dit filter. Voorbeeld: {FILTERS[naam][1]}.")
            )
    pagina = _getal(gegeven, "pagina", 1, HOOGSTE_PAGINA, gebreken)
    per_pagina = _getal(gegeven, "perPagina", STANDAARD_PER_PAGINA, MEESTE_PER_PAGINA, gebreken)
    formaat = gegeven.get("formaat", voorkeur.value)
    if formaat not in list(Dataformaat):
        gebreken.append(Gebrek("formaat", f"kies uit: {', '.join(Dataformaat)}."))
        formaat = voorkeur.value
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return Vraag(filters, pagina, per_pagina, Dataformaat(formaat))


def _getal(
    gegeven: Mapping[str, str], naam: str, standaard: int, hoogste: int, gebreken: list[Gebrek]
) -> int:
    tekst = gegeven.get(naam)
    if tekst is None:
        return standaard
    if not re.fullmatch(r"[1-9][0-9]{0,8}", tekst) or int(tekst) > hoogste:
        gebreken.append(Gebrek(naam, f"geef een geheel getal van 1 tot en met {hoogste}."))
        return standaard
    return int(tekst)
