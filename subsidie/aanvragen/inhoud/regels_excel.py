"""The lines of woonruimten as a workbook: a template to fill in, and reading it back. Also pasted text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from subsidie.aanvragen.bronbestand import HOOGSTE_KOLOMMEN, WOONRUIMTEN, Rij, melding_te_groot, schoon
from subsidie.aanvragen.bronwerkmap import lees_woonruimten
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.celrijen import lees_rijen
from subsidie.aanvragen.inhoud.geheel import opzet_van
from subsidie.aanvragen.inhoud.opzet import Eis, Lijst, Veld
from subsidie.aanvragen.inhoud.ruw import Deelinhoud, Ruw
from subsidie.aanvragen.inhoud.woonruimten import LIJST, MEESTE_REGELS
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import getal, kolomletter
from subsidie.kern.tijd import AMSTERDAM
from subsidie.tranches.regels import Regels

HOOGSTE_WERKMAP: Final = 2_000_000
"""Bytes; 200 lines are 30 kB."""
HOOGSTE_GEPLAKT: Final = 200_000
"""Characters of pasted text."""
_KEUZES: Final = "keuzes"
_JA_NEE: Final = ("ja", "nee")


def regellijst(regels: Regels, *, pot: str = "") -> Lijst:
    """The list of woonruimten that the tranche asks, with its fields in the order of the columns."""
    lijst = opzet_van(Aanvraagdeel.WOONRUIMTEN, regels, pot=pot).lijst(LIJST)
    if lijst is None:
        raise LookupError(LIJST)
    return lijst


def sjabloon(
    regels: Regels, *, titel: str, moment: datetime, pot: str = "", inhoud: Deelinhoud | None = None
) -> bytes:
    """A workbook to fill in: the columns of the tranche, choices in the cells, and a sheet that explains them.

    ``inhoud`` (the part ``woonruimten``) fills it with the lines that are there. ``moment`` (aware) is the date
    of creation inside the file.
    """
    lijst = regellijst(regels, pot=pot)
    stroom = io.BytesIO()
    boek = xlsxwriter.Workbook(stroom, {"in_memory": True})
    boek.set_properties({"title": titel, "created": moment.astimezone(AMSTERDAM).replace(tzinfo=None)})
    kop = boek.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    als_tekst = boek.add_format({"num_format": "@"})  # so that a value stays as it was typed
    blad, uitleg, keuzes = (boek.add_worksheet(naam) for naam in (WOONRUIMTEN, "uitleg", _KEUZES))
    for plaats, veld in enumerate(lijst.velden):
        blad.set_column(plaats, plaats, max(16, len(veld.kop) + 2), als_tekst)
        blad.write_string(0, plaats, veld.label, kop)
        _keuzelijst(blad, keuzes, plaats, veld)
    blad.freeze_panes(1, 0)
    keuzes.hide()
    for nummer, rij in enumerate(_getoond(lijst, inhoud), start=1):
        for plaats, tekst in enumerate(rij):
            if tekst:
                # As text, never as a formula: what somebody typed is no program.
                blad.write_string(nummer, plaats, tekst, als_tekst)
    _schrijf_uitleg(boek, uitleg, lijst, titel, kop)
    boek.close()
    return stroom.getvalue()


def lees_werkmap(inhoud: bytes, regels: Regels, *, pot: str = "") -> list[dict[str, str]]:
    """The lines in a workbook (sheet ``woonruimten``), as ``Ruw`` rows for ``met_regels``.

    Raises ``OngeldigeInvoer`` with every fault; ``waar`` is the cell (``B7``), or empty for the whole file.
    """
    if not inhoud:
        raise OngeldigeInvoer.van("", "Het bestand is leeg. Kies de werkmap die u hebt ingevuld.")
    if len(inhoud) > HOOGSTE_WERKMAP:
        raise OngeldigeInvoer.van("", f"Het bestand is te groot: ten hoogste {HOOGSTE_WERKMAP // 10**6} MB.")
    try:
        tabel = lees_woonruimten(inhoud)
    except OngeldigeInvoer as fout:
        raise OngeldigeInvoer([Gebrek("", een.melding) for een in fout.gebreken]) from fout
    if tabel.gebreken:
        raise OngeldigeInvoer([Gebrek(_cel(een.waar), een.melding) for een in tabel.gebreken])
    return lees_rijen(tabel.rijen, regellijst(regels, pot=pot), kop_nodig=True)


def lees_geplakt(tekst: str, regels: Regels, *, pot: str = "") -> list[dict[str, str]]:
    """The lines in text that was pasted: columns parted by tabs (from a spreadsheet) or semicolons.

    With or without a row of names above it. Raises ``OngeldigeInvoer`` as ``lees_werkmap``; rows are numbered
    as pasted.
    """
    if len(tekst) > HOOGSTE_GEPLAKT:
        raise OngeldigeInvoer.van("", f"{melding_te_groot().split('.')[0]}: plak ten hoogste 200 regels.")
    if not tekst.strip():
        raise OngeldigeInvoer.van("", "Er is niets geplakt.")
    teken = "\t" if "\t" in tekst else ";"
    rijen: list[Rij] = []
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=teken, strict=True)
    try:
        for nummer, velden in enumerate(lezer, start=1):
            cellen = tuple(schoon(veld) for veld in velden)
            if not any(cellen):
                continue
            if len(cellen) > HOOGSTE_KOLOMMEN:
                raise OngeldigeInvoer.van(f"A{nummer}", f"Deze rij heeft {getal(len(cellen))} cellen.")
            rijen.append(Rij(nummer, cellen))
    except csv.Error:
        raise OngeldigeInvoer.van(
            "", 'De aanhalingstekens kloppen niet. Schrijf een aanhalingsteken in een tekst dubbel ("").'
        ) from None
    return lees_rijen(rijen, regellijst(regels, pot=pot), kop_nodig=False)


def met_regels(inhoud: Deelinhoud, rijen: Sequence[Mapping[str, str]], *, vervang: bool) -> dict[str, Any]:
    """What was typed in the part ``woonruimten`` with these lines: instead of its own, or after them.

    Raises ``OngeldigeInvoer`` when that are too many lines.
    """
    staat_er = [] if vervang else list(inhoud.ruw.get(LIJST, ()))
    samen = [*staat_er, *(dict(rij) for rij in rijen)]
    if len(samen) > MEESTE_REGELS:
        raise OngeldigeInvoer.van(
            "",
            f"Samen zijn dat {getal(len(samen))} regels. Een aanvraag heeft er ten hoogste {MEESTE_REGELS}.",
        )
    ruw: Ruw = {**inhoud.ruw, LIJST: samen}
    return ruw


def _cel(waar: str) -> str:
    """The place in a workbook as people know it: ``woonruimten, rij 3, kolom B`` is ``B3``."""
    delen = dict(deel.split(" ", 1) for deel in waar.split(", ")[1:] if " " in deel)
    return f"{delen.get('kolom', 'A')}{delen['rij']}" if "rij" in delen else ""


def _getoond(lijst: Lijst, inhoud: Deelinhoud | None) -> list[list[str]]:
    rijen = inhoud.ruw.get(LIJST, ()) if inhoud is not None else ()
    return [
        [dict(veld.opties).get(rij.get(veld.naam, ""), rij.get(veld.naam, "")) for veld in lijst.velden]
        for rij in rijen
    ]


def _keuzelijst(blad: Any, keuzes: Any, plaats: int, veld: Veld) -> None:
    """The choices in a sheet of their own: a list inside a cell cannot hold a comma or many words."""
    namen = [naam for _, naam in veld.opties] or (list(_JA_NEE) if veld.soort.value == "ja_nee" else [])
    if not namen:
        return
    for nummer, naam in enumerate(namen):
        keuzes.write_string(nummer, plaats, naam)
    letter = kolomletter(plaats + 1)
    blad.data_validation(
        1, plaats, MEESTE_REGELS, plaats,
        {
            "validate": "list", "source": f"={_KEUZES}!${letter}$1:${letter}${len(namen)}",
            "error_title": "Dit kan hier niet", "error_message": "Kies een woord uit de lijst.",
        },
    )  # fmt: skip


def _schrijf_uitleg(boek: Any, blad: Any, lijst: Lijst, titel: str, kop: Any) -> None:
    omloop = boek.add_format({"text_wrap": True, "valign": "top"})
    blad.set_column(0, 0, 40, omloop)
    blad.set_column(1, 1, 16, omloop)
    blad.set_column(2, 2, 90, omloop)
    blad.write_string(0, 0, titel, boek.add_format({"bold": True, "font_size": 14}))
    blad.write_string(
        1, 0,
        "Vul het blad woonruimten in: een regel voor elke combinatie van doelgroep en soort woonruimte."
        " Dit blad wordt niet gelezen.",
    )  # fmt: skip
    blad.write_row(3, 0, ("Kolom", "Moet gevuld zijn", "Wat erin staat"), kop)
    for nummer, veld in enumerate(lijst.velden, start=4):
        keuzes = ", ".join(naam for _, naam in veld.opties)
        uitleg = " ".join(deel for deel in (veld.hulp, f"Kies uit: {keuzes}." if keuzes else "") if deel)
        blad.write_string(nummer, 0, veld.label, omloop)
        blad.write_string(nummer, 1, "ja" if veld.eis is not Eis.OPTIONEEL else "nee", omloop)
        blad.write_string(nummer, 2, uitleg, omloop)
