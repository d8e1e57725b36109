"""The yearly confirmation: how many homes still serve their target group, for each year of the obligation.

The obligation lasts ten years from delivery (the setting ``verplichtingen.bestemming``; ten where a tranche names
none). A project is delivered in parts, so it is confirmed from the year of the first accepted delivery up to and
including the last year of the obligation for the last one, as of 31 December unless the municipality names another
day of that year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.aanvultekst import LANGSTE_TOELICHTING, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.groepen import GEMEENTE
from subsidie.accounts.models import Gebruiker
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import Domeinfout, Gebrek, NietGevonden, OngeldigeInvoer
from subsidie.kern.tekst import aantal as tel
from subsidie.kern.tekst import getal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.delen import TELT
from subsidie.realisatie.leveringmodellen import (
    Bestemmingsbevestiging,
    Bestemmingseinde,
    Levering,
    Woonruimte,
)
from subsidie.realisatie.oordelen import STANDWOORDEN, beantwoord, meld_aan_ministerie
from subsidie.realisatie.planmodellen import Meldingstand
from subsidie.realisatie.stand import Realisatiestand, lees_stand
from subsidie.tranches.service import regels
from subsidie.tranches.waarden import Verplichting
from subsidie.web.db import db

AANGENOMEN_JAREN: Final = 10
VERPLICHTING: Final = "bestemming"


@dataclass(frozen=True, slots=True)
class Jaarstand:
    """One year of the obligation: its report that counts (or was refused last), and whether it can be made now."""

    jaar: int
    melding: Bestemmingsbevestiging | None
    kan: bool
    """The year is over (or has begun its last day) and nothing waits or was accepted."""


def laatste_dag(jaar: int) -> date:
    """The day that a confirmation is about unless another is named."""
    return date(jaar, 12, 31)


def bestemmingsjaren(aanvraag: Aanvraag) -> int:
    """How many years the homes are kept for their target group."""
    instelling = regels(aanvraag.tranche).verplichtingen.get(VERPLICHTING)
    waarde = instelling.waarde if instelling is not None else None
    return (waarde.jaren if isinstance(waarde, Verplichting) else None) or AANGENOMEN_JAREN


def te_bevestigen_jaren(stand: Realisatiestand, jaren: int) -> range:
    """Every calendar year that is confirmed; none while nothing was accepted as delivered. Pure."""
    if stand.eerste_levering is None or stand.laatste_levering is None:
        return range(0)
    return range(stand.eerste_levering.year, stand.laatste_levering.year + jaren)


def jaarstanden(
    jaren: Iterable[int], meldingen: Iterable[Bestemmingsbevestiging], vandaag: date
) -> list[Jaarstand]:
    """Per year what was confirmed and whether it can be now; ``meldingen`` in the order in which they came. Pure."""
    laatste: dict[int, Bestemmingsbevestiging] = {}
    for een in meldingen:
        if een.stand is not Meldingstand.INGETROKKEN:
            laatste[een.jaar] = een
    return [
        Jaarstand(
            jaar, gevonden := laatste.get(jaar),
            vandaag >= laatste_dag(jaar) and (gevonden is None or gevonden.stand not in TELT),
        )
        for jaar in jaren
    ]  # fmt: skip


def list_bevestigingen(aanvraag: Aanvraag) -> list[Bestemmingsbevestiging]:
    """Every confirmation of an application in the order in which they came."""
    return list(
        db.session.scalars(
            select(Bestemmingsbevestiging)
            .where(Bestemmingsbevestiging.aanvraag_id == aanvraag.id)
            .order_by(Bestemmingsbevestiging.id)
        )
    )


def get_jaar(aanvraag: Aanvraag, jaar: int) -> None:
    """Raises ``NietGevonden`` for a year that is not one of the obligation."""
    if jaar not in te_bevestigen_jaren(lees_stand(aanvraag.id), bestemmingsjaren(aanvraag)):
        raise NietGevonden("Over dit jaar is niets te bevestigen.")


def geleverd_op(aanvraag: Aanvraag, dag: date) -> int:
    """How many homes were accepted as delivered on or before ``dag``; also what was not kept afterwards."""
    vraag = (
        select(func.count(Woonruimte.id))
        .join(Levering, Levering.id == Woonruimte.levering_id)
        .where(
            Woonruimte.aanvraag_id == aanvraag.id, ~Woonruimte.vervallen, Levering.stand == Meldingstand.AANVAARD,
            Levering.opgeleverd_op <= dag,
        )
    )  # fmt: skip
    return db.session.scalar(vraag) or 0


def verwacht_op(aanvraag: Aanvraag, dag: date) -> int:
    """How many homes should serve their target group on ``dag`` by what was reported: delivered less not kept."""
    weg = (
        select(func.count(Bestemmingseinde.id))
        .join(Woonruimte, Woonruimte.id == Bestemmingseinde.woonruimte_id)
        .where(Woonruimte.aanvraag_id == aanvraag.id, Bestemmingseinde.per <= dag)
    )
    return geleverd_op(aanvraag, dag) - (db.session.scalar(weg) or 0)


def bevestig(
    aanvraag: Aanvraag,
    jaar: int,
    *,
    peildatum: date,
    aantal: int,
    toelichting: str,
    door: Gebruiker,
    nu: datetime,
) -> Bestemmingsbevestiging:
    """Confirm how many homes serve their target group on ``peildatum``; it counts once it was accepted.

    The same once more gives what is there. Raises ``NietBevoegd``; ``NietGevonden`` for a year outside the obligation;
    ``OngeldigeInvoer`` at ``peildatum``, ``aantal`` or ``toelichting`` (needed when there are fewer than delivered,
    and on another day than 31 December); ``Domeinfout`` while another report on the year stands.
    """
    vergrendel(aanvraag)
    vereis_rol(door, *GEMEENTE, nu=nu, gm_code=aanvraag.gm_code)
    get_jaar(aanvraag, jaar)
    tekst = schoon(toelichting)
    lopend = next(
        (een for een in list_bevestigingen(aanvraag) if een.jaar == jaar and een.stand in TELT), None
    )
    if lopend is not None:
        if (lopend.peildatum, lopend.aantal, lopend.toelichting) == (peildatum, aantal, tekst):
            return lopend
        raise Domeinfout(
            f"Over {jaar} is al een bevestiging gemeld (stand: {STANDWOORDEN[lopend.stand]}). Klopt die niet? Trek "
            "haar dan eerst in."
        )
    _vereis_goed(aanvraag, jaar, peildatum, aantal, tekst, nu=nu)
    betrek(aanvraag, door, Functiegroep.AANVRAGER, nu=nu)
    melding = Bestemmingsbevestiging(
        aanvraag_id=aanvraag.id, jaar=jaar, peildatum=peildatum, aantal=aantal, toelichting=tekst, gemeld_op=nu,
        gemeld_door_id=door.id, stand=Meldingstand.GEMELD, oordeel="",
    )  # fmt: skip
    db.session.add(melding)
    db.session.flush()
    leg_vast(
        "aanvraag:bestemming_bevestigd", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "melding": f"{tel(aantal, 'woonruimte', 'woonruimten')} in gebruik op {datum_nl(peildatum)}",
            "nummer": melding.id, "jaar": jaar, "aantal": aantal,
        },
    )  # fmt: skip
    meld_aan_ministerie(melding, door, nu)
    return melding


def beantwoord_bevestiging(
    melding: Bestemmingsbevestiging,
    *,
    peildatum: date,
    aantal: int,
    toelichting: str,
    door: Gebruiker,
    nu: datetime,
) -> None:
    """Answer what was asked, with the values as they are now; raises as ``bevestig``."""
    vergrendel(melding.aanvraag)
    db.session.refresh(melding)
    tekst, was_aantal, was = schoon(toelichting), melding.aantal, melding.toelichting
    if melding.stand is Meldingstand.VRAAG:
        _vereis_goed(melding.aanvraag, melding.jaar, peildatum, aantal, tekst, nu=nu)
        melding.peildatum, melding.aantal, melding.toelichting = peildatum, aantal, tekst
    beantwoord(
        melding, door=door, nu=nu, aantal=aantal, van=was_aantal, **({"toelichting_was": was} if was else {})
    )


def _vereis_goed(
    aanvraag: Aanvraag, jaar: int, peildatum: date, aantal: int, tekst: str, *, nu: datetime
) -> None:
    gebreken = dag_en_aantalgebreken(
        jaar,
        peildatum,
        aantal,
        tekst,
        vandaag=dag_in_amsterdam(nu),
        geleverd=geleverd_op(aanvraag, peildatum),
    )
    gebreken += tekstgebreken("toelichting", tekst, hoogstens=LANGSTE_TOELICHTING)
    if gebreken:
        raise OngeldigeInvoer(gebreken)


def dag_en_aantalgebreken(
    jaar: int, peildatum: date, aantal: int, tekst: str, *, vandaag: date, geleverd: int
) -> list[Gebrek]:
    """What is wrong with a confirmation over ``jaar``; ``geleverd``: accepted on or before ``peildatum``. Pure."""
    gebreken = []
    if peildatum.year != jaar:
        gebreken.append(Gebrek("peildatum", f"Kies een dag in {jaar}, liefst 31 december."))
    elif peildatum > vandaag:
        gebreken.append(Gebrek("peildatum", f"{datum_nl(peildatum)} moet nog komen."))
    if aantal < 0:
        gebreken.append(Gebrek("aantal", "Vul 0 of meer in."))
    elif aantal > geleverd and not gebreken:
        op = datum_nl(peildatum)
        gebreken.append(
            Gebrek("aantal", f"Op {op} waren {getal(geleverd)} woonruimten opgeleverd en aanvaard.")
        )
    elif not tekst and aantal < geleverd and not gebreken:
        minder = tel(geleverd - aantal, "woonruimte", "woonruimten")
        gebreken.append(
            Gebrek("toelichting", f"Dat is {minder} minder dan er is opgeleverd. Schrijf hoe dat komt.")
        )
    if not tekst and peildatum.year == jaar and (peildatum.month, peildatum.day) != (12, 31) and not gebreken:
        gebreken.append(Gebrek("toelichting", "Schrijf waarom u een andere dag kiest dan 31 december."))
    return gebreken
