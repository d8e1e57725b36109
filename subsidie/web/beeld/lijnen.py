"""Lines over time: what was promised against what was delivered, stepped or straight, with today in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from subsidie.kern.tekst import getal
from subsidie.kern.tijd import MAANDEN, datum_nl
from subsidie.web.beeld.basis import (
    BREED,
    Beeldtabel,
    Kop,
    Legenda,
    Schrijfwijze,
    Tabelrij,
    geldig_kenmerk,
    letters_breed,
    plaats,
    procent,
    streepjes,
)  # fmt: skip

MEESTE_REEKSEN: Final = 4
HOOG: Final = 1000
"""The height of the plane of the lines in units; the y axis points down."""
_MEESTE_DAGEN: Final = 9
SMALST: Final = 288
"""How many CSS pixels wide the narrowest picture is (a screen of 320)."""
BREED_GENOEG: Final = 640
"""From how many CSS pixels on there is room for all words of the axis, as ``beelden.css`` has it."""
_MARGE: Final = 8
_STAPPEN: Final = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True, slots=True)
class Punt:
    """A value (whole, not below zero) from ``dag`` on."""

    dag: date
    waarde: int


@dataclass(frozen=True, slots=True)
class Lijnreeks:
    """One line: its points in order of day, no day twice. It ends at its last point."""

    naam: str
    punten: tuple[Punt, ...]


@dataclass(frozen=True, slots=True)
class Streepje:
    """A tick: its place in per cents and its words; ``smal`` says whether it stays where there is little room."""

    plek: str
    tekst: str
    smal: bool = True
    anker: str = "middle"


@dataclass(frozen=True, slots=True)
class Lijn:
    """A line ready to draw: the path in a plane of ``BREED`` by ``HOOG``, and where it ends, in per cents."""

    nummer: int
    naam: str
    pad: str
    eind_x: str
    eind_y: str


@dataclass(frozen=True, slots=True)
class Lijnen:
    """A picture of lines ready to draw by the macro ``lijnen``."""

    kenmerk: str
    titel: str
    omschrijving: str
    eenheid: str
    lijnen: tuple[Lijn, ...]
    y_as: tuple[Streepje, ...]
    x_as: tuple[Streepje, ...]
    vandaag: Streepje | None
    legenda: tuple[Legenda, ...]
    tabel: Beeldtabel
    breed: int = BREED
    hoog: int = HOOG


def lijnen(
    titel: str,
    reeksen: Sequence[Lijnreeks],
    *,
    kenmerk: str,
    trap: bool = True,
    vandaag: date | None = None,
    eenheid: str = "woonruimten",
    schrijf: Schrijfwijze = getal,
    schrijf_as: Schrijfwijze | None = None,
    omschrijving: str = "",
) -> Lijnen:
    """One to four lines over time; ``trap`` draws a value as level until the next, else points are joined.

    ``vandaag`` puts a marker (and belongs to the picture: the axis is made long enough). ``schrijf`` writes
    a value, ``schrijf_as`` one on the axis. Raises ``ValueError`` for no or too many series, a line without
    points, points out of order, or a value below zero.
    """
    if not 1 <= len(reeksen) <= MEESTE_REEKSEN:
        raise ValueError(f"between 1 and {MEESTE_REEKSEN} lines, not {len(reeksen)}")
    for reeks in reeksen:
        dagen = [punt.dag for punt in reeks.punten]
        if not dagen or any(later <= eerder for eerder, later in pairwise(dagen)):
            raise ValueError(f"{reeks.naam}: the points of a line are in order of day, at least one")
        if min(punt.waarde for punt in reeks.punten) < 0:
            raise ValueError(f"{reeks.naam}: a value is not below zero")
    alle = [punt.dag for reeks in reeksen for punt in reeks.punten] + ([vandaag] if vandaag else [])
    van, tot = min(alle), max(alle)
    if van == tot:
        tot = van.replace(year=van.year + 1, day=min(van.day, 28))
    as_y = streepjes(max(punt.waarde for reeks in reeksen for punt in reeks.punten))
    vlak = _Vlak(van, tot, as_y[-1])
    schrijf_y = schrijf_as or schrijf
    return Lijnen(
        kenmerk=geldig_kenmerk(kenmerk),
        titel=titel,
        omschrijving=omschrijving or _omschrijving(reeksen, schrijf, eenheid, vandaag),
        eenheid=eenheid,
        lijnen=tuple(vlak.lijn(nummer, reeks, trap) for nummer, reeks in enumerate(reeksen)),
        y_as=tuple(Streepje(vlak.hoogte(waarde), schrijf_y(waarde)) for waarde in as_y),
        x_as=_dagen_as(vlak),
        vandaag=_vandaag(vlak, vandaag) if vandaag else None,
        legenda=tuple(Legenda(f"lijnen__lijn-{nummer}", reeks.naam) for nummer, reeks in enumerate(reeksen)),
        tabel=_tabel(titel, reeksen, trap, schrijf),
    )


@dataclass(frozen=True, slots=True)
class _Vlak:
    """The plane: days from ``van`` to ``tot`` across, values from 0 to ``top`` up."""

    van: date
    tot: date
    top: int

    def x(self, dag: date) -> int:
        return plaats((dag - self.van).days, (self.tot - self.van).days)

    def y(self, waarde: int) -> int:
        return HOOG - plaats(waarde, self.top, HOOG)

    def hoogte(self, waarde: int) -> str:
        return procent(self.y(waarde) * BREED // HOOG)

    def lijn(self, nummer: int, reeks: Lijnreeks, trap: bool) -> Lijn:
        eerste, *rest = reeks.punten
        delen = [f"M{self.x(eerste.dag)} {self.y(eerste.waarde)}"]
        for punt in rest:
            x, y = self.x(punt.dag), self.y(punt.waarde)
            delen.append(f"H{x}V{y}" if trap else f"L{x} {y}")
        laatste = reeks.punten[-1]
        return Lijn(
            nummer, reeks.naam, "".join(delen), procent(self.x(laatste.dag)), self.hoogte(laatste.waarde)
        )


def _dagen_as(vlak: _Vlak) -> tuple[Streepje, ...]:
    """First days of months, quarters or years, with words at as many as fit; both ends when there are none."""
    maanden = (vlak.tot.year - vlak.van.year) * 12 + vlak.tot.month - vlak.van.month
    stap = next((stap for stap in _STAPPEN if maanden // stap < _MEESTE_DAGEN), _STAPPEN[-1])
    nummers = range(vlak.van.year * 12, vlak.tot.year * 12 + 12)
    dagen = [date(nummer // 12, nummer % 12 + 1, 1) for nummer in nummers if nummer % stap == 0]
    dagen = [dag for dag in dagen if vlak.van <= dag <= vlak.tot]
    if len(dagen) < 2:
        ends = ((vlak.van, "start"), (vlak.tot, "end"))
        return tuple(Streepje(procent(vlak.x(dag)), datum_nl(dag), anker=anker) for dag, anker in ends)
    woorden = [(vlak.x(dag), _as_tekst(dag, stap)) for dag in dagen]
    smal, breed = _om_de_hoeveel(woorden, SMALST), _om_de_hoeveel(woorden, BREED_GENOEG)
    return tuple(
        Streepje(procent(x), tekst if nummer % breed == 0 else "", nummer % smal == 0, _anker(x, tekst))
        for nummer, (x, tekst) in enumerate(woorden)
    )


def _om_de_hoeveel(woorden: Sequence[tuple[int, str]], breedte: int) -> int:
    """Every how many words can stand on a line of ``breedte`` CSS pixels without touching, both ends among them."""

    def vak(x: int, tekst: str) -> tuple[int, int]:
        midden, lang = x * breedte // BREED, letters_breed(tekst)
        links = {"start": midden, "end": midden - lang, "middle": midden - lang // 2}[_anker(x, tekst)]
        return links, links + lang

    laatste = len(woorden) - 1
    for om in (om for om in range(1, laatste + 1) if laatste % om == 0):
        vakken = [vak(x, tekst) for x, tekst in woorden[::om]]
        if all(eerder[1] + _MARGE <= later[0] for eerder, later in pairwise(vakken)):
            return om
    return laatste + 1


def _as_tekst(dag: date, stap: int) -> str:
    maand = "mrt" if dag.month == 3 else MAANDEN[dag.month - 1][:3]
    return str(dag.year) if stap >= 12 else f"{maand} {dag.year}"


def _anker(x: int, tekst: str) -> str:
    """Centred at its place, unless it would then stick out of the narrowest picture."""
    half = -(-letters_breed(tekst) * BREED // (2 * SMALST))
    return "start" if x < half else "end" if x > BREED - half else "middle"


def _vandaag(vlak: _Vlak, dag: date) -> Streepje:
    x = vlak.x(dag)
    return Streepje(procent(x), datum_nl(dag), anker="end" if x > BREED // 2 else "start")


def _omschrijving(
    reeksen: Sequence[Lijnreeks], schrijf: Schrijfwijze, eenheid: str, vandaag: date | None
) -> str:
    zinnen = []
    for reeks in reeksen:
        eerste, laatste = reeks.punten[0], reeks.punten[-1]
        zinnen.append(
            f"{reeks.naam}: van {schrijf(eerste.waarde)} op {datum_nl(eerste.dag)}"
            f" naar {schrijf(laatste.waarde)} {eenheid} op {datum_nl(laatste.dag)}."
        )
    if vandaag:
        zinnen.append(f"Vandaag is het {datum_nl(vandaag)}.")
    return " ".join(zinnen)


def _tabel(titel: str, reeksen: Sequence[Lijnreeks], trap: bool, schrijf: Schrijfwijze) -> Beeldtabel:
    """A row per day on which a line has a point; in between a stepped line keeps its last value."""
    dagen = sorted({punt.dag for reeks in reeksen for punt in reeks.punten})
    kolommen = [_kolom(reeks, dagen, trap) for reeks in reeksen]
    rijen = tuple(
        Tabelrij(
            (datum_nl(dag), *("–" if kolom[dag] is None else schrijf(kolom[dag] or 0) for kolom in kolommen))
        )
        for dag in dagen
    )
    return Beeldtabel(titel, (Kop("Dag"), *(Kop(reeks.naam, getal=True) for reeks in reeksen)), rijen)


def _kolom(reeks: Lijnreeks, dagen: Sequence[date], trap: bool) -> dict[date, int | None]:
    per_dag = {punt.dag: punt.waarde for punt in reeks.punten}
    kolom: dict[date, int | None] = {}
    laatste: int | None = None
    for dag in dagen:
        if trap and dag <= reeks.punten[-1].dag:
            laatste = per_dag.get(dag, laatste)
            kolom[dag] = laatste
        else:
            kolom[dag] = per_dag.get(dag)
    return kolom
