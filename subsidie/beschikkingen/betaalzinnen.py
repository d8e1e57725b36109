"""How an award is paid, in the words of its letter: what comes now, and of an award in instalments what follows when.

Only what the tranche says is told. When an instalment comes depends on what is built, so no day is named: the weeks
count from the day that the ministry accepts the report. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import datum_nl
from subsidie.tranches.keuzen import Betaalmoment
from subsidie.tranches.waarden import Betaaltermijn

NA: Final[Mapping[Betaalmoment, str]] = {
    Betaalmoment.VERLENING: "na deze brief",
    Betaalmoment.ONOMKEERBARE_STAP: "als u de onomkeerbare stap heeft gemeld en ik die heb aanvaard",
    Betaalmoment.START_BOUW: "als u de start van de bouw heeft gemeld en ik die heb aanvaard",
    Betaalmoment.OPLEVERING: "als u alle woonruimten heeft opgeleverd en ik dat heb aanvaard",
    Betaalmoment.VASTSTELLING: "als ik de uitkering heb vastgesteld",
}
"""After what an instalment is paid."""
BTW: Final = (
    "Daar gaat het deel voor btw af dat u terugkrijgt uit het BTW-compensatiefonds: dat deel gaat naar dat "
    "fonds."
)


def deel_in_woorden(deel: Fraction) -> str:
    """``4/5`` as ``80%``; what is no whole percent as a fraction."""
    procent = deel * 100
    return (
        f"{procent.numerator}%" if procent.denominator == 1 else f"{deel.numerator}/{deel.denominator} deel"
    )


def betaalzinnen(
    aandeel: Fraction | None, later: Sequence[Betaaltermijn], weken: int | None, uiterlijk: date | None, *,
    zonder_btw: bool,
) -> tuple[str, ...]:  # fmt: skip
    """The sentences. ``aandeel``: the share at the award, ``None`` where it is not known; ``weken``: to pay in."""
    zinnen = []
    binnen = f", binnen {aantal(weken, 'week', 'weken')}" if weken is not None else ""
    termijnen = _later(aandeel, later)
    if aandeel == 1 or not termijnen:
        wat = "het bedrag in één keer" if aandeel == 1 else "het bedrag"
        if binnen:
            zinnen.append(f"U krijgt {wat}{binnen} na de dag waarop deze brief is verzonden.")
    else:
        zinnen.append(
            f"U krijgt het bedrag in {aantal(len(termijnen) + bool(aandeel), 'termijn', 'termijnen')}."
        )
        if aandeel:
            slot = f"{binnen} na de dag waarop deze brief is verzonden" if binnen else " na deze brief"
            zinnen.append(f"U krijgt {deel_in_woorden(aandeel)} van het bedrag{slot}.")
        zinnen += [f"{deel_in_woorden(een.deel)} volgt {NA[een.na]}." for een in termijnen]
        if binnen:
            zinnen.append(f"Ik betaal zo'n termijn{binnen.removeprefix(',')} daarna.")
    if uiterlijk is not None:
        wat = "betaling" if aandeel == 1 or not termijnen else "eerste betaling"
        zinnen.append(f"De {wat} volgt uiterlijk op {datum_nl(uiterlijk)}.")
    if zonder_btw:
        zinnen.append(BTW)
    return tuple(zinnen)


def _later(aandeel: Fraction | None, later: Sequence[Betaaltermijn]) -> tuple[Betaaltermijn, ...]:
    """What comes after the award: as the tranche says, and what is left of it at the settlement."""
    if aandeel is None or aandeel == 1:
        return ()
    rest = 1 - aandeel - sum((een.deel for een in later), Fraction(0))
    return (*later, Betaaltermijn(rest, Betaalmoment.VASTSTELLING)) if rest > 0 else tuple(later)
