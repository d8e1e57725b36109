"""Each of the six real tranches goes from its rules to letters, on a few made applications."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from subsidie.aanvragen.bijlage import neem_bijlage_op
from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.beschikkingen.models import Beschikking
from subsidie.documenten.render import render
from subsidie.kern.fouten import Domeinfout
from subsidie.tranches.waarden import VastBedrag
from subsidie.verdeling.service import NietTeVerdelen, list_regels
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import (
    START,
    aanvraag,
    besluit,
    definitie,
    neem_alles_op,
    regel,
    richt_in,
    verdeel,
)


def brieven(code: str, aanvragen: list[Aanvraaginvoer]) -> dict[str, Beschikking]:
    """The tranche with these applications, up to the signed decisions."""
    tranche, personen = richt_in(definitie(code))
    neem_alles_op(tranche, aanvragen, personen)
    return besluit(verdeel(tranche, personen), personen)


def tekst_van(beschikking: Beschikking) -> dict[str, object]:
    """The values of the letter; rendering it must give a PDF."""
    document = beschikking.document
    assert document is not None
    gegevens: dict[str, object] = json.loads(document.gegevens)
    assert render(document.sjabloon, gegevens, moment=document.peilmoment).pdf.startswith(b"%PDF-")
    return gegevens


def test_2020_geeft_vaste_bedragen_zonder_aanvraag(app: Flask) -> None:
    bedragen = (VastBedrag("GM0193", 400_000_00), VastBedrag("GM0363", 1_250_000_00))
    tranche, personen = richt_in(definitie("rha-2020", pot={"vaste_bedragen": bedragen}))
    with schrijfgrens():
        assert neem_bijlage_op(tranche, door=personen["behandelaar"], nu=START) == 2
    with schrijfgrens():
        neem_bijlage_op(tranche, door=personen["behandelaar"], nu=START)  # again changes nothing
    besluiten = besluit(verdeel(tranche, personen, seed=None), personen)
    assert [een.verleend_cent for een in besluiten.values()] == [400_000_00, 1_250_000_00]
    for een in besluiten.values():
        brief = tekst_van(een)
        assert (brief["methode"], brief["aanvraag"]) == ("vast", None)


def test_2020_verdeelt_niet_meer_dan_het_plafond(app: Flask) -> None:
    tranche, personen = richt_in(
        definitie("rha-2020", pot={"vaste_bedragen": (VastBedrag("GM0363", 50_000_001_00),)})
    )
    with schrijfgrens():
        neem_bijlage_op(tranche, door=personen["behandelaar"], nu=START)
    with pytest.raises(NietTeVerdelen, match="vaste bedragen"):
        verdeel(tranche, personen, seed=None)


def test_2020_zonder_bekende_bijlage_kan_niet(app: Flask) -> None:
    tranche, personen = richt_in(definitie("rha-2020"))
    with pytest.raises(Domeinfout, match="onbekend"), schrijfgrens():
        neem_bijlage_op(tranche, door=personen["behandelaar"], nu=START)


def test_2021_telt_verblijfsruimten_voor_een_lager_maximum(app: Flask) -> None:
    besluiten = brieven(
        "rha-2021",
        [
            aanvraag(
                "RHA21-1",
                "rha",
                regel("arbeidsmigranten", 10, "verblijfsruimte"),
                regel("statushouders", 4),
                euro=90_000,
            ),
        ],
    )
    # 10 × € 2.500 + 4 × € 5.000 is less than was asked.
    assert besluiten["RHA21-1"].verleend_cent == 45_000_00
    bedrag = tekst_van(besluiten["RHA21-1"])["bedrag"]
    assert isinstance(bedrag, dict)
    assert bedrag["gevraagd_cent"] == 90_000_00


@pytest.mark.parametrize(("code", "per_woonruimte_cent"), [("rha-2022", 7_000_00), ("rha-2023", 8_500_00)])
def test_2022_en_2023_honoreren_op_volgorde_van_binnenkomst(
    app: Flask, code: str, per_woonruimte_cent: int
) -> None:
    besluiten = brieven(
        code,
        [
            aanvraag("A1", "rha", regel("statushouders", 10), euro=1_000_000),
            aanvraag("A2", "rha", regel("statushouders", 10, aard="flexibel"), euro=50_000),
        ],
    )
    assert [een.verleend_cent for een in besluiten.values()] == [10 * per_woonruimte_cent, 50_000_00]
    for een in besluiten.values():
        tekst_van(een)


def test_2024_laat_onzelfstandige_woonruimten_voorgaan(app: Flask) -> None:
    vol = [regel("uitwonende_studenten", 300, "zelfstandig")]
    kamers = [regel("uitwonende_studenten", 300, "onzelfstandig")]
    gemeenten = [f"GM{nummer:04d}" for nummer in (14, 34, 80, 85, 90, 93, 106, 109, 114, 118, 119, 141, 147)]
    aanvragen = [
        aanvraag(
            f"S{plaats:02d}", "studenten", *(kamers if plaats % 2 else vol), euro=2_500_000, gm_code=gemeente
        )
        for plaats, gemeente in enumerate(gemeenten)
    ]
    tranche, personen = richt_in(definitie("rha-2024-studenten"))
    neem_alles_op(tranche, aanvragen, personen)
    verdeling = verdeel(tranche, personen)
    uitkomsten = {rij.aanvraag.nummer: rij.uitkomst for rij in list_regels(verdeling)}
    kamers_uitkomst = {uitkomsten[f"S{plaats:02d}"] for plaats in range(len(gemeenten)) if plaats % 2}
    assert kamers_uitkomst == {"toegekend"}
    assert sorted(uitkomsten.values()).count("afgewezen") == 1
    for een in besluit(verdeling, personen).values():
        if een.aanvraag.nummer in ("S00", "S01"):
            tekst_van(een)


STUDENTEN = "uitwonende_studenten"
CATEGORIEEN_2025 = [
    ("A", [regel(STUDENTEN, 8, "onzelfstandig")]),
    ("B", [regel(STUDENTEN, 1, "onzelfstandig"), regel(STUDENTEN, 3)]),  # exactly 25 % onzelfstandig
    ("C", [regel(STUDENTEN, 1, "onzelfstandig"), regel(STUDENTEN, 4)]),
    ("D", [regel(STUDENTEN, 1, toegang=True), regel(STUDENTEN, 3)]),
    ("E", [regel(STUDENTEN, 1, toegang=True), regel(STUDENTEN, 4)]),
]


def test_2025_verdeelt_twee_potten_en_rangschikt_studenten_per_categorie(app: Flask) -> None:
    aanvragen = [
        aanvraag(f"S-{code}", "S", *regels, euro=30_000) for code, regels in reversed(CATEGORIEEN_2025)
    ]
    aanvragen.append(aanvraag("O-1", "O", regel("statushouders", 5), euro=40_000))
    tranche, personen = richt_in(definitie("rha-2025"))
    neem_alles_op(tranche, aanvragen, personen)
    verdeling = verdeel(tranche, personen)
    rijen = {rij.aanvraag.nummer: rij for rij in list_regels(verdeling)}
    assert {nummer: rij.versie.categorie for nummer, rij in rijen.items()} == {
        "S-A": "A", "S-B": "B", "S-C": "C", "S-D": "D", "S-E": "E", "O-1": None,
    }  # fmt: skip
    assert [rijen[f"S-{code}"].rang for code in "ABCDE"] == [1, 2, 3, 4, 5]
    for een in besluit(verdeling, personen).values():
        tekst_van(een)
