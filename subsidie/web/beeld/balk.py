"""The ceiling bar: one segment per application in order of rank, and the line where the money ends.

The scale runs from nothing to the larger of what was asked and the ceiling. Edges of segments are rounded,
never their widths, so that the segments together are exactly as wide as everything that was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from subsidie.web.beeld import balk_woorden as woorden
from subsidie.web.beeld.balk_gegevens import Balkgegevens
from subsidie.web.beeld.basis import (
    BREED,
    Beeldtabel,
    Legenda,
    geldig_kenmerk,
    letters_breed,
    plaats,
    procent,
)  # fmt: skip

HOOG: Final = 44
"""How high the bar is, in CSS pixels."""
BREEDTES: Final = (("breed", 640), ("ruim", 960))
"""From how many CSS pixels on words may stand in the picture, as ``beelden.css`` has it."""
_KIER: Final = 90
"""The most that is left white between two segments, in units (1 CSS pixel on a bar of 1100)."""
_MARGE: Final = 14


@dataclass(frozen=True, slots=True)
class Vak:
    """Where a segment lies, in units of ``BREED``: from ``x``, ``breed`` wide, its first ``toegekend`` awarded."""

    x: int
    breed: int
    toegekend: int


@dataclass(frozen=True, slots=True)
class Doel:
    """What can be pointed at: the place of a segment, where it leads, and its words."""

    x: int
    breed: int
    href: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Opschrift:
    """Words in the picture: ``x`` in per cents, ``anker`` as SVG has it, ``dx`` in CSS pixels from ``x``.

    ``vanaf`` is the width from which there is room: ``breed``, ``ruim``, or empty when there never is; below
    that width the same words stand under the picture.
    """

    tekst: str
    x: str = ""
    anker: str = "start"
    dx: int = 0
    vanaf: str = ""


@dataclass(frozen=True, slots=True)
class Strook:
    """A stretch of the bar in per cents."""

    x: str
    breed: str
    eind: str


@dataclass(frozen=True, slots=True)
class Balk:
    """A ceiling bar ready to draw by the macro ``plafondbalk``."""

    kenmerk: str
    titel: str
    omschrijving: str
    paden: tuple[tuple[str, str], ...]
    rand: str
    arceringen: tuple[Strook, ...]
    over: Strook | None
    doelen: tuple[Doel, ...]
    lijn: str
    plafond: Opschrift | None
    gevraagd: Opschrift | None
    haak: Strook | None
    loting: Opschrift | None
    van: str
    tot: str
    dagen_vanaf: str
    legenda: tuple[Legenda, ...]
    noot: str
    tabel: Beeldtabel
    breed: int = BREED
    hoog: int = HOOG


def vakken(gegevens: Balkgegevens) -> tuple[Vak, ...]:
    """Where the segments lie, in the same order.

    Raises ``ValueError`` for an amount below zero and for more awarded than what counts.
    """
    for segment in gegevens.segmenten:
        if not 0 <= (segment.toegekend_cent or 0) <= segment.bedrag_cent:
            raise ValueError(f"{segment.label}: awarded must lie between 0 and what counts")
    if gegevens.plafond_cent is not None and gegevens.plafond_cent < 0:
        raise ValueError("a ceiling is not below zero")
    schaal, som, gevonden = gegevens.schaal_cent or 1, 0, []
    for segment in gegevens.segmenten:
        x = plaats(som, schaal)
        toegekend = plaats(som + (segment.toegekend_cent or 0), schaal) - x
        som += segment.bedrag_cent
        gevonden.append(Vak(x, plaats(som, schaal) - x, toegekend))
    return tuple(gevonden)


def balk(gegevens: Balkgegevens, *, kenmerk: str = "plafondbalk") -> Balk:
    """The picture of one pot; ``kenmerk`` differs per bar on a page. Raises ``ValueError`` like ``vakken``."""
    gelegd = vakken(gegevens)
    lijn = None if gegevens.plafond_cent is None else plaats(gegevens.plafond_cent, gegevens.schaal_cent or 1)
    stukken = list(_stukken(gegevens, gelegd))
    plafond = None if lijn is None else _bij_de_lijn(lijn, woorden.plafond(gegevens))
    geloot = [
        vak
        for vak, segment in zip(gelegd, gegevens.segmenten, strict=True)
        if segment.in_loting and vak.breed
    ]
    haak = (geloot[0].x, geloot[-1].x + geloot[-1].breed) if geloot else None
    loting = _onder_de_haak(haak, gegevens) if haak and gegevens.loting else None
    eind = gelegd[-1].x + gelegd[-1].breed if gelegd else 0
    over = gegevens.schaal_cent > gegevens.gevraagd_cent or not gegevens.schaal_cent
    return Balk(
        kenmerk=geldig_kenmerk(kenmerk),
        titel=gegevens.titel,
        omschrijving=woorden.omschrijving(gegevens),
        paden=tuple(_paden(stukken, len(gelegd))),
        rand=_rand(stukken),
        arceringen=tuple(_strook(*plek) for plek in _aaneen(stukken, "toegekend-loting")),
        over=_strook(eind, BREED - eind) if over else None,
        doelen=tuple(
            Doel(vak.x, vak.breed, segment.href, woorden.segment(segment))
            for vak, segment in zip(gelegd, gegevens.segmenten, strict=True)
            if vak.breed
        ),
        lijn="" if lijn is None else procent(lijn),
        plafond=plafond,
        gevraagd=_gevraagd(gegevens, lijn, plafond) if gegevens.segmenten else None,
        haak=_strook(haak[0], haak[1] - haak[0]) if haak else None,
        loting=loting,
        van=gegevens.van,
        tot=gegevens.tot,
        dagen_vanaf=_dagen_vanaf(gegevens, haak),
        legenda=woorden.legenda(gegevens, {soort for soort, _, _ in stukken}),
        noot=woorden.noot(gegevens) if _voorbij_de_lijn(gelegd, lijn) else "",
        tabel=woorden.tabel(gegevens),
    )


Stuk = tuple[str, int, int]
"""What is drawn: the sort, where it begins and how wide it is, in units."""


def _stukken(gegevens: Balkgegevens, gelegd: Iterable[Vak]) -> Iterable[Stuk]:
    for segment, vak in zip(gegevens.segmenten, gelegd, strict=True):
        loting = "-loting" if segment.in_loting else ""
        if vak.toegekend:
            yield f"toegekend{loting}", vak.x, vak.toegekend
        if vak.breed > vak.toegekend:
            soort = "open" if segment.toegekend_cent is None else "afgewezen"
            yield f"{soort}{loting}", vak.x + vak.toegekend, vak.breed - vak.toegekend


def _paden(stukken: Sequence[Stuk], hoeveel: int) -> Iterable[tuple[str, str]]:
    """One path per sort; every segment leaves a narrow gap at its right, narrower when there are many."""
    kier = min(_KIER, BREED // (8 * max(hoeveel, 1)))
    per_soort: dict[str, list[str]] = {}
    for soort, x, breed in stukken:
        w = breed - min(kier, breed // 4)
        per_soort.setdefault(soort, []).append(f"M{x} 0h{w}v{HOOG}h-{w}z")
    for soort in sorted(per_soort):
        yield soort, "".join(per_soort[soort])


def _aaneen(stukken: Iterable[Stuk], kies: str) -> Iterable[tuple[int, int]]:
    """The stretches in which the sort of every piece contains ``kies``: where they begin and how wide they are."""
    for gekozen, groep in groupby(stukken, key=lambda stuk: kies in stuk[0]):
        rij = list(groep)
        if gekozen:
            yield rij[0][1], rij[-1][1] + rij[-1][2] - rij[0][1]


def _rand(stukken: Iterable[Stuk]) -> str:
    """A thin dark edge above and under what is pale, so that it stands out on white."""
    licht = [("donker" if stuk[0].startswith("toegekend") else "licht", *stuk[1:]) for stuk in stukken]
    return "".join(
        f"M{x} 0h{breed}v1h-{breed}zM{x} {HOOG - 1}h{breed}v1h-{breed}z"
        for x, breed in _aaneen(licht, "licht")
    )


def _strook(x: int, breed: int) -> Strook:
    return Strook(procent(x), procent(breed), procent(x + breed))


def _voorbij_de_lijn(gelegd: Iterable[Vak], lijn: int | None) -> bool:
    return lijn is not None and any(vak.toegekend and vak.x + vak.toegekend > lijn for vak in gelegd)


def _pixels(eenheden: int, breedte: int) -> int:
    return eenheden * breedte // BREED


def _eerste_breedte(past: Callable[[int], bool]) -> str:
    """The name of the first width at which it fits, empty when it never does."""
    return next((naam for naam, breedte in BREEDTES if past(breedte)), "")


def _bij_de_lijn(lijn: int, tekst: str) -> Opschrift:
    """Left of the line when there is room for it, and else right of it."""
    links = _pixels(lijn, BREEDTES[0][1]) >= letters_breed(tekst) + _MARGE
    return Opschrift(tekst, procent(lijn), "end" if links else "start", -8 if links else 8, "breed")


def _gevraagd(gegevens: Balkgegevens, lijn: int | None, plafond: Opschrift | None) -> Opschrift:
    """What was asked: at the other side of the line, or else at the far end of the side of the ceiling's words."""
    tekst = woorden.gevraagd(gegevens)
    eigen = letters_breed(tekst) + _MARGE
    if lijn is None or plafond is None:
        return Opschrift(tekst, "100%", "end", vanaf="breed")
    samen = eigen + letters_breed(plafond.tekst) + _MARGE
    links, rechts = lijn, BREED - lijn
    plafond_links = plafond.anker == "end"
    naast = _eerste_breedte(lambda breedte: _pixels(rechts if plafond_links else links, breedte) >= eigen)
    ver = _eerste_breedte(lambda breedte: _pixels(links if plafond_links else rechts, breedte) >= samen)
    if naast == "breed" or (naast and not ver):
        anker, dx = ("start", 8) if plafond_links else ("end", -8)
        return Opschrift(tekst, procent(lijn), anker, dx, naast)
    x, anker = ("0", "start") if plafond_links else ("100%", "end")
    return Opschrift(tekst, x, anker, vanaf=ver)


