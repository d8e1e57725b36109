"""The workbook in which a municipality fills in its homes: the parts and kinds of its own award, nothing to look up."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from subsidie.kern.tekst import getal, kolomletter
from subsidie.kern.tijd import AMSTERDAM
from subsidie.realisatie.leveringimport import BLAD, KOPPEN
from subsidie.realisatie.leveringinvoer import DAG, DEEL, MEESTE_WOONRUIMTEN, VELDEN, Deelkeuze
from subsidie.realisatie.leveringregels import Planstand
from subsidie.realisatie.woonruimten import KOLOMMEN, Wijzekeuze

_KEUZES: Final = "keuzes"
_BREEDTE: Final = {DEEL: 30, DAG: 16, "wijze": 42, "bag_id": 22, "ruimte": 18}
_UITLEG: Final = {
    DEEL: "Bij welk deel van het project de woonruimte hoort. Leeg als er maar één deel is.",
    DAG: "De dag van oplevering, bijvoorbeeld 1-7-2027.",
    **{kolom.naam: kolom.hulp for kolom in KOLOMMEN},
}

Regel = dict[str, str]
"""What is filled in beforehand: names of ``VELDEN`` with text."""


def open_regels(standen: Sequence[Planstand], delen: Sequence[Deelkeuze]) -> list[Regel]:
    """A row for every home that can still be reported, with its kind; with one part that part too."""
    deel = {DEEL: delen[0].volledig} if len(delen) == 1 else {}
    rijen = [{**deel, "wijze": stand.naam} for stand in standen for _ in range(stand.ruimte)]
    return rijen[:MEESTE_WOONRUIMTEN]


def maak_sjabloon(
    regels: Iterable[Regel], delen: Sequence[Deelkeuze], keuzen: Sequence[Wijzekeuze], *, titel: str,
    moment: datetime, let_op: str = "",
) -> bytes:  # fmt: skip
    """The workbook; ``moment`` (aware) is its date of creation, ``let_op`` what must stand on an example."""
    stroom = io.BytesIO()
    boek = xlsxwriter.Workbook(
        stroom, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    boek.set_properties({"title": titel, "created": moment.astimezone(AMSTERDAM).replace(tzinfo=None)})
    kop = boek.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    als_tekst = boek.add_format(
        {"num_format": "@"}
    )  # else a number in the BAG loses its first and last digit
    blad, uitleg, keuzes = (boek.add_worksheet(naam) for naam in (BLAD, "Uitleg", _KEUZES))
    for plaats, veld in enumerate(VELDEN):
        blad.set_column(plaats, plaats, _BREEDTE.get(veld, 12), als_tekst)
        blad.write_string(0, plaats, KOPPEN[veld], kop)
    _keuzelijst(blad, keuzes, VELDEN.index(DEEL), [een.volledig for een in delen])
    _keuzelijst(blad, keuzes, VELDEN.index("wijze"), [een.naam for een in keuzen])
    keuzes.hide()
    blad.freeze_panes(1, 0)
    for nummer, regel in enumerate(regels, start=1):
        for veld, tekst in regel.items():
            if tekst:
                blad.write_string(nummer, VELDEN.index(veld), tekst, als_tekst)
    _schrijf_uitleg(boek, uitleg, titel, let_op, kop)
    if let_op:
        blad.set_header(f"&L{let_op}")
    boek.close()
    return stroom.getvalue()


def _keuzelijst(blad: Any, keuzes: Any, plaats: int, namen: Sequence[str]) -> None:
    """Choices in a sheet of their own: a list inside a cell cannot hold a comma."""
    if not namen:
        return
    for nummer, naam in enumerate(namen):
        keuzes.write_string(nummer, plaats, naam)
    letter = kolomletter(plaats + 1)
    blad.data_validation(
        1, plaats, MEESTE_WOONRUIMTEN, plaats,
        {
            "validate": "list", "source": f"={_KEUZES}!${letter}$1:${letter}${len(namen)}",
            "error_title": "Dit kan hier niet", "error_message": "Kies een regel uit de lijst.",
        },
    )  # fmt: skip


def _schrijf_uitleg(boek: Any, blad: Any, titel: str, let_op: str, kop: Any) -> None:
    omloop = boek.add_format({"text_wrap": True, "valign": "top"})
    blad.set_column(0, 0, 22, omloop)
    blad.set_column(1, 1, 90, omloop)
    blad.write_string(0, 0, titel, boek.add_format({"bold": True, "font_size": 14}))
    if let_op:
        blad.write_string(1, 0, let_op, boek.add_format({"bold": True, "font_color": "#8A3B00"}))
    regels = (
        f"Vul op het blad {BLAD} een regel in voor elke woonruimte die is opgeleverd. De soort woonruimte staat er al.",
        "Regels zonder datum en adres worden overgeslagen: vul in wat klaar is, en laat de rest staan.",
        f"U kunt ten hoogste {getal(MEESTE_WOONRUIMTEN)} woonruimten tegelijk melden. Dit blad wordt niet gelezen.",
    )
    for nummer, tekst in enumerate(regels, start=2):
        blad.write_string(nummer, 1, tekst, omloop)
    blad.write_row(6, 0, ("Kolom", "Wat erin staat"), kop)
    for nummer, veld in enumerate(VELDEN, start=7):
        blad.write_row(nummer, 0, (KOPPEN[veld], _UITLEG[veld]), omloop)
