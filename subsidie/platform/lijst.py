"""Lists that are an address: search, filters, order and page all stand in the query string.

No flask in here: ``lees_staat`` reads anything with ``keys`` and ``getlist``, and whatever in an address
is not understood is left out with a sentence about it, never an error. What is on the screen and what is
exported come from the same ``bepaal``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, scoped_session
from sqlalchemy.sql.elements import SQLCoreOperations

from subsidie.kern.tekst import verboden_tekens
from subsidie.platform.tabel import Cel, Kolom, Kolomsoort, Tabel, als_csv, als_xlsx

LANGSTE_ZOEKTEKST: Final = 100
HOOGSTE_PAGINA: Final = 10**9
"""No list is that long, and both databases can still count with it."""
UITVOER: Final = ("xlsx", "csv")
_VAST: Final = frozenset({"zoek", "sorteer", "pagina", "uitvoer"})

Sessie = Session | scoped_session[Any]
Uitdrukking = SQLCoreOperations[Any]
"""A column of a model, or anything computed in SQL."""


class Adres(Protocol):
    """A query string taken apart (``request.args``)."""

    def keys(self) -> Iterable[str]: ...

    def getlist(self, key: str, /) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Lijstkolom:
    """A column of a list; without ``sorteer`` one cannot sort on it.

    ``op_scherm`` or ``in_uitvoer`` False: only in the export, or only on the page.
    """

    kolom: Kolom
    sorteer: Uitdrukking | None = None
    op_scherm: bool = True
    in_uitvoer: bool = True

    @property
    def sleutel(self) -> str:
        """The name in ``?sorteer=``."""
        return self.kolom.sleutel

    @property
    def is_getal(self) -> bool:
        """Whether its values are numbers, to be lined up at the right."""
        return self.kolom.soort in (Kolomsoort.GETAL, Kolomsoort.EURO)


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice that narrows the list; several values of one filter widen each other (OR).

    ``opties`` are pairs of a value in the address and what people read; a value that is not among them is
    not asked of the database. A filter that one types instead has no options: ``invoer`` is the type of its
    input (``date``, ``number`` or ``text``) and ``lees`` says what people read for a value, or ``None`` when the value
    means nothing; of such a filter only one value counts.
    """

    sleutel: str
    label: str
    opties: tuple[tuple[str, str], ...]
    voorwaarde: Callable[[str], ColumnElement[bool]]
    invoer: str = ""
    lees: Callable[[str], str | None] = lambda _waarde: None

    def label_van(self, waarde: str) -> str:
        """What people read for ``waarde``."""
        return (self.lees(waarde) if self.invoer else dict(self.opties).get(waarde)) or waarde

    def verstaan(self, gevraagd: Collection[str]) -> tuple[str, ...]:
        """Those of ``gevraagd`` that mean something, in the order of the options."""
        if self.invoer:
            return tuple(waarde for waarde in sorted(gevraagd) if self.lees(waarde) is not None)[:1]
        return tuple(waarde for waarde, _ in self.opties if waarde in gevraagd)


@dataclass(frozen=True, slots=True)
class Lijst:
    """What a list can do. ``standaard`` is a key of a column, with a minus sign in front for descending.

    ``uniek`` breaks every tie, so that no row is on two pages; a column with a unique key.
    """

    titel: str
    kolommen: tuple[Lijstkolom, ...]
    uniek: Uitdrukking
    filters: tuple[Filter, ...] = ()
    zoek: Callable[[str], ColumnElement[bool]] | None = None
    zoek_label: str = "Zoeken"
    standaard: str = "nummer"
    per_pagina: int = 25

    @property
    def op_scherm(self) -> tuple[Lijstkolom, ...]:
        """The columns on the page, in order."""
        return tuple(kolom for kolom in self.kolommen if kolom.op_scherm)

    @property
    def in_uitvoer(self) -> tuple[Kolom, ...]:
        """The columns of the export, in order."""
        return tuple(kolom.kolom for kolom in self.kolommen if kolom.in_uitvoer)


@dataclass(frozen=True, slots=True)
class Gekozen:
    """One value that narrows the list now, and the address of the list without it."""

    label: str
    waarde: str
    zonder: str


