"""Rows of cells (a workbook, pasted text) to lines of woonruimten as typed: every fault with its cell. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from subsidie.aanvragen.bronbestand import Celwaarde, Foutcel, Rij
from subsidie.aanvragen.bronbestand import toon as citeer
from subsidie.aanvragen.inhoud.opzet import Eis, Lijst, Veld
from subsidie.aanvragen.inhoud.ruw import gewoon
from subsidie.aanvragen.inhoud.soorten import Veldsoort
from subsidie.aanvragen.inhoud.woonruimten import MEESTE_REGELS
from subsidie.aanvragen.kolommen import bedoeld, toon_cel
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import getal, kolomletter, opsomming

HERKEND: Final = 2
"""So many names of columns in the first row make it a header."""


def lees_rijen(rijen: Sequence[Rij], lijst: Lijst, *, kop_nodig: bool) -> list[dict[str, str]]:
    """The lines in ``rijen`` (as ``Ruw`` rows: name of the field with text).

    The first row may name the columns (label or name of a field); without that (and not ``kop_nodig``) the
    cells stand in the order of the fields. Choices may be written as code or as name. Raises
    ``OngeldigeInvoer`` with every fault, at its cell (``B7``).
    """
    if not rijen:
        raise OngeldigeInvoer.van("", "Er staat niets in.")
    gebreken: list[Gebrek] = []
    kop, inhoud = _kop(rijen, lijst, gebreken, kop_nodig=kop_nodig)
    if len(inhoud) > MEESTE_REGELS:
        gebreken.append(
            Gebrek("", f"Er staan {getal(len(inhoud))} regels in. Gebruik er ten hoogste {MEESTE_REGELS}.")
        )
        inhoud = inhoud[:MEESTE_REGELS]
    if not inhoud and not gebreken:
        gebreken.append(Gebrek("", "Onder de kopregel staat niets. Vul de regels daaronder in."))
    uit = [_regel(rij, kop, lijst, gebreken) for rij in inhoud] if kop else []
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return uit


def _kop(
    rijen: Sequence[Rij], lijst: Lijst, gebreken: list[Gebrek], *, kop_nodig: bool
) -> tuple[dict[str, int], Sequence[Rij]]:
    """Per field the column it stands in, and the rows below."""
    namen: dict[str, str] = {}
    for veld in lijst.velden:
        namen |= {naam.casefold(): veld.naam for naam in (veld.naam, veld.label, veld.kop)}
    eerste = [toon_cel(cel).rstrip(" *").casefold() for cel in rijen[0].cellen]
    if not kop_nodig and sum(cel in namen for cel in eerste) < HERKEND:
        return {veld.naam: plaats for plaats, veld in enumerate(lijst.velden)}, rijen
    kolommen: dict[str, int] = {}
    for plaats, cel in enumerate(eerste):
        if not cel:
            continue
        waar = f"{kolomletter(plaats + 1)}{rijen[0].nummer}"
        naam = namen.get(cel)
        if naam is None:
            raad = bedoeld(cel, [veld.label for veld in lijst.velden])
            gebreken.append(Gebrek(waar, f"‘{citeer(cel)}’ is geen kolom van deze tabel.{raad}"))
        elif naam in kolommen:
            gebreken.append(Gebrek(waar, f"De kolom ‘{citeer(cel)}’ staat er twee keer."))
        else:
            kolommen[naam] = plaats
    weg = [veld.label for veld in lijst.velden if veld.eis is Eis.NODIG and veld.naam not in kolommen]
    if weg:
        namen_weg = opsomming([f"‘{label}’" for label in weg])
        gebreken.append(Gebrek(f"A{rijen[0].nummer}", f"In de kopregel ontbreekt {namen_weg}."))
        return {}, rijen[1:]
    return kolommen, rijen[1:]


def _regel(rij: Rij, kop: dict[str, int], lijst: Lijst, gebreken: list[Gebrek]) -> dict[str, str]:
    uit: dict[str, str] = {}
    over = [
        plaats
        for plaats, cel in enumerate(rij.cellen)
        if plaats not in kop.values() and cel != "" and plaats > max(kop.values(), default=0)
    ]
    if over:
        waar = f"{kolomletter(over[0] + 1)}{rij.nummer}"
        gebreken.append(Gebrek(waar, "Hier staat iets, maar deze kolom hoort er niet bij. Haal het weg."))
    for veld in lijst.velden:
        plaats = kop.get(veld.naam)
        if plaats is None:
            continue
        waar = f"{kolomletter(plaats + 1)}{rij.nummer}"
        cel = rij.cellen[plaats] if plaats < len(rij.cellen) else ""
        if isinstance(cel, Foutcel):
            gebreken.append(Gebrek(waar, cel.melding))
            continue
        tekst = gewoon(_als_getypt(cel, veld))
        if not tekst:
            if veld.eis is Eis.NODIG:
                gebreken.append(Gebrek(waar, f"‘{veld.kop}’ is leeg. Vul de waarde in."))
            continue
        tekst = _code(veld, tekst)
        try:
            veld.waardesoort.lees(tekst)
        except OngeldigeInvoer as fout:
            gebreken += [Gebrek(waar, een.melding) for een in fout.gebreken]
        uit[veld.naam] = tekst
    return uit


def _als_getypt(cel: Celwaarde, veld: Veld) -> str:
    """What a person would have typed for a cell with a value of its own."""
    if isinstance(cel, bool):
        return "ja" if cel else "nee"
    if isinstance(cel, Decimal):
        heel = cel == cel.to_integral_value()
        return str(int(cel)) if heel else format(cel, "f").replace(".", ",")
    if isinstance(cel, datetime | date):
        dag = cel.date() if isinstance(cel, datetime) else cel
        return f"{dag:%Y-%m}" if veld.soort is Veldsoort.MAAND else dag.isoformat()
    return cel if isinstance(cel, str) else str(cel)


def _code(veld: Veld, tekst: str) -> str:
    """The code of a choice that was written as its name, whatever the capitals."""
    gelijk = tekst.casefold()
    for code, naam in veld.opties:
        if gelijk in (naam.casefold(), code.casefold(), code.replace("_", " ").casefold()):
            return code
    return tekst
