"""What the import page shows besides the form: the tranches to choose from, and what was imported before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from subsidie.accounts.models import Gebruiker
from subsidie.audit.gegevens import toelichting
from subsidie.audit.models import Gebeurtenis
from subsidie.audit.woorden import HET_PROGRAMMA
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.lezen import VERVALLEN
from subsidie.tranches.models import InstellingWaarde, Tranche, Tranchestatus
from subsidie.web.db import db

GEIMPORTEERD: Final = "tranche:aanvragen_geimporteerd"
HOOGSTENS: Final = 5


@dataclass(frozen=True, slots=True)
class Eerdere:
    """One import that changed something: when, into which tranche, by whom, and how much."""

    moment: datetime
    tranche: str
    door: str
    tekst: str


def list_importeerbaar() -> Sequence[Tranche]:
    """The tranches that take applications and are not finished, newest code first."""
    vraag = (
        select(Tranche)
        .where(Tranche.status != Tranchestatus.AFGEROND, Tranche.id.in_(_met_aanvragen()))
        .order_by(Tranche.code.desc())
    )
    return db.session.scalars(vraag).all()


def _met_aanvragen() -> set[int]:
    """Tranches with a pot that is not of fixed amounts (``Regels.kent_aanvragen``), in one query."""
    vraag = (
        select(InstellingWaarde.tranche_id, InstellingWaarde.pot_id, InstellingWaarde.waarde)
        .where(InstellingWaarde.sleutel == "methode")
        .order_by(InstellingWaarde.volgnummer)
    )
    nieuwste = {(tranche_id, pot_id): waarde for tranche_id, pot_id, waarde in db.session.execute(vraag)}
    vast = f'"{Verdeelwijze.VAST.value}"'
    return {tranche_id for (tranche_id, _), waarde in nieuwste.items() if waarde not in (vast, VERVALLEN)}


def list_eerdere() -> list[Eerdere]:
    """The last imports that changed something, newest first."""
    rijen = db.session.execute(
        select(Gebeurtenis, Tranche.naam, Gebruiker.naam)
        .outerjoin(Tranche, Tranche.code == Gebeurtenis.object_id)
        .outerjoin(Gebruiker, Gebruiker.sleutel == Gebeurtenis.door_sleutel)
        .where(Gebeurtenis.object_soort == "tranche", Gebeurtenis.soort == GEIMPORTEERD)
        .order_by(Gebeurtenis.volgnummer.desc())
        .limit(HOOGSTENS)
    ).all()
    return [
        Eerdere(
            moment=gebeurtenis.moment,
            tranche=tranche or gebeurtenis.object_id,
            door=naam or HET_PROGRAMMA,
            tekst=toelichting(gebeurtenis.soort, gebeurtenis.gegevens),
        )
        for gebeurtenis, tranche, naam in rijen
    ]
