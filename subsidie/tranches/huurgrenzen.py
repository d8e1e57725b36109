"""The limits to the rent per year (Wht), with their source (domein 8): the same for every tranche."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from subsidie.kern.fouten import Gebrek, NietGevonden, OngeldigeInvoer
from subsidie.kern.geld import lees_euro
from subsidie.tranches.keuzen import Zekerheid

_BEDRAGEN = ("kwaliteitskorting", "aftopping_laag", "aftopping_hoog", "maximum")


@dataclass(frozen=True, slots=True)
class Huurgrenzen:
    """The amounts of one year, in eurocents per month: ``laag`` for one or two people, ``hoog`` for more."""

    jaar: int
    kwaliteitskorting_cent: int
    aftopping_laag_cent: int
    aftopping_hoog_cent: int
    maximum_cent: int
    bron: str
    zekerheid: Zekerheid
    toelichting: str

    def aftoppingsgrens_cent(self, bewoners: int | None) -> int:
        """The limit for a home meant for so many people; not known how many: the lowest limit."""
        return (
            self.aftopping_hoog_cent if bewoners is not None and bewoners >= 3 else self.aftopping_laag_cent
        )


def huurgrenzen(jaar: int) -> Huurgrenzen:
    """The limits of a year. Raises ``NietGevonden`` for a year that is not in ``data/huurgrenzen.toml``."""
    gevonden = _alle().get(jaar)
    if gevonden is None:
        raise NietGevonden(f"De huurgrenzen van {jaar} zijn niet bekend.")
    return gevonden


@cache
def _alle() -> Mapping[int, Huurgrenzen]:
    tekst = files("subsidie.tranches").joinpath("data", "huurgrenzen.toml").read_text(encoding="utf-8")
    gebreken: list[Gebrek] = []
    gelezen: dict[int, Huurgrenzen] = {}
    for jaar, rij in tomllib.loads(tekst).items():
        cent: dict[str, int] = {}
        for naam in _BEDRAGEN:
            try:
                cent[naam] = lees_euro(rij[naam], waar=f"huurgrenzen.toml: {jaar}.{naam}")
            except OngeldigeInvoer as fout:
                gebreken.extend(fout.gebreken)
        if len(cent) == len(_BEDRAGEN):
            gelezen[int(jaar)] = Huurgrenzen(
                jaar=int(jaar),
                kwaliteitskorting_cent=cent["kwaliteitskorting"],
                aftopping_laag_cent=cent["aftopping_laag"],
                aftopping_hoog_cent=cent["aftopping_hoog"],
                maximum_cent=cent["maximum"],
                bron=rij["bron"],
                zekerheid=Zekerheid(rij["zekerheid"]),
                toelichting=rij.get("toelichting", ""),
            )
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return gelezen
