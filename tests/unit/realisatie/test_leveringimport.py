"""Homes out of a worksheet: what the template gives comes back, and every fault is named with its cell."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import xlsxwriter

from subsidie.realisatie.leveringimport import KOPPEN, Bestandsinhoud, lees_bestand
from subsidie.realisatie.leveringinvoer import MEESTE_WOONRUIMTEN, Deelkeuze, lees_meldingen
from subsidie.realisatie.leveringregels import Planstand
from subsidie.realisatie.leveringsjabloon import maak_sjabloon, open_regels
from subsidie.realisatie.woonruimten import keuzen_van
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort

WIJZE = ("statushouders", Woonruimteaard.PERMANENT, Woonruimtesoort.ZELFSTANDIG)
KEUZEN = keuzen_van([WIJZE], {})
DELEN = (Deelkeuze(7, "1", "Blok A"), Deelkeuze(9, "2", "Blok B"))
KOP = tuple(KOPPEN.values())
GOED = ("1. Blok A", "1-12-2025", KEUZEN[0].naam, "0193010000000001", "8011 AB", "12", "", "")


def werkmap(*rijen: tuple[object, ...], kop: tuple[str, ...] = KOP, blad: str = "Woonruimten",
            bewerk: Callable[[Any, Any], object] = lambda _boek, _blad: None) -> bytes:  # fmt: skip
    stroom = io.BytesIO()
    boek = xlsxwriter.Workbook(stroom, {"in_memory": True})
    werkblad = boek.add_worksheet(blad)
    dag = boek.add_format({"num_format": "d-m-yyyy"})
    werkblad.write_row(0, 0, kop)
    for nummer, rij in enumerate(rijen, start=1):
        for plaats, waarde in enumerate(rij):
            if isinstance(waarde, date):
                werkblad.write_datetime(nummer, plaats, waarde, dag)
            elif waarde != "":
                werkblad.write(nummer, plaats, waarde)
    bewerk(boek, werkblad)
    boek.close()
    return stroom.getvalue()


def fouten(inhoud: bytes) -> list[tuple[str, str]]:
    gelezen = lees_bestand(inhoud)
    alle = gelezen.gebreken or lees(gelezen)
    return [(een.waar, een.melding) for een in alle]


def lees(gelezen: Bestandsinhoud) -> Any:
    return lees_meldingen(gelezen.rijen, DELEN, KEUZEN, plaats=gelezen.plaats, woord="rij").gebreken


def test_het_sjabloon_vult_deel_en_soort_in_en_wat_leeg_blijft_telt_niet() -> None:
    stand = Planstand(WIJZE, KEUZEN[0].naam, 5, aanvaard=1, gemeld=1)
    regels = open_regels([stand], DELEN[:1])
    assert len(regels) == 3
    regels[1] |= {"opgeleverd_op": "1-12-2025", "postcode": "8011AB", "huisnummer": "12"}
    inhoud = maak_sjabloon(
        regels, DELEN[:1], KEUZEN, titel="Woonruimten", moment=datetime(2026, 1, 1, tzinfo=UTC)
    )
    gelezen = lees_bestand(inhoud)
    assert gelezen.gebreken == ()
    assert [rij.nummer for rij in gelezen.rijen] == [3]
    assert "2 rijen zonder datum en adres zijn overgeslagen" in gelezen.opmerkingen[0].melding
    (melding,) = lees_meldingen(
        gelezen.rijen, DELEN[:1], KEUZEN, plaats=gelezen.plaats, woord="rij"
    ).meldingen
    assert melding.opgaven[0].wijze == WIJZE


def test_een_datumcel_en_een_getal_worden_gelezen_zoals_bedoeld() -> None:
    gelezen = lees_bestand(werkmap(("1", date(2025, 12, 1), *GOED[2:5], 12, "", "")))
    assert gelezen.gebreken == ()
    assert lees(gelezen) == ()
    assert gelezen.rijen[0].waarden["opgeleverd_op"] == "2025-12-01"


def test_csv_uit_een_rekenprogramma_wordt_gelezen() -> None:
    tekst = ";".join(KOP) + "\r\n" + ";".join(GOED) + "\r\n"
    gelezen = lees_bestand(tekst.encode("utf-8-sig"))
    assert (gelezen.gebreken, lees(gelezen)) == ((), ())
    assert fouten(tekst.replace("8011 AB", "AB").encode())[0][0] == "cel E2"


@pytest.mark.parametrize(
    ("plaats", "waarde", "cel", "zegt"),
    [
        (0, "Blok C", "A2", "geen deel van dit project"),
        (1, "morgen", "B2", "geen datum"),
        (1, 46000, "B2", "geen datum"),
        (2, "woonboten", "C2", "staat niet in het besluit"),
        (3, "123", "D2", "16 cijfers"),
        (5, -12, "F2", "heel getal"),
        (5, 12.5, "F2", "heel getal"),
        (6, date(2025, 1, 2), "G2", "maakte hier een datum"),
    ],
)
def test_elke_fout_noemt_blad_en_cel(plaats: int, waarde: object, cel: str, zegt: str) -> None:
    rij = [*GOED]
    rij[plaats] = waarde  # type: ignore[call-overload]
    assert [(waar, zegt in melding) for waar, melding in fouten(werkmap(tuple(rij)))] == [
        (f"Blad Woonruimten, cel {cel}", True)
    ]


def test_samengevoegde_cellen_en_formules_zonder_uitkomst_worden_genoemd() -> None:
    samen = werkmap(GOED, bewerk=lambda _boek, blad: blad.merge_range("E3:E5", "8011 AB"))
    assert fouten(samen) == [
        ("Blad Woonruimten, rij 3", "De cellen E3:E5 zijn samengevoegd. Splits ze en vul elke cel apart in.")
    ]
    fout = werkmap(
        (*GOED[:4], "", *GOED[5:]),
        bewerk=lambda _boek, blad: blad.write_formula("E2", "=1/0", None, "#DIV/0!"),
    )
    ((waar, melding),) = fouten(fout)
    assert (waar, "fout van het rekenprogramma" in melding) == ("Blad Woonruimten, cel E2", True)


def test_een_bag_nummer_als_getal_zegt_hoe_het_wel_moet() -> None:
    ((waar, melding),) = fouten(werkmap((*GOED[:3], 193010000000001, *GOED[4:])))
    assert waar == "Blad Woonruimten, cel D2"
    assert "Maak de kolom dan op als tekst" in melding


def test_verborgen_rijen_worden_genoemd() -> None:
    gelezen = lees_bestand(
        werkmap(
            GOED,
            (*GOED[:5], "14", "", ""),
            bewerk=lambda _boek, blad: blad.set_row(2, None, None, {"hidden": True}),
        )
    )
    (opmerking,) = gelezen.opmerkingen
    assert (opmerking.waar, "verborgen" in opmerking.melding) == ("rij 3", True)


@pytest.mark.parametrize(
    ("kop", "waar", "zegt"),
    [
        ((*KOP[:4], "Postkode", *KOP[5:]), "cel E1", "Bedoelt u ‘postcode’"),
        ((*KOP[:4], *KOP[5:]), "cel A1", "ontbreekt ‘Postcode’"),
        ((*KOP, "Postcode"), "cel I1", "twee keer"),
        (("naam", "adres"), "cel A1", "ontbreken"),
    ],
)
def test_verkeerde_kolommen_worden_genoemd(kop: tuple[str, ...], waar: str, zegt: str) -> None:
    gevonden = fouten(werkmap(GOED, kop=kop))
    assert any(
        plek == f"Blad Woonruimten, {waar}" and zegt.casefold() in melding.casefold()
        for plek, melding in gevonden
    )


@pytest.mark.parametrize(
    ("inhoud", "zegt"),
    [
        (b"", "leeg"), (b"PK\x03\x04kapot", "beschadigd"), (b"\xff\xfeA\x00", "UTF-16"),
        (b"\x00" * 2_000_001, "te groot"),
        (werkmap(GOED, blad="Blad1"), "Dit blad ontbreekt"), (werkmap(), "nog geen woonruimte ingevuld"),
    ],
)  # fmt: skip
def test_een_bestand_dat_niet_kan_zegt_waarom(inhoud: bytes, zegt: str) -> None:
    assert zegt in fouten(inhoud)[0][1]


def test_te_veel_rijen_worden_geweigerd_met_de_grens() -> None:
    kop = ";".join(KOP)
    regel = ";".join(GOED)
    net_te_veel = "\n".join([kop, *[regel] * (MEESTE_WOONRUIMTEN + 1)])
    assert "2.001 woonruimten" in fouten(net_te_veel.encode())[0][1]
    veel = "\n".join([kop, *["1;;;;;;;1"] * 100_000])
    assert "ten hoogste 2.000 woonruimten" in fouten(veel.encode())[0][1]
