"""A tranche with drawn-up decisions that wait for a signature, and a worker beside the test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.ronde import list_te_tekenen, start_ronde, vingerafdruk
from subsidie.beschikkingen.rondemodellen import Tekenronde
from subsidie.beschikkingen.service import opstellen
from subsidie.tranches.models import Tranche
from subsidie.verdeling.models import Verdeling
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken.tranches import START, aanvraag, definitie, neem_alles_op, regel, richt_in, verdeel
from tests.infra.bestanden import WORTEL
from tests.infra.werelden import begin_met

MOMENT = START + timedelta(days=10)
DAG = date(2026, 1, 20)
"""What the letters carry; five days after ``MOMENT``."""
GEMEENTEN = ("GM0193", "GM0363", "GM0344", "GM0014", "GM0034")

Personen = dict[str, Gebruiker]

_WERKER = """
import os, signal, sys
from datetime import datetime
from subsidie.web import klok
klok.nu = lambda: datetime.fromisoformat(sys.argv[1])
from subsidie import create_app
from subsidie.beschikkingen import rondewerk
from subsidie.platform.taken import veeg
sterf, teken, keren = int(sys.argv[2]), rondewerk._teken, [0]
def teken_en_sterf(*alles):
    teken(*alles)
    keren[0] += 1
    if keren[0] == sterf:
        os.kill(os.getpid(), signal.SIGKILL)
rondewerk._teken = teken_en_sterf
with create_app().app_context():
    veeg("tekenronden")
"""


def opgestelde_tranche(aantal: int = 4) -> tuple[Tranche, Personen, Verdeling]:
    """``aantal`` applications (``B001``...) that were all awarded € 100.000, each with a drawn-up decision."""
    return begin_met(_opgesteld, aantal)


def _opgesteld(aantal: int) -> tuple[Tranche, Personen, Verdeling]:
    tranche, personen = richt_in(definitie("rha-2023"))
    aanvragen = [
        aanvraag(
            f"B{nummer:03d}", "rha", regel("statushouders", 20), euro=100_000,
            gm_code=GEMEENTEN[nummer % len(GEMEENTEN)],
        )
        for nummer in range(1, aantal + 1)
    ]  # fmt: skip
    neem_alles_op(tranche, aanvragen, personen)
    verdeling = verdeel(tranche, personen)
    with schrijfgrens():
        opstellen(verdeling, door=personen["behandelaar"], nu=MOMENT)
    return tranche, personen, verdeling


def begin_ronde(
    tranche: Tranche, door: Gebruiker, *, dag: date = DAG, nu: datetime = MOMENT, alleen: tuple[str, ...] = ()
) -> Tekenronde:
    """A round of everything that is drawn up, or of ``alleen`` these marks."""
    with schrijfgrens():
        gekozen = [een for een in list_te_tekenen(tranche) if not alleen or een.kenmerk in alleen]
        return start_ronde(
            tranche, [een.kenmerk for een in gekozen], gezien=vingerafdruk(gekozen), dagtekening=dag, door=door,
            nu=nu,
        )  # fmt: skip


def start_werker(omgeving: Mapping[str, str], *, sterf_na: int = 0) -> subprocess.Popen[bytes]:
    """A worker in a process of its own that signs what waits; it is killed while it signs the ``sterf_na``-th."""
    return subprocess.Popen(
        [sys.executable, "-c", _WERKER, (MOMENT + timedelta(minutes=1)).isoformat(), str(sterf_na)],
        cwd=WORTEL, env={**os.environ, **omgeving},
    )  # fmt: skip
