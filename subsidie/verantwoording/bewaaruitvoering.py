"""Carrying out a decided list: line by line, each in a transaction of its own, looked at once more just before.

Can stop halfway and run again: a line without an outcome is done the next time.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import case, delete, extract, func, select, update
from sqlalchemy.exc import IntegrityError

from subsidie.aanvragen.bijlagemodellen import Aanvraagbijlage
from subsidie.aanvragen.bijlagen import vergrendel_inhoud
from subsidie.aanvragen.conceptmodellen import Conceptdeel
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Project
from subsidie.aanvragen.service import vergrendel
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Bezorging, Bezorgstand
from subsidie.config import Instellingen
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam
from subsidie.platform.opslag import Opslagfout
from subsidie.verantwoording.bewaareinde import lees_sluitingen
from subsidie.verantwoording.bewaarlijst import MOMENT, WEG
from subsidie.verantwoording.bewaarmodellen import Vernietigingslijst, Vernietigingsregel, Vernietigingstatus
from subsidie.verantwoording.bewaarstukken import (
    NIET,
    VERNIETIGD,
    Stuk,
    beschrijf,
    list_stukken,
    ook_elders,
    opslag_van,
)
from subsidie.verantwoording.bewaartermijnen import CONCEPT, MAILADRESSEN
from subsidie.web.db import db
from subsidie.web.transactie import schrijfgrens

_log = logging.getLogger(__name__)


def voer_lijsten_uit(instellingen: Instellingen, klok: Callable[[], datetime]) -> int:
    """Do every line of every decided list that was not done; how many. A list that is done whole is closed."""
    lijsten = list(
        db.session.scalars(
            select(Vernietigingslijst.id)
            .where(Vernietigingslijst.status == Vernietigingstatus.VASTGESTELD)
            .order_by(Vernietigingslijst.id)
        )
    )
    gedaan = 0
    for lijst_id in lijsten:
        regels = list(
            db.session.scalars(
                select(Vernietigingsregel.id)
                .where(Vernietigingsregel.lijst_id == lijst_id, Vernietigingsregel.uitkomst == "")
                .order_by(Vernietigingsregel.volgnummer)
            )
        )
        db.session.rollback()
        gedaan += sum(_voer_uit(regel_id, instellingen, nu=klok()) for regel_id in regels)
        _sluit(lijst_id, nu=klok())
    db.session.rollback()
    return gedaan


def _voer_uit(regel_id: int, instellingen: Instellingen, *, nu: datetime) -> bool:
    """One line; whether it has its outcome now. Content that somebody stored just now waits for the next round."""
    with schrijfgrens():
        regel = db.session.get_one(Vernietigingsregel, regel_id)
        if regel.object_soort == MAILADRESSEN:
            uitkomst = _mailadressen(regel)
        else:
            aanvraag = db.session.scalar(
                select(Aanvraag).where(Aanvraag.nummer == regel.object_id).with_for_update()
            )
            if aanvraag is None:
                uitkomst = f"{NIET}: het was er al niet meer."
            elif regel.object_soort == CONCEPT:
                uitkomst = _concept(aanvraag, nu=nu)
            else:
                uitkomst = _stukken(aanvraag, regel, instellingen, nu=nu)
        db.session.refresh(regel, with_for_update=True)
        if not uitkomst or regel.uitkomst:
            return False
        regel.uitkomst = uitkomst
        db.session.flush()
    return True


def _mailadressen(regel: Vernietigingsregel) -> str:
    jaar, maand = (int(deel) for deel in regel.object_id.split("-"))
    geraakt = db.session.execute(
        update(Bezorging)
        .where(
            extract("year", MOMENT) == jaar, extract("month", MOMENT) == maand, Bezorging.adres != WEG,
            Bezorging.stand != Bezorgstand.WACHT,
        )
        .values(adres=WEG, melding=case((Bezorging.melding == "", ""), else_=WEG))
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    hoeveel = int(geraakt.rowcount)  # type: ignore[attr-defined]
    return f"{VERNIETIGD}: {aantal(hoeveel, 'mailadres', 'mailadressen')}."


def _concept(aanvraag: Aanvraag, *, nu: datetime) -> str:
    """A draft with all that was typed in it; its number is never given again, for the event says that it was."""
    if aanvraag.status is not Aanvraagstatus.CONCEPT:
        return f"{NIET}: de aanvraag is intussen ingediend."
    nummer, tranche_code, project_id = aanvraag.nummer, aanvraag.tranche.code, aanvraag.project_id
    try:
        with db.session.begin_nested():
            for model in (Conceptdeel, Aanvraagbijlage):
                db.session.execute(delete(model).where(model.aanvraag_id == aanvraag.id))
            db.session.execute(delete(Aanvraag).where(Aanvraag.id == aanvraag.id))
            if not db.session.scalar(select(func.count()).where(Aanvraag.project_id == project_id)):
                db.session.execute(delete(Project).where(Project.id == project_id))
    except IntegrityError:
        return f"{NIET}: er is nog iets dat naar het concept verwijst."
    leg_vast(
        "aanvraag:concept_verwijderd", object_soort="aanvraag", object_id=nummer, door=None, nu=nu,
        gegevens={"tranche": tranche_code},
    )  # fmt: skip
    return f"{VERNIETIGD}: het concept en wat erin was geschreven."


def _stukken(
    aanvraag: Aanvraag, regel: Vernietigingsregel, instellingen: Instellingen, *, nu: datetime
) -> str:
    """The content of the files of a closed application; empty while one of them was stored too short ago."""
    vergrendel(aanvraag)
    vergrendel_inhoud(alleen=True)
    sluitingen = lees_sluitingen([aanvraag.id])
    if not sluitingen or sluitingen[0].bewaren_tot > dag_in_amsterdam(nu):
        return f"{NIET}: het dossier is intussen weer open, of de termijn is later voorbij."
    weg: list[Stuk] = []
    gebleven = 0
    for stuk in list_stukken(aanvraag.id):
        if ook_elders(stuk, aanvraag.id):
            gebleven += 1
            continue
        try:
            if not opslag_van(stuk, instellingen).verwijder(stuk.sha256):
                return ""
        except Opslagfout:
            _log.exception("bestand %s is niet te vernietigen", stuk.sha256)
            return ""
        weg.append(stuk)
    leg_vast(
        "aanvraag:stukken_vernietigd", object_soort="aanvraag", object_id=aanvraag.nummer, door=None, nu=nu,
        gegevens={"lijst": regel.lijst.kenmerk, "bestanden": len(weg)},
    )  # fmt: skip
    return beschrijf(weg, gebleven)


def _sluit(lijst_id: int, *, nu: datetime) -> None:
    """Close a list of which every line has its outcome; the event holds the hash of all outcomes together."""
    with schrijfgrens():
        lijst = db.session.get_one(Vernietigingslijst, lijst_id)
        db.session.refresh(lijst, with_for_update=True)
        uitkomsten = list(
            db.session.scalars(
                select(Vernietigingsregel.uitkomst)
                .where(Vernietigingsregel.lijst_id == lijst_id)
                .order_by(Vernietigingsregel.volgnummer)
            )
        )
        if lijst.status is not Vernietigingstatus.VASTGESTELD or not all(uitkomsten):
            return
        lijst.status, lijst.uitgevoerd_op = Vernietigingstatus.UITGEVOERD, nu
        db.session.flush()
        leg_vast(
            "vernietiging:uitgevoerd", object_soort="vernietiging", object_id=lijst.kenmerk, door=None, nu=nu,
            gegevens={
                "regels": sum(een.startswith(VERNIETIGD) for een in uitkomsten),
                "niet": sum(een.startswith(NIET) for een in uitkomsten),
                "uitkomst_sha256": hashlib.sha256("\n".join(uitkomsten).encode()).hexdigest(),
            },
        )  # fmt: skip
