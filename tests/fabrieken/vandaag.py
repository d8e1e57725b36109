"""People with a role, applications with a term, and the part of the home page that they see."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from subsidie.accounts.kijker import kijker_van
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.dossier.vandaag.samenstellen import stel_samen
from subsidie.dossier.vandaag.vorm import Blok, Deel
from subsidie.tranches.models import Tranche
from subsidie.web.db import db
from tests.fabrieken import rijen

NU = rijen.NU
"""Friday 7 July 2023, 10.00 in Amsterdam."""
VANDAAG = rijen.DAG


def persoon(rol: Rol | None, **velden: Any) -> Gebruiker:
    """Someone with this role since yesterday, or with none."""
    wie = rijen.gebruiker()
    if rol is not None:
        rijen.roltoekenning(gebruiker_id=wie.id, rol=rol, vanaf=VANDAAG - timedelta(days=1), **velden)
    return wie


def deel(wie: Gebruiker, nu: datetime = NU) -> Deel:
    """The one part of someone with one role, from what is in the database."""
    db.session.expire_all()
    (een,) = stel_samen(kijker_van(wie, nu=nu), nu=nu).delen
    return een


def blok(van: Deel, titel: str) -> Blok:
    return next(een for een in van.blokken if een.titel == titel)


def tranche_met_termijn(weken: int = 13, *, begin: str = "ontvangst", **velden: Any) -> Tranche:
    """A tranche whose decision term is known."""
    tranche = rijen.tranche(**velden)
    for sleutel, waarde in (("weken", str(weken)), ("begin", f'"{begin}"'), ("atw", "false")):
        rijen.instelling_waarde(tranche=tranche, sleutel=f"beslistermijn.{sleutel}", waarde=waarde)
    return tranche


def ontvangen(tranche: Tranche, dagen_geleden: int, **velden: Any) -> Any:
    """An application received so many days ago, with its version."""
    moment = NU - timedelta(days=dagen_geleden)
    aanvraag = rijen.aanvraag(tranche=tranche, ontvangen_op=moment, **velden)
    rijen.aanvraag_versie(aanvraag=aanvraag)
    return aanvraag
