"""Recording a notice of default, and a person's finding that no penalty is due (Awb 4:17(3) and (6))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from subsidie.aanvragen.aanvultekst import LANGSTE_TOELICHTING, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.klokmodellen import GeenDwangsom, Ingebrekestelling
from subsidie.beoordeling.opschorting import vereis_behandelaar, vereis_lopend
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.kern.fouten import Domeinfout, Gebrek, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db

REDENEN: Final[Mapping[GeenDwangsom, str]] = {
    GeenDwangsom.ONREDELIJK_LAAT: "onredelijk laat in gebreke gesteld (4:17, zesde lid, onderdeel a, Awb)",
    GeenDwangsom.GEEN_BELANGHEBBENDE: "de aanvrager is geen belanghebbende (4:17, zesde lid, onderdeel b, Awb)",
    GeenDwangsom.KENNELIJK_NIET_ONTVANKELIJK: (
        "de aanvraag is kennelijk niet-ontvankelijk (4:17, zesde lid, onderdeel c, Awb)"
    ),
    GeenDwangsom.KENNELIJK_ONGEGROND: "de aanvraag is kennelijk ongegrond (4:17, zesde lid, onderdeel c, Awb)",
}


def leg_ingebrekestelling_vast(
    aanvraag: Aanvraag, *, ontvangen_op: date, toelichting: str, door: Gebruiker, nu: datetime
) -> Ingebrekestelling:
    """Record a notice of default received on ``ontvangen_op``; the municipality gets a confirmation (4:17(4)).

    ``toelichting`` stays inside the ministry. Raises ``NietBevoegd``, ``OngeldigeInvoer``, and ``Domeinfout`` where
    no term runs.
    """
    vergrendel(aanvraag)
    vereis_behandelaar(aanvraag, door, nu=nu)
    vereis_lopend(aanvraag)
    vandaag, tekst = dag_in_amsterdam(nu), schoon(toelichting)
    gebreken = tekstgebreken("toelichting", tekst, hoogstens=LANGSTE_TOELICHTING)
    if ontvangen_op > vandaag:
        gebreken.append(Gebrek("ontvangen_op", "Deze dag is nog niet geweest."))
    elif aanvraag.ontvangen_op is not None and ontvangen_op < dag_in_amsterdam(aanvraag.ontvangen_op):
        gebreken.append(Gebrek("ontvangen_op", "Deze dag ligt voor de ontvangst van de aanvraag."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    gevonden = Ingebrekestelling(
        aanvraag_id=aanvraag.id,
        ontvangen_op=ontvangen_op,
        toelichting=tekst,
        vastgelegd_op=nu,
        door_id=door.id,
    )
    db.session.add(gevonden)
    db.session.flush()
    leg_vast(
        "aanvraag:ingebrekestelling", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"ontvangen_op": ontvangen_op.isoformat()},
    )  # fmt: skip
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:ingebrekestelling:{gevonden.id}", groep=Berichtgroep.FORMEEL,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Uw ingebrekestelling bij aanvraag {aanvraag.nummer} is ontvangen",
        tekst=(
            f"Uw ingebrekestelling bij aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) is ontvangen op "
            f"{datum_nl(ontvangen_op)}. U krijgt zo snel mogelijk een besluit."
        ),
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
    return gevonden


def get_ingebrekestelling(aanvraag: Aanvraag, id_: int) -> Ingebrekestelling:
    """The notice with this id on this very application; raises ``NietGevonden``."""
    gevonden = db.session.get(Ingebrekestelling, id_)
    if gevonden is None or gevonden.aanvraag_id != aanvraag.id:
        raise NietGevonden("Deze ingebrekestelling is er niet.")
    return gevonden


def bepaal_geen_dwangsom(
    wat: Ingebrekestelling, *, reden: GeenDwangsom, toelichting: str, door: Gebruiker, nu: datetime
) -> None:
    """Find that no penalty is due after this notice (Awb 4:17(6)); once.

    Raises ``NietBevoegd``, ``OngeldigeInvoer``, and ``Domeinfout`` when it was found before.
    """
    aanvraag = wat.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(wat)
    vereis_behandelaar(aanvraag, door, nu=nu)
    if wat.geen_dwangsom is not None:
        raise Domeinfout("Van deze ingebrekestelling is al bepaald dat er geen dwangsom is verschuldigd.")
    tekst = schoon(toelichting)
    gebreken = tekstgebreken(
        "toelichting",
        tekst,
        hoogstens=LANGSTE_TOELICHTING,
        leeg="Schrijf waarom er geen dwangsom is verschuldigd.",
    )
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    wat.geen_dwangsom, wat.geen_dwangsom_toelichting = reden, tekst
    wat.geen_dwangsom_door_id, wat.geen_dwangsom_op = door.id, nu
    db.session.flush()
    leg_vast(
        "aanvraag:geen_dwangsom", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"ontvangen_op": wat.ontvangen_op.isoformat(), "reden": reden.value},
    )  # fmt: skip
