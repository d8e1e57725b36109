"""Who a municipality is on a given day: pure, from the file in the package or from rows of the same shape.

The file (composed from open data of Statistics Netherlands, CBS) tells for 2021 to 2026 which municipalities
there are, when they came or ceased, and into which other one they went. It says nothing on days before 2021.
A municipality without an end exists until the register is told otherwise.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Protocol

from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import verboden_tekens
from subsidie.kern.tijd import datum_nl, lees_datum

BESTAND: Final = "gemeenten_2021_2026.csv"
EERSTE_DAG: Final = date(2021, 1, 1)
"""The first day the register knows; what existed then may be much older."""

_AL_EERDER: Final = "<=2021-01-01"
_TE_VEEL: Final = "te veel"


class Bestaan(Protocol):
    """What the rules look at: ``geldig_tot`` is the first day on which it no longer exists."""

    @property
    def gm_code(self) -> str: ...
    @property
    def naam(self) -> str: ...
    @property
    def geldig_van(self) -> date | None: ...
    @property
    def geldig_tot(self) -> date | None: ...
    @property
    def opvolger_gm_code(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Gemeentegegevens:
    """One row of the file. ``geldig_van`` is ``None`` for what existed before the register begins.

    ``naam`` is unique in the country (``Hengelo (O.)``), ``naam_kort`` is what its inhabitants say.
    """

    gm_code: str
    naam: str
    naam_kort: str
    provincie_code: str
    provincie: str
    corop_code: str
    corop: str
    geldig_van: date | None
    geldig_tot: date | None
    opvolger_gm_code: str | None
    inwoners_2021: int | None
    inwoners_2023: int | None
    lat: str | None
    lon: str | None


class Stand(StrEnum):
    """What a code stands for on a day."""

    BESTAAT = "bestaat"
    OPGEHEVEN = "opgeheven"
    NOG_NIET = "nog_niet"
    ONBEKEND = "onbekend"
    BUITEN_BEREIK = "buiten_bereik"


@dataclass(frozen=True, slots=True)
class GemeenteOpDag:
    """The answer to "who is this code on that day"; ``str()`` is a sentence in Dutch.

    ``gemeente`` is ``None`` only when the code is unknown. ``opvolger`` is, for what ceased, the municipality
    that its area belongs to on ``dag`` (successors of successors followed), if the register knows it.
    """

    gm_code: str
    dag: date
    stand: Stand
    gemeente: Bestaan | None = None
    opvolger: Bestaan | None = None

    def __str__(self) -> str:
        if self.gemeente is None:
            return f"Het register kent geen gemeente met de code {self.gm_code}."
        wie = f"{self.gemeente.naam} ({self.gm_code})"
        if self.stand is Stand.BESTAAT:
            return f"Op {datum_nl(self.dag)} is {self.gm_code} de gemeente {self.gemeente.naam}."
        if self.stand is Stand.NOG_NIET and self.gemeente.geldig_van is not None:
            return f"De gemeente {wie} bestaat pas vanaf {datum_nl(self.gemeente.geldig_van)}."
        if self.stand is Stand.OPGEHEVEN and self.gemeente.geldig_tot is not None:
            zin = f"De gemeente {wie} bestaat niet meer sinds {datum_nl(self.gemeente.geldig_tot)}."
            if self.opvolger is not None:
                zin += (
                    f" Op {datum_nl(self.dag)} hoort het gebied bij"
                    f" {self.opvolger.naam} ({self.opvolger.gm_code})."
                )
            return zin
        return f"Het register begint op {datum_nl(EERSTE_DAG)} en zegt niets over {datum_nl(self.dag)}."


def wie_is(gm_code: str, dag: date, register: Mapping[str, Bestaan] | None = None) -> GemeenteOpDag:
    """Who the code ``gm_code`` is on ``dag``, by default according to the file in the package.

    GM0457 on 1 May 2022 ceased on 24 March 2022, with Amsterdam (GM0363) as its successor; on 23 March 2022
    it is Weesp. Days before 2021 are ``buiten_bereik``.
    """
    bekend: Mapping[str, Bestaan] = gemeenten() if register is None else register
    gemeente = bekend.get(gm_code)
    if gemeente is None:
        return GemeenteOpDag(gm_code, dag, Stand.ONBEKEND)
    stand = _stand(gemeente, dag)
    opvolger = _opvolger_op(gemeente, dag, bekend) if stand is Stand.OPGEHEVEN else None
    return GemeenteOpDag(gm_code, dag, stand, gemeente, opvolger)


def _stand(gemeente: Bestaan, dag: date) -> Stand:
    if dag < EERSTE_DAG:
        return Stand.BUITEN_BEREIK
    if gemeente.geldig_van is not None and dag < gemeente.geldig_van:
        return Stand.NOG_NIET
    if gemeente.geldig_tot is not None and dag >= gemeente.geldig_tot:
        return Stand.OPGEHEVEN
    return Stand.BESTAAT


def _opvolger_op(gemeente: Bestaan, dag: date, bekend: Mapping[str, Bestaan]) -> Bestaan | None:
    """Follow successors to the one that exists on ``dag``; ``None`` when the trail ends before that."""
    gezien = {gemeente.gm_code}
    while gemeente.opvolger_gm_code is not None and gemeente.opvolger_gm_code not in gezien:
        opvolger = bekend.get(gemeente.opvolger_gm_code)
        if opvolger is None:
            return None
        if _stand(opvolger, dag) is Stand.BESTAAT:
            return opvolger
        gezien.add(opvolger.gm_code)
        gemeente = opvolger
    return None


@lru_cache(maxsize=1)
def gemeenten() -> Mapping[str, Gemeentegegevens]:
    """The municipalities of the file in the package, by GM code."""
    data = files("subsidie.register").joinpath("data", BESTAND).read_bytes()
    return MappingProxyType({gemeente.gm_code: gemeente for gemeente in lees_gemeenten(data)})


def lees_gemeenten(data: bytes) -> tuple[Gemeentegegevens, ...]:
    """Read a register in the form of ``BESTAND``: CSV in UTF-8, ``geldig_tot`` the first day without it.

    Raises ``OngeldigeInvoer`` with every fault, by row and column: a code of another form or a second time,
    an end before the beginning, a successor of what did not cease, that is unknown, or that comes back to
    the municipality itself.
    """
    try:
        tekst = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OngeldigeInvoer.van("", "het bestand is geen UTF-8") from None
    lezer = csv.DictReader(io.StringIO(tekst, newline=""), restkey=_TE_VEEL, strict=True)
    ontbrekend = [naam for naam in _KOLOMMEN if naam not in (lezer.fieldnames or ())]
    if ontbrekend:
        raise OngeldigeInvoer([Gebrek("rij 1", f"de kolom {naam} ontbreekt") for naam in ontbrekend])
    gebreken: list[Gebrek] = []
    try:
        rijen = [_Rij(nummer, cellen, gebreken) for nummer, cellen in enumerate(lezer, start=2)]
    except csv.Error:
        raise OngeldigeInvoer.van(f"rij {lezer.line_num}", "deze rij is geen geldige CSV") from None
    gelezen = [rij.gemeente() for rij in rijen]
    _controleer_samenhang(gelezen, gebreken)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    return tuple(gelezen)


_KOLOMMEN: Final = (
    "gm_code", "naam", "naam_kort", "provincie_code", "provincie", "corop_code", "corop", "geldig_van",
    "geldig_tot", "opvolger_gm_code", "inwoners_2021_01_01", "inwoners_2023_01_01", "lat", "lon",
)  # fmt: skip


def is_gm_code(tekst: str) -> bool:
    """Whether ``tekst`` has the form of a municipality's code: ``GM`` and four digits."""
    return len(tekst) == 6 and tekst.startswith("GM") and tekst.isascii() and tekst[2:].isdigit()


