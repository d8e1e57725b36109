"""The home page of one person: a part for each role they have today, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.dossier.vandaag.behandeling import voor_behandelaar
from subsidie.dossier.vandaag.beheer import voor_beheerder
from subsidie.dossier.vandaag.beoordelen import voor_beoordelaar
from subsidie.dossier.vandaag.besluiten import voor_beslisser, voor_bezwaarbehandelaar
from subsidie.dossier.vandaag.controle import voor_auditor
from subsidie.dossier.vandaag.geld import voor_financieel
from subsidie.dossier.vandaag.gemeente import voor_gemeente
from subsidie.dossier.vandaag.vorm import Deel

SCHRIJVERS: Final[tuple[tuple[frozenset[Rol], Callable[[Kijker, datetime], Deel]], ...]] = (
    (GEMEENTE, voor_gemeente),
    (frozenset({Rol.BEHANDELAAR}), voor_behandelaar),
    (frozenset({Rol.BEOORDELAAR}), voor_beoordelaar),
    (frozenset({Rol.BESLISSER}), voor_beslisser),
    (frozenset({Rol.BEZWAARBEHANDELAAR}), voor_bezwaarbehandelaar),
    (frozenset({Rol.FINANCIEEL}), voor_financieel),
    (frozenset({Rol.BEHEERDER}), voor_beheerder),
    (frozenset({Rol.AUDITOR}), voor_auditor),
)
"""Who gets which part; every role is in exactly one of them."""


@dataclass(frozen=True, slots=True)
class Vandaag:
    """The parts of someone's home page; none when they have no role today."""

    delen: tuple[Deel, ...]

    @property
    def vraagt(self) -> bool:
        """Whether anything asks for them."""
        return any(deel.vraagt for deel in self.delen)

    @property
    def voorbeeld(self) -> bool:
        """Whether something on the page is invented."""
        return any(deel.voorbeeld for deel in self.delen)


def stel_samen(ik: Kijker, *, nu: datetime) -> Vandaag:
    """What asks for ``ik`` at ``nu``. A constant number of queries for each role, however many applications."""
    return Vandaag(tuple(schrijver(ik, nu) for rollen, schrijver in SCHRIJVERS if rollen & ik.rollen))
