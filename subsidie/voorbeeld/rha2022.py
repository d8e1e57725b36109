"""The example tranche of 2022: everybody who was complete in time got the money, so nothing was drawn.

The applications are invented (``rha2022plannen``); what was published of the outcome holds for them together.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.platform.opslag import Opslag
from subsidie.verdeling.models import Verdeling
from subsidie.voorbeeld import jaargang
from subsidie.voorbeeld.agenda import Draad
from subsidie.voorbeeld.jaargang import Jaargang, Melder, stil
from subsidie.voorbeeld.rha2022plannen import maak_bestanden

CODE: Final = "rha-2022"
DAGTEKENING: Final = date(2023, 1, 31)
"""The day on which the outcome was published (W6)."""


def _om(dag: date, uur: int, minuut: int = 0) -> datetime:
    return moment_in_amsterdam(dag, time(uur, minuut))


JAARGANG: Final = Jaargang(
    code=CODE,
    codes=frozenset((CODE,)),
    seed=None,
    ingericht=_om(date(2022, 9, 12), 9),
    geopend=_om(date(2022, 9, 19), 9),
    geimporteerd=_om(date(2022, 11, 29), 9),
    beoordeeld=_om(date(2023, 1, 9), 9),
    bevroren=_om(date(2023, 1, 16), 9),
    seed_bekend=_om(date(2023, 1, 17), 12),
    getrokken=_om(date(2023, 1, 17), 12, 30),
    eerste_akkoord=_om(date(2023, 1, 18), 10),
    tweede_akkoord=_om(date(2023, 1, 18), 14),
    opgesteld=_om(date(2023, 1, 23), 9),
    getekend=_om(date(2023, 1, 30), 10),
    gemaakt=_om(date(2023, 1, 30), 11),
    dagtekening=DAGTEKENING,
    bekendgemaakt=_om(DAGTEKENING, 9),
)


def stappen(opslag: Opslag, *, werkers: int, melden: Melder = stil) -> Draad[Verdeling]:
    """As ``jaargang.stappen``, of 2022."""
    return jaargang.stappen(JAARGANG, maak_bestanden(), opslag, werkers=werkers, melden=melden)


def besluit(*, melden: Melder = stil) -> tuple[Verdeling, dict[str, Gebruiker]]:
    """As ``jaargang.besluit``, of 2022."""
    return jaargang.besluit(JAARGANG, maak_bestanden(), melden=melden)
