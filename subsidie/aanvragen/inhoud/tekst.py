"""A part as people read it: labels with values, and tables of lines. For a page, a receipt, a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from subsidie.aanvragen.inhoud.opzet import Lijst, Veld
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.soorten import Veldsoort
from subsidie.aanvragen.invoer import Bijlageverwijzing
from subsidie.kern.tekst import aantal, getal
from subsidie.tranches.regels import Regels

NIETS: Final = "nee"
"""The answer after which an explanation may stay away."""
GETALSOORTEN = frozenset({Veldsoort.GETAL, Veldsoort.BEDRAG})


@dataclass(frozen=True, slots=True)
class Tabelbeeld:
    """Lines as a table; ``getallen`` are the positions of the columns with numbers."""

    titel: str
    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    getallen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Deelbeeld:
    """A part as rows of (label, value), and a table for each list that has lines."""

    titel: str
    rijen: tuple[tuple[str, str], ...]
    tabellen: tuple[Tabelbeeld, ...]


def samenvatting(inhoud: Deelinhoud, *, ook_leeg: bool = False) -> Deelbeeld:
    """The part as it was filled in; what cannot be read is shown as it was typed.

    ``ook_leeg`` shows fields without an answer too, with an empty value; not the explanation of an answer ``nee``.
    Columns in which no line has anything are left out.
    """
    rijen = tuple(
        (veld.label, tekst)
        for veld in inhoud.opzet.velden
        if (tekst := toon_veld(veld, inhoud.waarden.get(veld.naam), inhoud.getypt(veld.naam)))
        or (ook_leeg and not (veld.bij and inhoud.getypt(veld.bij) == NIETS))
    )
    tabellen = tuple(
        _tabel(lijst, inhoud.waarden[lijst.naam], inhoud.ruw.get(lijst.naam, ()))
        for lijst in inhoud.opzet.lijsten
        if inhoud.ruw.get(lijst.naam)
    )
    return Deelbeeld(inhoud.opzet.titel, rijen, tabellen)


def toon_veld(veld: Veld, waarde: Any, getypt: str) -> str:
    """The value as people read it; what could not be read as it was typed; empty when there is nothing."""
    return getypt if waarde is None else veld.waardesoort.toon(waarde)


def _tabel(
    lijst: Lijst, waarden: Sequence[Mapping[str, Any]], ruw: Sequence[Mapping[str, str]]
) -> Tabelbeeld:
    velden = [veld for veld in lijst.velden if any(rij.get(veld.naam) for rij in ruw)]
    rijen = tuple(
        tuple(toon_veld(veld, waarde.get(veld.naam), rij.get(veld.naam, "")) for veld in velden)
        for waarde, rij in zip(waarden, ruw, strict=True)
    )
    getallen = frozenset(plaats for plaats, veld in enumerate(velden) if veld.soort in GETALSOORTEN)
    return Tabelbeeld(lijst.label, tuple(veld.kop for veld in velden), rijen, getallen)


def bijlagenbeeld(bijlagen: Sequence[Bijlageverwijzing], regels: Regels) -> Tabelbeeld:
    """The attachments as a table: what it is, the name of the file, its size and its SHA-256."""
    namen = {een.code: een.naam for een in (regels.bijlagen.waarde or ())} if regels.heeft("bijlagen") else {}
    rijen = tuple(
        (namen.get(een.soort, "Overige bijlage"), een.naam, toon_grootte(een.grootte), een.sha256)
        for een in bijlagen
    )
    return Tabelbeeld("Bijlagen", ("Soort", "Bestand", "Grootte", "SHA-256"), rijen)


def toon_grootte(bytes_: int) -> str:
    """A size as people read it: ``1.234 bytes``, ``12 kB``, ``3,4 MB`` (thousands, not 1,024)."""
    if bytes_ < 10_000:
        return aantal(bytes_, "byte", "bytes")
    if bytes_ < 1_000_000:
        return f"{getal(round(bytes_ / 1000))} kB"
    tienden = (bytes_ + 50_000) // 100_000
    return f"{getal(tienden // 10)},{tienden % 10} MB"
