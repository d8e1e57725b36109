"""Payments of the tranche that was notified: one offered to the ledger, one approved, one that waits for approval."""

from __future__ import annotations

from datetime import datetime, timedelta

from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import ken_rol_toe, maak_gebruiker
from subsidie.documenten.service import maak_wachtende
from subsidie.platform.opslag import Opslag
from subsidie.realisatie.betaalbestand import gezien, list_aan_te_bieden, maak_bestand
from subsidie.realisatie.betaalopdrachten import get_opdracht, kan_nu, keur_goed, stel_op, vingerafdruk
from subsidie.realisatie.betaalstuk import kenmerk_van_lijst
from subsidie.realisatie.betaalvoorstel import lees_voorstellen
from subsidie.tranches.models import Tranche
from subsidie.web.transactie import schrijfgrens
from tests.fabrieken import gemeenterijen

AANGEBODEN, GOEDGEKEURD, OPGESTELD = "RHA23-0002-P1", "RHA23-0001-P1", "RHA23-0003-P1"
BESTAND = "BETAAL-2026-001"


def zet_betalingen(
    tranche: Tranche, personen: dict[str, Gebruiker], opslag: Opslag, *, codes: tuple[str, ...], nu: datetime
) -> None:
    """Call it outside the commit boundary. ``codes``: municipalities that get an account to pay to."""
    uur = timedelta(hours=1)
    with schrijfgrens():
        ander = maak_gebruiker(
            naam="K. van der Kas",
            email="kas@proef.invalid",
            functie="financieel (voorbeeld)",
            door=None,
            nu=nu,
        )
        ken_rol_toe(ander, Rol.FINANCIEEL, vanaf=nu.date(), gm_code=None, door=None, nu=nu)
        # With ids of their own, as the accounts that are there already: PostgreSQL counts only those that it gave.
        for id_, code in enumerate(codes, start=101):
            gemeenterijen.rekeningnummer(
                id=id_, gm_code=code, goedgekeurd_op=nu, tenaamstelling=f"Gemeente {code}",
                ingevoerd_door_id=personen["opsteller"].id, bevestigd_door_id=personen["tekenbevoegde"].id,
                goedgekeurd_door_id=personen["financieel"].id,
            )  # fmt: skip
    with schrijfgrens():
        voorstellen = [een for een in lees_voorstellen(tranche, nu) if kan_nu(een, zonder_btw_akkoord=True)]
        stel_op(tranche, gezien=vingerafdruk(voorstellen), door=ander, nu=nu, zonder_btw_akkoord=True)
    with schrijfgrens():
        keur_goed([get_opdracht(AANGEBODEN)], door=personen["financieel"], nu=nu + uur)
        lijst = list_aan_te_bieden()
        bestand = maak_bestand(lijst, vingerafdruk=gezien(lijst), door=ander, nu=nu + uur)
        stuk = kenmerk_van_lijst(bestand)
    with schrijfgrens():
        keur_goed([get_opdracht(GOEDGEKEURD)], door=personen["financieel"], nu=nu + uur)
    maak_wachtende(opslag, werkers=1, klok=lambda: nu + uur, kenmerken=[stuk])
