"""A message that somebody writes about an application: a municipality to the ministry, or a behandelaar to it."""

from __future__ import annotations

from datetime import datetime

from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek
from subsidie.aanvragen.toegang import get_aanvraag
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.berichten.models import Bericht, Berichtrichting
from subsidie.berichten.service import schrijf_bericht
from subsidie.kern.fouten import OngeldigeInvoer
from subsidie.tranches.models import Trancheaard


def schrijf_over(
    nummer: str, *, onderwerp: str, tekst: str, sleutel: str, door: Gebruiker, nu: datetime
) -> Bericht:  # fmt: skip
    """Write a message about the application ``nummer``: to the ministry, or to its municipality.

    ``door`` works for that municipality, or is a behandelaar without an interest in it; their roles are read anew
    at ``nu``. ``sleutel`` is of the form on the page: the same one again writes nothing new. Raises
    ``NietGevonden`` for what they may not see, ``NietBevoegd``, and ``OngeldigeInvoer`` at ``onderwerp`` or
    ``tekst``, or when the application was never filed: until then the ministry knows nothing of it (Awb 4:1).
    """
    vereis_rol(door, Rol.BEHANDELAAR, *GEMEENTE, nu=nu)
    ik = kijker_van(door, nu=nu)
    aanvraag = get_aanvraag(nummer, voor=ik)
    van_gemeente = aanvraag.gm_code in ik.gemeenten
    if aanvraag.ontvangen_op is None:
        raise OngeldigeInvoer.van(
            "",
            "Deze aanvraag is nog niet ingediend. Het ministerie ziet haar nog niet. Stel uw vraag bij vragen en "
            "antwoorden van de tranche, of vraag een vooroverleg aan.",
        )
    if not van_gemeente:
        vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
        vereis_vrij(aanvraag, door, nu=nu)
    betrek(aanvraag, door, Functiegroep.AANVRAGER if van_gemeente else Functiegroep.BEHANDELING, nu=nu)
    return schrijf_bericht(
        sleutel=sleutel, richting=Berichtrichting.IN if van_gemeente else Berichtrichting.UIT,
        gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer, onderwerp=onderwerp,
        tekst=tekst, voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
