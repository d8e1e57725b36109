"""By what two applications are about the same place, and which other support counts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from subsidie.beoordeling.plaatsen import GEEN, kenmerken_van


def gegevens(*plaatsen: dict[str, Any], **samenhang: str) -> str:
    return json.dumps({"delen": {"project": {"plaatsen": list(plaatsen)}, "samenhang": samenhang}})


def delen_een_plek(een: dict[str, Any], twee: dict[str, Any]) -> bool:
    return bool(kenmerken_van(gegevens(een)).plaatsen & kenmerken_van(gegevens(twee)).plaatsen)


ADRES = {"straat": "Proefweg", "huisnummer": "12 A", "postcode": "1234 AB", "woonplaats": "Zwolle"}


@pytest.mark.parametrize(
    "ander",
    [
        {"straat": "PROEFWEG", "huisnummer": "12a", "woonplaats": "zwolle"},
        {"straat": "Nieuwe naam", "huisnummer": "12 a", "postcode": "1234 AB", "woonplaats": "Hattem"},
        ADRES | {"bag_id": "0193010000000001"},
    ],
)  # fmt: skip
def test_dezelfde_plek_anders_geschreven_is_dezelfde_plek(ander: dict[str, Any]) -> None:
    assert delen_een_plek(ADRES, ander)


@pytest.mark.parametrize(
    "ander",
    [
        ADRES | {"huisnummer": "12", "postcode": ""},
        ADRES | {"huisnummer": "", "postcode": ""},
        {"straat": "Proefweg", "huisnummer": "12 A", "woonplaats": "Deventer"},
        {"bag_id": "0193010000000001"},
        {},
    ],
)
def test_een_ander_nummer_een_andere_plaats_of_niets_is_een_andere_plek(ander: dict[str, Any]) -> None:
    assert not delen_een_plek(ADRES, ander)


def test_een_straat_zonder_nummer_is_gelijk_aan_dezelfde_straat_zonder_nummer() -> None:
    kaal = {"straat": "Nieuwstr.", "woonplaats": "'s-Gravenhage"}
    assert delen_een_plek(kaal, {"straat": "Nieuwstraat", "woonplaats": "’s Gravenhage"})
    assert not delen_een_plek(
        kaal, {"straat": "Nieuwstraat", "huisnummer": "1", "woonplaats": "'s-Gravenhage"}
    )


def test_hetzelfde_bag_nummer_is_dezelfde_plek_wat_er_verder_ook_staat() -> None:
    bag = {"bag_id": "0193010000000001"}
    assert delen_een_plek(
        ADRES | bag, {"straat": "Elders", "woonplaats": "Elders", "bag_id": "0193 0100 0000 0001"}
    )


def test_andere_steun_telt_als_zij_is_aangevraagd_of_toegekend() -> None:
    gelezen = kenmerken_van(
        gegevens(
            samenloop_wbi="ja", samenloop_wbi_toelichting="Deel A.", samenloop_sft="nee", samenloop_soo="aangevraagd",
        )
    )  # fmt: skip
    assert [(een.code, een.toelichting) for een in gelezen.steun] == [("wbi", "Deel A."), ("soo", "")]


def test_wat_is_geimporteerd_noemt_geen_plek() -> None:
    assert kenmerken_van('{"project": "Proefhof"}') == GEEN
