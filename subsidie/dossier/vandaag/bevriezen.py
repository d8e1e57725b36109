"""Home of who decides: tranches of which every application was assessed, so that the money can be divided."""

from __future__ import annotations

from typing import Final

from sqlalchemy import case, exists, func, select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Herkomst
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.dossier.vandaag.vorm import Naar, Post, Status
from subsidie.kern.tekst import aantal
from subsidie.tranches.models import Tranche, Tranchestatus
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.web.db import db

S = Aanvraagstatus
_BEZIG: Final = (S.INGEDIEND, S.AANVULLING_GEVRAAGD, S.VOLLEDIG, S.IN_BEOORDELING)


def te_bevriezen() -> list[tuple[Tranche, Post]]:
    """Closed tranches without an allocation in which nothing waits for an assessment any more; one query.

    What the page asks besides (``verdeling.gereedheid``) is for that page: this only tells that it is time to look.
    """
    niet_behandeld = exists().where(
        Beschikking.aanvraag_id == Aanvraag.id, Beschikking.soort == Besluitsoort.BUITEN_BEHANDELING,
        Beschikking.status != Besluitstatus.TERUGGENOMEN,
    )  # fmt: skip
    bezig = Aanvraag.status.in_(_BEZIG) & (Aanvraag.herkomst != Herkomst.BIJLAGE) & ~niet_behandeld
    rijen = db.session.execute(
        select(Tranche, func.count(case((Aanvraag.status == S.BEOORDEELD, 1))))
        .join(Aanvraag, Aanvraag.tranche_id == Tranche.id)
        .where(
            Tranche.status == Tranchestatus.GESLOTEN, ~Aanvraag.buiten_tijdvak,
            ~exists().where(Verdeling.tranche_id == Tranche.id, Verdeling.status != Verdelingstatus.VERVALLEN),
        )
        .group_by(Tranche.id)
        .having(func.count(case((Aanvraag.status == S.BEOORDEELD, 1))) > 0)
        .having(func.count(case((bezig, 1))) == 0)
        .order_by(Tranche.code)
    ).all()  # fmt: skip
    return [
        (
            tranche,
            Post(
                f"Verdelen: {tranche.naam}", Naar("verdelen.overzicht", {"code": tranche.code}),
                f"{aantal(hoeveel, 'aanvraag is', 'aanvragen zijn')} beoordeeld; er wacht niets meer op een oordeel.",
                Status("te bevriezen", "let_op"),
            ),
        )
        for tranche, hoeveel in rijen
    ]  # fmt: skip
