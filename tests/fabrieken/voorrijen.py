"""A valid row of every table of what comes before an application (see ``rijen``)."""

from __future__ import annotations

from subsidie.aanvragen.vooroverlegmodellen import Vooroverleg
from subsidie.tranches.vraagmodellen import Tranchevraag, Vraagonderwerp
from tests.fabrieken.nummers import Nummers
from tests.fabrieken.rijen import NU, TEL, Rij, fabriek, gebruiker, gemeente, tranche

_nummers = Nummers()


@fabriek(Tranchevraag)
def tranchevraag(rij: Rij) -> None:
    """Asked; with ``beantwoord_op`` answered, with ``gepubliceerd_op`` published too."""
    rij.vul(kenmerk=f"{next(_nummers):032x}", tranche_id=lambda: tranche().id, onderwerp=Vraagonderwerp.HUUR)
    rij.vul(vraag="Hoe hoog?", gesteld_op=NU, gesteld_door_id=lambda: gebruiker().id)
    rij.vul(gm_code=lambda: gemeente().gm_code)
    if rij.get("gepubliceerd_op") is not None or rij.get("gepubliceerd_door_id") is not None:
        rij.vul(gepubliceerd_op=NU + TEL, gepubliceerd_door_id=lambda: gebruiker().id, beantwoord_op=NU)
    if rij.get("beantwoord_op") is not None or rij.get("beantwoord_door_id") is not None:
        rij.vul(beantwoord_op=NU, beantwoord_door_id=lambda: gebruiker().id)
        rij.vul(vraag_openbaar="Hoe hoog?", antwoord="Zo hoog.")
    rij.vul(vraag_openbaar="", antwoord="")


@fabriek(Vooroverleg)
def vooroverleg(rij: Rij) -> None:
    """Asked; taken up, finished or withdrawn by its ``stand``."""
    rij.vul(
        kenmerk=f"{next(_nummers):032x}", tranche_id=lambda: tranche().id, gm_code=lambda: gemeente().gm_code
    )
    rij.vul(onderwerp="Een klooster", toelichting="Kan het?", voorkeur="", stand="aangevraagd")
    rij.vul(gevraagd_op=NU, gevraagd_door_id=lambda: gebruiker().id)
    if rij["stand"] in ("opgepakt", "afgerond") or rij.get("opgepakt_door_id") is not None:
        rij.vul(opgepakt_op=NU + TEL, opgepakt_door_id=lambda: gebruiker().id)
    if rij["stand"] in ("afgerond", "ingetrokken"):
        rij.vul(afgerond_op=NU + 2 * TEL)
    rij.vul(verslag="Het kan." if rij["stand"] == "afgerond" else "")
