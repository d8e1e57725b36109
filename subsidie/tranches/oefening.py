"""The practice tranche: invented rules, and a window around the day of today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any, Final

from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.tranches.definitie import TijdvakDefinitie, TrancheDefinitie, uit_pakket
from subsidie.tranches.instelling import Instelling
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
    return replace(definitie, tijdvakken=(_tijdvak(vandaag - OPEN_SINDS, vandaag + SLUIT_OVER),))


def gesloten_oefentranche(
    code: str, naam: str, *, plafond_cent: int, opent: date, sluit: date
) -> TrancheDefinitie:
    """The rules of the practice tranche under another code and name, with a ceiling and a window of its own.

    ``plafond_cent`` in eurocents; it opens at 9.00 on ``opent`` and closes at 17.00 on ``sluit`` (Amsterdam).
    """
    definitie = uit_pakket(f"{CODE}.toml")
    anders = {
        sleutel: _anders(definitie.instellingen[sleutel], waarde)
        for sleutel, waarde in (("naam", naam), ("budget", plafond_cent))
    }
    [pot] = definitie.potten
    [plafond] = pot.plafonds
    return replace(
        definitie, code=code, instellingen={**definitie.instellingen, **anders},
        potten=(replace(pot, plafonds=(replace(plafond, bedrag_cent=plafond_cent),)),),
        tijdvakken=(_tijdvak(opent, sluit),),
    )  # fmt: skip


def _tijdvak(opent: date, sluit: date) -> TijdvakDefinitie:
    return TijdvakDefinitie(
        opent=moment_in_amsterdam(opent, time(9, 0)),
        sluit=moment_in_amsterdam(sluit, time(17, 0)),
        geldt_vanaf=None,
        bron="Oefening [OEF]",
        zekerheid=Zekerheid.AANNAME,
        toelichting="Verzonnen, om mee te oefenen: het tijdvak ligt om de dag waarop de oefening is gemaakt.",
    )


def _anders(instelling: Instelling[Any], waarde: object) -> Instelling[Any]:
    return replace(instelling, waarde=waarde)
