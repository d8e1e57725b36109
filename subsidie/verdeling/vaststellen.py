"""Fixing an allocation: assumptions accepted by name, then the agreement of two people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek
from subsidie.accounts.models import Gebruiker, Mandaathandeling
from subsidie.accounts.service import vereis_mandaat
from subsidie.audit.service import leg_vast
from subsidie.kern.fouten import NietBevoegd, NietGevonden
from subsidie.kern.tijd import moment_nl
from subsidie.tranches.service import aannames, vergrendel_tranche
from subsidie.verdeling.models import BevestigdeAanname, Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.verdeling.queries import kenmerk_van, list_regels, reken_na
from subsidie.verdeling.samenstellen import NietTeVerdelen
from subsidie.verdeling.toegang import vereis_beslisser, vereis_open, vereis_overgang
from subsidie.verdeling.veranderd import in_woorden, klopt_niet, veranderingen
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
    must have been accepted by name, and not have changed since. Whoever agreed first still has the role, a
    mandate and no interest: one that is registered afterwards may go back to before it. Raises ``NietBevoegd``,
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
    if verdeling.eerste_akkoord_door_id == door.id and verdeling.eerste_akkoord_op is not None:
        raise NietBevoegd(
            "Een verdeling wordt door twee personen vastgesteld; u was de eerste, "
            f"op {moment_nl(verdeling.eerste_akkoord_op)}."
        )
    _vereis_aannames_bevestigd(verdeling)
    vereis_ongewijzigd(verdeling)
    _vereis_eerste_telt(verdeling, nu=nu)
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


def waarom_eerste_niet_telt(verdeling: Verdeling, *, nu: datetime) -> str:
    """Why the first agreement counts no more (role, mandate, interest of who gave it); empty while it counts."""
    eerste = verdeling.eerste_akkoord_door
    if eerste is None or verdeling.status is not Verdelingstatus.GETROKKEN:
        return ""
    try:
        vereis_beslisser(verdeling.tranche, eerste, nu=nu)
        vereis_mandaat(
            eerste, Mandaathandeling.VERDELING_VASTSTELLEN, bedrag_cent=bedrag_van(verdeling), nu=nu
        )
    except NietBevoegd as fout:
        return f"Het eerste akkoord telt niet meer. {fout}"
    return ""


def bedrag_van(verdeling: Verdeling) -> int:
    """What the allocation awards in all, in eurocents: the amount that a mandate must reach."""
    return int(
        db.session.scalar(
            select(func.sum(Verdelingsregel.bedrag_cent)).where(Verdelingsregel.verdeling_id == verdeling.id)
        )
        or 0
    )


def _vereis_eerste_telt(verdeling: Verdeling, *, nu: datetime) -> None:
    if waarom := waarom_eerste_niet_telt(verdeling, nu=nu):
        raise NietTeVerdelen(f"{waarom} Laat deze verdeling vervallen en bevries opnieuw.")


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


def is_gewijzigd(verdeling: Verdeling) -> bool:
    """Whether the applications or the rules are no longer what was frozen."""
    return bool(veranderingen(verdeling))


def waarom_vervalt(verdeling: Verdeling, *, nu: datetime) -> tuple[str, ...]:
    """Why nobody can fix a drawn allocation any more; empty while it can. Each is a reason to let it lapse."""
    gevonden = [str(een) for een in veranderingen(verdeling)]
    return tuple(
        [een for een in (klopt_niet(verdeling), waarom_eerste_niet_telt(verdeling, nu=nu)) if een] + gevonden
    )


def vereis_ongewijzigd(verdeling: Verdeling) -> None:
    """Raises ``NietTeVerdelen`` unless the allocation still rests on what was frozen, and is what the rules give."""
    reken_na(verdeling)
    if bezwaar := klopt_niet(verdeling):
        raise NietTeVerdelen(f"Wat is opgeslagen, is niet na te rekenen. {bezwaar}")
    if anders := veranderingen(verdeling):
        raise NietTeVerdelen(
            f"De aanvragen of de regels zijn veranderd nadat de lijst werd bevroren ({in_woorden(anders)}). "
            "Laat deze verdeling vervallen, bevries opnieuw en trek opnieuw."
        )
