"""Conditions on decisions that more than one part of the home page asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.beschikkingen.heropening import is_afgedaan
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.schakels import is_bekende_opvolger, is_schakel
from subsidie.dossier.vandaag.vorm import Naar

VERLENEND: Final = (Besluitsoort.VERLENING, Besluitsoort.DEELVERLENING)


def verleent() -> ColumnElement[bool]:
    """A decision that awards money by its kind, or that does so after an objection."""
    na_bezwaar = (Beschikking.soort == Besluitsoort.BESLISSING_OP_BEZWAAR) & (Beschikking.verleend_cent > 0)
    return Beschikking.soort.in_(VERLENEND) | na_bezwaar


def geldend() -> ColumnElement[bool]:
    """A decision that was notified and that no notified decision has replaced (Awb 3:40).

    Not a decision on an objection that left what was decided as it is (``models.laat_staan``).
    """
    opvolger = aliased(Beschikking)
    return (
        (Beschikking.status == Besluitstatus.BEKENDGEMAAKT)
        & is_schakel(Beschikking)
        & ~exists().where(is_bekende_opvolger(opvolger, Beschikking))
        & ~is_afgedaan(Beschikking)
    )


def kan_verder() -> ColumnElement[bool]:
    """A decision that can still be signed or notified: nothing replaces it, nobody withdrew the application.

    Needs ``Aanvraag`` in the query.
    """
    opvolger = aliased(Beschikking)
    return ~exists().where(opvolger.vervangt_id == Beschikking.id) & (
        Aanvraag.status != Aanvraagstatus.INGETROKKEN
    )


def zonder_besluit() -> ColumnElement[bool]:
    """An application that was received and on which nothing has been notified, so its term still runs.

    Nothing since it was taken up again on an objection, if it was.
    """
    return (
        Aanvraag.ontvangen_op.is_not(None)
        & (Aanvraag.status != Aanvraagstatus.INGETROKKEN)
        & ~exists().where(
            Beschikking.aanvraag_id == Aanvraag.id,
            Beschikking.status == Besluitstatus.BEKENDGEMAAKT,
            ~is_afgedaan(Beschikking),
        )
    )


def naar_bekendgemaakt(
    tranche: str | None = None, dag: date | None = None, soorten: Sequence[Besluitsoort] = ()
) -> Naar:
    """The list of decisions that hold: of one tranche, notified on one day, of some kinds, as far as given."""
    keuze: dict[str, Any] = {"status": Besluitstatus.BEKENDGEMAAKT.value, "vervangen": "nee"}
    if tranche is not None:
        keuze["tranche"] = tranche
    if dag is not None:
        keuze["bekend"] = dag.isoformat()
    if soorten:
        keuze["soort"] = [soort.value for soort in soorten]
    return Naar("beschikkingen.lijst", keuze)
