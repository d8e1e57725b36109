"""What a decision on an objection does to claims: it lowers or voids them, from the beginning (Awb 7:11, 4:125).

A settlement that is raised lowers what rests on it, the newest claim first; a recovery or interest that is revoked
becomes what the decision says. Interest that was set over a part that is gone, goes with it. What came in above what is
left goes back as a payment (``betaalvoorstel``), with interest (Awb 4:102).
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.bezwaarmodellen import Bezwaar
from subsidie.beschikkingen.models import Beschikking, Besluitsoort
from subsidie.kern.canoniek import canonieke_json
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.realisatie.betaalmodellen import Betaalopdracht, Betaalsoort, Opdrachtstatus
from subsidie.realisatie.rente import Schuld, bereken_rente
from subsidie.realisatie.vaststelregels import te_veel_betaald
from subsidie.realisatie.vorderingbesluiten import tabel_uit
from subsidie.realisatie.vorderingen import Vorderingstand, lees_stand, list_van, opbouw_van, restant_van
from subsidie.realisatie.vorderingmodellen import Rentevaststelling, Vordering, Vorderingherziening
from subsidie.web.db import db

GEVOLG: Final = "bezwaargevolg"


def na_bekendmaking(beschikking: Beschikking, door: Gebruiker, nu: datetime) -> None:
    """Change the claims as a notified decision on an objection says."""
    if beschikking.soort is not Besluitsoort.BESLISSING_OP_BEZWAAR:
        return
    afrekening = json.loads(beschikking.gegevens).get("afrekening")
    if afrekening is None or afrekening["wordt_cent"] is None:
        return
    besluit = db.session.scalars(
        select(Beschikking)
        .join(Bezwaar, Bezwaar.beschikking_id == Beschikking.id)
        .where(Bezwaar.beslissing_id == beschikking.id)
    ).one()
    wordt, dag = int(afrekening["wordt_cent"]), dag_in_amsterdam(nu)
    if besluit.soort is Besluitsoort.RENTE:
        rente = db.session.scalar(
            select(Rentevaststelling).where(Rentevaststelling.beschikking_id == besluit.id)
        )
        if rente is not None:
            stand = lees_stand(rente.vordering, dag)
            renten = {str(een.id): restant_van(een, stand.herziening) for een in stand.renten}
            renten[str(rente.id)] = min(wordt, renten[str(rente.id)])
            _herzie(stand, beschikking, stand.hoofdsom_cent, renten, door=door, nu=nu)
        return
    if besluit.soort is Besluitsoort.TERUGVORDERING:
        vordering = db.session.scalar(select(Vordering).where(Vordering.beschikking_id == besluit.id))
        if vordering is not None:
            stand = lees_stand(vordering, dag)
            _verlaag(stand, beschikking, min(wordt, stand.hoofdsom_cent), door=door, nu=nu)
        return
    _verlaag_alle(beschikking, wordt, dag, door=door, nu=nu)


def betaald_aan(aanvraag: Aanvraag) -> tuple[int, int]:
    """What was paid on an application, to the municipality and to the fund (eurocents)."""
    vraag = (
        select(Betaalopdracht.soort, func.sum(Betaalopdracht.bedrag_cent))
        .where(Betaalopdracht.aanvraag_id == aanvraag.id, Betaalopdracht.status == Opdrachtstatus.BETAALD)
        .group_by(Betaalopdracht.soort)
    )
    som = {soort: int(cent or 0) for soort, cent in db.session.execute(vraag)}
    return som.get(Betaalsoort.GEMEENTE, 0), som.get(Betaalsoort.BCF, 0)


def _verlaag_alle(
    beschikking: Beschikking, vastgesteld_cent: int, dag: date, *, door: Gebruiker, nu: datetime
) -> None:
    """Lower the claims until they ask no more than was paid above the settlement, the newest first."""
    aanvraag = beschikking.aanvraag
    terug_cent, _ = te_veel_betaald(vastgesteld_cent, *betaald_aan(aanvraag))
    standen = list_van(aanvraag, dag)
    eraf = sum(max(een.hoofdsom_cent, een.open.op_hoofdsom_cent) for een in standen) - terug_cent
    for stand in reversed(standen):
        deel = min(max(0, eraf), stand.hoofdsom_cent)
        eraf -= deel
        if deel:
            _verlaag(stand, beschikking, stand.hoofdsom_cent - deel, door=door, nu=nu)


def _verlaag(
    stand: Vorderingstand, beschikking: Beschikking, hoofdsom_cent: int, *, door: Gebruiker, nu: datetime
) -> None:
    _herzie(stand, beschikking, hoofdsom_cent, _renten(stand, hoofdsom_cent), door=door, nu=nu)


def _renten(stand: Vorderingstand, hoofdsom_cent: int) -> dict[str, int]:
    """What is left of the interest that was set, computed over the principal that is left: never more than it was."""
    al = {een: restant_van(een, stand.herziening) for een in stand.renten}
    regels = [regel for een in stand.renten for regel in opbouw_van(een)]
    if not hoofdsom_cent or not regels:
        return {str(een.id): 0 for een in al}
    schuld = Schuld(hoofdsom_cent, stand.schuld.regelingen, stand.schuld.ontvangsten)
    tabel = tabel_uit(regels)
    return {
        str(een.id): min(
            cent, bereken_rente(schuld, vanaf=een.vanaf, tot=een.tot, tabel=tabel).verschuldigd_cent
        )
        for een, cent in al.items()
    }


def _herzie(
    stand: Vorderingstand, beschikking: Beschikking, hoofdsom_cent: int, renten: dict[str, int], *, door: Gebruiker,
    nu: datetime,
) -> None:  # fmt: skip
    vordering, was = stand.vordering, stand.hoofdsom_cent
    db.session.add(
        Vorderingherziening(
            vordering_id=vordering.id, beschikking_id=beschikking.id, hoofdsom_cent=hoofdsom_cent,
            renten=canonieke_json(renten).decode(), herzien_op=nu, door_id=door.id,
        )
    )  # fmt: skip
    db.session.flush()
    gegevens: dict[str, Any] = {
        "vordering": vordering.kenmerk, "besluit": beschikking.kenmerk, "was_cent": was, "bedrag_cent": hoofdsom_cent,
        "te_veel_cent": lees_stand(vordering, dag_in_amsterdam(nu)).open.te_veel_cent,
    }  # fmt: skip
    leg_vast(
        "aanvraag:vordering_herzien", object_soort="aanvraag", object_id=vordering.aanvraag.nummer, door=door, nu=nu,
        gegevens=gegevens,
    )  # fmt: skip
