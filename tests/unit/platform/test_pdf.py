"""The PDF maker reads bundled assets only, is strict, and repeats itself to the byte."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from subsidie.platform import lettertypen
from subsidie.platform.pdf import BronGeweigerd, Bundel, OpmaakFout, maak_pdf, toolchain

MOMENT = datetime(2023, 12, 4, 9, 0, tzinfo=UTC)


def _maak(inhoud: str, **opties: object) -> bytes:
    html = (
        f"<!doctype html><html lang=nl><head><title>x</title></head><body><h1>Kop</h1>{inhoud}</body></html>"
    )
    return maak_pdf(html, **{"titel": "Proef", "moment": MOMENT, **opties})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "bron",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.png",
        "https://statisch.invalid.voorbeeld/x.png",
        "https://statisch.invalid/../pyproject.toml",
        "https://statisch.invalid/%2e%2e/pyproject.toml",
        "https://statisch.invalid/bestaat-niet.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "ftp://127.0.0.1/x.png",
        "../../../etc/hostname.png",
    ],
)
def test_wat_niet_van_het_programma_is_wordt_niet_opgehaald(bron: str) -> None:
    with pytest.raises(BronGeweigerd):
        _maak(f'<img src="{bron}" alt="plaatje">')


@pytest.mark.parametrize(
    "regel", ['@import "file:///etc/x.css";', "p { background: url(file:///etc/hostname) }"]
)
def test_ook_een_stijlregel_haalt_niets_op(regel: str) -> None:
    with pytest.raises(BronGeweigerd):
        _maak(f"<style>{regel}</style><p>tekst</p>")


def test_een_aanhangsel_in_de_html_wordt_niet_opgehaald() -> None:
    with pytest.raises(BronGeweigerd):
        _maak('<link rel="attachment" href="file:///etc/hostname"><p>tekst</p>')


def test_een_bestand_van_het_programma_wordt_wel_gelezen() -> None:
    antwoord = Bundel().fetch("https://statisch.invalid/vendor/lettertypen/LoketSans-Regular.ttf")
    assert antwoord.read() == (lettertypen.MAP / "LoketSans-Regular.ttf").read_bytes()


def test_een_plaatje_zonder_beschrijving_is_een_fout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vlak.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    monkeypatch.setattr(lettertypen, "STATISCH", tmp_path)
    with pytest.raises(OpmaakFout, match="alt"):
        _maak('<img src="vlak.svg">')


def test_een_onbekende_stijlregel_is_een_fout() -> None:
    with pytest.raises(OpmaakFout, match="kleur"):
        _maak("<style>p { kleur: rood }</style><p>tekst</p>")


def test_hetzelfde_ogenblik_in_een_andere_tijdzone_geeft_dezelfde_bytes() -> None:
    amsterdam = MOMENT.astimezone(timezone(timedelta(hours=1)))
    assert _maak("<p>tekst</p>") == _maak("<p>tekst</p>", moment=amsterdam)


def test_een_moment_zonder_tijdzone_wordt_geweigerd() -> None:
    with pytest.raises(ValueError, match="time zone"):
        _maak("<p>tekst</p>", moment=datetime(2023, 12, 4))  # noqa: DTZ001 - that is the point


def test_de_gereedschappen_zijn_bekend() -> None:
    versies = toolchain()
    assert {"weasyprint", "pydyf", "pango", "harfbuzz", "zlib"} <= versies.keys()
    assert "afwezig" not in {versies["pango"], versies["harfbuzz"]}
    assert sum(naam.startswith("lettertype ") for naam in versies) == 4


def test_alleen_de_eigen_lettertypen_komen_in_het_bestand(tmp_path: Path) -> None:
    from io import BytesIO

    import pikepdf

    pdf = _maak('<p style="font-family: DejaVu Sans">tekst</p><p style="font-family: serif">tekst</p>')
    with pikepdf.open(BytesIO(pdf)) as bestand:
        namen = {
            str(deel.FontName).split("+")[1]
            for deel in bestand.objects
            if isinstance(deel, pikepdf.Dictionary) and deel.get("/Type") == "/FontDescriptor"
        }
    assert namen
    assert all(naam.startswith("Loket-") for naam in namen)
