"""Reading a workbook: the same as CSV where it can mean only one thing, and safe against any file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from subsidie.aanvragen import bronbestand, bronwerkmap
from subsidie.aanvragen.bronwerkmap import lees_xlsx
from subsidie.kern.fouten import OngeldigeInvoer
from tests.fabrieken.importbestanden import aanvraag, als_xlsx, lees, lees_rijen, met_deel, regel

BLAD = "xl/worksheets/sheet1.xml"


def _met_waarden() -> bytes:
    """The row of ``aanvraag()`` and ``regel()``, with numbers and dates in cells of their own kind."""
    return als_xlsx(
        [
            aanvraag(
                totale_kosten_eur=500000, eigen_bijdrage_en_overige_dekking_eur=400000, gevraagd_eur=85000,
                start_bouw_gepland=date(2024, 1, 15), oplevering_gepland=date(2025, 6, 30),
            )
        ],
        [regel(regel=1, aantal=10, huurprijs_per_maand_eur=600)],
    )  # fmt: skip


def _met_cel(cel: str, rij: int = 4) -> bytes:
    """A workbook with one more row, that holds this XML of a cell."""
    extra = f'<row r="{rij}">{cel}</row></sheetData>'.encode()
    return met_deel(_met_waarden(), BLAD, lambda deel: deel.replace(b"</sheetData>", extra))


def _gebreken(werkmap: bytes) -> list[str]:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees(lees_xlsx(werkmap))
    return [str(gebrek) for gebrek in fout.value.gebreken]


def test_getallen_en_datums_in_eigen_cellen_zijn_dezelfde_aanvraag() -> None:
    assert lees(lees_xlsx(_met_waarden())) == lees_rijen([aanvraag()], [regel()])


def test_tekst_in_alle_cellen_is_dezelfde_aanvraag() -> None:
    assert lees(lees_xlsx(als_xlsx([aanvraag()], [regel()]))) == lees_rijen([aanvraag()], [regel()])


@pytest.mark.parametrize(
    ("getal", "cent"), [(261042, 26_104_200), (261042.5, 26_104_250), (0.07, 7), (4192000.1, 419_200_010)]
)
def test_een_bedrag_in_een_getalcel_is_op_de_cent_gelijk(getal: float, cent: int) -> None:
    (gelezen,) = lees(lees_xlsx(als_xlsx([aanvraag(gevraagd_eur=getal)], [regel()])))

    assert gelezen.gevraagd_cent == cent


@pytest.mark.parametrize("getal", [0.005, 261041.899, 100 / 3])
def test_een_getal_met_meer_dan_twee_decimalen_wordt_niet_afgerond(getal: float) -> None:
    (gebrek,) = _gebreken(als_xlsx([aanvraag(gevraagd_eur=getal)], [regel()]))

    assert gebrek.startswith("aanvragen, rij 2, kolom gevraagd_eur: ")
    assert "Rond het bedrag zelf af op hele centen." in gebrek


@pytest.mark.parametrize(
    ("klok", "voorstel"),
    [
        (datetime(2023, 6, 15, 14, 2, 11), "2023-06-15T14:02:11+02:00"),  # noqa: DTZ001
        (datetime(2023, 1, 15, 14, 2, 11), "2023-01-15T14:02:11+01:00"),  # noqa: DTZ001
    ],
)
def test_een_datumcel_is_geen_moment_maar_het_antwoord_staat_erbij(klok: datetime, voorstel: str) -> None:
    (gebrek,) = _gebreken(als_xlsx([aanvraag(ontvangen_op=klok, volledig_op="")], [regel()]))

    assert gebrek == (
        "aanvragen, rij 2, kolom ontvangen_op: Een datumcel heeft geen tijdzone. Maak de cel op als tekst."
        f" Schrijf het moment met de tijdzone erbij. Voor Nederlandse tijd is dat {voorstel}."
    )


def test_voor_een_uur_dat_twee_keer_komt_wordt_niets_voorgesteld() -> None:
    dubbel = datetime(2022, 10, 30, 2, 30)  # noqa: DTZ001
    (gebrek,) = _gebreken(als_xlsx([aanvraag(ontvangen_op=dubbel, volledig_op="")], [regel()]))

    assert "Voor Nederlandse tijd" not in gebrek


def test_een_datum_met_een_tijd_is_geen_dag() -> None:
    middag = datetime(2024, 1, 15, 12, 0)  # noqa: DTZ001
    (gebrek,) = _gebreken(als_xlsx([aanvraag(start_bouw_gepland=middag)], [regel()]))

    assert "heeft een tijd. Vul alleen de datum in." in gebrek


def test_bladnamen_met_hoofdletters_en_andere_bladen_mogen() -> None:
    def nog_een_blad(boek: Any, _: Any) -> None:
        boek.add_worksheet("toelichting").write(1_000_000, 0, "hier mag alles")

    werkmap = als_xlsx([aanvraag()], [regel()], bladen=("Aanvragen", " WOONRUIMTEN"), bewerk=nog_een_blad)

    assert len(lees(lees_xlsx(werkmap))) == 1


def test_een_werkmap_met_volledige_paden_wordt_ook_gelezen() -> None:
    # Both ways to point at a sheet are right (ECMA-376); programs differ.
    werkmap = met_deel(
        _met_waarden(),
        "xl/_rels/workbook.xml.rels",
        lambda deel: deel.replace(b'"worksheets/', b'"/xl/worksheets/'),
    )

    assert lees(lees_xlsx(werkmap)) == lees_rijen([aanvraag()], [regel()])


def test_een_ontbrekend_blad_noemt_de_bladen_die_er_zijn() -> None:
    (gebrek,) = _gebreken(als_xlsx([aanvraag()], [regel()], bladen=("aanvragen", "Blad2")))

    assert gebrek == (
        "woonruimten: Dit blad ontbreekt. De bladen heten nu ‘aanvragen’ en ‘Blad2’."
        " Noem één blad ‘woonruimten’."
    )


def test_twee_bladen_voor_een_tabel_worden_niet_geraden() -> None:
    def nog_een(boek: Any, _: Any) -> None:
        boek.add_worksheet("woonruimten ")

    assert "Dit blad staat er twee keer." in _gebreken(als_xlsx([aanvraag()], [regel()], bewerk=nog_een))[0]


def test_de_uitkomst_van_een_formule_telt() -> None:
    def formule(_: Any, blad: Any) -> None:
        blad.write_formula(1, 9, "=500000-415000", None, 85000)

    werkmap = als_xlsx([aanvraag()], [regel()], bewerk=formule)

    assert lees(lees_xlsx(werkmap)) == lees_rijen([aanvraag()], [regel()])


@pytest.mark.parametrize(
    ("cel", "melding"),
    [
        ('<c r="E4" t="e"><v>#N/A</v></c>', "een fout van het rekenprogramma"),
        ('<c r="E4"><f>1+1</f></c>', "een formule zonder uitkomst"),
    ],
)
def test_een_cel_zonder_waarde_is_geen_lege_cel(cel: str, melding: str) -> None:
    gebreken = _gebreken(_met_cel(cel))

    assert any(g.startswith("aanvragen, rij 4, kolom bouwvorm: ") and melding in g for g in gebreken)


def test_samengevoegde_cellen_worden_genoemd() -> None:
    def voeg_samen(_: Any, blad: Any) -> None:
        blad.merge_range("C2:C3", "Oosterhout")

    rijen = [aanvraag(), aanvraag(aanvraagnummer="A-2")]
    gebreken = _gebreken(als_xlsx(rijen, [regel(), regel(aanvraagnummer="A-2")], bewerk=voeg_samen))

    assert gebreken[0].startswith("aanvragen, rij 2: De cellen C2:C3 zijn samengevoegd.")


def test_lege_rijen_tellen_mee_in_het_rijnummer() -> None:
    def lege_rij(_: Any, blad: Any) -> None:
        blad.write(9, 0, "B-1")
        blad.write_blank(900_000, 0, None, None)

    gebreken = _gebreken(als_xlsx([aanvraag()], [regel()], bewerk=lege_rij))

    assert {gebrek.split(",")[1] for gebrek in gebreken} == {" rij 10"}


def test_alleen_een_kleur_ver_naar_beneden_is_geen_rij() -> None:
    def kleur(boek: Any, blad: Any) -> None:
        blad.write_blank(1_048_575, 16_383, None, boek.add_format({"bg_color": "#ffff00"}))

    assert len(lees(lees_xlsx(als_xlsx([aanvraag()], [regel()], bewerk=kleur)))) == 1


@pytest.mark.parametrize(("cel", "melding"), [("A50001", "rij 50.001"), ("AY4", "kolom 51")])
def test_een_cel_buiten_de_grenzen_wordt_geweigerd_voor_hij_geheugen_kost(cel: str, melding: str) -> None:
    rij = int(cel.lstrip("AY"))

    assert melding in _gebreken(_met_cel(f'<c r="{cel}"><v>1</v></c>', rij))[0]


@pytest.mark.parametrize("getal", ["1e300", "-1e300", "NaN", "inf", "99999999999"])
def test_een_onmogelijk_getal_in_een_datumcel_is_een_gebrek_en_geen_storing(getal: str) -> None:
    def als_datum(boek: Any, blad: Any) -> None:
        blad.write(1, 10, 45000, boek.add_format({"num_format": "yyyy-mm-dd"}))

    werkmap = als_xlsx([aanvraag()], [regel()], bewerk=als_datum)
    vervang = met_deel(werkmap, BLAD, lambda deel: deel.replace(b"<v>45000</v>", f"<v>{getal}</v>".encode()))

    assert _gebreken(vervang)[0].startswith("aanvragen, rij 2, kolom K: Dit getal kan niet kloppen")


def _zip(**delen: bytes) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as archief:
        for naam, deel in delen.items():
            archief.writestr(naam, deel)
    return uit.getvalue()


def _met_wachtwoord() -> bytes:
    """A zip of which the parts are marked as encrypted."""
    inhoud = bytearray(_met_waarden())
    for kop, plaats in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = inhoud.find(kop)
        while begin >= 0:
            inhoud[begin + plaats] |= 1
            begin = inhoud.find(kop, begin + 4)
    return bytes(inhoud)


def _met_blad(verander: Callable[[bytes], bytes]) -> bytes:
    return met_deel(_met_waarden(), BLAD, verander)


DOCTYPE = b'<!DOCTYPE w [<!ENTITY a "b">]><worksheet'
KAPOT: dict[str, tuple[Callable[[], bytes], str]] = {
    "tekst": (lambda: b"gewoon tekst", "geen XLSX-bestand"),
    "leeg": (lambda: b"", "geen XLSX-bestand"),
    "oud of versleuteld": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wachtwoord"),
    "versleutelde zip": (_met_wachtwoord, "wachtwoord"),
    "ods": (lambda: _zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "niet als ODS"),
    "afgekapt": (lambda: _met_waarden()[:3000], "beschadigd"),
    "afgekapt blad": (lambda: _met_blad(lambda deel: deel[:400]), "beschadigd"),
    "onzin als plaats": (lambda: _met_blad(lambda deel: deel.replace(b'r="A2"', b'r="2A"')), "beschadigd"),
    "tekst die er niet is": (lambda: _met_cel('<c r="A4" t="s"><v>999</v></c>'), "beschadigd"),
    "doctype": (lambda: _met_blad(lambda deel: deel.replace(b"<worksheet", DOCTYPE, 1)), "beschadigd"),
}


@pytest.mark.parametrize("geval", KAPOT)
def test_wat_geen_gave_werkmap_is_wordt_duidelijk_geweigerd(geval: str) -> None:
    maak, melding = KAPOT[geval]
    (gebrek,) = _gebreken(maak())

    assert gebrek.startswith("werkmap: ")
    assert melding in gebrek


def test_een_zipbom_wordt_niet_uitgepakt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bronwerkmap, "HOOGSTE_UITGEPAKT", 1_000_000)
    bom = met_deel(_met_waarden(), BLAD, lambda deel: deel + b" " * 2_000_000)

    assert len(bom) < 20_000
    assert "uitgepakt te groot" in _gebreken(bom)[0]


def test_een_kopie_van_een_lange_tekst_in_elke_cel_wordt_geweigerd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bronwerkmap, "HOOGSTE_TEKST", 10_000)
    rijen = [aanvraag(aanvraagnummer=f"A-{n}", projectnaam="x" * 2_000) for n in range(3)]

    assert "te veel tekst" in _gebreken(als_xlsx(rijen, [regel()]))[0]


def test_een_te_groot_bestand_wordt_niet_geopend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bronwerkmap, "HOOGSTE_BESTAND", 100)
    monkeypatch.setattr(bronbestand, "HOOGSTE_BESTAND", 100)

    assert "te groot" in _gebreken(_met_waarden())[0]


def test_een_storing_in_de_bibliotheek_is_een_beschadigd_bestand() -> None:
    # What the Rust library raises in a panic derives from BaseException, by this name.
    paniek = type("PanicException", (BaseException,), {})

    with pytest.raises(OngeldigeInvoer, match="beschadigd"), bronwerkmap._vangnet():
        raise paniek
    with pytest.raises(KeyboardInterrupt), bronwerkmap._vangnet():
        raise KeyboardInterrupt


def test_een_getal_blijft_wat_er_stond() -> None:
    rijen = lees_xlsx(als_xlsx([aanvraag(gevraagd_eur=0.1)], [regel()])).aanvragen.rijen

    assert rijen[1].cellen[9] == Decimal("0.1")
