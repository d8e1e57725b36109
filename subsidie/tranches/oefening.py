"""The practice tranche: invented rules, and a window around the day of today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Final

from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.tranches.definitie import TijdvakDefinitie, TrancheDefinitie, uit_pakket
from subsidie.tranches.keuzen import Zekerheid

CODE: Final = "oefen"
"""Of the practice tranche. Without a year: it is always the one of now."""
OPEN_SINDS: Final = timedelta(days=14)
SLUIT_OVER: Final = timedelta(days=21)


def oefentranche(vandaag: date) -> TrancheDefinitie:
    """The practice tranche as it is on ``vandaag`` (Amsterdam): opened 14 days ago at 9.00, closing at 17.00
    in 21 days.

    Ranked by score, every setting known (all of them invented, so assumed), for a tranche of the kind
    ``oefen``. Loading it again on another day moves the window: who keeps a database asks for the day on which
    it was made.
    """
    definitie = uit_pakket(f"{CODE}.toml")
    tijdvak = TijdvakDefinitie(
        opent=moment_in_amsterdam(vandaag - OPEN_SINDS, time(9, 0)),
        sluit=moment_in_amsterdam(vandaag + SLUIT_OVER, time(17, 0)),
        geldt_vanaf=None,
        bron="Oefening [OEF]",
        zekerheid=Zekerheid.AANNAME,
        toelichting="Verzonnen, om mee te oefenen: het tijdvak ligt om de dag waarop de oefening is gemaakt.",
    )
    return replace(definitie, tijdvakken=(tijdvak,))
