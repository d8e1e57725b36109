"""Nothing escapes the walk: every endpoint has an example address, and every address is of its endpoint."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.browser.paginas import (
    DOWNLOADS,
    ELDERS,
    KIJKERS,
    PAGINAS,
    ZONDER_PAGINA,
    Pagina,
    get_eindpunten,
    voor,
)
from tests.infra.bestanden import WORTEL


def test_elk_eindpunt_staat_bij_de_paginas_of_bij_de_downloads(toepassing: Flask) -> None:
    genoemd = {pagina.eindpunt for pagina in (*PAGINAS, *DOWNLOADS)} | ZONDER_PAGINA | ELDERS
    assert set(get_eindpunten(toepassing)) - genoemd == set(), "zonder rij in tests/browser/paginas.py"
    assert genoemd - set(get_eindpunten(toepassing)) == set(), "bestaat niet (meer)"


@pytest.mark.parametrize("pagina", [*PAGINAS, *DOWNLOADS], ids=str)
def test_elk_adres_hoort_bij_zijn_eindpunt(toepassing: Flask, pagina: Pagina) -> None:
    pad = pagina.adres.partition("?")[0]
    try:
        eindpunt, _ = toepassing.url_map.bind("127.0.0.1").match(pad, method="GET")
    except (NotFound, MethodNotAllowed) as fout:
        pytest.fail(f"{pagina.adres}: {fout.name}")
    assert eindpunt == pagina.eindpunt


def test_elke_rij_wordt_door_iemand_gezien(toepassing: Flask) -> None:
    gezien = {pagina for kijker in KIJKERS for pagina in voor(toepassing, kijker, (*PAGINAS, *DOWNLOADS))}
    assert set(PAGINAS) | set(DOWNLOADS) == gezien


def test_geen_script_kijkt_hoe_breed_het_venster_is() -> None:
    """So that a page that is made wider is the page as it would have been opened."""
    kijkt = re.compile(
        r"\b(innerWidth|outerWidth|matchMedia|ResizeObserver|visualViewport)\b|['\"]resize['\"]"
    )
    scripts = sorted((WORTEL / "static" / "js").glob("*.js"))
    assert scripts
    assert [script.name for script in scripts if kijkt.search(script.read_text(encoding="utf-8"))] == []
