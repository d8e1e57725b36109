"""Terms to supplement that lapsed unused: seen and reported once, and nothing decided (Awb 4:5).

A person decides what follows: not to handle the application, to assess it as it is, or to wait. Whatever comes in
later is still received.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.service import vergrendel
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.tijd import datum_nl
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db

VEGER: Final = "aanvultermijnen"


def list_verstreken(vandaag: date) -> list[int]:
    """Ids of the open requests whose last day is over on ``vandaag`` and which nobody was told of yet."""
    vraag = (
        select(Aanvulverzoek.id)
        .where(
            Aanvulverzoek.aangevuld_op.is_(None),
            Aanvulverzoek.gesloten_op.is_(None),
            Aanvulverzoek.verstreken_gemeld_op.is_(None),
            Aanvulverzoek.termijn_tot < vandaag,
        )
        .order_by(Aanvulverzoek.id)
    )
    return list(db.session.scalars(vraag))


def meld_verstreken(verzoek_id: int, *, nu: datetime) -> bool:
    """Report that the term of one request lapsed; whether it was this call that did.

    Looks again under the lock: a supplement may have come in, or another worker may have been first.
    """
    verzoek = db.session.get_one(Aanvulverzoek, verzoek_id)
    aanvraag: Aanvraag = verzoek.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(verzoek)
    if verzoek.aangevuld_op or verzoek.gesloten_op or verzoek.verstreken_gemeld_op:
        return False
    verzoek.verstreken_gemeld_op = nu
    db.session.flush()
    leg_vast(
        "aanvraag:aanvultermijn_verstreken", object_soort="aanvraag", object_id=aanvraag.nummer, door=None, nu=nu,
        gegevens={"verzoek": verzoek.volgnummer, "termijn_tot": verzoek.termijn_tot.isoformat()},
    )  # fmt: skip
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:aanvultermijn:{verzoek.volgnummer}", groep=Berichtgroep.FORMEEL,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"De termijn om aanvraag {aanvraag.nummer} aan te vullen is voorbij",
        tekst=(
            f"U kon aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) aanvullen tot en met "
            f"{datum_nl(verzoek.termijn_tot)}. Er is geen aanvulling binnengekomen. De beslistermijn loopt weer.\n\n"
            "Vult u alsnog aan, dan wordt dat ontvangen en krijgt u een ontvangstbevestiging. De behandelaar beslist "
            "wat er met de aanvraag gebeurt; dat kan ook zijn dat zij niet wordt behandeld (artikel 4:5 van de "
            "Algemene wet bestuursrecht)."
        ),
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=None, nu=nu,
    )  # fmt: skip
    return True
