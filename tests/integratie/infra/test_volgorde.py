"""However many processes there are, every test runs once, and each process gets its share of the browser tests."""

from __future__ import annotations

import pytest

from tests.infra.volgorde import BROWSER, LANG, spreid

TESTS = [
    *(f"tests/beleid/test_a.py::t{n}" for n in range(40)),
    *(f"{BROWSER}test_b.py::t{n}" for n in range(31)),
    *(f"{LANG[0]}test_c.py::t{n}" for n in range(3)),
    *(f"tests/unit/test_d.py::t{n}" for n in range(81)),
]


@pytest.mark.parametrize("processen", [1, 2, 3, 8])
def test_elke_test_komt_precies_een_keer(processen: int) -> None:
    assert sorted(spreid([(een, een) for een in TESTS], processen)) == sorted(TESTS)


def test_twee_processen_krijgen_elk_de_helft_van_de_browsertests_en_een_begint_met_wat_lang_duurt() -> None:
    volgorde = spreid([(een, een) for een in TESTS], 2)
    helft = len(TESTS) // 2
    delen = volgorde[:helft], volgorde[helft:]
    assert [sum(een.startswith(BROWSER) for een in deel) for deel in delen] == [16, 15]
    assert delen[0][0].startswith(BROWSER)
    assert delen[1][0].startswith(LANG)


@pytest.mark.parametrize("alleen", [BROWSER, LANG[0], "tests/unit/test_d.py"])
def test_een_run_van_een_soort_houdt_elke_test(alleen: str) -> None:
    gekozen = [een for een in TESTS if een.startswith(alleen)]
    assert sorted(spreid([(een, een) for een in gekozen], 2)) == sorted(gekozen)
