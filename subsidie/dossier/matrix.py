"""The homes of an application as a table: target group and kind against permanent and flexible. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import aantal, opsomming
from subsidie.tranches.keuzen import Woonruimteaard, Woonruimtesoort


class Woonruimten(Protocol):
    """A line of an application; ``huurprijs_cent`` a month."""

    @property
    def doelgroep(self) -> str: ...
    @property
    def aard(self) -> Woonruimteaard: ...
    @property
    def soort(self) -> Woonruimtesoort: ...
    @property
    def aantal(self) -> int: ...
    @property
    def huurprijs_cent(self) -> int | None: ...
    @property
    def toegang_gemeenschappelijke_ruimte(self) -> bool: ...


SOORTNAMEN: Mapping[Woonruimtesoort, str] = {
    Woonruimtesoort.ZELFSTANDIG: "zelfstandig",
    Woonruimtesoort.ONZELFSTANDIG: "onzelfstandig",
    Woonruimtesoort.STANDPLAATS: "standplaats",
    Woonruimtesoort.VERBLIJFSRUIMTE: "verblijfsruimte",
}


@dataclass(slots=True)
class Matrixregel:
    """One kind of home of one target group: how many permanent and flexible, and the rents a month of each."""

    soort: str
    permanent: int = 0
    flexibel: int = 0
    huren: dict[Woonruimteaard, list[str]] = field(default_factory=dict)

    @property
    def samen(self) -> int:
        """Permanent and flexible together."""
        return self.permanent + self.flexibel

    @property
    def huur(self) -> str:
        """The rents in words; which is whose is said only where they differ."""
        per_aard = {aard: opsomming(huren) for aard, huren in self.huren.items()}
        if len(set(per_aard.values())) == 1:
            return next(iter(per_aard.values()))
        return ", ".join(f"{aard.value} {huur}" for aard, huur in per_aard.items())

    def tel(self, aard: Woonruimteaard, aantal: int, huur: str) -> None:
        """Add so many homes at this rent."""
        if aard is Woonruimteaard.PERMANENT:
            self.permanent += aantal
        else:
            self.flexibel += aantal
        huren = self.huren.setdefault(aard, [])
        if huur not in huren:
            huren.append(huur)


@dataclass(frozen=True, slots=True)
class Doelgroepdeel:
    """What is meant for one target group."""

    naam: str
    regels: tuple[Matrixregel, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table; ``per_soort`` is a sentence with how many there are of each kind."""

    delen: tuple[Doelgroepdeel, ...]
    permanent: int
    flexibel: int
    per_soort: str

    @property
    def samen(self) -> int:
        """Permanent and flexible together."""
        return self.permanent + self.flexibel


def maak_matrix(regels: Iterable[Woonruimten], doelgroepnamen: Mapping[str, str]) -> Matrix:
    """The table of ``regels`` in the order in which the application names them.

    ``doelgroepnamen``: names by code; a group that the tranche does not name is called by its code.
    """
    groepen: dict[str, dict[tuple[Woonruimtesoort, bool], Matrixregel]] = {}
    soorten: dict[Woonruimtesoort, int] = dict.fromkeys(Woonruimtesoort, 0)
    for een in regels:
        gedeeld = een.toegang_gemeenschappelijke_ruimte
        van_groep = groepen.setdefault(een.doelgroep, {})
        rij = van_groep.get((een.soort, gedeeld))
        if rij is None:
            naam = SOORTNAMEN[een.soort] + (", met gemeenschappelijke ruimte" if gedeeld else "")
            rij = van_groep[een.soort, gedeeld] = Matrixregel(naam)
        huur = "niet ingevuld" if een.huurprijs_cent is None else euro_kort(een.huurprijs_cent)
        rij.tel(een.aard, een.aantal, huur)
        soorten[een.soort] += een.aantal
    alle = [rij for groep in groepen.values() for rij in groep.values()]
    return Matrix(
        delen=tuple(
            Doelgroepdeel(doelgroepnamen.get(code, code.replace("_", " ")), tuple(rijen.values()))
            for code, rijen in groepen.items()
        ),
        permanent=sum(rij.permanent for rij in alle),
        flexibel=sum(rij.flexibel for rij in alle),
        per_soort=opsomming([_telling(soort, n) for soort, n in soorten.items() if n]),
    )


def _telling(soort: Woonruimtesoort, n: int) -> str:
    naam = SOORTNAMEN[soort]
    meervoud = {"standplaats": "standplaatsen", "verblijfsruimte": "verblijfsruimten"}.get(naam, naam)
    return aantal(n, naam, meervoud)
