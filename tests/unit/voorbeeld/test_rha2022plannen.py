"""The invented applications of 2022 add up to what was published, and keep to what is known of the tranche."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

import pytest

from subsidie.register.gemeenten import Stand, wie_is
from subsidie.voorbeeld.betalen import iban_van
from subsidie.voorbeeld.bouwverloop import Bijzonder, maak_verloop
from subsidie.voorbeeld.rha2022plannen import (
    MAX_PER_GEMEENTE_EUR,
    MAX_PER_WOONRUIMTE_EUR,
    OPEN,
    maak_bestanden,
    verdeel,
)

Rijen = list[dict[str, str]]


@pytest.fixture(scope="module")
def tabellen() -> tuple[Rijen, Rijen]:
    aanvragen, woonruimten = (list(csv.DictReader(io.StringIO(een.decode()))) for _, een in maak_bestanden())
    return aanvragen, woonruimten


def test_iedere_keer_dezelfde_aanvragen() -> None:
    assert maak_bestanden() == maak_bestanden()


def test_de_sommen_zijn_die_van_31_januari_2023(tabellen: tuple[Rijen, Rijen]) -> None:
    aanvragen, woonruimten = tabellen
    assert (len(aanvragen), len({een["gm_code"] for een in aanvragen})) == (107, 76)
    aarden, groepen = Counter[str](), Counter[str]()
    for een in woonruimten:
        aarden[een["aard"]] += int(een["aantal"])
        groepen[een["doelgroep"]] += int(een["aantal"])
    assert aarden == {"permanent": 2_959, "flexibel": 4_766}
    assert sorted(groepen.values()) == sorted((1148, 542, 1402, 2980, 111, 983, 559))


def test_geen_bedrag_gaat_boven_een_maximum(tabellen: tuple[Rijen, Rijen]) -> None:
    aanvragen, woonruimten = tabellen
    aantal, gemeente = Counter[str](), Counter[str]()
    for een in woonruimten:
        aantal[een["aanvraagnummer"]] += int(een["aantal"])
    for een in aanvragen:
        gevraagd = int(een["gevraagd_eur"])
        assert 0 < gevraagd <= aantal[een["aanvraagnummer"]] * MAX_PER_WOONRUIMTE_EUR
        gemeente[een["gm_code"]] += gevraagd
    assert max(gemeente.values()) <= MAX_PER_GEMEENTE_EUR
    assert gemeente.total() <= 52_135_000


def test_iedere_gemeente_bestond_toen(tabellen: tuple[Rijen, Rijen]) -> None:
    for een in tabellen[0]:
        assert wie_is(een["gm_code"], OPEN).stand is Stand.BESTAAT


@pytest.mark.parametrize(("totaal", "minstens"), [(111, 4), (12, 4), (7_725, 0)])
def test_verdelen_houdt_de_som_en_het_minimum(totaal: int, minstens: int) -> None:
    delen = verdeel(totaal, [0.4, 1.6, 1.1], minstens=minstens)
    assert sum(delen) == totaal
    assert min(delen) >= minstens


def test_te_weinig_voor_het_minimum_wordt_geweigerd() -> None:
    with pytest.raises(ValueError, match="te weinig"):
        verdeel(11, [1, 1, 1], minstens=4)


def test_een_verzonnen_rekening_heeft_een_goed_controlegetal() -> None:
    iban = iban_van("GM0193")
    assert len(iban) == 18
    assert int("".join(str(int(teken, 36)) for teken in iban[4:] + iban[:4])) % 97 == 1


@pytest.mark.parametrize("plaats", range(25))
def test_geen_verloop_levert_meer_dan_er_is_beloofd_of_voor_de_bouw(plaats: int) -> None:
    verleend = date(2023, 1, 31)
    verloop = maak_verloop(
        f"RHA22-{plaats:04}", plaats, verleend_op=verleend, start_gepland=date(2023, 2, 1),
        klaar_gepland=date(2024, 6, 1), aantal=90,
    )  # fmt: skip
    geleverd = sum(aantal for _, aantal in verloop.leveringen)
    assert (geleverd < 90) == (verloop.bijzonder is Bijzonder.MINDER)
    assert geleverd <= 90
    assert verleend < verloop.stap < verloop.start < verloop.leveringen[0][0]
    assert (verloop.stap > date(2025, 1, 31)) == (verloop.bijzonder is Bijzonder.STAP_TE_LAAT)
