"""The practice tranche: invented rules, and a window around the day of today."""

from __future__ import annotations

from collections.abc import Mapping
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
BLIJFT_AANNAME: Final = frozenset({"bezwaar.boven_plafond", "beroep.bij", "drempelscore", "verschilgrens"})
"""Of a closed practice tranche: enough to practise accepting an assumption by name."""


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

    ``plafond_cent`` in eurocents; it opens at 9.00 on ``opent`` and closes at 17.00 on ``sluit`` (Amsterdam). Within
    the practice its rules are what the practice [OEF] says, so they are certain, save ``BLIJFT_AANNAME``: who fixes
    its allocation does not have to accept seventy of them one by one.
    """
    definitie = uit_pakket(f"{CODE}.toml")
    zeker = _zeker(definitie.instellingen)
    zeker |= {
        "naam": replace(zeker["naam"], waarde=naam),
        "budget": replace(zeker["budget"], waarde=plafond_cent),
    }
    [pot] = definitie.potten
    [plafond] = pot.plafonds
    eigen = replace(plafond, bedrag_cent=plafond_cent, zekerheid=Zekerheid.GEVERIFIEERD)
    return replace(
        definitie, code=code, instellingen=zeker,
        potten=(replace(pot, plafonds=(eigen,), instellingen=_zeker(pot.instellingen)),),
        tijdvakken=(replace(_tijdvak(opent, sluit), zekerheid=Zekerheid.GEVERIFIEERD),),
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


def _zeker(instellingen: Mapping[str, Instelling[Any]]) -> dict[str, Instelling[Any]]:
    return {
        sleutel: een if sleutel in BLIJFT_AANNAME else replace(een, zekerheid=Zekerheid.GEVERIFIEERD)
        for sleutel, een in instellingen.items()
    }
