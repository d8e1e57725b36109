"""Finding an application complete: a person does, and the moment follows from what was filed when.

An application is complete from its receipt, or from the last filing that touched its completeness (Awb 4:5): a
question to clarify, or a correction that the tranche does not let count, costs no place in the queue. The moment is
written once; the order of handling rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from subsidie.aanvragen.aanvulvragen import zoek_open_verzoek
from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.indienen import moment_van_volledigheid
from subsidie.aanvragen.indieningmodellen import Indiening, Indieningsoort
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel, zet_status
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.controlelijst import vereis_gecontroleerd
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.fouten import Domeinfout, OngeldigeOvergang
from subsidie.kern.tijd import als_utc, moment_nl
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db


@dataclass(frozen=True, slots=True)
class Telling:
    """One filing as it counts for the moment: ``telt`` says whether it can be the moment, ``bepaalt`` that it is."""

    soort: Indieningsoort | None
    versie: int
    ontvangen_op: datetime
    telt: bool
    bepaalt: bool = False


@dataclass(frozen=True, slots=True)
class Volledigheidsmoment:
    """From when an application is complete, and the filings that this follows from, oldest first."""

    moment: datetime
    tellingen: tuple[Telling, ...]


def volledigheidsmoment(aanvraag: Aanvraag) -> Volledigheidsmoment:
    """The moment from which the application is complete, should it be found so now; raises ``Domeinfout`` for a draft.

    The receipt, or the last filing with ``raakt_volledigheid`` when that came later. An imported application has no
    filings: its receipt counts.
    """
    if aanvraag.ontvangen_op is None:
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is nog niet ingediend.")
    rijen = db.session.execute(
        select(
            Indiening.soort, AanvraagVersie.volgnummer, Indiening.ontvangen_op, Indiening.raakt_volledigheid
        )
        .join(AanvraagVersie, Indiening.versie_id == AanvraagVersie.id)
        .where(Indiening.aanvraag_id == aanvraag.id)
        .order_by(AanvraagVersie.volgnummer)
    ).all()
    tellingen = [Telling(soort, versie, moment, telt) for soort, versie, moment, telt in rijen]
    if not any(een.soort is Indieningsoort.INDIENING for een in tellingen):
        tellingen.insert(0, Telling(None, 1, aanvraag.ontvangen_op, True))
    moment = moment_van_volledigheid(aanvraag)
    bepaalt = max(plaats for plaats, een in enumerate(tellingen) if een.telt and een.ontvangen_op == moment)
    return Volledigheidsmoment(
        moment,
        tuple(
            Telling(een.soort, een.versie, een.ontvangen_op, een.telt, plaats == bepaalt)
            for plaats, een in enumerate(tellingen)
        ),
    )


def verklaar_volledig(aanvraag: Aanvraag, *, gezien_versie: int, door: Gebruiker, nu: datetime) -> datetime:
    """Record that the application is complete; answers from which moment.

    ``gezien_versie``: the version that was looked at, so that nobody judges what came in a moment ago unseen.
    Raises ``NietBevoegd`` (role, interest, another function on this application), ``OngeldigeOvergang``, and
    ``Domeinfout`` while it is asked to be supplemented, when there is a newer version, or while a point of the
    checklist of the tranche is missing or was not looked at in this version.
    """
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    if aanvraag.status is Aanvraagstatus.AANVULLING_GEVRAAGD or zoek_open_verzoek(aanvraag) is not None:
        raise Domeinfout(
            f"Op aanvraag {aanvraag.nummer} loopt een verzoek om aanvulling. Wacht op de aanvulling, of sluit "
            "het verzoek eerst."
        )
    if aanvraag.status is not Aanvraagstatus.INGEDIEND:
        raise OngeldigeOvergang(
            wat=f"Aanvraag {aanvraag.nummer}", van=aanvraag.status, naar=Aanvraagstatus.VOLLEDIG
        )
    if aanvraag.huidige_versie != gezien_versie:
        raise Domeinfout(
            f"Van aanvraag {aanvraag.nummer} is intussen versie {aanvraag.huidige_versie} binnengekomen; u bekeek "
            f"versie {gezien_versie}. Bekijk eerst wat er is veranderd."
        )
    vereis_gecontroleerd(aanvraag)
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    if aanvraag.volledig_op is None:  # an import may have said it before
        aanvraag.volledig_op = volledigheidsmoment(aanvraag).moment
    moment = aanvraag.volledig_op
    zet_status(aanvraag, Aanvraagstatus.VOLLEDIG)
    leg_vast(
        "aanvraag:volledig_verklaard", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"versie": aanvraag.huidige_versie, "volledig_op": als_utc(moment).isoformat()},
    )  # fmt: skip
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:volledig", groep=Berichtgroep.VOORTGANG, richting=Berichtrichting.UIT,
        gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Uw aanvraag {aanvraag.nummer} is volledig",
        tekst=(
            f"Uw aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) is volledig. Zij telt als volledig vanaf "
            f"{moment_nl(moment)}. De beoordeling volgt; u hoeft niets te doen."
        ),
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
    return moment
