"""Dividing the money: freeze, publish, draw, and fix with two people (verdeling.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Herkomst
from subsidie.aanvragen.service import get_versies, list_aanvragen
from subsidie.accounts.models import Gebruiker, Mandaathandeling, Rol
from subsidie.accounts.service import vereis_geen_belang, vereis_mandaat, vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.service import get_beoordelingen
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, NietBevoegd, NietGevonden, OngeldigeOvergang
from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import als_utc
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import aannames, regels, verdelingsregels
from subsidie.verdeling.engine import ENGINE_VERSIE, Verdelingsuitslag, als_json, verdeel
from subsidie.verdeling.invoer import Verdelingsinvoer, bevroren, lees_invoer
from subsidie.verdeling.models import (
    OVERGANGEN,
    BevestigdeAanname,
    Verdeling,
    Verdelingsregel,
    Verdelingstatus,
)
from subsidie.web.db import db


class NietTeVerdelen(Domeinfout):
    """The tranche is not ready to be divided; the message names what is still open."""


def get_verdeling(tranche: Tranche) -> Verdeling:
    """The newest allocation of the tranche that did not lapse; raises ``NietGevonden``."""
    verdeling = zoek_verdeling(tranche)
    if verdeling is None:
        raise NietGevonden(f"Voor {tranche.naam} is nog niets verdeeld.")
    return verdeling


def zoek_verdeling(tranche: Tranche) -> Verdeling | None:
    """The newest allocation of the tranche that did not lapse, if any."""
    return db.session.scalar(
        select(Verdeling)
        .where(Verdeling.tranche_id == tranche.id, Verdeling.status != Verdelingstatus.VERVALLEN)
        .order_by(Verdeling.volgnummer.desc())
        .limit(1)
    )


def stel_invoer_samen(tranche: Tranche) -> dict[str, Any]:
    """The input of the engine, without a seed, from the rules of the tranche and what was assessed.

    Counts what is ``subsidiabel``. Withdrawn applications and drafts do not take part; what was
    received outside the window takes no part either (it gets a decision of its own). Raises
    ``NietTeVerdelen`` while an application is not assessed yet.
    """
    invoer = verdelingsregels(tranche)
    versies, beoordelingen = get_versies(tranche), get_beoordelingen(tranche.id)
    verleend = _eerder_verleend(tranche)
    open_aanvragen, kandidaten = [], []
    for aanvraag in list_aanvragen(tranche):
        if aanvraag.status in (Aanvraagstatus.CONCEPT, Aanvraagstatus.INGETROKKEN) or aanvraag.buiten_tijdvak:
            continue
        beoordeling = beoordelingen.get(aanvraag.id)
        uit_bijlage = (
            aanvraag.herkomst is Herkomst.BIJLAGE
        )  # the regeling itself awards it: nothing to assess
        if not uit_bijlage and (aanvraag.status is not Aanvraagstatus.BEOORDEELD or beoordeling is None):
            open_aanvragen.append(aanvraag.nummer)
            continue
        kandidaat = _kandidaat(aanvraag, versies[aanvraag.id], beoordeling)
        if aanvraag.id in verleend:
            kandidaat.pop("afwijzingsgrond", None)
            kandidaat["reeds_verleend_cent"] = verleend[aanvraag.id]
        kandidaten.append(kandidaat)
    _vereis_vast_past(tranche, invoer, kandidaten)
    if open_aanvragen:
        raise NietTeVerdelen(f"Nog niet beoordeeld: {', '.join(open_aanvragen)}.")
    return {**invoer, "kandidaten": kandidaten}


def _vereis_vast_past(tranche: Tranche, invoer: dict[str, Any], kandidaten: list[dict[str, Any]]) -> None:
    """Fixed amounts are not divided: together they must fit under the ceiling as they are."""
    vaste_potten = {pot.code for pot in regels(tranche).potten if pot.methode.waarde is Verdeelwijze.VAST}
    for pot in invoer["potten"]:
        som_cent = sum(een["gevraagd_cent"] for een in kandidaten if een["pot"] == pot["pot"])
        if pot["pot"] in vaste_potten and som_cent > pot["plafond_cent"]:
            raise NietTeVerdelen(
                f"De vaste bedragen in pot {pot['pot']} zijn samen {euro_kort(som_cent)}; "
                f"het plafond is {euro_kort(pot['plafond_cent'])}."
            )


def _eerder_verleend(tranche: Tranche) -> dict[int, int]:
    """Per application id what the last fixed allocation gave it (cents): that is never taken away."""
    laatste = db.session.scalar(
        select(Verdeling)
        .where(Verdeling.tranche_id == tranche.id, Verdeling.status == Verdelingstatus.VASTGESTELD)
        .order_by(Verdeling.volgnummer.desc())
        .limit(1)
    )
    if laatste is None:
        return {}
    return {regel.aanvraag_id: regel.bedrag_cent for regel in list_regels(laatste) if regel.bedrag_cent}


def _kandidaat(aanvraag: Aanvraag, versie: AanvraagVersie, beoordeling: Beoordeling | None) -> dict[str, Any]:
    kandidaat: dict[str, Any] = {
        "nummer": aanvraag.nummer,
        "gemeente": aanvraag.gm_code,
        "pot": aanvraag.pot.code,
        "gevraagd_cent": versie.subsidiabel_cent,
        "eenheden": max(versie.eenheden, 1),  # an amount of the annex counts no homes
        "volledig_op": als_utc(aanvraag.momenten()[1]).isoformat(),
    }
    optioneel = {
        "categorie": versie.categorie,
        "score": beoordeling and beoordeling.score,
        "afwijzingsgrond": beoordeling and beoordeling.afwijzingsgrond,
    }
    if versie.subsidiabel_cent == 0:
        # Nothing to contribute to: no deficit is left. The engine knows amounts from one cent on.
        kandidaat["gevraagd_cent"] = versie.gevraagd_cent
        optioneel["afwijzingsgrond"] = optioneel["afwijzingsgrond"] or "Het project heeft geen tekort."
    return kandidaat | {sleutel: waarde for sleutel, waarde in optioneel.items() if waarde is not None}


def bevriezen(
    tranche: Tranche, *, seed_bron: str, seed_verwacht_op: datetime, door: Gebruiker, nu: datetime
) -> Verdeling:
    """Freeze the whole input; its SHA-256 is published before the seed exists.

    ``seed_bron``: the public source that will give the seed at ``seed_verwacht_op`` (after ``nu``).
    Raises ``NietTeVerdelen`` when something is still open or another allocation is on its way.
    """
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    lopend = zoek_verdeling(tranche)
    if lopend is not None and lopend.status is not Verdelingstatus.VASTGESTELD:
        raise NietTeVerdelen(f"Er loopt al een verdeling van {tranche.naam} ({lopend.status}).")
    if seed_verwacht_op <= nu:
        raise NietTeVerdelen("Het moment van de trekking moet na het bevriezen liggen.")
    inhoud = bevroren(lees_invoer(stel_invoer_samen(tranche)))
    volgnummer = 1 + (
        db.session.scalar(select(func.max(Verdeling.volgnummer)).where(Verdeling.tranche_id == tranche.id))
        or 0
    )
    verdeling = Verdeling(
        tranche=tranche, volgnummer=volgnummer, bevroren=inhoud.decode(), bevroren_sha256=sha256_hex(inhoud),
        bevroren_op=nu, bevroren_door_id=door.id, seed_bron=seed_bron, seed_verwacht_op=seed_verwacht_op,
    )  # fmt: skip
    db.session.add(verdeling)
    db.session.flush()
    leg_vast(
        "verdeling:bevroren", object_soort="verdeling", object_id=kenmerk_van(verdeling), door=door, nu=nu,
        gegevens={
            "bevroren_sha256": verdeling.bevroren_sha256, "seed_bron": seed_bron,
            "seed_verwacht_op": als_utc(seed_verwacht_op).isoformat(),
        },
    )  # fmt: skip
    return verdeling


def kenmerk_van(verdeling: Verdeling) -> str:
    """How people refer to an allocation: the tranche and its number."""
    return f"{verdeling.tranche.code}-V{verdeling.volgnummer}"


def invoer_van(verdeling: Verdeling) -> dict[str, Any]:
    """The input that was frozen, with the seed where it is known: what anyone can recompute from."""
    invoer: dict[str, Any] = json.loads(verdeling.bevroren)
    return invoer if verdeling.seed is None else {"seed": verdeling.seed, **invoer}


def uitkomst_van(verdeling: Verdeling) -> dict[str, Any]:
    """The stored outcome in the output form of verdeling.md; raises ``NietGevonden`` before the draw."""
    if verdeling.uitkomst is None:
        raise NietGevonden(f"Verdeling {kenmerk_van(verdeling)} is nog niet getrokken.")
    uitkomst: dict[str, Any] = json.loads(verdeling.uitkomst)
    return uitkomst


@dataclass(frozen=True, slots=True)
class Herrekening:
    """An allocation computed again from what is stored."""

    invoer: Verdelingsinvoer
    uitslag: Verdelingsuitslag


def reken_na(verdeling: Verdeling) -> Herrekening:
    """Compute the outcome again. Raises ``Domeinfout`` when it is not what was stored."""
    if sha256_hex(verdeling.bevroren.encode()) != verdeling.bevroren_sha256:
        raise Domeinfout(
            f"De bevroren invoer van verdeling {kenmerk_van(verdeling)} past niet bij zijn hash."
        )
    invoer = lees_invoer(invoer_van(verdeling))
    uitslag = verdeel(invoer)
    if verdeling.uitkomst is not None and canonieke_json(als_json(uitslag)).decode() != verdeling.uitkomst:
        raise Domeinfout(
            f"De opgeslagen uitkomst van verdeling {kenmerk_van(verdeling)} is niet na te rekenen."
        )
    return Herrekening(invoer, uitslag)


def trekken(
    verdeling: Verdeling, *, seed: str | None, seed_bekend_op: datetime | None, door: Gebruiker, nu: datetime
) -> Verdelingsuitslag:
    """Enter the seed and draw. ``seed`` may be ``None`` only where nothing has to be drawn.

    Raises ``NietTeVerdelen`` when the seed was known before the freeze or a draw is still needed.
    """
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    _vereis_overgang(verdeling, Verdelingstatus.GETROKKEN)
    if seed is not None and (seed_bekend_op is None or not verdeling.bevroren_op < seed_bekend_op <= nu):
        raise NietTeVerdelen("De seed moet bekend zijn geworden na het bevriezen en uiterlijk nu.")
    verdeling.seed, verdeling.seed_bekend_op = seed, seed_bekend_op if seed is not None else None
    invoer = lees_invoer(invoer_van(verdeling))
    uitslag = verdeel(invoer)
    if any(uitkomst.reden == "loting_nodig" for uitkomst in uitslag.uitkomsten):
        raise NietTeVerdelen("Er moet worden geloot: voer de seed van de trekking in.")
    inhoud = canonieke_json(als_json(uitslag))
    verdeling.engine_versie = ENGINE_VERSIE
    verdeling.uitkomst, verdeling.uitkomst_sha256 = inhoud.decode(), sha256_hex(inhoud)
    verdeling.getrokken_op, verdeling.getrokken_door_id = nu, door.id
    verdeling.status = Verdelingstatus.GETROKKEN
    _leg_regels_vast(verdeling, uitslag)
    leg_vast(
        "verdeling:getrokken", object_soort="verdeling", object_id=kenmerk_van(verdeling), door=door, nu=nu,
        gegevens={"uitkomst_sha256": verdeling.uitkomst_sha256, "engine_versie": ENGINE_VERSIE}
        | ({"seed": seed, "seed_bekend_op": als_utc(seed_bekend_op).isoformat()} if seed and seed_bekend_op else {}),
    )  # fmt: skip
    return uitslag


def _leg_regels_vast(verdeling: Verdeling, uitslag: Verdelingsuitslag) -> None:
    ids = dict(
        db.session.execute(
            select(Aanvraag.nummer, Aanvraag.id).where(Aanvraag.tranche_id == verdeling.tranche_id)
        ).all()
    )
    versies = get_versies(verdeling.tranche)
    for uitkomst in uitslag.uitkomsten:
        aanvraag_id = ids[uitkomst.nummer]
        db.session.add(
            Verdelingsregel(
                verdeling_id=verdeling.id, aanvraag_id=aanvraag_id, versie_id=versies[aanvraag_id].id,
                uitkomst=uitkomst.uitkomst, reden=uitkomst.reden, bedrag_cent=uitkomst.bedrag_cent, rang=uitkomst.rang,
                lotnummer=uitkomst.lotnummer, ruimte_voor_cent=uitkomst.ruimte_voor_cent,
                ruimte_na_cent=uitkomst.ruimte_na_cent,
            )
        )  # fmt: skip
    db.session.flush()


def _vereis_overgang(verdeling: Verdeling, naar: Verdelingstatus) -> None:
    if naar not in OVERGANGEN[verdeling.status]:
        raise OngeldigeOvergang(wat=f"Verdeling {kenmerk_van(verdeling)}", van=verdeling.status, naar=naar)


def bevestig_aanname(verdeling: Verdeling, instelling: str, *, door: Gebruiker, nu: datetime) -> None:
    """A named person accepts that the allocation rests on a rule that is not verified."""
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    if instelling not in {aanname.sleutel for aanname in aannames(verdeling.tranche)}:
        raise NietGevonden(f"‘{instelling}’ is geen aanname van {verdeling.tranche.naam}.")
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

    Both need the role, a mandate for the whole amount and no interest in any municipality of the
    tranche. Before it is fixed the outcome is computed again, the frozen input is compared with
    the applications as they are now, and every assumption must have been accepted by name.
    Raises ``NietBevoegd``, ``NietTeVerdelen``, ``OngeldigeOvergang`` or ``Domeinfout``.
    """
    _vereis_overgang(verdeling, Verdelingstatus.VASTGESTELD)
    toegekend_cent = sum(regel.bedrag_cent for regel in list_regels(verdeling))
    vereis_rol(door, Rol.BESLISSER, nu=nu)
    vereis_mandaat(door, Mandaathandeling.VERDELING_VASTSTELLEN, bedrag_cent=toegekend_cent, nu=nu)
    vereis_geen_belang(door, {aanvraag.gm_code for aanvraag in list_aanvragen(verdeling.tranche)}, nu=nu)
    _vereis_aannames_bevestigd(verdeling)
    _vereis_ongewijzigd(verdeling)
    if verdeling.eerste_akkoord_door_id is None:
        verdeling.eerste_akkoord_door_id, verdeling.eerste_akkoord_op = door.id, nu
        gebeurtenis = "verdeling:eerste_akkoord"
    elif verdeling.eerste_akkoord_door_id == door.id:
        raise NietBevoegd("Een verdeling wordt door twee personen vastgesteld; u was de eerste.")
    else:
        verdeling.tweede_akkoord_door_id, verdeling.vastgesteld_op = door.id, nu
        verdeling.status = Verdelingstatus.VASTGESTELD
        gebeurtenis = "verdeling:vastgesteld"
    db.session.flush()
    leg_vast(
        gebeurtenis, object_soort="verdeling", object_id=kenmerk_van(verdeling), door=door, nu=nu,
        gegevens={"bevroren_sha256": verdeling.bevroren_sha256, "uitkomst_sha256": verdeling.uitkomst_sha256},
    )  # fmt: skip
    return verdeling


