"""Settling and reclaiming: a claim that is overdue, and what two municipalities accounted for through SiSa."""

from __future__ import annotations

from datetime import date, datetime

from subsidie.aanvragen.service import get_aanvraag
from subsidie.tranches.models import Tranche
from subsidie.web.transactie import schrijfgrens
from tests.browser.wereld_realisatie import GEBOUWD
from tests.fabrieken.geldrijen import (
    TERUG_CENT,
    ontvangst,
    rentepercentage,
    vordering,
    vorderingstermijn,
)
from tests.fabrieken.verantwoordrijen import sisainlezing, sisaregel

TERUG = "RHA23-0004"
VORDERING = "RHA23-0004-V1"
JAAR = 2025


def zet_afrekenen(tranche: Tranche, *, nu: datetime) -> None:
    """Call it outside the commit boundary, after the decisions of 2023 were notified."""
    with schrijfgrens():
        aanvraag = get_aanvraag(TERUG)
        claim = vordering(aanvraag_id=aanvraag.id, kenmerk=VORDERING)
        for nummer, dag in enumerate((date(2024, 3, 1), date(2099, 3, 1)), start=1):
            vorderingstermijn(
                vordering_id=claim.id,
                volgnummer=nummer,
                bedrag_cent=TERUG_CENT // 2,
                uiterlijk=dag,
                vastgelegd_op=nu,
            )
        ontvangst(vordering_id=claim.id, bedrag_cent=1_000_00)
        rentepercentage(bevestigd_op=nu)
        rentepercentage()
        inlezing = sisainlezing(tranche_id=tranche.id, jaar=JAAR)
        for wie, eind in ((GEBOUWD, True), (TERUG, False)):
            sisaregel(
                inlezing_id=inlezing.id, gm_code=get_aanvraag(wie).gm_code, eindverantwoording=eind,
                cumulatief_cent=1_000_000_00, onrechtmatig_cent=5_000_00,
                bevindingen="Van twee facturen is het doel niet vast te stellen.",
            )  # fmt: skip
