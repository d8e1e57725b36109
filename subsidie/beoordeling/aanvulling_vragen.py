"""Asking a municipality to supplement its application (Awb 4:5), and taking such a request back.

A request opens the parts that its points name and nothing else, and lets the decision term stand still from the day
after it (Awb 4:15). A point that touches completeness can only be asked while the application is not complete: from
then on its place in the queue is fixed, and a question to clarify costs no place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.aanvulmodellen import Aanvulpunt, Aanvulverzoek
from subsidie.aanvragen.aanvultekst import LANGSTE_TOELICHTING, LANGSTE_VRAAG, schoon, tekstgebreken
from subsidie.aanvragen.aanvulvragen import status_na_aanvulling, zoek_open_verzoek
from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.delen import Aanvraagdeel
from subsidie.aanvragen.inhoud.geheel import DEELNAMEN
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel, zet_status
from subsidie.aanvragen.werkkopie import zorg_voor_werkkopie
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.aanvulbrief import AanvulbriefGegevens, Briefpunt
from subsidie.beoordeling.controlelijst import controlestand
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.documenten.service import vraag_aan
from subsidie.kern.feestdagen import eerste_gewone_dag
from subsidie.kern.fouten import Domeinfout, Gebrek, OngeldigeInvoer, OngeldigeOvergang
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import als_utc, dag_in_amsterdam, datum_nl
from subsidie.register.geadresseerde import adres_op
from subsidie.tranches.briefteksten import met_tekst
from subsidie.tranches.models import Trancheaard
from subsidie.tranches.service import regels
from subsidie.web.db import db

HOOGSTENS_PUNTEN: Final = 20
LANGSTE_TERMIJN: Final = timedelta(days=366)
"""No request waits longer than a year: a day that far off is a slip of the pen."""

VRAAGBAAR: Final = frozenset(
    {Aanvraagstatus.INGEDIEND, Aanvraagstatus.VOLLEDIG, Aanvraagstatus.IN_BEOORDELING}
)
"""Where an application can be asked to be supplemented: received, and not assessed yet."""


@dataclass(frozen=True, slots=True)
class Puntinvoer:
    """One point to ask: the part it is about, the question, and whether the application is incomplete without it."""

    deel: Aanvraagdeel
    vraag: str
    raakt_volledigheid: bool


def standaardtermijn(aanvraag: Aanvraag, vandaag: date) -> date | None:
    """The last day of the term that the tranche gives for a supplement that is asked on ``vandaag``.

    In weeks from the day after (``aanvultermijn.weken``), ended as the Algemene termijnenwet ends a term; ``None``
    where the tranche does not know how long it is.
    """
    instelling = regels(aanvraag.tranche).aanvultermijn_weken
    if instelling.waarde is None:
        return None
    return eerste_gewone_dag(vandaag + timedelta(weeks=instelling.waarde))


def punten_uit_controlelijst(aanvraag: Aanvraag) -> list[Puntinvoer]:
    """What to ask by default: for each point of the checklist that is missing in this version its standard question.

    Once the application is complete a question can only be one to clarify.
    """
    return [
        Puntinvoer(een.deel, een.punt.vraag, een.punt.raakt_volledigheid and aanvraag.volledig_op is None)
        for een in controlestand(aanvraag).ontbrekend
    ]


def brief_voor(
    aanvraag: Aanvraag, punten: Sequence[Puntinvoer], *, toelichting: str, termijn_tot: date, door: Gebruiker,
    nu: datetime,
) -> AanvulbriefGegevens:  # fmt: skip
    """The values of the letter as it would go out now; changes nothing."""
    regelset = regels(aanvraag.tranche)
    vandaag = dag_in_amsterdam(nu)
    naar = adres_op(aanvraag.gemeente, vandaag)
    ontvangen_op = aanvraag.ontvangen_op
    if ontvangen_op is None:
        raise Domeinfout(f"Aanvraag {aanvraag.nummer} is nog niet ingediend.")
    brief = AanvulbriefGegevens(
        kenmerk=f"{aanvraag.nummer}-A{_volgend_nummer(aanvraag)}",
        datum=vandaag.isoformat(),
        organisatie=regelset.uitvoerder.waarde or "",
        gemeente=naar.gemeente,
        adresregels=naar.regels,
        regeling=regelset.naam.waarde or aanvraag.tranche.naam,
        nummer=aanvraag.nummer,
        project=aanvraag.project.naam,
        ontvangen_op=als_utc(ontvangen_op).isoformat(),
        toelichting=schoon(toelichting),
        punten=tuple(
            Briefpunt(DEELNAMEN[punt.deel], schoon(punt.vraag), punt.raakt_volledigheid) for punt in punten
        ),
        termijn_tot=termijn_tot.isoformat(),
        stil_vanaf=(vandaag + timedelta(days=1)).isoformat(),
        al_volledig=aanvraag.volledig_op is not None,
        minister=f"de {regelset.ondertekenaar.waarde or 'minister'}",
        naam=door.naam,
        functie=door.functie,
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT,
    )
    return met_tekst(brief, aanvraag.tranche)


def vereis_vraagbaar(aanvraag: Aanvraag, *, door: Gebruiker, nu: datetime) -> None:
    """Raises when ``door`` cannot ask about this application now: ``NietBevoegd`` (role, interest),
    ``OngeldigeOvergang`` for its status, ``Domeinfout`` while a request is open already."""
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    if zoek_open_verzoek(aanvraag) is not None:
        raise Domeinfout(
            f"Op aanvraag {aanvraag.nummer} loopt al een verzoek om aanvulling. "
            "Wacht op de aanvulling, of sluit dat verzoek eerst."
        )
    if aanvraag.status not in VRAAGBAAR:
        raise OngeldigeOvergang(
            wat=f"Aanvraag {aanvraag.nummer}", van=aanvraag.status, naar=Aanvraagstatus.AANVULLING_GEVRAAGD
        )


def controleer(
    aanvraag: Aanvraag, punten: Sequence[Puntinvoer], *, toelichting: str, termijn_tot: date | None, nu: datetime
) -> date:  # fmt: skip
    """The last day of the term; raises ``OngeldigeInvoer`` with every fault in what is asked.

    Faults stand at ``punt-1`` (and so on), ``toelichting``, ``termijn_tot`` or nowhere in particular.
    """
    gebreken = []
    if not punten:
        gebreken.append(Gebrek("punt-1", "Vraag ten minste één ding."))
    if len(punten) > HOOGSTENS_PUNTEN:
        gebreken.append(
            Gebrek("", f"Een verzoek heeft hoogstens {HOOGSTENS_PUNTEN} punten; dit zijn er {len(punten)}.")
        )
    for nummer, punt in enumerate(punten, start=1):
        waar = f"punt-{nummer}"
        gebreken += tekstgebreken(
            waar, schoon(punt.vraag), hoogstens=LANGSTE_VRAAG, leeg="Schrijf wat u vraagt."
        )
        if punt.raakt_volledigheid and aanvraag.volledig_op is not None:
            gebreken.append(
                Gebrek(
                    waar,
                    f"De aanvraag is volledig sinds {datum_nl(dag_in_amsterdam(aanvraag.volledig_op))}. Dat moment "
                    "bepaalt de volgorde en verandert niet meer; u kunt nog wel om verduidelijking vragen.",
                )
            )
    gebreken += tekstgebreken("toelichting", schoon(toelichting), hoogstens=LANGSTE_TOELICHTING)
    vandaag = dag_in_amsterdam(nu)
    dag = termijn_tot if termijn_tot is not None else standaardtermijn(aanvraag, vandaag)
    if dag is None:
        gebreken.append(
            Gebrek("termijn_tot", "Deze tranche heeft geen vaste aanvultermijn: kies een laatste dag.")
        )
    elif dag <= vandaag:
        gebreken.append(
            Gebrek("termijn_tot", f"Dit is te vroeg: kies {datum_nl(vandaag + timedelta(days=1))} of later.")
        )
    elif dag > vandaag + LANGSTE_TERMIJN:
        gebreken.append(Gebrek("termijn_tot", "Dit is meer dan een jaar: kies een dag die eerder is."))
    if gebreken or dag is None:
        raise OngeldigeInvoer(gebreken)
    return dag


def vraag_aanvulling(
    aanvraag: Aanvraag, *, punten: Sequence[Puntinvoer], toelichting: str, termijn_tot: date | None, door: Gebruiker,
    nu: datetime,
) -> Aanvulverzoek:  # fmt: skip
    """Ask the municipality to supplement: a letter, a message, and the decision term stands still from tomorrow.

    ``termijn_tot``: the last day to do so, ``None`` for the term of the tranche. Raises ``NietBevoegd`` (role,
    interest, another function on this application), ``OngeldigeOvergang``, ``OngeldigeInvoer`` with every fault,
    and ``Domeinfout`` while another request is open (Awb 4:5, 4:15).
    """
    vergrendel(aanvraag)
    vereis_vraagbaar(aanvraag, door=door, nu=nu)
    dag = controleer(aanvraag, punten, toelichting=toelichting, termijn_tot=termijn_tot, nu=nu)
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    zorg_voor_werkkopie(aanvraag, regels(aanvraag.tranche), nu=nu)
    brief = brief_voor(aanvraag, punten, toelichting=toelichting, termijn_tot=dag, door=door, nu=nu)
    document = vraag_aan(
        kenmerk=brief.kenmerk, titel=f"Verzoek om aanvulling van aanvraag {aanvraag.nummer}", sjabloon=brief.sjabloon,
        gegevens=brief.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip
    verzoek = Aanvulverzoek(
        aanvraag_id=aanvraag.id, volgnummer=_volgend_nummer(aanvraag), toelichting=schoon(toelichting), gevraagd_op=nu,
        termijn_tot=dag, gevraagd_door_id=door.id, als=Functiegroep.BEHANDELING, document_id=document.id,
    )  # fmt: skip
    db.session.add(verzoek)
    db.session.flush()
    for nummer, punt in enumerate(punten, start=1):
        db.session.add(
            Aanvulpunt(
                verzoek_id=verzoek.id, volgnummer=nummer, deel=punt.deel, vraag=schoon(punt.vraag),
                raakt_volledigheid=punt.raakt_volledigheid,
            )
        )  # fmt: skip
    zet_status(aanvraag, Aanvraagstatus.AANVULLING_GEVRAAGD)
    leg_vast(
        "aanvraag:aanvulling_gevraagd", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "verzoek": verzoek.volgnummer, "punten": len(punten), "termijn_tot": dag.isoformat(),
            "document": document.kenmerk, "document_gegevens_sha256": document.gegevens_sha256,
        },
    )  # fmt: skip
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:aanvulverzoek:{verzoek.volgnummer}",
        groep=Berichtgroep.FORMEEL, richting=Berichtrichting.UIT,
        gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"Vul uw aanvraag {aanvraag.nummer} aan", tekst=_berichttekst(aanvraag, punten, dag),
        document=document, voorbeeld=brief.voorbeeld, door=door, nu=nu,
    )  # fmt: skip
    return verzoek


def sluit_verzoek(verzoek: Aanvulverzoek, *, door: Gebruiker, nu: datetime) -> None:
    """Take a request back without a supplement: the parts close, and the decision term runs on from today.

    For a person to decide, never for a term that lapsed. Raises ``NietBevoegd``, and ``Domeinfout`` when it is not
    open any more.
    """
    aanvraag = verzoek.aanvraag
    vergrendel(aanvraag)
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    db.session.refresh(verzoek)
    if verzoek.aangevuld_op is not None or verzoek.gesloten_op is not None:
        raise Domeinfout(f"Dit verzoek om aanvulling van aanvraag {aanvraag.nummer} is al afgehandeld.")
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    verzoek.gesloten_op, verzoek.gesloten_door_id = nu, door.id
    if aanvraag.status is Aanvraagstatus.AANVULLING_GEVRAAGD:  # an import may have moved it on
        zet_status(aanvraag, status_na_aanvulling(aanvraag))
    leg_vast(
        "aanvraag:aanvulverzoek_gesloten", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={"verzoek": verzoek.volgnummer},
    )  # fmt: skip
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:aanvulverzoek:{verzoek.volgnummer}:gesloten",
        groep=Berichtgroep.VOORTGANG, richting=Berichtrichting.UIT,
        gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=f"U hoeft aanvraag {aanvraag.nummer} niet meer aan te vullen",
        tekst=(
            f"Het verzoek van {datum_nl(dag_in_amsterdam(verzoek.gevraagd_op))} om aanvraag {aanvraag.nummer} aan te "
            "vullen is gesloten. U hoeft daarvoor niets meer te doen. De beslistermijn loopt weer."
        ),
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip


def _volgend_nummer(aanvraag: Aanvraag) -> int:
    vraag = select(func.max(Aanvulverzoek.volgnummer)).where(Aanvulverzoek.aanvraag_id == aanvraag.id)
    return 1 + (db.session.scalar(vraag) or 0)


def _berichttekst(aanvraag: Aanvraag, punten: Sequence[Puntinvoer], dag: date) -> str:
    delen = list(dict.fromkeys(DEELNAMEN[punt.deel] for punt in punten))
    return (
        f"Voor de behandeling van uw aanvraag {aanvraag.nummer} ({aanvraag.project.naam}) zijn meer gegevens nodig: "
        f"{aantal(len(punten), 'vraag', 'vragen')} over {', '.join(deel.lower() for deel in delen)}. "
        f"U kunt aanvullen tot en met {datum_nl(dag)}. Tot die tijd staat de beslistermijn stil (artikel 4:15 van de "
        "Algemene wet bestuursrecht). De vragen staan in de brief bij dit bericht en bij de aanvraag zelf."
    )
