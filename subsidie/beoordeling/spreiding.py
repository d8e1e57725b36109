"""Spreading applications over reviewers: evenly, without interests, and not always the same pairs. Pure.

Given the same input (the text ``zaad`` included) it gives the same answer. It proposes; a person decides.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Opdracht:
    """One application: how many reviewers it needs in all, who has it already, and who cannot have it and why.

    ``voorkeur``: who assessed an earlier version, and so gets it again where they can.
    """

    nummer: str
    nodig: int
    heeft: tuple[str, ...] = ()
    uitgesloten: Mapping[str, str] = field(default_factory=dict)
    voorkeur: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tekort:
    """An application that gets too few reviewers: how many are missing, and why."""

    nummer: str
    ontbreekt: int
    reden: str


@dataclass(frozen=True, slots=True)
class Spreiding:
    """What is proposed: per application who is added, the load of each reviewer after it, and what cannot be."""

    erbij: Mapping[str, tuple[str, ...]]
    last: Mapping[str, int]
    tekorten: tuple[Tekort, ...]

    @property
    def kaarten(self) -> int:
        """How many cards this makes."""
        return sum(len(wie) for wie in self.erbij.values())


def spreid(
    opdrachten: Iterable[Opdracht],
    beoordelaars: Sequence[str],
    *,
    last: Mapping[str, int] | None = None,
    zaad: str,
    bekend_als: Mapping[str, str] | None = None,
) -> Spreiding:
    """Give every application the reviewers it lacks.

    ``bekend_als``: per reviewer the text by which equals are told apart, where their key is one that chance gave;
    with it, the order of ``beoordelaars`` makes no difference either.

    ``last``: how many applications each has now. Whoever is excluded never gets it. The load after it differs by at
    most one between two reviewers as far as exclusions allow: no card can be moved, along however many people, to
    somebody who has two fewer. Among equals whoever shared fewest applications with the others on it goes first.
    """
    als = dict(bekend_als or {})
    beoordelaars = sorted(beoordelaars, key=lambda een: als.get(een, een))
    werk = sorted(opdrachten, key=lambda een: (_keuze(een, beoordelaars), _lot(zaad, een.nummer)))
    plan = _Plan(beoordelaars, dict(last or {}), zaad, als)
    tekorten = []
    for opdracht in werk:
        plan.neem_op(opdracht)
    for opdracht in werk:
        if ontbreekt := plan.vul(opdracht):
            tekorten.append(Tekort(opdracht.nummer, ontbreekt, _waarom(opdracht, beoordelaars)))
    plan.verdeel_gelijk()
    return Spreiding(
        erbij={nummer: tuple(wie) for nummer, wie in sorted(plan.erbij.items()) if wie},
        last={een: plan.last[een] for een in beoordelaars},
        tekorten=tuple(sorted(tekorten, key=lambda een: een.nummer)),
    )


class _Plan:
    """The cards as they stand while they are dealt."""

    def __init__(
        self, beoordelaars: Sequence[str], last: dict[str, int], zaad: str, als: Mapping[str, str]
    ) -> None:
        self.beoordelaars, self.zaad, self.als = tuple(beoordelaars), zaad, als
        self.last = Counter({een: last.get(een, 0) for een in beoordelaars})
        self.samen: Counter[frozenset[str]] = Counter()
        self.erbij: dict[str, list[str]] = {}
        self.mag: dict[str, frozenset[str]] = {}
        self.los: dict[str, set[str]] = {}
        """Cards that may still go to another: not those of who knew an earlier version."""

    def neem_op(self, opdracht: Opdracht) -> None:
        self.erbij[opdracht.nummer], self.los[opdracht.nummer] = [], set()
        self.mag[opdracht.nummer] = frozenset(_mogelijk(opdracht, self.beoordelaars))
        self._tel_paren(opdracht.heeft)

    def vul(self, opdracht: Opdracht) -> int:
        """Deal what the application lacks; how many it still lacks."""
        erbij, mag = self.erbij[opdracht.nummer], self.mag[opdracht.nummer]
        bij = list(opdracht.heeft)
        nodig = opdracht.nodig - len(bij)
        bekend = [een for een in opdracht.voorkeur if een in mag]
        while nodig > 0 and (over := mag - set(erbij)):
            vast = next((een for een in bekend if een in over), None)
            wie = vast or min(over, key=lambda een: self._rang(een, bij, opdracht.nummer))
            erbij.append(wie)
            if vast is None:
                self.los[opdracht.nummer].add(wie)
            self.last[wie] += 1
            for ander in bij:
                self.samen[frozenset((wie, ander))] += 1
            bij.append(wie)
            nodig -= 1
        return max(nodig, 0)

    def verdeel_gelijk(self) -> None:
        """Move cards from who has most to who has two fewer, along a chain of people, until there is no such chain."""
        while pad := self._keten():
            for nummer, van, naar in pad:
                plaats = self.erbij[nummer].index(van)
                self.erbij[nummer][plaats] = naar
                self.los[nummer] = (self.los[nummer] - {van}) | {naar}
                self.last[van] -= 1
                self.last[naar] += 1

    def _keten(self) -> list[tuple[str, str, str]]:
        stap: dict[str, dict[str, str]] = defaultdict(dict)
        for nummer, los in self.los.items():
            for van in los:
                for naar in self.mag[nummer] - set(self.erbij[nummer]):
                    stap[van].setdefault(naar, nummer)
        volgorde = sorted(self.beoordelaars, key=lambda een: (-self.last[een], self._lot(een)))
        for begin in volgorde:
            via: dict[str, tuple[str, str]] = {}
            rij = deque([begin])
            while rij:
                wie = rij.popleft()
                for naar in sorted(stap[wie], key=lambda een: (self.last[een], self._lot(een))):
                    if naar == begin or naar in via:
                        continue
                    via[naar] = (wie, stap[wie][naar])
                    if self.last[begin] - self.last[naar] >= 2:
                        return _terug(begin, naar, via)
                    rij.append(naar)
        return []

    def _rang(self, wie: str, bij: Sequence[str], nummer: str) -> tuple[int, int, str]:
        samen = sum(self.samen[frozenset((wie, ander))] for ander in bij)
        return self.last[wie], samen, self._lot(wie, f"{nummer}|")

    def _lot(self, wie: str, voor: str = "") -> str:
        return _lot(self.zaad, f"{voor}{self.als.get(wie, wie)}")

    def _tel_paren(self, groep: Sequence[str]) -> None:
        for plaats, een in enumerate(groep):
            for ander in groep[plaats + 1 :]:
                self.samen[frozenset((een, ander))] += 1


def _terug(begin: str, einde: str, via: Mapping[str, tuple[str, str]]) -> list[tuple[str, str, str]]:
    """The moves of a chain, as (application, from, to), each on an application of its own."""
    pad, naar = [], einde
    while naar != begin:
        van, nummer = via[naar]
        pad.append((nummer, van, naar))
        naar = van
    return pad


def _mogelijk(opdracht: Opdracht, beoordelaars: Sequence[str]) -> list[str]:
    return [een for een in beoordelaars if een not in opdracht.uitgesloten and een not in opdracht.heeft]


def _keuze(opdracht: Opdracht, beoordelaars: Sequence[str]) -> int:
    """How much choice there is: whoever has least goes first."""
    return len(_mogelijk(opdracht, beoordelaars)) - (opdracht.nodig - len(opdracht.heeft))


def _waarom(opdracht: Opdracht, beoordelaars: Sequence[str]) -> str:
    redenen = Counter(reden for wie, reden in opdracht.uitgesloten.items() if wie in beoordelaars)
    if not redenen:
        return "er zijn niet genoeg beoordelaars"
    return "; ".join(f"{aantal} keer: {reden}" for reden, aantal in sorted(redenen.items()))


def _lot(zaad: str, tekst: str) -> str:
    return hashlib.sha256(f"{zaad}|{tekst}".encode()).hexdigest()
