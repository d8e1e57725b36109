"""What a part of an application asks, as data: fields and lists of lines with their own fields. Pure.

A page draws its inputs from this, the reader reads by it, and the summary, the differences and what is
missing walk over it. So another tranche asks other things without another template or other code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.soorten import Keuze, Veldsoort, Waardesoort
from subsidie.tranches.keuzen import Aanvraagveld, Veldeis
from subsidie.tranches.regels import Regels


class Eis(StrEnum):
    """How badly a field is needed: without ``nodig`` there is no application, without ``verplicht`` it is not
    complete (Awb 4:5), and ``optioneel`` may stay empty."""

    NODIG = "nodig"
    VERPLICHT = "verplicht"
    OPTIONEEL = "optioneel"


@dataclass(frozen=True, slots=True)
class Veld:
    """One field. ``naam`` is its name in the form (in a list: after ``plaatsen-0-``) and in the draft."""

    naam: str
    label: str
    waardesoort: Waardesoort[Any]
    eis: Eis = Eis.OPTIONEEL
    hulp: str = ""
    kort: str = ""
    """A shorter label, for the head of a column."""
    bij: str = ""
    """The field that this one explains: with ``nee`` there, there is nothing to explain."""

    @property
    def soort(self) -> Veldsoort:
        """Which input a page shows."""
        return self.waardesoort.soort

    @property
    def opties(self) -> tuple[tuple[str, str], ...]:
        """Code and name of what can be chosen; empty for another kind of field."""
        return self.waardesoort.opties if isinstance(self.waardesoort, Keuze) else ()

    @property
    def hoogstens(self) -> int | None:
        """The number of characters that fit, where the field has such a limit."""
        return getattr(self.waardesoort, "hoogstens", None)

    @property
    def kop(self) -> str:
        """The label for a column."""
        return self.kort or self.label


@dataclass(frozen=True, slots=True)
class Lijst:
    """Lines with the same fields, at most ``hoogstens``; ``eis`` says whether there must be one."""

    naam: str
    label: str
    enkelvoud: str
    velden: tuple[Veld, ...]
    hoogstens: int
    eis: Eis = Eis.OPTIONEEL
    hulp: str = ""

    def veld(self, naam: str) -> Veld | None:
        """The field with that name in each line."""
        return next((veld for veld in self.velden if veld.naam == naam), None)


@dataclass(frozen=True, slots=True)
class Deelopzet:
    """What one part asks, in order: fields and lists."""

    deel: Aanvraagdeel
    titel: str
    inleiding: str
    onderdelen: tuple[Veld | Lijst, ...]

    @property
    def velden(self) -> tuple[Veld, ...]:
        """The fields outside lists."""
        return tuple(een for een in self.onderdelen if isinstance(een, Veld))

    @property
    def lijsten(self) -> tuple[Lijst, ...]:
        """The lists of lines."""
        return tuple(een for een in self.onderdelen if isinstance(een, Lijst))

    def veld(self, naam: str) -> Veld | None:
        """The field with that name, outside lists."""
        return next((veld for veld in self.velden if veld.naam == naam), None)

    def lijst(self, naam: str) -> Lijst | None:
        """The list with that name."""
        return next((lijst for lijst in self.lijsten if lijst.naam == naam), None)

    def label_van(self, waar: str) -> str:
        """What people call the field ``waar`` of a fault: ``Straat (locatie 2)`` for ``plaatsen-1-straat``."""
        naam, streep, rest = waar.partition("-")
        lijst = self.lijst(naam)
        if lijst is None:
            veld = self.veld(waar)
            return veld.label if veld else waar
        rij, _, veldnaam = rest.partition("-")
        veld = lijst.veld(veldnaam)
        if not streep or not (rij.isascii() and rij.isdigit()):
            return lijst.label
        waarvan = f"{lijst.enkelvoud} {int(rij) + 1}"
        return f"{veld.label} ({waarvan})" if veld else waarvan


@dataclass(frozen=True, slots=True)
class Vraagstelling:
    """What is asked: by the rules of a tranche, or (``alles``) everything that any tranche can ask.

    ``alles`` is for showing and comparing what was filed under other settings than those of now.
    """

    regels: Regels
    alles: bool = False
    pot: str = ""

    def eis(self, code: Aanvraagveld) -> Eis | None:
        """How badly the tranche wants a standard field; ``None``: it does not ask it."""
        for gevraagd in self._gevraagd():
            if gevraagd.code is code:
                return Eis.VERPLICHT if gevraagd.eis is Veldeis.VERPLICHT else Eis.OPTIONEEL
        return Eis.OPTIONEEL if self.alles else None

    def vragen(self, deel: Aanvraagdeel) -> Iterator[Veld]:
        """The tranche's own questions in ``deel``."""
        from subsidie.aanvragen.inhoud.vragen import eigen_vragen

        return eigen_vragen(self.regels, deel)

    def _gevraagd(self) -> Any:
        return (self.regels.aanvraag_velden.waarde or ()) if self.regels.heeft("aanvraag.velden") else ()
