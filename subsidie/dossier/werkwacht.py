"""What waits for whoever handles an application: a supplement that came in, a term that lapsed, a view that was given.

As conditions to filter by, and as words for a row. A term counts as lapsed from the day after its last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.dossier.vandaag.vorm import Status
from subsidie.web.db import db


class Wacht(StrEnum):
    """What waits for the handler."""

    AANGEVULD = "aangevuld"
    AANVULLING_VOORBIJ = "aanvulling_voorbij"
    ZIENSWIJZE = "zienswijze"
    ZIENSWIJZE_VOORBIJ = "zienswijze_voorbij"


WOORDEN: Final[Mapping[Wacht, Status]] = {
    Wacht.AANGEVULD: Status("aanvulling binnen", "info"),
    Wacht.AANVULLING_VOORBIJ: Status("termijn om aan te vullen voorbij", "let_op"),
    Wacht.ZIENSWIJZE: Status("zienswijze binnen", "info"),
    Wacht.ZIENSWIJZE_VOORBIJ: Status("termijn voor zienswijze voorbij", "let_op"),
}


class Rij(Protocol):
    """What of an application this needs; a row does too."""

    @property
    def id(self) -> int: ...
    @property
    def status(self) -> Aanvraagstatus: ...


def voorwaarde(wat: Wacht, vandaag: date) -> ColumnElement[bool]:
    """The condition on ``Aanvraag`` under which this waits on ``vandaag``."""
    verzoek, later = aliased(Aanvulverzoek), aliased(Aanvulverzoek)
    if wat is Wacht.AANGEVULD:
        laatste = select(func.max(later.volgnummer)).where(later.aanvraag_id == Aanvraag.id)
        return and_(
            Aanvraag.status == Aanvraagstatus.INGEDIEND,
            exists().where(
                verzoek.aanvraag_id == Aanvraag.id, verzoek.aangevuld_op.is_not(None),
                verzoek.volgnummer == laatste.correlate(Aanvraag).scalar_subquery(),
            ),
        )  # fmt: skip
    if wat is Wacht.AANVULLING_VOORBIJ:
        return and_(
            Aanvraag.status == Aanvraagstatus.AANVULLING_GEVRAAGD,
            exists().where(
                verzoek.aanvraag_id == Aanvraag.id, verzoek.aangevuld_op.is_(None), verzoek.gesloten_op.is_(None),
                verzoek.termijn_tot < vandaag,
            ),
        )  # fmt: skip
    open_ = and_(Zienswijze.aanvraag_id == Aanvraag.id, ~Zienswijze.gesloten)
    if wat is Wacht.ZIENSWIJZE:
        return exists().where(open_, Zienswijze.ontvangen_op.is_not(None))
    return exists().where(open_, Zienswijze.ontvangen_op.is_(None), Zienswijze.termijn_tot < vandaag)


def wachtend(
    rijen: Iterable[Rij], verzoeken: Mapping[int, Sequence[Aanvulverzoek]], *, vandaag: date
) -> dict[int, tuple[Wacht, ...]]:
    """Per application id what waits, of these rows (a page of them); one query."""
    gelezen = list(rijen)
    zienswijzen = {
        een.aanvraag_id: een
        for een in db.session.scalars(
            select(Zienswijze).where(
                Zienswijze.aanvraag_id.in_([rij.id for rij in gelezen]), ~Zienswijze.gesloten
            )
        )
    }
    return {
        rij.id: tuple(_van_verzoek(rij, verzoeken.get(rij.id, ()), vandaag))
        + tuple(_van_zienswijze(zienswijzen.get(rij.id), vandaag))
        for rij in gelezen
    }


def _van_verzoek(rij: Rij, verzoeken: Sequence[Aanvulverzoek], vandaag: date) -> Iterable[Wacht]:
    if not verzoeken:
        return
    laatste = verzoeken[-1]
    if rij.status is Aanvraagstatus.INGEDIEND and laatste.aangevuld_op is not None:
        yield Wacht.AANGEVULD
    is_open = laatste.aangevuld_op is None and laatste.gesloten_op is None
    if rij.status is Aanvraagstatus.AANVULLING_GEVRAAGD and is_open and laatste.termijn_tot < vandaag:
        yield Wacht.AANVULLING_VOORBIJ


def _van_zienswijze(zienswijze: Zienswijze | None, vandaag: date) -> Iterable[Wacht]:
    if zienswijze is None:
        return
    if zienswijze.ontvangen_op is not None:
        yield Wacht.ZIENSWIJZE
    elif zienswijze.termijn_tot < vandaag:
        yield Wacht.ZIENSWIJZE_VOORBIJ
