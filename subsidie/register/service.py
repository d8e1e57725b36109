"""Filling the register and asking it who a municipality is on a day."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from subsidie.kern.fouten import NietGevonden
from subsidie.register.gemeenten import Bestaan, Gemeentegegevens, GemeenteOpDag, gemeenten, wie_is
from subsidie.register.models import Gemeente
from subsidie.web.db import db


def laad_gemeenten(sessie: Session) -> int:
    """Bring the municipalities of the file in the package into the database; answers how many there are.

    Runs twice without harm: a row that differs is corrected, one that is the same is left alone. What the
    file does not know stays as it is (``postadres``, and municipalities that people added).
    """
    bestaande = {gemeente.gm_code: gemeente for gemeente in sessie.scalars(select(Gemeente))}
    register = gemeenten()
    nieuwe: list[dict[str, Any]] = []
    for gegevens in _opvolgers_eerst():
        waarden = {veld.name: getattr(gegevens, veld.name) for veld in fields(Gemeentegegevens)}
        gemeente = bestaande.get(gegevens.gm_code)
        if gemeente is None:
            nieuwe.append(waarden)
            continue
        for naam, waarde in waarden.items():
            setattr(gemeente, naam, waarde)
    if nieuwe:
        sessie.execute(insert(Gemeente), nieuwe)  # in one statement: there are hundreds
    sessie.flush()
    return len(register)


def get_gemeente(gm_code: str) -> Gemeente:
    """The municipality with this code, current or ceased; raises ``NietGevonden``."""
    gemeente = db.session.get(Gemeente, gm_code)
    if gemeente is None:
        raise NietGevonden(f"Het register kent geen gemeente met de code {gm_code}.")
    return gemeente


def gemeente_op(gm_code: str, dag: date) -> GemeenteOpDag:
    """Who the code is on ``dag`` (a calendar day in Amsterdam), according to the database.

    The same answer as ``gemeenten.wie_is``: exists, ceased with the successor of that day, not yet, unknown,
    or a day that the register does not reach. ``str()`` of it is a sentence for people.
    """
    keten: dict[str, Bestaan] = {}
    volgende: str | None = gm_code
    while volgende is not None and volgende not in keten:
        gemeente = db.session.get(Gemeente, volgende)
        if gemeente is None:
            break
        keten[volgende] = gemeente
        volgende = gemeente.opvolger_gm_code
    return wie_is(gm_code, dag, keten)


def _opvolgers_eerst() -> list[Gemeentegegevens]:
    """The file in an order in which every successor is there before who points at it (the foreign key)."""
    register = gemeenten()

    def stappen(gegevens: Gemeentegegevens) -> int:
        aantal = 0
        while gegevens.opvolger_gm_code is not None:
            gegevens = register[gegevens.opvolger_gm_code]
            aantal += 1
        return aantal

    return sorted(register.values(), key=stappen)
