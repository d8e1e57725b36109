"""Empty files to fill in for an import, and what stands in each of their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from subsidie.aanvragen.bronbestand import AANVRAGEN, HOOGSTE_RIJEN, WOONRUIMTEN
from subsidie.aanvragen.importrijen import Woorden
from subsidie.aanvragen.kolommen import (
    AANVRAAGKOLOMMEN,
    AANVRAAGKOLOMMEN_VRIJ,
    WOONRUIMTEKOLOMMEN,
    WOONRUIMTEKOLOMMEN_VRIJ,
)
from subsidie.kern.tekst import opsomming
from subsidie.kern.tijd import AMSTERDAM
from subsidie.tranches.regels import Regels

BIJ_VOLLEDIG: Final = "Mag leeg zolang de aanvraag niet volledig is."
LANGSTE_KEUZELIJST: Final = 255
"""Characters that a spreadsheet takes for a list of choices in a cell."""


@dataclass(frozen=True, slots=True)
class Kolomuitleg:
    """What a column holds; ``keuzes`` are the words that the tranche knows, empty where anything goes."""

    naam: str
    uitleg: str
    voorbeeld: str
    keuzes: tuple[str, ...] = ()

    @property
    def volledig(self) -> str:
        """The explanation with the words to choose from."""
        return (
            f"{self.uitleg} Kies uit: {opsomming(self.keuzes, voegwoord='of')}."
            if self.keuzes
            else self.uitleg
        )


_UITLEG: Final = {
    "aanvraagnummer": ("Het nummer van de aanvraag: letters zonder accent, cijfers, punt en streepjes.", "RHA23-0001"),
    "gm_code": ("De code van de gemeente: GM en vier cijfers.", "GM0193"),
    "gemeente": ("De naam die bij die code hoort.", "Zwolle"),
    "projectnaam": ("De naam van het project, zoals die in de brief komt.", "Parkzicht"),
    "bouwvorm": (f"Hoe er woonruimten bij komen. {BIJ_VOLLEDIG}", "nieuwbouw"),
    "ontvangen_op": ("Wanneer de aanvraag is ontvangen, met de tijdzone erbij.", "2023-06-15T14:02:11+02:00"),
    "volledig_op": (
        "Vanaf wanneer de aanvraag volledig is, met de tijdzone erbij. Leeg als zij nog niet volledig is.",
        "2023-06-16T09:30:00+02:00",
    ),
    "totale_kosten_eur": (f"Alle kosten van het project, in euro’s. {BIJ_VOLLEDIG}", "500000"),
    "eigen_bijdrage_en_overige_dekking_eur": (f"Wat er zelf wordt betaald, in euro’s. {BIJ_VOLLEDIG}", "400000"),
    "gevraagd_eur": ("Het gevraagde bedrag, in euro’s.", "85000"),
    "start_bouw_gepland": (f"De dag waarop de bouw begint. {BIJ_VOLLEDIG}", "2024-01-15"),
    "oplevering_gepland": (f"De dag waarop alles klaar is. {BIJ_VOLLEDIG}", "2025-06-30"),
    "pot": ("De pot waaruit wordt aangevraagd.", ""),
    "regel": ("Het nummer van de regel binnen de aanvraag: 1, 2, 3.", "1"),
    "doelgroep": ("Voor wie de woonruimten zijn.", "statushouders"),
    "aard": ("Permanent of flexibel (te verplaatsen).", "permanent"),
    "soort": ("Het soort woonruimte.", "zelfstandig"),
    "aantal": ("Hoeveel woonruimten het zijn.", "10"),
    "huurprijs_per_maand_eur": ("De huur per maand, in euro’s. Mag leeg.", "600"),
    "toegang_gemeenschappelijke_ruimte": ("Of bewoners een gedeelde ruimte hebben: ja of nee. Mag leeg.", "nee"),
}  # fmt: skip


def kolommen_van(regels: Regels | None) -> dict[str, tuple[Kolomuitleg, ...]]:
    """Per table its columns with what they hold; ``regels`` fill in the words of one tranche.

    The column ``pot`` is there when the tranche has more than one.
    """
    woorden = Woorden.van(regels) if regels is not None else None
    keuzes: dict[str, tuple[str, ...]] = {}
    if woorden is not None:
        keuzes = {
            "bouwvorm": woorden.bouwvormen, "pot": woorden.potten, "doelgroep": woorden.doelgroepen,
            "aard": woorden.aarden, "soort": woorden.soorten,
        }  # fmt: skip
    met_pot = AANVRAAGKOLOMMEN_VRIJ if woorden is not None and len(woorden.potten) > 1 else ()
    return {
        AANVRAGEN: tuple(_uitleg(naam, keuzes) for naam in (*AANVRAAGKOLOMMEN, *met_pot)),
        WOONRUIMTEN: tuple(_uitleg(naam, keuzes) for naam in (*WOONRUIMTEKOLOMMEN, *WOONRUIMTEKOLOMMEN_VRIJ)),
    }


def _uitleg(naam: str, keuzes: dict[str, tuple[str, ...]]) -> Kolomuitleg:
    uitleg, voorbeeld = _UITLEG[naam]
    woorden = keuzes.get(naam, ())
    # The example is one of the words that this tranche knows.
    passend = voorbeeld if not woorden or voorbeeld in woorden else woorden[0]
    return Kolomuitleg(naam, uitleg, passend, woorden)


def als_csv(kolommen: Sequence[Kolomuitleg]) -> bytes:
    """The heading of one table; with semicolons and a byte order mark, as a Dutch spreadsheet opens it well."""
    stroom = io.StringIO()
    csv.writer(stroom, delimiter=";", lineterminator="\r\n").writerow([kolom.naam for kolom in kolommen])
    return stroom.getvalue().encode("utf-8-sig")


def als_xlsx(tabellen: dict[str, tuple[Kolomuitleg, ...]], *, titel: str, moment: datetime) -> bytes:
    """A workbook with a sheet for each table, lists to choose from, and a sheet that explains the columns.

    ``moment`` (aware) is the date of creation inside the file.
    """
    stroom = io.BytesIO()
    boek = xlsxwriter.Workbook(stroom, {"in_memory": True})
    boek.set_properties({"title": titel, "created": moment.astimezone(AMSTERDAM).replace(tzinfo=None)})
    kop = boek.add_format({"bold": True, "bottom": 1})
    # Text, so that a number of an application or a moment stays as it was typed.
    als_tekst = boek.add_format({"num_format": "@"})
    for naam, kolommen in tabellen.items():
        _schrijf_blad(boek.add_worksheet(naam), kolommen, kop, als_tekst)
    _schrijf_uitleg(boek, tabellen, kop, titel)
    boek.close()
    return stroom.getvalue()


def _schrijf_blad(blad: Any, kolommen: Sequence[Kolomuitleg], kop: Any, als_tekst: Any) -> None:
    for plaats, kolom in enumerate(kolommen):
        blad.set_column(plaats, plaats, max(14, len(kolom.naam) + 2), als_tekst)
        blad.write_string(0, plaats, kolom.naam, kop)
        if kolom.keuzes and len(",".join(kolom.keuzes)) <= LANGSTE_KEUZELIJST:
            keuzelijst = {
                "validate": "list", "source": list(kolom.keuzes), "error_title": "Dit woord kan hier niet",
                "error_message": "Kies een woord uit de lijst.",
            }  # fmt: skip
            blad.data_validation(1, plaats, HOOGSTE_RIJEN - 1, plaats, keuzelijst)
    blad.freeze_panes(1, 1)


def _schrijf_uitleg(boek: Any, tabellen: dict[str, tuple[Kolomuitleg, ...]], kop: Any, titel: str) -> None:
    blad = boek.add_worksheet("uitleg")
    omloop = boek.add_format({"text_wrap": True, "valign": "top"})
    blad.set_column(0, 0, 16, omloop)
    blad.set_column(1, 1, 40, omloop)
    blad.set_column(2, 2, 80, omloop)
    blad.set_column(3, 3, 30, omloop)
    blad.write_string(0, 0, titel, boek.add_format({"bold": True, "font_size": 14}))
    blad.write_string(1, 0, "Dit blad wordt bij het importeren niet gelezen.")
    blad.write_row(3, 0, ("Blad", "Kolom", "Wat erin staat", "Voorbeeld"), kop)
    rij = 4
    for naam, kolommen in tabellen.items():
        for kolom in kolommen:
            blad.write_row(rij, 0, (naam, kolom.naam), omloop)
            blad.write_string(rij, 2, kolom.volledig, omloop)
            blad.write_string(rij, 3, kolom.voorbeeld, omloop)
            rij += 1
