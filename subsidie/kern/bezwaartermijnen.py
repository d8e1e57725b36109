"""The clocks of an objection: whether it came in time, and by when it must be decided (Awb 6:7-6:9 and 7:10).

Pure functions over calendar days in Europe/Amsterdam; "today" is an argument. They compute; a person decides whether
an objection is in time, or late with an excuse (Awb 6:11). Every function raises ``OngeldigeInvoer`` for a value that
is out of bounds and for a term that would end after the year 9999.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.kern.termijnen import (
    BEZWAARTERMIJN_WEKEN,
    Opschorting,
    Tijdvak,
    bereken_beslistermijn,
    bezwaartermijn,
    posttermijn,
)

#: Awb 7:10(1): six weeks, or twelve with a committee as in 7:13.
WEKEN: Final = 6
WEKEN_MET_COMMISSIE: Final = 12
#: Awb 7:10(3).
VERDAGING_HOOGSTENS_WEKEN: Final = 6


@dataclass(frozen=True, slots=True)
class Tijdigheidssom:
    """Whether an objection was in time, with the sum that it follows from.

    ``zonder_atw`` is six weeks after notification, ``laatste_dag`` the day to which the Atw moved that (the same day
    when it did not), ``post_tot`` the last day for a letter that was posted in time. ``op_tijd`` is ``None`` for a
    letter that came in that week and of which nobody can read when it was posted: then a person finds out.
    """

    bekendgemaakt_op: date
    zonder_atw: date
    laatste_dag: date
    post_tot: date
    ontvangen: date
    poststempel: date | None
    per_post: bool
    op_tijd: bool | None

    @property
    def dagen_te_laat(self) -> int:
        """How many days after the last day it was received; 0 when it was received within the term."""
        return max(0, (self.ontvangen - self.laatste_dag).days)


def bereken_tijdigheid(
    bekendgemaakt_op: date,
    ontvangen: date,
    *,
    per_post: bool = False,
    poststempel: date | None = None,
    gelijkgestelde_dagen: Collection[date] = (),
) -> Tijdigheidssom:
    """Whether an objection that was received on the day ``ontvangen`` is in time (Awb 6:7, 6:8(1), 6:9).

    In time is what was received on or before the last day; by post also what was posted by then and received no more
    than a week later. ``poststempel``: the day on which it was posted, where that can be read; only with
    ``per_post``, and not after ``ontvangen``.
    """
    if poststempel is not None and not per_post:
        raise OngeldigeInvoer.van("poststempel", "hoort alleen bij een brief per post.")
    if poststempel is not None and poststempel > ontvangen:
        raise OngeldigeInvoer.van("poststempel", "ligt na de dag van ontvangst.")
    laatste_dag = bezwaartermijn(bekendgemaakt_op, gelijkgestelde_dagen=gelijkgestelde_dagen)
    post_tot = posttermijn(laatste_dag)
    op_tijd: bool | None = ontvangen <= laatste_dag
    if not op_tijd and per_post and ontvangen <= post_tot:
        op_tijd = None if poststempel is None else poststempel <= laatste_dag
    return Tijdigheidssom(
        bekendgemaakt_op=bekendgemaakt_op,
        zonder_atw=bekendgemaakt_op + timedelta(weeks=BEZWAARTERMIJN_WEKEN),
        laatste_dag=laatste_dag,
        post_tot=post_tot,
        ontvangen=ontvangen,
        poststempel=poststempel,
        per_post=per_post,
        op_tijd=op_tijd,
    )


@dataclass(frozen=True, slots=True)
class Bezwaarbeslistermijn:
    """The term to decide on an objection, with what a person needs to understand it.

    It runs from the day after ``einde_bezwaartermijn``. ``wettelijk`` is its last day by 7:10(1) to (3),
    ``zonder_atw`` that day before the Atw moved it, ``laatste_dag`` the last day when further delay was agreed to as
    well (7:10(4)). ``opgeschort``: the suspended days that fell within it; ``loopt_nog``: the term to repair an
    omission still runs, so that the last day can still move.
    """

    einde_bezwaartermijn: date
    weken: int
    verdaging_weken: int
    opgeschort: tuple[Tijdvak, ...]
    loopt_nog: bool
    zonder_atw: date
    wettelijk: date
    uitgesteld_tot: date | None
    laatste_dag: date

    @property
    def opgeschorte_dagen(self) -> int:
        """By how many days the suspensions moved the end."""
        return sum(tijdvak.dagen for tijdvak in self.opgeschort)


def bereken_bezwaarbeslistermijn(
    bekendgemaakt_op: date,
    *,
    commissie: bool = False,
    verzuimen: Iterable[Opschorting] = (),
    verdaging_weken: int = 0,
    uitstel_tot: Iterable[date] = (),
    vandaag: date | None = None,
    gelijkgestelde_dagen: Collection[date] = (),
) -> Bezwaarbeslistermijn:
    """By when to decide on an objection against a decision that was notified on ``bekendgemaakt_op`` (Awb 7:10).

    Six weeks, or twelve with a committee, from the day after the last day to object: whenever the objection itself
    came in. ``verzuimen``: terms to repair an omission (7:10(2)), which suspend it as Awb 4:15(1)(a) suspends a
    decision term; days before the term begins move nothing. ``verdaging_weken``: put off, at most six weeks (7:10(3)).
    ``uitstel_tot``: last days that were agreed to (7:10(4)); the latest counts, and never shortens the term. The Atw
    applies to six and twelve weeks and to six with a delay, not to more than twelve weeks (Atw 4(a)).
    """
    if not 0 <= verdaging_weken <= VERDAGING_HOOGSTENS_WEKEN:
        raise OngeldigeInvoer.van("verdaging_weken", f"is hoogstens {VERDAGING_HOOGSTENS_WEKEN}.")
    weken = WEKEN_MET_COMMISSIE if commissie else WEKEN
    einde = bezwaartermijn(bekendgemaakt_op, gelijkgestelde_dagen=gelijkgestelde_dagen)
    termijn = bereken_beslistermijn(
        einde,
        weken,
        opschortingen=verzuimen,
        verdaging_weken=verdaging_weken,
        vandaag=vandaag,
        gelijkgestelde_dagen=gelijkgestelde_dagen,
    )
    uitgesteld_tot = max(uitstel_tot, default=None)
    return Bezwaarbeslistermijn(
        einde_bezwaartermijn=einde,
        weken=weken,
        verdaging_weken=verdaging_weken,
        opgeschort=termijn.opgeschort,
        loopt_nog=termijn.loopt_nog,
        zonder_atw=termijn.zonder_atw,
        wettelijk=termijn.laatste_dag,
        uitgesteld_tot=uitgesteld_tot,
        laatste_dag=max(termijn.laatste_dag, uitgesteld_tot or termijn.laatste_dag),
    )