@dataclass(frozen=True, slots=True)
class _Rij:
    """One row while it is read; what is wrong with it is added to ``gebreken``."""

    nummer: int
    cellen: Mapping[str, str | None]
    gebreken: list[Gebrek]

    def gemeente(self) -> Gemeentegegevens:
        if _TE_VEEL in self.cellen:
            self.gebreken.append(
                Gebrek(f"rij {self.nummer}", "deze rij heeft meer cellen dan er kolommen zijn")
            )
        geldig_van = self._van()
        geldig_tot = self._dag("geldig_tot")
        if geldig_van is not None and geldig_tot is not None and geldig_tot <= geldig_van:
            self._meld("geldig_tot", "ligt niet na geldig_van")
        opvolger = self._code("opvolger_gm_code", verplicht=False)
        if opvolger is not None and geldig_tot is None:
            self._meld("opvolger_gm_code", "kan alleen bij een gemeente met geldig_tot")
        return Gemeentegegevens(
            gm_code=self._code("gm_code") or "",
            naam=self._tekst("naam"),
            naam_kort=self._tekst("naam_kort"),
            provincie_code=self._tekst("provincie_code"),
            provincie=self._tekst("provincie"),
            corop_code=self._tekst("corop_code"),
            corop=self._tekst("corop"),
            geldig_van=geldig_van,
            geldig_tot=geldig_tot,
            opvolger_gm_code=opvolger,
            inwoners_2021=self._aantal("inwoners_2021_01_01"),
            inwoners_2023=self._aantal("inwoners_2023_01_01"),
            lat=self._cel("lat") or None,
            lon=self._cel("lon") or None,
        )

    def _meld(self, kolom: str, melding: str) -> None:
        self.gebreken.append(Gebrek(f"rij {self.nummer}, {kolom}", melding))

    def _cel(self, kolom: str) -> str:
        return self.cellen.get(kolom) or ""

    def _tekst(self, kolom: str) -> str:
        tekst = self._cel(kolom)
        if not tekst:
            self._meld(kolom, "is leeg")
        elif gevonden := verboden_tekens(tekst):
            self._meld(kolom, f"bevat een {gevonden[0]}")
        return tekst

    def _code(self, kolom: str, *, verplicht: bool = True) -> str | None:
        tekst = self._cel(kolom)
        if not tekst and not verplicht:
            return None
        if not is_gm_code(tekst):
            self._meld(kolom, "moet GM en vier cijfers zijn, bijvoorbeeld GM0363")
            return None
        return tekst

    def _van(self) -> date | None:
        if self._cel("geldig_van") == _AL_EERDER:
            return None
        if not self._cel("geldig_van"):
            self._meld("geldig_van", f"moet een datum of {_AL_EERDER} zijn")
        return self._dag("geldig_van")

    def _dag(self, kolom: str) -> date | None:
        tekst = self._cel(kolom)
        if not tekst:
            return None
        try:
            return lees_datum(tekst, waar=f"rij {self.nummer}, {kolom}")
        except OngeldigeInvoer as fout:
            self.gebreken.extend(fout.gebreken)
            return None

    def _aantal(self, kolom: str) -> int | None:
        tekst = self._cel(kolom)
        if not tekst:
            return None
        if not (tekst.isascii() and tekst.isdigit() and len(tekst) <= 9):
            self._meld(kolom, "moet een heel getal zijn")
            return None
        return int(tekst)


