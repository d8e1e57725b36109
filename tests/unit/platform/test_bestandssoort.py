"""A file is what is in it: five kinds, whole, one thing only; everything else is refused with what to do."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.platform.bestandssoort import Bestandssoort, bepaal_soort
from subsidie.platform.officebestand import GROOTSTE_LIJST

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def _deel(soort: bytes, inhoud: bytes) -> bytes:
    return struct.pack(">I", len(inhoud)) + soort + inhoud + struct.pack(">I", zlib.crc32(soort + inhoud))


def png(breedte: int = 1, hoogte: int = 1, *, extra: bytes = b"") -> bytes:
    kop = _deel(b"IHDR", struct.pack(">IIBBBBB", breedte, hoogte, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + kop + extra + _deel(b"IDAT", zlib.compress(b"\0\0")) + _deel(b"IEND", b"")


def jpg(breedte: int = 1, hoogte: int = 1) -> bytes:
    maat = b"\xff\xc0" + struct.pack(">HBHH", 11, 8, hoogte, breedte) + b"\x01\x01\x11\0"
    return (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
        + maat
        + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\x7f\xff\xd9"
    )


def office(*delen: tuple[str, str], extra: dict[str, bytes] | None = None, kop: str = "") -> bytes:
    """A zip with these parts and their content types, as Word and Excel make it."""
    soorten = "".join(f'<Override PartName="/{naam}" ContentType="{soort}"/>' for naam, soort in delen)
    inhoud = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{soorten}</Types>'
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr("[Content_Types].xml", f'<?xml version="1.0"?>{kop}{inhoud}')
        for naam, _ in delen:
            zip_.writestr(naam, b"<inhoud/>")
        for naam, data in (extra or {}).items():
            zip_.writestr(naam, data)
    return uit.getvalue()


def losse_zip(*namen: str) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as zip_:
        for naam in namen:
            zip_.writestr(naam, b"kwaad")
    return uit.getvalue()


def _xlsx() -> bytes:
    uit = io.BytesIO()
    with xlsxwriter.Workbook(uit, {"in_memory": True}) as boek:
        boek.add_worksheet().write(0, 0, "x")
    return uit.getvalue()


DOCX = office(("word/document.xml", WORD))
XLSX = _xlsx()
GOED = {
    Bestandssoort.PDF: PDF, Bestandssoort.XLSX: XLSX, Bestandssoort.DOCX: DOCX, Bestandssoort.PNG: png(),
    Bestandssoort.JPG: jpg(),
}  # fmt: skip


def melding(inhoud: bytes, naam: str = "") -> str:
    """What is said about a file that is refused, at the field that was named."""
    with pytest.raises(OngeldigeInvoer) as fout:
        bepaal_soort(io.BytesIO(inhoud), naam=naam, waar="bijlage")
    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["bijlage"]
    return fout.value.gebreken[0].melding


@pytest.mark.parametrize("soort", list(Bestandssoort))
def test_elke_soort_wordt_herkend_aan_de_inhoud(soort: Bestandssoort, tmp_path: Path) -> None:
    stroom = io.BytesIO(GOED[soort])
    assert bepaal_soort(stroom) is soort
    assert stroom.tell() == 0
    pad = tmp_path / "zonder-naam"
    pad.write_bytes(GOED[soort])
    assert bepaal_soort(pad, naam=f"Begroting v1.2.{soort.value.upper()}") is soort
    assert soort.mediatype.count("/") == 1


@pytest.mark.parametrize("soort", list(Bestandssoort))
def test_een_half_bestand_en_een_bestand_met_iets_erachter_worden_geweigerd(soort: Bestandssoort) -> None:
    heel = GOED[soort]
    for kapot in (heel[: len(heel) // 2], heel[:-8], heel + b"<script>", heel + losse_zip("a.exe")):
        assert melding(kapot)


@pytest.mark.parametrize("soort", list(Bestandssoort))
def test_een_naam_die_de_inhoud_tegenspreekt_wordt_geweigerd(soort: Bestandssoort) -> None:
    for ander in {"pdf", "xlsx", "docx", "png", "jpeg", "exe", "html"} - set(soort.extensies):
        assert f"‘.{ander}’" in melding(GOED[soort], f"plan.{soort}.{ander}")


def test_een_leeg_bestand_en_wat_geen_van_de_soorten_is() -> None:
    assert "leeg (0 bytes)" in melding(b"")
    for inhoud, woord in (
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "wachtwoord"),
        (b"GIF89a", "GIF"),
        (b"<!DOCTYPE html><p>", "webpagina"),
        (b"MZ\x90", "programma"),
        (b"hallo", "herkennen"),
        (b"\0" * 5000, "herkennen"),
        (b"\n%PDF-1.7\n%%EOF", "herkennen"),
    ):
        tekst = melding(inhoud)
        assert woord in tekst
        assert "PDF, XLSX, DOCX, PNG of JPG" in tekst


def test_een_bestand_dat_twee_dingen_tegelijk_is_wordt_geweigerd() -> None:
    zip_ = losse_zip("a.exe")
    verstopt = _deel(b"teSt", zip_)
    assert "zip-bestand tegelijk" in melding(png(extra=verstopt))
    assert "zip-bestand tegelijk" in melding(PDF[:9] + zip_ + PDF[9:])
    assert "een PDF tegelijk" in melding(png(extra=_deel(b"teSt", b"%PDF-1.4")))
    assert melding(b"#!/bin/sh\n" + DOCX)


def test_vier_bytes_die_toevallig_van_een_zip_zijn_maken_nog_geen_zip() -> None:
    assert bepaal_soort(io.BytesIO(PDF[:9] + b"PK\x05\x06 toeval" + PDF[9:])) is Bestandssoort.PDF


def test_een_zipbom_wordt_niet_uitgepakt() -> None:
    assert "veel te groot" in melding(
        office(("word/document.xml", WORD), extra={"word/x.xml": b"0" * 4_000_000})
    )
    assert "veel te groot" in melding(
        office(("word/document.xml", WORD), extra={str(n): b"" for n in range(10_001)})
    )


def _met_lange_lijst() -> bytes:
    """A zip of hardly any content whose list of parts is larger than that of any real document."""
    begin, een = b"PK\x03\x04".ljust(31, b"\0"), b"PK\x01\x02".ljust(46, b"\0")
    lijst = een * (GROOTSTE_LIJST // len(een) + 1)
    return begin + lijst + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, len(lijst), len(begin), 0)


def test_een_eindeloze_lijst_van_delen_wordt_niet_eens_gelezen(monkeypatch: pytest.MonkeyPatch) -> None:
    def leest(*_: object) -> None:
        raise AssertionError("dit kost seconden per bestand")

    monkeypatch.setattr(zipfile, "ZipFile", leest)
    assert "veel te groot" in melding(_met_lange_lijst())
    assert "zip-bestand tegelijk" in melding(PDF[:9] + _met_lange_lijst() + PDF[9:])
    zip64 = b"PK\x06\x07".ljust(20, b"\0")
    assert "veel te groot" in melding(DOCX[:-22] + zip64 + DOCX[-22:])


def test_macros_en_wachtwoorden_worden_geweigerd() -> None:
    met_macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert "macro" in melding(office(("word/document.xml", met_macro)))
    assert "macro" in melding(office(("word/document.xml", WORD), extra={"word/vbaProject.bin": b"x"}))
    for naam in ("xl/macrosheets/sheet1.xml", "word/activeX/activeX1.xml"):
        assert "macro" in melding(office(("word/document.xml", WORD), extra={naam: b"x"}))
    geheim = bytearray(DOCX)
    for begin, plek in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        vanaf = -1
        while (vanaf := geheim.find(begin, vanaf + 1)) >= 0:
            geheim[vanaf + plek] |= 1
    assert "wachtwoord" in melding(bytes(geheim))


@pytest.mark.parametrize("naam", ["/etc/passwd", "../x.xml", "word/../../x.xml", "C:/x.xml", "a\\b.xml"])
def test_een_deel_dat_buiten_het_bestand_wil_staan_wordt_geweigerd(naam: str) -> None:
    assert "niet heel" in melding(office(("word/document.xml", WORD), extra={naam: b"x"}))


def test_een_zip_die_geen_office_is_wordt_geweigerd() -> None:
    assert "zip" in melding(losse_zip("plan.pdf"))
    assert "zip" in melding(office(("word/document.xml", WORD), ("xl/workbook.xml", EXCEL)))
    assert "zip" in melding(office(("word/document.xml", "text/xml")))
    entiteit = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    assert "niet heel" in melding(office(("word/document.xml", WORD), kop=entiteit))


def test_een_beeld_zonder_of_met_veel_te_veel_beeldpunten_wordt_geweigerd() -> None:
    for maak in (png, jpg):
        assert "niet heel" in melding(maak(0, 5))
        assert "beeldpunten" in melding(maak(29_000, 29_000))


@given(st.sampled_from(list(GOED.values())), st.data())
def test_wat_er_ook_aan_een_bestand_verandert_er_komt_een_soort_of_een_melding(
    heel: bytes, data: st.DataObject
) -> None:
    plek = data.draw(st.integers(0, len(heel) - 1))
    anders = heel[:plek] + data.draw(st.binary(max_size=6)) + heel[plek + data.draw(st.integers(0, 6)) :]
    try:
        soort = bepaal_soort(io.BytesIO(anders))
    except OngeldigeInvoer as fout:
        assert fout.gebreken[0].melding.endswith(".")
    else:
        assert soort in GOED
