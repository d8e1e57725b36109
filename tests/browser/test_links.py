"""Nobody is shown a way that is closed to them: every link on every page leads somewhere, for who sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.browser.conftest import Aangemeld
from tests.browser.paginas import KIJKERS, voor
from tests.browser.venster import venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import APIRequestContext, Browser

_LINKS = """() => [...document.querySelectorAll('a[href], form[method="get"]')]
  .map((een) => new URL(een.getAttribute('href') ?? een.action, document.baseURI).href)"""


def _sleutel(url: str) -> tuple[str, tuple[str, ...]]:
    """Links that differ in the values of their query only are one kind: a hundred sort links are not asked for."""
    delen = urlsplit(url)
    namen = tuple(sorted({deel.partition("=")[0] for deel in delen.query.split("&") if deel}))
    return delen.path, namen


@pytest.mark.parametrize("kijker", KIJKERS)
def test_elke_link_werkt_voor_wie_hem_ziet(
    browser: Browser, server: Server, toepassing: Flask, aangemeld: Aangemeld, kijker: str
) -> None:
    links: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {}
    bezocht: set[tuple[str, tuple[str, ...]]] = set()
    with venster(browser, server.adres, breedte=1440, staat=aangemeld(server, kijker)) as scherm:
        scherm.page.route("**/*.{css,js,ttf,woff2,svg}", lambda route: route.abort())
        for pagina in voor(toepassing, kijker):
            scherm.open(pagina.adres)
            bezocht.add(_sleutel(pagina.adres))
            gevonden: list[str] = scherm.page.evaluate(_LINKS)
            vreemd = [url for url in gevonden if not url.startswith((server.adres, "https://", "mailto:"))]
            assert vreemd == [], str(pagina)
            for url in gevonden:
                if url.startswith(server.adres):
                    links.setdefault(_sleutel(url), (url, str(pagina)))
        te_doen = [links[sleutel] for sleutel in links if sleutel not in bezocht]
        fouten = [
            f"{url} (op {waar}): {status}"
            for url, waar in te_doen
            if (status := _status(scherm.page.context.request, url)) >= 400
        ]
    if fouten:
        pytest.fail("\n".join(["", *fouten, *server.laatste_fout()]), pytrace=False)


def _status(verzoeken: APIRequestContext, url: str) -> int:
    antwoord: Any = verzoeken.get(url, max_redirects=0)
    status: int = antwoord.status
    antwoord.dispose()
    return status
