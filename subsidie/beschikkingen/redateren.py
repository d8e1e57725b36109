"""A signed decision whose day passed before it was notified: drawn up once more, to be signed with another date.

A signature is not taken back and a letter is not changed: the new decision takes the place of the old one, visibly,
with the reason. The municipality never knew of the old one, so it sees the new one only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker
from subsidie.beschikkingen.losse import stel_los_op
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.ondertekenen import waarom_niet_verder
from subsidie.kern.fouten import Domeinfout, NietBevoegd, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import vergrendel_tranche
from subsidie.web.db import db

LANGSTE_REDEN = 500


def list_getekend(tranche: Tranche) -> list[Beschikking]:
    """The signed decisions of a tranche that wait for notification, by number of the application.

    Not those that were replaced or whose application was withdrawn, and not those on an objection.
    """
    getekend = list(
        db.session.scalars(
            select(Beschikking)
            .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
            .where(
                Aanvraag.tranche_id == tranche.id,
                Beschikking.status == Besluitstatus.GETEKEND,
                Beschikking.soort != Besluitsoort.BESLISSING_OP_BEZWAAR,
            )
            .order_by(Aanvraag.nummer, Beschikking.id)
            .options(
                joinedload(Beschikking.document), joinedload(Beschikking.getekend_door),
                joinedload(Beschikking.aanvraag).options(
                    joinedload(Aanvraag.gemeente), joinedload(Aanvraag.project), joinedload(Aanvraag.tranche)
                ),
            )
        )
    )  # fmt: skip
    weg = waarom_niet_verder(getekend)
    return [een for een in getekend if een.id not in weg]


def list_verlopen(tranche: Tranche, *, nu: datetime) -> list[Beschikking]:
    """Of those the ones whose date lies before today: they cannot be notified any more."""
    dag = dag_in_amsterdam(nu)
    return [een for een in list_getekend(tranche) if een.dagtekening is not None and een.dagtekening < dag]


def stel_opnieuw_op(
    besluiten: Iterable[Beschikking], *, reden: str, door: Gebruiker, nu: datetime
) -> list[Beschikking]:
    """Draw up a replacement of each of these signed decisions, with the same content; returns the new ones.

    What is not for ``door`` (an interest, another function) stays for a colleague. Raises ``OngeldigeInvoer`` at
    ``reden``, ``NietBevoegd`` when none is for them, and ``Domeinfout`` for one that can still be notified.
    """
    reden = " ".join(reden.split())
    if not reden or len(reden) > LANGSTE_REDEN:
        raise OngeldigeInvoer.van(
            "reden", "Schrijf in hoogstens 500 tekens waarom een nieuwe brief nodig is."
        )
    gekozen = list(besluiten)
    for tranche in {een.aanvraag.tranche_id: een.aanvraag.tranche for een in gekozen}.values():
        vergrendel_tranche(tranche)
    nieuw, geweigerd = [], ""
    for oud in gekozen:
        db.session.refresh(oud)
        _vereis_verlopen(oud, nu=nu)
        try:
            nieuw.append(_vervang(oud, reden, door=door, nu=nu))
        except NietBevoegd as fout:
            geweigerd = str(fout)
    if not nieuw and geweigerd:
        raise NietBevoegd(geweigerd)
    return nieuw


def _vervang(oud: Beschikking, reden: str, *, door: Gebruiker, nu: datetime) -> Beschikking:
    return stel_los_op(
        oud.aanvraag, soort=oud.soort, verleend_cent=oud.verleend_cent, door=door, nu=nu, vervangt=oud,
        versie=oud.versie, verdeling=oud.verdeling,
        inhoud={**json.loads(oud.gegevens), "vervangt": oud.kenmerk, "vervangt_omdat": reden},
    )  # fmt: skip


def _vereis_verlopen(oud: Beschikking, *, nu: datetime) -> None:
    if oud.status is not Besluitstatus.GETEKEND or oud.dagtekening is None:
        raise Domeinfout(f"Besluit {oud.kenmerk} is niet getekend, of het is al bekendgemaakt.")
    if oud.dagtekening >= dag_in_amsterdam(nu):
        raise Domeinfout(
            f"Besluit {oud.kenmerk} kan nog bekend worden gemaakt, op {datum_nl(oud.dagtekening)}. Een nieuwe brief is "
            "dan niet nodig."
        )
