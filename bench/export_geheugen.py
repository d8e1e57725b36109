"""The export of every home that stands, with 180,000 rows and with 1,800: as much memory, since no file is held whole.

What the program takes at its peak while it sends the file, beside what it held before, traced by Python itself.
"""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from bench import Meting, maak_meting
from bench._bouwwereld import bouwwereld

WOONRUIMTEN = 60
PROJECTEN = {"weinig": 30, "veel": 3000}
"""With ``WOONRUIMTEN`` each: 1,800 and 180,000 rows."""


def meet() -> list[Meting]:
    """Peak bytes of the export as CSV (with a limit) and as XLSX (for information: the library writes it)."""
    pieken: dict[str, dict[str, float]] = {}
    for naam, projecten in PROJECTEN.items():
        with (
            TemporaryDirectory() as map_,
            bouwwereld(Path(map_), tranches=1, projecten=projecten, woonruimten=WOONRUIMTEN) as (app, _),
        ):
            pieken[naam] = {
                formaat: _piek(app, formaat, projecten * WOONRUIMTEN) for formaat in ("csv", "xlsx")
            }
    return [
        maak_meting(naam, pieken["veel"][formaat], pieken["weinig"][formaat], eenheid="MB", grens=grens)
        for naam, formaat, grens in (("export_geheugen", "csv", 1.2), ("export_geheugen_xlsx", "xlsx", None))
    ]


def _piek(app: Flask, formaat: str, rijen: int) -> float:
    """Megabytes at the highest moment of one answer that is read block by block and forgotten."""
    client = app.test_client()
    adres = f"/api/v1/woonruimten?formaat={formaat}"
    client.get(f"{adres}&gemeente=GM0000").get_data()  # whatever is made once is there
    gc.collect()
    tracemalloc.start()
    try:
        antwoord = client.get(adres, buffered=False)
        regels = sum(blok.count(b"\n") for blok in antwoord.iter_encoded())
        piek = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    if antwoord.status_code != 200 or (formaat == "csv" and regels != rijen + 1):
        raise RuntimeError(f"{adres}: {antwoord.status}, {regels} lines")
    return piek / 1_000_000
