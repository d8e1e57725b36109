"""Nobody is shown a way that is closed to them: every link on every page leads somewhere, for who sees it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from tests.browser.conftest import Aangemeld
from tests.browser.paginas import KIJKERS, voor
from tests.browser.venster import venster
from tests.infra.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import APIRequestContext, Browser

Soort = tuple[str, tuple[str, ...]]


class _Links(HTMLParser):
    """The addresses that a page leads to: links, and forms that ask for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.gevonden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        waarden = dict(attrs)
        if tag == "a" and waarden.get("href"):
            self.gevonden.append(str(waarden["href"]))
        if tag == "form" and waarden.get("method", "get") == "get" and waarden.get("action"):
            self.gevonden.append(str(waarden["action"]))


def _soort(url: str) -> Soort:
    """Links that differ in the values of their query only are one kind: a hundred sort links are not asked for."""
    delen = urlsplit(url)
    return delen.path, tuple(sorted({deel.partition("=")[0] for deel in delen.query.split("&") if deel}))


def _haal(verzoeken: APIRequestContext, url: str) -> tuple[int, str]:
    antwoord = verzoeken.get(url, max_redirects=0)
    is_pagina = antwoord.headers.get("content-type", "").startswith("text/html")
    status, tekst = antwoord.status, antwoord.text() if is_pagina else ""
    antwoord.dispose()
    return status, tekst


@pytest.mark.parametrize("kijker", KIJKERS)
def test_elke_link_werkt_voor_wie_hem_ziet(
    browser: Browser, server: Server, toepassing: Flask, aangemeld: Aangemeld, kijker: str
) -> None:
    links: dict[Soort, tuple[str, str]] = {}
    paginas = voor(toepassing, kijker)
    fouten: list[str] = []
    with venster(browser, server.adres, breedte=1440, staat=aangemeld(server, kijker)) as scherm:
        verzoeken = scherm.page.context.request
        for pagina in paginas:
            lezer = _Links()
            lezer.feed(_haal(verzoeken, server.adres + pagina.adres)[1])
            for href in lezer.gevonden:
                url = urljoin(server.adres + pagina.adres, href)
                if url.startswith(server.adres + "/"):
                    links.setdefault(_soort(url), (url, str(pagina)))
                elif not url.startswith(("https://", "mailto:")):
                    fouten.append(f"{pagina}: vreemde link {url}")
        bezocht = {_soort(pagina.adres) for pagina in paginas}
        for soort, (url, waar) in links.items():
            if soort not in bezocht and (status := _haal(verzoeken, url)[0]) >= 400:
                fouten.append(f"{url} (op {waar}): {status}")
    assert links
    if fouten:
        pytest.fail("\n".join(["", *fouten, *server.laatste_fout()]), pytrace=False)
