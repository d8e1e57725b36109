"""Moments as the allocation needs them: compared as exact instants, with their day in Amsterdam."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from subsidie.kern.tijd import AMSTERDAM

_VORM = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]+))?)?"
    r"(?:Z|([+-])([0-9]{2}):([0-9]{2}))"
)
_BEGIN = datetime(1970, 1, 1)  # noqa: DTZ001 - UTC without the object, since this runs for every row
_GEEN_AFSTAND = timedelta(0)


Instant = tuple[int, str]
"""An exact instant that orders: whole seconds since 1970 (UTC), then the decimals of the second.

The decimals are without trailing zeros, and so compare rightly as text however many there are.
"""


def als_datetime(instant: Instant) -> datetime:
    """The instant in UTC with its decimals cut off: for showing, never for comparing."""
    return (_BEGIN + timedelta(seconds=instant[0])).replace(tzinfo=UTC)


def lees_moment(tekst: str) -> tuple[Instant, date]:
    """Read ``YYYY-MM-DDTHH:MM[:SS[.f]]`` with ``Z`` or ``±HH:MM``: the instant, and its day in Amsterdam.

    Raises ``ValueError`` with a message in Dutch: another form, a day that does not exist, or a moment that
    has no calendar day in Amsterdam (before the year 1, after the year 9999).
    """
    gevonden = _VORM.fullmatch(tekst)
    if gevonden is None:
        raise ValueError(
            "moet een moment zijn in de vorm JJJJ-MM-DDTUU:MM:SS met Z of een tijdzone als +02:00, "
            "bijvoorbeeld 2023-06-15T14:02:11+02:00"
        )
    jaar, maand, dag, uur, minuut, seconde, fractie, teken, zone_uur, zone_minuut = gevonden.groups()
    if jaar == "0000":
        raise _buiten_de_kalender()
    try:
        plaatselijk = datetime(  # noqa: DTZ001 - the offset is taken off below
            int(jaar), int(maand), int(dag), int(uur), int(minuut), int(seconde or 0)
        )
        afstand = _afstand(teken, zone_uur, zone_minuut) if teken else _GEEN_AFSTAND
    except ValueError:
        raise ValueError("dit moment bestaat niet: kijk de dag, de tijd en de tijdzone na") from None
    try:
        utc = plaatselijk - afstand
        dag_in_amsterdam = AMSTERDAM.fromutc(utc.replace(tzinfo=AMSTERDAM)).date()
    except OverflowError:
        raise _buiten_de_kalender() from None
    sinds = utc - _BEGIN
    return (sinds.days * 86_400 + sinds.seconds, (fractie or "").rstrip("0")), dag_in_amsterdam


def _afstand(teken: str, uur: str, minuut: str) -> timedelta:
    if uur > "23" or minuut > "59":
        raise ValueError("no such offset")
    afstand = timedelta(hours=int(uur), minutes=int(minuut))
    return afstand if teken == "+" else -afstand


def _buiten_de_kalender() -> ValueError:
    return ValueError("dit moment valt buiten de kalender (jaar 1 t/m 9999)")
