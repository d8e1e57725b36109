"""The rules on tables and applications; every fault at once, each with its place."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from subsidie.aanvragen import bronlezer
from subsidie.aanvragen.bronbestand import lees_csv
from subsidie.aanvragen.importlezer import rijen_van
from subsidie.aanvragen.invoer import Aanvraaginvoer, Woonruimteinvoer
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.keuzen import Bouwvorm, Woonruimteaard, Woonruimtesoort
from tests.fabrieken.importbestanden import (
    aanvraag,
    als_csv,
    gebrek_in,
    gebreken_in,
    lees,
    lees_rijen,
    regel,
    voorbeeld,
)


def _fout_in(**anders: Any) -> str:
    """The one fault of an application with these cells."""
    return gebrek_in([aanvraag(**anders)], [regel()])


def test_een_rij_wordt_een_aanvraag_met_zijn_regels() -> None:
    gelezen = lees_rijen([aanvraag()], [regel(regel="2", aantal="3", huurprijs_per_maand_eur=""), regel()])

    statushouders = ("statushouders", Woonruimteaard.PERMANENT, Woonruimtesoort.ZELFSTANDIG)
    assert gelezen == [
        Aanvraaginvoer(
            nummer="A-1", gm_code="GM0826", pot="rha", projectnaam="Parkzicht", bouwvorm=Bouwvorm.NIEUWBOUW,
            ontvangen_op=datetime(2023, 6, 1, 7, 0, tzinfo=UTC),
            volledig_op=datetime(2023, 6, 2, 8, 30, tzinfo=UTC),
            totale_kosten_cent=50_000_000, dekking_cent=40_000_000, gevraagd_cent=8_500_000,
            start_bouw_gepland=date(2024, 1, 15), oplevering_gepland=date(2025, 6, 30),
            woonruimten=(Woonruimteinvoer(*statushouders, 10, 60_000), Woonruimteinvoer(*statushouders, 3)),
        )
    ]  # fmt: skip


def test_de_voorbeeldtranche_heeft_de_gepubliceerde_totalen() -> None:
    gelezen = lees(lees_csv(voorbeeld("aanvragen"), voorbeeld("woonruimten")))

    assert len(gelezen) == 131
    assert sum(len(een.woonruimten) for een in gelezen) == 221
    assert len({een.gm_code for een in gelezen}) == 85
    assert sum(een.gevraagd_cent for een in gelezen) == 49_160_354_00


def test_alle_gebreken_komen_tegelijk_op_volgorde_van_rij_en_kolom() -> None:
    aanvragen = [
        aanvraag(gm_code="GM9999", gevraagd_eur="veel"),
        aanvraag(aanvraagnummer="A-2", oplevering_gepland="30-06-2025", projectnaam=""),
    ]
    woonruimten = [
        regel(aard="tijdelijk"),
        regel(aanvraagnummer="A-2", aantal="0"),
        regel(aanvraagnummer="A-7"),
    ]

    assert [gebrek.split(": ")[0] for gebrek in gebreken_in(aanvragen, woonruimten)] == [
        "aanvragen, rij 2, kolom gm_code",
        "aanvragen, rij 2, kolom gevraagd_eur",
        "aanvragen, rij 3, kolom projectnaam",
        "aanvragen, rij 3, kolom oplevering_gepland",
        "woonruimten, rij 2, kolom aard",
        "woonruimten, rij 3, kolom aantal",
        "woonruimten, rij 4, kolom aanvraagnummer",
    ]


def test_duizenden_gebreken_worden_geteld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bronlezer, "HOOGSTE_AANTAL_GEBREKEN", 2)
    aanvragen = [aanvraag(aanvraagnummer=f"A-{n}", bouwvorm="hout") for n in range(5)]
    gebreken = gebreken_in(aanvragen, [regel(aanvraagnummer=f"A-{n}") for n in range(5)])

    assert len(gebreken) == 3
    assert gebreken[2] == "aanvragen: En nog 3 fouten."


# The header


def test_kolommen_mogen_in_een_andere_volgorde() -> None:
    omgekeerd = dict(reversed(aanvraag().items()))

    assert lees_rijen([omgekeerd], [regel()]) == lees_rijen([aanvraag()], [regel()])


def test_een_ontbrekende_een_onbekende_en_een_dubbele_kolom() -> None:
    rij = aanvraag()
    kolommen = ["gevraagd" if naam == "gevraagd_eur" else naam for naam in rij] + ["bouwvorm"]
    rij["gevraagd"] = rij.pop("gevraagd_eur")
    with pytest.raises(OngeldigeInvoer) as fout:
        lees(lees_csv(als_csv([rij], kolommen), als_csv([regel()])))

    assert [str(gebrek) for gebrek in fout.value.gebreken] == [
        "aanvragen, rij 1, kolom J: ‘gevraagd’ is geen kolom van deze tabel. Haal de kolom weg of verbeter"
        " de naam. Bedoelt u ‘gevraagd_eur’?",
        "aanvragen, rij 1, kolom M: ‘bouwvorm’ staat ook in kolom E. Haal er één weg.",
        "aanvragen, rij 1: De kolom ‘gevraagd_eur’ ontbreekt. Voeg hem toe.",
    ]


def test_verwisselde_bestanden_worden_herkend() -> None:
    assert gebreken_in([regel()], [aanvraag()]) == [
        "aanvragen, rij 1: Dit is de tabel woonruimten. Verwissel de twee bestanden of bladen.",
        "woonruimten, rij 1: Dit is de tabel aanvragen. Verwissel de twee bestanden of bladen.",
    ]


def test_een_bestand_zonder_kopregel_of_zonder_rijen() -> None:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees(lees_csv(b"1,2,3\n", als_csv([], ["aanvraagnummer", "regel"])))
    eerste = str(fout.value.gebreken[0])
    assert eerste.startswith(
        "aanvragen, rij 1: Dit is geen kopregel van deze tabel. Zet hier: aanvraagnummer, "
    )

    with pytest.raises(OngeldigeInvoer) as fout:
        lees(lees_csv(b"", als_csv([], list(regel()))))
    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["aanvragen", "woonruimten, rij 1"]


def test_een_rij_met_een_cel_te_veel_of_te_weinig_wordt_niet_verschoven_gelezen() -> None:
    kop, rij, _ = als_csv([aanvraag()]).split(b"\r\n")
    los = rij.replace(b"Parkzicht", b"Parkzicht, fase 2")
    kort = rij.rpartition(b",")[0].replace(b"A-1", b"A-2")
    with pytest.raises(OngeldigeInvoer) as fout:
        lees(lees_csv(b"\n".join([kop, los, kort]), als_csv([regel(), regel(aanvraagnummer="A-2")])))

    # The lines of both applications are not called orphans.
    assert [str(gebrek)[:68] for gebrek in fout.value.gebreken] == [
        "aanvragen, rij 2: Deze rij heeft 13 cellen, de kopregel heeft er 12.",
        "aanvragen, rij 3: Deze rij heeft 11 cellen, de kopregel heeft er 12.",
    ]


def test_een_cel_onder_een_kolom_zonder_naam_wordt_niet_vergeten() -> None:
    inhoud = als_csv([aanvraag(**{"": "let op!"}), aanvraag(aanvraagnummer="A-2")])
    with pytest.raises(OngeldigeInvoer) as fout:
        lees(lees_csv(inhoud, als_csv([regel(), regel(aanvraagnummer="A-2")])))

    assert [gebrek.waar for gebrek in fout.value.gebreken] == ["aanvragen, rij 2, kolom M"]


# Numbers


def test_een_nummer_komt_een_keer_voor() -> None:
    assert gebrek_in([aanvraag(), aanvraag()], [regel()]) == (
        "aanvragen, rij 3, kolom aanvraagnummer: ‘A-1’ staat ook in rij 2."
        " Geef elke aanvraag een eigen nummer."
    )


def test_een_fout_nummer_wordt_niet_bij_elke_regel_herhaald() -> None:
    fout = {"aanvraagnummer": "A 1"}

    assert gebrek_in([aanvraag(**fout)], [regel(**fout), regel(**fout, regel="2")]).startswith(
        "aanvragen, rij 2, kolom aanvraagnummer: ‘A 1’ is geen geldig nummer."
    )


# The municipality


def test_een_onbekende_gemeentecode() -> None:
    assert _fout_in(gm_code="826") == (
        "aanvragen, rij 2, kolom gm_code: ‘826’ is geen bekende gemeentecode. Schrijf GM en vier cijfers,"
        " bijvoorbeeld GM0363. Oosterhout heeft code GM0826."
    )
    assert _fout_in(gm_code="GM9999", gemeente="Nergens") == (
        "aanvragen, rij 2, kolom gm_code: ‘GM9999’ is geen bekende gemeentecode."
    )


def test_een_opgeheven_gemeente_kan_niet_meer_aanvragen() -> None:
    na = aanvraag(
        gm_code="GM0457", gemeente="Weesp", ontvangen_op="2022-03-24T00:00:00+01:00", volledig_op=""
    )
    voor = na | {"ontvangen_op": "2022-03-23T23:59:59+01:00"}

    assert gebrek_in([na], [regel()]) == (
        "aanvragen, rij 2, kolom gm_code: De gemeente Weesp (GM0457) bestaat niet meer sinds 24 maart 2022."
        " Op 24 maart 2022 hoort het gebied bij Amsterdam (GM0363)."
    )
    assert lees_rijen([voor], [regel()])[0].gm_code == "GM0457"


def test_een_ontvangst_van_voor_het_register_is_niet_te_toetsen() -> None:
    gebrek = _fout_in(ontvangen_op="2020-06-01T09:00:00+02:00")

    assert gebrek.startswith("aanvragen, rij 2, kolom ontvangen_op: Het register begint op 1 januari 2021")


@pytest.mark.parametrize("naam", ["Hengelo", "hengelo", "Hengelo (O.)"])
def test_de_naam_van_de_gemeente_hoort_bij_de_code(naam: str) -> None:
    assert lees_rijen([aanvraag(gm_code="GM0164", gemeente=naam)], [regel()])


def test_een_andere_naam_dan_bij_de_code_hoort() -> None:
    assert _fout_in(gemeente="Amsterdam") == (
        "aanvragen, rij 2, kolom gemeente: ‘Amsterdam’ hoort niet bij GM0826: dat is Oosterhout."
        " Verbeter de naam of de code. Amsterdam heeft code GM0363."
    )


# Moments and days


def test_ontvangen_en_volledig_liggen_niet_in_de_toekomst() -> None:
    nu = datetime(2023, 6, 1, 7, 0, tzinfo=UTC)
    gebreken = gebreken_in([aanvraag()], [regel()], nu=nu)

    assert gebreken == [
        "aanvragen, rij 2, kolom volledig_op: 2 juni 2023 om 10.30.00 uur ligt in de toekomst."
        " Het is nu 1 juni 2023 om 09.00.00 uur."
    ]


def test_een_aanvraag_is_niet_volledig_voor_zij_is_ontvangen() -> None:
    gebrek = _fout_in(volledig_op="2023-06-01T06:59:59Z")

    assert gebrek.startswith("aanvragen, rij 2, kolom volledig_op: 1 juni 2023 om 08.59.59 uur ligt vóór")
    assert lees_rijen([aanvraag(volledig_op="2023-06-01T07:00:00Z")], [regel()])


def test_een_aanvraag_die_nog_niet_volledig_is_mag_lege_cellen_hebben() -> None:
    leeg = ("bouwvorm", "totale_kosten_eur", "eigen_bijdrage_en_overige_dekking_eur", "start_bouw_gepland",
            "oplevering_gepland")  # fmt: skip
    rij = aanvraag(**dict.fromkeys(leeg, ""))

    (gelezen,) = lees_rijen([rij | {"volledig_op": ""}], [regel()])
    assert gelezen.volledig_op is None
    assert gelezen.tekort_cent is None
    assert [gebrek.split(": ")[0].rpartition(" ")[2] for gebrek in gebreken_in([rij], [regel()])] == list(
        leeg
    )


@pytest.mark.parametrize(
    "kolom", ["aanvraagnummer", "gm_code", "gemeente", "projectnaam", "ontvangen_op", "gevraagd_eur"]
)
def test_wat_elke_aanvraag_heeft_kan_niet_leeg_zijn(kolom: str) -> None:
    gebreken = gebreken_in(
        [aanvraag(**{kolom: ""}), aanvraag(aanvraagnummer="A-2")], [regel(aanvraagnummer="A-2")]
    )

    assert f"aanvragen, rij 2, kolom {kolom}: Deze cel is leeg. Vul de waarde in." in gebreken


def test_oplevering_ligt_niet_voor_de_start() -> None:
    gebrek = _fout_in(oplevering_gepland="2024-01-14")

    assert gebrek.startswith("aanvragen, rij 2, kolom oplevering_gepland: 14 januari 2024 ligt vóór")
    assert lees_rijen([aanvraag(oplevering_gepland="2024-01-15")], [regel()])


# Money: what is asked is recorded as asked


def test_meer_vragen_dan_het_tekort_of_het_maximum_is_geengebrek_in() -> None:
    (gelezen,) = lees_rijen([aanvraag(gevraagd_eur="900000")], [regel(aantal="1")])

    assert gelezen.gevraagd_cent == 90_000_000


def test_buiten_het_tijdvak_is_geengebrek_in() -> None:
    assert lees_rijen([aanvraag(ontvangen_op="2023-07-07T17:00:01+02:00", volledig_op="")], [regel()])


@pytest.mark.parametrize(
    ("kolom", "waarde"),
    [
        ("gevraagd_eur", "0"),
        ("gevraagd_eur", "1.000.000.001"),
        ("totale_kosten_eur", "-1"),
        ("totale_kosten_eur", "1.000.000.001"),
        ("eigen_bijdrage_en_overige_dekking_eur", "1.000.000.001"),
    ],
)
def test_een_onmogelijk_bedrag_is_eengebrek_in(kolom: str, waarde: str) -> None:
    assert _fout_in(**{kolom: waarde}).startswith(f"aanvragen, rij 2, kolom {kolom}: ")


def test_van_elke_aanvraag_is_de_rij_bekend() -> None:
    bron = lees_csv(als_csv([aanvraag(), aanvraag(aanvraagnummer="A-2")]), b"")

    assert rijen_van(bron) == {"A-1": 2, "A-2": 3}