def _controleer_samenhang(gelezen: list[Gemeentegegevens], gebreken: list[Gebrek]) -> None:
    per_code: dict[str, Gemeentegegevens] = {}
    for nummer, gemeente in enumerate(gelezen, start=2):
        if gemeente.gm_code and gemeente.gm_code in per_code:
            gebreken.append(Gebrek(f"rij {nummer}, gm_code", f"{gemeente.gm_code} staat er al"))
        per_code[gemeente.gm_code] = gemeente
    for nummer, gemeente in enumerate(gelezen, start=2):
        plaats = f"rij {nummer}, opvolger_gm_code"
        if gemeente.opvolger_gm_code is not None and gemeente.opvolger_gm_code not in per_code:
            gebreken.append(Gebrek(plaats, f"{gemeente.opvolger_gm_code} staat niet in het bestand"))
        elif _komt_terug(gemeente, per_code):
            gebreken.append(Gebrek(plaats, "de opvolgers komen weer bij deze gemeente uit"))


def _komt_terug(gemeente: Gemeentegegevens, per_code: Mapping[str, Gemeentegegevens]) -> bool:
    gezien: set[str] = set()
    volgende = gemeente.opvolger_gm_code
    while volgende is not None and volgende in per_code and volgende not in gezien:
        if volgende == gemeente.gm_code:
            return True
        gezien.add(volgende)
        volgende = per_code[volgende].opvolger_gm_code
    return False
