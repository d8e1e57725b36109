"""Errors of the domain: raised with what a person needs to know, never returned as ``False``.

Every message is plain Dutch that may be shown as it is. A caller that can point at the place
where it went wrong gets ``waar`` (a field, a row and column, a pot).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class Domeinfout(Exception):
    """A rule of the domain was broken; ``str(fout)`` is a message for people, in Dutch."""


@dataclass(frozen=True, slots=True)
class Gebrek:
    """One fault in what was offered: where it stands and what would be right."""

    waar: str
    melding: str

    def __str__(self) -> str:
        return f"{self.waar}: {self.melding}" if self.waar else self.melding


class OngeldigeInvoer(Domeinfout):
    """What was offered cannot be accepted; ``gebreken`` holds every fault, not only the first."""

    def __init__(self, gebreken: Sequence[Gebrek]) -> None:
        if not gebreken:
            raise ValueError("OngeldigeInvoer needs at least one Gebrek")
        self.gebreken = tuple(gebreken)
        super().__init__("\n".join(str(gebrek) for gebrek in self.gebreken))

    @classmethod
    def van(cls, waar: str, melding: str) -> OngeldigeInvoer:
        """One fault only."""
        return cls([Gebrek(waar, melding)])


class OngeldigeOvergang(Domeinfout):
    """A status may not follow another; the table of transitions of that status decides."""

    def __init__(self, *, wat: str, van: str, naar: str) -> None:
        self.van, self.naar = van, naar
        super().__init__(f"{wat} heeft de status ‘{van}’ en kan niet naar ‘{naar}’.")


class NietBevoegd(Domeinfout):
    """The actor lacks the role, the mandate or the independence that the step asks for."""


class NietGevonden(Domeinfout):
    """What was asked for does not exist, or not for this user (indistinguishable on purpose)."""


class Rekenfout(Domeinfout):
    """A fault that only shows while computing (verdeling.md, step 1 after a transfer)."""


class TeVeelPogingen(Domeinfout):
    """Too many tries in a short time; ``seconden`` until the next one is looked at."""

    def __init__(self, melding: str, *, seconden: int) -> None:
        self.seconden = seconden
        super().__init__(melding)
