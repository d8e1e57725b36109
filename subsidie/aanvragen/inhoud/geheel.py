"""All parts of an application together, read by the rules of its tranche. Pure.

``bijlagen`` has no form of its own: which files there are is told by who asks what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud import kosten, planning, project, ruw, samenhang, verklaringen, woonruimten
from subsidie.aanvragen.inhoud.kosten import Kosten
from subsidie.aanvragen.inhoud.opzet import Deelopzet, Vraagstelling
from subsidie.aanvragen.inhoud.planning import Planning
from subsidie.aanvragen.inhoud.project import Project
from subsidie.aanvragen.inhoud.ruw import Deelinhoud
from subsidie.aanvragen.inhoud.samenhang import Samenhang
from subsidie.aanvragen.inhoud.verklaringen import Verklaringen
from subsidie.aanvragen.inhoud.woonruimten import Woonruimten
from subsidie.kern.fouten import Domeinfout, Gebrek
from subsidie.tranches.regels import Regels

FORMULIERDELEN: Final[tuple[Aanvraagdeel, ...]] = tuple(
    deel for deel in Aanvraagdeel if deel is not Aanvraagdeel.BIJLAGEN
)
"""The parts with fields, in order."""

ONTHOUDEN_DELEN: Final = 1024
"""Parts that a process keeps as they were read, those of the last 170 applications: some ten megabytes."""

DEELNAMEN: Final[Mapping[Aanvraagdeel, str]] = {
    Aanvraagdeel.PROJECT: "Project en locatie",
    Aanvraagdeel.WOONRUIMTEN: "Woonruimten",
    Aanvraagdeel.PLANNING: "Planning",
    Aanvraagdeel.KOSTEN: "Kosten en dekking",
    Aanvraagdeel.SAMENHANG: "Samenhang",
    Aanvraagdeel.BIJLAGEN: "Bijlagen",
    Aanvraagdeel.VERKLARINGEN: "Verklaringen",
}
"""What people call each part."""

_OPZETTEN: Final = {
    Aanvraagdeel.PROJECT: project.opzet,
    Aanvraagdeel.WOONRUIMTEN: woonruimten.opzet,
    Aanvraagdeel.PLANNING: planning.opzet,
    Aanvraagdeel.KOSTEN: kosten.opzet,
    Aanvraagdeel.SAMENHANG: samenhang.opzet,
    Aanvraagdeel.VERKLARINGEN: verklaringen.opzet,
}
_CONTROLES: Final = {
    Aanvraagdeel.PROJECT: project.controleer,
    Aanvraagdeel.WOONRUIMTEN: woonruimten.controleer,
    Aanvraagdeel.PLANNING: planning.controleer,
    Aanvraagdeel.KOSTEN: kosten.controleer,
}


@dataclass(frozen=True, slots=True)
class Delen:
    """Every part with fields: as typed and what is wrong with it (``inhoud``), and as values."""

    inhoud: Mapping[Aanvraagdeel, Deelinhoud]
    project: Project
    woonruimten: Woonruimten
    planning: Planning
    kosten: Kosten
    samenhang: Samenhang
    verklaringen: Verklaringen

    @property
    def gebreken(self) -> tuple[tuple[Aanvraagdeel, Gebrek], ...]:
        """Everything that was typed and cannot be read, by part."""
        return tuple((deel, gebrek) for deel, een in self.inhoud.items() for gebrek in een.gebreken)


def opzet_van(deel: Aanvraagdeel, regels: Regels, *, pot: str = "", alles: bool = False) -> Deelopzet:
    """What ``deel`` asks under ``regels``; ``pot`` narrows the target groups to those of that pot.

    ``alles``: also what this tranche does not ask (for showing what was filed under other settings). Raises
    ``Domeinfout`` for the part ``bijlagen``, which has no fields.
    """
    if deel not in _OPZETTEN:
        raise Domeinfout(f"Het deel ‘{DEELNAMEN[deel]}’ heeft geen velden.")
    return _opzet(deel, _Zelfde(regels), pot, alles)


def lees_formulier(
    deel: Aanvraagdeel, formulier: Mapping[str, Sequence[str]], regels: Regels, *, pot: str = ""
) -> Deelinhoud:
    """One part out of a form (``request.form.to_dict(flat=False)``), as typed and as understood.

    Never raises for what was typed: faults are in ``gebreken``, and saving it all the same loses nothing.
    """
    opzet = opzet_van(deel, regels, pot=pot)
    return lees_ruw(opzet, ruw.uit_formulier(opzet, formulier))


def lees_deel(
    deel: Aanvraagdeel, inhoud: str | None, regels: Regels, *, pot: str = "", alles: bool = False
) -> Deelinhoud:
    """One part out of the working copy (``Conceptdeel.inhoud``; ``None``: nothing yet).

    Raises ``OngeldigeInvoer`` when that is no such JSON (never written by this program).
    """
    return _lees_deel(deel, inhoud, _Zelfde(regels), pot, alles)


class _Zelfde:
    """The rules of a tranche as a key of what follows from them: these very ones, not others with equal values.

    What is remembered keeps them alive, so that no others can come in their place.
    """

    __slots__ = ("regels",)

    def __init__(self, regels: Regels) -> None:
        self.regels = regels

    def __hash__(self) -> int:
        return id(self.regels)

    def __eq__(self, ander: object) -> bool:
        return isinstance(ander, _Zelfde) and ander.regels is self.regels


@lru_cache(maxsize=256)
def _opzet(deel: Aanvraagdeel, van: _Zelfde, pot: str, alles: bool) -> Deelopzet:
    bestaat = pot in {code for code, _ in project.potten(van.regels)}
    return _OPZETTEN[deel](Vraagstelling(van.regels, alles=alles, pot=pot if bestaat else ""))


@lru_cache(maxsize=ONTHOUDEN_DELEN)
def _lees_deel(deel: Aanvraagdeel, inhoud: str | None, van: _Zelfde, pot: str, alles: bool) -> Deelinhoud:
    # The same text by the same rules: who files looked at it a moment before, who saves one part keeps the others.
    opzet = _opzet(deel, van, pot, alles)
    return lees_ruw(opzet, ruw.uit_json(opzet, inhoud))


def lees_ruw(opzet: Deelopzet, getypt: Mapping[str, object]) -> Deelinhoud:
    """One part out of ``Ruw``, with the faults between its fields."""
    inhoud = ruw.lees(opzet, getypt)
    controleer = _CONTROLES.get(opzet.deel)
    return inhoud if controleer is None else replace(
        inhoud, gebreken=(*inhoud.gebreken, *controleer(inhoud))
    )  # fmt: skip


def lees_delen(inhoud: Mapping[Aanvraagdeel, str], regels: Regels, *, alles: bool = False) -> Delen:
    """Every part out of the working copy, by the rules of the tranche; what is absent is empty.

    The target groups are held against the pot that was chosen. Raises ``OngeldigeInvoer`` as ``lees_deel``.
    """
    eerste = lees_deel(Aanvraagdeel.PROJECT, inhoud.get(Aanvraagdeel.PROJECT), regels, alles=alles)
    # What was filed is shown as it was, also when a pot has other target groups by now.
    pot = "" if alles else project.waarde(eerste, regels).pot or ""
    gelezen: dict[Aanvraagdeel, Deelinhoud] = {
        deel: eerste
        if deel is Aanvraagdeel.PROJECT
        else lees_deel(deel, inhoud.get(deel), regels, pot=pot, alles=alles)
        for deel in FORMULIERDELEN
    }
    return delen_van(gelezen, regels)


def delen_van(gelezen: Mapping[Aanvraagdeel, Deelinhoud], regels: Regels) -> Delen:
    """The parts as values, of parts that were read; every part with fields must be there."""
    return Delen(
        inhoud=gelezen,
        project=project.waarde(gelezen[Aanvraagdeel.PROJECT], regels),
        woonruimten=woonruimten.waarde(gelezen[Aanvraagdeel.WOONRUIMTEN]),
        planning=planning.waarde(gelezen[Aanvraagdeel.PLANNING]),
        kosten=kosten.waarde(gelezen[Aanvraagdeel.KOSTEN]),
        samenhang=samenhang.waarde(gelezen[Aanvraagdeel.SAMENHANG], regels),
        verklaringen=verklaringen.waarde(gelezen[Aanvraagdeel.VERKLARINGEN]),
    )
