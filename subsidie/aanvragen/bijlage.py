"""Entitlements from the annex of the regeling: fixed amounts without an application (2020)."""

from __future__ import annotations

from datetime import datetime

from subsidie.aanvragen.invoer import Aanvraaginvoer
from subsidie.aanvragen.models import Versiesoort
from subsidie.aanvragen.service import list_aanvragen, neem_op
from subsidie.accounts.models import Gebruiker
from subsidie.kern.fouten import Domeinfout
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels

PROJECT = "Projecten in de bijlage bij de regeling"


def neem_bijlage_op(tranche: Tranche, *, door: Gebruiker, nu: datetime) -> int:
    """Record one entitlement per municipality in the annex; returns how many amounts it has.

    Each goes the way of an application from there: allocated, decided, told. Running it again
    changes nothing. Raises ``Domeinfout`` when the amounts are not known or no pot is ``vast``.
    """
    vaste_potten = [pot for pot in regels(tranche).potten if pot.methode.waarde is Verdeelwijze.VAST]
    if not vaste_potten:
        raise Domeinfout(f"{tranche.naam} heeft geen pot met vaste bedragen.")
    bekend = {aanvraag.nummer for aanvraag in list_aanvragen(tranche)}
    aantal = 0
    for pot in vaste_potten:
        for vast in sorted(pot.vaste_bedragen.eis(), key=lambda vast: vast.gemeente):
            aantal += 1
            nummer = f"{tranche.code}-{pot.code}-{vast.gemeente}"
            if nummer in bekend:
                continue
            invoer = Aanvraaginvoer(
                nummer=nummer, gm_code=vast.gemeente, pot=pot.code,
                projectnaam=PROJECT, bouwvorm=None, ontvangen_op=nu, volledig_op=nu, totale_kosten_cent=None,
                dekking_cent=None, gevraagd_cent=vast.bedrag_cent, start_bouw_gepland=None,
                oplevering_gepland=None, woonruimten=(),
            )  # fmt: skip
            neem_op(tranche, invoer, soort=Versiesoort.BIJLAGE, door=door, nu=nu)
    return aantal
