"""Make ``subsidie/register/data/kaart_2025.json``, the outlines of the municipalities, from open data.

    python scripts/maak_kaart.py GEMEENTEN.geojson subsidie/register/data/kaart_2025.json

The source holds the municipalities of the "gebiedsindelingen 2025" of CBS and Kadaster in WGS84 (EPSG:4326),
simplified to three decimals, each with its code as ``statcode``; credit: CBS/Kadaster. What is done with it:

- Degrees become a plane: a degree of longitude counts for the cosine of the middle latitude of a degree of
  latitude, so that the country is neither stretched nor squeezed. The width is 1000 units, y points down.
- Points become whole numbers. Neighbours share their points in the source and therefore still do afterwards.
- The borders of provinces are the edges between municipalities of two provinces according to the register: the
  provinces of the same source were simplified apart, and lie beside the municipalities here and there. A border
  that only crosses a dam or a dike would be a speck and is left out.
- Paths go in relative steps (``l``) from an absolute beginning (``M``), as short as they can be written.

The outcome is for looking at, not for measuring.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from subsidie.register.gemeenten import gemeenten

BREED = 1000
SPIKKEL = 12
BRON = "Gebiedsindelingen 2025, CBS/Kadaster"

Punt = tuple[int, int]
Ring = tuple[Punt, ...]
Graden = Sequence[Sequence[float]]


def lees(pad: Path) -> dict[str, list[Graden]]:
    """The outer rings per code; a hole would be another municipality and need no drawing."""
    gebieden: dict[str, list[Graden]] = {}
    for gebied in json.loads(pad.read_text(encoding="utf-8"))["features"]:
        vorm: dict[str, Any] = gebied["geometry"]
        delen = vorm["coordinates"] if vorm["type"] == "MultiPolygon" else [vorm["coordinates"]]
        gebieden[gebied["properties"]["statcode"]] = [ringen[0] for ringen in delen]
    return gebieden


class Vlak:
    """From degrees to whole units in a plane."""

    def __init__(self, ringen: Iterable[Graden]) -> None:
        punten = [punt for ring in ringen for punt in ring]
        self.west, self.noord = min(punt[0] for punt in punten), max(punt[1] for punt in punten)
        oost, zuid = max(punt[0] for punt in punten), min(punt[1] for punt in punten)
        self.krimp = math.cos(math.radians((self.noord + zuid) / 2))
        self.schaal = (BREED - 2) / ((oost - self.west) * self.krimp)
        self.hoog = round((self.noord - zuid) * self.schaal) + 2

    def ring(self, ring: Graden) -> Ring:
        """The ring in units, without the closing point and without a point twice in a row."""
        punten: list[Punt] = []
        for lengte, breedte in ring:
            x = round((lengte - self.west) * self.krimp * self.schaal) + 1
            punt = (x, round((self.noord - breedte) * self.schaal) + 1)
            if not punten or punten[-1] != punt:
                punten.append(punt)
        while len(punten) > 1 and punten[0] == punten[-1]:
            punten.pop()
        return tuple(punten)


def pad_van(ringen: Iterable[Sequence[Punt]], *, dicht: bool) -> str:
    """A path that begins at an absolute point per ring, so that paths can be joined, and goes on in steps."""
    delen = []
    for (x, y), *rest in ringen:
        stappen = pairwise([(x, y), *rest])
        getallen = " ".join(
            f"{naar_x - van_x} {naar_y - van_y}" for (van_x, van_y), (naar_x, naar_y) in stappen
        )
        delen.append(f"M{x} {y}l{getallen.replace(' -', '-')}{'z' if dicht else ''}")
    return "".join(delen)


def provinciegrenzen(kaart: dict[str, list[Ring]], provincie_van: dict[str, str]) -> list[list[Punt]]:
    """The edges between two provinces, joined to lines; those shorter than ``SPIKKEL`` are left out."""
    van_wie: dict[tuple[Punt, Punt], set[str]] = {}
    for code, ringen in kaart.items():
        for ring in ringen:
            for een, ander in pairwise((*ring, ring[0])):
                van_wie.setdefault((min(een, ander), max(een, ander)), set()).add(provincie_van[code])
    buren: dict[Punt, set[Punt]] = {}
    for (een, ander), wie in sorted(van_wie.items()):
        if len(wie) > 1:
            buren.setdefault(een, set()).add(ander)
            buren.setdefault(ander, set()).add(een)
    lijnen = []
    while buren:
        einden = [punt for punt, naast in buren.items() if len(naast) != 2]
        lijn = [min(einden or buren)]
        while naast := buren.get(lijn[-1]):
            volgende = min(naast)
            for een, ander in ((lijn[-1], volgende), (volgende, lijn[-1])):
                buren[een].discard(ander)
                if not buren[een]:
                    del buren[een]
            lijn.append(volgende)
        if sum(math.dist(een, ander) for een, ander in pairwise(lijn)) >= SPIKKEL:
            lijnen.append(lijn)
    return lijnen


def maak(bron: Path) -> dict[str, object]:
    """The content of the file: size, source, a path per GM code, and one for the borders of provinces."""
    graden = lees(bron)
    vlak = Vlak(ring for ringen in graden.values() for ring in ringen)
    kaart = {code: [vlak.ring(ring) for ring in ringen] for code, ringen in graden.items()}
    provincie_van = {code: gemeenten()[code].provincie_code for code in kaart}
    return {
        "bron": BRON,
        "breed": BREED,
        "hoog": vlak.hoog,
        "gemeenten": {code: pad_van(sorted(kaart[code]), dicht=True) for code in sorted(kaart)},
        "provinciegrenzen": pad_van(provinciegrenzen(kaart, provincie_van), dicht=False),
    }


def main(argumenten: Sequence[str]) -> int:
    """Write the file; 2 when there are not exactly two arguments."""
    if len(argumenten) != 2:
        print("gebruik: maak_kaart.py GEMEENTEN.geojson UIT.json", file=sys.stderr)
        return 2
    bron, uit = map(Path, argumenten)
    uit.write_text(json.dumps(maak(bron), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
