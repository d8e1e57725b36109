"""Nothing escapes the walk: every endpoint has an example address, and every address is of its endpoint."""

from __future__ import annotations

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
