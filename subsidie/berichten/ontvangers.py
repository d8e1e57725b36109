"""Who gets a mail about a message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, or_, select

from subsidie.accounts.models import Gebruiker, Roltoekenning
from subsidie.berichten.models import Berichtgroep, Berichtvoorkeur
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.models import Gemeente
from subsidie.web.db import db

_DAG: Final = bindparam("dag", type_=Roltoekenning.vanaf.type)
_VAN_GEMEENTE: Final = (
    select(Gebruiker)
    .where(
        Gebruiker.id.in_(
            select(Roltoekenning.gebruiker_id).where(
                Roltoekenning.gm_code == bindparam("gm_code"),
                Roltoekenning.vanaf <= _DAG,
                or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > _DAG),
            )
        )
    )
    .order_by(Gebruiker.id)
)
"""Made once: it is asked for every receipt."""


def list_van_gemeente(gm_code: str, *, nu: datetime) -> list[Gebruiker]:
    """Everyone who works for this municipality on the day of ``nu``, or for who has its files by then instead."""
    dag = dag_in_amsterdam(nu)
    return list(db.session.scalars(_VAN_GEMEENTE, {"gm_code": houder(gm_code, dag), "dag": dag}))


def houder(gm_code: str, dag: date) -> str:
    """Who has the files of this municipality on ``dag``: itself, or who took it over (and that one's successor)."""
    gezien = [gm_code]
    gemeente = db.session.get(Gemeente, gm_code)
    while gemeente is not None and gemeente.geldig_tot is not None and gemeente.geldig_tot <= dag:
        volgende = gemeente.opvolger_gm_code
        if volgende is None or volgende in gezien:
            break
        gezien.append(volgende)
        gemeente = db.session.get(Gemeente, volgende)
    return gezien[-1]


def zonder_bezwaar(
    aan: Iterable[Gebruiker], groep: Berichtgroep, *, door: Gebruiker | None
) -> list[Gebruiker]:
    """Of ``aan`` each once, without who is blocked or wants no mail about this ``groep``.

    Who wrote it themselves gets no mail about it either, unless it is ``formeel``.
    """
    ontvangers = {gebruiker.id: gebruiker for gebruiker in aan if gebruiker.geblokkeerd_op is None}
    if groep is Berichtgroep.FORMEEL or not ontvangers:
        return list(ontvangers.values())
    liever_niet = set(
        db.session.scalars(
            select(Berichtvoorkeur.gebruiker_id).where(
                Berichtvoorkeur.gebruiker_id.in_(ontvangers),
                Berichtvoorkeur.groep == groep,
                Berichtvoorkeur.mail.is_(False),
            )
        )
    )
    if door is not None:
        liever_niet.add(door.id)
    return [gebruiker for gebruiker in ontvangers.values() if gebruiker.id not in liever_niet]
