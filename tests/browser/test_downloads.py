"""What one takes home is a file, whole, of the right kind, and never shown inside the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask

from tests.browser.conftest import Aangemeld
from tests.browser.paginas import DOWNLOADS, KIJKERS, voor
from tests.browser.venster import LAADTIJD_MS, venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BEGIN = {
    "application/pdf": b"%PDF-",
    "application/json": b"{",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": b"PK",
    "application/zip": b"PK",
    "text/csv": b"",
}
"""With what the file of each kind begins."""


@pytest.mark.parametrize("kijker", KIJKERS)
def test_elke_download_komt_als_bestand(
    browser: Browser, server: Server, toepassing: Flask, aangemeld: Aangemeld, kijker: str
) -> None:
    fouten = []
    with venster(browser, server.adres, breedte=1440, staat=aangemeld(server, kijker)) as scherm:
        for download in voor(toepassing, kijker, DOWNLOADS):
            antwoord = scherm.page.context.request.get(server.adres + download.adres, timeout=LAADTIJD_MS)
            soort = antwoord.headers.get("content-type", "").partition(";")[0]
            if antwoord.status != 200:
                fouten.append(f"{download}: status {antwoord.status}")
            elif not antwoord.headers.get("content-disposition", "").startswith("attachment"):
                fouten.append(f"{download}: komt niet als bestand")
            elif antwoord.headers.get("x-content-type-options") != "nosniff":
                fouten.append(f"{download}: de browser mag raden wat het is")
            elif not antwoord.body().startswith(BEGIN[soort]):
                fouten.append(f"{download}: geen {soort}, maar {antwoord.body()[:8]!r}")
            antwoord.dispose()
    if fouten:
        pytest.fail("\n".join(["", *fouten, *server.laatste_fout()]), pytrace=False)
