"""Which payments an award leads to, and by when: pure; amounts in whole eurocents, days in Amsterdam.

An award is paid in one go or in instalments, as the tranche says. The part that the municipality gets back from the
BTW-compensatiefonds goes to that fund and not to the municipality (Wet op het BTW-compensatiefonds): it is a payment
of its own. Of every later decision only the difference is paid; what was paid too much is claimed, not paid.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from subsidie.kern.termijnen import BETAALTERMIJN_WEKEN, betaaltermijn
from subsidie.realisatie.betaalmodellen import Betaalsoort
from subsidie.tranches.keuzen import Betaalmoment
from subsidie.tranches.waarden import Betaaltermijn

_GEHEEL: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Betaalregels:
    """How a tranche pays: the share of each moment in order, the weeks, a fixed last day, and whether VAT is left out.

    ``termijnen`` add up to the whole. ``weken`` ``None``: not known, so no last day can be told.
    """

    termijnen: tuple[Betaaltermijn, ...]
    weken: int | None
    uiterlijk: date | None
    zonder_btw: bool


@dataclass(frozen=True, slots=True)
class Bedragen:
    """An amount (eurocents) over the municipality and the fund."""

    gemeente_cent: int
    bcf_cent: int

    def van(self, soort: Betaalsoort) -> int:
        """The part of one of the two."""
        return self.gemeente_cent if soort is Betaalsoort.GEMEENTE else self.bcf_cent


@dataclass(frozen=True, slots=True)
class Geordend:
    """A payment that was ordered and still counts: of which decision, which number, how much (eurocents)."""

    beschikking_id: int
    soort: Betaalsoort
    termijn: int
    bedrag_cent: int


@dataclass(frozen=True, slots=True)
class Betaling:
    """A payment that is due: its number on the decision, the amount (eurocents), the last day, and after what."""

    soort: Betaalsoort
    termijn: int
    bedrag_cent: int
    uiterlijk: date
    na: tuple[Betaalmoment, ...]


@dataclass(frozen=True, slots=True)
class Betaalvoorstel:
    """What is to be paid now; ``te_veel_cent``: what was ordered above the award as far as it is due (eurocents)."""

    betalingen: tuple[Betaling, ...]
    te_veel_cent: int = 0


def maak_termijnen(bij_verlening: Fraction, later: Iterable[Betaaltermijn] = ()) -> tuple[Betaaltermijn, ...]:
    """The instalments of a tranche: the share at the award, the later ones, and what is left at the settlement.

    Raises ``ValueError`` when together they are more than the whole.
    """
    eerste = (Betaaltermijn(bij_verlening, Betaalmoment.VERLENING),) if bij_verlening else ()
    termijnen = (*eerste, *later)
    rest = _GEHEEL - sum((een.deel for een in termijnen), Fraction(0))
    if rest < 0:
        raise ValueError("the instalments are more than the whole")
    return (*termijnen, Betaaltermijn(rest, Betaalmoment.VASTSTELLING)) if rest else termijnen


def splits_btw(
    verleend_cent: int, *, btw_in_kosten_cent: int, kosten_cent: int, zonder_btw: bool = True
) -> Bedragen:
    """An award over the municipality and the fund, in whole cents.

    An award pays a share of the costs, so it holds the same share of the compensable VAT in them: award × VAT ÷ costs,
    with the cent that is left to the largest remainder (a tie to the municipality).
    """
    if not zonder_btw or not btw_in_kosten_cent or not verleend_cent:
        return Bedragen(verleend_cent, 0)
    gemeente, bcf = grootste_resten(
        verleend_cent, (Fraction(max(0, kosten_cent - btw_in_kosten_cent)), Fraction(btw_in_kosten_cent))
    )
    return Bedragen(gemeente, bcf)


def grootste_resten(bedrag_cent: int, gewichten: Sequence[Fraction]) -> tuple[int, ...]:
    """``bedrag_cent`` over ``gewichten``: whole cents that add up, cents left to the largest remainders, first ones
    first. Raises ``ValueError`` when the weights are nothing together."""
    samen = sum(gewichten, Fraction(0))
    if samen <= 0:
        raise ValueError("there is nothing to divide over")
    exact = [bedrag_cent * gewicht / samen for gewicht in gewichten]
    heel = [int(deel) for deel in exact]
    over = bedrag_cent - sum(heel)
    volgorde = sorted(range(len(heel)), key=lambda plaats: (heel[plaats] - exact[plaats], plaats))
    for plaats in volgorde[:over]:
        heel[plaats] += 1
    return tuple(heel)


def uiterste_betaaldag(vanaf: date, weken: int | None, uiterlijk: date | None) -> date | None:
    """The last day to pay: so many weeks after ``vanaf``, or the fixed day when that comes first.

    Six weeks is the term of Awb 4:87, which the Atw can move; another number is of the regeling itself, which
    the Atw does not cover (Atw 1, 5). ``None`` when the tranche does not know its term.
    """
    dagen = []
    if weken == BETAALTERMIJN_WEKEN:
        dagen.append(betaaltermijn(vanaf))
    elif weken is not None:
        dagen.append(vanaf + timedelta(weeks=weken))
    if uiterlijk is not None:
        dagen.append(uiterlijk)
    return min(dagen, default=None)


def bereikt(
    regels: Betaalregels, momenten: Mapping[Betaalmoment, date], *, is_vastgesteld: bool
) -> tuple[int, ...]:
    """Which instalments (places from 0) have come: all of them once the award was settled."""
    return tuple(
        plaats for plaats, termijn in enumerate(regels.termijnen) if is_vastgesteld or termijn.na in momenten
    )


def stel_voor(
    regels: Betaalregels,
    bedragen: Bedragen,
    momenten: Mapping[Betaalmoment, date],
    geordend: Collection[Geordend],
    *,
    beschikking_id: int,
    bekendgemaakt_op: date,
    is_vastgesteld: bool = False,
    terug_cent: int = 0,
) -> Betaalvoorstel:
    """What is due now on the decision that holds, beside what was ordered before.

    ``bedragen``: of the whole award, or of what was settled. ``momenten``: from which day each moment that came
    counts. ``bekendgemaakt_op``: of the decision ``beschikking_id``. ``terug_cent``: what the municipality paid back.
    At most one payment for each of the two receivers: what became due together is paid together. Never more than what
    is still open for both together. Raises ``ValueError`` when the last day to pay is not known.
    """
    gekomen = bereikt(regels, momenten, is_vastgesteld=is_vastgesteld)
    nodig = {soort: _tot_nu(regels, bedragen.van(soort), gekomen) for soort in Betaalsoort}
    al = {soort: sum(een.bedrag_cent for een in geordend if een.soort is soort) for soort in Betaalsoort}
    al[Betaalsoort.GEMEENTE] -= terug_cent
    over = sum(nodig.values()) - sum(al.values())
    betalingen: list[Betaling] = []
    for soort in Betaalsoort:
        open_ = over - sum(een.bedrag_cent for een in betalingen)
        bedrag = min(nodig[soort] - al[soort], open_)
        if bedrag > 0:
            nieuw = _nieuwe(regels, bedragen.van(soort), gekomen, al[soort])
            betalingen.append(
                Betaling(
                    soort, _nummer(nieuw, geordend, beschikking_id, soort), bedrag,
                    _dag(regels, nieuw, momenten, bekendgemaakt_op),
                    tuple(regels.termijnen[plaats].na for plaats in nieuw),
                )
            )  # fmt: skip
    return Betaalvoorstel(tuple(betalingen), te_veel_cent=max(0, -over))


def _tot_nu(regels: Betaalregels, bedrag_cent: int, gekomen: Sequence[int]) -> int:
    if not bedrag_cent or not regels.termijnen:
        return 0
    delen = grootste_resten(bedrag_cent, [een.deel for een in regels.termijnen])
    return sum(delen[plaats] for plaats in gekomen)


def _nieuwe(regels: Betaalregels, bedrag_cent: int, gekomen: Sequence[int], al_cent: int) -> tuple[int, ...]:
    """The instalments that came and were not ordered whole; with a difference only, the last one."""
    delen = grootste_resten(bedrag_cent, [een.deel for een in regels.termijnen])
    gedekt, nieuw = 0, []
    for plaats in gekomen:
        gedekt += delen[plaats]
        if gedekt > al_cent:
            nieuw.append(plaats)
    return tuple(nieuw)


def _nummer(
    nieuw: Sequence[int], geordend: Iterable[Geordend], beschikking_id: int, soort: Betaalsoort
) -> int:
    al = [een.termijn for een in geordend if een.beschikking_id == beschikking_id and een.soort is soort]
    return max(nieuw[-1] + 1, max(al, default=0) + 1)


def _dag(
    regels: Betaalregels, nieuw: Sequence[int], momenten: Mapping[Betaalmoment, date], bekendgemaakt_op: date
) -> date:
    """The earliest last day of these instalments; of what came before this decision its own day of notification."""
    dagen = []
    for plaats in nieuw:
        moment = regels.termijnen[plaats].na
        vanaf = max(bekendgemaakt_op, momenten.get(moment, bekendgemaakt_op))
        # A fixed day of the regeling is about the award: it says nothing of what becomes due later.
        vast = regels.uiterlijk if moment is Betaalmoment.VERLENING else None
        dag = uiterste_betaaldag(
            vanaf, regels.weken, vast if vast is not None and vast >= bekendgemaakt_op else None
        )
        if dag is None:
            raise ValueError("the last day to pay is not known")
        dagen.append(dag)
    return min(dagen)
