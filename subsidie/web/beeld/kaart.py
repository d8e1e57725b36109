"""A map in classes: areas with their value, a legend, and the table of the same figures.

Where the outlines come from is not known here: an area is a code, a name and an SVG path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from subsidie.kern.tekst import aantal, getal
from subsidie.web.beeld.basis import (
    Beeldtabel,
    Kop,
    Legenda,
    Schrijfwijze,
    Tabelrij,
    geldig_kenmerk,
    ronde_stap,
)

MEESTE_KLASSEN: Final = 5
_TONEN: Final = ((), (3,), (2, 4), (1, 3, 5), (1, 2, 4, 5), (1, 2, 3, 4, 5))
"""Which tones a map of that many classes uses: as far apart as they can be."""
_PATRONEN: Final = {2: "stippen", 4: "arcering"}
"""The pattern of a tone: neighbours on the scale differ in more than their colour."""


@dataclass(frozen=True, slots=True)
class Vlak:
    """An area: ``groep`` is what it lies in (a province), ``pad`` its outline, an SVG path from an absolute ``M``."""

    code: str
    naam: str
    groep: str
    pad: str


@dataclass(frozen=True, slots=True)
class Gebied:
    """An area ready to draw: outline and words."""

    pad: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Klasse:
    """A class of the map: number (0 is "none"), tone (0 to 5, dark is more), words for the legend, and its areas."""

    nummer: int
    toon: int
    tekst: str
    gebieden: tuple[Gebied, ...]
    patroon: str = ""

    @property
    def pad(self) -> str:
        """All its outlines in one path, for the pattern that is laid over them."""
        return "".join(gebied.pad for gebied in self.gebieden)


@dataclass(frozen=True, slots=True)
class Kaart:
    """A map ready to draw by the macro ``kaart``."""

    kenmerk: str
    titel: str
    omschrijving: str
    breed: int
    hoog: int
    klassen: tuple[Klasse, ...]
    grenzen: tuple[str, ...]
    legenda: tuple[Legenda, ...]
    legendakop: str
    noot: str
    bron: str
    tabel: Beeldtabel


def kaart(
    titel: str,
    vlakken: Sequence[Vlak],
    waarden: Mapping[str, int],
    *,
    kenmerk: str,
    formaat: tuple[int, int],
    grenzen: Sequence[str] = (),
    eenheid: str = "woonruimten",
    klassen: Sequence[int] = (),
    schrijf: Schrijfwijze = getal,
    geen: str = "geen",
    href: Callable[[str], str] | None = None,
    omschrijving: str = "",
    noot: str = "",
    bron: str = "",
    kolommen: tuple[str, str, str] = ("Gemeente", "Code", "Provincie"),
) -> Kaart:
    """Areas filled by the class of their value; an area without a value, or with 0, is ``geen``.

    ``klassen`` are the highest values of every class but the last, ascending (``(10, 50)`` makes 1 to 10, 11
    to 50, over 50); left out, ``klassegrenzen`` chooses. ``formaat`` is width and height of the drawing in
    the units of the paths, ``grenzen`` are paths drawn over it, ``href`` gives the address for a code (in the table).
    Raises ``ValueError`` for a value below zero or for an unknown code: nothing gets lost unseen.
    """
    if onbekend := sorted(set(waarden) - {vlak.code for vlak in vlakken}):
        raise ValueError(f"not on this map: {', '.join(onbekend)}")
    if any(waarde < 0 for waarde in waarden.values()):
        raise ValueError("a value on a map is not below zero")
    toppen = tuple(klassen) or klassegrenzen(waarden.values())
    if len(toppen) >= MEESTE_KLASSEN or any(b <= a for a, b in zip((0, *toppen), toppen, strict=False)):
        raise ValueError(f"at most {MEESTE_KLASSEN} classes, their borders ascending and above 0")
    gekleurd = {code: waarde for code, waarde in waarden.items() if waarde}
    per_klasse: dict[int, list[Gebied]] = {nummer: [] for nummer in range(len(toppen) + 2)}
    for vlak in vlakken:
        waarde = gekleurd.get(vlak.code, 0)
        woorden = f"{schrijf(waarde)} {eenheid}" if waarde else geen
        per_klasse[_klasse(waarde, toppen)].append(Gebied(vlak.pad, f"{vlak.naam}: {woorden}"))
    teksten = _klasseteksten(toppen, gekleurd, schrijf, geen)
    tonen = (0, *_TONEN[len(teksten) - 1])
    return Kaart(
        kenmerk=geldig_kenmerk(kenmerk),
        titel=titel,
        omschrijving=omschrijving or _omschrijving(vlakken, gekleurd, eenheid, schrijf),
        breed=formaat[0],
        hoog=formaat[1],
        klassen=tuple(
            Klasse(nummer, toon, tekst, tuple(per_klasse[nummer]), _PATRONEN.get(toon, ""))
            for (nummer, tekst), toon in zip(teksten.items(), tonen, strict=True)
        ),
        grenzen=tuple(grenzen),
        legenda=tuple(
            Legenda(f"kaart__toon-{tonen[nummer]}", tekst, _PATRONEN.get(tonen[nummer], ""))
            for nummer, tekst in teksten.items()
        ),
        legendakop=eenheid,
        noot=noot,
        bron=bron,
        tabel=_tabel(titel, vlakken, gekleurd, eenheid, schrijf, href, geen, kolommen),
    )


def klassegrenzen(waarden: Iterable[int]) -> tuple[int, ...]:
    """Round borders that spread the values above 0 over at most five classes of about as many areas each."""
    boven = sorted(waarde for waarde in waarden if waarde > 0)
    verschillend = len(set(boven))
    grenzen: list[int] = []
    for deel in range(1, min(MEESTE_KLASSEN, verschillend)):
        waarde = boven[deel * len(boven) // min(MEESTE_KLASSEN, verschillend) - 1]
        stap = max(ronde_stap(waarde, 10) // 2, 1)
        rond = max(stap, (2 * waarde + stap) // (2 * stap) * stap)
        if rond < boven[-1] and (not grenzen or rond > grenzen[-1]):
            grenzen.append(rond)
    return tuple(grenzen)


def _klasse(waarde: int, toppen: Sequence[int]) -> int:
    if not waarde:
        return 0
    return 1 + sum(1 for top in toppen if waarde > top)


def _klasseteksten(
    toppen: Sequence[int], gekleurd: Mapping[str, int], schrijf: Schrijfwijze, geen: str
) -> dict[int, str]:
    teksten = {0: geen}
    laagste = min(gekleurd.values(), default=0)
    hoogste = max(gekleurd.values(), default=0)
    onder = min(laagste, 1)
    for nummer, top in enumerate((*toppen, hoogste), start=1):
        if not gekleurd:
            break
        laatste = nummer == len(toppen) + 1
        boven = max(top, onder)
        teksten[nummer] = (
            f"meer dan {schrijf(toppen[-1])}" if laatste and toppen and top < onder else
            schrijf(onder) if onder == boven else f"{schrijf(onder)} tot en met {schrijf(boven)}"
        )  # fmt: skip
        onder = boven + 1
    return teksten


def _omschrijving(
    vlakken: Sequence[Vlak], gekleurd: Mapping[str, int], eenheid: str, schrijf: Schrijfwijze
) -> str:
    if not gekleurd:
        return f"Geen enkele gemeente heeft {eenheid}."
    namen = {vlak.code: vlak.naam for vlak in vlakken}
    code = max(gekleurd, key=lambda sleutel: (gekleurd[sleutel], sleutel))
    return (
        f"In {aantal(len(gekleurd), 'gemeente', 'gemeenten')} van de {getal(len(vlakken))} samen"
        f" {schrijf(sum(gekleurd.values()))} {eenheid}. De meeste in {namen[code]}: {schrijf(gekleurd[code])}."
    )


def _tabel(
    titel: str,
    vlakken: Sequence[Vlak],
    gekleurd: Mapping[str, int],
    eenheid: str,
    schrijf: Schrijfwijze,
    href: Callable[[str], str] | None,
    geen: str,
    kolommen: tuple[str, str, str],
) -> Beeldtabel:
    rijen = tuple(
        Tabelrij(
            (vlak.naam, vlak.code, vlak.groep, schrijf(gekleurd[vlak.code])), href(vlak.code) if href else ""
        )
        for vlak in sorted(vlakken, key=lambda vlak: (vlak.naam, vlak.code))
        if vlak.code in gekleurd
    )
    rest = len(vlakken) - len(rijen)
    noot = f"De andere {getal(rest)} staan niet in de tabel: {geen}." if rest and rijen else ""
    koppen = (*(Kop(tekst) for tekst in kolommen), Kop(eenheid, getal=True))
    return Beeldtabel(titel, koppen, rijen, noot)
