"""An opsteller asks whoever may sign to file the application: a message inside the municipality."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from subsidie.aanvragen.indienstuk import Indienstuk
from subsidie.accounts.models import Gebruiker, Rol, Roltoekenning
from subsidie.accounts.service import vereis_rol
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.berichten.toegang import CONCEPT
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.register.opvolging import opvolgers_van
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db


def vraag_om_in_te_dienen(stuk: Indienstuk, *, door: Gebruiker, nu: datetime) -> int:
    """Tell everyone who may sign for this municipality that the application is ready; how many there are.

    Of a correction too it stays inside the municipality: the ministry sees what is filed, not that it is coming.
    The same content is asked about once. Raises ``NietBevoegd`` for who does not work for the municipality.
    """
    aanvraag = stuk.aanvraag
    vereis_rol(door, Rol.OPSTELLER, Rol.TEKENBEVOEGDE, nu=nu, gm_code=aanvraag.gm_code)
    aan = list_tekenbevoegden(aanvraag.gm_code, nu=nu)
    if not aan:
        return 0
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:klaar:{stuk.sha256[:32]}", groep=Berichtgroep.VOORTGANG,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort=CONCEPT,
        object_id=aanvraag.nummer, onderwerp=f"Aanvraag {aanvraag.nummer} is klaar om in te dienen",
        tekst=(
            f"{door.naam} vraagt u om aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) na te kijken en in te "
            "dienen. U vindt de aanvraag in het loket, onder Aanvragen."
        ),
        aan=aan, voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
    return len(aan)


def list_tekenbevoegden(gm_code: str, *, nu: datetime) -> list[Gebruiker]:
    """Who may sign for a municipality, or for who took over its files, on the day of ``nu``; nobody who is blocked."""
    dag = dag_in_amsterdam(nu)
    codes = sorted({gm_code} | opvolgers_van(gm_code, dag))
    vraag = (
        select(Gebruiker)
        .join(Roltoekenning, Roltoekenning.gebruiker_id == Gebruiker.id)
        .where(
            Roltoekenning.rol == Rol.TEKENBEVOEGDE, Roltoekenning.gm_code.in_(codes), Roltoekenning.vanaf <= dag,
            or_(Roltoekenning.tot.is_(None), Roltoekenning.tot > dag), Gebruiker.geblokkeerd_op.is_(None),
        )
        .order_by(Gebruiker.id)
        .distinct()
    )  # fmt: skip
    return list(db.session.scalars(vraag))
