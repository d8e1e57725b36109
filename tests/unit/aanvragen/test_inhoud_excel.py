"""Lines out of a workbook or pasted text: what was meant, or every fault with its cell."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import lees_deel
from subsidie.aanvragen.inhoud.geheel import lees_ruw
from subsidie.aanvragen.inhoud.regels_excel import (
    HOOGSTE_GEPLAKT,
    HOOGSTE_WERKMAP,
    lees_geplakt,
    lees_werkmap,
    met_regels,
    regellijst,
    sjabloon,
)
from subsidie.kern.fouten import OngeldigeInvoer
from tests.unit.aanvragen.inhoudhulp import deel, regels

MOMENT = datetime(2026, 1, 20, 12, 0, tzinfo=UTC)
KOP = [veld.label for veld in regellijst(regels()).velden]
GOED: list[Any] = [
    "Statushouders",
    "permanent",
    "zelfstandig",
    "Reguliere woning",
    20,
    2,
    650.5,
    "7-2025",
    "nee",
]


def werkmap(*rijen: list[Any], kop: list[str] = KOP, blad: str = "woonruimten") -> bytes:
    stroom = io.BytesIO()
    boek = xlsxwriter.Workbook(stroom, {"in_memory": True})
    tabel = boek.add_worksheet(blad)
    for nummer, rij in enumerate((kop, *rijen)):
        tabel.write_row(nummer, 0, rij)
    boek.close()
    return stroom.getvalue()


def fouten(lees: Any) -> dict[str, str]:
    with pytest.raises(OngeldigeInvoer) as fout:
        lees()
    return {gebrek.waar: gebrek.melding for gebrek in fout.value.gebreken}


def test_namen_codes_en_getallen_worden_gelezen_zoals_ze_bedoeld_zijn() -> None:
    [regel, ander] = lees_werkmap(
        werkmap(GOED, ["arbeidsmigranten", "FLEXIBEL", "onzelfstandig", "", "1.200"]), regels()
    )
    assert regel == {
        "doelgroep": "statushouders", "aard": "permanent", "soort": "zelfstandig", "woningtype": "regulier",
        "aantal": "20", "bewoners": "2", "huurprijs": "650,5", "prijspeil": "7-2025",
        "gemeenschappelijke_ruimte": "nee",
    }  # fmt: skip
    assert ander["aantal"] == "1.200"
    ruw = met_regels(deel(Aanvraagdeel.WOONRUIMTEN), [regel, ander], vervang=True)
    assert len(ruw["regels"]) == 2
    assert len(met_regels(deel(Aanvraagdeel.WOONRUIMTEN), [regel], vervang=False)["regels"]) == 3


def test_elke_fout_staat_bij_zijn_cel() -> None:
    slecht = ["Miljonairs", "permanent", "", "villa", -1, 2.5, "650.00", "ooit", "misschien"]
    gevonden = fouten(lambda: lees_werkmap(werkmap(GOED, slecht), regels()))
    assert list(gevonden) == ["A3", "C3", "D3", "E3", "F3", "G3", "H3", "I3"]
    assert "leeg" in gevonden["C3"]
    assert "Bedoelt u 650,00" in gevonden["G3"]


def test_een_kolom_die_er_niet_is_ontbreekt_of_dubbel_is_wordt_gemeld() -> None:
    assert "ontbreekt" in fouten(lambda: lees_werkmap(werkmap(["x"], kop=["Doelgroep"]), regels()))["A1"]
    dubbel = fouten(lambda: lees_werkmap(werkmap([*GOED, 1, 2], kop=[*KOP, "Aantal", "Prijs"]), regels()))
    assert set(dubbel) == {"J1", "K1", "J2"}


def test_een_fout_van_het_rekenprogramma_is_geen_waarde() -> None:
    stroom = io.BytesIO()
    boek = xlsxwriter.Workbook(stroom, {"in_memory": True})
    tabel = boek.add_worksheet("woonruimten")
    tabel.write_row(0, 0, KOP)
    tabel.write_row(1, 0, GOED)
    tabel.write_formula("E2", "=1/0", value="#DIV/0!")
    boek.close()
    assert list(fouten(lambda: lees_werkmap(stroom.getvalue(), regels()))) == ["E2"]


@pytest.mark.parametrize(
    "inhoud",
    [b"", b"PK\x03\x04", b"%PDF-1.7", b"x" * (HOOGSTE_WERKMAP + 1), werkmap(GOED, blad="Blad1"), werkmap()],
    ids=["leeg", "kapot", "pdf", "te groot", "ander blad", "alleen kop"],
)
def test_wat_geen_ingevulde_werkmap_is_wordt_geweigerd(inhoud: bytes) -> None:
    assert list(fouten(lambda: lees_werkmap(inhoud, regels()))) == [""]


def test_te_veel_regels_wordt_gezegd() -> None:
    assert "201" in fouten(lambda: lees_werkmap(werkmap(*[GOED] * 201), regels()))[""]
    with pytest.raises(OngeldigeInvoer, match="Samen zijn dat 202"):
        met_regels(deel(Aanvraagdeel.WOONRUIMTEN), [{"aantal": "1"}] * 200, vervang=False)


def test_het_sjabloon_met_eigen_regels_komt_terug_zoals_het_was() -> None:
    inhoud = deel(Aanvraagdeel.WOONRUIMTEN)
    bestand = sjabloon(regels(), titel="Oefening", moment=MOMENT, inhoud=inhoud)
    gelezen = lees_werkmap(bestand, regels())
    assert met_regels(inhoud, gelezen, vervang=True)["regels"] == list(inhoud.ruw["regels"])
    assert CalamineWorkbook.from_filelike(io.BytesIO(bestand)).sheet_names == [
        "woonruimten", "uitleg", "keuzes",
    ]  # fmt: skip


def test_een_formule_die_iemand_typte_is_in_het_sjabloon_tekst() -> None:
    inhoud = deel(Aanvraagdeel.WOONRUIMTEN, {"regels-0-huurprijs": "=1+1"})
    gevonden = fouten(
        lambda: lees_werkmap(sjabloon(regels(), titel="x", moment=MOMENT, inhoud=inhoud), regels())
    )
    assert list(gevonden) == ["G2"]
    assert "=1+1" not in gevonden["G2"]


def test_geplakt_uit_een_rekenblad_met_of_zonder_kop() -> None:
    regel = "Statushouders\tpermanent\tzelfstandig\tReguliere woning\t20\t2\t650,50\t7-2025\tnee"
    zonder = lees_geplakt(f"{regel}\n\n{regel}\n", regels())
    assert len(zonder) == 2
    assert lees_geplakt("\t".join(KOP) + "\r\n" + regel + "\r\n", regels()) == zonder[:1]
    assert lees_geplakt("aantal;doelgroep;aard;soort\n3;Statushouders;permanent;zelfstandig", regels()) == [
        {"aantal": "3", "doelgroep": "statushouders", "aard": "permanent", "soort": "zelfstandig"}
    ]


@pytest.mark.parametrize(
    ("tekst", "waar"),
    [
        ("   ", [""]),
        ("x" * (HOOGSTE_GEPLAKT + 1), [""]),
        ('"open', [""]),
        ("Statushouders\tpermanent\tzelfstandig\t\tveel", ["E1"]),
        ("Statushouders\tpermanent\tzelfstandig\t\t2\t\t\t\t\tteveel", ["J1"]),
        ("\t".join("x" * 60), ["A1"]),
    ],
)
def test_wat_niet_geplakt_kan_worden(tekst: str, waar: list[str]) -> None:
    assert list(fouten(lambda: lees_geplakt(tekst, regels()))) == waar


def test_wat_ingelezen_is_kan_worden_bewaard() -> None:
    inhoud = lees_deel(Aanvraagdeel.WOONRUIMTEN, None, regels())
    ruw = met_regels(inhoud, lees_werkmap(werkmap(GOED), regels()), vervang=False)
    assert lees_ruw(inhoud.opzet, ruw).gebreken == ()