def _vereis_aannames_bevestigd(verdeling: Verdeling) -> None:
    bevestigd = set(
        db.session.scalars(
            select(BevestigdeAanname.instelling).where(BevestigdeAanname.verdeling_id == verdeling.id)
        )
    )
    open_staand = [
        aanname.sleutel for aanname in aannames(verdeling.tranche) if aanname.sleutel not in bevestigd
    ]
    if open_staand:
        raise NietTeVerdelen(f"Bevestig eerst met naam deze aannames in de regels: {', '.join(open_staand)}.")


def _vereis_ongewijzigd(verdeling: Verdeling) -> None:
    reken_na(verdeling)
    nu_samengesteld = bevroren(lees_invoer(stel_invoer_samen(verdeling.tranche)))
    if sha256_hex(nu_samengesteld) != verdeling.bevroren_sha256:
        raise NietTeVerdelen(
            "De aanvragen of de regels zijn veranderd nadat de lijst werd bevroren. Bevries opnieuw en trek opnieuw."
        )


def list_regels(verdeling: Verdeling) -> list[Verdelingsregel]:
    """The outcome per application, in order of rank; without a rank last, then by number."""
    vraag = (
        select(Verdelingsregel)
        .join(Aanvraag, Verdelingsregel.aanvraag_id == Aanvraag.id)
        .where(Verdelingsregel.verdeling_id == verdeling.id)
        .order_by(Verdelingsregel.rang.is_(None), Verdelingsregel.rang, Aanvraag.volledig_op, Aanvraag.nummer)
    )
    return list(db.session.scalars(vraag))
