"""The tranche files of the package, as they are or with one text replaced."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.definitie import TrancheDefinitie, alle_tranches, lees_tranche

CODES = ("rha-2020", "rha-2021", "rha-2022", "rha-2023", "rha-2024-studenten", "rha-2025")


@cache
def _alle() -> dict[str, TrancheDefinitie]:
    return {definitie.code: definitie for definitie in alle_tranches()}


def tranche(code: str) -> TrancheDefinitie:
    """The definition in one of the files of the package."""
    return _alle()[code]


def tekst(code: str) -> str:
    """The file as it stands."""
    return (files("subsidie.tranches") / "data" / f"{code}.toml").read_text(encoding="utf-8")


def pas_aan(code: str, *vervangingen: tuple[str, str]) -> bytes:
    """The file with each first text (which must occur exactly once) replaced by the second."""
    inhoud = tekst(code)
    for oud, nieuw in vervangingen:
        assert inhoud.count(oud) == 1, f"{oud!r} komt {inhoud.count(oud)} keer voor"
        inhoud = inhoud.replace(oud, nieuw)
    return inhoud.encode()


def zonder(code: str, kop: str) -> bytes:
    """The file without the table ``[kop]``."""
    inhoud = tekst(code)
    begin = inhoud.index(f"\n[{kop}]\n")
    return (inhoud[:begin] + inhoud[inhoud.index("\n\n", begin + 1) :]).encode()


def gebreken(inhoud: bytes, naam: str = "tranche.toml") -> dict[str, str]:
    """What is wrong with a file: per place the message, empty when it is accepted."""
    try:
        lees_tranche(inhoud, naam=naam)
    except OngeldigeInvoer as fout:
        return {gebrek.waar: gebrek.melding for gebrek in fout.gebreken}
    return {}
