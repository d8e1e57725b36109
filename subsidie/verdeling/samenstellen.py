"""Putting the input of an allocation together: the rules of the tranche and what was assessed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from subsidie.aanvragen.minimumbedrag import minimum_van
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, AanvraagVersie, Herkomst
from subsidie.aanvragen.service import get_versies, list_aanvragen
from subsidie.beoordeling.models import Beoordeling
from subsidie.beoordeling.service import get_beoordelingen
from subsidie.kern.fouten import Domeinfout
from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import als_utc
from subsidie.tranches.keuzen import Verdeelwijze
from subsidie.tranches.models import Tranche
from subsidie.tranches.service import regels, verdelingsregels
from subsidie.verdeling.engine import verdeel
from subsidie.verdeling.invoer import Methode, lees_invoer
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.verdeling.nadien import NaBezwaar, toegekend_na_bezwaar
from subsidie.verdeling.stand import GEEN_SCORE
from subsidie.verdeling.uitgezonderd import list_uitgezonderd
from subsidie.web.db import db


class NietTeVerdelen(Domeinfout):
    """The tranche is not ready to be divided; the message names what is still open."""


@dataclass(frozen=True, slots=True)
class Eerder:
    """What the last fixed allocation leaves for the next one.

    ``deelnemers``: the applications that took part; ``verleend_cent``: what each was awarded, never
    taken away; ``overgeheveld_cent``: per pot what moved in (+) or out (−) so far (verdeling.md, "Input").
    ``na_bezwaar``: what was granted since on objections, also to who did not take part.
    """

    deelnemers: frozenset[int] = frozenset()
    verleend_cent: dict[int, int] = field(default_factory=dict)
    overgeheveld_cent: dict[str, int] = field(default_factory=dict)
    na_bezwaar: dict[int, NaBezwaar] = field(default_factory=dict)


def zoek_vastgesteld(tranche: Tranche) -> Verdeling | None:
    """The last allocation of the tranche that was fixed, if any."""
    return db.session.scalar(
        select(Verdeling)
        .where(Verdeling.tranche_id == tranche.id, Verdeling.status == Verdelingstatus.VASTGESTELD)
        .order_by(Verdeling.volgnummer.desc())
        .limit(1)
    )


def invoer_van(verdeling: Verdeling) -> dict[str, Any]:
    """The input that was frozen, with the seed where it is known: what anyone can recompute from."""
    invoer: dict[str, Any] = json.loads(verdeling.bevroren)
    return invoer if verdeling.seed is None else {"seed": verdeling.seed, **invoer}


def _eerder(tranche: Tranche) -> Eerder:
    laatste = zoek_vastgesteld(tranche)
    if laatste is None:
        return Eerder()
    rijen = db.session.execute(
        select(Verdelingsregel.aanvraag_id, Verdelingsregel.bedrag_cent).where(
            Verdelingsregel.verdeling_id == laatste.id
        )
    ).all()
    potten = verdeel(lees_invoer(invoer_van(laatste))).potten
    return Eerder(
        deelnemers=frozenset(rij.aanvraag_id for rij in rijen),
        verleend_cent={rij.aanvraag_id: rij.bedrag_cent for rij in rijen if rij.bedrag_cent},
        overgeheveld_cent={
            pot.pot: pot.overgeheveld_cent + pot.ontvangen_cent - pot.doorgegeven_cent for pot in potten
        },
        na_bezwaar={een.aanvraag_id: een for een in toegekend_na_bezwaar(tranche)},
    )


def stel_invoer_samen(tranche: Tranche, *, moment: datetime) -> dict[str, Any]:
    """The input of the engine, without a seed, under the ceilings that hold at ``moment``.

    Counts what is ``subsidiabel``. Withdrawn applications and drafts do not take part; what was
    received outside the window, or is not handled (Awb 4:5), takes no part either (it gets a decision of its own).
    After a fixed allocation what was granted is kept, and nobody joins: that would jump the reserve list. What was
    granted on an objection is kept as far as it is under the ceiling; who got all of it above the ceiling takes no
    part any more. Raises ``NietTeVerdelen`` naming every application that is in the way.
    """
    invoer = verdelingsregels(tranche, moment=moment)
    versies, beoordelingen = get_versies(tranche), get_beoordelingen(tranche.id)
    eerder, buiten = _eerder(tranche), list_uitgezonderd(tranche.id)
    bezwaren: dict[str, list[str]] = {}
    kandidaten = []
    for aanvraag in list_aanvragen(tranche):
        if aanvraag.status in (Aanvraagstatus.CONCEPT, Aanvraagstatus.INGETROKKEN):
            continue
        beoordeling = beoordelingen.get(aanvraag.id)
        if (toegekend := eerder.na_bezwaar.get(aanvraag.id)) is not None:
            if toegekend.binnen_cent:
                kandidaten.append(_na_bezwaar(aanvraag, versies[aanvraag.id], beoordeling, toegekend))
            continue
        if aanvraag.buiten_tijdvak or aanvraag.id in buiten:
            continue
        bezwaar = _bezwaar(aanvraag, versies.get(aanvraag.id), beoordeling, eerder)
        if bezwaar is not None:
            bezwaren.setdefault(bezwaar, []).append(aanvraag.nummer)
            continue
        kandidaat = kandidaat_van(aanvraag, versies[aanvraag.id], beoordeling)
        if aanvraag.id in eerder.verleend_cent:
            kandidaat.pop("afwijzingsgrond", None)
            kandidaat["reeds_verleend_cent"] = eerder.verleend_cent[aanvraag.id]
        kandidaten.append(kandidaat)
    if bezwaren:
        raise NietTeVerdelen("\n".join(f"{wat}: {', '.join(wie)}." for wat, wie in bezwaren.items()))
    for pot in invoer["potten"]:
        if overgeheveld := eerder.overgeheveld_cent.get(pot["pot"]):
            pot["overgeheveld_cent"] = overgeheveld
    _vereis_vast_past(tranche, invoer, kandidaten)
    _vul_score_aan(invoer, kandidaten)
    return {**invoer, "kandidaten": kandidaten}


def _vul_score_aan(invoer: dict[str, Any], kandidaten: list[dict[str, Any]]) -> None:
    """Who was refused on a ground before anybody scored it takes no part in the ranking, but the input asks a score."""
    op_score = {pot["pot"] for pot in invoer["potten"] if pot["regels"]["methode"] == Methode.SCORE}
    for een in kandidaten:
        if een["pot"] in op_score and "afwijzingsgrond" in een:
            een.setdefault("score", GEEN_SCORE)


def _bezwaar(
    aanvraag: Aanvraag, versie: AanvraagVersie | None, beoordeling: Beoordeling | None, eerder: Eerder
) -> str | None:
    """Why nothing can be divided with this application as it is; ``None`` when it can."""
    uit_bijlage = aanvraag.herkomst is Herkomst.BIJLAGE  # the regeling itself awards it: nothing to assess
    if versie is None or (
        not uit_bijlage and (aanvraag.status is not Aanvraagstatus.BEOORDEELD or beoordeling is None)
    ):
        return "Nog niet beoordeeld"
    if versie.subsidiabel_cent == 0 and not (beoordeling and beoordeling.afwijzingsgrond):
        return "Er is geen tekort om aan bij te dragen; leg eerst bij de beoordeling een afwijzingsgrond vast"
    if eerder.deelnemers and aanvraag.id not in eerder.deelnemers:
        return "Er is al een verdeling vastgesteld en deze aanvraag deed daar niet aan mee"
    return None


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


def _na_bezwaar(
    aanvraag: Aanvraag, versie: AanvraagVersie, beoordeling: Beoordeling | None, toegekend: NaBezwaar
) -> dict[str, Any]:
    """Who was granted money on an objection: as it should have stood, with that amount as granted before."""
    kandidaat = dict(toegekend.kandidaat or kandidaat_van(aanvraag, versie, beoordeling))
    kandidaat.pop("afwijzingsgrond", None)
    kandidaat["gevraagd_cent"] = max(kandidaat["gevraagd_cent"], toegekend.binnen_cent)
    return kandidaat | {"reeds_verleend_cent": toegekend.binnen_cent}


def kandidaat_van(
    aanvraag: Aanvraag,
    versie: AanvraagVersie,
    beoordeling: Beoordeling | None,
    *,
    volledig_op: datetime | None = None,
) -> dict[str, Any]:
    """One application as the input of an allocation has it, before anything was granted.

    ``volledig_op``: the moment from which it would have been complete, where nobody declared it so.
    """
    kandidaat: dict[str, Any] = {
        "nummer": aanvraag.nummer,
        "gemeente": aanvraag.gm_code,
        "pot": aanvraag.pot.code,
        "gevraagd_cent": versie.subsidiabel_cent,
        "eenheden": max(versie.eenheden, 1),  # an amount of the annex counts no homes
        "volledig_op": als_utc(volledig_op or aanvraag.momenten()[1]).isoformat(),
    }
    optioneel = {
        "categorie": versie.categorie,
        "minimum_cent": minimum_van(versie.gegevens, versie.subsidiabel_cent),
        "score": beoordeling and beoordeling.score,
        "afwijzingsgrond": beoordeling and beoordeling.afwijzingsgrond,
    }
    if versie.subsidiabel_cent == 0:
        kandidaat["gevraagd_cent"] = (
            versie.gevraagd_cent
        )  # rejected; the engine knows amounts from one cent on
    return kandidaat | {sleutel: waarde for sleutel, waarde in optioneel.items() if waarde is not None}
