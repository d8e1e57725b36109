"""What comes before an application: questions about a tranche, and requests to talk, with keys that do not change."""

from __future__ import annotations

from datetime import datetime, timedelta

from subsidie.aanvragen.vooroverlegmodellen import Vooroverleg, Vooroverlegstand
from subsidie.accounts.models import Gebruiker
from subsidie.tranches.models import Tranche
from subsidie.tranches.vraagmodellen import Tranchevraag, Vraagonderwerp
from subsidie.web.db import db

VRAAG, VRAAG_OUD, VRAAG_OPEN = (f"{nummer}" * 32 for nummer in (1, 2, 3))
OVERLEG, OVERLEG_KLAAR = (f"{nummer}" * 32 for nummer in (4, 5))
UUR = timedelta(hours=1)


def zet_voorwerk(
    tranche: Tranche, *, vrager: Gebruiker, gm_code: str, een: Gebruiker, ander: Gebruiker, nu: datetime
) -> None:
    """A published answer that was corrected, one that waits, a request to talk that ``een`` took up, and one done.

    ``ander`` wrote what waits, so that ``een`` can publish it. Call it inside the commit boundary.
    """
    oud = Tranchevraag(
        kenmerk=VRAAG_OUD, tranche=tranche, onderwerp=Vraagonderwerp.HUUR, gm_code=gm_code, gesteld_door=vrager,
        gesteld_op=nu, vraag="Geldt de huurgrens ook voor een kamer?\nWij hebben er 12.",
        vraag_openbaar="Geldt de huurgrens ook voor een kamer?", antwoord="Dat weten we nog niet.",
        beantwoord_op=nu + UUR, beantwoord_door=een, gepubliceerd_op=nu + 2 * UUR, gepubliceerd_door=ander,
    )  # fmt: skip
    db.session.add(oud)
    db.session.flush()
    db.session.add_all(
        [
            Tranchevraag(
                kenmerk=VRAAG, tranche=tranche, onderwerp=Vraagonderwerp.HUUR, gm_code=gm_code, gesteld_door=vrager,
                gesteld_op=nu + 3 * UUR, vraag="Geldt de huurgrens ook voor een kamer?",
                vraag_openbaar="Geldt de huurgrens ook voor een kamer?",
                antwoord="Ja.\n\nVoor een kamer geldt dezelfde grens.", beantwoord_op=nu + 4 * UUR, beantwoord_door=een,
                gepubliceerd_op=nu + 5 * UUR, gepubliceerd_door=ander, vervangt_id=oud.id,
            ),
            Tranchevraag(
                kenmerk=VRAAG_OPEN, tranche=tranche, onderwerp=Vraagonderwerp.GELD, gm_code=gm_code,
                gesteld_door=vrager, gesteld_op=nu + 3 * UUR, vraag="Telt ons project aan de kade mee?",
                vraag_openbaar="Telt een project op een oud haventerrein mee?", antwoord="Geheim tot de publicatie.",
                beantwoord_op=nu + 4 * UUR, beantwoord_door=ander,
            ),
            Vooroverleg(
                kenmerk=OVERLEG, tranche=tranche, gm_code=gm_code, onderwerp="40 flexwoningen aan de kade",
                toelichting="Wij willen weten of een tijdelijke plek kan.\nEn hoe lang.", voorkeur="dinsdag",
                stand=Vooroverlegstand.OPGEPAKT, gevraagd_op=nu, gevraagd_door=vrager, opgepakt_op=nu + UUR,
                opgepakt_door=een,
            ),
            Vooroverleg(
                kenmerk=OVERLEG_KLAAR, tranche=tranche, gm_code=gm_code, onderwerp="Kamers in een klooster",
                toelichting="Kan een klooster?", stand=Vooroverlegstand.AFGEROND, gevraagd_op=nu, gevraagd_door=vrager,
                opgepakt_op=nu + UUR, opgepakt_door=een, afgerond_op=nu + 2 * UUR,
                verslag="Transformatie kan.\nLet op de huur.",
            ),
        ]
    )  # fmt: skip
    db.session.flush()
