"""The time left until the window closes, in words; pure. The window is kept to the second (Awb 2:17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.definitie import TijdvakDefinitie, TrancheDefinitie, geldend

_EEN_SECONDE = timedelta(seconds=1)


class Haast(StrEnum):
    """How loud the page says it."""

    NOG_NIET_OPEN = "nog_niet_open"
    RUSTIG = "rustig"
    LAATSTE_DAG = "laatste_dag"
    LAATSTE_UUR = "laatste_uur"
    VOORBIJ = "voorbij"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True)
class Aftelling:
    """What the top of a page says; ``sluit`` is the last second that counts, aware UTC."""

    haast: Haast
    tekst: str
    sluit: datetime | None = None
    verlengd: bool = False
    """Whether the window was extended."""
    seconden: int | None = None
    """How many are left, while the window is open: a page counts on from there, whatever its own clock says."""


def tijdvak_van(definitie: TrancheDefinitie, nu: datetime) -> TijdvakDefinitie | None:
    """The window as it holds at ``nu``, extensions included; as ``tranches.lezen.tijdvak_op`` without a query."""
    return geldend(definitie.tijdvakken, nu)


def tel_af(definitie: TrancheDefinitie, nu: datetime) -> Aftelling:
    """The time left at ``nu``."""
    tijdvak = tijdvak_van(definitie, nu)
    if tijdvak is None or tijdvak.sluit is None:
        return Aftelling(Haast.ONBEKEND, "Wanneer het tijdvak sluit, is nog niet bekend.")
    sluit, verlengd = tijdvak.sluit, tijdvak is not definitie.tijdvakken[0]
    wanneer = moment_nl(sluit)
    if tijdvak.opent is not None and nu < tijdvak.opent:
        return Aftelling(
            Haast.NOG_NIET_OPEN,
            f"Indienen kan vanaf {moment_nl(tijdvak.opent)}, tot en met {wanneer}. Invullen kan nu al.",
            sluit, verlengd,
        )  # fmt: skip
    over = sluit + _EEN_SECONDE - nu
    if over <= timedelta():
        return Aftelling(
            Haast.VOORBIJ,
            f"Het tijdvak is gesloten op {wanneer}. Wat u daarna indient, ontvangen wij buiten het tijdvak.",
            sluit, verlengd,
        )  # fmt: skip
    haast = Haast.RUSTIG
    if over < timedelta(hours=24):
        haast = Haast.LAATSTE_DAG
    if over < timedelta(hours=1):
        haast = Haast.LAATSTE_UUR
    tekst = f"Het tijdvak sluit op {wanneer}: nog {tijd_over(over)}."
    return Aftelling(haast, tekst, sluit, verlengd, int(over.total_seconds()))


def tijd_over(over: timedelta) -> str:
    """``over`` in words, rounded down: days and hours, then hours and minutes, then minutes, then seconds."""
    seconden = int(over.total_seconds())
    dagen, uren, minuten = seconden // 86_400, seconden // 3600 % 24, seconden // 60 % 60
    if dagen:
        return _samen(aantal(dagen, "dag", "dagen"), uren, "uur", "uur")
    if uren:
        return _samen(f"{uren} uur", minuten, "minuut", "minuten")
    if minuten:
        return aantal(minuten, "minuut", "minuten")
    return aantal(seconden, "seconde", "seconden")


def _samen(begin: str, rest: int, enkelvoud: str, meervoud: str) -> str:
    return f"{begin} en {aantal(rest, enkelvoud, meervoud)}" if rest else begin