def _midden(haak: tuple[int, int], tekst: str, breedte: int) -> tuple[int, int]:
    """Where words of the bracket are centred so that they stay within the picture, and half their width, in units."""
    half = min(letters_breed(tekst) * BREED // breedte, BREED) // 2
    return max(half, min(sum(haak) // 2, BREED - half)), half


def _onder_de_haak(haak: tuple[int, int], gegevens: Balkgegevens) -> Opschrift:
    midden, _ = _midden(haak, gegevens.loting, BREEDTES[0][1])
    return Opschrift(gegevens.loting, procent(midden), "middle", vanaf="breed")


def _dagen_vanaf(gegevens: Balkgegevens, haak: tuple[int, int] | None) -> str:
    """From which width the words at both ends fit beside those of the draw."""
    if haak is None or not gegevens.loting:
        return "breed"

    def past(breedte: int) -> bool:
        midden, _ = _midden(haak, gegevens.loting, BREEDTES[0][1])
        _, half = _midden(haak, gegevens.loting, breedte)
        ruimten = (midden - half, BREED - midden - half)
        return all(
            not tekst or letters_breed(tekst) + _MARGE <= _pixels(ruimte, breedte)
            for tekst, ruimte in zip((gegevens.van, gegevens.tot), ruimten, strict=True)
        )

    return _eerste_breedte(past)
