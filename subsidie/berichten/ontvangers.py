"""Who gets a mail about a message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import or_, select

from subsidie.accounts.models import Gebruiker, Roltoekenning
from subsidie.berichten.models import Berichtgroep, Berichtvoorkeur
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.models import Gemeente
from subsidie.web.db import db


def list_van_gemeente(gm_code: str, *, nu: datetime) -> list[Gebruiker]:
    """Everyone who works for this municipality on the day of ``nu``, or for who took over its files by then."""
    dag = dag_in_amsterdam(nu)
    vraag = (
        select(Gebruiker)
        .where(
            Gebruiker.id.in_(
                select(Roltoekenning.gebruiker_id).where(
                    Roltoekenning.gm_code.in_(met_opvolgers(gm_code, dag)),
                    Roltoekenning.vanaf <= dag,
                    or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > dag),
                )
            )
        )
        .order_by(Gebruiker.id)
    )
    return list(db.session.scalars(vraag))


def met_opvolgers(gm_code: str, dag: date) -> list[str]:
    """The code itself, and whoever holds its files on ``dag`` because it (and its successor) ceased."""
    codes = [gm_code]
    gemeente = db.session.get(Gemeente, gm_code)
    while gemeente is not None and gemeente.geldig_tot is not None and gemeente.geldig_tot <= dag:
        volgende = gemeente.opvolger_gm_code
        if volgende is None or volgende in codes:
            break
        codes.append(volgende)
        gemeente = db.session.get(Gemeente, volgende)
    return codes


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
