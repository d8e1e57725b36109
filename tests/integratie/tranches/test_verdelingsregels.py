"""The rules of each tranche as the engine takes them (verdeling.md)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import pytest

from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.definitie import lees_tranche
from subsidie.tranches.models import Tranche, Trancheaard
from subsidie.tranches.service import laad_tranche, pots, verdelingsregels, verhoog_plafond
from subsidie.verdeling.invoer import lees_invoer
from tests.unit.tranches.hulp import CODES, pas_aan, tranche

Grens = Callable[[], AbstractContextManager[None]]
BINNENKOMST = {"methode": "binnenkomst", "binnen_groep": "loting", "grens": "stop"}

VERWACHT: dict[str, dict[str, Any]] = {
    "rha-2020": {
        "potten": [
            {
                "pot": "rha", "plafond_cent": 50_000_000_00,
                "regels": {"methode": "binnenkomst", "binnen_groep": "tijdstip", "grens": "stop"},
            }
        ]
    },
    "rha-2021": {
        "gemeentemaximum_cent": 1_000_000_00, "gemeentemaximum_telt": "gevraagd",
        "potten": [{"pot": "rha", "plafond_cent": 46_000_000_00, "regels": BINNENKOMST}],
    },
    "rha-2022": {
        "gemeentemaximum_cent": 2_000_000_00, "gemeentemaximum_telt": "gevraagd",
        "potten": [{"pot": "rha", "plafond_cent": 52_135_000_00, "regels": BINNENKOMST}],
    },
    "rha-2023": {
        "gemeentemaximum_cent": 2_000_000_00, "gemeentemaximum_telt": "gevraagd",
        "potten": [{"pot": "rha", "plafond_cent": 34_705_000_00, "regels": BINNENKOMST}],
    },
    "rha-2024-studenten": {
        "gemeentemaximum_cent": 3_000_000_00, "gemeentemaximum_telt": "gevraagd",
        "potten": [
            {
                "pot": "studenten", "plafond_cent": 31_500_000_00,
                "regels": {
                    "methode": "categorie", "categorieen": ["onzelfstandig", "overig"],
                    "binnen_groep": "loting", "grens": "stop",
                },
            }
        ],
    },
    "rha-2025": {
        "gemeentemaximum_cent": 5_000_000_00, "gemeentemaximum_telt": "gevraagd",
        "potten": [
            {
                "pot": "S", "plafond_cent": 30_000_000_00,
                "regels": {
                    "methode": "categorie", "categorieen": ["A", "B", "C", "D", "E"],
                    "binnen_groep": "loting", "grens": "stop",
                },
            },
            {"pot": "O", "plafond_cent": 30_000_000_00, "regels": BINNENKOMST},
        ],
    },
}  # fmt: skip


def laad(
    schrijf: Grens, nu: datetime, inhoud: str | bytes, aard: Trancheaard = Trancheaard.VOORBEELD
) -> Tranche:
    definitie = tranche(inhoud) if isinstance(inhoud, str) else lees_tranche(inhoud)
    with schrijf():
        return laad_tranche(definitie, aard=aard, door=None, nu=nu)


def test_de_regels_van_elke_tranche_zijn_invoer_voor_de_verdeling(schrijf: Grens, nu: datetime) -> None:
    for code in CODES:
        invoer = verdelingsregels(laad(schrijf, nu, code))
        assert invoer == VERWACHT[code]
        canonieke_json(invoer)  # nothing in it that JSON cannot hold
        lees_invoer({**invoer, "kandidaten": []})


def test_het_restant_van_de_eerste_pot_gaat_naar_de_tweede(schrijf: Grens, nu: datetime) -> None:
    inhoud = pas_aan("rha-2025").decode().replace(
        '[potten.restant_naar]\nwaarde = "geen"', '[potten.restant_naar]\nwaarde = "O"', 1
    )  # fmt: skip
    eerste, tweede = verdelingsregels(laad(schrijf, nu, inhoud.encode()))["potten"]
    assert eerste["restant_naar"] == "O"
    assert "restant_naar" not in tweede


def test_het_plafond_van_een_moment(schrijf: Grens, nu: datetime) -> None:
    geladen = laad(schrijf, nu, "rha-2023")
    dag = datetime(2023, 9, 1, tzinfo=UTC)
    with schrijf():
        verhoog_plafond(
            pots(geladen)[0],
            bedrag_cent=40_000_000_00,
            bron="Stcrt 2023, 1",
            geldt_vanaf=dag,
            door=None,
            nu=nu,
        )
    assert verdelingsregels(geladen, moment=nu)["potten"][0]["plafond_cent"] == 34_705_000_00
    assert verdelingsregels(geladen, moment=dag)["potten"][0]["plafond_cent"] == 40_000_000_00
    assert verdelingsregels(geladen)["potten"][0]["plafond_cent"] == 40_000_000_00


def onbekend(code: str, kop: str) -> bytes:
    """The file with the setting ``[kop]`` made unknown."""
    inhoud = pas_aan(code).decode()
    begin = inhoud.index(f"\n[{kop}]\n")
    einde = inhoud.index("\n\n", begin + 1)
    leeg = f'\n[{kop}]\nbron = "Niet gevonden [O]"\nzekerheid = "onbekend"\ntoelichting = "proef"'
    return (inhoud[:begin] + leeg + inhoud[einde:]).encode()


@pytest.mark.parametrize(
    ("kop", "waar"),
    [
        ("potten.methode", "pot rha"),
        ("potten.grens", "pot rha, grens"),
        ("potten.restant_naar", "pot rha"),
        ("gemeentemaximum_telt", "gemeentemaximum_telt"),
    ],
)
def test_zonder_een_regel_die_nodig_is_wordt_niets_verdeeld(
    schrijf: Grens, nu: datetime, kop: str, waar: str
) -> None:
    geladen = laad(schrijf, nu, onbekend("rha-2023", kop))
    with pytest.raises(OngeldigeInvoer) as fout:
        verdelingsregels(geladen)
    assert [gebrek.waar for gebrek in fout.value.gebreken] == [waar]


def test_een_onbekend_gemeentemaximum_blijft_alleen_bij_een_voorbeeld_weg(
    schrijf: Grens, nu: datetime
) -> None:
    inhoud = onbekend("rha-2023", "gemeentemaximum")
    assert "gemeentemaximum_cent" not in verdelingsregels(laad(schrijf, nu, inhoud, Trancheaard.OEFEN))


def test_een_echte_tranche_wordt_niet_verdeeld_zonder_gemeentemaximum(schrijf: Grens, nu: datetime) -> None:
    geladen = laad(schrijf, nu, onbekend("rha-2023", "gemeentemaximum"), Trancheaard.ECHT)
    with pytest.raises(OngeldigeInvoer, match="gemeentemaximum"):
        verdelingsregels(geladen)


def test_een_pot_zonder_bekend_plafond_wordt_niet_verdeeld(schrijf: Grens, nu: datetime) -> None:
    oud = 'bedrag = "€ 34.705.000"\nbron = "Kamerbrief 32 847 nr. 1193 [S1]"\nzekerheid = "geverifieerd"'
    geladen = laad(schrijf, nu, pas_aan("rha-2023", (oud, 'bron = "x [O]"\nzekerheid = "onbekend"')))
    with pytest.raises(OngeldigeInvoer, match="uitkeringsplafond is onbekend"):
        verdelingsregels(geladen)
