"""Settling an award: the calculation fixed, the view asked when it is lower, the decision drawn up.

A behandelaar computes; what it rests on is frozen with its hash, so that anybody can compute it again. A settlement
rests on a final account through SiSa (Fvw 17a), or on a reason in so many words. Before the ministry settles lower
than it awarded (or than it settled before) it asks the municipality's view (Awb 4:8). The beslisser signs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.aanvultekst import LANGSTE_ANTWOORD, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.zienswijze import (
    LANGSTE_TERMIJN,
    list_zienswijzen,
    standaarddag,
    stel_zienswijze,
)
from subsidie.beoordeling.zienswijze import VASTSTELLING as GROND
from subsidie.beoordeling.zienswijzemodellen import Zienswijze
from subsidie.beschikkingen.losse import stel_los_op
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.realisatie.afrekenketen import Keten, lees_keten
from subsidie.realisatie.afrekenschrijven import maak_voornemen
from subsidie.realisatie.vaststelgegevens import Vaststelgegevens, verzamel
from subsidie.realisatie.vaststelregels import (
    VERSIE,
    Besteding,
    Planlijn,
    Vaststelinvoer,
    Vaststeluitkomst,
    bereken,
)
from subsidie.realisatie.vorderingmodellen import Vaststellingsberekening
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import regels
from subsidie.web.db import db

LANGSTE_REDEN: Final = 2_000


@dataclass(frozen=True, slots=True)
class Zienswijzestand:
    """How far the view is: whether it is needed, the question on this calculation, and why one cannot go on yet."""

    nodig: bool
    vraag: Zienswijze | None = None
    waarom_niet: str = ""


def list_berekeningen(aanvraag: Aanvraag) -> list[Vaststellingsberekening]:
    """Every calculation on an application, the newest first."""
    return list(
        db.session.scalars(
            select(Vaststellingsberekening)
            .where(Vaststellingsberekening.aanvraag_id == aanvraag.id)
            .order_by(Vaststellingsberekening.volgnummer.desc())
        )
    )


def waarom_niet(keten: Keten | None) -> str:
    """Why nothing can be settled now; empty when it can."""
    if keten is None:
        return "Er is niets verleend. Dan valt er niets vast te stellen."
    if keten.onderweg is not None:
        return f"Besluit {keten.onderweg.kenmerk} is nog niet bekendgemaakt. Maak dat eerst bekend of neem het terug."
    return ""


def referentie_cent(keten: Keten) -> int:
    """What a settlement is compared with: what was settled before, else what was awarded (eurocents)."""
    return (keten.vaststelling or keten.verlening).verleend_cent


def als_invoer(gegevens: Vaststelgegevens, zonder_sisa: str) -> bytes:
    """What a calculation rests on, as canonical JSON."""
    return canonieke_json(
        {"invoer": gegevens.invoer.als_json(), "bronnen": dict(gegevens.bronnen), "zonder_sisa": zonder_sisa}
    )


def leg_berekening_vast(
    aanvraag: Aanvraag, *, zonder_sisa: str = "", door: Gebruiker, nu: datetime
) -> Vaststellingsberekening:
    """Fix the calculation of now. ``zonder_sisa``: why it is settled without a final account, empty when there is one.

    The same once more, while no decision rests on it, is the one that is there.
    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``zonder_sisa``, and ``Domeinfout`` when nothing can be settled or a
    rule that the sum needs is unknown.
    """
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    keten = _vereis_keten(aanvraag)
    gegevens, reden = verzamel(aanvraag, keten), schoon(zonder_sisa)
    leeg = (
        "" if gegevens.mag_zonder_reden else "Schrijf waarom u vaststelt zonder eindverantwoording via SiSa."
    )
    gebreken = tekstgebreken("zonder_sisa", reden, hoogstens=LANGSTE_REDEN, leeg=leeg)
    if reden and gegevens.mag_zonder_reden:
        gebreken.append(Gebrek("zonder_sisa", "Er is een eindverantwoording. Laat dit leeg."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    uitkomst, invoer = bereken(gegevens.invoer), als_invoer(gegevens, reden)
    vorige = next(iter(list_berekeningen(aanvraag)), None)
    if vorige is not None and vorige.beschikking is None and _is_zelfde(vorige, invoer):
        return vorige  # sent twice
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    volgnummer = 1 + (
        db.session.scalar(
            select(func.max(Vaststellingsberekening.volgnummer)).where(
                Vaststellingsberekening.aanvraag_id == aanvraag.id
            )
        )
        or 0
    )
    berekening = Vaststellingsberekening(
        aanvraag_id=aanvraag.id, volgnummer=volgnummer, invoer=invoer.decode(), invoer_sha256=sha256_hex(invoer),
        regel_versie=VERSIE, verleend_cent=uitkomst.verleend_cent, betaald_cent=uitkomst.betaald_cent,
        vastgesteld_cent=uitkomst.vastgesteld_cent, terug_cent=uitkomst.terug_cent,
        opbouw=canonieke_json(uitkomst.als_json()).decode(), berekend_op=nu, door_id=door.id,
    )  # fmt: skip
    db.session.add(berekening)
    db.session.flush()
    leg_vast(
        "aanvraag:vaststelling_berekend", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "berekening": volgnummer, "invoer_sha256": berekening.invoer_sha256, "regel": VERSIE,
            "vastgesteld_cent": uitkomst.vastgesteld_cent, "terug_cent": uitkomst.terug_cent,
        },
    )  # fmt: skip
    return berekening


def reken_na(berekening: Vaststellingsberekening) -> Vaststeluitkomst:
    """Compute a fixed calculation again. Raises ``Domeinfout`` when the hash or the outcome is not what was fixed."""
    if sha256_hex(berekening.invoer.encode()) != berekening.invoer_sha256:
        raise Domeinfout("De vastgelegde gegevens passen niet bij hun hash.")
    uitkomst = bereken(lees_invoer(json.loads(berekening.invoer)["invoer"]))
    if canonieke_json(uitkomst.als_json()).decode() != berekening.opbouw:
        raise Domeinfout("De uitkomst is niet wat er is vastgelegd.")
    return uitkomst


def lees_invoer(ruw: dict[str, Any]) -> Vaststelinvoer:
    """The input as it was frozen."""
    besteding = ruw["besteding"]
    waarden = {naam: waarde for naam, waarde in ruw.items() if naam != "regel"}
    return Vaststelinvoer(
        **{
            **waarden, "lijnen": tuple(Planlijn(**lijn) for lijn in ruw["lijnen"]),
            "besteding": Besteding(**besteding) if besteding else None,
        }
    )  # fmt: skip


def zienswijzestand(aanvraag: Aanvraag, keten: Keten, berekening: Vaststellingsberekening) -> Zienswijzestand:
    """Whether the municipality had the opportunity to react to this amount or a lower one (Awb 4:8)."""
    if berekening.vastgesteld_cent >= referentie_cent(keten):
        return Zienswijzestand(False)
    eerder = {een.volgnummer: een.vastgesteld_cent for een in list_berekeningen(aanvraag)}
    vragen = [
        een
        for een in list_zienswijzen(aanvraag)
        if een.grond.startswith(GROND)
        and eerder.get(_nummer(een), berekening.verleend_cent + 1) <= berekening.vastgesteld_cent
        and dag_in_amsterdam(een.gevraagd_op) >= (keten.geldend.bekendgemaakt_op or date.min)
    ]
    if not vragen:
        waarom = "Vraag eerst de zienswijze van de gemeente: het bedrag is lager dan zij verwacht (Awb 4:8)."
        return Zienswijzestand(True, None, waarom)
    vraag = vragen[0]
    waarom = (
        "" if vraag.gesloten else "De zienswijze is nog niet afgehandeld. Dat doet u op de pagina Zienswijze."
    )
    return Zienswijzestand(True, vraag, waarom)


def vraag_zienswijze(
    aanvraag: Aanvraag, *, toelichting: str, termijn_tot: date | None, door: Gebruiker, nu: datetime
) -> Zienswijze:
    """Ask the view on the newest calculation, with a letter and a message.

    ``toelichting``: what the letter says beside the sum. ``termijn_tot``: the last day, ``None`` for the term of the
    tranche. Raises ``NietBevoegd``, ``OngeldigeInvoer``, and ``Domeinfout`` when there is nothing to ask.
    """
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    keten = _vereis_keten(aanvraag)
    berekening = _vereis_berekening(aanvraag, keten)
    stand = zienswijzestand(aanvraag, keten, berekening)
    if not stand.nodig:
        raise Domeinfout("Het bedrag is niet lager. Er valt geen zienswijze te vragen.")
    if stand.vraag is not None:
        raise Domeinfout(
            f"Over dit bedrag is op {datum_nl(dag_in_amsterdam(stand.vraag.gevraagd_op))} al een zienswijze gevraagd."
        )
    vandaag, tekst = dag_in_amsterdam(nu), schoon(toelichting)
    gebreken = tekstgebreken("toelichting", tekst, hoogstens=LANGSTE_ANTWOORD, leeg="")
    dag = termijn_tot or standaarddag(aanvraag, vandaag)
    if dag <= vandaag:
        gebreken.append(Gebrek("termijn_tot", f"Kies {datum_nl(vandaag + timedelta(days=1))} of later."))
    elif dag > vandaag + LANGSTE_TERMIJN:
        gebreken.append(Gebrek("termijn_tot", "Dit is meer dan een half jaar: kies een dag die eerder is."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    uitkomst: dict[str, Any] = json.loads(berekening.opbouw)
    voornemen = "\n".join([*uitkomst["stappen"], *([tekst] if tekst else [])])
    return stel_zienswijze(
        aanvraag, grond=f"{GROND}{berekening.volgnummer}", voornemen=voornemen, termijn_tot=dag,
        wat="de uitkering bij aanvraag",
        wil=f"lager vaststellen, op {euro_kort(berekening.vastgesteld_cent)}",
        schrijf=lambda volgnummer: maak_voornemen(
            aanvraag, keten, uitkomst, kenmerk=f"{aanvraag.nummer}-Z{volgnummer}", toelichting=tekst, uiterlijk=dag,
            door=door, vandaag=vandaag,
        ),
        door=door, nu=nu,
    )  # fmt: skip


def stel_vaststelling_op(
    aanvraag: Aanvraag, *, toelichting: str, reactie: str, door: Gebruiker, nu: datetime
) -> Beschikking:
    """Draw up the decision on the newest calculation, which must still be what the data say.

    ``toelichting``: what the letter says beside the sum; ``reactie``: what is said to the view, needed when one was
    given. Raises ``NietBevoegd``, ``OngeldigeInvoer``, and ``Domeinfout`` when the data changed, the view is still to
    come, the amount of an earlier settlement stays the same, or a real tranche does not say on which article it rests.
    """
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    keten = _vereis_keten(aanvraag)
    berekening = _vereis_berekening(aanvraag, keten)
    stand = zienswijzestand(aanvraag, keten, berekening)
    if stand.waarom_niet:
        raise Domeinfout(stand.waarom_niet)
    if keten.vaststelling is not None and berekening.vastgesteld_cent >= keten.vaststelling.verleend_cent:
        raise Domeinfout(
            f"De uitkering is al vastgesteld op {euro_kort(keten.vaststelling.verleend_cent)}. Alleen een lager bedrag "
            "is een reden om dat te wijzigen."
        )
    vereis_grond(aanvraag)
    tekst, antwoord = schoon(toelichting), schoon(reactie)
    gegeven = bool(stand.vraag and stand.vraag.reactie)
    gebreken = tekstgebreken("toelichting", tekst, hoogstens=LANGSTE_ANTWOORD, leeg="")
    gebreken += tekstgebreken(
        "reactie", antwoord, hoogstens=LANGSTE_ANTWOORD,
        leeg="Schrijf wat u met de zienswijze heeft gedaan." if gegeven else "",
    )  # fmt: skip
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    uitkomst: dict[str, Any] = json.loads(berekening.opbouw)
    beschikking = stel_los_op(
        aanvraag, soort=Besluitsoort.VASTSTELLING, verleend_cent=berekening.vastgesteld_cent, vervangt=keten.geldend,
        inhoud={
            "berekening": berekening.volgnummer, "invoer_sha256": berekening.invoer_sha256, "uitkomst": uitkomst,
            "eerder_cent": keten.vaststelling.verleend_cent if keten.vaststelling else None,
            "verlening": keten.verlening.kenmerk, "toelichting": tekst, "reactie": antwoord,
            "zienswijze": _als_zienswijze(stand.vraag),
        },
        door=door, nu=nu,
    )  # fmt: skip
    berekening.beschikking_id = beschikking.id
    db.session.flush()
    return beschikking


def vereis_grond(aanvraag: Aanvraag) -> None:
    """Raises ``Domeinfout`` in a real tranche whose rules do not name the article of a settlement (Awb 3:47)."""
    regelset = regels(aanvraag.tranche)
    bekend = regelset.heeft("rechtsgrond.vaststelling") and regelset.grond_vaststelling.waarde
    if not bekend and aanvraag.tranche.aard is Trancheaard.ECHT:
        raise Domeinfout(
            "De regels van deze tranche noemen geen artikel voor de vaststelling (rechtsgrond.vaststelling). Zonder "
            "dat kan het besluit niet worden genomen (artikel 3:47 van de Algemene wet bestuursrecht)."
        )


def _vereis_keten(aanvraag: Aanvraag) -> Keten:
    keten = lees_keten(aanvraag)
    if waarom := waarom_niet(keten):
        raise Domeinfout(waarom)
    if keten is None:  # waarom_niet said so
        raise Domeinfout("Er is niets verleend.")
    return keten


def _vereis_berekening(aanvraag: Aanvraag, keten: Keten) -> Vaststellingsberekening:
    berekening = next(iter(list_berekeningen(aanvraag)), None)
    if berekening is None:
        raise Domeinfout("Leg eerst de berekening vast.")
    besluit = berekening.beschikking
    if besluit is not None and besluit.status is not Besluitstatus.TERUGGENOMEN:
        raise Domeinfout(f"Op deze berekening rust al besluit {besluit.kenmerk}. Leg een nieuwe vast.")
    if besluit is not None:
        raise Domeinfout(
            f"Besluit {besluit.kenmerk} op deze berekening is teruggenomen. Leg de berekening opnieuw vast."
        )
    if not is_van_nu(berekening, verzamel(aanvraag, keten)):
        raise Domeinfout(
            "De gegevens zijn veranderd sinds de berekening is vastgelegd. Leg haar opnieuw vast en kijk wat er "
            "anders is."
        )
    return berekening


def is_van_nu(berekening: Vaststellingsberekening, gegevens: Vaststelgegevens) -> bool:
    """Whether a calculation rests on what the data say now."""
    reden = json.loads(berekening.invoer)["zonder_sisa"]
    return sha256_hex(als_invoer(gegevens, reden)) == berekening.invoer_sha256


def _is_zelfde(berekening: Vaststellingsberekening, invoer: bytes) -> bool:
    return (berekening.regel_versie, berekening.invoer_sha256) == (VERSIE, sha256_hex(invoer))


def _nummer(zienswijze: Zienswijze) -> int:
    rest = zienswijze.grond.removeprefix(GROND)
    return int(rest) if rest.isdecimal() else 0


def _als_zienswijze(vraag: Zienswijze | None) -> dict[str, Any] | None:
    if vraag is None:
        return None
    gegeven = dag_in_amsterdam(vraag.ontvangen_op).isoformat() if vraag.ontvangen_op else None
    return {"nummer": vraag.volgnummer, "ontvangen_op": gegeven, "tekst": vraag.reactie or ""}
