"""The example tranche of 2023: its moments, its draw, and the files with its invented applications."""

from __future__ import annotations

from datetime import date, datetime, time
from importlib.resources import files
from typing import Final

from subsidie.accounts.models import Gebruiker
from subsidie.kern.tijd import moment_in_amsterdam
from subsidie.platform.opslag import Opslag
from subsidie.verdeling.models import Verdeling
from subsidie.voorbeeld import jaargang
from subsidie.voorbeeld.agenda import Draad
from subsidie.voorbeeld.jaargang import Bestanden, Jaargang, Melder, stil

CODE: Final = "rha-2023"
DAGTEKENING: Final = date(2023, 12, 4)


def _om(dag: date, uur: int, minuut: int = 0) -> datetime:
    return moment_in_amsterdam(dag, time(uur, minuut))


INGERICHT: Final = _om(date(2023, 5, 22), 9)
JAARGANG: Final = Jaargang(
    code=CODE,
    codes=None,
    seed="RHA2023-oefentrekking-1",
    ingericht=INGERICHT,
    geopend=_om(date(2023, 5, 30), 9),
    geimporteerd=_om(date(2023, 7, 10), 9),
    beoordeeld=_om(date(2023, 11, 13), 9),
    bevroren=_om(date(2023, 11, 20), 9),
    seed_bekend=_om(date(2023, 11, 21), 12),
    getrokken=_om(date(2023, 11, 21), 12, 30),
    eerste_akkoord=_om(date(2023, 11, 22), 10),
    tweede_akkoord=_om(date(2023, 11, 22), 14),
    opgesteld=_om(date(2023, 11, 27), 9),
    getekend=_om(date(2023, 12, 1), 10),
    gemaakt=_om(date(2023, 12, 1), 11),
    dagtekening=DAGTEKENING,
    bekendgemaakt=_om(DAGTEKENING, 9),
)


def stappen(opslag: Opslag, *, werkers: int, melden: Melder = stil) -> Draad[Verdeling]:
    """As ``jaargang.stappen``, of 2023."""
    return jaargang.stappen(JAARGANG, voorbeeldbestanden(), opslag, werkers=werkers, melden=melden)


def besluit(bestanden: Bestanden, *, melden: Melder = stil) -> tuple[Verdeling, dict[str, Gebruiker]]:
    """As ``jaargang.besluit``, of 2023 with these files."""
    return jaargang.besluit(JAARGANG, bestanden, melden=melden)


def voorbeeldbestanden() -> Bestanden:
    """The invented applications of the example: name and content of both files."""
    data = files("subsidie.voorbeeld") / "data"
    return [
        (naam, (data / naam).read_bytes()) for naam in ("rha2023_aanvragen.csv", "rha2023_woonruimten.csv")
    ]
