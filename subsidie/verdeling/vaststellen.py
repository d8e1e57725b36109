"""Fixing an allocation: assumptions accepted by name, then the agreement of two people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from subsidie.aanvragen.belang import vereis_alle_vrij
from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek, list_aanvragen
from subsidie.accounts.models import Gebruiker, Mandaathandeling
from subsidie.accounts.service import vereis_mandaat
from subsidie.audit.service import leg_vast
from subsidie.kern.canoniek import sha256_hex
from subsidie.kern.fouten import NietBevoegd, NietGevonden
from subsidie.tranches.models import InstellingWaarde, Plafond, Pot, Tijdvak, Tranche
from subsidie.tranches.service import aannames, vergrendel_tranche
from subsidie.verdeling.invoer import bevroren, lees_invoer
from subsidie.verdeling.models import BevestigdeAanname, Verdeling, Verdelingstatus
from subsidie.verdeling.queries import kenmerk_van, list_regels, reken_na
from subsidie.verdeling.samenstellen import NietTeVerdelen, stel_invoer_samen
from subsidie.verdeling.toegang import vereis_beslisser, vereis_open, vereis_overgang
from subsidie.web.db import db


def bevestig_aanname(verdeling: Verdeling, instelling: str, *, door: Gebruiker, nu: datetime) -> None:
    """A named person accepts that the allocation rests on a rule that is not verified; again changes nothing."""
    vereis_beslisser(verdeling.tranche, door, nu=nu)
    if instelling not in {aanname.sleutel for aanname in aannames(verdeling.tranche)}:
        raise NietGevonden(f"‘{instelling}’ is geen aanname van {verdeling.tranche.naam}.")
    if instelling in _bevestigd(verdeling):
        return
    db.session.add(
        BevestigdeAanname(verdeling_id=verdeling.id, instelling=instelling, door_id=door.id, bevestigd_op=nu)
    )
    db.session.flush()
    leg_vast(
        "verdeling:aanname_bevestigd", object_soort="verdeling", object_id=kenmerk_van(verdeling), door=door, nu=nu,
        gegevens={"instelling": instelling},
    )  # fmt: skip


def vaststellen(verdeling: Verdeling, *, door: Gebruiker, nu: datetime) -> Verdeling:
    """Agree to the allocation; the second person to agree fixes it.

    Both need the role, a mandate for the whole amount, no interest in any municipality of the tranche
    and no other function on any of its applications. Before it is fixed the outcome is computed again,
    the frozen input is compared with the applications and rules as they are now, and every assumption
    must have been accepted by name, and not have changed since. Whoever agreed first still has no interest
    either: one that is registered afterwards may go back to before it. Raises ``NietBevoegd``,
    ``NietTeVerdelen``, ``OngeldigeOvergang`` or ``Domeinfout``.
    """
    vergrendel_tranche(verdeling.tranche)
    db.session.refresh(verdeling)
    vereis_overgang(verdeling, Verdelingstatus.VASTGESTELD)
    vereis_beslisser(verdeling.tranche, door, nu=nu)
    vereis_open(verdeling.tranche)
    rijen = list_regels(verdeling)
    mandaat = vereis_mandaat(
        door,
        Mandaathandeling.VERDELING_VASTSTELLEN,
        bedrag_cent=sum(rij.bedrag_cent for rij in rijen),
        nu=nu,
    )
    if verdeling.eerste_akkoord_door_id == door.id:
        raise NietBevoegd("Een verdeling wordt door twee personen vastgesteld; u was de eerste.")
    _vereis_aannames_bevestigd(verdeling)
    vereis_ongewijzigd(verdeling)
    _vereis_eerste_nog_vrij(verdeling, nu=nu)
    for rij in rijen:
        betrek(rij.aanvraag, door, Functiegroep.BESLISSING, nu=nu)
    if verdeling.eerste_akkoord_door_id is None:
        verdeling.eerste_akkoord_door, verdeling.eerste_akkoord_op = door, nu
        verdeling.eerste_mandaat = mandaat
        gebeurtenis = "verdeling:eerste_akkoord"
    else:
        verdeling.tweede_akkoord_door, verdeling.vastgesteld_op = door, nu
        verdeling.tweede_mandaat = mandaat
        verdeling.status = Verdelingstatus.VASTGESTELD
        gebeurtenis = "verdeling:vastgesteld"
    db.session.flush()
    leg_vast(
        gebeurtenis, object_soort="verdeling", object_id=kenmerk_van(verdeling), door=door, nu=nu,
        gegevens={
            "bevroren_sha256": verdeling.bevroren_sha256, "uitkomst_sha256": verdeling.uitkomst_sha256,
            "mandaat": mandaat.registernummer,
        },
    )  # fmt: skip
    return verdeling


def _vereis_eerste_nog_vrij(verdeling: Verdeling, *, nu: datetime) -> None:
    eerste = verdeling.eerste_akkoord_door
    if eerste is None:
        return
    try:
        vereis_alle_vrij(list_aanvragen(verdeling.tranche), eerste, nu=nu)
    except NietBevoegd as fout:
        raise NietTeVerdelen(
            f"Het eerste akkoord telt niet meer. {fout} Laat deze verdeling vervallen en bevries opnieuw."
        ) from fout


def _bevestigd(verdeling: Verdeling) -> set[str]:
    vraag = select(BevestigdeAanname.instelling).where(BevestigdeAanname.verdeling_id == verdeling.id)
    return set(db.session.scalars(vraag))


def _vereis_aannames_bevestigd(verdeling: Verdeling) -> None:
    bevestigd = _bevestigd(verdeling)
    open_staand = [
        aanname.sleutel for aanname in aannames(verdeling.tranche) if aanname.sleutel not in bevestigd
    ]
    if open_staand:
        raise NietTeVerdelen(f"Bevestig eerst met naam deze aannames in de regels: {', '.join(open_staand)}.")


def _laatste_wijziging(tranche: Tranche) -> datetime:
    """When a rule, ceiling or window of the tranche was last recorded."""
    vragen = (
        select(InstellingWaarde.vanaf).where(InstellingWaarde.tranche_id == tranche.id),
        select(Tijdvak.vanaf).where(Tijdvak.tranche_id == tranche.id),
        select(Plafond.vanaf).join(Pot, Plafond.pot_id == Pot.id).where(Pot.tranche_id == tranche.id),
    )
    momenten = [moment for vraag in vragen for moment in db.session.scalars(vraag)]
    return max([*momenten, tranche.aangemaakt_op])


def is_gewijzigd(verdeling: Verdeling) -> bool:
    """Whether the applications or the rules are no longer what was frozen."""
    if _laatste_wijziging(verdeling.tranche) > verdeling.bevroren_op:
        return True  # what is accepted by name rests on the rules as they were then too
    try:
        invoer = stel_invoer_samen(verdeling.tranche, moment=verdeling.bevroren_op)
    except NietTeVerdelen:
        return True
    return sha256_hex(bevroren(lees_invoer(invoer))) != verdeling.bevroren_sha256


def vereis_ongewijzigd(verdeling: Verdeling) -> None:
    """Raises ``NietTeVerdelen`` unless the allocation still rests on what was frozen."""
    reken_na(verdeling)
    if is_gewijzigd(verdeling):
        raise NietTeVerdelen(
            "De aanvragen of de regels zijn veranderd nadat de lijst werd bevroren. Laat deze verdeling vervallen, "
            "bevries opnieuw en trek opnieuw."
        )
