"""What one cell may hold, in either format, and what the message says when it may not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from subsidie.aanvragen.bronbestand import Celwaarde, Foutcel
from subsidie.aanvragen.kolommen import (
    Lezer,
    bedrag,
    datum,
    geheel,
    ja_nee,
    keuze,
    moment,
    nummer,
    projectnaam,
    tekst,
)
from subsidie.kern.fouten import OngeldigeInvoer

BEDRAG = bedrag(laagste_cent=0, hoogste_cent=1_000_000_00)
POSITIEF = bedrag(laagste_cent=1, hoogste_cent=1_000_000_00)
AANTAL = geheel(1, 99_999)
BOUWVORM = keuze(("nieuwbouw", "transformatie"), "bouwvorm")
NAAM = projectnaam(lambda gelezen: sorted(set(gelezen) & {"漢"}))
ALLE: dict[str, Lezer[object]] = {
    "tekst": tekst, "nummer": nummer, "bedrag": BEDRAG, "geheel": AANTAL, "keuze": BOUWVORM, "naam": NAAM,
    "datum": datum, "moment": moment, "ja_nee": ja_nee,
}  # fmt: skip


def _melding(lezer: Lezer[object], cel: Celwaarde) -> str:
    with pytest.raises(OngeldigeInvoer) as fout:
        lezer(cel)
    (gebrek,) = fout.value.gebreken
    return gebrek.melding


@pytest.mark.parametrize(
    ("cel", "cent"),
    [
        ("261042", 26_104_200),
        ("261.042", 26_104_200),
        ("261042,50", 26_104_250),
        ("€ 261.042,50", 26_104_250),
        (Decimal("261042.0"), 26_104_200),
        (Decimal("261042.5"), 26_104_250),
        (Decimal("1E+2"), 10_000),
        ("0", 0),
        (Decimal("-0.0"), 0),
    ],
)
def test_een_bedrag_mag_zijn_geschreven_zoals_mensen_doen(cel: Celwaarde, cent: int) -> None:
    assert BEDRAG(cel) == cent


@pytest.mark.parametrize(
    ("cel", "melding"),
    [
        ("261042.50", "Bedoelt u 261.042,50?"),
        ("-5", "niet lager zijn dan nul"),
        (Decimal("-0.01"), "niet lager zijn dan nul"),
        ("honderd", "geen geldig bedrag"),
        (Decimal("1.005"), "‘1,005’ heeft meer dan twee decimalen"),
        ("1.000.000,01", "onwaarschijnlijk hoog"),
        (Decimal("1e300"), "te hoog"),
        (True, "Schrijf een bedrag in euro's"),
        (date(2023, 1, 1), "Schrijf een bedrag in euro's"),
        (timedelta(hours=1), "Schrijf een bedrag in euro's"),
    ],
)
def test_een_bedrag_wordt_nooit_geraden(cel: Celwaarde, melding: str) -> None:
    assert melding in _melding(BEDRAG, cel)


def test_nul_euro_vragen_kan_niet() -> None:
    assert _melding(POSITIEF, "0,00") == "Het bedrag moet hoger dan € 0 zijn."
    assert POSITIEF("0,01") == 1


@pytest.mark.parametrize(("cel", "getal"), [("1", 1), ("007", 7), (Decimal("99999.0"), 99_999)])
def test_een_aantal_is_een_heel_getal(cel: Celwaarde, getal: int) -> None:
    assert AANTAL(cel) == getal


@pytest.mark.parametrize(
    "cel",
    [
        "0", "-1", "100000", "1.000", "1,0", "²", "١", "elf", "", "9" * 400,
        Decimal("1.5"), Decimal("1e300"), True, date(2023, 1, 1),
    ],
)  # fmt: skip
def test_een_aantal_buiten_een_tot_honderdduizend_kan_niet(cel: Celwaarde) -> None:
    assert "Vul een heel getal in van 1 tot en met 99999" in _melding(AANTAL, cel)


def test_een_datum_is_jaar_maand_dag_of_een_datumcel() -> None:
    assert datum("2024-09-28") == datum(date(2024, 9, 28)) == date(2024, 9, 28)


@pytest.mark.parametrize(
    ("cel", "melding"),
    [
        ("28-09-2024", "Bedoelt u 2024-09-28?"),
        ("28/9/2024", "Bedoelt u 2024-09-28?"),
        ("2024-02-30", "‘2024-02-30’ is geen datum die kan."),
        ("31-02-2024", "JJJJ-MM-DD"),
        ("september 2024", "JJJJ-MM-DD"),
        ("0024-09-28", "Het jaar 24 kan niet kloppen"),
        (date(1905, 7, 15), "Het jaar 1905 kan niet kloppen"),
        (Decimal("45000"), "JJJJ-MM-DD"),
        (time(12, 0), "JJJJ-MM-DD"),
    ],
)
def test_een_datum_wordt_nooit_geraden(cel: Celwaarde, melding: str) -> None:
    assert melding in _melding(datum, cel)


@pytest.mark.parametrize(
    "cel", ["2023-06-15T14:02:11+02:00", "2023-06-15T12:02:11Z", "2023-06-15T12:02:11.000+00:00"]
)
def test_een_moment_heeft_een_tijdzone(cel: str) -> None:
    assert moment(cel) == datetime(2023, 6, 15, 12, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cel", "melding"),
    [
        ("2023-06-15T14:02:11", "Voor Nederlandse tijd is dat 2023-06-15T14:02:11+02:00."),
        ("2023-01-15 14:02", "Voor Nederlandse tijd is dat 2023-01-15T14:02:00+01:00."),
        ("2023-10-29T02:30:00", "bijvoorbeeld 2023-06-15T14:02:11+02:00."),  # the hour that comes twice
        ("2023-03-26T02:30:00", "bijvoorbeeld 2023-06-15T14:02:11+02:00."),  # the hour that is skipped
        ("2023-06-31T14:02:11", "bijvoorbeeld 2023-06-15T14:02:11+02:00."),
        ("2023-06-15T25:00:00+02:00", "is geen moment dat kan"),
        ("15-06-2023 14:02", "Schrijf datum, tijd en tijdzone"),
        (date(2023, 6, 15), "tekst met datum, tijd en tijdzone"),
        (Decimal("45092.5"), "tekst met datum, tijd en tijdzone"),
    ],
)
def test_een_moment_zonder_tijdzone_is_een_gok(cel: Celwaarde, melding: str) -> None:
    assert melding in _melding(moment, cel)


@pytest.mark.parametrize("cel", ["RHA23-0001", "a", "0.b_c-d", "x" * 40])
def test_een_nummer_is_kort_en_eenvoudig(cel: str) -> None:
    assert nummer(cel) == cel


def test_een_nummer_dat_een_rekenprogramma_als_getal_bewaart_houdt_zijn_cijfers() -> None:
    assert nummer(Decimal("2023001.0")) == "2023001"


@pytest.mark.parametrize(
    "cel", ["-1", "a b", "a/b", "é1", "a\n", "x" * 41, "=1+1", Decimal("1.5"), date(2023, 1, 1)]
)
def test_een_ander_nummer_kan_niet(cel: Celwaarde) -> None:
    assert _melding(nummer, cel)


@pytest.mark.parametrize("cel", ["=SOM(A1)", "+31", "-hof-", "@home", "<b>Hof</b>", "Café ’t Vóór–huis & Co"])
def test_tekst_die_op_een_formule_lijkt_is_gewoon_tekst(cel: str) -> None:
    assert NAAM(cel) == cel


@pytest.mark.parametrize(
    ("cel", "melding"),
    [
        ("Hof\u202efoh", "op plaats 4 een onzichtbaar teken (U+202E)"),
        ("Hof\x00", "op plaats 4 een onzichtbaar teken (U+0000)"),
        ("Hof\u200b", "(U+200B)"),
        ("Hof\nZuid", "(U+000A)"),
        ("Hof\ud800", "(U+D800)"),
        ("Hof 漢", "Deze tekens kunnen niet in een brief: ‘漢’ (U+6F22). Kies andere tekens."),
        ("x" * 201, "te lang (201 tekens). Gebruik ten hoogste 200 tekens."),
        (date(2023, 1, 1), "geen tekst"),
    ],
)
def test_een_projectnaam_moet_in_een_brief_kunnen(cel: Celwaarde, melding: str) -> None:
    assert melding in _melding(NAAM, cel)


def test_een_keuze_noemt_wat_kan_en_wat_erop_lijkt() -> None:
    assert BOUWVORM("nieuwbouw") == "nieuwbouw"
    assert _melding(BOUWVORM, "Nieuw bouw") == (
        "‘Nieuw bouw’ is geen bouwvorm. Kies uit: nieuwbouw of transformatie. Bedoelt u ‘nieuwbouw’?"
    )
    assert _melding(BOUWVORM, "hout").endswith("Kies uit: nieuwbouw of transformatie.")
    groepen = keuze(("dak_en_thuisloze_mensen", "statushouders"), "doelgroep")
    assert _melding(groepen, "Dak- en thuisloze mensen").endswith("Bedoelt u ‘dak_en_thuisloze_mensen’?")


def test_ja_en_nee_zijn_de_enige_antwoorden() -> None:
    assert ja_nee("ja") is True
    assert ja_nee("nee") is False
    for cel in ("Ja", "1", "x", True, Decimal(1)):
        assert _melding(ja_nee, cel).endswith("Schrijf ja of nee.")


@pytest.mark.parametrize("soort", ALLE)
def test_een_cel_met_een_fout_van_het_rekenprogramma_heeft_nooit_een_waarde(soort: str) -> None:
    assert _melding(ALLE[soort], Foutcel("Hier staat een fout.")) == "Hier staat een fout."


def test_een_melding_toont_een_lange_of_onzichtbare_tekst_veilig() -> None:
    melding = _melding(BOUWVORM, "hout\x1b[31m" + "x" * 500)

    assert "\x1b" not in melding
    assert len(melding) < 200


@pytest.mark.parametrize(("cel", "cent"), [("87046.88", 8704688), ("0.05", 5), ("87.046,88", 8704688)])
def test_een_administratie_schrijft_een_bedrag_ook_met_een_punt(cel: str, cent: int) -> None:
    lees = bedrag(laagste_cent=1, hoogste_cent=10_000_000_00, uit_administratie=True)
    assert lees(cel) == cent
    for geen in ("87046.8", "87.046.88", "1,234.56", "087.50"):
        with pytest.raises(OngeldigeInvoer):
            lees(geen)
