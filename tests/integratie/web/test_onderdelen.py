"""Every component in every state: what it says, and that the living page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

from subsidie.web.onderdelen_voorbeelden import KLEUREN, KNOPPEN, MELDINGEN, PAGINAS
from subsidie.web.paginabestanden import STIJLBLADEN
from tests.infra.bestanden import WORTEL

SJABLONEN = WORTEL / "templates"
ONDERDELEN = sorted(pad.name for pad in (SJABLONEN / "onderdelen").glob("*.html"))
GEBRUIKT = re.compile(r"{%-?\s*(?:from|import|extends|include)\s+\"([^\"]+)\"")


@pytest.fixture
def app() -> Iterator[Flask]:
    """The component page by itself: it needs no database, only the addresses that the layout links to."""
    from subsidie.web import beveiliging, filters, onderdelen_routes, statisch

    toepassing = Flask("proef", template_folder=str(SJABLONEN), static_folder=str(WORTEL / "static"))
    toepassing.secret_key = "alleen in deze test"
    toepassing.jinja_env.trim_blocks = toepassing.jinja_env.lstrip_blocks = True
    filters.registreer(toepassing)
    statisch.registreer(toepassing)
    toepassing.register_blueprint(onderdelen_routes.bp)
    for eindpunt in ("openbaar.tranches", "opendata.pagina", "accounts.inloggen"):
        toepassing.add_url_rule(f"/{eindpunt}", eindpunt, lambda: "")
    toepassing.jinja_env.globals["csrf_token"] = lambda: "proef"
    toepassing.context_processor(lambda: {"ik": None, "menu": (), "voorbeeld_band": "VOORBEELD"})
    toepassing.after_request(lambda antwoord: (antwoord.headers.update(beveiliging.KOPPEN), antwoord)[1])
    with toepassing.app_context():
        yield toepassing


@pytest.fixture
def overzicht(app: Flask) -> str:
    antwoord = app.test_client().get("/onderdelen")
    assert antwoord.status_code == 200
    return antwoord.text


def _maak(app: Flask, bron: str, **waarden: object) -> str:
    return app.jinja_env.from_string(bron).render(**waarden)


def _bereikt(sjabloon: str, gezien: set[str]) -> set[str]:
    """The templates that ``sjabloon`` uses, and those that these use."""
    if sjabloon not in gezien:
        gezien.add(sjabloon)
        for ander in GEBRUIKT.findall((SJABLONEN / sjabloon).read_text(encoding="utf-8")):
            _bereikt(ander, gezien)
    return gezien


def test_elk_onderdeel_staat_op_de_onderdelenpagina() -> None:
    gezien: set[str] = set()
    for pad in (SJABLONEN / "onderdelen_pagina").glob("*.html"):
        _bereikt(f"onderdelen_pagina/{pad.name}", gezien)
    assert {f"onderdelen/{naam}" for naam in ONDERDELEN} - gezien == set()


@pytest.mark.parametrize("naam", ONDERDELEN)
def test_een_onderdeel_zegt_waarvoor_het_is_en_heeft_een_macro_met_zijn_naam(naam: str) -> None:
    tekst = (SJABLONEN / "onderdelen" / naam).read_text(encoding="utf-8")
    assert tekst.startswith("{#")
    boom = Environment(autoescape=True).parse(tekst)
    namen = {macro.name for macro in boom.find_all(nodes.Macro)}
    assert Path(naam).stem in namen


@pytest.mark.parametrize("naam", PAGINAS)
def test_elke_hele_pagina_verschijnt(app: Flask, naam: str) -> None:
    antwoord = app.test_client().get(f"/onderdelen/{naam}")
    assert antwoord.status_code == 200
    assert antwoord.text.count("<h1") == 1


def test_een_andere_pagina_is_er_niet(app: Flask) -> None:
    assert app.test_client().get("/onderdelen/bestaat-niet").status_code == 404


def test_elke_toestand_staat_op_de_pagina(overzicht: str) -> None:
    klassen = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', overzicht))))
    verwacht = {
        *(f"melding--{soort}" for soort in MELDINGEN),
        *(f"status--{kleur}" for kleur in KLEUREN),
        *(f"klok--{stand}" for stand in ("loopt", "bijna", "te_laat", "stil", "klaar")),
        *(f"stappen__stap--{stand}" for stand in ("gedaan", "nu", "straks")),
        *(f"tijdlijn__punt--{soort}" for soort in ("goed", "let_op", "fout", "info")),
        "nl-button--primary", "nl-button--secondary", "nl-button--subtle", "nl-button--negative", "nl-button--disabled",
        "veld--fout", "veld__vrij", "veld__hulp", "utrecht-textarea", "utrecht-select", "utrecht-radio-button",
        "utrecht-checkbox", "veld__bestand", "leeg__acties", "gegevens__bij", "kerncijfers__bij",
        "bestandenlijst__hash",
    }  # fmt: skip
    assert verwacht - klassen == set()
    assert len(KNOPPEN) == 4


def test_een_pagina_houdt_zich_aan_de_strenge_csp(app: Flask) -> None:
    klant = app.test_client()
    for pad in ("/onderdelen", *(f"/onderdelen/{naam}" for naam in PAGINAS)):
        tekst = klant.get(pad).text
        assert re.findall(r"<[^>]+\s(?:style|on\w+)=", tekst) == [], pad
        assert re.findall(r"<style|<script(?![^>]*\bsrc=)", tekst) == [], pad


def test_elke_id_is_een_keer_gebruikt_en_elke_verwijzing_komt_uit(app: Flask) -> None:
    klant = app.test_client()
    for pad in ("/onderdelen", *(f"/onderdelen/{naam}" for naam in PAGINAS)):
        tekst = klant.get(pad).text
        ids = re.findall(r'\sid="([^"]+)"', tekst)
        assert len(ids) == len(set(ids)), pad
        verwezen = re.findall(r'\s(?:for|aria-labelledby|aria-describedby|popovertarget)="([^"]+)"', tekst)
        assert {deel for verwijzing in verwezen for deel in verwijzing.split()} - set(ids) == set(), pad


def test_de_foutenlijst_verwijst_naar_velden_die_er_zijn(app: Flask) -> None:
    tekst = app.test_client().get("/onderdelen/formulier").text
    lijst = tekst[tekst.index("data-foutenlijst") :].partition("</ul>")[0]
    verwezen = re.findall(r'href="#([^"]+)"', lijst)
    assert len(verwezen) == 8
    assert set(verwezen) <= set(re.findall(r'\sid="([^"]+)"', tekst))


def test_een_veld_met_een_fout_zegt_dat_bij_het_veld(app: Flask) -> None:
    tekst = app.test_client().get("/onderdelen/formulier").text
    veld = re.search(r'<input[^>]*\sid="naam"[^>]*>', tekst)
    assert veld is not None
    assert 'aria-invalid="true"' in veld[0]
    assert 'aria-describedby="naam-fout"' in veld[0]
    assert re.search(r'id="naam-fout"><span[^>]*>Fout: </span>Vul de naam van het project in\.', tekst)


MET_TEKST = (
    "{{ status(k) }}",
    "{{ leeg(k, k) }}",
    "{{ gegevens([(k, k, k)]) }}",
    "{{ kerncijfers([(k, k, k, k)]) }}",
    "{{ melding('fout', k) }}",
    "{{ paginakop(k, k, k) }}",
    "{{ kruimelpad([(k, k)]) }}",
    "{{ knop(k, name=k) }}",
    "{{ knoplink(k, k) }}",
    "{{ stappen([(k, 'nu', k)]) }}",
    "{{ voortgang(1, 2, k) }}",
    "{{ tijdlijn([{'moment': moment, 'titel': k, 'tekst': k, 'door': k, 'soort': k}]) }}",
    "{{ bestandenlijst([{'naam': k, 'href': k, 'soort': k, 'sha256': k}]) }}",
    "{{ klok({'toestand': 'loopt', 'dagen': 1, 'tekst': k}) }}",
    "{{ gebreken([{'waar': k, 'melding': k}], k) }}",
)


@pytest.mark.parametrize("aanroep", MET_TEKST)
def test_wat_iemand_intikt_wordt_nooit_opmaak(app: Flask, aanroep: str) -> None:
    naam = aanroep[3:].partition("(")[0]
    bron = f'{{% from "onderdelen/{naam}.html" import {naam} %}}{aanroep}'
    uit = _maak(app, bron, k="\"'><script>alert(1)</script>", moment=datetime(2023, 6, 1, tzinfo=UTC))
    assert "<script" not in uit
    assert "&lt;script&gt;" in uit
    assert uit.count("\"'>") == 0


def test_een_onbekend_bedrag_is_geen_nul(app: Flask) -> None:
    bron = '{% from "onderdelen/bedrag.html" import bedrag %}{{ bedrag(cent) }}'
    assert "niet bekend" in _maak(app, bron, cent=None)
    assert "0" in _maak(app, bron, cent=0)
    assert "niet bekend" not in _maak(app, bron, cent=0)


@pytest.mark.parametrize(
    ("stand", "zin"),
    [
        ({"toestand": "loopt", "dagen": 34}, "nog 34 dagen"),
        ({"toestand": "bijna", "dagen": 1}, "nog 1 dag"),
        ({"toestand": "bijna", "dagen": 0}, "laatste dag"),
        ({"toestand": "te_laat", "dagen": -1}, "1 dag te laat"),
        ({"toestand": "te_laat", "dagen": 12}, "12 dagen te laat"),
        ({"toestand": "stil", "dagen": 20}, "staat stil, nog 20 dagen"),
        ({"toestand": "stil", "dagen": None}, "staat stil"),
        ({"toestand": "klaar", "dagen": None}, "klaar"),
    ],
)
def test_de_klok_zegt_in_woorden_hoe_het_staat(app: Flask, stand: dict[str, object], zin: str) -> None:
    bron = '{% from "onderdelen/klok.html" import klok %}{{ klok(stand) }}'
    uit = _maak(app, bron, stand={**stand, "eindigt": None, "tekst": ""})
    assert re.sub(r"<[^>]+>|\s+", " ", uit).split() == zin.split()


def test_de_band_van_het_voorbeeld_staat_er_alleen_bij_een_voorbeeld(app: Flask) -> None:
    bron = '{% extends "layout/pagina.html" %}{% block titel %}Proef{% endblock %}'
    basis = {"ik": None, "menu": ()}
    with app.test_request_context():
        assert "VOORBEELD" in _maak(app, bron, voorbeeld_band="VOORBEELD", **basis)
        assert "VOORBEELD" not in _maak(app, bron, voorbeeld_band="", **basis)


def test_elk_stijlblad_bestaat_en_gebruikt_alleen_waarden_die_er_zijn() -> None:
    css = {naam: (WORTEL / "static" / naam).read_text(encoding="utf-8") for naam in STIJLBLADEN}
    gezet = {naam for tekst in css.values() for naam in re.findall(r"(--[\w-]+)\s*:", tekst)}
    for naam, tekst in css.items():
        if not naam.startswith("vendor/"):
            # With a fallback after it, a value may be missing on purpose.
            gevraagd = set(re.findall(r"var\(\s*(--[\w-]+)\s*\)", tekst))
            assert gevraagd - gezet == set(), naam


def test_een_stijlblad_haalt_niets_van_elders() -> None:
    for naam in STIJLBLADEN:
        adressen = re.findall(
            r"url\(\s*[\"']?([^\"')]+)|@import", (WORTEL / "static" / naam).read_text("utf-8")
        )
        vreemd = [
            adres
            for adres in adressen
            if not adres.startswith(("data:image/svg+xml", "../vendor/weblettertypen/"))
        ]
        assert vreemd == [], naam
