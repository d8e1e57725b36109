"""Work goes back from who turns out to have an interest in it (Awb 2:4).

At once when somebody declares one; soon after, by the worker, when one is registered, begins on a later day, or
arises because a new version names another party. Until then every step is refused already (``aanvragen.belang``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import exists, select, union

from subsidie.aanvragen.belangmodellen import Belangverklaring
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.raakvlakken import raakvlakken
from subsidie.aanvragen.service import vergrendel
from subsidie.accounts.belangmodellen import Partijbelang
from subsidie.accounts.models import Belang, Gebruiker
from subsidie.accounts.queries import geldt_op
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.behandelmodellen import Behandeltoewijzing
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.scoremodellen import Scorekaart
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.db import db

VEGER: Final = "belangen"
REDEN: Final = "De beoordelaar heeft een belang bij deze aanvraag."

_BEOORDEELD: Final = exists().where(Beoordeling.versie_id == Scorekaart.versie_id).correlate(Scorekaart)


def laat_los(aanvraag: Aanvraag, gebruiker: Gebruiker, nu: datetime) -> bool:
    """End what ``gebruiker`` has open on ``aanvraag``: handling it, and every card while there is no judgement yet.

    A card that was handed in lapses as well: the judgement must not rest on it. Whether there was anything; the event
    is of the program. Takes the lock of the tranche.
    """
    vergrendel(aanvraag)
    toewijzingen = db.session.scalars(
        select(Behandeltoewijzing).where(
            Behandeltoewijzing.aanvraag_id == aanvraag.id, Behandeltoewijzing.gebruiker_id == gebruiker.id,
            Behandeltoewijzing.tot.is_(None),
        )
    ).all()  # fmt: skip
    kaarten = db.session.scalars(
        select(Scorekaart).where(
            Scorekaart.aanvraag_id == aanvraag.id, Scorekaart.beoordelaar_id == gebruiker.id,
            Scorekaart.vervallen_op.is_(None), ~_BEOORDEELD,
        )
    ).all()  # fmt: skip
    for toewijzing in toewijzingen:
        toewijzing.tot = max(nu, toewijzing.vanaf)
    for kaart in kaarten:
        kaart.vervallen_op, kaart.vervallen_reden = nu, REDEN
    if not toewijzingen and not kaarten:
        return False
    db.session.flush()
    leg_vast(
        "aanvraag:losgelaten_om_belang", object_soort="aanvraag", object_id=aanvraag.nummer, door=None, nu=nu,
        gegevens={
            "gebruiker": gebruiker.sleutel,
            "over": (["behandeling"] if toewijzingen else []) + (["beoordeling"] if kaarten else []),
        },
    )  # fmt: skip
    return True


def list_los_te_laten(*, nu: datetime) -> list[tuple[int, int]]:
    """Application id and user id of all work that is with somebody who has an interest in it on the day of ``nu``."""
    dag = dag_in_amsterdam(nu)
    met_belang = union(
        select(Belang.gebruiker_id).where(geldt_op(Belang, dag)),
        select(Partijbelang.gebruiker_id).where(geldt_op(Partijbelang, dag)),
        select(Belangverklaring.gebruiker_id).where(Belangverklaring.heeft_belang),
    ).subquery()
    wie = select(met_belang.c.gebruiker_id)
    paren = db.session.execute(
        union(
            select(Behandeltoewijzing.aanvraag_id, Behandeltoewijzing.gebruiker_id).where(
                Behandeltoewijzing.tot.is_(None), Behandeltoewijzing.gebruiker_id.in_(wie)
            ),
            select(Scorekaart.aanvraag_id, Scorekaart.beoordelaar_id).where(
                Scorekaart.vervallen_op.is_(None), Scorekaart.beoordelaar_id.in_(wie), ~_BEOORDEELD
            ),
        )
    ).all()
    if not paren:
        return []
    aanvragen = select(Aanvraag).where(Aanvraag.id.in_(sorted({aanvraag for aanvraag, _ in paren})))
    gebruikers = select(Gebruiker).where(Gebruiker.id.in_(sorted({gebruiker for _, gebruiker in paren})))
    geraakt = raakvlakken(db.session.scalars(aanvragen).all(), db.session.scalars(gebruikers).all(), nu=nu)
    return sorted((aanvraag, gebruiker) for aanvraag, gebruiker in paren if (aanvraag, gebruiker) in geraakt)


def laat_los_als_nodig(aanvraag_id: int, gebruiker_id: int, *, nu: datetime) -> bool:
    """As ``laat_los``, when the interest is still there under the lock."""
    aanvraag, gebruiker = (
        db.session.get_one(Aanvraag, aanvraag_id),
        db.session.get_one(Gebruiker, gebruiker_id),
    )
    vergrendel(aanvraag)
    return bool(raakvlakken((aanvraag,), (gebruiker,), nu=nu)) and laat_los(aanvraag, gebruiker, nu)
