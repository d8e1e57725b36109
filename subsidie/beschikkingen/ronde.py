"""A round of signing: one decider orders it, the worker carries it out, anybody may look how far it is.

What was asked is a row per decision. Each is signed in a transaction of its own, together with its row, so a worker
that is killed leaves no decision signed twice and none forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from subsidie.aanvragen.models import Aanvraag
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.ondertekenen import vereis_dagtekening, waarom_niet_verder
from subsidie.beschikkingen.rondemodellen import OVERGANGEN, Rondestatus, Tekenregel, Tekenronde, Tekenstand
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeOvergang
from subsidie.kern.tijd import moment_nl
from subsidie.platform.taken import na_commit
from subsidie.tranches.briefteksten import tekststand
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import vergrendel_tranche
from subsidie.web.db import db

VEGER: Final = "tekenronden"
"""The sweeper that signs (``opzet``)."""

_KENMERK: Final = re.compile(r"[A-Za-z0-9._-]{1,60}")
LOPEND: Final = (Rondestatus.LOOPT, Rondestatus.GEPAUZEERD)


def list_te_tekenen(tranche: Tranche) -> list[Beschikking]:
    """The drawn-up decisions of a tranche that a decider can sign, by number of the application.

    Not those that were replaced or whose application was withdrawn, and not those on an objection.
    """
    concepten = list(
        db.session.scalars(
            select(Beschikking)
            .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
            .where(
                Aanvraag.tranche_id == tranche.id,
                Beschikking.status == Besluitstatus.CONCEPT,
                Beschikking.soort != Besluitsoort.BESLISSING_OP_BEZWAAR,
            )
            .order_by(Aanvraag.nummer, Beschikking.id)
            .options(
                joinedload(Beschikking.versie), joinedload(Beschikking.verdeling),
                joinedload(Beschikking.aanvraag).options(
                    joinedload(Aanvraag.gemeente), joinedload(Aanvraag.project), joinedload(Aanvraag.tranche),
                    joinedload(Aanvraag.pot),
                ),
            )
        )
    )  # fmt: skip
    weg = waarom_niet_verder(concepten)
    return [een for een in concepten if een.id not in weg]


def get_concept(kenmerk: str) -> Beschikking:
    """The drawn-up decision with this mark; raises ``NietGevonden``, also when it was signed already."""
    if _KENMERK.fullmatch(kenmerk) is not None:
        gevonden: Beschikking | None = db.session.scalar(
            select(Beschikking).where(
                Beschikking.kenmerk == kenmerk, Beschikking.status == Besluitstatus.CONCEPT
            )
        )
        if gevonden is not None:
            return gevonden
    raise NietGevonden("Dit besluit is er niet, of het is al getekend.")


def vingerafdruk(beschikkingen: Collection[Beschikking]) -> str:
    """SHA-256 over what is decided in all of these: who signs says by it what they saw.

    Of what is not signed yet also over the texts of the letters: a signature may not come under another text.
    """
    inhoud = {een.kenmerk: een.gegevens_sha256 for een in beschikkingen}
    for tranche in {
        een.aanvraag.tranche_id: een.aanvraag.tranche
        for een in beschikkingen
        if een.status is Besluitstatus.CONCEPT
    }.values():
        inhoud[f"teksten van {tranche.code}"] = tekststand(tranche)
    return sha256_hex(canonieke_json(inhoud))


def get_ronde(kenmerk: str) -> Tekenronde:
    """The round with this mark; raises ``NietGevonden``."""
    if _KENMERK.fullmatch(kenmerk) is not None:
        gevonden: Tekenronde | None = db.session.scalar(
            select(Tekenronde).where(Tekenronde.kenmerk == kenmerk)
        )
        if gevonden is not None:
            return gevonden
    raise NietGevonden("Deze tekenronde is er niet.")


def zoek_lopende(tranche: Tranche) -> Tekenronde | None:
    """The round of this tranche that runs or rests, if any; there is one at a time."""
    ronde: Tekenronde | None = db.session.scalar(
        select(Tekenronde).where(Tekenronde.tranche_id == tranche.id, Tekenronde.status.in_(LOPEND))
    )
    return ronde


def start_ronde(
    tranche: Tranche,
    kenmerken: Collection[str],
    *,
    gezien: str,
    dagtekening: date,
    door: Gebruiker,
    nu: datetime,
) -> Tekenronde:
    """Order the signing of these drawn-up decisions, with letters dated ``dagtekening``; the worker is woken.

    ``gezien``: the ``vingerafdruk`` of what the decider looked at. What a mandate or an interest forbids fails later,
    one by one, at the moment of signing. Raises ``NietBevoegd``, and ``Domeinfout`` while another round runs (by whom
    and since when), when what was looked at is not what there is now, and for a date that no letter can carry.
    """
    vergrendel_tranche(tranche)
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    vereis_dagtekening(dagtekening, nu=nu)
    if lopend := zoek_lopende(tranche):
        raise Domeinfout(
            f"{lopend.door.naam} begon op {moment_nl(lopend.gestart_op)} met het tekenen van de besluiten van "
            f"{tranche.naam}. Er is één tekenronde tegelijk."
        )
    gevraagd = set(kenmerken)
    gekozen = [een for een in list_te_tekenen(tranche) if een.kenmerk in gevraagd]
    if not gevraagd or len(gekozen) != len(gevraagd) or vingerafdruk(gekozen) != gezien:
        raise Domeinfout(
            "De besluiten of de teksten van de brieven zijn veranderd sinds u ze bekeek. Er is niets getekend. "
            "Bekijk ze opnieuw."
        )
    aantal = select(func.count()).select_from(Tekenronde).where(Tekenronde.tranche_id == tranche.id)
    ronde = Tekenronde(
        kenmerk=f"{tranche.code}-T{(db.session.scalar(aantal) or 0) + 1}", tranche=tranche, dagtekening=dagtekening,
        status=Rondestatus.LOOPT, gestart_op=nu, door=door,
    )  # fmt: skip
    db.session.add(ronde)
    db.session.flush()
    db.session.add_all(
        Tekenregel(
            ronde_id=ronde.id, beschikking_id=een.id, volgnummer=plaats, stand=Tekenstand.WACHT, fout=""
        )
        for plaats, een in enumerate(gekozen, start=1)
    )
    db.session.flush()
    leg_vast(
        "tekenronde:gestart", object_soort="tekenronde", object_id=ronde.kenmerk, door=door, nu=nu,
        gegevens={"besluiten": len(gekozen), "dagtekening": dagtekening.isoformat(), "gezien_sha256": gezien},
    )  # fmt: skip
    na_commit(VEGER)
    return ronde


def pauzeer(ronde: Tekenronde, *, door: Gebruiker, nu: datetime) -> None:
    """Let the round rest after the decision that is being signed; any decider may. Raises as ``_zet``."""
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    _zet(ronde, Rondestatus.GEPAUZEERD, "tekenronde:gepauzeerd", door=door, nu=nu)


def hervat(ronde: Tekenronde, *, door: Gebruiker, nu: datetime) -> None:
    """Go on with a round that rests; only whose signature it is. Raises as ``_zet``."""
    _vereis_eigen(ronde, door, nu=nu)
    if ronde.status is Rondestatus.AFGEROND:
        raise OngeldigeOvergang(wat=f"Tekenronde {ronde.kenmerk}", van=ronde.status, naar=Rondestatus.LOOPT)
    _zet(ronde, Rondestatus.LOOPT, "tekenronde:hervat", door=door, nu=nu)
    na_commit(VEGER)


def stop(ronde: Tekenronde, *, door: Gebruiker, nu: datetime) -> None:
    """End the round for good; what was signed stays signed, the rest stays drawn up. Any decider may."""
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    _zet(ronde, Rondestatus.GESTOPT, "tekenronde:gestopt", door=door, nu=nu)


def probeer_opnieuw(ronde: Tekenronde, *, door: Gebruiker, nu: datetime) -> int:
    """Try again what failed in a round, and that only; returns how many. Only whose signature it is.

    Raises ``Domeinfout`` when nothing failed or another round of the tranche runs, and as ``_zet``.
    """
    _vereis_eigen(ronde, door, nu=nu)
    lopend = zoek_lopende(ronde.tranche)
    if lopend is not None and lopend.id != ronde.id:
        raise Domeinfout(f"Er loopt al een tekenronde van {lopend.door.naam}: {lopend.kenmerk}.")
    mislukt = list(
        db.session.scalars(
            select(Tekenregel).where(Tekenregel.ronde_id == ronde.id, Tekenregel.stand == Tekenstand.MISLUKT)
        )
    )
    if not mislukt:
        raise Domeinfout("In deze tekenronde is niets mislukt.")
    for regel in mislukt:
        regel.stand, regel.fout, regel.klaar_op = Tekenstand.WACHT, "", None
    if ronde.status in LOPEND:
        leg_vast(
            "tekenronde:opnieuw", object_soort="tekenronde", object_id=ronde.kenmerk, door=door, nu=nu,
            gegevens={"besluiten": len(mislukt)},
        )  # fmt: skip
    else:
        _zet(ronde, Rondestatus.LOOPT, "tekenronde:opnieuw", door=door, nu=nu, besluiten=len(mislukt))
    db.session.flush()
    na_commit(VEGER)
    return len(mislukt)


def rond_af(ronde: Tekenronde, *, nu: datetime) -> None:
    """For the worker: nothing waits any more."""
    standen = tel_standen(ronde)
    _zet(
        ronde, Rondestatus.AFGEROND, "tekenronde:afgerond", door=None, nu=nu,
        getekend=standen[Tekenstand.GETEKEND], mislukt=standen[Tekenstand.MISLUKT],
    )  # fmt: skip


def tel_standen(ronde: Tekenronde) -> dict[Tekenstand, int]:
    """How many decisions of a round wait, are signed and failed."""
    rijen = db.session.execute(
        select(Tekenregel.stand, func.count())
        .where(Tekenregel.ronde_id == ronde.id)
        .group_by(Tekenregel.stand)
    )
    return {**dict.fromkeys(Tekenstand, 0), **{rij[0]: rij[1] for rij in rijen}}


def vergrendel_ronde(ronde: Tekenronde) -> None:
    """Take the lock of the tranche, and see the round as it is now."""
    vergrendel_tranche(ronde.tranche)
    db.session.refresh(ronde)


def _vereis_eigen(ronde: Tekenronde, door: Gebruiker, *, nu: datetime) -> None:
    vergrendel_ronde(ronde)
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    if ronde.door_id != door.id:
        raise NietBevoegd(
            f"Deze tekenronde is van {ronde.door.naam}: het gaat om diens handtekening. Stop de ronde en begin er "
            "zelf een, als dat nodig is."
        )


def _zet(
    ronde: Tekenronde, naar: Rondestatus, gebeurtenis: str, *, door: Gebruiker | None, nu: datetime,
    **gegevens: int,
) -> None:  # fmt: skip
    """Raises ``OngeldigeOvergang`` when the round cannot go there from where it is now."""
    vergrendel_ronde(ronde)
    if naar not in OVERGANGEN[ronde.status]:
        raise OngeldigeOvergang(wat=f"Tekenronde {ronde.kenmerk}", van=ronde.status, naar=naar)
    klaar = naar in (Rondestatus.AFGEROND, Rondestatus.GESTOPT)
    ronde.status, ronde.afgerond_op = naar, nu if klaar else None
    db.session.flush()
    leg_vast(
        gebeurtenis, object_soort="tekenronde", object_id=ronde.kenmerk, door=door, nu=nu, gegevens=gegevens
    )
