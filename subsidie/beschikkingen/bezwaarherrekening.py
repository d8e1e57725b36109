"""What an objection does to the money: the original allocation computed again, and the room that is left now.

The frozen input of the original run is taken as it was, with the one application as it should have been, the same seed
and the same rules. What comes out for that application is what it should have got. Nobody else loses anything by it:
what others got was decided, and stays (Awb 4:25(3) is the guide: an objection is decided under the ceiling as it was).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from subsidie.aanvragen.aanvultekst import schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.aanvragen.service import get_versie
from subsidie.accounts.models import Gebruiker
from subsidie.beoordeling.service import get_beoordelingen
from subsidie.beschikkingen.bezwaar import noteer
from subsidie.beschikkingen.bezwaarafrekening import AFREKENEND
from subsidie.beschikkingen.bezwaarbehandeling import LANGSTE_MOTIVERING, vereis_behandelaar
from subsidie.beschikkingen.bezwaarmodellen import HERROEPT, Bezwaar, Herrekening
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.kern.canoniek import canonieke_json, sha256_hex
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer
from subsidie.kern.geld import euro_kort
from subsidie.kern.tijd import als_utc, moment_nl
from subsidie.register.models import Gemeente
from subsidie.tranches.models import Pot
from subsidie.tranches.service import verdelingsregels
from subsidie.verdeling.engine import ENGINE_VERSIE, als_json, verdeel
from subsidie.verdeling.invoer import lees_invoer
from subsidie.verdeling.models import Verdeling, Verdelingsregel, Verdelingstatus
from subsidie.verdeling.nadien import NaBezwaar
from subsidie.verdeling.queries import reken_na
from subsidie.verdeling.samenstellen import invoer_van, kandidaat_van, zoek_vastgesteld
from subsidie.web.db import db

LEZER: Final = "bezwaren"


@dataclass(frozen=True, slots=True)
class Correctie:
    """What was wrong with the application in the original input; absent (``None``) is what stays.

    ``toegelaten``: the ground on which it was rejected falls away. ``score``: decimals as text (verdeling.md).
    """

    toegelaten: bool = False
    score: str | None = None
    gevraagd_cent: int | None = None
    eenheden: int | None = None
    volledig_op: datetime | None = None
    categorie: str | None = None

    def als_json(self) -> dict[str, Any]:
        """Only what changes, as JSON values."""
        uit = {veld.name: getattr(self, veld.name) for veld in fields(self)}
        uit = {naam: waarde for naam, waarde in uit.items() if waarde is not None and waarde is not False}
        if self.volledig_op is not None:
            uit["volledig_op"] = als_utc(self.volledig_op).isoformat()
        return uit


@dataclass(frozen=True, slots=True)
class Verschuiving:
    """Someone else whose place changes in the calculation, and who keeps what was decided all the same."""

    nummer: str
    was_cent: int
    zou_cent: int


def zoek_oorspronkelijke(bezwaar: Bezwaar) -> Verdeling | None:
    """The allocation that the decision rests on; beside one, the first of the tranche that was fixed, if any."""
    if bezwaar.beschikking.verdeling is not None:
        return bezwaar.beschikking.verdeling
    vraag = (
        select(Verdeling)
        .where(
            Verdeling.tranche_id == bezwaar.aanvraag.tranche_id,
            Verdeling.status == Verdelingstatus.VASTGESTELD,
        )
        .order_by(Verdeling.volgnummer)
        .limit(1)
    )
    gevonden: Verdeling | None = db.session.scalar(vraag)
    return gevonden


def oorspronkelijke_kandidaat(bezwaar: Bezwaar, verdeling: Verdeling) -> dict[str, Any]:
    """The application as it stood in the original input; as it is now where it took no part in it.

    Never declared complete: then as if it was complete when it was received, unless that is corrected.
    """
    if (deelnemer := _deelnemer(bezwaar, verdeling)) is not None:
        return deelnemer
    aanvraag = bezwaar.aanvraag
    beoordeling = get_beoordelingen(aanvraag.tranche_id).get(aanvraag.id)
    return kandidaat_van(
        aanvraag, get_versie(aanvraag), beoordeling, volledig_op=aanvraag.volledig_op or aanvraag.ontvangen_op
    )


def _deelnemer(bezwaar: Bezwaar, verdeling: Verdeling) -> dict[str, Any] | None:
    nummer = bezwaar.aanvraag.nummer
    return next((dict(een) for een in invoer_van(verdeling)["kandidaten"] if een["nummer"] == nummer), None)


def herreken(
    bezwaar: Bezwaar, correctie: Correctie, *, toelichting: str, door: Gebruiker, nu: datetime
) -> Herrekening:
    """Compute the original allocation again with the application corrected; kept with input, outcome and author.

    It decides nothing yet. Raises ``NietBevoegd``, ``OngeldigeInvoer`` for a correction that the rules do not take or
    that changes nothing, and ``Domeinfout`` when there is no allocation, when it cannot be computed again as it was,
    or when the corrected one would need a draw that was never held.
    """
    vereis_behandelaar(bezwaar, door, nu=nu)
    if bezwaar.beslissing is not None:
        raise Domeinfout(f"De beslissing {bezwaar.beslissing.kenmerk} is al opgesteld. Neem die eerst terug.")
    if bezwaar.beschikking.soort in AFREKENEND:
        raise Domeinfout(
            "Dit bezwaar gaat niet over de verdeling. Het nieuwe bedrag vult u in bij de beslissing."
        )
    verdeling = zoek_oorspronkelijke(bezwaar)
    if verdeling is None:
        raise Domeinfout("Er is nog geen verdeling vastgesteld: er is niets om opnieuw te berekenen.")
    toelichting = schoon(toelichting)
    if gebreken := tekstgebreken(
        "toelichting",
        toelichting,
        hoogstens=LANGSTE_MOTIVERING,
        leeg="Schrijf waarom dit de juiste gegevens zijn.",
    ):
        raise OngeldigeInvoer(gebreken)
    reken_na(verdeling)  # what is corrected is what was decided on, or nothing is
    invoer = gecorrigeerde_invoer(bezwaar, verdeling, correctie)
    uitslag = verdeel(lees_invoer(invoer))
    if uitslag.is_tussenstand:
        raise Domeinfout(
            "Met deze gegevens had er moeten worden geloot, en bij deze verdeling is geen seed getrokken. Zo is niet "
            "te zeggen wat de aanvraag had gekregen."
        )
    ingevoerd, uitkomst = canonieke_json(invoer), canonieke_json(als_json(uitslag))
    krijgt_cent = uitslag.van(bezwaar.aanvraag.nummer).bedrag_cent
    herrekening = Herrekening(
        bezwaar=bezwaar, volgnummer=_volgend_nummer(bezwaar), toelichting=toelichting,
        correctie=canonieke_json({"verdeling": verdeling.volgnummer, **correctie.als_json()}).decode(),
        invoer=ingevoerd.decode(), invoer_sha256=sha256_hex(ingevoerd), engine_versie=ENGINE_VERSIE,
        uitkomst=uitkomst.decode(), uitkomst_sha256=sha256_hex(uitkomst), krijgt_cent=krijgt_cent, gemaakt_op=nu,
        gemaakt_door=door,
    )  # fmt: skip
    db.session.add(herrekening)
    db.session.flush()
    noteer(
        "aanvraag:bezwaar_herrekend", bezwaar, door=door, nu=nu, herrekening=herrekening.volgnummer,
        bedrag_cent=krijgt_cent, invoer_sha256=herrekening.invoer_sha256, uitkomst_sha256=herrekening.uitkomst_sha256,
    )  # fmt: skip
    return herrekening


def gecorrigeerde_invoer(bezwaar: Bezwaar, verdeling: Verdeling, correctie: Correctie) -> dict[str, Any]:
    """The original input with its seed, and this application as it should have been; raises ``OngeldigeInvoer``."""
    if not correctie.als_json() and _deelnemer(bezwaar, verdeling) is not None:
        raise OngeldigeInvoer.van("", "Vul in wat er anders had moeten zijn. Nu verandert er niets.")
    oud = oorspronkelijke_kandidaat(bezwaar, verdeling)
    nieuw = {**oud, **correctie.als_json()}
    if nieuw.pop("toegelaten", False):
        nieuw.pop("afwijzingsgrond", None)
    nieuw.pop("reeds_verleend_cent", None)
    invoer = invoer_van(verdeling)
    methode = next(een["regels"]["methode"] for een in invoer["potten"] if een["pot"] == oud["pot"])
    if ongebruikt := [
        waar for waar in ("score", "categorie") if correctie.als_json().get(waar) and waar != methode
    ]:
        raise OngeldigeInvoer([Gebrek(waar, f"In deze pot telt geen {waar}.") for waar in ongebruikt])
    invoer["kandidaten"] = [een for een in invoer["kandidaten"] if een["nummer"] != oud["nummer"]] + [nieuw]
    try:
        lees_invoer(invoer)
    except OngeldigeInvoer as fout:
        raise OngeldigeInvoer(
            [
                Gebrek(een.waar.rpartition(", ")[2] or "", f"{een.waar}: {een.melding}")
                for een in fout.gebreken
            ]
        ) from None
    return invoer


def zonder_belang(bezwaar: Bezwaar) -> tuple[str, ...]:
    """Which fields of a ``Correctie`` mean nothing here: the pot does not use them, or nothing stood there."""
    verdeling = zoek_oorspronkelijke(bezwaar)
    if verdeling is None:
        return ()
    oud = oorspronkelijke_kandidaat(bezwaar, verdeling)
    methode = next(
        een["regels"]["methode"] for een in invoer_van(verdeling)["potten"] if een["pot"] == oud["pot"]
    )
    namen = tuple(naam for naam in ("score", "categorie") if naam != methode)
    return namen if "afwijzingsgrond" in oud else (*namen, "toegelaten")


def list_herrekeningen(bezwaar: Bezwaar) -> list[Herrekening]:
    """Every calculation for this objection, oldest first."""
    vraag = select(Herrekening).where(Herrekening.bezwaar_id == bezwaar.id).order_by(Herrekening.volgnummer)
    return list(db.session.scalars(vraag))


def gecorrigeerde_kandidaat(herrekening: Herrekening) -> dict[str, Any]:
    """The application as it stood in the corrected input."""
    nummer = herrekening.bezwaar.aanvraag.nummer
    return next(een for een in json.loads(herrekening.invoer)["kandidaten"] if een["nummer"] == nummer)


def verschuivingen(herrekening: Herrekening, verdeling: Verdeling) -> tuple[Verschuiving, ...]:
    """Whose amount is another in the calculation than in the original run; they keep what was decided."""
    oud = {
        een["nummer"]: een["bedrag_cent"]
        for een in json.loads(verdeling.uitkomst or '{"uitkomsten":[]}')["uitkomsten"]
    }
    nieuw = {een["nummer"]: een["bedrag_cent"] for een in json.loads(herrekening.uitkomst)["uitkomsten"]}
    zelf = herrekening.bezwaar.aanvraag.nummer
    return tuple(
        Verschuiving(nummer, oud[nummer], nieuw[nummer])
        for nummer in sorted(oud.keys() & nieuw.keys())
        if nummer != zelf and oud[nummer] != nieuw[nummer]
    )


def correctie_in_woorden(herrekening: Herrekening) -> list[str]:
    """What was corrected, a sentence for each value."""
    correctie = json.loads(herrekening.correctie)
    if correctie.keys() <= {"verdeling"}:
        return ["De aanvraag doet mee aan de verdeling."]
    zinnen = {
        "toegelaten": lambda _: "De grond om af te wijzen vervalt.",
        "score": lambda w: f"De score is {str(w).replace('.', ',')}.",
        "gevraagd_cent": lambda w: f"Het bedrag dat meetelt is {euro_kort(w)}.",
        "eenheden": lambda w: f"Het aantal woonruimten is {w}.",
        "volledig_op": lambda w: f"De aanvraag was volledig op {moment_nl(datetime.fromisoformat(w))}.",
        "categorie": lambda w: f"De categorie is {w}.",
    }
    return [zin(correctie[sleutel]) for sleutel, zin in zinnen.items() if sleutel in correctie]


def ruimte_cent(aanvraag: Aanvraag, *, nu: datetime, behalve: Bezwaar | None = None) -> int:
    """What is left now in the pot of ``aanvraag``, in eurocents, under the lock of the tranche.

    The ceiling that holds at ``nu`` with what moved in or out, less what the last fixed allocation gave to who did
    not withdraw, and less what was granted on objections under the ceiling since, decisions that are only drawn up
    included; ``behalve``: not counting the decision on this one. Never below 0.
    """
    pot = aanvraag.pot.code
    plafond_cent = next(
        een["plafond_cent"]
        for een in verdelingsregels(aanvraag.tranche, moment=nu)["potten"]
        if een["pot"] == pot
    )
    gegeven: dict[int, int] = {}
    laatste = zoek_vastgesteld(aanvraag.tranche)
    if laatste is not None:
        uitslag = reken_na(laatste).uitslag.potuitslag(pot)
        plafond_cent += uitslag.overgeheveld_cent + uitslag.ontvangen_cent - uitslag.doorgegeven_cent
        vraag = (
            select(Verdelingsregel.aanvraag_id, Verdelingsregel.bedrag_cent)
            .join(Aanvraag, Verdelingsregel.aanvraag_id == Aanvraag.id)
            .where(
                Verdelingsregel.verdeling_id == laatste.id, Aanvraag.pot_id == aanvraag.pot_id,
                Aanvraag.status != Aanvraagstatus.INGETROKKEN,
            )
        )  # fmt: skip
        gegeven = {rij.aanvraag_id: rij.bedrag_cent for rij in db.session.execute(vraag)}
    for een in list_na_bezwaar(aanvraag.tranche_id, statussen=tuple(Besluitstatus), behalve=behalve):
        if een.pot == pot:
            gegeven[een.aanvraag_id] = een.binnen_cent
    return max(0, int(plafond_cent) - sum(gegeven.values()))


def list_na_bezwaar(
    tranche_id: int,
    *,
    statussen: Iterable[Besluitstatus] = (Besluitstatus.GETEKEND, Besluitstatus.BEKENDGEMAAKT),
    behalve: Bezwaar | None = None,
) -> list[NaBezwaar]:
    """What was granted on objections in this tranche by decisions in ``statussen``, one for each application."""
    rijen = db.session.execute(
        select(
            Aanvraag.id, Aanvraag.nummer, Aanvraag.gm_code, Gemeente.naam_kort, Pot.code.label("pot"),
            Beschikking.kenmerk, Beschikking.verleend_cent, Beschikking.status, Beschikking.gegevens,
            Bezwaar.id.label("bezwaar_id"), Bezwaar.boven_plafond_cent,
        )
        .join(Bezwaar, Bezwaar.beslissing_id == Beschikking.id)
        .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
        .join(Gemeente, Aanvraag.gm_code == Gemeente.gm_code)
        .join(Pot, Aanvraag.pot_id == Pot.id)
        .where(
            Aanvraag.tranche_id == tranche_id, Beschikking.status.in_(list(statussen)),
            Beschikking.soort == Besluitsoort.BESLISSING_OP_BEZWAAR, Bezwaar.uitkomst.in_(HERROEPT),
            Aanvraag.status != Aanvraagstatus.INGETROKKEN,
        )
        .order_by(Beschikking.id)
    )  # fmt: skip
    per_aanvraag: dict[int, NaBezwaar] = {}
    for rij in rijen:
        if behalve is not None and rij.bezwaar_id == behalve.id:
            continue
        inhoud = json.loads(rij.gegevens)
        eerder = per_aanvraag.get(rij.id)
        boven_cent = (rij.boven_plafond_cent or 0) + (eerder.boven_cent if eerder else 0)
        erbij_cent = inhoud["erbij_cent"] + (eerder.erbij_cent if eerder else 0)
        if not erbij_cent:
            continue
        per_aanvraag[rij.id] = NaBezwaar(
            aanvraag_id=rij.id, nummer=rij.nummer, gm_code=rij.gm_code, gemeente=rij.naam_kort, pot=rij.pot,
            besluit=rij.kenmerk, binnen_cent=rij.verleend_cent - boven_cent, boven_cent=boven_cent,
            erbij_cent=erbij_cent, bekend=rij.status is Besluitstatus.BEKENDGEMAAKT,
            kandidaat=inhoud.get("kandidaat") or (eerder.kandidaat if eerder else None),
        )  # fmt: skip
    return list(per_aanvraag.values())


def _volgend_nummer(bezwaar: Bezwaar) -> int:
    vraag = select(func.max(Herrekening.volgnummer)).where(Herrekening.bezwaar_id == bezwaar.id)
    return 1 + (db.session.scalar(vraag) or 0)
