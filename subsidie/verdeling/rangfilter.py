"""Searching and filtering a ranking: the same address and form as every list, applied to rows that are read anyway.

The line and the running total need all rows, so nothing is asked of the database twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import ColumnElement, literal, true

from subsidie.platform.lijst import Filter, Lijst, Staat
from subsidie.verdeling.rangrijen import Rangrij
from subsidie.verdeling.woorden import VOLGORDE, uitkomst_in_woorden


def _in_het_geheugen(_: str) -> ColumnElement[bool]:
    return true()


def filterlijst(
    titel: str,
    rijen: Sequence[Rangrij],
    potnamen: Mapping[str, str],
    *,
    voorlopig: bool = False,
    nummers: frozenset[str] | None = None,
) -> Lijst:
    """What one can choose in this ranking: only what occurs in it.

    ``zonder`` narrows nothing: it asks for the same sum without that application, one of ``nummers`` (default: all).
    """
    bekend = {nummer: nummer for nummer in ((rij.nummer for rij in rijen) if nummers is None else nummers)}
    uitkomsten = sorted({(rij.uitkomst, rij.reden) for rij in rijen}, key=_plek)
    gemeenten = {rij.gm_code: rij.gemeente for rij in rijen}

    def woord(een: tuple[str, str]) -> str:
        return uitkomst_in_woorden(*een, voorlopig=voorlopig).tekst

    filters = [
        Filter(
            "uitkomst", "Uitkomst",
            tuple({_uitkomstwaarde(*een): woord(een) for een in uitkomsten}.items()),
            _in_het_geheugen,
        ),
        Filter(
            "gemeente", "Gemeente", tuple(sorted(gemeenten.items(), key=lambda paar: paar[1])), _in_het_geheugen
        ),
    ]  # fmt: skip
    if bekend:
        zonder = Filter(
            "zonder", "Wat als zonder (nummer)", (), _in_het_geheugen, invoer="text", lees=bekend.get
        )
        filters.append(zonder)
    if len(potnamen) > 1:
        filters.insert(0, Filter("pot", "Pot", tuple(potnamen.items()), _in_het_geheugen))
    return Lijst(
        titel=titel,
        kolommen=(),
        uniek=literal(0),  # nothing is sorted: the order is that of the ranking
        filters=tuple(filters),
        zoek=_in_het_geheugen,
        zoek_label="Zoek op nummer, gemeente of project",
        standaard="",
    )


def zoektekst(rij: Rangrij) -> str:
    """Where a search looks for its words."""
    return f"{rij.nummer} {rij.gemeente} {rij.gm_code} {rij.project}".casefold()


def kiezer(staat: Staat, tekst_van: Callable[[Rangrij], str] = zoektekst) -> Callable[[Rangrij], bool]:
    """Whether a row is among what ``staat`` asks for."""
    zoek = staat.zoek.casefold()
    potten, uitkomsten, gemeenten = (
        frozenset(staat.gekozen.get(sleutel, ())) for sleutel in ("pot", "uitkomst", "gemeente")
    )

    if zoek and not (potten or uitkomsten or gemeenten):  # what is asked most, of thousands of rows
        return lambda rij: zoek in tekst_van(rij)

    def past(rij: Rangrij) -> bool:
        return (
            (not potten or rij.pot in potten)
            and (not uitkomsten or _uitkomstwaarde(rij.uitkomst, rij.reden) in uitkomsten)
            and (not gemeenten or rij.gm_code in gemeenten)
            and (not zoek or zoek in tekst_van(rij))
        )

    return past


def waarden_die_kregen(rijen: Sequence[Rangrij]) -> list[str]:
    """The values of the filter ``uitkomst`` that together are everyone who got money."""
    return sorted({_uitkomstwaarde(rij.uitkomst, rij.reden) for rij in rijen if rij.kreeg})


def _uitkomstwaarde(uitkomst: str, reden: str) -> str:
    """The outcome in an address; rejections by their reason, since that is what one looks for."""
    return f"afgewezen-{reden}" if uitkomst == "afgewezen" else uitkomst


def _plek(een: tuple[str, str]) -> tuple[int, str]:
    return (VOLGORDE.index(een[0]) if een[0] in VOLGORDE else len(VOLGORDE)), een[1]
