"""Reading the fields of one JSON object: each value checked, each fault kept with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from subsidie.kern.fouten import Gebrek
from subsidie.kern.strikte_json import MAX_GEHEEL, heeft_los_surrogaat, leesbaar
from subsidie.verdeling.invoer import Methode, Pot

_SCORE = re.compile(r"-?[0-9]+(\.[0-9]+)?")

_Keuze = TypeVar("_Keuze", bound=StrEnum)


class Velden:
    """One object from outside, read field by field.

    Every method returns the value, or ``None`` when the field is absent, ``null`` or at fault; a fault is
    added to ``gebreken`` with the name of the object (``wie``) and of the field. Absent and ``null`` are the
    same, but a key that is not known is a fault whatever its value.
    """

    __slots__ = ("_gebreken", "_gegevens", "_prefix", "wie")

    def __init__(
        self, gegevens: Mapping[str, object], gebreken: list[Gebrek], wie: str = "", prefix: str = ""
    ) -> None:
        self._gegevens = gegevens
        self._gebreken = gebreken
        self._prefix = prefix
        self.wie = wie

    def fout(self, naam: str, melding: str) -> None:
        """Keep a fault in field ``naam``."""
        veld = self._prefix + naam
        self._gebreken.append(Gebrek(f"{self.wie}, {veld}" if self.wie else veld, melding))

    def ruw(self, naam: str) -> object:
        """The value as it was offered, unchecked."""
        return self._gegevens.get(naam)

    def weiger_onbekende(self, bekend: Collection[str]) -> None:
        """A key outside ``bekend`` is a fault, also when its value is ``null``."""
        for sleutel in self._gegevens:
            if sleutel not in bekend:
                self.fout(leesbaar(str(sleutel)), "dit veld is onbekend")

    def geheel(
        self, naam: str, *, minimum: int, maximum: int = MAX_GEHEEL, verplicht: bool = False
    ) -> int | None:
        """A whole JSON number from ``minimum`` up to and including ``maximum``."""
        waarde = self._gegevens.get(naam)
        # ``bool`` is a subclass of ``int``: true is not an amount of 1.
        if type(waarde) is int:
            if minimum <= waarde <= maximum:
                return waarde
            grens = f"minstens {minimum}" if waarde < minimum else f"hoogstens {maximum}"
            self.fout(naam, f"moet {grens} zijn")
        elif waarde is None:
            if verplicht:
                self._ontbreekt(naam)
        else:
            self.fout(naam, "moet een geheel getal zijn, zonder aanhalingstekens, punt of exponent")
        return None

    def tekst(self, naam: str, *, verplicht: bool = False, leeg_mag: bool = False) -> str | None:
        """A text that has a UTF-8 form; not empty, unless ``leeg_mag``."""
        waarde = self._gegevens.get(naam)
        if waarde is None:
            if verplicht:
                self._ontbreekt(naam)
            return None
        melding = gebrek_van_tekst(waarde, leeg_mag=leeg_mag)
        if melding is not None:
            self.fout(naam, melding)
            return None
        assert isinstance(waarde, str)  # noqa: S101 - for the type checker; gebrek_van_tekst looked
        return waarde

    def patroon(self, naam: str, patroon: re.Pattern[str], melding: str) -> str | None:
        """A required text that ``patroon`` matches as a whole; ``melding`` says what is right."""
        waarde = self._gegevens.get(naam)
        if isinstance(waarde, str) and patroon.fullmatch(waarde) is not None:
            return waarde
        if waarde is None:
            self._ontbreekt(naam)
        else:
            self.fout(naam, melding)
        return None

    def score(self, naam: str, *, verplicht: bool = False) -> str | None:
        """A decimal number as text (``8.5``, ``-1``), never a JSON number: those become floats on the way."""
        waarde = self._gegevens.get(naam)
        if isinstance(waarde, str) and _SCORE.fullmatch(waarde) is not None:
            return waarde
        if waarde is not None:
            self.fout(naam, 'moet een decimaal getal als tekst zijn, zoals "8.5"')
        elif verplicht:
            self._ontbreekt(naam)
        return None

    def keuze(self, naam: str, soort: type[_Keuze], *, verplicht: bool = False) -> _Keuze | None:
        """One of the values of a ``StrEnum``."""
        waarde = self._gegevens.get(naam)
        if waarde is None:
            if verplicht:
                self._ontbreekt(naam)
            return None
        for lid in soort:
            if lid == waarde:
                return lid
        self.fout(naam, f"moet een van deze zijn: {', '.join(soort)}")
        return None

    def lijst(self, naam: str) -> list[object] | None:
        """A required list, its members unchecked."""
        waarde = self._gegevens.get(naam)
        if isinstance(waarde, list):
            return waarde
        if waarde is None:
            self._ontbreekt(naam)
        else:
            self.fout(naam, "moet een lijst zijn")
        return None

    def namen(
        self, naam: str, *, verplicht: bool = False, keuzes: tuple[str, ...] = ()
    ) -> tuple[str, ...] | None:
        """A list of texts, none of them empty and none twice; with ``keuzes`` only those."""
        if self._gegevens.get(naam) is None and not verplicht:
            return None
        waarden = self.lijst(naam)
        if waarden is None:
            return None
        goed: list[str] = []
        for plek, een in enumerate(waarden):
            melding = gebrek_van_tekst(een)
            if melding is None and keuzes and een not in keuzes:
                melding = f"moet een van deze zijn: {', '.join(keuzes)}"
            if melding is None and een in goed:
                melding = f"{leesbaar(str(een))} komt meer dan één keer voor"
            if melding is None:
                goed.append(str(een))
            else:
                self.fout(f"{naam}[{plek}]", melding)
        return tuple(goed) if len(goed) == len(waarden) else None

    def binnen(self, naam: str, gegevens: Mapping[str, object]) -> Velden:
        """The fields of the object that stands in field ``naam`` of this one."""
        return Velden(gegevens, self._gebreken, self.wie, f"{self._prefix}{naam}.")

    def _ontbreekt(self, naam: str) -> None:
        self.fout(naam, "dit veld ontbreekt")


@dataclass(slots=True)
class GelezenPot:
    """A pot while it is read: what is known of it, also when something else in it is wrong."""

    velden: Velden
    naam: str | None = None
    methode: Methode | None = None
    categorieen: tuple[str, ...] | None = None
    restant_naar: str | None = None
    kan_loten: bool = False
    ruimte_cent: int | None = None
    """The ceiling with ``overgeheveld_cent``."""
    verleend_cent: int = 0
    """The sum of ``reeds_verleend_cent`` of its candidates, for as far as that could be read."""
    pot: Pot | None = None


def genoemde_sleutels(gegevens: Mapping[str, object]) -> frozenset[str]:
    """The keys that have a value; absent and ``null`` are the same."""
    return frozenset(sleutel for sleutel, waarde in gegevens.items() if waarde is not None)


def gebrek_van_tekst(waarde: object, *, leeg_mag: bool = False) -> str | None:
    """What is wrong with ``waarde`` as a text, or ``None``."""
    if not isinstance(waarde, str):
        return "moet een tekst zijn"
    if not waarde and not leeg_mag:
        return "mag niet leeg zijn"
    if heeft_los_surrogaat(waarde):
        return "deze tekst bevat een half teken (los surrogaat)"
    return None
