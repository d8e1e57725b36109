"""Handling an objection: who does it, in time or not, repair, hearing, and the clock (Awb 6:6, 6:11, 7:2-7:10).

Each step is taken by the bezwaarbehandelaar who has it, behind the lock of the tranche. Who had a part in the first
decision cannot take it up: ``betrek`` refuses, and so does the database (Awb 10:3(3)).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from subsidie.aanvragen.aanvultekst import schoon, tekstgebreken
from subsidie.aanvragen.belang import vereis_vrij
from subsidie.aanvragen.models import Functiegroep
from subsidie.aanvragen.service import betrek, vergrendel
from subsidie.accounts.models import Gebruiker, Rol
from subsidie.accounts.service import vereis_rol
from subsidie.beschikkingen.bezwaar import bericht_aan_gemeente, noteer, vereis_overgang
from subsidie.beschikkingen.bezwaarklok import termijn_van
from subsidie.beschikkingen.bezwaarmodellen import (
    Bezwaar,
    Bezwaarstatus,
    Bezwaartermijn,
    Bezwaartermijnsoort,
    Tijdigheid,
)
from subsidie.kern.bezwaartermijnen import VERDAGING_HOOGSTENS_WEKEN
from subsidie.kern.fouten import Domeinfout, Gebrek, NietBevoegd, OngeldigeInvoer
from subsidie.kern.tekst import aantal
from subsidie.kern.tijd import dag_in_amsterdam, datum_nl, moment_nl
from subsidie.web.db import db

LANGSTE_MOTIVERING: Final = 4_000
LANGSTE_TERMIJN: Final = timedelta(days=366)
"""No term for a municipality is longer than a year: a day that far off is a slip of the pen."""


def pak_op(bezwaar: Bezwaar, *, door: Gebruiker, nu: datetime) -> None:
    """Take an objection up: from here on ``door`` handles it, and is nothing else on this application.

    Raises ``NietBevoegd`` (role, interest, a part in the first decision) and ``Domeinfout`` when another has it.
    """
    aanvraag = bezwaar.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(bezwaar)
    vereis_rol(door, Rol.BEZWAARBEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    if bezwaar.behandelaar is not None and bezwaar.opgepakt_op is not None:
        raise Domeinfout(
            f"Bezwaar {bezwaar.kenmerk} is al opgepakt door {bezwaar.behandelaar.naam}, op "
            f"{moment_nl(bezwaar.opgepakt_op)}."
        )
    vereis_overgang(bezwaar, Bezwaarstatus.IN_BEHANDELING)
    betrek(aanvraag, door, Functiegroep.BEZWAAR, nu=nu)
    bezwaar.behandelaar, bezwaar.behandelaar_als, bezwaar.opgepakt_op = door, Functiegroep.BEZWAAR, nu
    bezwaar.status = Bezwaarstatus.IN_BEHANDELING
    db.session.flush()
    noteer("aanvraag:bezwaar_opgepakt", bezwaar, door=door, nu=nu)
    commissie = " Een adviescommissie kijkt mee (artikel 7:13 Awb)." if bezwaar.commissie else ""
    bericht_aan_gemeente(
        bezwaar, "opgepakt", onderwerp=f"Uw bezwaar {bezwaar.kenmerk} wordt behandeld",
        tekst=(
            f"Uw bezwaar {bezwaar.kenmerk} tegen besluit {bezwaar.beschikking.kenmerk} wordt behandeld door iemand die "
            f"niet bij dat besluit was betrokken.{commissie} U hoort wanneer u uw bezwaar kunt toelichten."
        ),
        door=door, nu=nu,
    )  # fmt: skip


def neem_over(bezwaar: Bezwaar, *, reden: str, door: Gebruiker, nu: datetime) -> None:
    """Take an objection over from a colleague, for a reason that is kept. Raises as ``pak_op``."""
    aanvraag = bezwaar.aanvraag
    vergrendel(aanvraag)
    db.session.refresh(bezwaar)
    vereis_rol(door, Rol.BEZWAARBEHANDELAAR, nu=nu)
    vereis_vrij(aanvraag, door, nu=nu)
    _vereis_in_behandeling(bezwaar)
    if bezwaar.behandelaar_id == door.id:
        raise Domeinfout("U behandelt dit bezwaar al.")
    reden = lees_tekst(reden, "reden", leeg="Schrijf waarom u het bezwaar overneemt.")
    betrek(aanvraag, door, Functiegroep.BEZWAAR, nu=nu)
    van = bezwaar.behandelaar.sleutel if bezwaar.behandelaar else ""
    bezwaar.behandelaar, bezwaar.opgepakt_op = door, nu
    db.session.flush()
    noteer("aanvraag:bezwaar_overgenomen", bezwaar, door=door, nu=nu, reden=reden, van=van)


def oordeel_tijdigheid(
    bezwaar: Bezwaar, tijdigheid: Tijdigheid, *, motivering: str, door: Gebruiker, nu: datetime
) -> None:
    """Whether it is in time, late with an excuse (Awb 6:11) or too late: the judgement of a person, with its reason.

    It can be changed until the decision is drawn up. Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``motivering``.
    """
    vereis_aan_zet(bezwaar, door, nu=nu)
    motivering = lees_tekst(motivering, "motivering", leeg="Schrijf waarop dit oordeel rust.")
    bezwaar.tijdigheid, bezwaar.tijdigheid_motivering = tijdigheid, motivering
    bezwaar.tijdigheid_op, bezwaar.tijdigheid_door_id = nu, door.id
    db.session.flush()
    noteer(
        "aanvraag:bezwaar_tijdigheid",
        bezwaar,
        door=door,
        nu=nu,
        tijdigheid=tijdigheid.value,
        reden=motivering,
    )


def vraag_herstel(
    bezwaar: Bezwaar, *, tot: date | None, toelichting: str, door: Gebruiker, nu: datetime
) -> Bezwaartermijn:
    """Ask the municipality to repair an omission (Awb 6:6) by the day ``tot``; the term to decide stands still.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``tot`` or ``toelichting``, and ``Domeinfout`` while another such
    term runs.
    """
    vereis_aan_zet(bezwaar, door, nu=nu)
    vandaag = dag_in_amsterdam(nu)
    if any(_is_open(een, vandaag) for een in list_termijnen(bezwaar)):
        raise Domeinfout(
            "Er loopt al een hersteltermijn. Wacht die af, of leg vast dat het verzuim is hersteld."
        )
    gebreken = gebreken_dag("tot", tot, vandaag)
    toelichting = lees_tekst(toelichting, "toelichting", leeg="Schrijf wat er ontbreekt.", erbij=gebreken)
    termijn = _voeg_termijn_toe(
        bezwaar, Bezwaartermijnsoort.VERZUIM, vandaag, tot=tot, toelichting=toelichting, door=door, nu=nu
    )
    bericht_aan_gemeente(
        bezwaar, f"verzuim:{termijn.id}", onderwerp=f"Vul uw bezwaar {bezwaar.kenmerk} aan",
        tekst=(
            f"Aan uw bezwaar {bezwaar.kenmerk} ontbreekt iets:\n\n{toelichting}\n\nU kunt dit herstellen tot en met "
            f"{datum_nl(tot) if tot else ''}, met een bericht bij uw aanvraag {bezwaar.aanvraag.nummer}. Doet u "
            "dat niet, dan kan het bezwaar niet-ontvankelijk worden verklaard (artikel 6:6 van de Algemene wet "
            "bestuursrecht). De termijn om op uw bezwaar te beslissen staat stil tot u het heeft hersteld, of tot "
            "die dag voorbij is (artikel 7:10, tweede lid)."
        ),
        door=door, nu=nu,
    )  # fmt: skip
    return termijn


def leg_herstel_vast(bezwaar: Bezwaar, *, hersteld_op: date | None, door: Gebruiker, nu: datetime) -> None:
    """The municipality repaired the omission on the day ``hersteld_op``: the term to decide runs again.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``hersteld_op``, and ``Domeinfout`` when nothing was asked.
    """
    vereis_aan_zet(bezwaar, door, nu=nu)
    termijn = next((een for een in reversed(list_termijnen(bezwaar)) if _wacht_op_herstel(een)), None)
    if termijn is None:
        raise Domeinfout("Er is geen hersteltermijn waar nog niets op is gekomen.")
    vandaag = dag_in_amsterdam(nu)
    if hersteld_op is None:
        raise OngeldigeInvoer.van("hersteld_op", "Vul de dag in waarop het herstel binnenkwam.")
    if not termijn.vanaf <= hersteld_op <= vandaag:
        raise OngeldigeInvoer.van(
            "hersteld_op", f"Kies een dag van {datum_nl(termijn.vanaf)} tot en met vandaag."
        )
    termijn.hersteld_op = hersteld_op
    db.session.flush()
    noteer("aanvraag:bezwaar_hersteld", bezwaar, door=door, nu=nu, op=hersteld_op.isoformat())
    bericht_aan_gemeente(
        bezwaar, f"hersteld:{termijn.id}", onderwerp=f"De aanvulling op uw bezwaar {bezwaar.kenmerk} is ontvangen",
        tekst=(
            f"Wat aan uw bezwaar {bezwaar.kenmerk} ontbrak, is ontvangen op {datum_nl(hersteld_op)}. De termijn om op "
            "uw bezwaar te beslissen loopt weer."
        ),
        door=door, nu=nu,
    )  # fmt: skip


def verdaag(
    bezwaar: Bezwaar, *, weken: int | None, toelichting: str, door: Gebruiker, nu: datetime
) -> Bezwaartermijn:
    """Put the decision off, once, by at most six weeks (Awb 7:10(3)), before the term is over.

    Raises ``NietBevoegd``, ``OngeldigeInvoer`` at ``weken`` or ``toelichting``, and ``Domeinfout`` for a second time
    or when the term is over already.
    """
    vereis_aan_zet(bezwaar, door, nu=nu)
    vandaag = dag_in_amsterdam(nu)
    termijnen = list_termijnen(bezwaar)
    if any(een.soort is Bezwaartermijnsoort.VERDAGING for een in termijnen):
        raise Domeinfout("De beslissing is al een keer verdaagd. Verder uitstel kan alleen met instemming.")
    if vandaag > termijn_van(bezwaar, termijnen, vandaag).laatste_dag:
        raise Domeinfout("De termijn is al voorbij: verdagen kan dan niet meer.")
    gebreken = []
    if weken is None or not 1 <= weken <= VERDAGING_HOOGSTENS_WEKEN:
        gebreken.append(Gebrek("weken", f"Kies 1 tot en met {VERDAGING_HOOGSTENS_WEKEN} weken."))
    toelichting = lees_tekst(toelichting, "toelichting", leeg="Schrijf waarom u verdaagt.", erbij=gebreken)
    termijn = _voeg_termijn_toe(
        bezwaar,
        Bezwaartermijnsoort.VERDAGING,
        vandaag,
        weken=weken,
        toelichting=toelichting,
        door=door,
        nu=nu,
    )
    laatste = termijn_van(bezwaar, [*termijnen, termijn], vandaag).laatste_dag
    _meld_latere_dag(
        bezwaar, termijn, laatste, door=door, nu=nu,
        waarom=f"De beslissing op uw bezwaar is verdaagd met {aantal(weken or 0, 'week', 'weken')} (artikel 7:10, "
        "derde lid, van de Algemene wet bestuursrecht).",
    )  # fmt: skip
    return termijn


def stel_uit(
    bezwaar: Bezwaar, *, tot: date | None, toelichting: str, door: Gebruiker, nu: datetime
) -> Bezwaartermijn:
    """Further delay, to the day ``tot``, with consent or for a procedure of the law (Awb 7:10(4)).

    ``toelichting`` says who agreed or which procedure. Raises ``NietBevoegd`` and ``OngeldigeInvoer``.
    """
    vereis_aan_zet(bezwaar, door, nu=nu)
    vandaag = dag_in_amsterdam(nu)
    termijnen = list_termijnen(bezwaar)
    laatste = termijn_van(bezwaar, termijnen, vandaag).laatste_dag
    gebreken = gebreken_dag("tot", tot, vandaag)
    if tot is not None and not gebreken and tot <= laatste:
        gebreken.append(
            Gebrek("tot", f"Dit is geen uitstel: de termijn loopt nu tot en met {datum_nl(laatste)}.")
        )
    toelichting = lees_tekst(
        toelichting, "toelichting", leeg="Schrijf wie met het uitstel instemt, of welke procedure het nodig maakt.",
        erbij=gebreken,
    )  # fmt: skip
    termijn = _voeg_termijn_toe(
        bezwaar, Bezwaartermijnsoort.UITSTEL, vandaag, tot=tot, toelichting=toelichting, door=door, nu=nu
    )
    _meld_latere_dag(
        bezwaar, termijn, tot or laatste, door=door, nu=nu,
        waarom="De beslissing op uw bezwaar is verder uitgesteld (artikel 7:10, vierde lid, van de Algemene wet "
        "bestuursrecht).",
    )  # fmt: skip
    return termijn


def list_termijnen(bezwaar: Bezwaar) -> list[Bezwaartermijn]:
    """What moved the term to decide on it, oldest first."""
    vraag = select(Bezwaartermijn).where(Bezwaartermijn.bezwaar_id == bezwaar.id).order_by(Bezwaartermijn.id)
    return list(db.session.scalars(vraag))


def vereis_behandelaar(bezwaar: Bezwaar, door: Gebruiker, *, nu: datetime) -> None:
    """Behind the lock: ``door`` has this objection, still has the role, and no interest. Raises ``NietBevoegd``,
    and ``OngeldigeOvergang`` or ``Domeinfout`` when it is not being handled (any more)."""
    vergrendel(bezwaar.aanvraag)
    db.session.refresh(bezwaar)
    vereis_rol(door, Rol.BEZWAARBEHANDELAAR, nu=nu)
    vereis_vrij(bezwaar.aanvraag, door, nu=nu)
    _vereis_in_behandeling(bezwaar)
    if bezwaar.behandelaar_id != door.id and bezwaar.behandelaar is not None:
        raise NietBevoegd(
            f"Bezwaar {bezwaar.kenmerk} is van {bezwaar.behandelaar.naam}. Neem het eerst over."
        )
    betrek(bezwaar.aanvraag, door, Functiegroep.BEZWAAR, nu=nu)


def vereis_aan_zet(bezwaar: Bezwaar, door: Gebruiker, *, nu: datetime) -> None:
    """As ``vereis_behandelaar``, and no decision was drawn up yet: that rests on what is known now."""
    vereis_behandelaar(bezwaar, door, nu=nu)
    if bezwaar.beslissing is not None:
        raise Domeinfout(
            f"De beslissing {bezwaar.beslissing.kenmerk} is al opgesteld. Neem die eerst terug als er iets verandert."
        )


def _vereis_in_behandeling(bezwaar: Bezwaar) -> None:
    if bezwaar.status is Bezwaarstatus.ONTVANGEN:
        raise Domeinfout(f"Bezwaar {bezwaar.kenmerk} is nog door niemand opgepakt.")
    if bezwaar.status is not Bezwaarstatus.IN_BEHANDELING:
        raise Domeinfout(f"Bezwaar {bezwaar.kenmerk} is {bezwaar.status.value}: er verandert niets meer aan.")


def _wacht_op_herstel(termijn: Bezwaartermijn) -> bool:
    return termijn.soort is Bezwaartermijnsoort.VERZUIM and termijn.hersteld_op is None


def _is_open(termijn: Bezwaartermijn, vandaag: date) -> bool:
    return _wacht_op_herstel(termijn) and termijn.tot is not None and vandaag <= termijn.tot


def gebreken_dag(waar: str, dag: date | None, vandaag: date) -> list[Gebrek]:
    """What is wrong with a day that lies ahead: it must be there, after today and within a year."""
    if dag is None:
        return [Gebrek(waar, "Vul een dag in.")]
    if dag <= vandaag:
        return [Gebrek(waar, f"Dit is te vroeg: kies {datum_nl(vandaag + timedelta(days=1))} of later.")]
    if dag > vandaag + LANGSTE_TERMIJN:
        return [Gebrek(waar, "Dit is meer dan een jaar: kies een dag die eerder is.")]
    return []


def lees_tekst(
    tekst: str,
    waar: str,
    *,
    leeg: str,
    hoogstens: int = LANGSTE_MOTIVERING,
    erbij: list[Gebrek] | None = None,
) -> str:
    """``tekst`` as it is kept; raises ``OngeldigeInvoer`` with its faults and those in ``erbij``."""
    schone = schoon(tekst)
    if gebreken := (erbij or []) + tekstgebreken(waar, schone, hoogstens=hoogstens, leeg=leeg):
        raise OngeldigeInvoer(gebreken)
    return schone


def _voeg_termijn_toe(
    bezwaar: Bezwaar, soort: Bezwaartermijnsoort, vanaf: date, *, toelichting: str, door: Gebruiker, nu: datetime,
    tot: date | None = None, weken: int | None = None,
) -> Bezwaartermijn:  # fmt: skip
    termijn = Bezwaartermijn(
        bezwaar_id=bezwaar.id, soort=soort, vanaf=vanaf, weken=weken, tot=tot, toelichting=toelichting,
        vastgelegd_op=nu, door_id=door.id,
    )  # fmt: skip
    db.session.add(termijn)
    db.session.flush()
    extra = {"weken": weken} if weken is not None else {"termijn_tot": tot.isoformat()} if tot else {}
    noteer("aanvraag:bezwaar_termijn", bezwaar, door=door, nu=nu, soort=soort.value, **extra)
    return termijn


def _meld_latere_dag(
    bezwaar: Bezwaar, termijn: Bezwaartermijn, laatste: date, *, waarom: str, door: Gebruiker, nu: datetime
) -> None:
    bericht_aan_gemeente(
        bezwaar, f"{termijn.soort.value}:{termijn.id}",
        onderwerp=f"U krijgt de beslissing op bezwaar {bezwaar.kenmerk} later",
        tekst=(
            f"{waarom} De beslissing moet er zijn op uiterlijk {datum_nl(laatste)}. "
            f"De reden: {termijn.toelichting}"
        ),
        door=door, nu=nu,
    )  # fmt: skip