@dataclass(frozen=True, slots=True)
class Staat:
    """What an address asks of a list; ``meldingen`` say what in it was not understood."""

    standaard: str
    zoek: str = ""
    gekozen: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    sorteer: str = ""
    pagina: int = 1
    uitvoer: str = ""
    meldingen: tuple[str, ...] = ()

    @property
    def is_gefilterd(self) -> bool:
        """Whether there is a search or a filter, so that there may be more than what is shown."""
        return bool(self.zoek or self.gekozen)

    def richting(self, sleutel: str) -> str:
        """How the list is sorted on this column, as ``aria-sort`` says it; empty when it is not."""
        return {sleutel: "ascending", f"-{sleutel}": "descending"}.get(self.sorteer, "")

    def args(self, **anders: str | int | Sequence[str] | None) -> dict[str, Any]:
        """The address of this list with something else, for ``url_for``; ``None`` takes something away.

        The page is the first again unless it is what changes: ``args(pagina=2)``; ``args()`` is here.
        """
        alles: dict[str, Any] = {"zoek": self.zoek, **self.gekozen, "sorteer": self.sorteer}
        alles["pagina"] = self.pagina if not anders else 1
        alles.update(anders)
        if alles["sorteer"] == self.standaard:
            del alles["sorteer"]
        if alles["pagina"] == 1:
            del alles["pagina"]
        return {sleutel: waarde for sleutel, waarde in alles.items() if waarde}

    def adres(self, **anders: str | int | Sequence[str] | None) -> str:
        """As ``args``, as a reference relative to the page itself: ``?zoek=zwolle&pagina=2``."""
        return f"?{urlencode(self.args(**anders), doseq=True)}"

    def sorteeradres(self, sleutel: str) -> str:
        """The list sorted on this column; descending when it was ascending."""
        oplopend = self.richting(sleutel) == "ascending"
        return self.adres(sorteer=f"-{sleutel}" if oplopend else sleutel)

    def actief(self, lijst: Lijst) -> tuple[Gekozen, ...]:
        """Every value that narrows the list, in the order of the form."""
        zoek = (Gekozen("Gezocht", self.zoek, self.adres(zoek=None)),) if self.zoek else ()
        return zoek + tuple(
            Gekozen(
                filter_.label,
                filter_.label_van(waarde),
                self.adres(**{filter_.sleutel: tuple(w for w in waarden if w != waarde)}),
            )
            for filter_ in lijst.filters
            for waarden in (self.gekozen.get(filter_.sleutel, ()),)
            for waarde in waarden
        )

    def schoon(self) -> str:
        """The list without search and filters, in the same order."""
        return f"?{urlencode({'sorteer': self.sorteer})}" if self.sorteer != self.standaard else "?"


@dataclass(frozen=True, slots=True)
class Pagina:
    """One page of a list: rows ``van`` to ``tot`` (from 1, included; both 0 when there is none) of ``totaal``."""

    rijen: Sequence[Any]
    totaal: int
    pagina: int
    paginas: int
    van: int
    tot: int
    is_laatste_gegeven: bool = False
    """Whether a page beyond the last was asked, so that this is the last one."""

    @property
    def nummers(self) -> tuple[int | None, ...]:
        """The pages to link to: the first, the last and those around this one; ``None`` for a gap."""
        dichtbij = {1, self.paginas, *range(self.pagina - 2, self.pagina + 3)}
        rij: list[int | None] = []
        for nummer in sorted(nummer for nummer in dichtbij if 1 <= nummer <= self.paginas):
            vorige = rij[-1] if rij else 0
            if vorige is not None and nummer - vorige == 2:
                rij.append(nummer - 1)  # a gap of one page takes as much room as its number
            elif vorige is not None and nummer - vorige > 2:
                rij.append(None)
            rij.append(nummer)
        return tuple(rij)


def lees_staat(lijst: Lijst, args: Adres) -> Staat:
    """What the address ``args`` asks of ``lijst``; never raises, whatever it holds."""
    meldingen: list[str] = []
    bekend = _VAST | {filter_.sleutel for filter_ in lijst.filters}
    if set(args.keys()) - bekend:
        meldingen.append("In het adres staat iets dat deze lijst niet kent. Dat is overgeslagen.")
    if any(len(args.getlist(sleutel)) > 1 for sleutel in _VAST):
        meldingen.append("In het adres staat iets dubbel. Alleen het eerste telt.")
    return Staat(
        standaard=lijst.standaard,
        zoek=_zoek(lijst, _eerste(args, "zoek"), meldingen),
        gekozen=MappingProxyType(_gekozen(lijst, args, meldingen)),
        sorteer=_sorteer(lijst, _eerste(args, "sorteer"), meldingen),
        pagina=_pagina(_eerste(args, "pagina"), meldingen),
        uitvoer=_uitvoer(_eerste(args, "uitvoer"), meldingen),
        meldingen=tuple(meldingen),
    )


def _eerste(args: Adres, sleutel: str) -> str:
    waarden = args.getlist(sleutel)
    return waarden[0] if waarden else ""


def _zoek(lijst: Lijst, tekst: str, meldingen: list[str]) -> str:
    """The text to search for; PostgreSQL refuses a NUL and nobody means a control character."""
    if lijst.zoek is None:
        return ""
    kort = tekst[: 4 * LANGSTE_ZOEKTEKST]
    if verboden_tekens(kort, hoogstens=1):
        meldingen.append("In uw zoektekst stonden tekens die niemand kan zien. Die zijn weggelaten.")
        kort = "".join(teken for teken in kort if not verboden_tekens(teken, hoogstens=1))
    kort = " ".join(kort.split())
    if len(kort) > LANGSTE_ZOEKTEKST:
        meldingen.append(
            f"U kunt op hoogstens {LANGSTE_ZOEKTEKST} tekens zoeken. De rest van uw zoektekst is weggelaten."
        )
        kort = kort[:LANGSTE_ZOEKTEKST].strip()
    return kort


