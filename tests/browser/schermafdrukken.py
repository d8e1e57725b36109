"""A picture of every page, for people to look at: ``python -m tests.browser.schermafdrukken MAP``.

One PNG per page, role and width (``behandelaar/0320-vandaag.png``), made on the same small world as the browser tests.
``python -m tests.browser.schermafdrukken MAP behandelaar auditor`` makes only those of these roles; ``MAP`` may exist.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from subsidie import create_app
from tests.browser import wereld
from tests.browser.opbouw import APP, bouw, log_in, omgeving_van
from tests.browser.paginas import ANONIEM, BREEDTEN, FOUTEN, KIJKERS, Pagina, geweigerd, voor, zonder_gegevens
from tests.browser.venster import venster
from tests.infra import browser as chromium
from tests.infra.databases import Databases
from tests.infra.server import Server


def bestandsnaam(breedte: int, pagina: Pagina) -> str:
    """``0320-aanvragen-leeg.png``: sorts by width, then by address."""
    kaal = re.sub(r"[^a-z0-9]+", "-", f"{pagina.adres} {pagina.staat}".lower()).strip("-")
    return f"{breedte:04d}-{kaal or 'begin'}.png"


def maak(doel: Path, kijkers: Sequence[str]) -> int:
    """Take the pictures; returns how many."""
    with tempfile.TemporaryDirectory(prefix="schermafdrukken-") as tijdelijk:
        map_ = Path(tijdelijk)
        databases = Databases(map_, lambda: "")
        return _van_wereld(map_, databases, doel, kijkers, leeg=False) + _van_wereld(
            map_, databases, doel, kijkers, leeg=True
        )


def _van_wereld(map_: Path, databases: Databases, doel: Path, kijkers: Sequence[str], *, leeg: bool) -> int:
    huis = map_ / ("leeg" if leeg else "vol")
    bouw(huis, databases, wereld.richt_leeg_in if leeg else wereld.richt_in)
    omgeving = omgeving_van(huis, "demo" if leeg else "ontwikkeling")
    app = create_app(omgeving)
    aantal = 0
    with Server(omgeving, map_ / f"{huis.name}.log", app=APP) as server, chromium.start() as browser:
        for kijker in kijkers:
            paginas = (
                zonder_gegevens(app, kijker)
                if leeg
                else [*voor(app, kijker), *geweigerd(app, kijker), *FOUTEN]
            )
            plek = doel / (f"{kijker}-leeg" if leeg else kijker)
            plek.mkdir(parents=True, exist_ok=True)
            with venster(browser, server.adres, breedte=BREEDTEN[-1]) as scherm:
                if kijker != ANONIEM:
                    log_in(scherm.page, server.adres, kijker)
                for breedte in BREEDTEN:
                    scherm.page.set_viewport_size({"width": breedte, "height": 900})
                    for pagina in paginas:
                        scherm.open(pagina.adres)
                        scherm.page.screenshot(path=plek / bestandsnaam(breedte, pagina), full_page=True)
                        aantal += 1
            print(f"{plek}: {len(paginas)} pagina's")
    return aantal


def main(argumenten: Sequence[str]) -> int:
    """Status 2 for a wrong call, 1 when there is no browser."""
    onbekend = set(argumenten[1:]) - set(KIJKERS)
    if not argumenten or onbekend:
        print(
            f"Gebruik: python -m tests.browser.schermafdrukken MAP [{'|'.join(KIJKERS)} ...]", file=sys.stderr
        )
        return 2
    if (reden := chromium.ontbreekt()) is not None:
        print(reden, file=sys.stderr)
        return 1
    aantal = maak(Path(argumenten[0]), argumenten[1:] or KIJKERS)
    print(f"{aantal} afbeeldingen in {argumenten[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
