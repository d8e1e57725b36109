"""Statutory interest on a claim that was not paid in time (Awb 4:97-4:101), to the cent. Pure.

A debtor is in default from the day after the last day to pay (4:97). What is overdue on a day is the open principal
less the instalments whose day is still to come; over a deferral no interest runs as long as it is kept (4:101 allows
to determine that). The rate is the statutory one, over days / 365; after each year of default the interest of that
year bears interest too (4:98(1) with BW 6:119(2)). A receipt first pays interest that was set before, then the
principal (4:92); the day of receipt still counts. Interest below € 20 is not due (4:98(2)).

Everything is computed in exact fractions and rounded down once: each line is the difference of two rounded running
totals, so the lines always add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Final

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.termijnen import jaren
from subsidie.realisatie.rentetabel import Rentetabel

VERSIE: Final = "rente-1"
KLEINSTE_CENT: Final = 20_00
"""Less than this is not due (Awb 4:98(2))."""
DAGEN_PER_JAAR: Final = 365
_DAG: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bedragdag:
    """An amount (eurocents) on a day: a receipt, an instalment with its last day, interest that was set."""

    dag: date
    bedrag_cent: int


@dataclass(frozen=True, slots=True)
class Regeling:
    """An arrangement to pay: from which day it holds, and its instalments."""

    vanaf: date
    termijnen: tuple[Bedragdag, ...]


@dataclass(frozen=True, slots=True)
class Schuld:
    """A claim as far as interest needs it; amounts in eurocents."""

    hoofdsom_cent: int
    regelingen: tuple[Regeling, ...]
    ontvangsten: tuple[Bedragdag, ...] = ()
    renten: tuple[Bedragdag, ...] = ()
    """Interest that was set, by the day on which that was done."""


@dataclass(frozen=True, slots=True)
class Renteregel:
    """So much interest over the days ``vanaf`` up to and including ``tot``, on ``over_cent`` at ``procent`` a year."""

    vanaf: date
    tot: date
    over_cent: int
    procent: int
    dagen: int
    rente_cent: int
    bron: str
    zekerheid: str


@dataclass(frozen=True, slots=True)
class Rentesom:
    """The interest over a period: its lines, and what is due of it (nothing below ``KLEINSTE_CENT``)."""

    regels: tuple[Renteregel, ...]

    @property
    def berekend_cent(self) -> int:
        """What the lines add up to."""
        return sum(een.rente_cent for een in self.regels)

    @property
    def verschuldigd_cent(self) -> int:
        """What is due (Awb 4:98(2))."""
        return self.berekend_cent if self.berekend_cent >= KLEINSTE_CENT else 0


@dataclass(frozen=True, slots=True)
class Openstand:
    """What is open on a day, in eurocents."""

    hoofdsom_cent: int
    rente_cent: int
    te_laat_cent: int
    """The part of the principal of which the last day to pay is over."""
    op_hoofdsom_cent: int = 0
    """What came in and was not interest, also above what is owed."""
    te_veel_cent: int = 0
    """What came in above what is owed: after a decision on an objection that lowers the claim."""

    @property
    def totaal_cent(self) -> int:
        """Principal and interest that was set."""
        return self.hoofdsom_cent + self.rente_cent


def openstand(schuld: Schuld, dag: date) -> Openstand:
    """What is open at the end of ``dag``, with what came in on that day taken off."""
    hoofd, rente, op_hoofdsom = _open(schuld, dag)
    return Openstand(
        hoofd, rente, _te_laat(schuld, dag, hoofd), op_hoofdsom, max(0, op_hoofdsom - schuld.hoofdsom_cent)
    )


def eerste_verzuimdag(schuld: Schuld, tot: date) -> date | None:
    """The first day of default up to and including ``tot``; ``None`` when there is none."""
    dagen = sorted({dag for dag in _grenzen(schuld) if dag <= tot})
    return next((dag for dag in dagen if _basis(schuld, dag)), None)


def bereken_rente(schuld: Schuld, *, vanaf: date, tot: date, tabel: Rentetabel) -> Rentesom:
    """The interest over ``vanaf`` up to and including ``tot``; what was due before stays out, but compounds.

    Raises ``OngeldigeInvoer`` when the period is none, ``Domeinfout`` for a day of default that the table does not
    know.
    """
    if tot < vanaf:
        raise OngeldigeInvoer.van("tot", "De laatste dag ligt voor de eerste.")
    eerste = eerste_verzuimdag(schuld, tot)
    if eerste is None:
        return Rentesom(())
    jaardagen = [jaren(eerste, aantal) for aantal in range(1, tot.year - eerste.year + 1)]
    knippen = sorted({eerste, vanaf, tot + _DAG, *jaardagen, *tabel.grenzen(), *_grenzen(schuld)})
    knippen = [dag for dag in knippen if eerste <= dag <= tot + _DAG]
    bijgeteld, dit_jaar, lopend = Fraction(0), Fraction(0), Fraction(0)
    regels: list[Renteregel] = []
    for begin, eind in pairwise(knippen):
        if begin in jaardagen:
            bijgeteld, dit_jaar = bijgeteld + dit_jaar, Fraction(0)
        basis = _basis(schuld, begin)
        if not basis:
            continue
        dagen, rente = (eind - begin).days, tabel.op(begin)
        tabel.op(eind - _DAG)
        over = basis + bijgeteld
        deel = over * rente.procent * dagen / (100 * DAGEN_PER_JAAR)
        dit_jaar += deel
        if begin < vanaf:
            continue
        regels.append(
            Renteregel(
                begin, eind - _DAG, floor(over), rente.procent, dagen, floor(lopend + deel) - floor(lopend),
                rente.bron, rente.zekerheid,
            )
        )  # fmt: skip
        lopend += deel
    return Rentesom(tuple(regels))


def _grenzen(schuld: Schuld) -> set[date]:
    """The days on which what is overdue can change."""
    return {
        *(een.vanaf for een in schuld.regelingen),
        *(termijn.dag + _DAG for een in schuld.regelingen for termijn in een.termijnen),
        *(een.dag + _DAG for een in schuld.ontvangsten),
        *(een.dag for een in schuld.renten),
    }


def _basis(schuld: Schuld, dag: date) -> int:
    """The principal that is overdue during ``dag``: what comes in on that day does not count yet."""
    return _te_laat(schuld, dag, _open(schuld, dag - _DAG)[0])


def _te_laat(schuld: Schuld, dag: date, hoofd: int) -> int:
    geldend = [een for een in schuld.regelingen if een.vanaf <= dag]
    if not geldend:
        return 0
    regeling = max(geldend, key=lambda een: een.vanaf)
    nog_niet = sum(een.bedrag_cent for een in regeling.termijnen if een.dag >= dag)
    return max(0, hoofd - nog_niet)


def _open(schuld: Schuld, dag: date) -> tuple[int, int, int]:
    """Principal and set interest that are open at the end of ``dag``, receipts taken off in order (Awb 4:92); and what
    of the receipts went to the principal."""
    rente, op_hoofdsom = 0, 0
    stappen: Sequence[tuple[date, int, int]] = sorted(
        [(een.dag, 0, een.bedrag_cent) for een in schuld.renten if een.dag <= dag]
        + [(een.dag, 1, een.bedrag_cent) for een in schuld.ontvangsten if een.dag <= dag]
    )
    for _, soort, bedrag in stappen:
        if soort == 0:
            rente += bedrag
            continue
        aan_rente = min(rente, bedrag)
        rente, op_hoofdsom = rente - aan_rente, op_hoofdsom + bedrag - aan_rente
    return max(0, schuld.hoofdsom_cent - op_hoofdsom), rente, op_hoofdsom
