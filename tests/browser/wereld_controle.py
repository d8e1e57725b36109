"""What the auditor did: a sample with a finding, a verification that found something, and one that waits."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from subsidie.accounts.models import Gebruiker
from subsidie.documenten.service import maak_wachtende
from subsidie.platform.opslag import Opslag
from subsidie.tranches.models import Tranche
from subsidie.verantwoording.controlemodellen import Bevindingoordeel, Inzagesoort, Steekproefwijze
from subsidie.verantwoording.controles import tussenstand_van, voer_wachtende_uit, vraag_controle
from subsidie.verantwoording.inzage import noteer_inzage
from subsidie.verantwoording.steekproef import leg_bevinding_vast, trek_steekproef
from subsidie.verantwoording.steekproefstuk import vraag_werkpapier_aan
from subsidie.web.app import instellingen_van
from subsidie.web.transactie import schrijfgrens

STEEKPROEF = "rha-2023-SP1"
ITEM = "RHA23-0002"
CONTROLE = "0c0ffee0c0de"


def zet_controles(tranche: Tranche, personen: dict[str, Gebruiker], opslag: Opslag, *, nu: datetime) -> None:
    """Do it as the auditor does; the verification has a mark that an address can name."""
    auditor = personen["auditor"]
    with schrijfgrens():
        een = trek_steekproef(
            tranche, soort="verleningen", wijze=Steekproefwijze.GELDEENHEID, omvang=2, zaad="een proef",
            doel="Nagaan of de verleningen volgen uit de aanvragen.", door=auditor, nu=nu,
        )  # fmt: skip
        leg_bevinding_vast(
            een,
            ITEM,
            oordeel=Bevindingoordeel.FOUT,
            tekst="Het bedrag is hoger dan gevraagd.",
            door=auditor,
            nu=nu,
        )
        papier = vraag_werkpapier_aan(een, door=auditor, nu=nu).kenmerk
    maak_wachtende(opslag, werkers=1, klok=lambda: nu, kenmerken=[papier])
    with schrijfgrens():
        vraag_controle("verdelingen", door=auditor, nu=nu, kenmerk=CONTROLE)
    voer_wachtende_uit(instellingen_van(current_app), lambda: nu)
    with schrijfgrens():
        lopend = vraag_controle("bestanden", door=auditor, nu=nu)
    tussenstand_van(lopend, instellingen_van(current_app)).meld(3, 12)
    noteer_inzage(personen["behandelaar"].id, Inzagesoort.CONTACTPERSOON, "aanvraag", ITEM, nu=nu)
