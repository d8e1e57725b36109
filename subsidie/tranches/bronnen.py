"""The register of sources that the tranche files cite, such as ``[W4]``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_VERWIJZING = re.compile(r"\[([A-Z][A-Za-z0-9]*)\]")


@dataclass(frozen=True, slots=True)
class Bron:
    """One source. ``gelezen``: someone read it; knowledge, derivation and "not found" prove nothing."""

    code: str
    omschrijving: str
    gelezen: bool


@cache
def alle_bronnen() -> Mapping[str, Bron]:
    """Every source, by its code."""
    tekst = files("subsidie.tranches").joinpath("data", "bronnen.toml").read_text(encoding="utf-8")
    return {
        code: Bron(code, rij["omschrijving"], rij.get("gelezen", True))
        for code, rij in tomllib.loads(tekst).items()
    }


def verwijzingen(tekst: str) -> tuple[str, ...]:
    """The codes of the sources in ``tekst``: ``"Stcrt 2022, 25169 [W4]"`` gives ``("W4",)``."""
    return tuple(_VERWIJZING.findall(tekst))
