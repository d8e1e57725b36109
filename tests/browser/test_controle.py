"""The checks see what they must see: a page made wrong on purpose does not pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.browser.controle import gebreken
from tests.browser.toetsen import loop_met_tab
from tests.browser.venster import Venster, venster

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

ADRES = "http://127.0.0.1:9"
"""Nobody listens there: every answer comes from the test."""
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
GOED = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Een proef – Loket</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/merk.svg">{kop}
<link rel="stylesheet" href="/stijl.css"></head>
<body><header><p>Loket</p></header><main><h1>Een proef</h1><p>Tekst met <a href="/">een link</a>.</p>
<form><label for="naam">Naam</label> <input id="naam" autocomplete="name"> <button>Zoek</button></form>
<table><caption>Bedragen</caption><thead><tr><th scope="col">Gemeente</th></tr></thead><tbody><tr><td>Zwolle</td></tr>
</tbody></table>{inhoud}</main></body></html>"""
OMLIJND = ":focus { outline: 2px solid } "

Openen = Callable[..., AbstractContextManager[Venster]]


@pytest.fixture
def open_pagina(browser: Browser) -> Openen:
    """``open_pagina(inhoud, kop, css)``: a window on a page with this in its body, its head and its style sheet."""

    @contextmanager
    def openen(inhoud: str = "", kop: str = "", css: str = "", *, met_js: bool = True) -> Iterator[Venster]:
        def antwoord(route: Route) -> None:
            pad = route.request.url.removeprefix(ADRES)
            if pad == "/":
                route.fulfill(
                    content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": CSP},
                    body=GOED.format(inhoud=inhoud, kop=kop),
                )  # fmt: skip
            elif pad == "/stijl.css":
                route.fulfill(content_type="text/css", body=css)
            elif pad == "/titel.js":
                route.fulfill(
                    content_type="text/javascript", body="document.title = 'met een script – Loket'"
                )
            elif pad == "/merk.svg":
                route.fulfill(content_type="image/svg+xml", body='<svg xmlns="http://www.w3.org/2000/svg"/>')
            else:
                route.fulfill(status=404)

        with venster(browser, ADRES, breedte=320, met_js=met_js) as scherm:
            scherm.page.route("**/*", antwoord)
            assert scherm.open("/") == 200
            yield scherm

    return openen


@pytest.mark.parametrize("met_js", [True, False])
def test_een_goede_pagina_heeft_geen_gebreken(open_pagina: Openen, met_js: bool) -> None:
    with open_pagina(met_js=met_js) as scherm:
        assert gebreken(scherm, ruime_tekst=True)[0] == []


@pytest.mark.parametrize(
    ("inhoud", "kop", "verwacht"),
    [
        ("<h1>Nog een</h1>", "", "niet precies één h1"),
        ('<img src="/merk.svg">', "", "axe image-alt"),
        ("<input>", "", "axe label"),
        ('<p style="color:#999">Grijs</p>', "", "style-attribuut"),
        ('<p id="naam">Dubbel</p>', "", "id komt vaker voor"),
        ('<p><a href="#weg">Naar nergens</a></p>', "", "plek die er niet is"),
        ("<noscript><p>Zonder scripts</p></noscript>", "", "noscript"),
        ("<h4>Te diep</h4>", "", "axe heading-order"),
        ("<p>" + "onafbreekbaar" * 9 + "</p>", "", "schuift opzij"),
        ("<p>" + "m" * 22 + "</p>", "", "ruime tekst"),
        ('<p lang="zzz">Wat</p>', "", "axe valid-lang"),
        ("", "<script>document.title = 'x'</script>", "Content Security Policy"),
        ("", "<style>p { color: red }</style>", "Content Security Policy"),
        ("", '<link rel="stylesheet" href="/weg.css">', "404 voor"),
        ("", '<script src="https://example.com/x.js"></script>', "verzoek aan een ander"),
    ],
)
def test_een_gebrek_wordt_gezien(open_pagina: Openen, inhoud: str, kop: str, verwacht: str) -> None:
    with open_pagina(inhoud, kop) as scherm:
        gevonden = gebreken(scherm, ruime_tekst=True)[0]
    assert any(verwacht in gebrek for gebrek in gevonden), gevonden


def test_zonder_scripts_draait_er_geen_een(open_pagina: Openen) -> None:
    kop = '<script src="/titel.js" defer></script>'
    with open_pagina(kop=kop) as scherm:
        assert scherm.page.title() == "met een script – Loket"
    with open_pagina(kop=kop, met_js=False) as scherm:
        assert scherm.page.title() == "Een proef – Loket"
        assert gebreken(scherm)[0] == []


@pytest.mark.parametrize(
    ("css", "verwacht"),
    [
        (".proef { color: #999 }", "axe color-contrast: Elements must meet"),
        (".proef { color: #767676; background: linear-gradient(#fff, #eee) }", "nagerekend"),
        (".proef { color: #666; background: linear-gradient(#fff, rgb(0 0 0 / 30%)) }", "nagerekend"),
        (".proef { color: #333; background: linear-gradient(#fff, rgb(0 0 0 / 18%)) }", ""),
    ],
)
def test_te_weinig_contrast_wordt_gezien_ook_op_een_verloop(
    open_pagina: Openen, css: str, verwacht: str
) -> None:
    with open_pagina('<p class="proef">Een zin op een grond.</p>', css=css) as scherm:
        gevonden = gebreken(scherm)[0]
    assert [verwacht in gebrek for gebrek in gevonden] == ([True] if verwacht else [])


@pytest.mark.parametrize(
    ("inhoud", "css", "plekken", "verwacht"),
    [
        ("", "", 3, []),
        ('<p id="inhoud" tabindex="-1"><button>Twee</button></p>', "", 4, []),
        ('<label>Dag <input type="date"></label> <button>Na</button>', "", 5, []),
        ("", "button:focus { outline: none }", 3, ["focus niet te zien: <button>Zoek"]),
        ("", "button { position: fixed; left: -99px; width: 9px }", 3, ["focus buiten beeld: <button>Zoek"]),
        ("", "header { position: fixed; inset: 0; background: white }", 3, ["focus achter iets anders"] * 3),
    ],
)
def test_tab_komt_overal_en_ziet_waar_de_focus_niet_te_zien_is(
    open_pagina: Openen, inhoud: str, css: str, plekken: int, verwacht: list[str]
) -> None:
    with open_pagina(inhoud, css=OMLIJND + css) as scherm:
        aantal, gevonden = loop_met_tab(scherm.page)
    assert aantal == plekken
    assert [fout[: len(begin)] for fout, begin in zip(gevonden, verwacht, strict=True)] == verwacht


def test_vanaf_de_inhoud_begint_tab_na_wat_erboven_staat(open_pagina: Openen) -> None:
    inhoud = '<p id="inhoud" tabindex="-1"><button>Twee</button> <button>Drie</button></p>'
    with open_pagina(inhoud, css=OMLIJND) as scherm:
        assert loop_met_tab(scherm.page, van_inhoud=True) == (2, [])
