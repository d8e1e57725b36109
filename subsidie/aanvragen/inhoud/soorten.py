"""The kinds of values in an application: read what was typed, write it in one form, show it to people. Pure.

``lees`` takes text that is not empty (NFC, without spaces around it) and answers a value, or raises
``OngeldigeInvoer`` with what would be right. ``schrijf`` gives the text that a version keeps; reading that
gives the same value again. ``toon`` is what people read.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape
from typing import Any, ClassVar, Final, Generic, TypeVar
from unicodedata import category

from subsidie.aanvragen.bronbestand import toon as citeer
from subsidie.aanvragen.kolommen import EERSTE_JAAR, LAATSTE_JAAR
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.geld import euro, euro_kort, lees_euro
from subsidie.kern.tekst import getal, opsomming, verboden_tekens
from subsidie.kern.tijd import MAANDEN, datum_nl
from subsidie.platform.lettertypen import noem_tekens, ontbrekende_tekens

T = TypeVar("T")

_ONZICHTBAAR: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_GEHEEL: Final = re.compile(r"[0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}")
_DATUM_ISO: Final = re.compile(r"(?P<jaar>[0-9]{4})-(?P<maand>[0-9]{1,2})-(?P<dag>[0-9]{1,2})")
_DATUM_NL: Final = re.compile(r"(?P<dag>[0-9]{1,2})[-/. ](?P<maand>[0-9]{1,2})[-/. ](?P<jaar>[0-9]{4})")
_DATUM_WOORD: Final = re.compile(r"(?P<dag>[0-9]{1,2}) (?P<woord>[a-z]+) (?P<jaar>[0-9]{4})")
_MAAND_ISO: Final = re.compile(r"(?P<jaar>[0-9]{4})-(?P<maand>[0-9]{1,2})")
_MAAND_NL: Final = re.compile(r"(?P<maand>[0-9]{1,2})[-/](?P<jaar>[0-9]{4})")
_MAAND_WOORD: Final = re.compile(r"(?P<woord>[a-z]+) (?P<jaar>[0-9]{4})")
_EMAIL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_TELEFOON: Final = re.compile(r"\+?[0-9][0-9 ()-]{8,24}")


class Veldsoort(StrEnum):
    """How a field of an application is asked: a page chooses its input by this."""

    TEKST = "tekst"
    ALINEA = "alinea"
    KEUZE = "keuze"
    JA_NEE = "ja_nee"
    AANVINKEN = "aanvinken"
    GETAL = "getal"
    BEDRAG = "bedrag"
    DATUM = "datum"
    MAAND = "maand"
    EMAIL = "email"
    TELEFOON = "telefoon"


def weiger(melding: str) -> OngeldigeInvoer:
    """The fault of one value; at which field is added by who reads the part."""
    return OngeldigeInvoer.van("", melding)


def keur_tekst(tekst: str, *, meer_regels: bool) -> None:
    """Refuse characters that mislead, that nobody sees or that no letter can show (``kern.tekst``)."""
    if verboden := verboden_tekens(tekst, hoogstens=1):
        raise weiger(f"In deze tekst staat een teken dat niet mag: {verboden[0]}. Haal het weg.")
    if not meer_regels:
        for plaats, teken in enumerate(tekst, start=1):
            if teken in "\n\r":
                raise weiger("Schrijf dit op één regel.")
            if category(teken) in _ONZICHTBAAR:
                raise weiger(
                    f"Op plaats {plaats} staat een onzichtbaar teken (U+{ord(teken):04X})."
                    " Typ de tekst opnieuw."
                )
    # Escaped first: the function reads HTML, and what was typed is no HTML.
    if not tekst.isascii() and (ontbrekend := ontbrekende_tekens(escape(tekst))):
        raise weiger(f"Dit kan niet in een brief: {noem_tekens(ontbrekend)}. Kies andere tekens.")


class Waardesoort(ABC, Generic[T]):
    """One kind of value; ``T`` is what the program works with."""

    soort: ClassVar[Veldsoort]

    @abstractmethod
    def lees(self, tekst: str) -> T:
        """The value of ``tekst``. Raises ``OngeldigeInvoer`` with one fault without a place."""

    def schrijf(self, waarde: T) -> str:
        """The one text of a value, as a version keeps it."""
        return str(waarde)

    def toon(self, waarde: T) -> str:
        """The value as people read it."""
        return str(waarde)


@dataclass(frozen=True, slots=True)
class Tekst(Waardesoort[str]):
    """Text on one line, at most ``hoogstens`` characters."""

    soort: ClassVar = Veldsoort.TEKST
    hoogstens: int = 200

    def lees(self, tekst: str) -> str:
        _keur_lengte(tekst, self.hoogstens)
        keur_tekst(tekst, meer_regels=False)
        return tekst


@dataclass(frozen=True, slots=True)
class Alinea(Waardesoort[str]):
    """Text on more lines, at most ``hoogstens`` characters."""

    soort: ClassVar = Veldsoort.ALINEA
    hoogstens: int = 4_000

    def lees(self, tekst: str) -> str:
        _keur_lengte(tekst, self.hoogstens)
        keur_tekst(tekst, meer_regels=True)
        return tekst


@dataclass(frozen=True, slots=True)
class Keuze(Waardesoort[str]):
    """One of ``opties``: code and name. A value that is no option any more is shown as it is."""

    soort: ClassVar = Veldsoort.KEUZE
    opties: tuple[tuple[str, str], ...]

    def lees(self, tekst: str) -> str:
        for code, _ in self.opties:
            if tekst == code:
                return code
        namen = opsomming([naam for _, naam in self.opties[:12]], voegwoord="of")
        raise weiger(f"‘{citeer(tekst)}’ kan hier niet. Kies uit: {namen}.")

    def toon(self, waarde: str) -> str:
        return dict(self.opties).get(waarde, waarde)


@dataclass(frozen=True, slots=True)
class JaNee(Waardesoort[bool]):
    """``ja`` or ``nee``; nothing chosen is no answer."""

    soort: ClassVar = Veldsoort.JA_NEE

    def lees(self, tekst: str) -> bool:
        if tekst.casefold() in ("ja", "nee"):
            return tekst.casefold() == "ja"
        raise weiger(f"‘{citeer(tekst)}’ is geen antwoord. Kies ja of nee.")

    def schrijf(self, waarde: bool) -> str:
        return "ja" if waarde else "nee"

    def toon(self, waarde: bool) -> str:
        return self.schrijf(waarde)


@dataclass(frozen=True, slots=True)
class Aanvinken(JaNee):
    """A box to tick: ``ja``, or nothing."""

    soort: ClassVar = Veldsoort.AANVINKEN

    def lees(self, tekst: str) -> bool:
        if tekst != "ja":
            raise weiger("Vink dit aan, of laat het leeg.")
        return True


@dataclass(frozen=True, slots=True)
class Geheel(Waardesoort[int]):
    """A whole number from ``laagste`` to ``hoogste``, with or without dots between thousands."""

    soort: ClassVar = Veldsoort.GETAL
    laagste: int
    hoogste: int

    def lees(self, tekst: str) -> int:
        if _GEHEEL.fullmatch(tekst):
            waarde = int(tekst.replace(".", ""))
            if self.laagste <= waarde <= self.hoogste:
                return waarde
        raise weiger(
            f"‘{citeer(tekst)}’ kan hier niet. Vul een heel getal in van {getal(self.laagste)}"
            f" tot en met {getal(self.hoogste)}."
        )

    def toon(self, waarde: int) -> str:
        return getal(waarde)


@dataclass(frozen=True, slots=True)
class Bedrag(Waardesoort[int]):
    """An amount in whole eurocents, written as people in the Netherlands do (``kern.geld.lees_euro``)."""

    soort: ClassVar = Veldsoort.BEDRAG
    laagste_cent: int
    hoogste_cent: int

    def lees(self, tekst: str) -> int:
        cent = lees_euro(tekst)
        if cent < self.laagste_cent:
            hoger = "hoger dan € 0" if self.laagste_cent == 1 else f"minstens {euro_kort(self.laagste_cent)}"
            raise weiger(f"Het bedrag moet {hoger} zijn.")
        if cent > self.hoogste_cent:
            raise weiger(
                f"{euro_kort(cent)} is onwaarschijnlijk hoog (meer dan {euro_kort(self.hoogste_cent)})."
                " Vul het bedrag in euro’s in, niet in centen."
            )
        return cent

    def schrijf(self, waarde: int) -> str:
        return euro(waarde).removeprefix("€ ")

    def toon(self, waarde: int) -> str:
        return euro_kort(waarde)


@dataclass(frozen=True, slots=True)
class Dag(Waardesoort[date]):
    """A day that exists: ``2027-07-01``, ``1-7-2027`` or ``1 juli 2027``."""

    soort: ClassVar = Veldsoort.DATUM

    def lees(self, tekst: str) -> date:
        gewoon = " ".join(tekst.casefold().split())
        gevonden = (
            _DATUM_ISO.fullmatch(gewoon) or _DATUM_NL.fullmatch(gewoon) or _DATUM_WOORD.fullmatch(gewoon)
        )
        if gevonden is None or (maand := _maand(gevonden)) is None:
            raise weiger(
                f"‘{citeer(tekst)}’ is geen datum. Schrijf dag, maand en jaar, bijvoorbeeld 1-7-2027."
            )
        try:
            dag = date(int(gevonden["jaar"]), maand, int(gevonden["dag"]))
        except ValueError:
            raise weiger(f"De datum ‘{citeer(tekst)}’ bestaat niet.") from None
        _keur_jaar(dag.year)
        return dag

    def schrijf(self, waarde: date) -> str:
        return waarde.isoformat()

    def toon(self, waarde: date) -> str:
        return datum_nl(waarde)


@dataclass(frozen=True, slots=True)
class Maand(Waardesoort[str]):
    """A month as ``2026-07``; also read as ``7-2026`` and ``juli 2026``."""

    soort: ClassVar = Veldsoort.MAAND

    def lees(self, tekst: str) -> str:
        gewoon = " ".join(tekst.casefold().split())
        gevonden = (
            _MAAND_ISO.fullmatch(gewoon) or _MAAND_NL.fullmatch(gewoon) or _MAAND_WOORD.fullmatch(gewoon)
        )
        if gevonden is None or (maand := _maand(gevonden)) is None:
            raise weiger(f"‘{citeer(tekst)}’ is geen maand. Schrijf maand en jaar, bijvoorbeeld 7-2026.")
        if not 1 <= maand <= 12:
            raise weiger(f"De maand ‘{citeer(tekst)}’ bestaat niet.")
        _keur_jaar(int(gevonden["jaar"]))
        return f"{gevonden['jaar']}-{maand:02d}"

    def toon(self, waarde: str) -> str:
        jaar, _, maand = waarde.partition("-")
        return f"{MAANDEN[int(maand) - 1]} {jaar}"


@dataclass(frozen=True, slots=True)
class Email(Waardesoort[str]):
    """An e-mail address."""

    soort: ClassVar = Veldsoort.EMAIL

    def lees(self, tekst: str) -> str:
        if len(tekst) > 254 or _EMAIL.fullmatch(tekst) is None:
            raise weiger(f"‘{citeer(tekst)}’ is geen e-mailadres. Schrijf het als naam@gemeente.nl.")
        return tekst


@dataclass(frozen=True, slots=True)
class Telefoon(Waardesoort[str]):
    """A telephone number, as it was written."""

    soort: ClassVar = Veldsoort.TELEFOON

    def lees(self, tekst: str) -> str:
        if _TELEFOON.fullmatch(tekst) is None:
            raise weiger(
                f"‘{citeer(tekst)}’ is geen telefoonnummer. Schrijf cijfers, bijvoorbeeld 070 123 45 67."
            )
        return tekst


def _keur_lengte(tekst: str, hoogstens: int) -> None:
    if len(tekst) > hoogstens:
        raise weiger(
            f"Deze tekst is te lang ({getal(len(tekst))} tekens). Gebruik ten hoogste {getal(hoogstens)} tekens."
        )


def _keur_jaar(jaar: int) -> None:
    if not EERSTE_JAAR <= jaar <= LAATSTE_JAAR:
        raise weiger(
            f"Het jaar {jaar} kan niet kloppen. Vul een jaar in van {EERSTE_JAAR} tot en met {LAATSTE_JAAR}."
        )


def _maand(gevonden: re.Match[str]) -> int | None:
    groepen: dict[str, Any] = gevonden.groupdict()
    if "maand" in groepen:
        return int(groepen["maand"])
    woord: str = groepen["woord"]
    passend = [nummer for nummer, naam in enumerate(MAANDEN, start=1) if woord in (naam, naam[:3])]
    return passend[0] if passend else None
