"""Who may see which messages, and whose looking counts as opening.

Messages lie below applications, so the rule rests on what a message knows itself: its municipality and what it is
about. A municipality sees what is to or from it, and what is to or from those whose files it took over (they are
among ``Kijker.gemeenten``). Of the ministry, whoever sees every application (``HELE_TRANCHE``) sees every message,
save those about a draft: that is the municipality's alone until it is filed (Awb 4:1). A beoordelaar sees none:
theirs is what an application says, not what is said about it.
"""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_, select

from subsidie.accounts.groepen import GEMEENTE, HELE_TRANCHE
from subsidie.accounts.kijker import Kijker
from subsidie.accounts.models import Rol
from subsidie.berichten.models import Bericht, Berichtrichting
from subsidie.kern.fouten import NietGevonden
from subsidie.web.db import db

CONCEPT: Final = "concept"
"""What a message about a draft is about: it has the number of the application, and only the municipality sees it."""

BERICHTEN_LEZEN: Final = GEMEENTE | HELE_TRANCHE
"""Who has messages to look at."""

BEHANDELT: Final = HELE_TRANCHE - {Rol.BEHEERDER, Rol.AUDITOR}
"""Whose looking at a message of a municipality is the ministry opening it; others only look over a shoulder."""

_KENMERK: Final = re.compile(r"[0-9a-f]{32}")


def zichtbaar_voor(ik: Kijker) -> ColumnElement[bool]:
    """The condition on ``Bericht`` that leaves what ``ik`` may see."""
    delen: list[ColumnElement[bool]] = []
    if ik.gemeenten:
        delen.append(Bericht.gm_code.in_(sorted(ik.gemeenten)))
    if ik.heeft(*HELE_TRANCHE):
        delen.append(Bericht.object_soort != CONCEPT)
    return or_(*delen) if delen else false()


def is_voor(ik: Kijker) -> ColumnElement[bool]:
    """The condition on ``Bericht`` that leaves what was sent *to* the side of ``ik``, of what they may see."""
    delen: list[ColumnElement[bool]] = []
    if ik.gemeenten:
        delen.append(and_(Bericht.richting == Berichtrichting.UIT, Bericht.gm_code.in_(sorted(ik.gemeenten))))
    if ik.heeft(*BEHANDELT):
        delen.append(and_(Bericht.richting == Berichtrichting.IN, Bericht.object_soort != CONCEPT))
    return or_(*delen) if delen else false()


def is_ontvanger(richting: Berichtrichting, gm_code: str, ik: Kijker) -> bool:
    """Whether such a message was sent to the side of ``ik``: whether their looking counts as opening it."""
    if richting is Berichtrichting.UIT:
        return gm_code in ik.gemeenten
    return ik.heeft(*BEHANDELT)


def get_bericht(kenmerk: str, *, voor: Kijker) -> Bericht:
    """The message with this mark; raises ``NietGevonden``, also when it is not for ``voor``."""
    bericht: Bericht | None = None
    if _KENMERK.fullmatch(kenmerk) is not None:
        bericht = db.session.scalar(select(Bericht).where(Bericht.kenmerk == kenmerk, zichtbaar_voor(voor)))
    if bericht is None:
        raise NietGevonden("Dit bericht is er niet.")
    return bericht
