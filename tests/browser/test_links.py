"""Nobody is shown a way that is closed to them: every link on every page leads somewhere, for who sees it."""

from __future__ import annotations

from contextlib import closing
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from tests.browser.conftest import Aangemeld
from tests.browser.paginas import KIJKERS, voor
from tests.infra.server import Server

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


class _Vrager:
    """Asks for pages as who is logged in, over one connection that stays open: a browser would only get in the way."""

    def __init__(self, adres: str, staat: Any) -> None:
        self._lijn = HTTPConnection(urlsplit(adres).netloc, timeout=30)
        koekjes = staat["cookies"] if staat else []
        self._koppen = {"Cookie": "; ".join(f"{een['name']}={een['value']}" for een in koekjes)}

    def haal(self, url: str) -> tuple[int, str]:
        """The status, and the text where it is a page."""
        delen = urlsplit(url)
        self._lijn.request(
            "GET", delen._replace(scheme="", netloc="", fragment="").geturl(), headers=self._koppen
        )
        antwoord = self._lijn.getresponse()
        inhoud = antwoord.read()
        is_pagina = antwoord.headers.get_content_type() == "text/html"
        return antwoord.status, inhoud.decode() if is_pagina else ""

    def close(self) -> None:
        self._lijn.close()


@pytest.mark.parametrize("kijker", KIJKERS)
def test_elke_link_werkt_voor_wie_hem_ziet(
    server: Server, toepassing: Flask, aangemeld: Aangemeld, kijker: str
) -> None:
    links: dict[Soort, tuple[str, str]] = {}
    paginas = voor(toepassing, kijker)
    fouten: list[str] = []
    with closing(_Vrager(server.adres, aangemeld(server, kijker))) as vrager:
        for pagina in paginas:
            lezer = _Links()
            lezer.feed(vrager.haal(server.adres + pagina.adres)[1])
            for href in lezer.gevonden:
                url = urljoin(server.adres + pagina.adres, href)
                if url.startswith(server.adres + "/"):
                    links.setdefault(_soort(url), (url, str(pagina)))
                elif not url.startswith(("https://", "mailto:")):
                    fouten.append(f"{pagina}: vreemde link {url}")
        bezocht = {_soort(pagina.adres) for pagina in paginas}
        for soort, (url, waar) in links.items():
            if soort not in bezocht and (status := vrager.haal(url)[0]) >= 400:
                fouten.append(f"{url} (op {waar}): {status}")
    assert links
    if fouten:
        pytest.fail("\n".join(["", *fouten, *server.laatste_fout()]), pytrace=False)
