"""Moments and days: aware datetimes, UTC to store, Europe/Amsterdam for people and for rules.

A *moment* is an aware ``datetime``; a *day* is the calendar day of that moment in Europe/Amsterdam. There is
no ``nu()`` here: a rule gets the moment as an argument.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from importlib.resources import files
from typing import Final, Literal
from zoneinfo import ZoneInfo

from subsidie.kern.fouten import OngeldigeInvoer


class _Amsterdam(ZoneInfo):
    """Europe/Amsterdam from the pinned ``tzdata`` package, so that a day is the same day on every machine.

    ``ZoneInfo("Europe/Amsterdam")`` would take the files of the operating system first. A zone that was
    read from a file cannot be pickled, hence ``__reduce__`` (letters are made in other processes).
    """

    def __reduce__(self) -> tuple[object, ...]:
        return (_amsterdam, ())


def _amsterdam() -> ZoneInfo:
    return AMSTERDAM


def _lees_zone() -> ZoneInfo:
    bestand = files("tzdata").joinpath("zoneinfo", "Europe", "Amsterdam")
    with bestand.open("rb") as stroom:
        return _Amsterdam.from_file(stroom, key="Europe/Amsterdam")


AMSTERDAM: Final[ZoneInfo] = _lees_zone()

MAANDEN: Final = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)

_DATUM = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(
    r"(?P<dag>[0-9]{4}-[0-9]{2}-[0-9]{2})T(?P<uur>[0-9]{2}):(?P<minuut>[0-9]{2})"
    r"(?::(?P<seconde>[0-9]{2})(?:\.(?P<fractie>[0-9]+))?)?"
    r"(?P<zone>Z|(?P<teken>[+-])(?P<zone_uur>[0-9]{2}):(?P<zone_minuut>[0-9]{2}))"
)
_LANGSTE_MOMENT: Final = 64


def als_utc(moment: datetime) -> datetime:
    """The same moment in UTC. A naive datetime raises ``ValueError``: without a zone it is no moment."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone; got a naive datetime")
    return moment.astimezone(UTC)


def dag_in_amsterdam(moment: datetime) -> date:
    """The calendar day of an (aware) moment in Europe/Amsterdam; naive raises ``ValueError``."""
    return in_amsterdam(moment).date()


def in_amsterdam(moment: datetime) -> datetime:
    """The same (aware) moment on the clock of Europe/Amsterdam; naive raises ``ValueError``."""
    return als_utc(moment).astimezone(AMSTERDAM)


def datum_nl(dag: date) -> str:
    """A day as in a letter: ``7 juli 2023``. A datetime is refused: its day depends on the zone."""
    if isinstance(dag, datetime):
        raise TypeError("datum_nl takes a date; use dag_in_amsterdam or moment_nl for a moment")
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"


def moment_nl(moment: datetime, *, seconden: bool = True) -> str:
    """A moment as in a receipt: ``15 juni 2023 om 14.02.11 uur`` on the clock of Europe/Amsterdam.

    Without ``seconden`` to the minute, where the order of moments is not at stake: ``15 juni 2023 om 14.02 uur``.

    Parts of a second are left out, never rounded up. In the hour that comes twice in October it says which
    of the two is meant: ``29 oktober 2023 om 02.30.00 uur (wintertijd)``.
    """
    plaatselijk = in_amsterdam(moment)
    klok = f"{plaatselijk:%H.%M.%S}" if seconden else f"{plaatselijk:%H.%M}"
    tekst = f"{datum_nl(plaatselijk.date())} om {klok} uur"
    if plaatselijk.utcoffset() != plaatselijk.replace(fold=1 - plaatselijk.fold).utcoffset():
        tekst += " (wintertijd)" if plaatselijk.fold else " (zomertijd)"
    return tekst


