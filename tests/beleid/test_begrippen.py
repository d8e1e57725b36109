"""``docs/begrippen.md`` explains every model and every list of words of the program, with a source."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

import subsidie
from subsidie.web.db import Basis
from tests.infra.bestanden import WORTEL


class Begrip(NamedTuple):
    betekenis: str
    bron: str


@cache
def _begrippen() -> dict[str, list[Begrip]]:
    """The rows of all tables by the name in the code."""
    rijen: dict[str, list[Begrip]] = {}
    for regel in (WORTEL / "docs" / "begrippen.md").read_text(encoding="utf-8").splitlines():
        cellen = [cel.strip() for cel in regel.strip().strip("|").split("|")]
        naam = re.fullmatch(r"`(\w+)`", cellen[0])
        if naam:
            rijen.setdefault(naam[1], []).append(Begrip(" ".join(cellen[1:-1]), cellen[-1]))
    return rijen


@cache
def _klassen() -> dict[str, type]:
    """Every mapped class and StrEnum that the package itself defines."""
    gevonden: dict[str, type] = {}
    for info in pkgutil.walk_packages(subsidie.__path__, "subsidie."):
        if info.name.endswith(".__main__"):
            continue
        module = importlib.import_module(info.name)
        for naam, klasse in inspect.getmembers(module, inspect.isclass):
            if klasse.__module__ == info.name and issubclass(klasse, StrEnum) and not naam.startswith("_"):
                gevonden[naam] = klasse
    gevonden |= {mapper.class_.__name__: mapper.class_ for mapper in Basis.registry.mappers}
    return gevonden


def test_elk_model_en_elke_woordenlijst_heeft_een_begrip() -> None:
    assert sorted(set(_klassen()) - set(_begrippen())) == []


def test_elk_begrip_bestaat_nog() -> None:
    assert sorted(set(_begrippen()) - set(_klassen())) == []


def test_elk_begrip_staat_er_een_keer_met_betekenis_en_bron() -> None:
    for naam, rijen in _begrippen().items():
        assert len(rijen) == 1, naam
        assert rijen[0].betekenis, naam
        assert rijen[0].bron, naam
