"""Differences between two versions are what a person would say that changed."""

from __future__ import annotations

from typing import Any

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import naar_invoer, verschillen
from subsidie.aanvragen.inhoud.verschillen import LEEG
from subsidie.aanvragen.invoer import Bijlageverwijzing
from tests.unit.aanvragen.inhoudhulp import BIJLAGEN, HEEL, ONTVANGEN, delen, regels


def versie(bijlagen: tuple[Bijlageverwijzing, ...] = BIJLAGEN, **anders: dict[str, str]) -> dict[str, Any]:
    return naar_invoer("OEFEN-0001", "GM0193", delen(**anders), bijlagen, ONTVANGEN, regels()).als_json()


def gewijzigd(nieuw: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(een.veld, een.oud, een.nieuw) for een in verschillen(versie(), nieuw, regels())]


def test_gelijke_versies_verschillen_niet() -> None:
    assert gewijzigd(versie()) == []
    assert gewijzigd(versie(kosten={"gevraagd": "200000,00"})) == []


def test_een_veld_dat_anders_is_staat_er_met_oud_en_nieuw() -> None:
    assert gewijzigd(versie(kosten={"gevraagd": "180.000"})) == [
        ("Gevraagd bedrag", "€ 200.000", "€ 180.000")
    ]
    assert gewijzigd(versie(project={"omschrijving": ""})) == [
        ("Omschrijving", "Dertig woningen\naan het park.", LEEG)
    ]


def test_een_regel_die_anders_is_wordt_herkend_aan_wat_hij_is() -> None:
    assert gewijzigd(versie(woonruimten={"regels-1-aantal": "12"})) == [
        ("Aantal (regel 2: Uitwonende studenten, flexibel, onzelfstandig)", "10", "12")
    ]


def test_een_regel_erbij_en_een_regel_eraf() -> None:
    erbij = {
        "regels-2-doelgroep": "arbeidsmigranten", "regels-2-aard": "permanent",
        "regels-2-soort": "zelfstandig", "regels-2-aantal": "3",
    }  # fmt: skip
    assert [(een[0], een[1]) for een in gewijzigd(versie(woonruimten=erbij))] == [("Regel 3", LEEG)]
    terug = verschillen(versie(woonruimten=erbij), versie(), regels())
    assert [(een.veld, een.nieuw) for een in terug] == [("Regel 3", LEEG)]
    assert "Arbeidsmigranten" in terug[0].oud


def test_regels_op_een_andere_plaats_zijn_geen_verschil() -> None:
    omgekeerd = {}
    for naam, waarde in HEEL[Aanvraagdeel.WOONRUIMTEN].items():
        _, nummer, veld = naam.split("-")
        omgekeerd[f"regels-{1 - int(nummer)}-{veld}"] = waarde
    assert gewijzigd(versie(woonruimten=omgekeerd)) == []


def test_een_andere_bijlage() -> None:
    nieuw = Bijlageverwijzing("planning", "planning 2.pdf", 1_000, "c" * 64)
    assert gewijzigd(versie((BIJLAGEN[0], nieuw))) == [
        ("Planning met de start en de oplevering", "planning.pdf (2,3 MB)", LEEG),
        ("Planning met de start en de oplevering", LEEG, "planning 2.pdf (1.000 bytes)"),
    ]
