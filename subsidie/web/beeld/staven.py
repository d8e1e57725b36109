"""Horizontal bars: one or two series per category, on one scale from nothing to the highest of them.

The words stand beside the bars as ordinary text, which wraps where there is little room; only the bars
themselves are SVG, one small picture per category with the values as its title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from subsidie.kern.tekst import getal, opsomming
from subsidie.web.beeld.basis import (
    Beeldtabel,
    Kop,
    Legenda,
    Schrijfwijze,
    Tabelrij,
    deel_van,
    geldig_kenmerk,
    plaats,
    procent,
    vast_geld,
)  # fmt: skip

MEESTE_REEKSEN: Final = 3
"""More than three in one bar cannot be told apart without colour."""
PATRONEN: Final = ("", "donker", "stippen")


@dataclass(frozen=True, slots=True)
class Staaf:
    """One category: a value per series (whole, not below zero), and optionally a mark it is held against."""

    label: str
    waarden: tuple[int, ...]
    grens: int | None = None
    href: str = ""
    bij: str = ""


@dataclass(frozen=True, slots=True)
class Stuk:
    """One piece of a bar: the number of its series, from where and how wide in per cents."""

    reeks: int
    x: str
    breed: str


@dataclass(frozen=True, slots=True)
class Rij:
    """A category ready to draw: the words, the value and what stands behind it, the pieces, and the mark."""

    label: str
    href: str
    waarde: str
    bij: str
    uitleg: str
    stukken: tuple[Stuk, ...]
    grens: str


@dataclass(frozen=True, slots=True)
class Staven:
    """Horizontal bars ready to draw by the macro ``staven``."""

    kenmerk: str
    titel: str
    omschrijving: str
    rijen: tuple[Rij, ...]
    legenda: tuple[Legenda, ...]
    waardekop: str
    tabel: Beeldtabel
    patronen: tuple[str, ...] = PATRONEN


def staven(
    titel: str,
    reeksen: Sequence[str],
    rijen: Sequence[Staaf],
    *,
    kenmerk: str,
    schrijf: Schrijfwijze = getal,
    categorie: str = "Categorie",
    grens: str = "",
    omschrijving: str = "",
) -> Staven:
    """Bars per category, the values of the series behind each other in one bar.

    ``reeksen`` names the series (at most three), ``categorie`` the first column of the table, ``grens`` what
    the mark stands for (``uitkeringsplafond``); ``schrijf`` writes a value. Raises ``ValueError`` for a value
    below zero, another number of values than series, or too many series.
    """
    if not 1 <= len(reeksen) <= MEESTE_REEKSEN:
        raise ValueError(f"between 1 and {MEESTE_REEKSEN} series, not {len(reeksen)}")
    for staaf in rijen:
        if len(staaf.waarden) != len(reeksen):
            raise ValueError(f"{staaf.label}: {len(reeksen)} series, but {len(staaf.waarden)} values")
        if min(*staaf.waarden, staaf.grens or 0, 0) < 0:
            raise ValueError(f"{staaf.label}: a bar is not shorter than nothing")
    schaal = max((max(sum(staaf.waarden), staaf.grens or 0) for staaf in rijen), default=0) or 1
    legenda = [
        Legenda(f"staven__reeks-{nummer}", naam, PATRONEN[nummer])
        for nummer, naam in enumerate(reeksen)
        if len(reeksen) > 1 or grens
    ]
    if grens and any(staaf.grens is not None for staaf in rijen):
        legenda.append(Legenda("staven__grens", grens))
    return Staven(
        kenmerk=geldig_kenmerk(kenmerk),
        titel=titel,
        omschrijving=omschrijving,
        rijen=tuple(_rij(staaf, reeksen, schaal, schrijf, grens) for staaf in rijen),
        legenda=tuple(legenda),
        waardekop=f"({' · '.join(reeksen)})" if len(reeksen) > 1 else "",
        tabel=_tabel(titel, reeksen, rijen, schrijf, categorie, grens),
    )


def gebruik(
    titel: str, rijen: Sequence[tuple[str, int, int | None]], *, kenmerk: str, gebruikt: str = "toegekend"
) -> Staven:
    """Money used against a ceiling: per row the name (of a pot), what is used and the ceiling in eurocents.

    A ceiling that is not known is ``None``: there is no mark then, and the words say so.
    """
    gevuld = [
        Staaf(naam, (cent,), plafond, bij=_van_het_plafond(cent, plafond)) for naam, cent, plafond in rijen
    ]
    return staven(
        titel,
        (gebruikt,),
        gevuld,
        kenmerk=kenmerk,
        schrijf=vast_geld,
        categorie="Pot",
        grens="uitkeringsplafond",
    )


def _van_het_plafond(cent: int, plafond: int | None) -> str:
    if plafond is None:
        return "plafond onbekend"
    deel = deel_van(cent, plafond)
    return f"van {vast_geld(plafond)}" + (f" ({deel})" if deel else "")


def _rij(staaf: Staaf, reeksen: Sequence[str], schaal: int, schrijf: Schrijfwijze, grens: str) -> Rij:
    stukken, som = [], 0
    for nummer, waarde in enumerate(staaf.waarden):
        x = plaats(som, schaal)
        som += waarde
        if breed := plaats(som, schaal) - x:
            stukken.append(Stuk(nummer, procent(x), procent(breed)))
    waarden = [schrijf(waarde) for waarde in staaf.waarden]
    if len(reeksen) == 1:
        uitleg = f"{reeksen[0]} {waarden[0]}"
    else:
        delen = [f"{naam} {waarde}" for naam, waarde in zip(reeksen, waarden, strict=True)]
        uitleg = f"{schrijf(som)}: {opsomming(delen)}"
    if staaf.grens is not None:
        uitleg += f"; {grens} {schrijf(staaf.grens)}"
    elif staaf.bij:
        uitleg += f"; {staaf.bij}"
    achter = [staaf.bij] if staaf.bij else []
    if len(reeksen) > 1:
        achter.insert(0, f"({' · '.join(waarden)})")
    return Rij(
        label=staaf.label,
        href=staaf.href,
        waarde=schrijf(som),
        bij=" ".join(achter),
        uitleg=uitleg,
        stukken=tuple(stukken),
        grens="" if staaf.grens is None else procent(plaats(staaf.grens, schaal)),
    )


def _tabel(
    titel: str,
    reeksen: Sequence[str],
    rijen: Sequence[Staaf],
    schrijf: Schrijfwijze,
    categorie: str,
    grens: str,
) -> Beeldtabel:
    samen, met_grens = len(reeksen) > 1, bool(grens)
    koppen = [Kop(categorie), *(Kop(naam, getal=True) for naam in reeksen)]
    koppen += [Kop("samen", getal=True)] * samen + [Kop(grens, getal=True)] * met_grens
    regels = []
    for staaf in rijen:
        cellen = [staaf.label, *map(schrijf, staaf.waarden)]
        if samen:
            cellen.append(schrijf(sum(staaf.waarden)))
        if met_grens:
            cellen.append("onbekend" if staaf.grens is None else schrijf(staaf.grens))
        regels.append(Tabelrij(tuple(cellen), staaf.href))
    return Beeldtabel(titel, tuple(koppen), tuple(regels))
