"""How likely it is that an award is not built in time: by rule, every reason a sentence. Pure.

The most serious reason decides and all of them are shown; no number is weighed against another. Only what the ministry
accepted counts as built. The rule never gets milder by a later forecast or by fewer homes: a forecast that has passed
counts as "today at the earliest", never as done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from subsidie.kern.tekst import aantal, getal
from subsidie.kern.tijd import datum_nl
from subsidie.realisatie.drempels import Drempels
from subsidie.realisatie.planmodellen import Mijlpaal
from subsidie.realisatie.plichten import Bewijs, Verplichtingsdag

VERSIE: Final = 1
"""Changes with the rule, so that a judgement of before can be told from one of now."""


class Risico(StrEnum):
    """From harmless to serious, in this order."""

    LAAG = "laag"
    VERHOOGD = "verhoogd"
    HOOG = "hoog"
    TE_LAAT = "te_laat"

    @property
    def ernst(self) -> int:
        """0 for the most harmless."""
        return list(Risico).index(self)


@dataclass(frozen=True, slots=True)
class Reden:
    """Why: a sentence, without a capital and a full stop."""

    risico: Risico
    tekst: str


@dataclass(frozen=True, slots=True)
class Oordeel:
    """The risk and every reason, the most serious first; ``LAAG`` can have remarks."""

    risico: Risico
    redenen: tuple[Reden, ...]


@dataclass(frozen=True, slots=True)
class Mijlpaalfeit:
    """Of a milestone: in how many parts it was accepted and reported (and waits), the last accepted day.

    ``prognose``: by when the municipality expects the last part that did not pass it; ``None`` without forecast.
    """

    aanvaard: int = 0
    gemeld: int = 0
    laatste: date | None = None
    prognose: date | None = None


@dataclass(frozen=True, slots=True)
class Bevestigd:
    """The last yearly confirmation that was accepted: homes in use, and homes delivered by its day."""

    jaar: int
    in_gebruik: int
    geleverd: int


@dataclass(frozen=True, slots=True)
class Projectfeiten:
    """What the rule looks at; homes by number, ``gemeld``: reported and not accepted yet."""

    beloofd: int
    geleverd: int = 0
    gemeld: int = 0
    niet_gehouden: int = 0
    laatste_levering: date | None = None
    delen: int = 1
    mijlpalen: Mapping[Mijlpaal, Mijlpaalfeit] = field(default_factory=dict)
    onbevestigd: tuple[int, ...] = ()
    """Years since the first delivery of which the yearly confirmation was not reported, to the year before this one."""
    bevestigd: Bevestigd | None = None
    verzoek_loopt: bool = False
    """A request to change the award waits for a decision."""

    @property
    def te_gaan(self) -> int:
        """Homes that are still to be accepted."""
        return max(0, self.beloofd - self.geleverd)

    def mijlpaal(self, welke: Mijlpaal) -> Mijlpaalfeit:
        """The facts about one milestone."""
        return self.mijlpalen.get(welke, _GEEN)


_GEEN: Final = Mijlpaalfeit()


def beoordeel(
    feiten: Projectfeiten, plichten: Sequence[Verplichtingsdag], *, drempels: Drempels, vandaag: date
) -> Oordeel:
    """The risk of one award on ``vandaag`` (a day in Amsterdam), under the thresholds of its tranche."""
    redenen = [reden for plicht in plichten for reden in _redenen(plicht, feiten, drempels, vandaag)]
    if feiten.verzoek_loopt and any(een.risico is not Risico.LAAG for een in redenen):
        redenen.append(Reden(Risico.LAAG, "de gemeente vroeg om een wijziging; daarop is nog niet beslist"))
    redenen.sort(key=lambda reden: -reden.risico.ernst)
    ergst = redenen[0].risico if redenen else Risico.LAAG
    return Oordeel(ergst, tuple(redenen))


def uitleg(drempels: Drempels) -> tuple[str, ...]:
    """The rule in words, with the thresholds of the tranche."""
    return (
        "Te laat: een uiterste dag is voorbij en wat gevraagd is, is niet aanvaard en ook niet helemaal gemeld.",
        f"Hoog: het is nog {aantal(drempels.hoog, 'dag', 'dagen')} of minder tot een uiterste dag; de eigen prognose "
        f"ligt na een uiterste dag; de bouw is {aantal(drempels.verhoogd, 'dag', 'dagen')} voor de uiterste dag nog "
        "niet gestart; of er zijn woonruimten niet behouden voor de doelgroep.",
        f"Verhoogd: het is nog {aantal(drempels.verhoogd, 'dag', 'dagen')} of minder tot een uiterste dag; de eigen "
        f"prognose ligt minder dan {aantal(drempels.hoog, 'dag', 'dagen')} voor een uiterste dag; iets is te laat "
        "gedaan; of een jaarlijkse bevestiging ontbreekt.",
        "Laag: niets hiervan. De ernstigste reden bepaalt het risico; alle redenen staan erbij.",
    )


def rest(vandaag: date, dag: date) -> str:
    """How long it is until ``dag``: ``nog 5 maanden``, in days when it is less than three months."""
    dagen = (dag - vandaag).days
    if dagen == 0:
        return "vandaag is de laatste dag"
    maanden = (dag.year - vandaag.year) * 12 + dag.month - vandaag.month - (dag.day < vandaag.day)
    return f"nog {aantal(dagen, 'dag', 'dagen')}" if maanden < 3 else f"nog {maanden} maanden"


def _redenen(
    plicht: Verplichtingsdag, feiten: Projectfeiten, drempels: Drempels, vandaag: date
) -> Iterator[Reden]:
    match plicht.bewijs:
        case Bewijs.ONOMKEERBARE_STAP:
            yield from _stap(plicht, feiten, drempels, vandaag)
        case Bewijs.OPLEVERING:
            yield from _oplevering(plicht, feiten, drempels, vandaag)
        case Bewijs.BESTEMMING:
            yield from _bestemming(feiten, drempels, vandaag)
        case Bewijs.GEEN:
            yield from _ongezien(plicht, drempels, vandaag)


def _ongezien(plicht: Verplichtingsdag, drempels: Drempels, vandaag: date) -> Iterator[Reden]:
    """An obligation that no report is tied to: said when its day comes near, so that a person looks at it."""
    if plicht.uiterlijk and (plicht.uiterlijk - vandaag).days <= drempels.verhoogd:
        dag = datum_nl(plicht.uiterlijk)
        yield Reden(
            Risico.LAAG, f"{plicht.naam} uiterlijk {dag}: of daaraan is voldaan, ziet het programma niet"
        )


def _stap(
    plicht: Verplichtingsdag, feiten: Projectfeiten, drempels: Drempels, vandaag: date
) -> Iterator[Reden]:
    feit, naam = feiten.mijlpaal(Mijlpaal.ONOMKEERBARE_STAP), plicht.naam
    if feiten.beloofd == 0:
        return
    if feit.aanvaard >= feiten.delen:
        if plicht.uiterlijk and feit.laatste and feit.laatste > plicht.uiterlijk:
            yield Reden(
                Risico.VERHOOGD,
                f"{naam} gezet op {datum_nl(feit.laatste)}, na de uiterste dag {datum_nl(plicht.uiterlijk)}",
            )
        return
    if feiten.te_gaan == 0:
        yield Reden(Risico.LAAG, f"{naam} is nooit gemeld; alle woonruimten staan er")
        return
    niet = feiten.delen - feit.aanvaard - feit.gemeld
    in_delen = f" in {getal(niet)} van {getal(feiten.delen)} delen" if feiten.delen > 1 else ""
    wacht = niet <= 0
    stand = "gemeld, wacht op het oordeel van het ministerie" if wacht else f"nog niet gemeld{in_delen}"
    yield from _op_tijd(plicht, f"{naam} uiterlijk {{dag}}, {stand}", wacht, feit.prognose, drempels, vandaag)


def _oplevering(
    plicht: Verplichtingsdag, feiten: Projectfeiten, drempels: Drempels, vandaag: date
) -> Iterator[Reden]:
    if feiten.te_gaan == 0:
        if plicht.uiterlijk and feiten.laatste_levering and feiten.laatste_levering > plicht.uiterlijk:
            yield Reden(
                Risico.VERHOOGD,
                f"laatste oplevering op {datum_nl(feiten.laatste_levering)}, na de uiterste dag "
                f"{datum_nl(plicht.uiterlijk)}",
            )
        return
    wacht = feiten.geleverd + feiten.gemeld >= feiten.beloofd
    gemeld = (
        f" ({getal(feiten.gemeld)} gemeld, wachten op het oordeel van het ministerie)"
        if feiten.gemeld
        else ""
    )
    stand = (
        f"van {aantal(feiten.beloofd, 'woonruimte', 'woonruimten')} "
        f"{'staat er 1' if feiten.geleverd == 1 else f'staan er {getal(feiten.geleverd)}'}{gemeld}"
    )
    prognose = feiten.mijlpaal(Mijlpaal.OPLEVERING).prognose
    yield from _op_tijd(plicht, f"{stand}, uiterlijk {{dag}}", wacht, prognose, drempels, vandaag)
    gestart = feiten.mijlpaal(Mijlpaal.START_BOUW)
    if (
        plicht.uiterlijk
        and 0 <= (plicht.uiterlijk - vandaag).days <= drempels.verhoogd
        and feiten.geleverd + feiten.gemeld == 0
        and gestart.aanvaard + gestart.gemeld == 0
    ):
        yield Reden(Risico.HOOG, f"de bouw is nog niet gestart, {rest(vandaag, plicht.uiterlijk)}")


def _op_tijd(
    plicht: Verplichtingsdag, stand: str, wacht: bool, prognose: date | None, drempels: Drempels, vandaag: date
) -> Iterator[Reden]:  # fmt: skip
    """What the calendar and the forecast say of something that is not done; ``stand`` has a place for the last day."""
    uiterlijk = plicht.uiterlijk
    if uiterlijk is None:
        yield Reden(Risico.LAAG, f"{plicht.naam}: {plicht.waarop}")
        return
    dagen = (uiterlijk - vandaag).days
    tekst = stand.format(dag=datum_nl(uiterlijk))
    if dagen < 0:
        te_lang = f"{aantal(-dagen, 'dag', 'dagen')} te laat"
        yield Reden(Risico.VERHOOGD if wacht else Risico.TE_LAAT, tekst if wacht else f"{tekst}: {te_lang}")
    elif dagen <= drempels.verhoogd:
        hoog = dagen <= drempels.hoog and not wacht
        yield Reden(Risico.HOOG if hoog else Risico.VERHOOGD, f"{tekst}, {rest(vandaag, uiterlijk)}")
    if wacht:
        return
    if prognose is None:
        if dagen >= 0:
            yield Reden(Risico.LAAG, f"geen eigen prognose voor de {plicht.naam}")
        return
    speling = (uiterlijk - max(prognose, vandaag)).days
    if prognose > uiterlijk:
        yield Reden(
            Risico.HOOG,
            f"eigen prognose {datum_nl(prognose)} voor de {plicht.naam} ligt na de uiterste dag {datum_nl(uiterlijk)}",
        )
    elif prognose < vandaag:
        yield Reden(Risico.LAAG, f"eigen prognose {datum_nl(prognose)} voor de {plicht.naam} is voorbij")
    elif speling < drempels.hoog:
        waar = f"maar {aantal(speling, 'dag', 'dagen')} voor" if speling else "op"
        yield Reden(
            Risico.VERHOOGD,
            f"eigen prognose {datum_nl(prognose)} voor de {plicht.naam} ligt {waar} de uiterste dag",
        )


def _bestemming(feiten: Projectfeiten, drempels: Drempels, vandaag: date) -> Iterator[Reden]:
    if feiten.niet_gehouden:
        niet = aantal(feiten.niet_gehouden, "woonruimte is", "woonruimten zijn")
        yield Reden(Risico.HOOG, f"{niet} niet meer voor de doelgroep")
    if (een := feiten.bevestigd) and een.in_gebruik < een.geleverd:
        yield Reden(
            Risico.VERHOOGD,
            f"over {een.jaar} waren {getal(een.in_gebruik)} van {getal(een.geleverd)} woonruimten in gebruik bij de "
            "doelgroep",
        )
    for jaar in feiten.onbevestigd:
        if (vandaag - date(jaar, 12, 31)).days > drempels.geduld:
            yield Reden(Risico.VERHOOGD, f"de jaarlijkse bevestiging over {jaar} ontbreekt")
