"""Reminders in time: a draft while its window closes, and a request to supplement while its term runs out.

How long before is a choice of the program, not of a regeling. Each is told once; an extension has reminders of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.berichten.models import Bericht, Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.berichten.toegang import CONCEPT
from subsidie.kern.tijd import als_utc, dag_in_amsterdam, datum_nl, moment_nl
from subsidie.tranches.models import Tranche, Trancheaard, Tranchestatus
from subsidie.tranches.service import tijdvak_op
from subsidie.web.db import db

VEGER: Final = "herinneringen"
VOOR_SLUITING: Final = (timedelta(days=1), timedelta(days=7))
"""So long before the window closes, shortest first: what is late is told once, not twice."""
VOOR_AANVULTERMIJN: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Herinnering:
    """One message to write; ``sleutel`` is what makes it come once."""

    sleutel: str
    gm_code: str
    object_soort: str
    nummer: str
    onderwerp: str
    tekst: str
    voorbeeld: bool


def list_herinneringen(*, nu: datetime) -> list[Herinnering]:
    """What must be told at ``nu`` (aware) and was not told yet, in a handful of queries."""
    kandidaten = [*_concepten(nu), *_aanvulverzoeken(nu)]
    gesteld = set(
        db.session.scalars(
            select(Bericht.sleutel).where(Bericht.sleutel.in_([een.sleutel for een in kandidaten]))
        )
    )
    return [een for een in kandidaten if een.sleutel not in gesteld]


def herinner(wat: Herinnering, *, nu: datetime) -> None:
    """Write one reminder to everyone of the municipality; a second time it is the same message."""
    stel_bericht(
        sleutel=wat.sleutel, groep=Berichtgroep.HERINNERING, richting=Berichtrichting.UIT, gm_code=wat.gm_code,
        object_soort=wat.object_soort, object_id=wat.nummer, onderwerp=wat.onderwerp, tekst=wat.tekst,
        voorbeeld=wat.voorbeeld, door=None, nu=nu,
    )  # fmt: skip


def _concepten(nu: datetime) -> Iterator[Herinnering]:
    for tranche in db.session.scalars(select(Tranche).where(Tranche.status == Tranchestatus.OPEN)):
        tijdvak = tijdvak_op(tranche, nu)
        sluit = tijdvak.sluit if tijdvak is not None else None
        if sluit is None or nu > sluit:
            continue
        ervoor = next((een for een in VOOR_SLUITING if sluit - nu <= een), None)
        if ervoor is None:
            continue
        vraag = (
            select(Aanvraag)
            .options(joinedload(Aanvraag.project))
            .where(Aanvraag.tranche_id == tranche.id, Aanvraag.status == Aanvraagstatus.CONCEPT)
        )
        for aanvraag in db.session.scalars(vraag):
            yield Herinnering(
                sleutel=f"herinnering:{aanvraag.nummer}:{als_utc(sluit).isoformat()}:{ervoor.days}",
                gm_code=aanvraag.gm_code, object_soort=CONCEPT, nummer=aanvraag.nummer,
                onderwerp=f"Dien aanvraag {aanvraag.nummer} op tijd in",
                tekst=(
                    f"Uw aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) is nog niet ingediend. Het tijdvak sluit "
                    f"op {moment_nl(sluit)}.\n\nIndienen doet iemand die voor uw gemeente mag tekenen. Gebruikt u dit "
                    "concept niet? Dan kunt u het verwijderen."
                ),
                voorbeeld=tranche.aard is not Trancheaard.ECHT,
            )  # fmt: skip


def _aanvulverzoeken(nu: datetime) -> Iterator[Herinnering]:
    vandaag = dag_in_amsterdam(nu)
    vraag = (
        select(Aanvulverzoek)
        .options(
            joinedload(Aanvulverzoek.aanvraag).joinedload(Aanvraag.tranche),
            joinedload(Aanvulverzoek.aanvraag).joinedload(Aanvraag.project),
        )
        .where(
            Aanvulverzoek.aangevuld_op.is_(None), Aanvulverzoek.gesloten_op.is_(None),
            Aanvulverzoek.termijn_tot >= vandaag, Aanvulverzoek.termijn_tot <= vandaag + VOOR_AANVULTERMIJN,
            # Who was asked today needs no reminder yet.
            Aanvulverzoek.gevraagd_op <= nu - timedelta(days=1),
        )
    )  # fmt: skip
    for verzoek in db.session.scalars(vraag):
        aanvraag: Aanvraag = verzoek.aanvraag
        yield Herinnering(
            sleutel=f"herinnering:{aanvraag.nummer}:aanvulverzoek:{verzoek.volgnummer}",
            gm_code=aanvraag.gm_code, object_soort="aanvraag", nummer=aanvraag.nummer,
            onderwerp=f"Vul aanvraag {aanvraag.nummer} op tijd aan",
            tekst=(
                f"U kunt aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) nog aanvullen tot en met "
                f"{datum_nl(verzoek.termijn_tot)}. Wij hebben uw aanvulling nog niet ontvangen."
            ),
            voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT,
        )  # fmt: skip
