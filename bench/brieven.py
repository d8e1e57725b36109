"""How long 131 letters take, beside bare WeasyPrint over the same HTML (shared fonts, shared CSS).

The reference is measured in the same run, in as many processes, start of the processes included on
both sides, so the machine drops out of the ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from subsidie.documenten.render import Taak, render_parallel
from subsidie.documenten.sjablonen import maak_html
from subsidie.platform.lettertypen import STATISCH

CSS_BESTAND = STATISCH / "css" / "brief.css"
AANTAL = 131
GRENS = 1.3


def kale_weasyprint(
    htmls: Sequence[str], css: Path = CSS_BESTAND, werkers: int = 2, pdf_variant: str | None = None
) -> float:
    """Seconds that bare WeasyPrint takes for these documents in ``werkers`` processes.

    Fonts and style sheet are loaded once per process; nothing is checked, attached, hashed or sent
    back. ``pdf_variant``: None for a plain PDF, ``pdf/a-3a`` for the one that the letters are.
    """
    begin = perf_counter()
    with ProcessPoolExecutor(
        werkers, get_context("spawn"), initializer=_kaal_opmaak, initargs=(str(css),)
    ) as ploeg:
        groottes = list(ploeg.map(_kaal_een, htmls, repeat(str(css)), repeat(pdf_variant)))
    seconden = perf_counter() - begin
    if not all(groottes):
        raise RuntimeError("the reference made an empty file")
    return seconden


def meet(rondes: int = 3) -> list[dict[str, Any]]:
    """Medians of ``rondes`` runs; the ratio is what counts (limit 1.3, of the whole way to storage)."""
    taken = voorbeeldtaken()
    htmls = [maak_html(taak.sjabloon, taak.gegevens) for taak in taken]
    wij, gewoon, zelfde_norm = [], [], []
    for _ in range(rondes):
        gewoon.append(kale_weasyprint(htmls))
        zelfde_norm.append(kale_weasyprint(htmls, pdf_variant="pdf/a-3a"))
        wij.append(_render(taken))
    return [
        _regel("brieven_131", median(wij), median(zelfde_norm)),
        _regel("brieven_131_gewone_pdf", median(wij), median(gewoon)),
    ]


def voorbeeldtaken(aantal: int = AANTAL) -> list[Taak]:
    """``aantal`` letters of all kinds, each with values of its own."""
    # Only here: the program itself never needs the tests.
    from tests.fabrieken.brieven import MOMENT, alle_brieven

    brieven = list(alle_brieven().values())
    return [
        Taak(
            f"brief-{nummer}",
            brieven[nummer % len(brieven)].sjabloon,
            brieven[nummer % len(brieven)].als_json() | {"kenmerk": f"RHA23-{nummer:04d} · besluit"},
            MOMENT,
        )
        for nummer in range(aantal)
    ]


def _render(taken: Sequence[Taak], werkers: int = 2) -> float:
    begin = perf_counter()
    uitkomsten = list(render_parallel(taken, werkers=werkers))
    seconden = perf_counter() - begin
    if len(uitkomsten) != len(taken) or any(uitkomst.gerenderd is None for uitkomst in uitkomsten):
        raise RuntimeError("not every letter was made")
    return seconden


def _regel(naam: str, seconden: float, referentie: float) -> dict[str, Any]:
    return {
        "naam": naam,
        "waarde": round(seconden, 3),
        "eenheid": "s",
        "referentie": round(referentie, 3),
        "verhouding": round(seconden / referentie, 3),
        "grens": GRENS,
    }


@cache
def _kaal_opmaak(css: str) -> tuple[Any, Any]:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    lettertypen = FontConfiguration()
    return lettertypen, CSS(filename=css, font_config=lettertypen)


def _kaal_een(html: str, css: str, pdf_variant: str | None) -> int:
    from weasyprint import HTML

    lettertypen, stijl = _kaal_opmaak(css)
    return len(
        HTML(string=html).write_pdf(stylesheets=[stijl], font_config=lettertypen, pdf_variant=pdf_variant)
    )


if __name__ == "__main__":
    for regel in meet():
        print(regel)
