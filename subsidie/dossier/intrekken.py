"""Withdrawing an application: by the applicant, in whole, until there is a decision.

It stands here and not with the other steps of an application because it looks at what is above them: a decision that
was notified ends the right to withdraw (what follows then is an objection, or a change), and an allocation that was
frozen with the application in it can no longer be fixed as it is (``verdeling.vaststellen``).
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import exists, select

from subsidie.aanvragen.aanvultekst import LANGSTE_REDEN, schoon, tekstgebreken
from subsidie.aanvragen.aanvulvragen import list_behandelaars, zoek_open_verzoek
from subsidie.aanvragen.indieningmodellen import Intrekking
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Functiegroep, Herkomst
from subsidie.aanvragen.service import betrek, vergrendel, zet_status
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.beschikkingen.models import Beschikking, Besluitstatus
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.models import Trancheaard
from subsidie.verdeling.models import Verdeling, Verdelingstatus
from subsidie.verdeling.queries import kenmerk_van
from subsidie.web.db import db

_LOPEND: Final = (Verdelingstatus.BEVROREN, Verdelingstatus.GETROKKEN)


def waarom_niet_in_te_trekken(aanvraag: Aanvraag) -> str:
    """Why this application cannot be withdrawn (any more), in plain Dutch; empty when it can."""
    if aanvraag.status is Aanvraagstatus.INGETROKKEN:
        return "Deze aanvraag is al ingetrokken."
    if aanvraag.status is Aanvraagstatus.CONCEPT:
        return "Deze aanvraag is nog niet ingediend. U kunt het concept verwijderen."
    if aanvraag.herkomst is Herkomst.BIJLAGE:
        return "Dit bedrag volgt uit de regeling zelf: er is geen aanvraag om in te trekken."
    besloten = exists().where(
        Beschikking.aanvraag_id == aanvraag.id, Beschikking.status == Besluitstatus.BEKENDGEMAAKT
    )
    if db.session.scalar(select(besloten)):
        return (
            "Er is al een besluit bekendgemaakt op deze aanvraag. Intrekken kan alleen voor het besluit. "
            "Wilt u dat er iets verandert? Stuur dan een bericht aan de behandelaar."
        )
    return ""


def trek_in(aanvraag: Aanvraag, *, reden: str, door: Gebruiker, nu: datetime) -> Intrekking:
    """Withdraw in whole, for good; ``reden`` may be empty.

    An open request to supplement closes with it. A decision that was drawn up or signed is not notified any more
    (``beschikkingen.service``). Raises ``NietBevoegd`` for who may not sign for the municipality,
    ``OngeldigeInvoer`` at ``reden``, and ``Domeinfout`` when it cannot be withdrawn (any more).
    """
    vergrendel(aanvraag)
    vereis_rol(door, Rol.TEKENBEVOEGDE, nu=nu, gm_code=aanvraag.gm_code)
    if bezwaar := waarom_niet_in_te_trekken(aanvraag):
        raise Domeinfout(bezwaar)
    reden = schoon(reden)
    if gebreken := tekstgebreken("reden", reden, hoogstens=LANGSTE_REDEN):
        raise OngeldigeInvoer(gebreken)
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
    if (verzoek := zoek_open_verzoek(aanvraag)) is not None:
        verzoek.gesloten_op, verzoek.gesloten_door_id = nu, door.id
    intrekking = Intrekking(aanvraag_id=aanvraag.id, ingetrokken_op=nu, door_id=door.id, reden=reden)
    db.session.add(intrekking)
    zet_status(aanvraag, Aanvraagstatus.INGETROKKEN)
    leg_vast(
        "aanvraag:ingetrokken", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"versie": aanvraag.huidige_versie} | ({"reden": reden} if reden else {}),
    )  # fmt: skip
    _bericht(aanvraag, reden, door=door, nu=nu)
    return intrekking


def _bericht(aanvraag: Aanvraag, reden: str, *, door: Gebruiker, nu: datetime) -> None:
    """Told to both sides: a confirmation to the municipality, and to the ministry what it does to an allocation."""
    voorbeeld = aanvraag.tranche.aard is not Trancheaard.ECHT
    wanneer = moment_nl(nu)
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:intrekking:uit", groep=Berichtgroep.FORMEEL,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Aanvraag {aanvraag.nummer} is ingetrokken",
        tekst=(
            f"{door.naam} heeft op {wanneer} aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) in haar geheel "
            "ingetrokken. Er komt geen besluit meer op deze aanvraag. Dit kan niet ongedaan worden gemaakt."
        ),
        voorbeeld=voorbeeld, door=door, nu=nu,
    )  # fmt: skip
    delen = [
        f"De gemeente heeft aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) op {wanneer} ingetrokken."
    ]
    if reden:
        delen.append(f"Reden: {reden}")
    if lopend := lopende_verdelingen(aanvraag):
        delen.append(
            f"De lijst van verdeling {', '.join(lopend)} was al bevroren. Die verdeling kan zo niet meer worden "
            "vastgesteld: laat haar vervallen en bevries opnieuw."
        )
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:intrekking:in", groep=Berichtgroep.VOORTGANG,
        richting=Berichtrichting.IN, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Aanvraag {aanvraag.nummer} is ingetrokken", tekst="\n\n".join(delen),
        aan=list_behandelaars(aanvraag), voorbeeld=voorbeeld, door=door, nu=nu,
    )  # fmt: skip


def lopende_verdelingen(aanvraag: Aanvraag) -> list[str]:
    """The marks of allocations of its tranche that were frozen and not fixed: they rest on the list as it was."""
    vraag = (
        select(Verdeling)
        .where(Verdeling.tranche_id == aanvraag.tranche_id, Verdeling.status.in_(_LOPEND))
        .order_by(Verdeling.volgnummer)
    )
    return [kenmerk_van(verdeling) for verdeling in db.session.scalars(vraag)]
