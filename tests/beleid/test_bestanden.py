"""What may not stand in any file of the project."""

from __future__ import annotations

import re

import pytest

from tests.infra.bestanden import WORTEL, bestanden, lees

GRENS_REGELS = 400

# Put together from parts, so that this file does not hold what it forbids.
REGISTERS = re.compile(
    r"py" r"pi\.org|python" r"hosted\.org|registry\.npm|npm" r"js\.org|deb\.debian\.org|archive\.ubuntu\.com"
    r"|-{2}(?:extra-)?index-url[= ]+\S+:/|-{2}find-links[= ]+\S+|\"resolved\":\s*\"http"
)  # fmt: skip
MACHINEPADEN = re.compile(r"(?<![\w.~/-])/(?:work|farm|root|home/\w+|Users/\w+|opt/(?:wheels|pypi))(?![\w])")
ONAF = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b|raise Not" r"Implemented")  # fmt: skip


def _vondsten(patroon: re.Pattern[str], *, ook_van_anderen: bool) -> list[str]:
    vondsten = []
    for pad in bestanden(ook_van_anderen=ook_van_anderen):
        tekst = lees(pad)
        for nummer, regel in enumerate((tekst or "").splitlines(), 1):
            gevonden = patroon.search(regel)
            if gevonden:
                vondsten.append(f"{pad}:{nummer}: {gevonden.group()}")
    return vondsten


def test_geen_adres_van_een_pakketregister() -> None:
    assert _vondsten(REGISTERS, ook_van_anderen=True) == []


def test_geen_pad_van_een_bepaalde_machine() -> None:
    assert _vondsten(MACHINEPADEN, ook_van_anderen=True) == []


def test_geen_onaf_werk() -> None:
    assert _vondsten(ONAF, ook_van_anderen=False) == []


@pytest.mark.parametrize(
    ("patroon", "regel"),
    [
        (REGISTERS, "see https://py" "pi.org/simple"),
        (REGISTERS, "--extra-" "index-url http://x"),
        (MACHINEPADEN, 'pad = "/ro' 'ot/x"'),
        (MACHINEPADEN, "in /ho" "me/jan/project"),
        (ONAF, "# TO" "DO: later"),
    ],
)  # fmt: skip
def test_de_patronen_vinden_wat_ze_moeten_vinden(patroon: re.Pattern[str], regel: str) -> None:
    assert patroon.search(regel)


def test_bestanden_blijven_overzichtelijk() -> None:
    lang = {
        str(pad): regels
        for pad in bestanden(".py", ".html")
        if not str(pad).startswith("migrations/")
        and (regels := (WORTEL / pad).read_text(encoding="utf-8").count("\n")) > GRENS_REGELS
    }
    assert lang == {}


def test_wat_is_genegeerd_wordt_niet_meegeleverd() -> None:
    verboden = re.compile(r"(?:^|/)(?:\.venv|var|build|__pycache__|node_modules)/|(?:^|/)(?:uv\.lock|\.env)$")
    assert [str(pad) for pad in bestanden(ook_van_anderen=True) if verboden.search(str(pad))] == []
