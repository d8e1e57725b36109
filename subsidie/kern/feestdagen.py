"""The days on which a statutory term does not end (Algemene termijnenwet, articles 1 and 3).

Pure and for any year: the list is the one of the law as it reads since King's Day came (2014). Days that a
royal decree equates with a holiday (Atw 3(3)) differ per year and are passed in by the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from subsidie.kern.fouten import OngeldigeInvoer

_ZATERDAG = 5
_ZONDAG = 6


def eerste_paasdag(jaar: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar (the computus of Meeus, Jones and Butcher)."""
    eeuw, in_eeuw = divmod(jaar, 100)
    schrikkeleeuwen, eeuwrest = divmod(eeuw, 4)
    maancorrectie = (eeuw - (eeuw + 8) // 25 + 1) // 3
    epacta = (19 * (jaar % 19) + eeuw - schrikkeleeuwen - maancorrectie + 15) % 30
    schrikkeljaren, jaarrest = divmod(in_eeuw, 4)
    tot_zondag = (32 + 2 * eeuwrest + 2 * schrikkeljaren - epacta - jaarrest) % 7
    bijstelling = (jaar % 19 + 11 * epacta + 22 * tot_zondag) // 451
    maand, dag = divmod(epacta + tot_zondag - 7 * bijstelling + 114, 31)
    return date(jaar, maand, dag + 1)


def koningsdag(jaar: int) -> date:
    """27 April; 26 April when the 27th is a Sunday."""
    dag = date(jaar, 4, 27)
    return dag - timedelta(days=1) if dag.weekday() == _ZONDAG else dag


@lru_cache(maxsize=256)
def feestdagen(jaar: int) -> Mapping[date, str]:
    """The generally recognised holidays of a year with their names (Atw 3(1)) and Good Friday (Atw 3(2))."""
    pasen = eerste_paasdag(jaar)
    dagen: dict[date, str] = {}
    for dag, naam in (
        (date(jaar, 1, 1), "Nieuwjaarsdag"),
        (pasen - timedelta(days=2), "Goede Vrijdag"),
        (pasen + timedelta(days=1), "Tweede Paasdag"),
        (koningsdag(jaar), "Koningsdag"),
        (date(jaar, 5, 5), "Bevrijdingsdag"),
        (pasen + timedelta(days=39), "Hemelvaartsdag"),
        (pasen + timedelta(days=50), "Tweede Pinksterdag"),
        (date(jaar, 12, 25), "Eerste Kerstdag"),
        (date(jaar, 12, 26), "Tweede Kerstdag"),
    ):
        # Ascension Day can be 5 May (2016): one day, two names.
        dagen[dag] = f"{dagen[dag]} en {naam}" if dag in dagen else naam
    return MappingProxyType(dict(sorted(dagen.items())))


def reden_vrij(dag: date, gelijkgestelde_dagen: Collection[date] = ()) -> str | None:
    """Why a statutory term does not end on ``dag`` (``"zondag"``, ``"Koningsdag"``); ``None`` when it can."""
    feestdag = feestdagen(dag.year).get(dag)
    if feestdag is not None:
        return feestdag
    if dag.weekday() == _ZATERDAG:
        return "zaterdag"
    if dag.weekday() == _ZONDAG:
        return "zondag"
    return "gelijkgestelde dag" if dag in gelijkgestelde_dagen else None


def is_vrije_dag(dag: date, gelijkgestelde_dagen: Collection[date] = ()) -> bool:
    """Whether ``dag`` is a Saturday, a Sunday, a holiday or a day equated with one (Atw 1(1) and 3)."""
    return reden_vrij(dag, gelijkgestelde_dagen) is not None


def eerste_gewone_dag(dag: date, gelijkgestelde_dagen: Collection[date] = ()) -> date:
    """``dag`` itself, or the first day after it that is not a ``is_vrije_dag`` (Atw 1(1)).

    Raises ``OngeldigeInvoer`` when that day lies after the last day of the calendar.
    """
    gelijkgesteld = frozenset(gelijkgestelde_dagen)
    while is_vrije_dag(dag, gelijkgesteld):
        if dag == date.max:
            raise OngeldigeInvoer.van("", "de termijn eindigt na 31 december 9999: dat kan niet")
        dag += timedelta(days=1)
    return dag
