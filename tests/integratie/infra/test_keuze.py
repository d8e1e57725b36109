"""What runs on SQLite only is what adds nothing on PostgreSQL."""

from __future__ import annotations

import pytest

from tests.infra.keuze import zonder_herhaling

DIENST = "tests/integratie/aanvragen/test_indienen.py::test_op_tijd"


def test_van_een_dienst_draait_een_op_de_drie_tests_met_het_eerste_voorbeeld() -> None:
    tests = [f"{DIENST}_{test}[postgresql-{nummer}]" for test in range(5) for nummer in range(2)]
    assert set(tests) - zonder_herhaling(tests) == {tests[0], tests[6]}


def test_elk_bestand_begint_opnieuw() -> None:
    tests = [f"tests/integratie/aanvragen/test_{een}.py::test_iets[postgresql]" for een in "abc"]
    assert zonder_herhaling(tests) == set()


def test_een_pagina_draait_er_niet() -> None:
    pagina = "tests/integratie/aanvragen/test_indienen_pagina.py::test_wie_het_mag[postgresql]"
    assert zonder_herhaling([pagina, f"{DIENST}[postgresql]"]) == {pagina}


@pytest.mark.parametrize(
    "bestand",
    [
        "databank/test_checks.py",
        "dossier/test_aanvragenlijst_pagina.py",
        "dossier/test_verhaal.py",
        "aanvragen/test_concept_gelijktijdig.py",
    ],
)
def test_waar_de_database_verschil_maakt_draait_alles(bestand: str) -> None:
    tests = [f"tests/integratie/{bestand}::test_iets[postgresql-{nummer}]" for nummer in range(3)]
    assert zonder_herhaling(tests) == set()


def test_wie_zelf_een_database_noemt_krijgt_die() -> None:
    tests = [f"{DIENST}[postgresql-{nummer}]" for nummer in range(3)]
    assert zonder_herhaling(tests, altijd=tests[2:]) == {tests[1]}
