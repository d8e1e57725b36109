"""Requests to supplement, as others read them: which is open, on which parts, and what suspends the decision term."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import select

from subsidie.aanvragen.aanvulmodellen import Aanvulpunt, Aanvulverzoek
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Betrokkenheid, Functiegroep
from subsidie.accounts.models import Gebruiker
from subsidie.kern.termijnen import Opschorting
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.web.db import db


class Verzoekdagen(Protocol):
    """What of a request decides how long the decision term stands still; a row does too."""

    @property
    def gevraagd_op(self) -> datetime: ...
    @property
    def termijn_tot(self) -> date: ...
    @property
    def aangevuld_op(self) -> datetime | None: ...
    @property
    def gesloten_op(self) -> datetime | None: ...


def zoek_open_verzoek(aanvraag: Aanvraag) -> Aanvulverzoek | None:
    """The request that still waits for a supplement, if there is one (there is never more than one)."""
    return db.session.scalar(
        select(Aanvulverzoek).where(
            Aanvulverzoek.aanvraag_id == aanvraag.id,
            Aanvulverzoek.aangevuld_op.is_(None),
            Aanvulverzoek.gesloten_op.is_(None),
        )
    )


def list_punten(verzoek: Aanvulverzoek) -> list[Aanvulpunt]:
    """The points of a request, in order."""
    return list(
        db.session.scalars(
            select(Aanvulpunt).where(Aanvulpunt.verzoek_id == verzoek.id).order_by(Aanvulpunt.volgnummer)
        )
    )


def open_punten(aanvraag: Aanvraag) -> list[Aanvulpunt]:
    """The points of the request that is open, in order; none when there is no such request. One query."""
    return list(
        db.session.scalars(
            select(Aanvulpunt)
            .join(Aanvulverzoek, Aanvulpunt.verzoek_id == Aanvulverzoek.id)
            .where(
                Aanvulverzoek.aanvraag_id == aanvraag.id,
                Aanvulverzoek.aangevuld_op.is_(None),
                Aanvulverzoek.gesloten_op.is_(None),
            )
            .order_by(Aanvulpunt.volgnummer)
        )
    )


def punten_voor(aanvraag: Aanvraag, deel: Aanvraagdeel) -> list[Aanvulpunt]:
    """What is asked about ``deel`` in the open request: to be shown where it is filled in.

    Asks the database nothing for an application that is in another state: many fill in a draft at once.
    """
    if aanvraag.status is not Aanvraagstatus.AANVULLING_GEVRAAGD:
        return []
    return [punt for punt in open_punten(aanvraag) if punt.deel is deel]


def status_na_aanvulling(aanvraag: Aanvraag) -> Aanvraagstatus:
    """Where an application goes on after a request: still to be found complete, or complete as it was.

    One that was being assessed is complete again and no more: what was supplemented is a new version, which is
    assessed anew.
    """
    return Aanvraagstatus.INGEDIEND if aanvraag.volledig_op is None else Aanvraagstatus.VOLLEDIG


def als_opschorting(verzoek: Verzoekdagen) -> Opschorting:
    """The suspension of the decision term by this request (Awb 4:15, first paragraph, under a).

    A request that a person closed without a supplement asks for nothing from that day on, so the suspension ends
    as if it was supplemented then.
    """
    einde = verzoek.aangevuld_op or verzoek.gesloten_op
    return Opschorting(
        uitgenodigd_op=dag_in_amsterdam(verzoek.gevraagd_op),
        termijn_tot=verzoek.termijn_tot,
        aangevuld_op=None if einde is None else dag_in_amsterdam(einde),
    )


def opschortingen_van(verzoeken: Iterable[Verzoekdagen]) -> tuple[Opschorting, ...]:
    """The suspensions by these requests, in their order."""
    return tuple(als_opschorting(verzoek) for verzoek in verzoeken)


def get_verzoeken(aanvraag_ids: Collection[int]) -> Mapping[int, tuple[Aanvulverzoek, ...]]:
    """Per application id every request on it, oldest first, in one query; absent where there is none."""
    if not aanvraag_ids:
        return {}
    gevonden: dict[int, list[Aanvulverzoek]] = {}
    vraag = (
        select(Aanvulverzoek)
        .where(Aanvulverzoek.aanvraag_id.in_(aanvraag_ids))
        .order_by(Aanvulverzoek.aanvraag_id, Aanvulverzoek.volgnummer)
    )
    for verzoek in db.session.scalars(vraag):
        gevonden.setdefault(verzoek.aanvraag_id, []).append(verzoek)
    return {sleutel: tuple(rijen) for sleutel, rijen in gevonden.items()}


def list_behandelaars(aanvraag: Aanvraag) -> list[Gebruiker]:
    """Who handles this application: they get the mail about what the municipality does; none yet: nobody."""
    return list(
        db.session.scalars(
            select(Gebruiker)
            .join(Betrokkenheid, Betrokkenheid.gebruiker_id == Gebruiker.id)
            .where(
                Betrokkenheid.aanvraag_id == aanvraag.id,
                Betrokkenheid.functiegroep == Functiegroep.BEHANDELING,
            )
            .order_by(Gebruiker.id)
        )
    )
