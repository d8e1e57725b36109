"""What the macros write: pictures that can be read without seeing them, and that the strict page allows."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from subsidie.web.beeld import Balkgegevens, Balksegment, Staaf, balk, staven
from subsidie.web.beeld_voorbeelden import Voorbeelden, voorbeelden
from tests.infra.bestanden import WORTEL

SVG = "{http://www.w3.org/2000/svg}"


@cache
def _omgeving() -> Environment:
    return Environment(
        loader=FileSystemLoader(WORTEL / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined,
    )  # fmt: skip


def teken(macro: str, beeld: object, **keuzes: object) -> str:
    sjabloon = f'{{% from "onderdelen/{macro}.html" import {macro} %}}{{{{ {macro}(beeld, **keuzes) }}}}'
    return _omgeving().from_string(sjabloon).render(beeld=beeld, keuzes=keuzes)


@cache
def bladzijde() -> str:
    return _omgeving().get_template("onderdelen_pagina/beelden.html").render(beelden=voorbeelden())


def boom(html: str) -> ElementTree.Element:
    """The page as a tree; the macros write HTML that is XML too, save its boolean attributes."""
    return ElementTree.fromstring(f"<x>{html.replace(' open>', '>')}</x>")  # noqa: S314  (our own text)


def test_elk_id_is_er_een_keer_en_elke_verwijzing_komt_uit() -> None:
    html = bladzijde()
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    verwezen = re.findall(r"url\(#([^)]+)\)", html)
    for lijst in re.findall(r' aria-(?:labelledby|describedby)="([^"]+)"', html):
        verwezen += lijst.split()
    assert verwezen
    assert set(verwezen) <= set(ids)


def test_elke_tekening_heeft_een_naam_of_is_verborgen() -> None:
    tekeningen = list(boom(bladzijde()).iter("svg"))
    binnen = {kind for svg in tekeningen for kind in svg.iter("svg") if kind is not svg}
    for svg in set(tekeningen) - binnen:
        if svg.get("role") == "img":
            (titel,) = [kind for kind in svg if kind.tag == "title"]
            assert titel.text
            assert svg.get("aria-labelledby") == titel.get("id")
        else:
            assert svg.get("aria-hidden") == "true"


def test_elk_beeld_heeft_zijn_cijfers_als_tabel() -> None:
    figuren = list(boom(bladzijde()).iter("figure"))
    voorbeeld = voorbeelden()
    assert len(figuren) == sum(len(getattr(voorbeeld, veld.name)) for veld in fields(Voorbeelden))
    for figuur in figuren:
        (details,) = figuur.iter("details")
        assert details.findtext("summary") == "Toon als tabel"
        (tabel,) = details.iter("table")
        assert tabel.findtext("caption")
        koppen = list(tabel.iter("th"))
        assert koppen
        assert all(kop.get("scope") in {"col", "row"} for kop in koppen)
        breedte = len(tabel.find("thead/tr") or ())
        for rij in tabel.iterfind("tbody/tr"):
            assert sum(int(cel.get("colspan", "1")) for cel in rij) == breedte


def test_getallen_in_de_tabel_staan_rechts() -> None:
    html = teken("staven", staven("T", ("a", "b"), [Staaf("x", (1, 2))], kenmerk="s"))
    assert re.findall(r'<td( class="getal")?>', html) == [' class="getal"'] * 3


def test_de_beelden_houden_zich_aan_het_beleid_van_de_pagina() -> None:
    html = bladzijde()
    assert not re.search(r"<(?:style|script)\b|\bstyle=|\bon\w+=|javascript:", html)


def test_de_segmenten_zijn_te_klikken_maar_geen_stap_op_het_toetsenbord() -> None:
    segmenten = tuple(Balksegment(f"A{nummer}", 100, 100, f"#rij-{nummer}") for nummer in range(131))
    wortel = boom(teken("plafondbalk", balk(Balkgegevens(segmenten, 10_000), kenmerk="b")))
    doelen = [svg for svg in wortel.iter("svg") if svg.get("class") == "balk__doelen"]
    koppelingen = [koppeling for svg in doelen for koppeling in svg.iter("a")]
    assert len(koppelingen) == 131
    assert all(koppeling.get("tabindex") == "-1" for koppeling in koppelingen)
    assert all(koppeling.find("rect/title") is not None for koppeling in koppelingen)
    assert [svg.get("aria-hidden") for svg in doelen] == ["true"]
    tekening = [svg for svg in wortel.iter("svg") if svg.get("role") == "img"]
    assert not [koppeling for svg in tekening for koppeling in svg.iter("a")]


def test_een_naam_kan_niets_aan_de_pagina_toevoegen() -> None:
    kwaad = '<script>alert(1)</script>"&'
    html = teken(
        "plafondbalk", balk(Balkgegevens((Balksegment(kwaad, 10, 10, '#"x'),), 10, titel=kwaad), kenmerk="b")
    )
    html += teken("staven", staven(kwaad, ("a",), [Staaf(kwaad, (1,))], kenmerk="s"))
    assert "<script" not in html
    assert [tekst for tekst in boom(html).itertext() if tekst == kwaad]


def test_zonder_kop_houdt_het_beeld_zijn_naam() -> None:
    beeld = balk(Balkgegevens((), None, titel="Pot 1"), kenmerk="b")
    html = teken("plafondbalk", beeld, kop=False)
    assert "figcaption" not in html
    assert '<title id="b-titel">Pot 1</title>' in html


def test_de_tabel_kan_op_papier_dicht_blijven() -> None:
    beeld = staven("T", ("a",), [Staaf("x", (1,))], kenmerk="s")
    assert "niet-in-druk" in teken("staven", beeld, druk_tabel=False)
    assert "niet-in-druk" not in teken("staven", beeld)


def test_zonder_gegevens_zegt_het_beeld_dat() -> None:
    assert "nog niets om te tonen" in teken("staven", staven("T", ("a",), [], kenmerk="s"))


@pytest.mark.parametrize("voorvoegsel", ["balk__", "staven__", "lijnen__", "kaart__", "legenda", "beeld__"])
def test_elke_klasse_in_de_beelden_heeft_een_stijl(voorvoegsel: str) -> None:
    css = (WORTEL / "static" / "css" / "beelden.css").read_text(encoding="utf-8")
    gebruikt = {
        klasse
        for lijst in re.findall(r' class="([^"]+)"', bladzijde())
        for klasse in lijst.split()
        if klasse.startswith(voorvoegsel)
    }
    assert gebruikt
    zonder = {klasse for klasse in gebruikt if not re.search(rf"\.{re.escape(klasse)}(?![\w-])", css)}
    assert zonder - {"balk__tekening", "legenda"} == set()
