"""What many tests begin with and none is about: the register of municipalities, and tranches as they are in the files.

Each is a world: made once per run, copied for a test (``tests/infra/werelden.py``).
"""

from __future__ import annotations

from datetime import datetime

from subsidie.register.service import laad_gemeenten
from subsidie.tranches.definitie import alle_tranches
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import laad_tranche
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens
from tests.infra.werelden import begin_met


def begin_met_gemeenten() -> None:
    """The register of municipalities and nothing else."""
    begin_met(_gemeenten)


def begin_met_tranches(*codes: str, nu: datetime) -> None:
    """The register and the tranches with these codes, as an example, loaded at ``nu``."""
    begin_met(_tranches, codes, nu)


def _gemeenten() -> None:
    with schrijfgrens():
        laad_gemeenten(db.session())


def _tranches(codes: tuple[str, ...], nu: datetime) -> None:
    with schrijfgrens():
        laad_gemeenten(db.session())
        for definitie in alle_tranches():
            if definitie.code in codes:
                laad_tranche(definitie, aard=Trancheaard.VOORBEELD, door=None, nu=nu)
