"""Letting the decision term stand still on another ground than a request to supplement (Awb 4:15), and ending that.

A letter goes out where the law asks for one, and when it ends as the law says (4:15(1)(b), (3), (4)). With consent the
municipality knows: it agreed in writing; it still gets a message, since its clock changes.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from subsidie.aanvragen.aanvultekst import LANGSTE_TOELICHTING, schoon, tekstgebreken
from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Aanvraag, Aanvraagstatus, Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.audit.service import leg_vast
from subsidie.beoordeling.klokbrief import alineas_van, maak_mededeling
from subsidie.beoordeling.klokmodellen import Opschortgrond, Termijnopschorting
from subsidie.beoordeling.klokvragen import ARTIKELEN, GRONDEN
from subsidie.beoordeling.termijn import laatste_dag_van
from subsidie.berichten.models import Berichtgroep, Berichtrichting
from subsidie.berichten.service import stel_bericht
from subsidie.documenten.models import Document
from subsidie.documenten.service import vraag_aan
from subsidie.kern.fouten import Domeinfout, Gebrek, NietGevonden, OngeldigeInvoer
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl
from subsidie.tranches.models import Trancheaard
from subsidie.web.db import db

LANGSTE: Final = timedelta(days=731)
"""A day further off than two years is a slip of the pen."""

_LOPEND: Final = frozenset(Aanvraagstatus) - {Aanvraagstatus.CONCEPT, Aanvraagstatus.INGETROKKEN}
_MET_BRIEF: Final = frozenset({Opschortgrond.BUITENLAND, Opschortgrond.OVERMACHT})
"""Where the suspension itself must be told (4:15(1)(b) and (3))."""
_EINDE_MET_BRIEF: Final = frozenset(
    {Opschortgrond.BUITENLAND, Opschortgrond.TOEREKENBAAR, Opschortgrond.OVERMACHT}
)
"""Of which the end must be told, with the term in which the decision must be given (4:15(4))."""


def vereis_lopend(aanvraag: Aanvraag) -> None:
    """Raises ``Domeinfout`` for a draft and for what was withdrawn: no decision term runs there."""
    if aanvraag.status not in _LOPEND:
        raise Domeinfout(f"Op aanvraag {aanvraag.nummer} loopt geen beslistermijn.")


def vereis_behandelaar(aanvraag: Aanvraag, door: Gebruiker, *, nu: datetime) -> None:
    """Raises ``NietBevoegd`` unless ``door`` handles applications and has no interest in this one."""
    vereis_rol(door, Rol.BEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)


def schort_op(
    aanvraag: Aanvraag, *, grond: Opschortgrond, vanaf: date, toelichting: str, verwacht_tot: date | None,
    door: Gebruiker, nu: datetime,
) -> Termijnopschorting:  # fmt: skip
    """Let the decision term stand still from ``vanaf``, the first day that does not count (Awb 4:15).

    ``toelichting``: the cause, and where the evidence is; the municipality reads it. ``verwacht_tot``: until when it
    is agreed (then it ends by itself) or expected. Information from abroad counts from the day after it is told, so
    there ``vanaf`` is tomorrow. Raises ``NietBevoegd``, ``OngeldigeInvoer`` with every fault, and ``Domeinfout`` for
    an application without a term that runs.
    """
    vergrendel(aanvraag)
    vereis_behandelaar(aanvraag, door, nu=nu)
    vereis_lopend(aanvraag)
    vandaag, tekst = dag_in_amsterdam(nu), schoon(toelichting)
    _keur(aanvraag, grond, vanaf, tekst, verwacht_tot, vandaag)
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    document = None
    if grond in _MET_BRIEF:
        document = _brief(
            aanvraag, "De beslistermijn staat stil", _begin(grond, vanaf, tekst, verwacht_tot), door, nu
        )
    opschorting = Termijnopschorting(
        aanvraag_id=aanvraag.id, grond=grond, vanaf=vanaf, toelichting=tekst, verwacht_tot=verwacht_tot,
        document=document, vastgelegd_op=nu, vastgelegd_door_id=door.id,
    )  # fmt: skip
    db.session.add(opschorting)
    db.session.flush()
    leg_vast(
        "aanvraag:termijn_opgeschort", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "grond": grond.value, "vanaf": vanaf.isoformat(),
            "verwacht_tot": verwacht_tot.isoformat() if verwacht_tot else None,
            **({"document": document.kenmerk} if document else {}),
        },
    )  # fmt: skip
    _bericht(
        opschorting, aanvraag, f"De beslistermijn van aanvraag {aanvraag.nummer} staat stil",
        "\n\n".join(_begin(grond, vanaf, tekst, verwacht_tot)), "begin", document, door, nu,
    )  # fmt: skip
    return opschorting


def get_opschorting(aanvraag: Aanvraag, id_: int) -> Termijnopschorting:
    """The suspension with this id on this very application; raises ``NietGevonden``."""
    gevonden = db.session.get(Termijnopschorting, id_)
    if gevonden is None or gevonden.aanvraag_id != aanvraag.id:
        raise NietGevonden("Deze opschorting is er niet.")
    return gevonden


def beeindig(
    opschorting: Termijnopschorting, *, tot: date, toelichting: str, door: Gebruiker, nu: datetime
) -> None:
    """End a suspension with ``tot``, the last day that does not count, and tell the municipality (Awb 4:15(4)).

    Not in the future: who ends it knows that it ended. Raises ``NietBevoegd``, ``OngeldigeInvoer``, and
    ``Domeinfout`` when it was ended before.
    """
    aanvraag = opschorting.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(opschorting)
    vereis_behandelaar(aanvraag, door, nu=nu)
    if opschorting.tot is not None:
        raise Domeinfout(
            f"Deze opschorting is al beëindigd, met {datum_nl(opschorting.tot)} als laatste dag."
        )
    vandaag, tekst = dag_in_amsterdam(nu), schoon(toelichting)
    gebreken = tekstgebreken(
        "einde_toelichting", tekst, hoogstens=LANGSTE_TOELICHTING, leeg="Schrijf waarom zij eindigt."
    )
    if tot > vandaag:
        gebreken.append(Gebrek("tot", "Deze dag is nog niet geweest."))
    elif tot < opschorting.vanaf:
        gebreken.append(
            Gebrek("tot", f"De opschorting begon op {datum_nl(opschorting.vanaf)}: kies die dag of later.")
        )
    elif opschorting.grond is Opschortgrond.INSTEMMING and tot > (opschorting.verwacht_tot or tot):
        gebreken.append(Gebrek("tot", "De gemeente stemde niet langer in. Leg een nieuw uitstel apart vast."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)
    betrek(aanvraag, door, Functiegroep.BEHANDELING, nu=nu)
    opschorting.tot, opschorting.beeindigd_op, opschorting.beeindigd_door_id = tot, nu, door.id
    opschorting.einde_toelichting = tekst
    db.session.flush()
    zinnen = _einde(opschorting, laatste_dag_van(aanvraag, nu=nu))
    document = None
    if opschorting.grond in _EINDE_MET_BRIEF:
        document = _brief(aanvraag, "De beslistermijn loopt weer", zinnen, door, nu)
        opschorting.einde_document_id = document.id
    db.session.flush()
    leg_vast(
        "aanvraag:opschorting_beeindigd", object_soort="aanvraag", object_id=aanvraag.nummer, door=door, nu=nu,
        gegevens={
            "grond": opschorting.grond.value, "vanaf": opschorting.vanaf.isoformat(), "tot": tot.isoformat(),
            **({"document": document.kenmerk} if document else {}),
        },
    )  # fmt: skip
    _bericht(
        opschorting, aanvraag, f"De beslistermijn van aanvraag {aanvraag.nummer} loopt weer",
        "\n\n".join(zinnen), "einde", document, door, nu,
    )  # fmt: skip


def volgend_briefkenmerk(aanvraag: Aanvraag) -> str:
    """The mark of the next letter about the term: ``OEFEN-2026-0007-T1``."""
    begin = f"{aanvraag.nummer}-T"
    aantal = (
        db.session.scalar(select(func.count()).where(Document.kenmerk.startswith(begin, autoescape=True)))
        or 0
    )
    return f"{begin}{aantal + 1}"


def _keur(
    aanvraag: Aanvraag,
    grond: Opschortgrond,
    vanaf: date,
    tekst: str,
    verwacht_tot: date | None,
    vandaag: date,
) -> None:
    gebreken = tekstgebreken(
        "toelichting", tekst, hoogstens=LANGSTE_TOELICHTING, leeg="Schrijf de oorzaak op."
    )
    morgen = vandaag + timedelta(days=1)
    ontvangen = dag_in_amsterdam(aanvraag.ontvangen_op) if aanvraag.ontvangen_op else vandaag
    if grond is Opschortgrond.BUITENLAND and vanaf != morgen:
        gebreken.append(
            Gebrek("vanaf", f"Dit telt vanaf de dag na het bericht aan de gemeente: kies {datum_nl(morgen)}.")
        )
    elif vanaf <= ontvangen:
        gebreken.append(
            Gebrek("vanaf", f"De aanvraag kwam binnen op {datum_nl(ontvangen)}: kies een latere dag.")
        )
    elif grond is not Opschortgrond.INSTEMMING and vanaf > morgen:
        gebreken.append(Gebrek("vanaf", f"Deze dag is te ver weg: kies hoogstens {datum_nl(morgen)}."))
    elif vanaf > vandaag + LANGSTE:
        gebreken.append(Gebrek("vanaf", "Deze dag is meer dan twee jaar weg."))
    if verwacht_tot is None:
        if grond is Opschortgrond.INSTEMMING:
            gebreken.append(Gebrek("verwacht_tot", "Noem de laatste dag waarmee de gemeente instemt."))
        if grond is Opschortgrond.OVERMACHT:
            gebreken.append(
                Gebrek("verwacht_tot", "Noem tot wanneer u verwacht dat het duurt (4:15, derde lid, Awb).")
            )
    elif verwacht_tot < vanaf:
        gebreken.append(Gebrek("verwacht_tot", "Deze dag ligt voor de eerste dag."))
    elif verwacht_tot > vandaag + LANGSTE:
        gebreken.append(Gebrek("verwacht_tot", "Deze dag is meer dan twee jaar weg."))
    if gebreken:
        raise OngeldigeInvoer(gebreken)


def _begin(grond: Opschortgrond, vanaf: date, tekst: str, tot: date | None) -> list[str]:
    zinnen = [
        f"De termijn waarbinnen ik op uw aanvraag moet beslissen, staat stil vanaf {datum_nl(vanaf)} "
        f"({ARTIKELEN[grond]}). De reden: {GRONDEN[grond]}.",
        *alineas_van(tekst),
    ]
    if grond is Opschortgrond.INSTEMMING and tot is not None:
        zinnen.append(f"De laatste dag die niet meetelt, is {datum_nl(tot)}. Daarna loopt de termijn verder.")
    elif tot is not None:
        zinnen.append(
            f"Ik verwacht dat dit duurt tot en met {datum_nl(tot)}. U krijgt bericht als de termijn weer loopt."
        )
    else:
        zinnen.append("U krijgt bericht als de termijn weer loopt.")
    return zinnen


def _einde(opschorting: Termijnopschorting, laatste: date | None) -> list[str]:
    if opschorting.tot is None:
        raise ValueError("the suspension still runs")
    zinnen = [
        f"De termijn waarbinnen ik op uw aanvraag moet beslissen, loopt weer. De laatste dag die niet meetelt, is "
        f"{datum_nl(opschorting.tot)} ({ARTIKELEN[opschorting.grond]}).",
        *alineas_van(opschorting.einde_toelichting or ""),
    ]
    if laatste is not None:
        zinnen.append(f"Ik moet nu uiterlijk op {datum_nl(laatste)} beslissen.")
    return zinnen


def _brief(aanvraag: Aanvraag, kop: str, zinnen: list[str], door: Gebruiker, nu: datetime) -> Document:
    brief = maak_mededeling(
        aanvraag, kenmerk=volgend_briefkenmerk(aanvraag), onderwerp="Beslistermijn", kop=kop, kern=zinnen, delen=(),
        door=door, vandaag=dag_in_amsterdam(nu),
    )  # fmt: skip
    return vraag_aan(
        kenmerk=brief.kenmerk, titel=f"{kop}: aanvraag {aanvraag.nummer}", sjabloon=brief.sjabloon,
        gegevens=brief.als_json(), peilmoment=nu, door=door, nu=nu,
    )  # fmt: skip


def _bericht(
    opschorting: Termijnopschorting, aanvraag: Aanvraag, onderwerp: str, tekst: str, wat: str,
    document: Document | None, door: Gebruiker, nu: datetime,
) -> None:  # fmt: skip
    stel_bericht(
        sleutel=f"aanvraag:{aanvraag.nummer}:opschorting:{opschorting.id}:{wat}", groep=Berichtgroep.FORMEEL,
        richting=Berichtrichting.UIT, gm_code=aanvraag.gm_code, object_soort="aanvraag", object_id=aanvraag.nummer,
        onderwerp=onderwerp, tekst=tekst, document=document,
        voorbeeld=aanvraag.tranche.aard is not Trancheaard.ECHT, door=door, nu=nu,
    )  # fmt: skip
