"""A skip is always visible, and under CI it fails the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.infra.bestanden import WORTEL

CONFTEST = """
from tests.infra.overslaan import Overslaan
def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Overslaan())
"""
MET_SKIP = "import pytest\ndef test_a(): pytest.skip('geen browser')\ndef test_b(): assert 1 + 1 == 2\n"
ZONDER_SKIP = "def test_b(): assert 1 + 1 == 2\n"


def _draai(map_: Path, tests: str, ci: str, *opties: str) -> subprocess.CompletedProcess[str]:
    (map_ / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (map_ / "test_x.py").write_text(tests, encoding="utf-8")
    (map_ / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *opties, str(map_)],
        cwd=map_,
        env={**os.environ, "CI": ci, "PYTHONPATH": str(WORTEL)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("opties", [(), ("-n", "1")], ids=["een_proces", "met_werkers"])
def test_in_ci_mislukt_de_run_als_iets_is_overgeslagen(tmp_path: Path, opties: tuple[str, ...]) -> None:
    run = _draai(tmp_path, MET_SKIP, "true", *opties)
    assert run.returncode == 1
    assert "1 × geen browser" in run.stdout
    assert "1 passed, 1 skipped" in run.stdout


def test_buiten_ci_wordt_de_reden_getoond(tmp_path: Path) -> None:
    run = _draai(tmp_path, MET_SKIP, "")
    assert run.returncode == 0
    assert "1 × geen browser" in run.stdout


def test_in_ci_slaagt_de_run_als_niets_is_overgeslagen(tmp_path: Path) -> None:
    assert _draai(tmp_path, ZONDER_SKIP, "true").returncode == 0
