"""Who may act on an allocation, and when its tranche is ready for it."""

from __future__ import annotations

from datetime import datetime

from subsidie.aanvragen.belang import vereis_alle_vrij
from subsidie.aanvragen.service import list_aanvragen
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.kern.fouten import OngeldigeOvergang
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.service import onbekende
from subsidie.verdeling.models import OVERGANGEN, Verdeling, Verdelingstatus
from subsidie.verdeling.queries import kenmerk_van
from subsidie.verdeling.samenstellen import NietTeVerdelen


def vereis_beslisser(tranche: Tranche, door: Gebruiker, *, nu: datetime) -> None:
    """Raises ``NietBevoegd`` unless ``door`` decides and has no interest in any application of the tranche."""
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    vereis_alle_vrij(list_aanvragen(tranche), door, nu=nu)


def vereis_open(tranche: Tranche) -> None:
    """Raises ``NietTeVerdelen`` while one can still apply, or while a rule of a real tranche is unknown."""
    if tranche.status is not Tranchestatus.GESLOTEN:
        raise NietTeVerdelen(f"{tranche.naam} is ‘{tranche.status}’; verdelen kan pas als zij gesloten is.")
    if tranche.aard is Trancheaard.ECHT and (open_regels := onbekende(tranche)):
        namen = ", ".join(een.sleutel for een in open_regels)
        raise NietTeVerdelen(f"Deze regels zijn nog onbekend; stel ze eerst in: {namen}.")


def vereis_overgang(verdeling: Verdeling, naar: Verdelingstatus) -> None:
    """Raises ``OngeldigeOvergang`` unless the table of transitions allows it."""
    if naar not in OVERGANGEN[verdeling.status]:
        raise OngeldigeOvergang(wat=f"Verdeling {kenmerk_van(verdeling)}", van=verdeling.status, naar=naar)
