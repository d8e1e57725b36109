"""The clocks of the law: when a decision, an objection or a payment is due at the latest.

Pure functions over calendar days in Europe/Amsterdam; "today" is an argument. A term in weeks from an event
on day D: the day after D is day 1, the last day is D + 7 x weeks. Awb is the Algemene wet bestuursrecht,
Atw the Algemene termijnenwet. Every function raises ``OngeldigeInvoer`` for a value that is out of bounds
and for a term that would end after the year 9999.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from subsidie.kern.feestdagen import eerste_gewone_dag
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer

#: Atw 4(a): the Atw does not apply to a term of *more than* twelve weeks.
LANGSTE_TERMIJN_MET_ATW_WEKEN: Final = 12
#: Awb 6:7; Awb 4:87(1).
BEZWAARTERMIJN_WEKEN: Final = 6
BETAALTERMIJN_WEKEN: Final = 6
#: Awb 6:9(2): a week for the post after the end of the term.
POSTTERMIJN_WEKEN: Final = 1

_TE_VER: Final = "de termijn eindigt na 31 december 9999: dat kan niet"


@dataclass(frozen=True, slots=True)
class Tijdvak:
    """A run of days; the first and the last day belong to it."""

    eerste: date
    laatste: date

    @property
    def dagen(self) -> int:
        """How many days it holds."""
        return self.laatste.toordinal() - self.eerste.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Opschorting:
    """An invitation to supplement (Awb 4:5), which suspends the decision term (Awb 4:15(1)(a)).

    ``termijn_tot`` is the last day on which the applicant may supplement; ``aangevuld_op`` the day on which
    it was done, ``None`` when it was not. Either before ``uitgenodigd_op`` raises ``OngeldigeInvoer``.
    """

    uitgenodigd_op: date
    termijn_tot: date
    aangevuld_op: date | None = None

    def __post_init__(self) -> None:
        gebreken = [
            Gebrek(veld, f"ligt voor uitgenodigd_op ({self.uitgenodigd_op})")
            for veld, dag in (("termijn_tot", self.termijn_tot), ("aangevuld_op", self.aangevuld_op))
            if dag is not None and dag < self.uitgenodigd_op
        ]
        if gebreken:
            raise OngeldigeInvoer(gebreken)

    def loopt_nog(self, vandaag: date) -> bool:
        """Whether the suspension still runs: not supplemented, and ``vandaag`` before ``termijn_tot``."""
        return self.aangevuld_op is None and vandaag < self.termijn_tot

    def tijdvak(self, vandaag: date | None = None) -> Tijdvak | None:
        """The days that are suspended, or ``None`` when there are none (Awb 4:15(1)(a)).

        From the day after the invitation to the day on which it was supplemented, that day not included; not
        supplemented by ``termijn_tot``: up to and including ``termijn_tot``. Not supplemented yet and
        ``vandaag`` before ``termijn_tot``: up to and including ``vandaag``. Without ``vandaag``, not
        supplemented means that the term lapsed unused.
        """
        eerste = self.uitgenodigd_op.toordinal() + 1
        laatste = self.termijn_tot.toordinal()
        if self.aangevuld_op is not None:
            laatste = min(laatste, self.aangevuld_op.toordinal() - 1)
        elif vandaag is not None:
            laatste = min(laatste, vandaag.toordinal())
        if laatste < eerste:
            return None
        return Tijdvak(date.fromordinal(eerste), date.fromordinal(laatste))


@dataclass(frozen=True, slots=True)
class Stilstand:
    """A suspension with days of its own (Awb 4:15, first paragraph under b, and second paragraph).

    ``vanaf`` is the first day that does not count, ``tot`` the last one; ``None`` while it runs until a person ends
    it. ``tot`` before ``vanaf`` raises ``OngeldigeInvoer``.
    """

    vanaf: date
    tot: date | None = None

    def __post_init__(self) -> None:
        if self.tot is not None and self.tot < self.vanaf:
            raise OngeldigeInvoer.van("tot", f"ligt voor vanaf ({self.vanaf})")

    def loopt_nog(self, vandaag: date) -> bool:
        """Whether its end is still open on ``vandaag``; a day that was agreed on does not move any more."""
        return self.tot is None and self.vanaf <= vandaag

    def tijdvak(self, vandaag: date | None = None) -> Tijdvak | None:
        """The days that are suspended, or ``None`` when there are none.

        Still running: up to and including ``vandaag``; without ``vandaag`` only its first day is certain.
        """
        laatste = self.tot if self.tot is not None else vandaag if vandaag is not None else self.vanaf
        return Tijdvak(self.vanaf, laatste) if self.vanaf <= laatste else None


@dataclass(frozen=True, slots=True)
class Beslistermijn:
    """The decision term with what a person needs to understand it.

    ``laatste_dag`` is the last day to decide; ``zonder_atw`` the day before the Atw moved it (the same day
    when it did not); ``opgeschort`` the suspended days that fell within the term, each day once;
    ``loopt_nog`` says that an invitation or another suspension is still open, so that the last day can still move.
    """

    laatste_dag: date
    zonder_atw: date
    opgeschort: tuple[Tijdvak, ...]
    loopt_nog: bool

    @property
    def opgeschorte_dagen(self) -> int:
        """By how many days the suspensions moved the end."""
        return sum(tijdvak.dagen for tijdvak in self.opgeschort)


def opgeschorte_dagen(
    opschortingen: Iterable[Opschorting | Stilstand], *, vandaag: date | None = None
) -> tuple[Tijdvak, ...]:
    """All suspended days as separate runs in order of time; days that overlap count once (Awb 4:15)."""
    tijdvakken = [tijdvak for een in opschortingen if (tijdvak := een.tijdvak(vandaag)) is not None]
    samen: list[Tijdvak] = []
    for tijdvak in sorted(tijdvakken, key=lambda een: een.eerste):
        if samen and tijdvak.eerste.toordinal() <= samen[-1].laatste.toordinal() + 1:
            samen[-1] = Tijdvak(samen[-1].eerste, max(samen[-1].laatste, tijdvak.laatste))
        else:
            samen.append(tijdvak)
    return tuple(samen)


def bereken_beslistermijn(
    start: date,
    weken: int,
    *,
    opschortingen: Iterable[Opschorting | Stilstand] = (),
    verdaging_weken: int = 0,
    atw: bool = True,
    vandaag: date | None = None,
    gelijkgestelde_dagen: Collection[date] = (),
) -> Beslistermijn:
    """The decision term from ``start`` (receipt, or the closing of the window), with its explanation.

    The last day is the day after ``start`` on which the (7 x (``weken`` + ``verdaging_weken``))-th day that
    is not suspended passes (Awb 4:13, 4:15). ``verdaging_weken`` only where the regeling gives that power or
    under Awb 4:14(3); a notice under 4:14(1) does not move the end. The Atw applies when ``atw`` and the
    weeks together are not more than twelve (Atw 4(a)); ``atw`` is false for a term set by a ministerial
    regulation (Atw 1 and 5 cover statutes and orders in council). ``weken`` >= 1, ``verdaging_weken`` >= 0.
    """
    gebreken = []
    if weken < 1:
        gebreken.append(Gebrek("weken", "moet 1 of meer zijn"))
    if verdaging_weken < 0:
        gebreken.append(Gebrek("verdaging_weken", "moet 0 of meer zijn"))
    if gebreken:
        raise OngeldigeInvoer(gebreken)

    opschortingen = tuple(opschortingen)
    te_gaan = 7 * (weken + verdaging_weken)
    stand = start.toordinal()  # the last day that has been dealt with
    binnen: list[Tijdvak] = []
    for tijdvak in opgeschorte_dagen(opschortingen, vandaag=vandaag):
        eerste, laatste = tijdvak.eerste.toordinal(), tijdvak.laatste.toordinal()
        if laatste <= stand:
            continue
        eerste = max(eerste, stand + 1)
        vrij = eerste - 1 - stand
        if te_gaan <= vrij:
            break
        te_gaan -= vrij
        stand = laatste
        binnen.append(Tijdvak(date.fromordinal(eerste), tijdvak.laatste))
    zonder_atw = _dag(stand + te_gaan)
    met_atw = atw and weken + verdaging_weken <= LANGSTE_TERMIJN_MET_ATW_WEKEN
    return Beslistermijn(
        laatste_dag=eerste_gewone_dag(zonder_atw, gelijkgestelde_dagen) if met_atw else zonder_atw,
        zonder_atw=zonder_atw,
        opgeschort=tuple(binnen),
        loopt_nog=vandaag is not None and any(een.loopt_nog(vandaag) for een in opschortingen),
    )


def beslistermijn(
    start: date,
    weken: int,
    *,
    opschortingen: Iterable[Opschorting | Stilstand] = (),
    verdaging_weken: int = 0,
    atw: bool = True,
    vandaag: date | None = None,
    gelijkgestelde_dagen: Collection[date] = (),
) -> date:
    """The last day to decide; see ``bereken_beslistermijn`` for the rules and the arguments."""
    return bereken_beslistermijn(
        start,
        weken,
        opschortingen=opschortingen,
        verdaging_weken=verdaging_weken,
        atw=atw,
        vandaag=vandaag,
        gelijkgestelde_dagen=gelijkgestelde_dagen,
    ).laatste_dag


def bezwaartermijn(bekendgemaakt_op: date, *, gelijkgestelde_dagen: Collection[date] = ()) -> date:
    """The last day to object: six weeks from the day after notification (Awb 6:7, 6:8(1)), with the Atw."""
    return _weken_met_atw(bekendgemaakt_op, BEZWAARTERMIJN_WEKEN, gelijkgestelde_dagen)


def posttermijn(einde_bezwaartermijn: date) -> date:
    """The last day on which an objection by post is still in time, if it was posted within the term.

    A week after the end of the objection term (Awb 6:9(2)), no second time the Atw. To be shown: whether a
    letter was posted in time is for a person to judge.
    """
    return _dag(einde_bezwaartermijn.toordinal() + 7 * POSTTERMIJN_WEKEN)


def betaaltermijn(bekendgemaakt_op: date, *, gelijkgestelde_dagen: Collection[date] = ()) -> date:
    """The last day to pay: six weeks after notification (Awb 4:87(1)), with the Atw."""
    return _weken_met_atw(bekendgemaakt_op, BETAALTERMIJN_WEKEN, gelijkgestelde_dagen)


def jaren(vanaf: date, jaren: int) -> date:
    """The same day and month so many years on; 29 February becomes 28 February in a year that has none.

    For obligations in years, which are settings of a tranche; the Atw does not apply to them (Atw 4(a)).
    """
    if jaren < 1:
        raise OngeldigeInvoer.van("jaren", "moet 1 of meer zijn")
    jaar = vanaf.year + jaren
    if jaar > date.max.year:
        raise OngeldigeInvoer.van("", _TE_VER)
    try:
        return vanaf.replace(year=jaar)
    except ValueError:
        return date(jaar, 2, 28)


def _weken_met_atw(vanaf: date, weken: int, gelijkgestelde_dagen: Collection[date]) -> date:
    return eerste_gewone_dag(_dag(vanaf.toordinal() + 7 * weken), gelijkgestelde_dagen)


def _dag(rangnummer: int) -> date:
    if rangnummer > date.max.toordinal():
        raise OngeldigeInvoer.van("", _TE_VER)
    return date.fromordinal(rangnummer)
