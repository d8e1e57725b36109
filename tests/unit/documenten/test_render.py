"""One template, the same values, the same bytes; and a version that follows every change."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from jinja2.exceptions import UndefinedError

from subsidie.documenten import sjablonen
from subsidie.documenten.render import Taak, Uitkomst, render, render_parallel
from subsidie.documenten.sjablonen import SJABLONEN, maak_html, versie
from subsidie.documenten.vormen import geld, moment, zin
from subsidie.kern.fouten import NietGevonden
from tests.fabrieken.brieven import MOMENT, afwijzing, alle_brieven, verlening
from tests.fabrieken.stukken import alle_stukken

VAST = "\N{NO-BREAK SPACE}"


def test_dezelfde_gegevens_geven_dezelfde_bytes_ook_na_andere_documenten() -> None:
    eerst = render("beschikkingen/verlening", verlening(), moment=MOMENT)
    render("beschikkingen/afwijzing_plafond", afwijzing("plafond"), moment=MOMENT)
    assert render("beschikkingen/verlening", verlening().als_json(), moment=MOMENT) == eerst


def test_een_ander_moment_of_een_ander_gegeven_geeft_een_ander_bestand() -> None:
    eerst = render("beschikkingen/verlening", verlening(), moment=MOMENT)
    later = render("beschikkingen/verlening", verlening(), moment=MOMENT + timedelta(seconds=1))
    anders = render("beschikkingen/verlening", verlening(datum="2023-12-05"), moment=MOMENT)
    assert len({eerst.sha256, later.sha256, anders.sha256}) == 3
    assert eerst.gegevens_sha256 == later.gegevens_sha256 != anders.gegevens_sha256


def test_een_ander_proces_maakt_dezelfde_bytes() -> None:
    brieven = alle_brieven()
    taken = [Taak(naam, brief.sjabloon, brief.als_json(), MOMENT) for naam, brief in brieven.items()]
    uit = {uitkomst.kenmerk: uitkomst for uitkomst in render_parallel(taken, werkers=2)}
    assert uit.keys() == brieven.keys()
    for naam, brief in brieven.items():
        assert uit[naam] == Uitkomst(naam, gerenderd=render(brief.sjabloon, brief, moment=MOMENT))


def test_een_document_dat_niet_kan_zegt_waarom_en_de_rest_gaat_door() -> None:
    goed, stuk = verlening().als_json(), verlening(project="x").als_json() | {"kenmerk": "😀"}
    taken = [
        Taak("onbekend", "beschikkingen/bestaat_niet", goed, MOMENT),
        Taak("teken", "beschikkingen/verlening", stuk, MOMENT),
        Taak("goed", "beschikkingen/verlening", goed, MOMENT),
    ]
    uit = {uitkomst.kenmerk: uitkomst for uitkomst in render_parallel(taken, werkers=1)}
    assert uit["onbekend"].fout == "Er is geen sjabloon ‘beschikkingen/bestaat_niet’."
    assert "U+1F600" in (uit["teken"].fout or "")
    assert uit["goed"].gerenderd is not None


def test_een_werker_laat_geen_bestanden_achter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    taken = [Taak(str(n), "beschikkingen/verlening", verlening().als_json(), MOMENT) for n in range(4)]
    assert len(list(render_parallel(taken, werkers=2))) == 4
    stroom = render_parallel(taken, werkers=2)
    next(stroom)
    stroom.close()
    assert list(tmp_path.iterdir()) == []


def test_elk_document_heeft_een_geregistreerd_sjabloon() -> None:
    gebruikt = {gegevens.sjabloon for gegevens in (*alle_brieven().values(), *alle_stukken().values())}
    assert gebruikt == set(SJABLONEN)


@pytest.mark.parametrize(
    ("sjabloon", "fout"), [("beschikkingen/verlening", KeyError), ("verdeling/protocol", UndefinedError)]
)
def test_een_ontbrekend_gegeven_is_een_fout_en_geen_lege_plek(sjabloon: str, fout: type[Exception]) -> None:
    with pytest.raises(fout):
        maak_html(sjabloon, {"voorbeeld": False})


def test_een_onbekend_sjabloon_bestaat_niet() -> None:
    with pytest.raises(NietGevonden):
        maak_html("../../geheim", {})


@pytest.mark.parametrize(
    "bestand",
    ["layout/brief.html", "beschikkingen/onderdelen/bezwaar.html", "beschikkingen/deelverlening.html"],
)
def test_de_versie_verandert_met_elk_deel_van_het_sjabloon(
    bestand: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for naam in sjablonen._samenstelling("beschikkingen/deelverlening.html"):
        doel = tmp_path / naam
        doel.parent.mkdir(parents=True, exist_ok=True)
        doel.write_bytes((sjablonen.MAP / naam).read_bytes())
    eerst = versie("beschikkingen/deelverlening")
    omgeving = Environment(loader=FileSystemLoader(tmp_path), autoescape=True)
    monkeypatch.setattr(sjablonen, "MAP", tmp_path)
    monkeypatch.setattr(sjablonen, "omgeving", lambda: omgeving)
    assert versie.__wrapped__("beschikkingen/deelverlening") == eerst
    (tmp_path / bestand).write_text((tmp_path / bestand).read_text() + "{# anders #}")
    assert versie.__wrapped__("beschikkingen/deelverlening") != eerst


def test_bedragen_en_momenten_breken_niet_af() -> None:
    assert geld(320_670_00) == f"€{VAST}320.670"
    assert geld(320_670_00, met_centen=True) == f"€{VAST}320.670,00"
    assert (
        zin("Op 7 juli 2023 was er € 5, op rang 97.")
        == f"Op 7{VAST}juli 2023 was er €{VAST}5, op rang{VAST}97."
    )
    assert moment("2023-06-15T12:02:11Z") == f"15{VAST}juni 2023 om 14.02.11{VAST}uur"