def _gekozen(lijst: Lijst, args: Adres, meldingen: list[str]) -> dict[str, tuple[str, ...]]:
    gekozen = {}
    for filter_ in lijst.filters:
        gevraagd = set(args.getlist(filter_.sleutel)) - {""}
        gevonden = filter_.verstaan(gevraagd)
        if gevonden:
            gekozen[filter_.sleutel] = gevonden
        if len(gevonden) < len(gevraagd):
            meldingen.append(
                f"Bij het filter {filter_.label} vraagt het adres een keuze die er niet is. Die is overgeslagen."
            )
    return gekozen


def _sorteer(lijst: Lijst, gevraagd: str, meldingen: list[str]) -> str:
    if not gevraagd:
        return lijst.standaard
    if any(gevraagd.removeprefix("-") == k.sleutel and k.sorteer is not None for k in lijst.kolommen):
        return gevraagd
    meldingen.append("Het adres vraagt een volgorde die deze lijst niet heeft. U ziet de gewone volgorde.")
    return lijst.standaard


def _pagina(gevraagd: str, meldingen: list[str]) -> int:
    if not gevraagd:
        return 1
    cijfers = gevraagd.lstrip("0") if gevraagd.isascii() and gevraagd.isdecimal() else ""
    if not cijfers:
        meldingen.append("Het adres vraagt een bladzijde die er niet is. U ziet de eerste.")
        return 1
    return int(cijfers) if len(cijfers) < len(str(HOOGSTE_PAGINA)) else HOOGSTE_PAGINA


def _uitvoer(gevraagd: str, meldingen: list[str]) -> str:
    if gevraagd in ("", *UITVOER):
        return gevraagd
    meldingen.append("Deze lijst is te downloaden als XLSX of CSV, niet in de vorm die het adres vraagt.")
    return ""


def beperk(lijst: Lijst, staat: Staat, vraag: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """``vraag`` with what was searched and chosen, without an order: for counts and sums of the same rows."""
    if staat.zoek and lijst.zoek is not None:
        vraag = vraag.where(lijst.zoek(staat.zoek))
    for filter_ in lijst.filters:
        if waarden := staat.gekozen.get(filter_.sleutel):
            vraag = vraag.where(or_(*map(filter_.voorwaarde, waarden)))
    return vraag


def bepaal(lijst: Lijst, staat: Staat, vraag: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """``vraag`` narrowed and in order; the same order on both databases, what is not known comes last."""
    vraag = beperk(lijst, staat, vraag).order_by(None)
    sleutel = staat.sorteer.removeprefix("-")
    op = next((kolom.sorteer for kolom in lijst.kolommen if kolom.sleutel == sleutel), None)
    if op is None:
        return vraag.order_by(lijst.uniek)
    geordend = op.desc() if staat.sorteer.startswith("-") else op.asc()
    # Always filled, and NULLS LAST would stand in the way of its index.
    if op is lijst.uniek:
        return vraag.order_by(geordend)
    return vraag.order_by(geordend.nulls_last(), lijst.uniek)


def pagina_van(
    sessie: Sessie,
    lijst: Lijst,
    staat: Staat,
    vraag: Select[*tuple[Any, ...]],
    *,
    totaal: int | None = None,
) -> Pagina:
    """The page that ``staat`` asks of ``vraag`` (not narrowed yet); beyond the last it is the last.

    ``totaal``: the number of rows when the caller counted them already; else this counts them, in a query
    of its own.
    """
    if totaal is None:
        telling = beperk(lijst, staat, vraag).order_by(None).subquery()
        totaal = sessie.scalar(select(func.count()).select_from(telling)) or 0
    paginas = max(1, -(-totaal // lijst.per_pagina))
    pagina = min(staat.pagina, paginas)
    begin = (pagina - 1) * lijst.per_pagina
    rijen = sessie.execute(bepaal(lijst, staat, vraag).limit(lijst.per_pagina).offset(begin)).all()
    return Pagina(
        rijen=rijen,
        totaal=totaal,
        pagina=pagina,
        paginas=paginas,
        van=begin + 1 if rijen else 0,
        tot=begin + len(rijen),
        is_laatste_gegeven=staat.pagina > paginas,
    )


def bestand_van(
    lijst: Lijst, staat: Staat, rijen: Iterable[Sequence[Cel]], *, let_op: str = "", nu: datetime
) -> bytes:
    """The file that ``staat.uitvoer`` asks: ``rijen`` have a cell for each of ``lijst.in_uitvoer``.

    ``rijen`` is the whole list, from ``bepaal``; ``let_op`` is said on top and on every row (an example).
    """
    tabel = Tabel(lijst.titel, lijst.in_uitvoer, list(rijen), let_op)
    return als_csv(tabel) if staat.uitvoer == "csv" else als_xlsx(tabel, moment=nu)
