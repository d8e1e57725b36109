"""Decisions that end an application outside every allocation: not handled (Awb 4:5), or received outside the window.

Drawn up by who handles it, signed by the beslisser and notified as any decision (``losse``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from subsidie.aanvragen.aanvulmodellen import Aanvulverzoek
from subsidie.aanvragen.aanvultekst import LANGSTE_ANTWOORD, schoon, tekstgebreken
from subsidie.aanvragen.aanvulvragen import get_verzoeken
from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus
from subsidie.aanvragen.service import vergrendel
from subsidie.accounts.models import Gebruiker, Mandaat, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.beschikkingen.brief import (
    Afzender,
    BezwaarGegevens,
    Ondertekening,
    RegelingGegevens,
    VoorlopigeInstelling,
)
from subsidie.beschikkingen.briefkop import geadresseerde_op
from subsidie.beschikkingen.buitenbrief import BuitenBrief
from subsidie.beschikkingen.heropening import is_afgedaan
from subsidie.beschikkingen.losse import stel_los_op
from subsidie.beschikkingen.models import Beschikking, Besluitsoort, Besluitstatus
from subsidie.beschikkingen.samenstellen import BRONCODE
from subsidie.kern.feestdagen import eerste_gewone_dag
from subsidie.kern.fouten import Domeinfout, OngeldigeInvoer
from subsidie.kern.tijd import als_utc, dag_in_amsterdam, datum_nl, lees_datum, moment_nl
from subsidie.tranches.instelling import Instelling
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.regels import Regels
from subsidie.tranches.schema import Niveau, label_van
from subsidie.tranches.service import regels, tijdvak_op
from subsidie.web.db import db

LEZER: Final = "buiten behandeling"
TERMIJN: Final = timedelta(weeks=4)
"""Awb 4:5(4)."""
_WET: Final = "van de Algemene wet bestuursrecht"


class Buitengrond(StrEnum):
    """On which ground an application is not handled (Awb 4:5(1))."""

    GEGEVENS = "gegevens"
    """4:5(1)(c): what was given is not enough to assess it."""
    VOORSCHRIFT = "voorschrift"
    """4:5(1)(a): a statutory rule for handling it was not met."""


GRONDEN: Final = {
    Buitengrond.GEGEVENS: f"artikel 4:5, eerste lid, onderdeel c, {_WET}",
    Buitengrond.VOORSCHRIFT: f"artikel 4:5, eerste lid, onderdeel a, {_WET}",
}


@dataclass(frozen=True, slots=True)
class Buitenstand:
    """Whether an application can be left unhandled now. ``waarom_niet``: empty when it can; ``uiterlijk``: the last
    day to notify that (Awb 4:5(4)), ``verzoek``: the request it rests on, both absent where there was none."""

    waarom_niet: str
    verzoek: Aanvulverzoek | None = None
    uiterlijk: date | None = None


def uiterste_dag(verzoek: Aanvulverzoek) -> date:
    """The last day to notify: four weeks after the supplement, or after the term that lapsed unused (Awb 4:5(4)).

    A supplement after the term does not make it later. The Algemene termijnenwet applies: the term is in a statute.
    """
    begin = verzoek.termijn_tot
    if verzoek.aangevuld_op is not None:
        begin = min(begin, dag_in_amsterdam(verzoek.aangevuld_op))
    return eerste_gewone_dag(begin + TERMIJN)


def buitenstand(aanvraag: Aanvraag, vandaag: date) -> Buitenstand:
    """Whether it can be left unhandled on ``vandaag`` (Awb 4:5), and until when."""
    verzoeken = [een for een in get_verzoeken([aanvraag.id]).get(aanvraag.id, ()) if een.gesloten_op is None]
    if aanvraag.status not in (Aanvraagstatus.INGEDIEND, Aanvraagstatus.AANVULLING_GEVRAAGD):
        return Buitenstand(f"De aanvraag heeft de status ‘{aanvraag.status}’: dat kan nu niet meer.")
    if aanvraag.volledig_op is not None:
        return Buitenstand(
            "De aanvraag is volledig verklaard. Alleen een onvolledige aanvraag kan buiten behandeling blijven."
        )
    if not verzoeken:
        return Buitenstand(
            "De gemeente heeft nog geen gelegenheid gehad om aan te vullen. Vraag eerst om een aanvulling (artikel "
            f"4:5, eerste lid, {_WET})."
        )
    verzoek = verzoeken[-1]
    uiterlijk = uiterste_dag(verzoek)
    if verzoek.aangevuld_op is None and vandaag <= verzoek.termijn_tot:
        return Buitenstand(
            f"De gemeente kan nog aanvullen, tot en met {datum_nl(verzoek.termijn_tot)}.", verzoek, uiterlijk
        )
    if vandaag > uiterlijk:
        return Buitenstand(
            f"Dit besluit moest bekend zijn op {datum_nl(uiterlijk)}: binnen vier weken na de aanvulling of na de "
            f"termijn die ongebruikt voorbijging (artikel 4:5, vierde lid, {_WET}). De aanvraag moet nu worden "
            "beoordeeld.",
            verzoek,
            uiterlijk,
        )
    return Buitenstand("", verzoek, uiterlijk)


def stel_buiten_behandeling(
    aanvraag: Aanvraag, *, grond: Buitengrond, motivering: str, door: Gebruiker, nu: datetime
) -> Beschikking:
    """Draw up the decision not to handle an application (Awb 4:5); it takes no part in an allocation from then on.

    Raises ``NietBevoegd``, ``OngeldigeInvoer``, and ``Domeinfout`` where 4:5 does not allow it (any more) or another
    decision lies there.
    """
    tekst = _begin(aanvraag, motivering, door=door, nu=nu)
    stand = buitenstand(aanvraag, dag_in_amsterdam(nu))
    if stand.waarom_niet or stand.verzoek is None or stand.uiterlijk is None:
        raise Domeinfout(stand.waarom_niet)
    verzoek = stand.verzoek
    return stel_los_op(
        aanvraag, soort=Besluitsoort.BUITEN_BEHANDELING, verleend_cent=0,
        inhoud={
            "grond": grond.value, "motivering": tekst, "gevraagd_op": als_utc(verzoek.gevraagd_op).isoformat(),
            "termijn_tot": verzoek.termijn_tot.isoformat(),
            "aangevuld_op": als_utc(verzoek.aangevuld_op).isoformat() if verzoek.aangevuld_op else None,
            "uiterlijk": stand.uiterlijk.isoformat(),
        },
        door=door, nu=nu,
    )  # fmt: skip


def wijs_af_buiten_tijdvak(
    aanvraag: Aanvraag, *, motivering: str, door: Gebruiker, nu: datetime
) -> Beschikking:
    """Draw up the rejection of what was received outside the window; ``motivering`` adds to the facts.

    Raises ``NietBevoegd``, ``OngeldigeInvoer``, and ``Domeinfout`` for what came in time, was withdrawn, or has a
    decision already.
    """
    tekst = _begin(aanvraag, motivering, door=door, nu=nu, verplicht=False)
    if not aanvraag.buiten_tijdvak:
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is binnen het tijdvak ontvangen.")
    tijdvak = tijdvak_op(aanvraag.tranche, nu)
    return stel_los_op(
        aanvraag, soort=Besluitsoort.AFWIJZING, verleend_cent=0,
        inhoud={
            "buiten_tijdvak": True, "motivering": tekst,
            "opent": als_utc(tijdvak.opent).isoformat() if tijdvak and tijdvak.opent else None,
            "sluit": als_utc(tijdvak.sluit).isoformat() if tijdvak and tijdvak.sluit else None,
        },
        door=door, nu=nu,
    )  # fmt: skip


def list_buiten_behandeling(tranche_id: int) -> Collection[int]:
    """Ids of the applications of a tranche that a decision leaves unhandled, drawn up or further, and not replaced.

    A decision on an objection lets it take part again from its notification only, and only if it takes it up again.
    """
    opvolger = aliased(Beschikking)
    return set(
        db.session.scalars(
            select(Beschikking.aanvraag_id)
            .join(Aanvraag, Beschikking.aanvraag_id == Aanvraag.id)
            .outerjoin(opvolger, opvolger.vervangt_id == Beschikking.id)
            .where(
                Aanvraag.tranche_id == tranche_id, Beschikking.soort == Besluitsoort.BUITEN_BEHANDELING,
                Beschikking.status != Besluitstatus.TERUGGENOMEN,
                or_(opvolger.id.is_(None), opvolger.soort == Besluitsoort.BESLISSING_OP_BEZWAAR),
                ~is_afgedaan(Beschikking),
            )
        )
    )  # fmt: skip


def schrijf_buiten_behandeling(
    beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
) -> BuitenBrief:
    """The letter of a decision not to handle; raises ``Domeinfout`` when it is dated after the last day (4:5(4))."""
    inhoud = json.loads(beschikking.gegevens)
    uiterlijk = lees_datum(inhoud["uiterlijk"])
    if dagtekening > uiterlijk:
        raise Domeinfout(
            f"Besluit {beschikking.kenmerk} moet uiterlijk op {datum_nl(uiterlijk)} bekend zijn (artikel 4:5, "
            f"vierde lid, {_WET})."
        )
    gevraagd = datum_nl(dag_in_amsterdam(datetime.fromisoformat(inhoud["gevraagd_op"])))
    tot = datum_nl(lees_datum(inhoud["termijn_tot"]))
    feiten = [f"Op {gevraagd} vroeg ik u de aanvraag aan te vullen. Dat kon tot en met {tot}."]
    if inhoud["aangevuld_op"] is None:
        feiten.append("U heeft de aanvraag niet aangevuld.")
    else:
        op = moment_nl(datetime.fromisoformat(inhoud["aangevuld_op"]))
        feiten.append(f"Uw aanvulling kwam binnen op {op}. Daarmee is de aanvraag nog niet volledig.")
    grond = Buitengrond(inhoud["grond"])
    return _brief(
        beschikking, mandaat, "buiten_behandeling", feiten, inhoud["motivering"],
        f"Ik neem dit besluit op grond van {GRONDEN[grond]}.", dagtekening=dagtekening, door=door,
    )  # fmt: skip


def schrijf_afwijzing(
    beschikking: Beschikking, mandaat: Mandaat, *, dagtekening: date, door: Gebruiker, nu: datetime
) -> BuitenBrief:
    """The letter of a rejection beside every allocation; raises ``Domeinfout`` for one that is none of these."""
    inhoud = json.loads(beschikking.gegevens)
    if not inhoud.get("buiten_tijdvak") or beschikking.aanvraag.ontvangen_op is None:
        raise Domeinfout("Voor een afwijzing zonder verdeling is er nog geen brief.")
    feiten = [f"Ik ontving uw aanvraag op {moment_nl(beschikking.aanvraag.ontvangen_op)}."]
    grenzen = [
        f"{woord} {moment_nl(datetime.fromisoformat(inhoud[sleutel]))}"
        for woord, sleutel in (("vanaf", "opent"), ("tot en met", "sluit"))
        if inhoud[sleutel]
    ]
    if grenzen:
        feiten.append(f"Aanvragen kon {' '.join(grenzen)}. Uw aanvraag valt daarbuiten.")
    else:
        feiten.append("Uw aanvraag is buiten het aanvraagtijdvak ontvangen.")
    naam = regels(beschikking.aanvraag.tranche).naam.waarde or beschikking.aanvraag.tranche.naam
    return _brief(
        beschikking, mandaat, "buiten_tijdvak", feiten, inhoud["motivering"],
        f"Ik neem dit besluit op grond van de {naam}, die bepaalt wanneer een aanvraag kan worden ingediend.",
        dagtekening=dagtekening, door=door,
    )  # fmt: skip


def _begin(
    aanvraag: Aanvraag, motivering: str, *, door: Gebruiker, nu: datetime, verplicht: bool = True
) -> str:
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    tekst = schoon(motivering)
    if gebreken := tekstgebreken(
        "motivering", tekst, hoogstens=LANGSTE_ANTWOORD, leeg="Schrijf wat er ontbreekt." if verplicht else ""
    ):
        raise OngeldigeInvoer(gebreken)
    return tekst


def _brief(
    beschikking: Beschikking, mandaat: Mandaat, soort: str, feiten: Sequence[str], motivering: str, grondslag: str, *,
    dagtekening: date, door: Gebruiker,
) -> BuitenBrief:  # fmt: skip
    aanvraag = beschikking.aanvraag
    regelset = regels(aanvraag.tranche)
    voorbeeld = aanvraag.tranche.aard is not Trancheaard.ECHT
    if aanvraag.ontvangen_op is None:
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is nog niet ingediend.")
    minister = f"de {regelset.ondertekenaar.waarde or 'minister'}"
    return BuitenBrief(
        soort=soort, kenmerk=beschikking.kenmerk, datum=dagtekening.isoformat(),
        afzender=Afzender(organisatie=regelset.uitvoerder.waarde or ""),
        geadresseerde=geadresseerde_op(aanvraag.gemeente, dagtekening),
        regeling=RegelingGegevens(
            naam=regelset.naam.waarde or aanvraag.tranche.naam, bron=" en ".join(regelset.regelingen.waarde or ())
        ),
        nummer=aanvraag.nummer, project=aanvraag.project.naam, ontvangen_op=als_utc(aanvraag.ontvangen_op).isoformat(),
        feiten=tuple(feiten), motivering=tuple(deel.strip() for deel in motivering.splitlines() if deel.strip()),
        grondslag=(grondslag,),
        bezwaar=BezwaarGegevens(
            bij=minister, adresregels=tuple((regelset.bezwaar_postadres.waarde or "").splitlines()),
            digitaal=bool(regelset.bezwaar_loket.waarde),
        ),
        ondertekening=Ondertekening(
            minister=minister, naam=door.naam, functie=door.functie, mandaatnummer=mandaat.registernummer
        ),
        voorbeeld=voorbeeld, voorlopig=_voorlopig(regelset) if voorbeeld else (),
    )  # fmt: skip


def _voorlopig(regelset: Regels) -> tuple[VoorlopigeInstelling, ...]:
    gebruikt: tuple[Instelling[Any], ...] = (
        regelset.naam, regelset.uitvoerder, regelset.ondertekenaar, regelset.bezwaar_postadres, regelset.bezwaar_loket,
    )  # fmt: skip
    return tuple(
        VoorlopigeInstelling(
            label_van(Niveau.TRANCHE, een.sleutel), een.zekerheid.value, BRONCODE.sub("", een.bron)
        )
        for een in gebruikt
        if een.is_aanname or een.is_onbekend
    )
