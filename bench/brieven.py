"""How long 131 letters take, beside bare WeasyPrint over the same HTML (shared fonts, shared CSS).

The reference is measured in the same run, in as many processes, start of the processes included on
both sides, so the machine drops out of the ratio.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import flask_migrate
from sqlalchemy import select

from bench import Meting, maak_meting
from subsidie import create_app
from subsidie.beschikkingen.service import list_beschikkingen
from subsidie.documenten.models import Document
from subsidie.documenten.service import maak_wachtende
from subsidie.documenten.sjablonen import maak_html
from subsidie.platform.lettertypen import STATISCH
from subsidie.platform.opslag import LokaleOpslag
from subsidie.voorbeeld.rha2023 import JAARGANG, besluit, voorbeeldbestanden
from subsidie.web.db import db

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


def meet(rondes: int = 3) -> list[Meting]:
    """From the committed decisions of the example to 131 stored and recorded files; medians of ``rondes``.

    Held to the limit beside bare WeasyPrint with the same PDF variant; the ratio to plain PDF, which lacks
    everything that makes a letter accessible and keepable, is for information.
    """
    with TemporaryDirectory() as map_:
        klaar = Path(map_) / "klaar"
        klaar.mkdir()
        htmls = _besluit(klaar)
        wij, gewoon, zelfde_norm = [], [], []
        for ronde in range(rondes):
            gewoon.append(kale_weasyprint(htmls))
            zelfde_norm.append(kale_weasyprint(htmls, pdf_variant="pdf/a-3a"))
            eigen = Path(map_) / f"ronde-{ronde}"
            copytree(klaar, eigen)
            wij.append(_maak(eigen))
    return [
        maak_meting("brieven_131", median(wij), median(zelfde_norm), eenheid="s", grens=GRENS),
        maak_meting("brieven_131_gewone_pdf", median(wij), median(gewoon), eenheid="s", grens=None),
    ]


def _omgeving(map_: Path) -> dict[str, str]:
    return {
        "SUBSIDIE_DATABASE_URL": f"sqlite:///{map_ / 'bench.db'}",
        "SUBSIDIE_OPSLAG": str(map_ / "opslag"),
    }


def _besluit(map_: Path) -> list[str]:
    """The example up to its signed decisions in a database in ``map_``; the HTML of its letters."""
    with create_app(_omgeving(map_)).app_context():
        flask_migrate.upgrade()
        verdeling, _ = besluit(voorbeeldbestanden())
        brieven = [een.document for een in list_beschikkingen(verdeling) if een.document is not None]
        htmls = [maak_html(een.sjabloon, json.loads(een.gegevens)) for een in brieven]
        db.session.remove()
        db.engine.dispose()
    if len(htmls) != AANTAL:
        raise RuntimeError(f"the example has {len(htmls)} letters")
    return htmls


def _maak(map_: Path, werkers: int = 2) -> float:
    with create_app(_omgeving(map_)).app_context():
        brieven = db.session.scalars(
            select(Document.kenmerk).where(Document.sjabloon.like("beschikkingen/%"))
        )
        kenmerken = list(brieven)
        db.session.rollback()
        begin = perf_counter()
        aantal = maak_wachtende(
            LokaleOpslag(map_ / "opslag"), werkers=werkers, klok=lambda: JAARGANG.gemaakt, kenmerken=kenmerken
        )
        seconden = perf_counter() - begin
        db.session.remove()
        db.engine.dispose()
    if aantal != AANTAL:
        raise RuntimeError("not every letter was made")
    return seconden


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
