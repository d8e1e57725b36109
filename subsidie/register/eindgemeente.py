"""Which codes are one municipality on a day: a municipality with all that went up in it by then."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from subsidie.register.models import Gemeente
from subsidie.web.db import db


def eindgemeenten(dag: date) -> dict[str, str]:
    """Per code the municipality that has its rights on ``dag``, itself when it was not taken over by then. One query.

    A merger that is still to come changes nothing yet. What people made into a circle ends somewhere in it.
    """
    rijen = db.session.execute(select(Gemeente.gm_code, Gemeente.opvolger_gm_code, Gemeente.geldig_tot)).all()
    opvolger: dict[str, str | None] = {
        gm_code: naar if tot is not None and tot <= dag else None for gm_code, naar, tot in rijen
    }

    def einde(code: str) -> str:
        gezien = {code}
        while (naar := opvolger.get(code)) is not None and naar not in gezien:
            gezien.add(naar)
            code = naar
        return code

    return {code: einde(code) for code in opvolger}


def samen_met(gm_code: str, dag: date) -> list[str]:
    """Every code that is the same municipality as ``gm_code`` on ``dag``, this one included; sorted."""
    einden = eindgemeenten(dag)
    return sorted({gm_code, *(code for code, einde in einden.items() if einde == einden.get(gm_code))})


def lijn_van(gm_code: str) -> list[str]:
    """The code, its successor, the successor of that, and so on, whenever they took over; no brothers and sisters."""
    opvolger: dict[str, str | None] = dict(
        db.session.execute(select(Gemeente.gm_code, Gemeente.opvolger_gm_code)).all()
    )
    lijn = [gm_code]
    while (naar := opvolger.get(lijn[-1])) is not None and naar not in lijn:
        lijn.append(naar)
    return lijn
