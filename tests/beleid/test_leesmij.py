"""What the README promises exists, and what exists can be found there."""

from __future__ import annotations

import re

from subsidie.cli import OPDRACHTEN
from tests.infra.bestanden import WORTEL


def _tekst(naam: str) -> str:
    return (WORTEL / naam).read_text(encoding="utf-8")


def test_elke_instelling_staat_in_de_leesmij() -> None:
    in_leesmij, in_code = (
        set(re.findall(r"\bSUBSIDIE_[A-Z_]+[A-Z]\b", _tekst(naam)))
        for naam in ("README.md", "subsidie/config.py")
    )
    assert in_leesmij == in_code


def test_elke_opdracht_staat_in_de_leesmij() -> None:
    genoemd = set(re.findall(r"`(?:\.venv/bin/)?subsidie ([a-z]+)", _tekst("README.md")))
    assert genoemd == set(OPDRACHTEN)


def test_elk_doel_van_make_staat_in_de_leesmij() -> None:
    doelen = set(re.findall(r"^([a-z]+):.*##", _tekst("Makefile"), re.MULTILINE)) - {"help"}
    assert doelen <= set(re.findall(r"\bmake ([a-z]+)", _tekst("README.md")))


def test_elke_verwijzing_naar_een_bestand_klopt() -> None:
    for bladzijde in ("README.md", "docs/ontwikkelen.md"):
        for doel in re.findall(r"\]\((?!https?://)([^)#]+)\)", _tekst(bladzijde)):
            assert ((WORTEL / bladzijde).parent / doel).exists(), f"{bladzijde}: {doel}"
