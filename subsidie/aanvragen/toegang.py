"""Which applications someone may see: the owner is in the query, so another's does not exist for them.

A municipality sees its own. A beoordelaar sees what they stand on in ``betrokkenheid`` as reviewer. Everyone else of
the ministry sees whatever was received; a draft is the municipality's alone until it is submitted (Awb 2:17, 4:1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, bindparam, exists, false, or_, select

from subsidie.aanvragen.models import Aanvraag, Betrokkenheid, Functiegroep
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.kern.fouten import NietGevonden
from subsidie.web.db import db

_NUMMER: Final = re.compile(r"[A-Za-z0-9._-]{1,40}")
"""What a number can be (verdeling.md): anything else is never asked of the database, which refuses some of it."""


def zichtbaar_voor(ik: Kijker) -> ColumnElement[bool]:
    """The condition on ``Aanvraag`` that leaves what ``ik`` may see; for lists and counts."""
    zicht = zicht_van(ik)
    return _zichtbaar(zicht.soort, gemeenten=sorted(ik.gemeenten), gebruiker_id=ik.gebruiker.id)


class Zichtsoort(NamedTuple):
    """By what right someone sees applications; more than one right adds up."""

    alles: bool
    gemeente: bool
    beoordelaar: bool


class Zicht(NamedTuple):
    """What a viewer may see, as a kind (few, so that a statement can be kept for each) and its values."""

    soort: Zichtsoort
    waarden: Mapping[str, Any]


def zicht_van(ik: Kijker) -> Zicht:
    """The kind of condition for ``ik``, and the values that ``zichtbaar_als`` wants for it."""
    soort = Zichtsoort(ik.heeft(*HELE_TRANCHE), bool(ik.gemeenten), ik.heeft(Rol.BEOORDELAAR))
    waarden: dict[str, Any] = {"zicht_gebruiker": ik.gebruiker.id}
    if soort.gemeente:
        waarden["zicht_gemeenten"] = sorted(ik.gemeenten)
    return Zicht(soort, waarden)


def zichtbaar_als(soort: Zichtsoort) -> ColumnElement[bool]:
    """As ``zichtbaar_voor``, for a statement that is made once and asked often: the viewer comes in as values."""
    return _zichtbaar(
        soort,
        gemeenten=bindparam("zicht_gemeenten", expanding=True),
        gebruiker_id=bindparam("zicht_gebruiker"),
    )


def _zichtbaar(
    soort: Zichtsoort, *, gemeenten: list[str] | BindParameter[Any], gebruiker_id: int | BindParameter[Any]
) -> ColumnElement[bool]:
    delen: list[ColumnElement[bool]] = []
    if soort.alles:
        delen.append(Aanvraag.ontvangen_op.is_not(None))
    if soort.gemeente:
        delen.append(Aanvraag.gm_code.in_(gemeenten))
    if soort.beoordelaar:
        delen.append(
            exists().where(
                Betrokkenheid.aanvraag_id == Aanvraag.id,
                Betrokkenheid.gebruiker_id == gebruiker_id,
                Betrokkenheid.functiegroep == Functiegroep.BEOORDELING,
            )
        )
    return or_(*delen) if delen else false()


def vereis_nummer(nummer: str) -> str:
    """``nummer`` when an application can have it; raises ``NietGevonden`` for anything else."""
    if _NUMMER.fullmatch(nummer) is None:
        raise niet_gevonden()
    return nummer


def niet_gevonden() -> NietGevonden:
    """The same error for a number that does not exist and for one of another."""
    return NietGevonden("Deze aanvraag is er niet.")


def get_aanvraag(nummer: str, *, voor: Kijker) -> Aanvraag:
    """The application with this number; raises ``NietGevonden``, also when it is not for ``voor``."""
    aanvraag = db.session.scalar(
        select(Aanvraag).where(Aanvraag.nummer == vereis_nummer(nummer), zichtbaar_voor(voor))
    )
    if aanvraag is None:
        raise niet_gevonden()
    return aanvraag
