"""Telling the municipality that the decision comes later, and by when (Awb 4:14). It moves no statutory term.

Only where the regeling gives that power (setting ``beslistermijn.verdaging_weken``) the notice also moves the end: at
most by so many weeks, once, and before the term is over.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from subsidie.aanvragen.aanvultekst import LANGSTE_TOELICHTING, schoon, tekstgebreken
from subsidie.aanvragen.models import Aanvraag, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.klokbrief import Mededeling, alineas_van, maak_mededeling
from subsidie.beoordeling.klokmodellen import Uitstelbericht
from subsidie.beoordeling.klokvragen import klokfeiten
from subsidie.beoordeling.opschorting import LANGSTE, vereis_behandelaar, vereis_lopend, volgend_briefkenmerk
from subsidie.beoordeling.termijn import hoogste_verdaging, termijn_van
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.documenten.service import vraag_aan
from subsidie.kern.fouten import Gebrek, OngeldigeInvoer
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.service import regels
from subsidie.web.db import db


def nog_te_verdagen(aanvraag: Aanvraag, *, nu: datetime) -> int:
    """By how many weeks the end can still be moved: 0 without that power, after the term, or when it was done once."""
    feiten = klokfeiten(aanvraag)
    hoogste = hoogste_verdaging(regels(aanvraag.tranche))
    termijn = termijn_van(aanvraag, nu=nu, feiten=feiten)
    if not hoogste or feiten.verdaging_weken or termijn is None or termijn.laatste_dag < dag_in_amsterdam(nu):
        return 0
    return hoogste


def bericht_uitstel(
    aanvraag: Aanvraag,
    *,
    uiterlijk: date,
    toelichting: str,
    verlengt_weken: int,
    door: Gebruiker,
    nu: datetime,
) -> Uitstelbericht:
    """Tell that the decision comes at the latest on ``uiterlijk``, with a letter and a message (Awb 4:14(1)).

    ``verlengt_weken``: by how many weeks it also moves the end of the term, 0 for none. Raises ``NietBevoegd``,
    ``Domeinfout`` where no term runs, and ``OngeldigeInvoer`` with every fault: also for moving it without that
    power, a second time, by more weeks, or after the term.
    """
    vergrendel(aanvraag)
    vereis_behandelaar(aanvraag, door, nu=nu)
    vereis_lopend(aanvraag)
    vandaag, tekst = dag_in_amsterdam(nu), schoon(toelichting)
    gebreken = tekstgebreken(
        "toelichting", tekst, hoogstens=LANGSTE_TOELICHTING, leeg="Schrijf waarom het besluit later komt."
    )
    if uiterlijk <= vandaag:
        gebreken.append(Gebrek("uiterlijk", f"Kies {datum_nl(vandaag + timedelta(days=1))} of later."))
    elif uiterlijk > vandaag + LANGSTE:
        gebreken.append(Gebrek("uiterlijk", "Deze dag is meer dan twee jaar weg."))
    gebreken += _keur_verlenging(aanvraag, verlengt_weken, nu)
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    brief = _brief(aanvraag, uiterlijk, tekst, verlengt_weken, door, nu)
    document = vraag_aan(
        kenmerk=brief.kenmerk, titel=f"Besluit op aanvraag {aanvraag.nummer} komt later", sjabloon=brief.sjabloon,
        gegevens=brief.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip
    uitstel = Uitstelbericht(
        aanvraag_id=aanvraag.id, uiterlijk=uiterlijk, verlengt_weken=verlengt_weken, toelichting=tekst,
        verstuurd_op=nu, door_id=door.id, document_id=document.id,
    )  # fmt: skip
    db.session.add(uitstel)
    db.session.flush()
    leg_vast(
        "aanvraag:uitstel_bericht", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "uiterlijk": uiterlijk.isoformat(), "verlengt_weken": verlengt_weken, "document": document.kenmerk,
        },
    )  # fmt: skip
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:uitstel:{uitstel.id}", groep=Berichtgroep.FORMEEL,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Het besluit op aanvraag {aanvraag.nummer} komt later", tekst="\n\n".join(brief.kern),
        document=document, voorbeeld=brief.voorbeeld, door=door, nu=nu,
    )  # fmt: skip
    return uitstel


def _keur_verlenging(aanvraag: Aanvraag, weken: int, nu: datetime) -> list[Gebrek]:
    if weken == 0:
        return []
    kan = nog_te_verdagen(aanvraag, nu=nu)
    if not kan:
        return [
            Gebrek(
                "verlengt_weken",
                "De termijn kan hier niet (meer) worden verdaagd: de regeling geeft die bevoegdheid niet, het is al "
                "een keer gedaan, of de termijn is voorbij. Het bericht zelf kan wel.",
            )
        ]
    if not 0 < weken <= kan:
        return [Gebrek("verlengt_weken", f"Verdagen kan met hoogstens {aantal(kan, 'week', 'weken')}.")]
    return []


def _brief(
    aanvraag: Aanvraag, uiterlijk: date, tekst: str, weken: int, door: Gebruiker, nu: datetime
) -> Mededeling:
    kern = [
        f"Ik kan niet op tijd beslissen op uw aanvraag. U krijgt het besluit uiterlijk op {datum_nl(uiterlijk)} "
        "(artikel 4:14 van de Algemene wet bestuursrecht).",
        *alineas_van(tekst),
    ]
    if weken:
        termijn = termijn_van(aanvraag, nu=nu, extra_weken=weken)
        kern.append(
            f"Ik verdaag de beslistermijn met {aantal(weken, 'week', 'weken')}"
            + (f". De laatste dag is nu {datum_nl(termijn.laatste_dag)}." if termijn else ".")
        )
    else:
        kern.append("De wettelijke beslistermijn verandert niet door dit bericht.")
    return maak_mededeling(
        aanvraag, kenmerk=volgend_briefkenmerk(aanvraag), onderwerp="Later besluit",
        kop="Het besluit op uw aanvraag komt later", kern=kern, delen=(), door=door, vandaag=dag_in_amsterdam(nu),
    )  # fmt: skip
