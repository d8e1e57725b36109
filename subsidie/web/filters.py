"""Filters for pages: money, numbers, days and moments as people in the Netherlands write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from flask import Flask

from subsidie.kern.geld import euro_kort
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.web import paginabestanden

VAST = "\N{NO-BREAK SPACE}"


def geld(cent: int) -> str:
    """Eurocents as ``€ 320.670``, not to be broken over lines."""
    return euro_kort(cent).replace(" ", VAST)


def datum(dag: date | datetime) -> str:
    """A day, or the day in Amsterdam of an aware moment, as ``7 juli 2023``; naive raises ``ValueError``."""
    return datum_nl(dag_in_amsterdam(dag) if isinstance(dag, datetime) else dag)


def moment(tijdstip: datetime) -> str:
    """An aware moment as ``15 juni 2023 om 14.02.11 uur``, the clock of Amsterdam; naive raises ``ValueError``."""
    return moment_nl(tijdstip)


def moment_kort(tijdstip: datetime) -> str:
    """The same to the minute, ``15 juni 2023 om 14.02 uur``, where the order of moments is not at stake."""
    return moment_nl(tijdstip, seconden=False)


def percentage(deel: int | float | Decimal | Fraction, geheel: int = 1, decimalen: int = 0) -> str:
    """What share ``deel`` is of ``geheel``, rounded half up, as ``71%`` or with decimals ``70,6%``.

    Without ``geheel`` the number is itself the share: ``0.706`` is ``71%``. A share of nothing is a dash.
    Counts and cents stay whole until the last step, so a rounding never depends on how a float is kept.
    """
    if not geheel:
        return "–"
    exact = Fraction(deel) * 100 / geheel
    eenheid = Decimal(1).scaleb(-decimalen)
    afgerond = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(eenheid, ROUND_HALF_UP)
    heel, _, rest = f"{abs(afgerond):f}".partition(".")
    minteken = "-" if afgerond < 0 else ""
    return f"{minteken}{getal(int(heel))}{',' + rest if rest else ''}%"


def bestandsgrootte(aantal_bytes: int) -> str:
    """The size of a file as people say it: ``812 bytes``, ``34 kB``, ``1,2 MB`` (thousands, not 1024)."""
    if aantal_bytes < 1000:
        return f"{aantal_bytes}{VAST}bytes"
    if aantal_bytes < 999_500:
        return f"{(aantal_bytes + 500) // 1000}{VAST}kB"
    tienden = (aantal_bytes + 50_000) // 100_000
    return f"{getal(tienden // 10)},{tienden % 10}{VAST}MB"


def registreer(app: Flask) -> None:
    """Make the filters, and the files that every page has, known to the templates of ``app``."""
    app.jinja_env.filters.update(
        bestandsgrootte=bestandsgrootte,
        datum=datum,
        geld=geld,
        getal=getal,
        moment=moment,
        moment_kort=moment_kort,
        percentage=percentage,
    )
    paginabestanden.registreer(app)
