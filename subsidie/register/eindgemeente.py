"""Which codes are one municipality in the end: a municipality with its successors, and all that went up in those."""

from __future__ import annotations

from sqlalchemy import select

from subsidie.register.models import Gemeente
from subsidie.web.db import db


def eindgemeenten() -> dict[str, str]:
    """Per code the municipality at the end of its chain of successors, itself when it has none. One query."""
    rijen = db.session.execute(select(Gemeente.gm_code, Gemeente.opvolger_gm_code))
    opvolger: dict[str, str | None] = {rij.gm_code: rij.opvolger_gm_code for rij in rijen}

    def einde(code: str) -> str:
        gezien = {code}
        while (naar := opvolger.get(code)) is not None and naar not in gezien:
            gezien.add(naar)
            code = naar
        return code

    return {code: einde(code) for code in opvolger}


def samen_met(gm_code: str) -> list[str]:
    """Every code that ends in the same municipality as ``gm_code``, this one included; sorted."""
    einden = eindgemeenten()
    return sorted({gm_code, *(code for code, einde in einden.items() if einde == einden.get(gm_code))})
