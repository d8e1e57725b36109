"""What counts of what was asked, as the page of an application shows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from subsidie.aanvragen.models import Herkomst
from subsidie.dossier.geldsom import Geldsom, maak_geldsom
from subsidie.kern.verdeelwoorden import GemeentemaximumTelt
from subsidie.tranches.bedragen import Bedraggrens
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.keuzen import Woonruimtesoort, Zekerheid
from subsidie.tranches.regels import Regels
from tests.fabrieken.tranches import regel
from tests.unit.tranches.hulp import tranche

REGELS = tranche("rha-2023").regels
PER_STUK = 8_500_00
"""The maximum per woonruimte of 2023."""


def som(regels: Regels = REGELS, **anders: Any) -> Geldsom:
    waarden: dict[str, Any] = {
        "herkomst": Herkomst.AANVRAAG, "kosten_cent": 500_000_00, "dekking_cent": 400_000_00,
        "gevraagd_cent": 90_000_00, "telt_cent": 2 * PER_STUK, "gemeente_telt_cent": 2 * PER_STUK,
    }  # fmt: skip
    woonruimten = anders.pop("woonruimten", [regel("statushouders", 2)])
    return maak_geldsom(regels, woonruimten, **{**waarden, **anders})


def met(sleutel: str, waarde: object) -> Regels:
    instelling: Instelling[Any] = Instelling(sleutel, waarde, "bron", Zekerheid.AANNAME, "test")
    return replace(REGELS, instellingen={**REGELS.instellingen, sleutel: instelling})


def test_het_tekort_is_kosten_min_dekking() -> None:
    assert som().tekort_cent == 100_000_00
    assert som(kosten_cent=None, telt_cent=2 * PER_STUK).tekort_cent is None


@pytest.mark.parametrize(
    ("anders", "grens"),
    [
        ({}, Bedraggrens.MAXIMUM),
        ({"gevraagd_cent": 1_000_00, "telt_cent": 1_000_00}, Bedraggrens.GEVRAAGD),
        ({"dekking_cent": 499_000_00, "telt_cent": 1_000_00}, Bedraggrens.TEKORT),
    ],
)
def test_de_som_zegt_welk_van_de_drie_bedragen_het_laagste_is(
    anders: dict[str, Any], grens: Bedraggrens
) -> None:
    gerekend = som(**anders)
    woorden = {Bedraggrens.MAXIMUM: "maximum", Bedraggrens.GEVRAAGD: "gevraagd", Bedraggrens.TEKORT: "tekort"}
    assert woorden[grens] in gerekend.bepaald_door
    assert gerekend.som[-1].startswith("het laagste bedrag telt")
    assert gerekend.opmerkingen == ()


def test_wijkt_de_som_van_nu_af_van_wat_is_vastgelegd_dan_staat_dat_erbij() -> None:
    gerekend = som(telt_cent=12_345_00)
    assert gerekend.telt_cent == 12_345_00
    assert "€ 12.345" in gerekend.opmerkingen[-1]


def test_een_bedrag_uit_de_bijlage_staat_vast_en_heeft_geen_som() -> None:
    gerekend = som(herkomst=Herkomst.BIJLAGE)
    assert gerekend.som == ()
    assert "staat vast" in gerekend.opmerkingen[0]


def test_een_soort_die_de_tranche_niet_meer_kent_geeft_geen_som_maar_wel_een_zin() -> None:
    vreemd = replace(regel("statushouders", 2), soort=Woonruimtesoort.VERBLIJFSRUIMTE)
    gerekend = som(woonruimten=[vreemd])
    assert gerekend.som == ()
    assert "niet na te rekenen" in gerekend.opmerkingen[0]


def test_de_ruimte_van_de_gemeente_is_het_maximum_min_al_haar_aanvragen() -> None:
    ruimte = som(gemeente_telt_cent=2 * PER_STUK + 300_000_00).gemeente
    assert ruimte is not None
    assert ruimte.andere_cent == 300_000_00
    assert ruimte.maximum_cent - ruimte.andere_cent - 2 * PER_STUK == ruimte.over_cent == 1_683_000_00


def test_vraagt_een_gemeente_te_veel_dan_is_de_ruimte_onder_nul() -> None:
    ruimte = som(gemeente_telt_cent=2_100_000_00).gemeente
    assert ruimte is not None
    assert ruimte.over_cent == -100_000_00


@pytest.mark.parametrize(
    "regels",
    [
        met("gemeentemaximum", None),
        met("gemeentemaximum_telt", GemeentemaximumTelt.VERLEEND),
        tranche("rha-2020").regels,
    ],
)
def test_zonder_maximum_dat_naar_de_vraag_kijkt_is_er_geen_ruimte_om_te_noemen(regels: Regels) -> None:
    assert som(regels, herkomst=Herkomst.BIJLAGE).gemeente is None
