"""Every document is PDF/A-3a (to keep) and PDF/UA-1 (for everyone to read), and says what it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from weasyprint import HTML

from subsidie.documenten.render import Gerenderd, render
from subsidie.kern.canoniek import canonieke_json
from tests import verapdf
from tests.fabrieken.brieven import MOMENT, alle_brieven
from tests.fabrieken.pdf import bijlagen, tags, tekst_per_bladzijde
from tests.fabrieken.stukken import alle_stukken

VOORBEELD = "VOORBEELD – verzonnen gegevens"


@pytest.mark.parametrize("niveau", verapdf.NIVEAUS)
def test_elk_document_voldoet_aan_beide_normen(document: Gerenderd, niveau: str) -> None:
    verapdf.vereist()
    assert verapdf.fouten(document.pdf, niveau) == []


@pytest.mark.parametrize("niveau", verapdf.NIVEAUS)
def test_de_keurmeester_keurt_een_gewone_pdf_af(niveau: str) -> None:
    verapdf.vereist()
    gewoon = HTML(string="<p>Zonder norm").write_pdf()
    assert verapdf.fouten(gewoon, niveau) != []


def test_de_keurmeester_ziet_dat_de_verklaring_van_toegankelijkheid_weg_is(
    gemaakt: Callable[[str], Gerenderd],
) -> None:
    verapdf.vereist()
    with pikepdf.open(BytesIO(gemaakt("verlening").pdf)) as bestand:
        xmp = bestand.Root.Metadata.read_bytes()
        assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp
        bestand.Root.Metadata.write(xmp.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))
        uit = BytesIO()
        bestand.save(uit, deterministic_id=True)
    assert verapdf.fouten(uit.getvalue(), "PDF/UA-1") != []


def test_koppen_slaan_geen_niveau_over(document: Gerenderd) -> None:
    niveaus = [int(tag.soort[1]) for tag in tags(document.pdf) if tag.soort in ("H1", "H2", "H3", "H4")]
    assert niveaus[0] == 1
    assert niveaus.count(1) == 1
    assert all(volgende <= vorige + 1 for vorige, volgende in pairwise(niveaus))


def test_elke_kop_van_een_tabel_zegt_waarover_hij_gaat(document: Gerenderd) -> None:
    koppen = [tag for tag in tags(document.pdf) if tag.soort == "TH"]
    assert koppen
    assert {tag.bereik for tag in koppen} <= {"Column", "Row"}


def test_elke_tabel_heeft_koppen(document: Gerenderd) -> None:
    soorten = [tag.soort for tag in tags(document.pdf)]
    tabellen = "".join({"Table": "T", "TH": "h"}.get(soort, "") for soort in soorten).split("T")[1:]
    assert tabellen
    assert all(tabellen)


def test_de_lezer_toont_de_titel_en_kent_de_taal(document: Gerenderd) -> None:
    with pikepdf.open(BytesIO(document.pdf)) as bestand:
        assert bool(bestand.Root.ViewerPreferences.DisplayDocTitle)
        assert str(bestand.Root.Lang) == "nl"
        assert str(bestand.docinfo.Title) == document.titel
        assert str(bestand.docinfo.CreationDate) == "D:20231204090000Z"
    assert document.titel.startswith("VOORBEELD – ")


def test_de_gegevens_reizen_mee_in_het_document(naam: str, document: Gerenderd) -> None:
    gegevens = {**alle_brieven(), **alle_stukken()}[naam]
    inhoud, relatie = bijlagen(document.pdf)["gegevens.json"]
    assert relatie == "/Data"
    assert inhoud == canonieke_json(gegevens.als_json())
    assert type(gegevens).van_json(json.loads(inhoud)) == gegevens


def test_uit_de_meegereisde_gegevens_komt_hetzelfde_document(document: Gerenderd) -> None:
    inhoud, _ = bijlagen(document.pdf)["gegevens.json"]
    assert render(document.sjabloon, json.loads(inhoud), moment=MOMENT).sha256 == document.sha256


def test_voorbeeld_staat_op_elke_bladzijde(document: Gerenderd) -> None:
    bladzijden = tekst_per_bladzijde(document.pdf)
    assert all(VOORBEELD in blad for blad in bladzijden)
    # On the first page twice: in the margin, and at the start of the text for who hears it read.
    assert bladzijden[0].count(VOORBEELD) == 2


def test_zonder_voorbeeld_staat_het_er_nergens() -> None:
    brief = alle_brieven()["verlening_vast"].als_json() | {"voorbeeld": False}
    echt = render("beschikkingen/verlening_vast", brief, moment=MOMENT)
    assert "VOORBEELD" not in " ".join(tekst_per_bladzijde(echt.pdf)) + echt.titel


def test_elke_bladzijde_zegt_welke_het_is_en_waarbij_zij_hoort(naam: str, document: Gerenderd) -> None:
    kenmerk = {**alle_brieven(), **alle_stukken()}[naam].kenmerk
    bladzijden = tekst_per_bladzijde(document.pdf)
    for nummer, blad in enumerate(bladzijden, start=1):
        assert f"Pagina {nummer} van {len(bladzijden)}" in blad
        assert kenmerk in blad