def moment_in_amsterdam(
    dag: date, klok: time, *, dubbel: Literal["eerste", "tweede"] | None = None, waar: str = ""
) -> datetime:
    """The moment (in UTC) at which the clock in Amsterdam shows ``klok`` on ``dag``.

    On the last Sunday of March the clock skips an hour: a time in it is refused, it does not exist. On the
    last Sunday of October one hour comes twice: a time in it is refused unless ``dubbel`` says which. Both
    as ``OngeldigeInvoer`` at ``waar``; a ``klok`` with its own zone raises ``ValueError``.
    """
    if klok.tzinfo is not None:
        raise ValueError("klok must be a naive time: it is the clock of Amsterdam")
    plaatselijk = datetime.combine(dag, klok, tzinfo=AMSTERDAM)
    eerste, tweede = (plaatselijk.replace(fold=fold) for fold in (0, 1))
    if eerste.utcoffset() == tweede.utcoffset():
        return _als_utc_of_weiger(eerste, waar)
    wanneer = f"{datum_nl(dag)} om {klok:%H.%M} uur"
    if als_utc(eerste).astimezone(AMSTERDAM).replace(tzinfo=None) != eerste.replace(tzinfo=None):
        raise OngeldigeInvoer.van(
            waar, f"{wanneer} bestaat niet: de klok gaat dan een uur vooruit; kies een andere tijd"
        )
    if dubbel is None:
        raise OngeldigeInvoer.van(
            waar, f"{wanneer} komt twee keer voor: de klok gaat dan een uur terug; kies een andere tijd"
        )
    return als_utc(eerste if dubbel == "eerste" else tweede)


def lees_datum(tekst: str, *, waar: str = "") -> date:
    """Read ``YYYY-MM-DD``, nothing else. Raises ``OngeldigeInvoer`` at ``waar``."""
    gevonden = _DATUM.fullmatch(tekst)
    if gevonden is None:
        raise OngeldigeInvoer.van(waar, "moet een datum zijn in de vorm JJJJ-MM-DD, bijvoorbeeld 2023-07-07")
    try:
        return date(*(int(deel) for deel in gevonden.groups()))
    except ValueError:
        raise OngeldigeInvoer.van(waar, f"de datum {tekst} bestaat niet") from None


def lees_moment(iso: str, *, waar: str = "") -> datetime:
    """Read ``YYYY-MM-DDTHH:MM[:SS[.f]]`` with ``Z`` or ``±HH:MM``; the answer is that moment in UTC.

    A ``datetime`` holds microseconds: more decimals that are not zero are refused rather than dropped, since
    a moment orders the queue. Raises ``OngeldigeInvoer`` at ``waar`` (also when the moment or its day in
    Amsterdam lies outside the calendar).
    """
    gevonden = _MOMENT.fullmatch(iso) if len(iso) <= _LANGSTE_MOMENT else None
    if gevonden is None:
        raise OngeldigeInvoer.van(
            waar,
            "moet een moment zijn in de vorm JJJJ-MM-DDTUU:MM:SS met Z of een tijdzone als +02:00,"
            " bijvoorbeeld 2023-06-15T14:02:11+02:00",
        )
    fractie = (gevonden["fractie"] or "").rstrip("0")
    if len(fractie) > 6:
        raise OngeldigeInvoer.van(waar, "een moment mag ten hoogste zes decimalen van een seconde hebben")
    dag = lees_datum(gevonden["dag"], waar=waar)
    try:
        klok = time(
            int(gevonden["uur"]),
            int(gevonden["minuut"]),
            int(gevonden["seconde"] or 0),
            int(fractie.ljust(6, "0")),
            tzinfo=_zone_van(gevonden),
        )
    except ValueError:
        raise OngeldigeInvoer.van(waar, f"het moment {iso} bestaat niet") from None
    return _als_utc_of_weiger(datetime.combine(dag, klok), waar)


def _zone_van(gevonden: re.Match[str]) -> tzinfo:
    if gevonden["zone"] == "Z":
        return UTC
    uur, minuut = int(gevonden["zone_uur"]), int(gevonden["zone_minuut"])
    if uur > 23 or minuut > 59:
        raise ValueError("no such offset")
    afstand = timedelta(hours=uur, minutes=minuut)
    return timezone(-afstand if gevonden["teken"] == "-" else afstand)


def _als_utc_of_weiger(moment: datetime, waar: str) -> datetime:
    """To UTC; refuses a moment that no calendar day in Amsterdam can be given to (years 1 and 9999)."""
    try:
        utc = als_utc(moment)
        utc.astimezone(AMSTERDAM)
    except OverflowError:
        raise OngeldigeInvoer.van(
            waar, "dit moment valt buiten de kalender (jaar 1 tot en met 9999)"
        ) from None
    return utc
