"""By what two applications are about the same place, read from what a version holds. Pure.

A place is known by its number in the BAG, by postcode with house number, and by town, street and house number; a
street without a number counts only beside the same street without one. Spelling, accents, capitals and spaces do not
make another place. What was imported names no place.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.samenhang import STANDEN, UITLEG, VOOR, Samenloopstand

_NIET_IN_NAAM: Final = re.compile(r"[^a-z0-9]+")
_NIET_IN_NUMMER: Final = re.compile(r"[^a-z0-9-]+")
_STRAAT: Final = re.compile(r"str\.?$")
_GETELD: Final = (Samenloopstand.JA.value, Samenloopstand.AANGEVRAAGD.value)


@dataclass(frozen=True, slots=True, order=True)
class Plaatssleutel:
    """One thing by which a place is known: ``soort`` is ``bag``, ``postcode`` or ``adres``; ``tekst`` for people."""

    soort: str
    sleutel: str
    tekst: str = field(default="", compare=False)

    @property
    def zin(self) -> str:
        """What is the same, in words."""
        wat = {
            "bag": "Zelfde BAG-nummer",
            "postcode": "Zelfde postcode en huisnummer",
            "adres": "Zelfde adres",
        }
        return f"{wat[self.soort]}: {self.tekst}"


@dataclass(frozen=True, slots=True)
class Steun:
    """Other state support that the applicant stated: the code of the scheme, what it says, and the explanation."""

    code: str
    stand: str
    toelichting: str


@dataclass(frozen=True, slots=True)
class Kenmerken:
    """What one version says that other applications can be held against."""

    plaatsen: frozenset[Plaatssleutel]
    steun: tuple[Steun, ...]


GEEN: Final = Kenmerken(frozenset(), ())


def kenmerken_van(gegevens: str) -> Kenmerken:
    """The places and the other support in ``AanvraagVersie.gegevens``; nothing for what was imported."""
    delen = json.loads(gegevens).get("delen")
    if not isinstance(delen, dict):
        return GEEN
    return Kenmerken(
        frozenset(_plaatsen(delen.get(Aanvraagdeel.PROJECT.value))),
        tuple(_steun(delen.get(Aanvraagdeel.SAMENHANG.value))),
    )


def _plaatsen(project: Any) -> Iterator[Plaatssleutel]:
    rijen = project.get("plaatsen", ()) if isinstance(project, dict) else ()
    for rij in rijen:
        if isinstance(rij, dict):
            yield from _sleutels(rij)


def _sleutels(rij: Mapping[str, Any]) -> Iterator[Plaatssleutel]:
    straat, nummer, postcode, plaats, bag = (
        str(rij.get(naam) or "") for naam in ("straat", "huisnummer", "postcode", "woonplaats", "bag_id")
    )
    cijfers = "".join(teken for teken in bag if teken.isdigit())
    if len(cijfers) == 16:
        yield Plaatssleutel("bag", cijfers, cijfers)
    huis = _nummer(nummer)
    if postcode and huis:
        yield Plaatssleutel("postcode", f"{_naam(postcode)} {huis}", f"{postcode} {nummer}")
    if straat and plaats:
        weg = _STRAAT.sub("straat", " ".join(straat.lower().split()))
        yield Plaatssleutel(
            "adres", f"{_naam(plaats)} {_naam(weg)} {huis}", f"{' '.join((straat, nummer)).strip()}, {plaats}"
        )


def _naam(tekst: str) -> str:
    """Letters and digits only, without accents and capitals."""
    los = unicodedata.normalize("NFKD", tekst.lower())
    return _NIET_IN_NAAM.sub("", "".join(teken for teken in los if not unicodedata.combining(teken)))


def _nummer(tekst: str) -> str:
    """``12 A`` as ``12a``; ``12-14`` stays ``12-14``."""
    return _NIET_IN_NUMMER.sub("", tekst.lower().replace("\N{EN DASH}", "-")).strip("-")


def _steun(samenhang: Any) -> Iterator[Steun]:
    waarden = samenhang if isinstance(samenhang, dict) else {}
    for naam, stand in waarden.items():
        if naam.startswith(VOOR) and not naam.endswith(UITLEG) and stand in _GETELD:
            code = naam.removeprefix(VOOR)
            uitleg = str(waarden.get(f"{naam}{UITLEG}") or "")
            yield Steun(code, STANDEN[Samenloopstand(stand)], uitleg)
