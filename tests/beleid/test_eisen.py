"""The requirements: everything pinned with hashes, and nothing that says where it came from."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.infra.bestanden import WORTEL

BESTANDEN = ("requirements.txt", "requirements-dev.txt")


@cache
def _regels(bestand: str) -> tuple[str, ...]:
    """Each requirement with its hashes as one line."""
    tekst = (WORTEL / bestand).read_text(encoding="utf-8").replace("\\\n", " ")
    return tuple(regel for regel in tekst.splitlines() if regel.strip() and not regel.startswith("#"))


def _vastgezet(bestand: str) -> dict[str, str]:
    gevonden: dict[str, str] = {}
    for regel in _regels(bestand):
        eis = Requirement(regel.split("--hash")[0].strip())
        gevonden[canonicalize_name(eis.name)] = str(eis.specifier)
    return gevonden


@pytest.mark.parametrize("bestand", BESTANDEN)
def test_elke_eis_staat_vast_en_heeft_een_hash(bestand: str) -> None:
    for regel in _regels(bestand):
        eis, *hashes = regel.split("--hash=")
        assert re.fullmatch(r"[\w.-]+(?:\[[\w,-]+\])?==[\w.!+-]+", eis.split(";")[0].strip()), eis
        assert hashes, eis
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", som.strip()) for som in hashes), eis


@pytest.mark.parametrize("bestand", BESTANDEN)
def test_geen_eis_zegt_waar_hij_vandaan_komt(bestand: str) -> None:
    assert not re.search(r"://|^-|@ |/", "\n".join(_regels(bestand)), re.MULTILINE)


def test_de_eisen_voor_tests_bevatten_die_om_te_draaien() -> None:
    dev = _vastgezet("requirements-dev.txt")
    assert {naam: dev.get(naam) for naam in _vastgezet("requirements.txt")} == _vastgezet("requirements.txt")


def test_wat_het_project_rechtstreeks_gebruikt_staat_vast() -> None:
    project = tomllib.loads((WORTEL / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    per_bestand = {
        "requirements.txt": project["dependencies"],
        "requirements-dev.txt": project["dependencies"] + project["optional-dependencies"]["dev"],
    }
    for bestand, eisen in per_bestand.items():
        vast = _vastgezet(bestand)
        for tekst in eisen:
            eis = Requirement(tekst)
            versie = vast[canonicalize_name(eis.name)].removeprefix("==")
            assert eis.specifier.contains(versie), f"{bestand}: {eis} staat op {versie}"
