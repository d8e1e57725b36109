"""The monitor: one set of counts, added up per place, per target group and per kind. Pure, whole numbers.

What belongs to a municipality that merged is counted with its successor. A fair share is what is promised per thousand
inhabitants, held against the whole country; a share above 1,000 permille is more than others.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from subsidie.verantwoording.monitor_vragen import BELOOFD, GELEVERD, GEVRAAGD, IN_GEBRUIK, Tellingen


class Niveau(StrEnum):
    """Per what kind of place the counts are added up."""

    GEMEENTE = "gemeente"
    PROVINCIE = "provincie"
    COROP = "corop"


class Maat(StrEnum):
    """What the map shows."""

    TOEGEKEND = "toegekend"
    GELEVERD = "geleverd"
    GEVRAAGD = "gevraagd"
    BEDRAG = "bedrag"
    PER_DUIZEND = "per_duizend"


MATEN: Final[dict[Maat, str]] = {
    Maat.TOEGEKEND: "Toegekende woonruimten",
    Maat.GELEVERD: "Geleverde woonruimten",
    Maat.GEVRAAGD: "Gevraagde woonruimten",
    Maat.BEDRAG: "Toegekend bedrag",
    Maat.PER_DUIZEND: "Toegekende woonruimten per 1.000 inwoners",
}


@dataclass(slots=True)
class Som:
    """What belongs to one line. Money in eurocents; ``inwoners`` 0 when nobody lives in it or it is unknown."""

    naam: str
    aanvragen: int = 0
    gevraagd_cent: int = 0
    toekenningen: int = 0
    toegekend_cent: int = 0
    gevraagd: int = 0
    beloofd: int = 0
    geleverd: int = 0
    in_gebruik: int = 0
    inwoners: int = 0
    sleutel: str = ""

    @property
    def per_duizend(self) -> int:
        """Promised homes per thousand inhabitants, in hundredths (123 is 1.23); 0 without inhabitants."""
        return (self.beloofd * 100_000 + self.inwoners // 2) // self.inwoners if self.inwoners else 0

    @property
    def deel_geleverd(self) -> int:
        """Delivered of what was promised, in percent rounded down; 0 when nothing was promised."""
        return self.geleverd * 100 // self.beloofd if self.beloofd else 0

    def tel_woonruimten(self, aantallen: list[int]) -> None:
        """Add counts of homes."""
        self.gevraagd += aantallen[GEVRAAGD]
        self.beloofd += aantallen[BELOOFD]
        self.geleverd += aantallen[GELEVERD]
        self.in_gebruik += aantallen[IN_GEBRUIK]

    def waarde(self, maat: Maat) -> int:
        """What the map shows of it; of money whole euros."""
        match maat:
            case Maat.TOEGEKEND:
                return self.beloofd
            case Maat.GELEVERD:
                return self.geleverd
            case Maat.GEVRAAGD:
                return self.gevraagd
            case Maat.BEDRAG:
                return self.toegekend_cent // 100
        return self.per_duizend


@dataclass(frozen=True, slots=True)
class Behoefte:
    """The yearly need of one type of home, and what was promised of it; ``None`` where that is not recorded."""

    naam: str
    laag: int
    hoog: int
    beloofd: int | None
    geleverd: int | None


@dataclass(frozen=True, slots=True)
class Behoeftebeeld:
    """All types, where the need comes from, and why some cannot be counted."""

    typen: tuple[Behoefte, ...]
    bron: str
    toelichting: str


Filter = Callable[[str, str], bool]
"""Whether homes of this target group and this ``aard`` count."""


def per_plaats(
    tellingen: Tellingen, plaats: Callable[[str], tuple[str, str]], telt: Filter, inwoners: Mapping[str, int]
) -> list[Som]:
    """The counts added up; ``plaats``: from the code of a municipality to key and name of a line.

    ``inwoners`` by key. The most homes first. Money is of whole applications, whatever ``telt`` says of homes.
    """
    sommen: dict[str, Som] = {}

    def som(gm_code: str) -> Som:
        sleutel, naam = plaats(gm_code)
        if sleutel not in sommen:
            sommen[sleutel] = Som(naam, inwoners=inwoners.get(sleutel, 0), sleutel=sleutel)
        return sommen[sleutel]

    for (_, gm_code, doelgroep, aard, _soort), aantallen in tellingen.woonruimten.items():
        if telt(doelgroep, aard):
            som(gm_code).tel_woonruimten(aantallen)
    for (_, gm_code), (aanvragen, gevraagd_cent, toekenningen, toegekend_cent) in tellingen.geld.items():
        een = som(gm_code)
        een.aanvragen += aanvragen
        een.gevraagd_cent += gevraagd_cent
        een.toekenningen += toekenningen
        een.toegekend_cent += toegekend_cent
    return sorted(sommen.values(), key=lambda een: (-een.beloofd, -een.gevraagd, een.naam))


def totaal_van(sommen: Iterable[Som], naam: str = "Alles") -> Som:
    """All lines together."""
    geheel = Som(naam)
    for een in sommen:
        for veld in (
            "aanvragen", "gevraagd_cent", "toekenningen", "toegekend_cent", "gevraagd", "beloofd", "geleverd",
            "in_gebruik", "inwoners",
        ):  # fmt: skip
            setattr(geheel, veld, getattr(geheel, veld) + getattr(een, veld))
    return geheel


def per_groep(tellingen: Tellingen, namen: Mapping[str, str], telt: Filter) -> list[Som]:
    """Homes per target group, permanent and flexible together, the most first."""
    sommen: dict[str, Som] = defaultdict(lambda: Som(""))
    for (_, _, doelgroep, aard, _soort), aantallen in tellingen.woonruimten.items():
        if telt(doelgroep, aard):
            een = sommen[doelgroep]
            een.naam, een.sleutel = namen.get(doelgroep, doelgroep.replace("_", " ")), doelgroep
            een.tel_woonruimten(aantallen)
    return sorted(sommen.values(), key=lambda een: (-een.beloofd, -een.gevraagd, een.naam))


def behoefte(tellingen: Tellingen, telt: Filter) -> Behoeftebeeld:
    """What is needed each year beside what was promised in all, per type that can be recognised."""
    ruw = _behoefte()
    per_soort: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for (_, _, doelgroep, aard, soort), aantallen in tellingen.woonruimten.items():
        if telt(doelgroep, aard):
            for plek, aantal in enumerate(aantallen):
                per_soort[soort][plek] += aantal
    typen = tuple(
        Behoefte(
            een["naam"],
            een["laag"],
            een["hoog"],
            sum(per_soort[soort][BELOOFD] for soort in een["soorten"]) if een["soorten"] else None,
            sum(per_soort[soort][GELEVERD] for soort in een["soorten"]) if een["soorten"] else None,
        )
        for een in ruw["typen"]
    )
    return Behoeftebeeld(typen, ruw["bron"], ruw["toelichting"])


@lru_cache(maxsize=1)
def _behoefte() -> dict[str, Any]:
    gevonden: dict[str, Any] = json.loads(
        files("subsidie.verantwoording").joinpath("data", "woningbehoefte.json").read_text(encoding="utf-8")
    )
    return gevonden
