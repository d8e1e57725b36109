"""What a setting can hold beyond a number or a text: frozen, plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from subsidie.tranches.keuzen import (
    Aanvraagveld,
    Betaalmoment,
    Controledeel,
    Sisagegeven,
    Veldeis,
    Verplichtingsbegin,
    Vraagdeel,
    Vraagsoort,
    Woningtype,
    Woonruimteaard,
    Woonruimtesoort,
)


@dataclass(frozen=True, slots=True)
class Doelgroep:
    """A group of people that homes may be meant for; ``code`` is what the lines of an application name."""

    code: str
    naam: str


@dataclass(frozen=True, slots=True)
class Eenheid:
    """A kind of unit with a maximum of its own (2021: woonruimte and verblijfsruimte)."""

    code: str
    naam: str
    meervoud: str
    soorten: tuple[Woonruimtesoort, ...]


@dataclass(frozen=True, slots=True)
class Kenmerk:
    """Which woonruimten are meant; what is left out does not matter; an empty one means all."""

    soorten: tuple[Woonruimtesoort, ...] = ()
    aarden: tuple[Woonruimteaard, ...] = ()
    doelgroepen: tuple[str, ...] = ()
    toegang_gemeenschappelijke_ruimte: bool | None = None


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """A condition on a share: of all woonruimten in the application, the part that has ``deel``.

    The bounds are exact fractions of the whole; a bound that is absent does not limit.
    """

    deel: Kenmerk
    minstens: Fraction | None = None
    hoogstens: Fraction | None = None
    meer_dan: Fraction | None = None
    minder_dan: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Categorie:
    """A category of the ranking. An application belongs to the first one of which every condition holds."""

    code: str
    naam: str
    voorwaarden: tuple[Voorwaarde, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterium:
    """What is scored, from 0 to ``hoogste_score``, and how heavily that counts.

    ``treden``: what each step means, from 0 up; empty, or one text for each step.
    """

    code: str
    naam: str
    gewicht: int
    hoogste_score: int
    treden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bijlage:
    """A document that belongs with an application; without a required one it is not complete (Awb 4:5)."""

    code: str
    naam: str
    verplicht: bool


@dataclass(frozen=True, slots=True)
class Verplichting:
    """What the receiver must do, and by when: ``jaren`` after ``vanaf``, at the latest on ``uiterste_datum``.

    Neither: an obligation without a term of its own.
    """

    tekst: str
    vanaf: Verplichtingsbegin | None = None
    jaren: int | None = None
    uiterste_datum: date | None = None


@dataclass(frozen=True, slots=True)
class Betaaltermijn:
    """An instalment of the payment: a share of the award, and after what it is paid."""

    deel: Fraction
    na: Betaalmoment


@dataclass(frozen=True, slots=True)
class Sisaindicator:
    """A column of the SiSa annex: its number after the code of the regulation, its name, and how it is audited."""

    code: str
    naam: str
    gegeven: Sisagegeven
    aard_controle: str


@dataclass(frozen=True, slots=True)
class Samenloop:
    """Another regulation whose money does not go together with this contribution."""

    code: str
    naam: str


@dataclass(frozen=True, slots=True)
class VastBedrag:
    """The amount of one municipality (``GM`` and four digits) where there is no application (2020)."""

    gemeente: str
    bedrag_cent: int


@dataclass(frozen=True, slots=True)
class Groepsaantal:
    """How many units were published for one target group."""

    doelgroep: str
    aantal: int


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """A standard question that this tranche asks; what is not listed is not asked."""

    code: Aanvraagveld
    eis: Veldeis


@dataclass(frozen=True, slots=True)
class Vraag:
    """A question of the tranche itself; ``opties`` only with a choice."""

    code: str
    deel: Vraagdeel
    vraag: str
    soort: Vraagsoort
    verplicht: bool
    hulp: str = ""
    opties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verklaring:
    """What whoever applies declares; without every tick there is no application."""

    code: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Typekeuze:
    """A type of home that can be chosen, and what people call it."""

    code: Woningtype
    naam: str


@dataclass(frozen=True, slots=True)
class Controlepunt:
    """A point of the checklist with which completeness is checked.

    ``deel``: the part of the application it is about. ``vraag``: what to ask when it is missing;
    ``raakt_volledigheid``: without it the application is not complete (Awb 4:5).
    """

    code: str
    naam: str
    deel: Controledeel
    vraag: str
    raakt_volledigheid: bool


@dataclass(frozen=True, slots=True)
class Afwijzingsgrond:
    """A ground on which an application is refused: how it is called, the sentence for the letter, and its article."""

    code: str
    naam: str
    zin: str
    artikel: str
