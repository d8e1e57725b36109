"""Reading CSV: what is allowed, and a clear message for what is not."""

from __future__ import annotations

import pytest

from subsidie.aanvragen import bronbestand
from subsidie.aanvragen.bronbestand import Tabel, lees_csv
from subsidie.kern.fouten import OngeldigeInvoer
from tests.fabrieken.importbestanden import aanvraag, als_csv, lees, lees_rijen, regel


def _tabel(inhoud: bytes) -> Tabel:
    return lees_csv(inhoud, b"").aanvragen


def _melding(inhoud: bytes) -> str:
    (gebrek,) = _tabel(inhoud).gebreken
    return str(gebrek)


@pytest.mark.parametrize("scheidingsteken", [",", ";"])
@pytest.mark.parametrize("regeleinde", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("merk", [b"", b"\xef\xbb\xbf"])
def test_komma_of_puntkomma_en_elk_regeleinde_lezen_hetzelfde(
    scheidingsteken: str, regeleinde: str, merk: bytes
) -> None:
    rijen = [aanvraag(projectnaam='Hof, \'t; "Nieuwe" Dôme')], [regel()]
    gewoon = lees_rijen(*rijen)
    aanvragen, woonruimten = (
        merk + als_csv(deel, scheidingsteken=scheidingsteken, regeleinde=regeleinde) for deel in rijen
    )

    assert lees(lees_csv(aanvragen, woonruimten)) == gewoon
    assert gewoon[0].projectnaam == 'Hof, \'t; "Nieuwe" Dôme'


def test_rijen_tellen_zoals_in_een_rekenprogramma() -> None:
    # A text of two lines is one row, an empty line is one too.
    tabel = _tabel(b'a,b\r\n"een\r\ntwee",x\r\n\r\n,\r\nvijf,y\r\n')

    assert [rij.nummer for rij in tabel.rijen] == [1, 2, 5]


def test_spaties_om_een_cel_tellen_niet_mee() -> None:
    assert _tabel("a,b\n  x\u00a0, y\t\n".encode()).rijen[1].cellen == ("x", "y")


def test_een_letter_met_los_accent_wordt_een_letter() -> None:
    assert _tabel("Dome\u0301,b\n".encode()).rijen[0].cellen[0] == "Dom\u00e9"


@pytest.mark.parametrize(
    ("inhoud", "verwacht"),
    [
        ("naam\nCafé\n".encode("latin-1"), "op regel 2"),
        ("naam\nCafé\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest", "werkmap (XLSX)"),
        (b"\xd0\xcf\x11\xe0rest", "werkmap (XLS)"),
    ],
)
def test_een_ander_bestand_wordt_geweigerd_met_wat_te_doen(inhoud: bytes, verwacht: str) -> None:
    melding = _melding(inhoud)

    assert verwacht in melding
    assert melding.startswith("aanvragen: ")
    assert "XLSX" in melding or "CSV UTF-8" in melding


@pytest.mark.parametrize("inhoud", ['a,b\nx,"open\n', 'a,b\nx,"dicht" y\n'])
def test_kapotte_aanhalingstekens_noemen_de_rij(inhoud: str) -> None:
    tabel = _tabel(inhoud.encode())

    assert str(tabel.gebreken[0]).startswith("aanvragen, rij 2: De aanhalingstekens kloppen niet")
    assert not tabel.leesbaar


def test_wat_voor_een_kapotte_rij_staat_wordt_nog_getoetst() -> None:
    aanvragen = als_csv([aanvraag(bouwvorm="hout"), aanvraag(aanvraagnummer="A-2")]) + b'"open'

    with pytest.raises(OngeldigeInvoer) as fout:
        lees(lees_csv(aanvragen, als_csv([regel(), regel(aanvraagnummer="A-9")])))

    plaatsen = [gebrek.waar for gebrek in fout.value.gebreken]
    # A-9 may well stand in what was not read: nothing is said about it.
    assert plaatsen == [
        "aanvragen, rij 4",
        "aanvragen, rij 2, kolom bouwvorm",
        "aanvragen, rij 3, kolom aanvraagnummer",
    ]


def test_een_te_groot_bestand_wordt_niet_gelezen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bronbestand, "HOOGSTE_BESTAND", 1_000_000)

    assert _melding(b"x" * 1_000_001) == (
        "aanvragen: Het bestand is te groot. Het mag ten hoogste 1 MB zijn."
    )
    assert _tabel(b" \n" * 500_000).gebreken == ()


def test_te_veel_rijen_of_kolommen_worden_geweigerd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bronbestand, "HOOGSTE_RIJEN", 3)
    monkeypatch.setattr(bronbestand, "HOOGSTE_KOLOMMEN", 2)

    assert _tabel(b"a,b\n1,2\n3,4\n,\n,,\n").gebreken == ()
    assert "rij 4" in _melding(b"a,b\n1,2\n3,4\n5,6\n")
    assert "kolom 3" in _melding(b"a,b,c\n1,2,3\n")


def test_twee_onleesbare_bestanden_worden_allebei_gemeld() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees(lees_csv(b"PK\x03\x04", b"\xff\xfe"))

    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["aanvragen", "woonruimten"]
