"""Which decisions someone may see: a decision works from its notification (Awb 3:40) and is internal until then."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_

from subsidie.aanvragen.models import Aanvraag
from subsidie.aanvragen.toegang import zichtbaar_voor
from subsidie.accounts.groepen import HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.beschikkingen.models import Beschikking, Besluitstatus

_NIETS: Final[frozenset[Besluitstatus]] = frozenset()
_BEKEND: Final = frozenset({Besluitstatus.BEKENDGEMAAKT})
_GETEKEND: Final = _BEKEND | {Besluitstatus.GETEKEND}
_ALLES: Final = frozenset(Besluitstatus)


def zichtbare_statussen(ik: Kijker, gm_code: str) -> frozenset[Besluitstatus]:
    """In which states ``ik`` sees decisions on an application of ``gm_code`` that they may see.

    Whoever works for that municipality sees its side only, whatever other role they have. Who pays sees what is
    signed; who reviews what is notified.
    """
    if gm_code in ik.gemeenten:
        return _BEKEND
    if ik.heeft(*(HELE_TRANCHE - {Rol.FINANCIEEL})):
        return _ALLES
    if ik.heeft(Rol.FINANCIEEL):
        return _GETEKEND
    return _BEKEND if ik.heeft(Rol.BEOORDELAAR) else _NIETS


def zichtbaar_besluit_voor(ik: Kijker) -> ColumnElement[bool]:
    """The condition on ``Beschikking`` joined with ``Aanvraag`` that leaves the decisions that ``ik`` may see."""
    eigen = sorted(ik.gemeenten)
    delen: list[ColumnElement[bool]] = []
    if eigen:
        delen.append(and_(Aanvraag.gm_code.in_(eigen), Beschikking.status.in_(_BEKEND)))
    if anders := zichtbare_statussen(ik, ""):
        delen.append(and_(Aanvraag.gm_code.not_in(eigen), Beschikking.status.in_(anders), zichtbaar_voor(ik)))
    return or_(*delen) if delen else false()
